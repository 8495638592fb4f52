import { describe, expect, test } from "vitest";
import {
  createClient,
  messages,
  type Middleware,
  type Target,
  type Transport,
  type TwilioApiError,
} from "../../../mod.ts";
import { compose, oauth, type OAuthOptions } from "../../../lib/middleware/mod.ts";
import {
  caught,
  collect,
  collection,
  expectError,
  freeze,
  json,
  observe,
  pageBody,
  secret,
  service,
  settle,
  silent,
} from "../support/support.ts";

const clientId = `OQ${"a".repeat(32)}`;
const credentials = { clientId, clientSecret: secret };
const TOKENS = "https://oauth.twilio.com/v2/token";
const unauthorized = () => json(401, { code: 20003, message: "Authenticate", status: 401 });

/** An answer with a token, as Twilio documents it. */
const token = (access_token: unknown, expires_in: unknown = 3600, fields: object = {}) =>
  json(200, {
    access_token,
    id_token: null,
    token_type: "Bearer",
    expires_in,
    refresh_token: null,
    ...fields,
  });

/**
 * Both sides of Twilio. `tokens` are the token requests, answered with "token1" and so on or as
 * told; `calls` say with what the others were signed, and `answer` may refuse them.
 */
function twilio(
  options: Partial<OAuthOptions> = {},
  issue = (count: number): Response | Promise<Response> => token(`token${count}`),
  answer = (_authorization: string | null, request: Request): Response | Promise<Response> =>
    new Response(request.body),
  target?: Target,
) {
  const { fetch, requests: tokens } = observe((_, index) => issue(index + 1));
  const calls: (string | null)[] = [];
  const next: Transport = async (request) => {
    const authorization = request.headers.get("authorization");
    calls.push(authorization);
    return await answer(authorization, request);
  };
  const clock = { time: 1_800_000_000_000 };
  const middleware = oauth({ ...credentials, fetch, now: () => clock.time, ...options }, target);
  const transport = middleware(next);
  const get = (signal?: AbortSignal) =>
    transport(new Request(collection, { signal: signal ?? null }));
  return { tokens, calls, clock, middleware, next, transport, get };
}

