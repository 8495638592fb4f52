import { describe, expect, test } from "vitest";
import {
  createClient,
  deleteChannelSender,
  fetchChannelSender,
  listChannelSenders,
  send,
} from "../../../mod.ts";
import {
  bytes,
  caught,
  collection,
  expectError,
  feed,
  json,
  one,
  pageBody,
  settle,
  wire,
  XE,
} from "../support/support.ts";

// How much of an answer is read, and that what is not read is given up at once.
const url = `${collection}/${XE}`;
const ok = JSON.stringify(wire(1));

/** A body that never ends, and counts what was read of it. */
function endless(init: ResponseInit = {}) {
  const chunk = new Uint8Array(100_000).fill(32);
  const seen = { read: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      seen.read += chunk.length;
      controller.enqueue(chunk);
    },
    cancel: () => void (seen.cancelled = true),
  });
  const headers = { "content-type": "application/json" };
  return { response: new Response(body, { headers, ...init }), seen };
}

describe("the size of a body", () => {
  test.each([200, 500])(
    "%i: one that never ends is cut off, by default at 8 MB",
    async (status) => {
      for (const { parse } of [fetchChannelSender, listChannelSenders]) {
        const { response, seen } = endless({ status });
        const error = await caught(() => parse(response, { url }));
        expectError(error, "TwilioResponseError", { url, status });
        expect((error as Error).message).toContain("bytes");
        expect(seen.read).toBeGreaterThan(8_000_000);
        expect(seen.read).toBeLessThan(9_000_000);
        expect(seen.cancelled).toBe(true);
      }
    },
  );

  test("a page of a thousand senders fits", async () => {
    const thousand = Array.from({ length: 1000 }, (_, number) => number);
    const { items } = await listChannelSenders.parse(json(200, pageBody(thousand, null)));
    expect(items.length).toBe(1000);
  });

  test("maxBytes is the largest that is read, and every byte counts", async () => {
    const text = JSON.stringify(wire(1, { sender: "rcs:€" }));
    const size = bytes(text).length;
    expect(size).toBeGreaterThan(text.length);
    const parse = (maxBytes: number) => fetchChannelSender.parse(json(200, text), { maxBytes });
    expect((await parse(size)).sender).toBe("rcs:€");
    for (const maxBytes of [size - 1, 1, 0]) {
      expectError(await caught(() => parse(maxBytes)), "TwilioResponseError");
    }
  });

  test("maxBytes of a call, of a client and of a refusal", async () => {
    const options = { fetch: () => Promise.resolve(json(200, ok)), maxBytes: 10 };
    expectError(await caught(() => send(fetchChannelSender, one, options)), "TwilioResponseError");
    const client = createClient({ auth: null, ...options });
    expectError(await caught(() => client.channelSenders.fetch(one)), "TwilioResponseError");
    expect((await client.channelSenders.fetch(one, { maxBytes: 1000 })).senderType).toBe(
      "WhatsApp",
    );
    const refused = json(404, { message: "no such thing" });
    const error = await caught(() => fetchChannelSender.parse(refused, { maxBytes: 10 }));
    expectError(error, "TwilioResponseError", { status: 404 });
  });

  test("a success without a value is cut off at its first byte", async () => {
    const { response, seen } = endless();
    const error = await caught(() => deleteChannelSender.parse(response));
    expectError(error, "TwilioResponseError");
    expect(seen.read).toBeLessThan(500_000);
    expect(seen.cancelled).toBe(true);
  });

  test("what Content-Length claims does not matter", async () => {
    for (const length of ["0", "1", "99999999999"]) {
      const headers = { "content-length": length };
      expect((await fetchChannelSender.parse(json(200, ok, headers))).senderType).toBe("WhatsApp");
    }
  });
});

describe("a body that is not read to its end is cancelled", () => {
  test.each<[string, ResponseInit]>([
    ["a redirect", { status: 302 }],
    ["a page of a proxy", { headers: { "content-type": "text/html" } }],
    ["a proxy's error", { status: 502, headers: { "content-type": "text/html" } }],
  ])("%s: unread", async (_, init) => {
    const { response, seen } = endless(init);
    expectError(
      await caught(() => fetchChannelSender.parse(response)),
      "TwilioResponseError",
    );
    await settle();
    expect(seen.cancelled).toBe(true);
    expect(seen.read).toBeLessThan(500_000); // what a stream reads ahead on its own
  });

  test("garbled bytes", async () => {
    const { response, controller, cancelled } = feed();
    controller.enqueue(new Uint8Array([0xff]));
    controller.enqueue(bytes(ok)); // a chunk is looked at when the next one or the end has come
    expectError(await caught(() => fetchChannelSender.parse(response)), "TwilioNetworkError");
    await cancelled;
  });

  test("too many bytes", async () => {
    const { response, controller, cancelled } = feed();
    controller.enqueue(bytes(ok));
    const error = await caught(() => fetchChannelSender.parse(response, { maxBytes: 5 }));
    expectError(error, "TwilioResponseError");
    await cancelled;
  });

  test("a cancellation that fails changes nothing", async () => {
    const body = new ReadableStream({ cancel: () => Promise.reject(new Error("no")) });
    const error = await caught(() => fetchChannelSender.parse(new Response(body, { status: 302 })));
    expectError(error, "TwilioResponseError", {
      reason: "expected an answer, got status 302, which Twilio never answers with",
    });
    await settle(); // a rejection that nobody handles would fail the run
  });
});

test("a body that was read leaves no listener on the signal", async () => {
  const { signal } = new AbortController();
  const listeners: unknown[] = [];
  const watched = Object.defineProperties(signal, {
    addEventListener: { value: (type: string, run: unknown) => listeners.push([type, run]) },
    removeEventListener: {
      value(type: string, run: unknown) {
        const at = listeners.findIndex((one) => String(one) === String([type, run]));
        if (at >= 0) listeners.splice(at, 1);
      },
    },
  });
  const { response, controller } = feed();
  const parsed = fetchChannelSender.parse(response, { signal: watched });
  await settle();
  expect(listeners.map((one) => (one as unknown[])[0])).toEqual(["abort"]);
  controller.enqueue(bytes(ok));
  controller.close();
  await parsed;
  expect(listeners).toEqual([]);
});

test("a 204 that has a body all the same is let go of", async () => {
  let cancelled = false;
  const body = new ReadableStream({ cancel: () => void (cancelled = true) });
  const response = Object.defineProperty(new Response(null, { status: 204 }), "body", {
    value: body,
  });
  await deleteChannelSender.parse(response);
  expect(cancelled).toBe(true);
});
