import { describe, expect, test } from "vitest";
import { timeoutError } from "../../../lib/call/clock.ts";
import { fetchChannelSender, send, type Transport, TwilioInputError } from "../../../mod.ts";
import {
  basicAuth,
  bearerAuth,
  logger,
  type Middleware,
  oauth,
  publicKeyClientValidation,
  retry,
  timeout,
  tracing,
  userAgent,
} from "../../../lib/middleware/mod.ts";
import {
  AC,
  caught,
  collection,
  expectError,
  json,
  observe,
  one,
  secret,
  SK,
  timersLeft,
} from "../support/support.ts";

// As edges.test.ts, of the middleware: what no other test noticed to be missing.
const request = (init?: RequestInit) => new Request(collection, init);
const ok = () => Promise.resolve(new Response("ok"));

describe("a transport that does odd things, with a bound on its time", () => {
  const bounded = (fetch: Transport, signal?: AbortSignal) =>
    send(fetchChannelSender, one, { fetch: timeout(50)(fetch), signal });

  test("a body that somebody has read is told of as without it", async () => {
    const used = async () => {
      const response = json(200, { sid: null });
      await response.text();
      return response;
    };
    const locked = () => {
      const response = json(200, { sid: null });
      response.body?.getReader();
      return Promise.resolve(response);
    };
    for (const fetch of [used, locked]) {
      expectError(await caught(() => bounded(fetch)), "TwilioInputError", { field: "response" });
    }
  });

  test("an answer that is no promise is one", async () => {
    const fetch = () => json(200, { sid: null }) as unknown as Promise<Response>;
    expect((await bounded(fetch)).sid).toBe(null);
  });

  test("an answer that comes too late is let go of", async () => {
    let cancelled = false;
    const body = new ReadableStream({
      cancel() {
        cancelled = true;
      },
    });
    const late = () =>
      new Promise<Response>((resolve) => setTimeout(() => resolve(new Response(body)), 80));
    expectError(await caught(() => bounded(late)), "TwilioTimeoutError");
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(cancelled).toBe(true);
  });

  test("a password in a URL is in no error", () => {
    // Node and browsers refuse such a request themselves.
    const withUser = { ...request(), url: "https://user:s3cret@api.twilio.com/x" } as Request;
    const error = timeoutError(50, withUser);
    expect(error.url).toBe("https://api.twilio.com/x");
    expect(JSON.stringify(error)).not.toContain("s3cret");
  });

  test("what comes too late and is no answer goes nowhere", async () => {
    const nothing = () =>
      new Promise<Response>((resolve) => setTimeout(() => resolve(undefined as never), 80));
    expectError(await caught(() => bounded(nothing)), "TwilioTimeoutError");
    await new Promise((resolve) => setTimeout(resolve, 60)); // by then, nobody's rejection is told
  });

  test("without a bound no timer is left", async () => {
    const left = await timersLeft(async () => {
      await timeout(Infinity)(ok)(request());
    });
    expect(left).toBe(0);
  });
});

describe("what is refused says what was expected", () => {
  const app = { clientId: `OQ${"a".repeat(32)}`, clientSecret: secret };
  const key = { accountSid: AC, apiKey: SK, credentialSid: `CR${"a".repeat(32)}` };
  const privateKey = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
  const pkcv = (options: object) =>
    publicKeyClientValidation({ ...key, privateKey, ...options } as never);
  const pkcs8 = 'expected RSA of 2048 bits in a PEM of PKCS#8, "BEGIN PRIVATE KEY", as by openssl';

  test.each<[string, string, () => unknown]>([
    ["authToken", "ASCII", () => basicAuth({ accountSid: AC, authToken: "a b" })],
    ["token", "ASCII", () => bearerAuth("a b")],
    ["token", "got 5", () => bearerAuth(5 as never)],
    ["clientSecret", "ASCII", () => oauth({ ...app, clientSecret: "a b" })],
    ["scope", "ASCII", () => oauth({ ...app, scope: "ü" })],
    ["audience", "a URI", () => oauth({ ...app, audience: "a b" })],
    ["tokenUrl", "http(s)://host/path", () => oauth({ ...app, tokenUrl: "shttp://a.example/" })],
    ["log", "a function", () => logger(5 as never)],
    ["product", "name/version", () => userAgent("/")],
    ["algorithm", "RS256 or PS256", () => pkcv({ algorithm: "HS256" })],
    ["privateKey", pkcs8, () => pkcv({ privateKey: "no PEM" })],
    ["privateKey", pkcs8, () => pkcv({})(ok)(request({ headers: { authorization: "Basic a" } }))],
    ["privateKey", "that may sign", () => pkcv({ privateKey: {} })],
  ])("%s: %s", async (field, expected, run) => {
    const error = await caught(run);
    expectError(error, "TwilioInputError", { field });
    expect((error as Error).message).toContain(expected);
  });
});

