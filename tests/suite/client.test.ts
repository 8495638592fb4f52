import { describe, expect, test } from "vitest";
import {
  type ClientOptions,
  createClient,
  createSend,
  deleteChannelSender,
  fetchChannelSender,
  send,
  type TwilioApiError,
  type TwilioError,
  type TwilioInputError,
  withMetadata,
  withRetry,
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
  silent,
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

describe("credentials that are none", () => {
  const kinds = "accountSid and authToken, or apiKey and apiSecret";
  const refusal = async (...given: unknown[]) => {
    const create = createClient as (...given: unknown[]) => unknown;
    const error = await caught(() => create(...given)) as TwilioInputError;
    expectError(error, "TwilioInputError");
    expect(error.message).not.toContain(secret);
    return error;
  };

  test.each<[string, unknown[], string]>([
    ["createClient()", [], "nothing"],
    ["createClient(null)", [null], "nothing"],
    ["createClient(sid, token), as `twilio` has it", [AC, secret], "AC and 32 hex digits"],
    ["createClient(function)", [() => {}], "a function"],
  ])("%s: one object, and what is in it", async (_, given, got) => {
    const { field, message } = await refusal(...given);
    expect(field).toBe("options");
    expect(message).toBe(
      "options: expected one object: { accountSid, authToken }, { apiKey, apiSecret } or { auth }," +
        ` got ${got}`,
    );
  });

  test("createClient({}): which there may be", async () => {
    expect((await refusal({})).message).toContain(kinds);
    expect((await refusal({ accountSid: undefined, authToken: undefined })).message).toContain(
      kinds,
    );
  });

  test("apiKey: undefined is no API key", async () => {
    const { fetch, requests } = observe(ok);
    const client = createClient({ ...account, apiKey: undefined, apiSecret: undefined, fetch });
    await client.channelSenders.fetch(one);
    expect(requests[0]!.headers.get("authorization")).toBe(`Basic ${btoa(`${AC}:${secret}`)}`);
  });

  test("so does createSend tell", async () => {
    const create = createSend as (...given: unknown[]) => unknown;
    for (const given of [undefined, null, AC]) {
      expectError(await caught(() => create(given)), "TwilioInputError", { field: "options" });
    }
  });
});

describe("options of another name", () => {
  const refusal = async (options: object, create: (options: never) => unknown = createClient) => {
    const error = await caught(() => create({ ...account, ...options } as never));
    expectError(error, "TwilioInputError");
    return error as TwilioInputError;
  };

  test.each<[object, string, string]>([
    [{ region: "ie1" }, "region", "target: { region }"],
    [{ baseUrl: "https://x.example" }, "baseUrl", "target: { baseUrl }"],
    [{ retries: 3 }, "retries", "retry: { attempts }"],
    [{ retry: { retries: 3 } }, "retry.retries", "one of attempts, maxTime"],
    [{ target: { edge: "dublin" } }, "target.edge", "one of baseUrl, region"],
    [{ timeOut: 5 }, "timeOut", "one of accountSid"],
    [{ toString: 5 }, "toString", "one of accountSid"],
  ])("%j is refused, and the right place named", async (options, field, remedy) => {
    const error = await refusal(options);
    expect(error.field).toBe(field);
    expect(error.message).toContain(remedy);
  });

  test("what is a client's is no option of createSend, nor of withRetry", async () => {
    expect((await refusal({ retry: null }, createSend)).field).toBe("retry");
    expect((await refusal({}, (options) => withRetry(silent as never, options))).field)
      .toMatch(/^retry\./);
  });

  test.each<[object, string, string]>([
    [{ fetch: "fetch" }, "fetch", "a function that sends a Request, got a text of 5 characters"],
    [{ auth: "token" }, "auth", "a middleware, or null, got a text of 5 characters"],
    [{ auth: {} }, "auth", "a middleware, or null, got an object"],
    [{ timeout: "30s" }, "timeout", "milliseconds, 0 or more, got a text of 3 characters"],
    [{ timeout: NaN }, "timeout", "milliseconds, 0 or more, got NaN"],
    [{ timeout: "" }, "timeout", "milliseconds, 0 or more, got an empty text"],
    [{ deadline: NaN }, "deadline", "milliseconds, 0 or more, got NaN"],
    [{ deadline: -1 }, "deadline", "milliseconds, 0 or more, got -1"],
    [{ retry: 3 }, "retry", "an object, or null, got 3"],
    [{ retry: { attempts: 0 } }, "retry.attempts", "a whole number from 1, got 0"],
    [{ retry: { attempts: 1.5 } }, "retry.attempts", "a whole number from 1, got 1.5"],
    [{ retry: { maxTime: NaN } }, "retry.maxTime", "milliseconds, 0 or more, got NaN"],
    [{ retry: { maxTime: -1 } }, "retry.maxTime", "milliseconds, 0 or more, got -1"],
    [{ retry: { onRetry: "log" } }, "retry.onRetry", "a function, got a text of 3 characters"],
    [{ retry: { now: 5 } }, "retry.now", "a function, got 5"],
    [{ retry: { random: null } }, "retry.random", "a function, got nothing"],
    [
      { extend: { messages: {} } },
      "extend.messages",
      "a function that makes its methods, such as messages, got an object",
    ],
    [{ auth: null, target: { baseUrl: "/twilio" } }, "target.baseUrl", "http(s)://host/path"],
  ])("%j is refused when the client is made, whatever is in it", async (options, field, told) => {
    const error = await refusal(options);
    expect(error.field).toBe(field);
    expect(error.message).toContain(`${field}: expected ${told}`);
  });

  test("withRetry, too, takes an object", async () => {
    const error = await refusal({}, () => withRetry(silent as never, null as never));
    expect(error.message).toBe("retry: expected an object, or null, got nothing");
  });
});

describe("no bound, no repeat, no end", () => {
  const failing = () => observe(() => json(503, { code: 20503, message: "busy" }));

  test.each<[string, ClientOptions["retry"], number]>([
    ["null", null, 1],
    ["false", false, 1],
    ["undefined", undefined, 4],
    ["maxTime: Infinity", { random: () => 0, maxTime: Infinity }, 4],
    ["attempts: Infinity, within its time", {
      random: () => 0,
      attempts: Infinity,
      maxTime: 0,
      now: () => 0,
    }, 0],
  ])("retry: %s", async (name, retry, count) => {
    const { fetch, requests } = name.startsWith("attempts")
      ? observe((_, index) => index < 20 ? json(503, { code: 1, message: "busy" }) : ok())
      : failing();
    const options = retry === undefined ? { random: () => 0 } : retry;
    const client = createClient({ auth: null, fetch, retry: options });
    const outcome = await client.channelSenders.fetch(one).catch((error: TwilioError) =>
      error.name
    );
    if (count === 0) expect([outcome, requests.length]).toMatchObject([{ sid: wire(1).sid }, 21]);
    else expect([outcome, requests.length]).toEqual(["TwilioApiError", count]);
  });

  test("maxTime: Infinity waits as long as it is asked to, and not less", async () => {
    const delays: number[] = [];
    const stop = new AbortController();
    const headers = { "retry-after": "86400" };
    const { fetch, requests } = observe(() => json(429, { code: 20429, message: "wait" }, headers));
    const onRetry = ({ delay }: { delay: number }) => {
      delays.push(delay);
      stop.abort("enough");
    };
    const client = createClient({ auth: null, fetch, retry: { maxTime: Infinity, onRetry } });
    const call = client.channelSenders.fetch(one, { signal: stop.signal });
    expect(await caught(() => call)).toBe("enough");
    expect([delays, requests.length]).toEqual([[86_400_000], 1]);
  });

  test.each([[null], [false], [Infinity]] as const)("timeout and deadline: %s", async (bound) => {
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return ok();
    };
    const client = createClient({ auth: null, fetch: slow, timeout: bound, deadline: bound });
    expect((await client.channelSenders.fetch(one)).sid).toBe(wire(1).sid);
  });

  test("extend: undefined and null add nothing", () => {
    for (const extend of [undefined, null, {}]) {
      const client = createClient({ ...account, extend } as ClientOptions);
      expect(Object.keys(client).sort()).toEqual(["channelSenders", "send"]);
    }
  });
});
