import { describe, expect, test } from "vitest";
import { createClient, type Transport } from "../../../mod.ts";
import {
  basicAuth,
  bearerAuth,
  compose,
  concurrency,
  logger,
  type Middleware,
  oauth,
  retry,
  sameAttempt,
  timeout,
  tracing,
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
  wire,
} from "../support/support.ts";

const at = { random: () => 0 };
const credentials = { clientId: `OQ${"a".repeat(32)}`, clientSecret: secret };
const token = () => json(200, { access_token: "t", expires_in: 3600 });
const busy = () => json(503, { code: 20503, message: "busy" });

/** Every order of some things. */
function orders<Thing>(things: readonly Thing[]): Thing[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((first) =>
    orders(things.filter((other) => other !== first)).map((rest) => [first, ...rest])
  );
}

const copying: Middleware = (next) => (request) => next(sameAttempt(request, new Request(request)));
const kinds: Readonly<Record<string, () => Middleware>> = {
  oauth: () => oauth({ ...credentials, fetch: () => Promise.resolve(token()) }),
  timeout: () => timeout(10_000),
  concurrency: () => concurrency(),
  copying: () => copying,
};

describe("a logger behind any middleware", () => {
  const inOrders = orders(Object.keys(kinds)).map((names) => [names.join(", ")] as const);

  test.each(inOrders)("counts 1, 2, 3: %s", async (names) => {
    const stack = () => names.split(", ").map((name) => kinds[name]!());
    const lines: number[] = [];
    const log = logger(({ attempt }) => void lines.push(attempt));
    const answers = [busy(), busy(), json(200, wire(1)), busy(), busy(), json(200, wire(1))];
    const { fetch } = observe((_, index) => answers[index]!);

    const client = createClient({
      auth: null,
      fetch: compose(...stack(), log)(fetch),
      retry: at,
    });
    await client.channelSenders.fetch(one);
    const transport = compose(retry(at), ...stack(), log)(fetch);
    const response = await transport(new Request(collection));
    expect(await response.json()).toEqual(wire(1));
    expect(lines).toEqual([1, 2, 3, 1, 2, 3]);
  });

  test("also where oauth sends what has a body once more", async () => {
    const lines: number[] = [];
    const log = logger(({ attempt }) => void lines.push(attempt));
    const statuses = [200, 429, 401, 200];
    const { fetch } = observe(() => new Response(null, { status: statuses.shift()! }));
    const transport = compose(retry(at), kinds["oauth"]!(), log)(fetch);
    await transport(new Request(collection));
    await transport(new Request(collection, { method: "POST", body: "a" }));
    expect(lines).toEqual([1, 1, 2, 2]);
  });
});

/** A client's create by each place for the middleware: as its `auth`, and around its `fetch`. */
const placements: [string, (middleware: Middleware, fetch: Transport) => Promise<unknown>][] = [
  ["as auth", (auth, fetch) => createClient({ auth, fetch, retry: at }).channelSenders.create(one)],
  [
    "around fetch",
    (middleware, fetch) =>
      createClient({ auth: null, fetch: middleware(fetch), retry: at }).channelSenders.create(one),
  ],
  ["inside of a retry", async (middleware, fetch) => {
    const transport = compose(retry(at), middleware)(fetch);
    const request = new Request(collection, { method: "POST", body: "a" });
    return await (await transport(request)).json();
  }],
];

for (const [where, create] of placements) {
  describe(`a token request that fails, with oauth ${where}`, () => {
    const failures: [string, () => Response][] = [
      ["a 429", () => json(429, { code: 20429, message: "slow down" })],
      ["a 503", busy],
      ["a 502 of a proxy", () => new Response("<h1>", { status: 502 })],
      ["a reset", () => {
        throw new TypeError("fetch failed");
      }],
    ];

    test.each(failures)("by %s is repeated, though the call is a POST", async (_, fail) => {
      const { fetch: tokens, requests: asked } = observe((_, index) =>
        index < 2 ? fail() : token()
      );
      const { fetch, requests } = observe(() => json(201, wire(1)));
      await create(oauth({ ...credentials, fetch: tokens }), fetch);
      expect([asked.length, requests.length]).toEqual([3, 1]);
    });

    test("by a refusal is not", async () => {
      const { fetch: tokens, requests: asked } = observe(() =>
        json(401, { code: 20003, message: "Authenticate" })
      );
      const { fetch, requests } = observe(() => json(201, wire(1)));
      const error = await caught(() => create(oauth({ ...credentials, fetch: tokens }), fetch));
      expectError(error, "TwilioApiError", { status: 401 });
      expect([asked.length, requests.length]).toEqual([1, 0]);
    });
  });
}

