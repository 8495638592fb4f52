import { describe, expect, test } from "vitest";
import { tracing, type TracingOptions } from "../../../lib/middleware/mod.ts";
import { caught, collection, expectError, observe, secret, settle } from "../support/support.ts";

const ok = () => Promise.resolve(new Response("ok"));
const trace = "0af7651916cd43dd8448eb211c80319c";
const given = `00-${trace}-b7ad6b7169203331-00`;
const random = (bytes: Uint8Array) => bytes.forEach((_, index) => bytes[index] = index + 1);
const made = "00-0102030405060708090a0b0c0d0e0f10-0102030405060708-01";

/** A request whose headers no browser guards. */
const plain = (url: string, headers: HeadersInit = {}) =>
  ({ url, method: "GET", headers: new Headers(headers) }) as Request;

/** Runs as on a page of that origin, or as where there are no pages. */
async function on(origin: string | undefined, run: () => Promise<unknown>): Promise<void> {
  // In a browser there is a location already, which cannot be replaced.
  const values = { origin, ...(globalThis.location ? {} : { location: { href: "about:blank" } }) };
  const restore = Object.entries(values).map(([name, value]) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    return () => {
      if (before) Object.defineProperty(globalThis, name, before);
      else delete (globalThis as Record<string, unknown>)[name];
    };
  });
  try {
    await run();
  } finally {
    restore.forEach((undo) => undo());
  }
}

/** `traceparent` and `tracestate` as they are sent, where nothing is in their way. */
async function sent(
  options?: TracingOptions,
  headers?: HeadersInit,
): Promise<(string | null | undefined)[]> {
  const { fetch, requests } = observe(ok);
  const request = plain(collection, headers);
  await on(undefined, async () => {
    expect(await (await tracing(options)(fetch)(request)).text()).toBe("ok");
  });
  expect(requests[0]).toBe(request);
  return ["traceparent", "tracestate"].map((name) => request.headers.get(name));
}

describe("the trace", () => {
  test("is a new one of random ids", async () => {
    expect(await sent({ random })).toEqual([made, null]);
    const [first, second] = [await sent(), await sent()];
    expect(first[0]).toMatch(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
    expect(first[0]).not.toBe(second[0]);
  });

  test("is the one that the request names already", async () => {
    const headers = { traceparent: given, tracestate: "a=1" };
    expect(await sent({ random }, headers)).toEqual([given, "a=1"]);
  });

  test("is the one that the hook names, before all others", async () => {
    const start = () => ({ traceparent: given, tracestate: "b=2" });
    expect(await sent({ start, random })).toEqual([given, "b=2"]);
    const headers = { traceparent: made, tracestate: "a=1" };
    expect(await sent({ start, random }, headers)).toEqual([given, "b=2"]);
  });

  test("does not take another's state along", async () => {
    const start = () => ({ traceparent: given });
    expect(await sent({ start }, { traceparent: made, tracestate: "a=1" })).toEqual([given, null]);
  });

  test("is a new one where the hook names none", async () => {
    for (const span of [undefined, null, {}, { traceparent: null }, { tracestate: "b=2" }]) {
      expect(await sent({ start: () => span, random })).toEqual([made, null]);
    }
  });

  test.each([
    "",
    trace,
    `00-${trace}-b7ad6b7169203331`,
    `00-${trace.toUpperCase()}-b7ad6b7169203331-00`,
    `00-${"0".repeat(32)}-b7ad6b7169203331-00`,
    `00-${trace}-${"0".repeat(16)}-00`,
    `ff-${trace}-b7ad6b7169203331-00`,
    `${given}-1`,
    `${given}\r\nx-evil: 1`,
    `${given}\n`,
  ])("is not %j", async (traceparent) => {
    const start = () => ({ traceparent, tracestate: "b=2" });
    expect(await sent({ start, random })).toEqual([made, null]);
  });

  test.each(["", "a=1\r\nx-evil: 1", "ü=1"])("has no such state as %j", async (tracestate) => {
    const start = () => ({ traceparent: given, tracestate });
    expect(await sent({ start })).toEqual([given, null]);
  });
});

describe("in a browser", () => {
  test.each([
    ["https://app.example", null],
    ["null", null],
    ["https://messaging.twilio.com", given],
  ])("on a page of the origin %j: %j", async (origin, expected) => {
    const calls: unknown[] = [];
    const request = plain(collection);
    await on(origin, () =>
      tracing({
        start: ({ method }) => {
          calls.push(method);
          return { traceparent: given, tracestate: "b=2", end: ({ status }) => calls.push(status) };
        },
      })(ok)(request));
    expect(request.headers.get("traceparent")).toBe(expected);
    expect(request.headers.get("tracestate")).toBe(expected && "b=2");
    expect(calls).toEqual(["GET", 200]);
  });
});

describe("the hooks", () => {
  test("are told of a request and of its answer, once", async () => {
    const calls: unknown[] = [];
    const transport = tracing({
      start(call) {
        calls.push(call);
        return { end: (outcome) => void calls.push(outcome) };
      },
    })(() => Promise.resolve(new Response(secret, { status: 404 })));
    const url = `${collection}?PageSize=5`;
    const headers = { authorization: secret };
    await transport(new Request(url, { method: "POST", body: secret, headers }));
    expect(calls).toEqual([{ method: "POST", url }, { status: 404, error: null }]);
    // Node and browsers refuse such a request, others do not.
    await transport(plain(`https://user:${secret}@messaging.twilio.com/`));
    expect(JSON.stringify(calls)).not.toContain(secret);
  });

  test.each<[string, unknown, string]>([
    ["an error", new TypeError(secret), "TypeError"],
    ["an abort", new DOMException(secret, "AbortError"), "AbortError"],
    ["a text", secret, "string"],
  ])("are told of %s by its name, and the call throws it", async (_, thrown, error) => {
    const calls: unknown[] = [];
    const transport = tracing({
      start: () => ({ end: (outcome) => void calls.push(outcome) }),
    })(() => Promise.reject(thrown));
    const rejected = await transport(new Request(collection)).then(() => "nothing", (it) => it);
    expect(rejected).toBe(thrown);
    expect(calls).toEqual([{ status: null, error }]);
  });

  test("are kept apart in calls at the same time", async () => {
    const calls: string[] = [];
    const transport = tracing({
      start: ({ url }) => ({ end: ({ status }) => void calls.push(`${status} ${url}`) }),
    })(async ({ url }) => {
      if (url.endsWith("/slow")) await settle();
      return new Response(null, { status: url.endsWith("/slow") ? 201 : 200 });
    });
    await Promise.all(["/slow", "/fast"].map((path) => transport(new Request(collection + path))));
    expect(calls).toEqual([`200 ${collection}/fast`, `201 ${collection}/slow`]);
  });

  test("that throw or reject do not matter", async () => {
    const fail = () => {
      throw new Error("no exporter");
    };
    const reject = () => Promise.reject(new Error("no exporter"));
    expect(await sent({ start: fail, random })).toEqual([made, null]);
    expect(await sent({ start: reject as never, random })).toEqual([made, null]);
    for (const end of [fail, reject as unknown as () => void]) {
      expect(await sent({ start: () => ({ traceparent: given, end }) })).toEqual([given, null]);
      const error = await caught(() =>
        tracing({ start: () => ({ end }) })(() => Promise.reject(new RangeError()))(
          new Request(collection),
        )
      );
      expectError(error, "RangeError");
    }
    await settle(); // a rejection that nobody handles would fail the run
  });
});

test("has a name to be known by in a stack", () => {
  expect(tracing()(ok).name).toMatch(/^tracing/); // a bundler may add a number
});
