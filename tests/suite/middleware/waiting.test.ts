import { describe, expect, test } from "vitest";
import {
  createClient,
  isTwilioTimeoutError,
  type Story,
  type Transport,
  type TwilioError,
} from "../../../mod.ts";
import {
  type AttemptRequest,
  compose,
  concurrency,
  type Middleware,
  retry,
  timeout,
} from "../../../lib/middleware/mod.ts";
import {
  AC,
  caught,
  collection,
  expectError,
  json,
  observe,
  one,
  settle,
  silent,
  wire,
} from "../support/support.ts";

const TIMEOUT = 250;
const account = { accountSid: AC, authToken: "t" };

/** Answers each create after so long; 50 rounds of it are longer than the timeout. */
const slow = (ms: number) =>
  observe(async () => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return json(201, wire(1));
  });

const four = () => concurrency({ limit: 4, max: 4 });
const inputs = Array.from({ length: 200 }, () => one);

// 200 calls, four at a time, take 50 rounds of 8 ms, which is longer than the timeout.
describe("200 creates, four in flight, with a timeout shorter than all of them", () => {
  test.each<[string, () => Middleware]>([
    ["the client's timeout alone", four],
    ["a timeout outside", () => compose(timeout(TIMEOUT), four())],
    ["a timeout inside", () => compose(four(), timeout(TIMEOUT))],
    ["timeouts on both sides", () => compose(timeout(TIMEOUT), four(), timeout(TIMEOUT))],
    ["a retry and a timeout outside", () => compose(retry(), timeout(TIMEOUT), four())],
    ["a timeout and a retry outside", () => compose(timeout(TIMEOUT), retry(), four())],
    ["a retry inside", () => compose(four(), retry(), timeout(TIMEOUT))],
  ])("all succeed, each sent once: %s", async (_, middleware) => {
    const { fetch, requests } = slow(8);
    const client = createClient({
      ...account,
      fetch: middleware()(fetch),
      timeout: TIMEOUT,
      retry: null,
    });
    const start = performance.now();
    await Promise.all(inputs.map((input) => client.channelSenders.create(input)));
    expect(performance.now() - start).toBeGreaterThan(TIMEOUT);
    expect(requests.length).toBe(200);
  });

  test("all succeed without a client, by a timeout outside", async () => {
    const { fetch, requests } = slow(8);
    const transport = compose(timeout(TIMEOUT), four())(fetch);
    await Promise.all(inputs.map(async () => {
      await (await transport(new Request(collection))).text();
    }));
    expect(requests.length).toBe(200);
  });
});

/** A transport that never answers, behind a limit of one, and what it was sent. */
function stuck(options = {}) {
  const { fetch, requests } = observe(() => new Promise<Response>(() => {}));
  return { transport: concurrency({ limit: 1, max: 1, ...options })(fetch), requests };
}

const storyOf = (error: unknown): Story | undefined => (error as TwilioError).story;

describe("a timeout", () => {
  test("counts from when the turn has come", async () => {
    const { fetch, requests } = observe(silent);
    const transport = concurrency({ limit: 1, max: 1 })(fetch);
    const client = createClient({ ...account, fetch: transport, timeout: 50, retry: null });
    const start = performance.now();
    const times = await Promise.all([1, 2, 3].map(async () => {
      const error = await caught(() => client.channelSenders.fetch(one));
      expectError(error, "TwilioTimeoutError", {
        reason: "expected a complete answer within 50 ms",
      });
      return performance.now() - start;
    }));
    expect(requests.length).toBe(3);
    // One after the other, each with all of its time: a busy machine makes it longer alone.
    expect(times[2]!).toBeGreaterThan(140);
  });

  test("goes on after the wait, be it the middleware's or that of the client around it", async () => {
    const bounds: [number, number][] = [[50, 60_000], [60_000, 50]];
    for (const [inner, outer] of bounds) {
      const { fetch, requests } = observe(silent);
      const middleware = compose(timeout(inner), concurrency({ limit: 1, max: 1 }));
      const client = createClient({
        ...account,
        fetch: middleware(fetch),
        timeout: outer,
        retry: null,
      });
      const calls = [1, 2].map(() => caught(() => client.channelSenders.fetch(one)));
      for (const error of await Promise.all(calls)) expectError(error, "TwilioTimeoutError");
      expect(requests.length).toBe(2);
    }
  });
});

