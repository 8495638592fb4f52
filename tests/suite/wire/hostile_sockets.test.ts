import { describe, expect, test } from "vitest";
import type { Seen } from "../../runtimes/hostile_server.ts";
import { type Runtime, runtime } from "../../runtimes/runtime.ts";
import { urls } from "../../runtimes/urls.ts";
import {
  type Client,
  type ClientOptions,
  createChannelSender,
  type TwilioError,
} from "../../../mod.ts";
import {
  clientOf,
  expectGood,
  expectNoPollution,
  expectNoSecret,
  type Outcome,
} from "../support/hostile.ts";
import { one, sender, service } from "../support/support.ts";

// A server that misbehaves, on a real socket, and this runtime's own fetch: what it does
// (tests/runtimes/hostile_server.ts), and what comes of it. Of each call it is also checked that it
// ends within its bound, that the error is of the class, names method and URL, and has no credential
// within reach, that the server sees the connection closed, and that nothing but the request itself
// was ever sent, here or to the second server.
type Row = [how: string, outcome: Expected, tells?: string];

/** One outcome, or several where runtimes are free to be lenient; and those of single runtimes. */
type Expected = Outcome | Outcome[] | ({ else: Outcome } & { [Name in Runtime]?: Outcome });

const SLOW = 40_000; // never reached
const network = "TwilioNetworkError";
const response = "TwilioResponseError";
const timeout = "TwilioTimeoutError";

// Distinct, so that each call knows what the server saw of it.
let calls = 0;
const run = Math.floor(performance.timeOrigin + performance.now()).toString(36);

async function seen(id: string): Promise<Seen> {
  const answer = await fetch(`${urls.hostile}/seen/${id}`);
  return await answer.json();
}