describe("the token request", () => {
  test("is a form with the app's credentials, and without a header of them", async () => {
    const { tokens, get } = twilio();
    await get();
    expect(tokens.length).toBe(1);
    const [request] = tokens as [Request];
    expect([request.method, request.url, request.redirect]).toEqual(["POST", TOKENS, "manual"]);
    expect(request.headers.get("content-type")).toContain("application/x-www-form-urlencoded");
    expect(request.headers.get("authorization")).toBe(null);
    expect(await request.text()).toBe(
      `client_id=${clientId}&client_secret=${secret}&grant_type=client_credentials`,
    );
  });

  test("says the scope and the audience, if there are any", async () => {
    const { tokens, get } = twilio({ scope: "a:b c", audience: "https://api.twilio.com/" });
    await get();
    const form = new URLSearchParams(await tokens[0]!.text());
    expect([...form.keys()]).toEqual([
      "client_id",
      "client_secret",
      "grant_type",
      "scope",
      "audience",
    ]);
    expect([form.get("scope"), form.get("audience")]).toEqual(["a:b c", "https://api.twilio.com/"]);
  });

  test("encodes what a form must", async () => {
    const { tokens, get } = twilio({ clientSecret: "a&b=c+d%20/" });
    await get();
    const form = new URLSearchParams(await tokens[0]!.text());
    expect(form.get("client_secret")).toBe("a&b=c+d%20/");
  });

  test.each<[string, Partial<OAuthOptions>, Target | undefined, string]>([
    ["Twilio's", {}, undefined, TOKENS],
    ["Twilio's, in any region", {}, { region: "ie1" }, TOKENS],
    ["the base URL's", {}, { baseUrl: "https://p.example/a/" }, "https://p.example/a/v2/token"],
    [
      "one's own",
      { tokenUrl: "http://t.example/x?account_sid=AC1" },
      undefined,
      "http://t.example/x?account_sid=AC1",
    ],
    ["a URL object", { tokenUrl: new URL("https://t.example") }, undefined, "https://t.example/"],
    [
      "one's own first",
      { tokenUrl: "https://t.example/x" },
      { baseUrl: "https://p.example" },
      "https://t.example/x",
    ],
  ])("goes to this address: %s", async (_, options, target, url) => {
    const { tokens, transport } = twilio(options, undefined, undefined, target);
    const base = target?.baseUrl ??
      `https://messaging.${target?.region ? "dublin.ie1." : ""}twilio.com`;
    await transport(new Request(base));
    expect(tokens.map(({ url }) => url)).toEqual([url]);
  });

  test("passes what signs inside, and counts for no attempt of the call", async () => {
    const sent: string[] = [];
    let refused = 0;
    const fetch: Transport = (request) => {
      sent.push(`${request.method} ${request.url}`);
      if (request.url !== TOKENS) {
        return Promise.resolve(json(201, { sid: null, status: "queued" }));
      }
      return refused++ === 0
        ? Promise.reject(new TypeError("reset"))
        : Promise.resolve(token("token1"));
    };
    const copying: Middleware = (next) => (request) => next(new Request(request));
    const auth = compose(oauth(credentials), copying);
    const accountSid = `AC${"a".repeat(32)}`;
    const retry = { random: () => 0 };
    const client = createClient({ auth, accountSid, fetch, retry, extend: { messages } });
    await client.messages.create({ from: "+12125550100", to: "+12125550101", body: "Hi" });
    expect(sent.map((line) => line.replace(/2010.*/, "…"))).toEqual([
      `POST ${TOKENS}`,
      `POST ${TOKENS}`,
      "POST https://api.twilio.com/…",
    ]);
  });

  test("goes by the transport of the call, or by one of its own, without a `this`", async () => {
    const seen: [url: string, authorization: string | null][] = [];
    const signed = oauth({ clientId: `OQ${"a".repeat(32)}`, clientSecret: "secret" })((request) => {
      seen.push([request.url, request.headers.get("authorization")]);
      return Promise.resolve(request.url === TOKENS ? token("token1") : Response.json({}));
    });
    await signed(new Request("https://messaging.twilio.com/v1"));
    expect(seen).toEqual([
      [TOKENS, null],
      ["https://messaging.twilio.com/v1", "Bearer token1"],
    ]);

    let self: unknown = "not called";
    const fetch = function (this: unknown) {
      self = this;
      return Promise.resolve(token("token1"));
    };
    await twilio({ fetch }).get();
    expect(self).toBe(undefined);
  });
});

describe("the token", () => {
  test("signs the calls of a client, all with one", async () => {
    const { tokens, calls, middleware } = twilio();
    const fetch: Transport = (request) => {
      calls.push(request.headers.get("authorization"));
      const next = request.url.includes("Page=1") ? null : `${collection}?Page=1&PageToken=PT1`;
      return Promise.resolve(json(200, pageBody([next ? 1 : 2], next)));
    };
    const client = createClient({ auth: middleware, fetch });
    expect(await collect(client.channelSenders.list(service))).toEqual([1, 2]);
    expect([tokens.length, calls]).toEqual([1, ["Bearer token1", "Bearer token1"]]);
  });

  test("is set on the request itself", async () => {
    const { transport } = twilio();
    const request = new Request(collection);
    await transport(request);
    expect(request.headers.get("authorization")).toBe("Bearer token1");
  });

  test("goes to the target's origins alone; for others there is none", async () => {
    const { tokens, calls, transport } = twilio();
    for (
      const url of [
        "https://messaging.twilio.com.evil.example/",
        "http://messaging.twilio.com/",
        "https://messaging.twilio.com:8443/",
        "https://messaging.dublin.ie1.twilio.com/",
        TOKENS,
      ]
    ) await transport(new Request(url));
    expect([tokens.length, new Set(calls)]).toEqual([0, new Set([null])]);
    await transport(new Request("https://api.twilio.com/"));
    expect([tokens.length, calls.at(-1)]).toEqual([1, "Bearer token1"]);
  });

  test("is one for however many wait for it", async () => {
    const { tokens, calls, middleware, next, get } = twilio();
    const other = middleware(next);
    await Promise.all(
      Array.from(
        { length: 100 },
        (_, index) =>
          index % 2 ? get() : other(new Request(collection, { method: "POST", body: "a" })),
      ),
    );
    expect([tokens.length, calls.length, new Set(calls)]).toEqual([
      1,
      100,
      new Set(["Bearer token1"]),
    ]);
  });

  test.each<[unknown, number]>([
    [3600, 3600],
    [60, 60],
    [2_592_000, 2_592_000],
    ["1800", 1800],
    [1_438_315_200_000, 3600], // the official document's own example
    [2_592_001, 3600],
    [0, 3600],
    [-1, 3600],
    [null, 3600],
    [undefined, 3600],
    ["soon", 3600],
    [{}, 3600],
  ])("that expires in %j is kept until 30 s before %d", async (expires, seconds) => {
    const { tokens, clock, get } = twilio({}, (count) => token(`token${count}`, expires));
    const start = clock.time;
    await get();
    clock.time = start + (seconds - 30) * 1000 - 1;
    await get();
    expect(tokens.length).toBe(1);
    clock.time++;
    await get();
    expect(tokens.length).toBe(2);
  });

  test("that hardly lives serves those who waited for it", async () => {
    const { tokens, calls, get } = twilio({}, (count) => token(`token${count}`, 5));
    await Promise.all([get(), get()]);
    await get();
    expect([tokens.length, calls]).toEqual([
      2,
      ["Bearer token1", "Bearer token1", "Bearer token2"],
    ]);
  });

  test("ages while it is on its way", async () => {
    const { tokens, clock, get } = twilio({}, (count) => {
      clock.time += 20_000;
      return token(`token${count}`, 60);
    });
    await get();
    clock.time += 10_000;
    await get();
    expect(tokens.length).toBe(2);
  });
});