describe("a call that fails while it waits", () => {
  test("by its deadline says that nothing was sent", async () => {
    const { transport, requests } = stuck();
    const client = createClient({ ...account, fetch: transport, deadline: 50, retry: null });
    const calls = [1, 2].map(() => caught(() => client.channelSenders.create(one)));
    const [first, second] = await Promise.all(calls);
    expect(String(first)).not.toContain("nothing was sent");
    expect(String(second)).toContain("nothing was sent");
    expect(requests.length).toBe(1);
  });

  test("by the full queue is marked so, and so is one that is aborted", async () => {
    const { transport, requests } = stuck({ queue: 1 });
    const stop = new AbortController();
    const asking = (signal: AbortSignal | null = null): AttemptRequest =>
      Object.assign(new Request(collection, { method: "POST", signal }), {
        attempt: { number: 1, sent: true },
      });
    const [first, waits, tooMany] = [asking(), asking(stop.signal), asking()];
    void transport(first);
    const aborted = caught(() => transport(waits));
    expectError(await caught(() => transport(tooMany)), "TwilioInputError", { field: "queue" });
    stop.abort("enough");
    expect(await aborted).toBe("enough");
    const late = asking(AbortSignal.abort("before"));
    expect(await caught(() => transport(late))).toBe("before");
    const all = [first, waits, tooMany, late];
    expect(all.map(({ attempt }) => attempt?.sent)).toEqual([true, false, false, false]);
    expect(requests).toEqual([first]);
  });

  test("by the full queue tells so in its story", async () => {
    const { transport } = stuck({ queue: 0 });
    const client = createClient({ ...account, fetch: transport, retry: { attempts: 1 } });
    const stop = new AbortController();
    const first = caught(() => client.channelSenders.create(one, { signal: stop.signal }));
    await settle();
    const error = await caught(() => client.channelSenders.create(one));
    expectError(error, "TwilioInputError", { field: "queue" });
    expect(storyOf(error)?.sent ?? false).toBe(false);
    stop.abort("enough");
    expect(await first).toBe("enough");
  });

  test("is sent when its turn comes, and counts as sent from then on", async () => {
    const answers: ((response: Response) => void)[] = [];
    const fetch: Transport = () => new Promise((resolve) => answers.push(resolve));
    const transport = concurrency({ limit: 1, max: 1 })(fetch);
    const clock: string[] = [];
    const attempt = {
      number: 1,
      sent: true,
      clocks: [{
        stop: () => void clock.push("stop"),
        start: () => void clock.push("start"),
      }],
    };
    const first = transport(new Request(collection));
    const second = transport(Object.assign(new Request(collection), { attempt }));
    await settle();
    expect([attempt.sent, clock, answers.length]).toEqual([false, ["stop"], 1]);
    answers[0]!(new Response());
    await settle();
    expect([attempt.sent, clock, answers.length]).toEqual([true, ["stop", "start"], 2]);
    answers[1]!(new Response());
    await Promise.all([first, second]);
  });

  test("by a timeout may be repeated whatever its method", async () => {
    // A custom middleware that holds requests back by way of its copy's attempt.
    const { fetch, requests } = observe(() => json(201, wire(1)));
    let turn = 0;
    const waiting: Middleware = (next) => async (request: AttemptRequest) => {
      turn++;
      if (turn > 1) return await next(request);
      request.attempt!.sent = false;
      return await new Promise<Response>(() => {});
    };
    const bounded = compose(timeout(10), waiting)(fetch);
    const post = () => new Request(collection, { method: "POST", body: "a" });
    const error = await caught(() => bounded(post()));
    expect(isTwilioTimeoutError(error) && error.reason).toBe(
      "expected to send within 10 ms, but the request still waited; nothing was sent",
    );
    turn = 0;
    const repeated = compose(retry({ random: () => 0 }), timeout(10), waiting)(fetch);
    expect(await (await repeated(post())).json()).toEqual(wire(1));
    turn = 0;
    const client = createClient({ ...account, fetch: compose(timeout(10), waiting)(fetch) });
    expect((await client.channelSenders.create(one)).senderType).toBe("WhatsApp");
    expect(requests.length).toBe(2);
  });
});
