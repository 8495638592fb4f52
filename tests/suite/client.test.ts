import { describe, expect, test } from "vitest";
import {
  createClient,
  deleteChannelSender,
  fetchChannelSender,
  send,
  type TwilioApiError,
  withMetadata,
} from "../../mod.ts";
import {
  AC,
  bytes,
  caught,
  collection,
  expectError,
  json,
  observe,
  once,
  one,
  plain,
  secret,
  wire,
  XE,
} from "./support/support.ts";

const ok = () => json(200, wire(1), { "twilio-request-id": "RQ1" });
const account = { accountSid: AC, authToken: secret };

// The client beside its credentials: what it calls, and what it hands back.
describe("the transport", () => {
  /** As browsers and Workers do, it refuses to be a method of another object. */
  const strict = (seen: unknown[]) =>
    function (this: unknown, request: Request): Promise<Response> {
      if (this !== undefined && this !== globalThis) throw new TypeError("Illegal invocation");
      seen.push(request.url);
      return Promise.resolve(ok());
    };

  test("is called without a this", async () => {
    const seen: unknown[] = [];
    const options = { fetch: strict(seen) };
    await createClient({ ...account, ...options }).channelSenders.fetch(one);
    await createClient({ auth: null, ...options }).channelSenders.fetch(one);
    await send(fetchChannelSender, one, options);
    expect(seen).toEqual(Array(3).fill(`${collection}/${XE}`));
  });

  test("is by default globalThis.fetch, looked up at each call", async () => {
    const client = createClient(account);
    const real = globalThis.fetch;
    const seen: unknown[] = [];
    try {
      globalThis.fetch = strict(seen) as typeof fetch;
      await client.channelSenders.fetch(one);
      await send(fetchChannelSender, one);
      await send(fetchChannelSender, one, { fetch: undefined });
    } finally {
      globalThis.fetch = real;
    }
    expect(seen.length).toBe(3);
  });

  test("gets one request for a call, which nobody has read", async () => {
    const { fetch, requests } = observe(ok);
    await createClient({ ...account, fetch }).channelSenders.create(one);
    expect(requests.map(({ bodyUsed }) => bodyUsed)).toEqual([false]);
    expect(await requests[0]!.text()).toBe(`Sid=${XE}`);
  });

  test("is not called for input that is refused, and the call rejects", async () => {
    const { fetch, requests } = observe(ok);
    const { channelSenders } = createClient({ ...account, fetch });
    for (const method of ["create", "fetch", "delete"] as const) {
      const call = channelSenders[method]({ ...one, sid: ".." });
      expectError(await caught(() => call), "TwilioInputError", { field: "sid" });
    }
    expect(requests.length).toBe(0);
  });
});

describe("metadata", () => {
  test("stands beside a value that is asked for with it", async () => {
    const client = plain(observe(ok).fetch);
    const { value, metadata } = await client.send(withMetadata(fetchChannelSender), one);
    expect(value).toEqual(await client.channelSenders.fetch(one));
    const url = `${collection}/${XE}`;
    expect(metadata).toMatchObject({ url, status: 200, requestId: "RQ1", server: null });
    expect(metadata.headers.get("content-type")).toBe("application/json");
    const gone = plain(() => Promise.resolve(new Response(null, { status: 204 })));
    const deleted = await gone.send(withMetadata(deleteChannelSender), one);
    expect([deleted.value, deleted.metadata.status]).toEqual([undefined, 204]);
  });

  test("stands in an error too", async () => {
    const headers = { "t-request-id": "RQ2", "retry-after": "3", server: "twilio" };
    const fetch = () => Promise.resolve(json(429, { code: 20429, message: "Wait" }, headers));
    for (const operation of [fetchChannelSender, withMetadata(fetchChannelSender)]) {
      const error = await caught(() =>
        send(operation as typeof fetchChannelSender, one, { fetch })
      );
      const members = { status: 429, requestId: "RQ2", retryAfter: 3, server: "twilio" };
      expectError(error, "TwilioApiError", { ...members, url: `${collection}/${XE}` });
      expect((error as TwilioApiError).headers.get("retry-after")).toBe("3");
    }
  });

  test("a client's size cap holds for send as well", async () => {
    const client = createClient({ auth: null, fetch: observe(ok).fetch, maxBytes: 5, ...once });
    const error = await caught(() => client.send(withMetadata(fetchChannelSender), one));
    expectError(error, "TwilioResponseError");
    expect(bytes(JSON.stringify(wire(1))).length).toBeGreaterThan(5);
  });
});