describe("a 401", () => {
  test.each([["GET", null], ["DELETE", null], ["POST", "Sid=XE1"]])(
    "to a kept token renews it, and the %s is sent once more",
    async (method, body) => {
      const cancelled: string[] = [];
      const refusal = () =>
        new Response(new ReadableStream({ cancel: () => void cancelled.push("first") }), {
          status: 401,
        });
      const bodies: string[] = [];
      const { tokens, calls, transport, get } = twilio({}, undefined, async (auth, request) => {
        if (request.method === method) bodies.push(await request.text());
        return auth === "Bearer token1" && calls.length > 1 ? refusal() : new Response("ok");
      });
      await get();
      bodies.length = 0;
      const response = await transport(new Request(collection, { method, body }));
      expect([response.status, await response.text()]).toEqual([200, "ok"]);
      expect(tokens.length).toBe(2);
      expect(calls.slice(1)).toEqual(["Bearer token1", "Bearer token2"]);
      expect(bodies).toEqual([body ?? "", body ?? ""]);
      expect(cancelled).toEqual(["first"]);
      await get();
      expect([tokens.length, calls.at(-1)]).toEqual([2, "Bearer token2"]);
    },
  );

  test.each(["GET", "HEAD", "POST"])(
    "to a %s: a copy is sent where there is a body",
    async (method) => {
      const seen: Request[] = [];
      const { transport, get } = twilio({}, undefined, (auth, request) => {
        seen.push(request);
        return auth === "Bearer token1" && seen.length > 1 ? unauthorized() : new Response("ok");
      });
      await get();
      const request = new Request(collection, {
        method,
        body: method === "POST" ? "Sid=XE1" : null,
      });
      expect((await transport(request)).status).toBe(200);
      // To read a body twice takes a copy, which costs as much as the request.
      expect([seen[1] === request, seen[2] === request]).toEqual([true, method !== "POST"]);
    },
  );

  test("to the new one as well is the answer", async () => {
    let refusals = 0;
    const { tokens, calls, get } = twilio(
      {},
      undefined,
      () => calls.length > 1 ? json(401, { refusal: ++refusals }) : new Response("ok"),
    );
    await get();
    const response = await get();
    expect([response.status, await response.json()]).toEqual([401, { refusal: 2 }]);
    expect([tokens.length, calls.length]).toEqual([2, 3]);
  });

  test("to a token that was just fetched is the answer, and the token is not kept", async () => {
    const { tokens, calls, get } = twilio({}, undefined, unauthorized);
    for (let call = 1; call <= 3; call++) {
      expect((await get()).status).toBe(401);
      expect([tokens.length, calls.length]).toEqual([call, call]);
    }
    await Promise.all([get(), get()]);
    expect([tokens.length, calls.length]).toEqual([4, 5]);
  });

  test("to many at the same time renews it once", async () => {
    let revoked = false;
    const { tokens, calls, get } = twilio({}, undefined, async (authorization) => {
      await settle();
      return revoked && authorization === "Bearer token1" ? unauthorized() : new Response("ok");
    });
    await get();
    revoked = true;
    const responses = await Promise.all(Array.from({ length: 20 }, () => get()));
    expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect([tokens.length, calls.length]).toEqual([2, 41]);
  });

  test("that comes late does not cost the new token", async () => {
    let release = () => {};
    const late = new Promise<void>((resolve) => (release = resolve));
    const { tokens, calls, clock, get } = twilio({}, undefined, async (authorization) => {
      if (authorization !== "Bearer token1" || calls.length === 1) return new Response("ok");
      await late;
      return unauthorized();
    });
    await get();
    const slow = get();
    clock.time += 3600_000;
    await get();
    release();
    expect((await slow).status).toBe(200);
    expect([tokens.length, calls.at(-1)]).toEqual([2, "Bearer token2"]);
  });

  test("whose renewal fails is that failure", async () => {
    const { calls, get } = twilio(
      {},
      (count) => count > 1 ? json(503, { code: 20503, message: "no" }) : token("token1"),
      () => calls.length > 1 ? unauthorized() : new Response("ok"),
    );
    await get();
    expectError(await caught(() => get()), "TwilioApiError", { status: 503, url: TOKENS });
    expect(calls.length).toBe(2);
  });

  test.each([400, 403, 404, 429, 500])("is not a %d, which is the answer", async (status) => {
    const { tokens, calls, get } = twilio({}, undefined, () => new Response(null, { status }));
    await get();
    expect((await get()).status).toBe(status);
    expect([tokens.length, calls.length]).toEqual([1, 2]);
  });
});