test("errors of one token request are each call's own", async () => {
  const auth = oauth({ ...credentials, fetch: () => Promise.resolve(busy()) });
  const client = createClient({ auth, fetch: token, retry: { attempts: 1 } } as never);
  const [a, b] = await Promise.all(
    [1, 2].map(() => caught(() => client.channelSenders.fetch(one))),
  );
  for (const error of [a, b]) {
    expectError(error, "TwilioApiError", { status: 503, story: { sent: false } });
  }
  expect(a).not.toBe(b);
  expect(String(a)).toBe(String(b));
});

for (const [where, create] of placements) {
  describe(`an error of the user's own auth, ${where}`, () => {
    const failed = new TypeError("fetch failed: the vault is down");
    const suppliers: [string, Middleware][] = [
      [
        "a supplier that throws",
        bearerAuth(() => {
          throw failed;
        }),
      ],
      ["a supplier that rejects", bearerAuth(() => Promise.reject(failed))],
      [
        "one behind a limit and a timeout",
        compose(
          concurrency(),
          timeout(10_000),
          bearerAuth(() => Promise.reject(failed)),
        ),
      ],
    ];

    test.each(suppliers)("passes as it is, unrepeated: %s", async (_, middleware) => {
      let calls = 0;
      const counted: Middleware = (next) => (request) => {
        calls++;
        return middleware(next)(request);
      };
      const { fetch, requests } = observe(() => json(201, wire(1)));
      expect(await caught(() => create(counted, fetch))).toBe(failed);
      expect([calls, requests.length]).toEqual([1, 0]);
    });
  });
}

test("what a middleware of the user's own throws before it sends passes as it is", async () => {
  const failed = new TypeError("fetch failed: the vault is down");
  let calls = 0;
  const own: Middleware = () => async () => {
    calls++;
    await Promise.resolve();
    throw failed;
  };
  const { fetch, requests } = observe(() => json(201, wire(1)));
  const basic = basicAuth({ accountSid: AC, authToken: "t" });
  for (const auth of [own, compose(basic, own), compose(retry(at), own)]) {
    const client = createClient({ auth, fetch, retry: at });
    expect(await caught(() => client.channelSenders.fetch(one))).toBe(failed);
  }
  expect([calls, requests.length]).toEqual([3, 0]);
});

test("a supplier that hangs is cut off by the timeout, and nothing was sent", async () => {
  let asked = 0;
  const auth = bearerAuth(() => {
    asked++;
    return asked === 1 ? new Promise(() => {}) : "t";
  });
  const { fetch, requests } = observe(() => json(201, wire(1)));
  const client = createClient({ auth, fetch, timeout: 20, retry: at });
  await client.channelSenders.create(one);
  expect([asked, requests.length]).toEqual([2, 1]);
});

test("a retry inside of a client's call tells it whether any of its attempts was sent", async () => {
  const answers = [json(429, {}), json(429, {})];
  let turn = 0;
  const failing: Middleware = (next) => async (request) => {
    turn++;
    if (turn < 3) return await next(request);
    return await bearerAuth(() => Promise.reject(new TypeError("fetch failed")))(next)(request);
  };
  const { fetch } = observe((_, index) => answers[index]!);
  const attempt = { number: 1, sent: true };
  const request = Object.assign(new Request(collection), { attempt });
  await caught(() => compose(retry(at), failing, tracing())(fetch)(request));
  expect(attempt.sent).toBe(true);
});
