import { describe, expect, test } from "vitest";
import { fetchChannelSender, send, type Transport, type TwilioNetworkError } from "../../../mod.ts";
import {
  bytes,
  caught,
  collection,
  expectError,
  feed,
  json,
  observe,
  one,
  plain,
  settle,
  silent,
  until,
  wire,
  XE,
} from "../support/support.ts";

// Calls without a complete answer: the transport fails, or the caller no longer wants to wait.
const url = `${collection}/${XE}`;
const call = (fetch: Transport, signal?: AbortSignal) =>
  send(fetchChannelSender, one, { fetch, signal });

describe("a transport that fails", () => {
  test.each<[string, unknown, string]>([
    ["an Error", new Error("boom"), "Error: boom"],
    [
      "a TypeError, as fetch throws",
      new TypeError("Failed to fetch"),
      "TypeError: Failed to fetch",
    ],
    ["text", "boom", "boom"],
    ["undefined", undefined, "threw "],
    ["null", null, "threw "],
    ["a number", 5, "threw "],
    ["an object", { reason: "boom" }, "threw "],
  ])("with %s is a network error", async (_, thrown, text) => {
    const error = await caught(() => call(() => Promise.reject(thrown))) as TwilioNetworkError;
    expectError(error, "TwilioNetworkError", { method: "GET", url });
    expect(error.reason).toContain(text);
    expect(error.message).toContain(text);
    expect(error.message).toContain(url);
  });

  test("tells what lies beneath", async () => {
    const cause = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    const thrown = new TypeError("fetch failed", { cause });
    const error = await caught(() => call(() => Promise.reject(thrown))) as TwilioNetworkError;
    expect(error.detail).toBe("Error: connect ECONNREFUSED");
    expect(error.message).toContain("connect ECONNREFUSED");
    expect(error.cause).toBe(thrown.stack);
  });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["text", "ok"],
    ["an object", {}],
  ])("by answering with %s is a mistake, told as such", async (_, answer) => {
    const error = await caught(() => call(() => Promise.resolve(answer as Response)));
    expectError(error, "TwilioInputError", { field: "fetch" });
    expect((error as Error).message).toContain("expected a transport that answers with a Response");
  });

  test("by answering at once, without a promise, is forgiven", async () => {
    const fetch = () => json(200, wire(1)) as never;
    const { signal } = new AbortController();
    for (const stop of [undefined, signal]) {
      expect((await call(fetch, stop)).senderType).toBe("WhatsApp");
    }
  });

  test("with one of our errors passes it on", async () => {
    const known = await caught(() => call(() => Promise.reject(new Error("inner"))));
    expect(await caught(() => call(() => Promise.reject(known)))).toBe(known);
  });
});

describe("a signal", () => {
  const reasons: [string, unknown][] = [
    ["its default reason", undefined],
    ["an error of the caller's", new Error("enough")],
    ["text", "enough"],
    ["a TimeoutError", new DOMException("late", "TimeoutError")],
    ["an object that is no error", { because: "enough" }],
  ];

  test.each(reasons)("aborted before the call rejects with %s", async (_, reason) => {
    const signal = AbortSignal.abort(reason);
    expect(await caught(() => call(silent, signal))).toBe(signal.reason);
  });

  test.each(reasons)("aborted during the request rejects with %s", async (_, reason) => {
    const stop = new AbortController();
    const { fetch, requests } = observe(silent);
    const error = caught(() => call(fetch, stop.signal));
    await until(() => requests.length === 1);
    stop.abort(reason);
    expect(await error).toBe(stop.signal.reason);
    expect(requests[0]!.signal.aborted).toBe(true);
  });

  test.each(reasons)("aborted during the body rejects with %s", async (_, reason) => {
    const stop = new AbortController();
    const { response, controller } = feed();
    controller.enqueue(bytes('{"sid":'));
    const { fetch, requests } = observe(({ signal }) => {
      // As fetch does: the body breaks off when the request is aborted.
      signal.addEventListener("abort", () => controller.error(signal.reason));
      return response;
    });
    const error = caught(() => call(fetch, stop.signal));
    await until(() => requests.length === 1);
    await settle();
    stop.abort(reason);
    expect(await error).toBe(stop.signal.reason);
  });

  test("wins over whatever the transport makes of it", async () => {
    const stop = new AbortController();
    const fetch = (request: Request) =>
      silent(request).catch(() => Promise.reject(new TypeError("socket closed")));
    const error = caught(() => call(fetch, stop.signal));
    stop.abort("enough");
    expect(await error).toBe("enough");
  });

  test("aborted after the call changes nothing", async () => {
    const stop = new AbortController();
    const value = await call(() => Promise.resolve(json(200, wire(1))), stop.signal);
    stop.abort();
    await settle();
    expect(value.senderType).toBe("WhatsApp");
  });

  test("every method of a client takes one", async () => {
    const { channelSenders } = plain(silent);
    const signal = AbortSignal.abort("enough");
    for (const method of ["create", "fetch", "delete"] as const) {
      expect(await caught(() => channelSenders[method](one, { signal }))).toBe("enough");
    }
    const items = channelSenders.list(one, { signal })[Symbol.asyncIterator]();
    expect(await caught(() => items.next())).toBe("enough");
  });

  test("of one call does not disturb another", async () => {
    const stop = new AbortController();
    const stopped = caught(() => call(silent, stop.signal));
    const other = call(async () => {
      await settle();
      return json(200, wire(1));
    });
    stop.abort("enough");
    expect(await stopped).toBe("enough");
    expect((await other).senderType).toBe("WhatsApp");
  });
});