describe("a token request that fails", () => {
  const leak = `eyJ${secret}`;
  const failures: [string, () => Response | Promise<Response>, string, object?][] = [
    [
      "refused",
      () => json(400, { code: 20001, message: "invalid client", status: 400 }),
      "TwilioApiError",
      { status: 400, code: 20001 },
    ],
    ["unauthorized", unauthorized, "TwilioApiError", { status: 401, code: 20003 }],
    [
      "too many",
      () => json(429, { code: 20429, message: "slow down" }, { "retry-after": "7" }),
      "TwilioApiError",
      { status: 429, retryAfter: 7 },
    ],
    ["an OAuth error", () => json(401, { error: "invalid_client" }), "TwilioResponseError", {
      status: 401,
    }],
    [
      "a text",
      () => new Response("Internal Server Error", { status: 500 }),
      "TwilioResponseError",
      { status: 500 },
    ],
    [
      "a page",
      () => new Response("<h1>", { headers: { "content-type": "text/html" } }),
      "TwilioResponseError",
    ],
    [
      "a redirect",
      () => new Response(null, { status: 302, headers: { location: "https://evil.example" } }),
      "TwilioResponseError",
      { status: 302 },
    ],
    ["nothing", () => new Response(null, { status: 204 }), "TwilioResponseError"],
    ["null", () => json(200, "null"), "TwilioResponseError"],
    ["an empty object", () => json(200, {}), "TwilioResponseError"],
    ["a null", () => token(null), "TwilioResponseError"],
    ["a number", () => token(5), "TwilioResponseError"],
    ["an empty token", () => token(""), "TwilioResponseError"],
    ["a token with a line break", () => token(`${leak}\r\nX-Evil: 1`), "TwilioResponseError"],
    ["a token with spaces", () => token(`${leak} ${leak}`), "TwilioResponseError"],
    [
      "a token of another type",
      () => token(leak, 3600, { token_type: "mac" }),
      "TwilioResponseError",
    ],
    ["a type that is none", () => token(leak, 3600, { token_type: 5 }), "TwilioResponseError"],
    [
      "a token without its quotes",
      () => json(200, `{"access_token": ${leak}}`),
      "TwilioResponseError",
    ],
    ["a token alone", () => json(200, leak), "TwilioResponseError"],
    [
      "a token that breaks off",
      () => json(200, `{"access_token": "${leak}`),
      "TwilioResponseError",
    ],
    [
      "a token with a line break within",
      () => json(200, `{"access_token": "${leak}\n"}`),
      "TwilioResponseError",
    ],
    ["a form", () => json(200, `access_token=${leak}`), "TwilioResponseError"],
    ["too large", () => json(200, `"${"a".repeat(9_000_000)}"`), "TwilioResponseError"],
    ["no answer", () => Promise.reject(new TypeError("the cable is out")), "TwilioNetworkError", {
      reason: "TypeError: the cable is out",
    }],
  ];

  test.each(failures)("%s", async (_, fail, name, members = {}) => {
    let failing = true;
    const { tokens, calls, get } = twilio({}, () => failing ? fail() : token("token"));
    const errors = await Promise.all([1, 2, 3].map(() => caught(() => get())));
    for (const error of errors) {
      expectError(error, name, { method: "POST", url: TOKENS, ...members });
      const { message, stack, cause, headers } = error as TwilioApiError;
      const shown = [
        message,
        stack,
        cause,
        JSON.stringify(error),
        JSON.stringify([...headers ?? []]),
      ];
      for (let at = 0; at + 6 <= secret.length; at++) {
        expect(shown.join(" ")).not.toContain(secret.slice(at, at + 6));
      }
      expect(shown.join(" ")).not.toContain("eyJ");
    }
    expect([tokens.length, calls.length]).toEqual([1, 0]);

    // It is not kept.
    failing = false;
    await get();
    expect([tokens.length, calls]).toEqual([2, ["Bearer token"]]);
  });

  test("by a bug of the transport is that bug, for all who wait", async () => {
    const bug = new RangeError("a bug");
    const { get } = twilio({ fetch: () => Promise.reject(bug) });
    expect(await Promise.all([caught(() => get()), caught(() => get())])).toEqual([bug, bug]);
    const [one, other] = await Promise.all([caught(() => get()), caught(() => get())]);
    expect([one === bug, other === bug]).toEqual([true, true]);
  });

  test("can be tried again by whoever hears of it, at once", async () => {
    const { tokens, get } = twilio({}, (count) => {
      if (count < 3) throw new TypeError("the cable is out");
      return token("token");
    });
    const again = () => get().catch(() => get()).catch(() => get());
    await Promise.all([again(), again(), again()]);
    expect(tokens.length).toBe(3);
  });

  test("keeps the message of what came, but for what it quotes", async () => {
    const { get } = twilio(
      {},
      () => new Response("<h1>", { headers: { "content-type": "text/html" } }),
    );
    expect(String(await caught(() => get()))).toContain("expected JSON, got text/html");
  });

  test("is bounded to 30 s", async () => {
    const real = globalThis.setTimeout;
    const bounds: unknown[] = [];
    globalThis.setTimeout = ((run: () => void, ms?: number) => {
      if (ms) bounds.push(ms);
      return real(run, ms === 30_000 ? 0 : ms);
    }) as typeof setTimeout;
    try {
      // A transport that does not even look at its signal.
      const { calls, get } = twilio({ fetch: () => new Promise(() => {}) });
      expectError(await caught(() => get()), "TwilioTimeoutError", {
        url: TOKENS,
        method: "POST",
        reason: "expected a token within 30000 ms",
      });
      expect([bounds, calls]).toEqual([[30_000], []]);
    } finally {
      globalThis.setTimeout = real;
    }
  });
});