test("an aborted request does not wait for a token", async () => {
  const waiting = bearerAuth(() => new Promise<string>(() => {}))(ok);
  const error = await caught(() => waiting(request({ signal: AbortSignal.abort("enough") })));
  expect(error).toBe("enough");
});

describe("oauth", () => {
  const credentials = { clientId: `OQ${"a".repeat(32)}`, clientSecret: secret };
  const signing = (body: object): { middleware: Middleware; tokens: Request[] } => {
    const { fetch, requests: tokens } = observe(() => json(200, body));
    return { middleware: oauth({ ...credentials, fetch }), tokens };
  };

  test("keeps a token by the platform's clock", async () => {
    const { middleware, tokens } = signing({ access_token: "a", expires_in: 3600 });
    const transport = middleware(ok);
    await transport(request());
    await transport(request());
    expect(tokens.length).toBe(1);
  });

  test("leaves no timer behind, whether there is a token or not", async () => {
    for (const body of [{ access_token: "a" }, {}]) {
      const { middleware } = signing(body);
      expect(await timersLeft(() => middleware(ok)(request()).catch(() => {}))).toBe(0);
    }
  });

  test("renews a token after a 401 without a body", async () => {
    const { middleware, tokens } = signing({ access_token: "a", expires_in: 3600 });
    const statuses = [200, 401, 200];
    const { fetch, requests } = observe(() => new Response(null, { status: statuses.shift()! }));
    const transport = middleware(fetch);
    await transport(request());
    expect((await transport(request())).status).toBe(200);
    expect([requests.length, tokens.length]).toEqual([3, 2]);
  });

  const ascii = "access_token: expected ASCII without white space";
  test.each([
    [`${ascii}, got nothing`, { access_token: null }],
    [`${ascii}, got a text with white space`, { access_token: "a b" }],
    [`${ascii}, got an empty text`, { access_token: "" }],
    ["token_type: expected bearer, got a text of 9 characters", {
      access_token: "a",
      token_type: "forbearer",
    }],
    ["token_type: expected bearer, got a text of 7 characters", {
      access_token: "a",
      token_type: "bearers",
    }],
  ])("a wrong member is named: %s", async (reason, body) => {
    const error = await caught(() => signing(body).middleware(ok)(request()));
    expectError(error, "TwilioResponseError", {
      reason: expect.stringContaining(`${reason};`),
      method: "POST",
    });
  });

  test("a token without a type is a bearer's", async () => {
    const { fetch, requests } = observe(ok);
    await signing({ access_token: "a" }).middleware(fetch)(request());
    expect(requests[0]!.headers.get("authorization")).toBe("Bearer a");
  });
});

describe("retry", () => {
  const refusing = (thrown: unknown, before = () => {}) =>
    observe(() => {
      before();
      throw thrown;
    });

  test("leaves alone what is no failure of the network", async () => {
    const input = new TwilioInputError({ field: "queue", reason: "expected less" });
    for (const thrown of [input, new DOMException("enough", "AbortError")]) {
      const { fetch, requests } = refusing(thrown);
      expect(await caught(() => retry({ random: () => 0 })(fetch)(request()))).toBe(thrown);
      expect(requests.length).toBe(1);
    }
  });

  test("an abort comes before whatever it makes a transport throw", async () => {
    const stop = new AbortController();
    const { fetch, requests } = refusing(new TypeError("cut off"), () => stop.abort("enough"));
    const call = () => retry({ random: () => 0 })(fetch)(request({ signal: stop.signal }));
    expect(await caught(call)).toBe("enough");
    expect(requests.length).toBe(1);
  });
});

test("tracing sends what is a traceparent from its first character on", async () => {
  const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;
  for (const wrong of [`x${traceparent}`, `${traceparent}x`]) {
    const { fetch, requests } = observe(ok);
    await tracing({ start: () => ({ traceparent: wrong }) })(fetch)(request());
    expect(requests[0]!.headers.get("traceparent") ?? "").not.toContain(traceparent);
  }
});
