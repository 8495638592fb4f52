/**
 * Nothing of a call outlives it, whoever keeps its signal. What a platform remembers of a signal may
 * last as long as the process: a listener of ours that stays on one would keep the answer with it.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import {
  basicAuth,
  bearerAuth,
  concurrency,
  logger,
  retry,
  timeout,
  tracing,
  userAgent,
} from "../../lib/middleware/mod.ts";
import {
  createClient,
  fetchChannelSender,
  listChannelSenders,
  messages,
  type Middleware,
  send,
  type Transport,
} from "../../mod.ts";
import { accountSid, authToken, MG, sidOf } from "./support.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");
afterAll(() => setFlagsFromString("--no-expose-gc"));

const input = { messagingServiceSid: MG, sid: sidOf(1) };
const credentials = { accountSid, authToken };
const atOnce = { random: () => 0 };

/** Answers as Twilio does, but every other request with `refusal`. */
function answering(seen: (object: object) => void, refusal?: ResponseInit): Transport {
  let count = 0;
  return (request) => {
    const next_page_url = count < 40 ? `https://x/?Page=${count}&PageToken=PT${count}` : null;
    const body = /PageSize/.test(request.url)
      ? { senders: [{ sid: sidOf(count) }], meta: { next_page_url, previous_page_url: null } }
      : { sid: input.sid };
    const refused = refusal && count % 2 === 0;
    const response = refused
      ? Response.json({ code: 20429, message: "Too Many Requests" }, refusal)
      : Response.json(body);
    count++;
    seen(request);
    seen(response);
    return Promise.resolve(response);
  };
}

type Call = (fetch: Transport, signal?: AbortSignal) => Promise<unknown>;

const through = (...middleware: Middleware[]): Call => (fetch, signal) =>
  send(fetchChannelSender, input, {
    fetch: middleware.reduce((next, wrap) => wrap(next), fetch),
    signal,
  });

const calls: Record<string, Call> = {
  "send": through(),
  "basicAuth": through(basicAuth(credentials)),
  "bearerAuth": through(bearerAuth("token")),
  "concurrency": through(concurrency({ max: 2 })),
  "logger": through(logger(() => {})),
  "timeout": through(timeout(30_000)),
  "tracing": through(tracing()),
  "userAgent": through(userAgent("test")),
  "retry": through(retry(atOnce)),
  "createClient": (fetch, signal) =>
    createClient({ ...credentials, fetch }).channelSenders.fetch(input, { signal }),
  "createClient with a deadline": (fetch, signal) =>
    createClient({ ...credentials, fetch, deadline: 60_000 }).channelSenders.fetch(input, {
      signal,
    }),
  "createClient, a page": (fetch, signal) =>
    createClient({ ...credentials, fetch }).send(listChannelSenders, { ...input, pageSize: 9 }, {
      signal,
    }),
};

/** The last call's may still lie on a stack or in a cache. */
const few = 4;

/** How many are left after a collection, or after so many that no more will go. */
async function left(count: () => number): Promise<number> {
  for (let round = 0; round < 20 && (round < 4 || count() > few); round++) {
    await sleep(5); // what was looked at is kept to the end of a turn
    collect();
  }
  return count();
}

function alive(seen: readonly WeakRef<object>[]): number {
  return seen.filter((reference) => reference.deref()).length;
}

/** How many of the objects that it is shown are still there once all that can go has gone. */
async function kept(run: (seen: (object: object) => void) => Promise<unknown>): Promise<number> {
  const seen: WeakRef<object>[] = [];
  await run((object) => void seen.push(new WeakRef(object)));
  expect(seen.length).toBeGreaterThan(40);
  return await left(() => alive(seen));
}

describe.each([["no signal", undefined], ["a signal that lasts", new AbortController().signal]])(
  "with %s",
  (_name, signal) => {
    test.each(Object.entries(calls))("%s keeps nothing", async (_name, call) => {
      const count = await kept(async (seen) => {
        const fetch = answering(seen);
        for (let index = 0; index < 20; index++) seen(await call(fetch, signal) as object);
      });
      expect(count).toBeLessThanOrEqual(few);
    });

    test("createClient keeps nothing of what it repeats", async () => {
      const count = await kept(async (seen) => {
        const client = createClient({
          ...credentials,
          fetch: answering(seen, { status: 429 }),
          retry: { ...atOnce, onRetry: ({ failure }) => seen(failure) },
        });
        for (let index = 0; index < 20; index++) {
          seen(await client.channelSenders.fetch(input, { signal }));
        }
      });
      expect(count).toBeLessThanOrEqual(few);
    });

    test("a listing that goes on keeps nothing of its pages", async () => {
      const seen: WeakRef<object>[] = [];
      const see = (object: object) => void seen.push(new WeakRef(object));
      const client = createClient({ ...credentials, fetch: answering(see) });
      for await (const page of client.channelSenders.list(input, { signal }).pages()) {
        see(page);
        if (seen.length < 90) continue;
        expect(await left(() => alive(seen))).toBeLessThanOrEqual(few);
        break;
      }
      expect(seen.length).toBeGreaterThan(89);
    });
  },
);

test("of 100,000 messages that are listed, no more are kept than of the page at hand", async () => {
  const pages: WeakRef<object>[] = [];
  const fetch: Transport = ({ url }) => {
    const index = Number(new URL(url).searchParams.get("Page") ?? 0);
    const messages = Array.from({ length: 1000 }, (_, at) => ({
      sid: `SM${String(index * 1000 + at).padStart(32, "0")}`,
      body: "Hello!",
    }));
    const next_page_uri = index < 99 ? `/x?Page=${index + 1}&PageToken=PA${index}` : null;
    const response = Response.json({ messages, next_page_uri });
    pages.push(new WeakRef(response));
    return Promise.resolve(response);
  };
  const client = createClient({ ...credentials, fetch, extend: { messages } });
  const seen: WeakRef<object>[] = [];
  let count = 0;
  for await (const message of client.messages.list()) {
    if (message.sid !== `SM${String(count).padStart(32, "0")}`) throw new Error(`not ${count}`);
    if (count++ % 500 === 0) seen.push(new WeakRef(message));
    if (count % 25_000 !== 0) continue;
    // Two of this page, and as many of the next one, which is on its way.
    expect(await left(() => alive(seen))).toBeLessThanOrEqual(4);
    expect(await left(() => alive(pages))).toBeLessThanOrEqual(few);
  }
  expect(count).toBe(100_000);
  expect(pages).toHaveLength(100);
}, 60_000);