describe("an abort", () => {
  test("of one who waits is that one's alone", async () => {
    let release = (_: Response) => {};
    const { tokens, calls, get } = twilio({}, () => new Promise((resolve) => (release = resolve)));
    const stop = new AbortController();
    const others = [get(), get(new AbortController().signal)];
    const call = get(stop.signal);
    await settle();
    const reason = new Error("enough");
    stop.abort(reason);
    expect(await caught(() => call)).toBe(reason);
    expect(tokens[0]!.signal.aborted).toBe(false);
    release(token("token1"));
    await Promise.all(others);
    expect([tokens.length, calls]).toEqual([1, ["Bearer token1", "Bearer token1"]]);
  });

  test("of all who wait ends the token request, and nobody joins it", async () => {
    const { tokens, calls, get } = twilio({
      fetch: (request) =>
        tokens.push(request) > 1 ? Promise.resolve(token("token2")) : silent(request),
    });
    const stops = [new AbortController(), new AbortController()];
    const waiting = stops.map(({ signal }) => caught(() => get(signal)));
    await settle();
    const [first, last] = stops as [AbortController, AbortController];
    first.abort(new Error("first"));
    await settle();
    expect(tokens.map(({ signal }) => signal.aborted)).toEqual([false]);
    last.abort(new Error("last"));
    expect((await Promise.all(waiting)).map(String)).toEqual(["Error: first", "Error: last"]);
    await settle(); // a rejection that nobody handles would fail the run
    expect(tokens.map(({ signal }) => signal.aborted)).toEqual([true]);
    await get();
    expect([tokens.length, calls]).toEqual([2, ["Bearer token2"]]);
  });

  test("before the call asks for no token", async () => {
    const { tokens, calls, get } = twilio();
    const reason = new Error("enough");
    expect(await caught(() => get(AbortSignal.abort(reason)))).toBe(reason);
    expect([tokens.length, calls.length]).toEqual([0, 0]);
  });

  test("while a 401 is answered ends the call", async () => {
    const stop = new AbortController();
    const { calls, get } = twilio(
      {},
      (count) => count > 1 ? new Promise(() => {}) : token("token1"),
      () => calls.length > 1 ? unauthorized() : new Response("ok"),
    );
    await get();
    const call = get(stop.signal);
    await settle();
    const reason = new Error("enough");
    stop.abort(reason);
    expect(await caught(() => call)).toBe(reason);
    expect(calls.length).toBe(2);
  });
});