/** What the servers saw, once the connections are closed. */
async function closed(id: string): Promise<Seen> {
  for (let turn = 0; turn < 100; turn++) {
    const now = await seen(id);
    if (!now.open) return now;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("the connection was left open");
}

// Deno sends a request once more, a POST too, when the connection is closed before the head has come.
// No fetch can be told not to.
const again = new Set(
  runtime === "deno" ? ["reset", "reset-in-head", "close", "close-in-head"] : [],
);

type Method = "create" | "fetch" | "list";
const methods: Record<Method, (client: Client) => Promise<unknown>> = {
  create: (client) => client.channelSenders.create(one),
  fetch: (client) => client.channelSenders.fetch(one),
  list: async (client) => (await client.channelSenders.list(service).pages().next()).value,
};

function clientTo(how: string, id: string, options: Partial<ClientOptions> = {}): Client {
  const target = { baseUrl: `${urls.hostile}/${how}/${id}` };
  return clientOf(undefined, { target, ...options });
}

const outcomes = (expected: Expected): Outcome[] =>
  typeof expected === "string"
    ? [expected]
    : Array.isArray(expected)
    ? expected
    : [expected[runtime] ?? expected.else];

async function misbehave(
  method: Method,
  [how, expected, tells = ""]: Row,
  bound: number,
): Promise<Seen> {
  const id = `${run}-${calls++}`;
  const what = `${how} ${method}`;
  const start = performance.now();
  const client = clientTo(how, id, { timeout: bound });
  const result = await methods[method](client).catch((error: unknown) => error);
  const took = performance.now() - start;

  const error = result as TwilioError & { url: string; method: string };
  const outcome = result instanceof Error ? error.name as Outcome : "value";
  const all = outcomes(expected);
  expect(all.includes(outcome), `${what}: ${outcome}, not ${all}: ${result}`).toBe(true);
  if (outcome === "value") {
    expectGood(result, what, method === "fetch" ? one.sid : sender(1));
  } else {
    const url = `${urls.hostile}/${how}/${id}/v1/Services/`;
    expect(error.method, what).toBe(method === "create" ? "POST" : "GET");
    expect(error.url.startsWith(url), what).toBe(true);
    for (const part of [error.method, error.url, error.reason, tells]) {
      expect(error.message, what).toContain(part);
    }
    expect(error.reason.length, what).toBeGreaterThan(0);
    expectNoSecret(error);
  }
  // Bounds are met with the time that a busy machine takes, and no more.
  expect(took, what).toBeLessThan(bound + 15_000);
  if (outcome === timeout) expect(took, what).toBeGreaterThan(bound - 50);

  const saw = await closed(id);
  expect([what, saw.trapped, saw.cookies]).toEqual([what, 0, 0]);
  const sent = again.has(how) ? 2 : 1;
  expect([what, saw.requests, saw.signed]).toEqual([what, sent, sent]);
  expectNoPollution();
  return saw;
}

/** Each kind of request, side by side. */
async function misbehaveTo(row: Row, bound = SLOW): Promise<Seen[]> {
  return await Promise.all(
    (["create", "fetch", "list"] as const).map((method) => misbehave(method, row, bound)),
  );
}

describe("a connection that", () => {
  test.each<Row>([
    ["good", "value"],
    ["late", "value"],
    ["reset", network],
    ["reset-in-head", network],
    ["reset-in-body", network],
    ["close", network],
    ["close-in-head", network],
    ["close-in-body", network],
    ["length-too-long", network],
    ["length-too-short", response],
    ["chunks-without-end", network],
    ["chunk-cut", network],
    ["chunk-size-garbage", network],
    ["chunk-size-huge", network],
    ["chunks-of-one-byte", "value"],
    ["no-length", "value"],
  ])("breaks off, or not: %s", async (...row) => {
    await misbehaveTo(row);
  });

  test.each<Row>([
    ["garbage", network],
    ["ssh", network],
    ["smtp", network],
    ["tls-alert", network],
    ["http-0.9", network],
    ["status-not-a-number", { else: network, chromium: "value" }],
    ["two-lengths", network],
    ["length-negative", { else: network, chromium: "value" }],
    ["length-and-chunks", ["value", network]],
    ["head-without-colon", ["value", network]],
    ["early-hints", "value"],
    ["switching-protocols", [network, response]],
    ["huge-header", network],
    ["hundred-thousand-headers", network],
    ["headers-without-end", network],
    ["cookies", "value"],
  ])("is not quite HTTP: %s", async (...row) => {
    await misbehaveTo(row, 3000);
  });
});

describe("time runs out, to the last byte of a body", () => {
  test.each<Row>([
    ["stall", timeout, "300 ms"],
    ["stall-before-status", timeout, "300 ms"],
    ["stall-in-head", timeout, "300 ms"],
    ["stall-in-body", timeout, "300 ms"],
    ["stall-in-chunks", timeout, "300 ms"],
    ["stall-in-refusal", timeout, "300 ms"],
    ["drip-head", timeout, "300 ms"],
    ["drip-headers", timeout, "300 ms"],
    ["drip-body", timeout, "300 ms"],
    ["drip-chunks", timeout, "300 ms"],
    ["drip-early-hints", timeout, "300 ms"],
  ])("%s", async (...row) => {
    await misbehaveTo(row, 300);
  });

  test("of all attempts as well", async () => {
    const id = `${run}-${calls++}`;
    const start = performance.now();
    const client = clientTo("stall", id, { retry: {}, timeout: SLOW, deadline: 300 });
    const error = await client.channelSenders.fetch(one).catch((error) => error);
    expect(error.name).toBe(timeout);
    expect(performance.now() - start).toBeLessThan(15_000);
    expect((await closed(id)).requests).toBe(1);
  });

  test("unless the caller gives up before", async () => {
    for (const how of ["stall", "stall-in-head", "stall-in-body", "drip-body"]) {
      const id = `${run}-${calls++}`;
      const stop = new AbortController();
      const call = clientTo(how, id).channelSenders.fetch(one, { signal: stop.signal });
      const result = call.catch((error) => error);
      setTimeout(() => stop.abort("enough"), 150);
      expect(await result).toBe("enough");
      await closed(id);
    }
  });
});

describe("a body over the wire", () => {
  test.each<Row>([
    ["gzip", "value"],
    ["gzip-that-is-none", network],
    ["gzip-cut", [network, response]], // decoders differ in whether that is an end
    ["gzip-garbled", network],
    ["gzip-undeclared", network],
    ["utf-16", network],
  ])("encoded well or not: %s", async (...row) => {
    await misbehaveTo(row);
  });

  test.each<Row>([
    ["gzip-bomb", response, "bytes"],
    ["brotli-bomb", response, "bytes"],
    ["body-without-end", response, "bytes"],
    ["zeros-for-a-refusal", response, "bytes"],
  ])("is cut off at the cap, whatever it would become: %s", async (...row) => {
    // Where a program can see its memory, there is a bound on it too.
    type Process = { memoryUsage?: { rss?: () => number } };
    const { process } = globalThis as { process?: Process };
    const memory = runtime === "node" ? process?.memoryUsage?.rss : undefined;
    const before = memory?.() ?? 0;
    const saws = [];
    for (const method of ["fetch", "list"] as const) {
      saws.push(await misbehave(method, row, SLOW));
    }
    expect((memory?.() ?? 0) - before).toBeLessThan(150_000_000);
    // What the kernel and the runtime hold on their way is not read, and not much.
    for (const { sent } of saws) expect(sent).toBeLessThan(40_000_000);
  });
});

describe("a redirect over the wire is an error, and nobody goes there", () => {
  /** What is said of a redirect; a browser hides which one it is. */
  const hidden = (status: number) =>
    runtime === "chromium" && status !== 300 // which is none to it
      ? 'got one that the platform hides (its type is "opaqueredirect")'
      : `got status ${status}, which Twilio never answers with`;

  test.each<Row>([
    ["redirect-300", response, hidden(300)],
    ["redirect-301", response, hidden(301)],
    ["redirect-302", response, hidden(302)],
    ["redirect-303", response, hidden(303)],
    ["redirect-307", response, hidden(307)],
    ["redirect-308", response, hidden(308)],
    ["redirect-to-itself", response, hidden(302)],
    ["redirect-to-a-script", response, hidden(302)],
    ["redirect-to-a-file", response, hidden(302)],
    ["redirect-with-a-password", response, hidden(307)],
    ["redirect-nowhere", response, hidden(302)],
    ["redirect-to-garbage", { else: response, chromium: network }],
    ["refresh", "value"],
  ])("%s", async (...row) => {
    await misbehaveTo(row);
  });

  test("even one that a fetch could follow", async () => {
    // The second server is there: this runtime may go to it, and would.
    const id = `${run}-${calls++}`;
    await (await fetch(`${urls.trap}/trap/${id}`)).text();
    expect((await seen(id)).trapped).toBe(1);
  });
});

describe("one connection for many calls", () => {
  test("an answer that comes before its question is not taken for its answer", async () => {
    const id = `${run}-${calls++}`;
    const client = clientTo("answer-ahead", id, { timeout: 3000 });
    const types: unknown[] = [];
    for (let call = 0; call < 4; call++) {
      const result = await client.channelSenders.fetch(one).catch((error) => error);
      types.push(result instanceof Error ? result.name : result.senderType);
    }
    expect(types).not.toContain("Poisoned");
    expect(types[0]).toBe("WhatsApp");
  });
});

describe("retries over the wire", () => {
  test.each<Row>([
    ["reset", network],
    ["close-in-body", network],
    ["gzip-garbled", network],
    ["stall", timeout],
  ])("a read is repeated and a create is not: %s", async (how, outcome) => {
    const retry = { attempts: 2, random: () => 0 };
    // Without its recovery: otherwise it would ask what became of the sender.
    const create = { ...createChannelSender, recovery: undefined };
    const runs = { ...methods, create: (client: Client) => client.send(create, one) };
    for (const [method, times] of [["fetch", 2], ["list", 2], ["create", 1]] as const) {
      const id = `${run}-${calls++}`;
      const client = clientTo(how, id, { retry, timeout: how === "stall" ? 200 : SLOW });
      const error = await runs[method](client).catch((error: unknown) => error);
      expect((error as Error).name).toBe(outcome);
      expectNoSecret(error);
      const { requests, signed } = await closed(id);
      const expected = again.has(how) ? 2 * times : times;
      expect([how, method, requests, signed]).toEqual([how, method, expected, expected]);
    }
  });
});