describe("an option that is refused", () => {
  test.each<[string, unknown]>([
    ["clientId", undefined],
    ["clientId", ""],
    ["clientId", `AC${"a".repeat(32)}`],
    ["clientId", secret],
    ["clientSecret", undefined],
    ["clientSecret", null],
    ["clientSecret", ""],
    ["clientSecret", `${secret}\n`],
    ["clientSecret", `${secret}ü`],
    ["clientSecret", { secret }],
    ["scope", ""],
    ["scope", "a\nb"],
    ["scope", ["a"]],
    ["audience", "a b"],
    ["audience", 5],
    ["tokenUrl", ""],
    ["tokenUrl", "/v2/token"],
    ["tokenUrl", "oauth.twilio.com"],
    ["tokenUrl", "ftp://oauth.twilio.com"],
    ["tokenUrl", `https://user:${secret}@oauth.twilio.com`],
    ["tokenUrl", `https://${secret}@oauth.twilio.com`],
    ["tokenUrl", `https://:${secret}@oauth.twilio.com`],
    ["tokenUrl", "httpsx://oauth.twilio.com"],
    ["tokenUrl", 5],
  ])("%s: %j", async (field, value) => {
    const error = await caught(() => oauth({ ...credentials, [field]: value } as never));
    expectError(error, "TwilioInputError", { field });
    expect(`${error} ${JSON.stringify(error)}`).not.toContain(secret);
  });

  test("a target", async () => {
    for (const tokenUrl of [undefined, "https://t.example"]) {
      const target = { baseUrl: `https://user:${secret}@proxy.example` };
      const error = await caught(() => oauth({ ...credentials, tokenUrl }, target));
      expectError(error, "TwilioInputError", { field: "target.baseUrl" });
      expect(String(error)).not.toContain(secret);
    }
  });
});

test("leaves its options as they are, and is not altered with them", async () => {
  const options = { ...credentials, scope: "a" };
  const { tokens, get } = twilio(freeze({ ...options }));
  await get();
  expect(new URLSearchParams(await tokens[0]!.text()).get("scope")).toBe("a");
  const { fetch, requests } = observe(() => token("token"));
  const given = { ...options, fetch };
  const transport = oauth(given)(() => Promise.resolve(new Response()));
  given.clientSecret = "another";
  await transport(new Request(collection));
  expect(await requests[0]!.text()).toContain(`client_secret=${secret}`);
});

test("shows no secret, and has a name to be known by in a stack", async () => {
  const { middleware, transport, get } = twilio({}, () => token(`eyJ${secret}`));
  await get();
  for (const value of [middleware, transport]) {
    expect(Object.keys(value)).toEqual([]);
    expect(`${value} ${JSON.stringify({ ...value })}`).not.toContain(secret);
  }
  expect(transport.name).toMatch(/^oauth/); // a bundler may add a number
});
