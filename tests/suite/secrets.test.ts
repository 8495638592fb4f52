import { beforeEach, describe, expect, test } from "vitest";
import { createClient, fetchChannelSender, type Transport, withMetadata } from "../../mod.ts";
import { basicAuth, compose, timeout } from "../../lib/middleware/mod.ts";
import { createSandbox } from "../../lib/sandbox/mod.ts";
import { runtime } from "../runtimes/runtime.ts";
import {
  AC,
  book,
  caught,
  feed,
  json,
  once,
  one,
  secret,
  service,
  SK,
  wire,
} from "./support/support.ts";

// That no object of ours shows a credential, to whatever looks at it.
type Inspect = (value: unknown, options: object) => string;

/** How a runtime's console shows a value: all that it has, and at any depth. */
async function inspector(): Promise<Inspect> {
  const here = globalThis as unknown as Record<string, { inspect: Inspect }>;
  if (runtime === "deno") return here["Deno"]!.inspect;
  if (runtime === "bun") return here["Bun"]!.inspect;
  const specifier = "node:util"; // a variable, so that no bundler resolves it
  if (runtime === "node") return (await import(/* @vite-ignore */ specifier)).inspect;
  return () => ""; // browsers and Workers have none that a program can reach
}

/** Everything that can be reached from a value by its own properties, or by reading its headers. */
function reach(value: unknown, seen: Set<unknown> = new Set()): Set<unknown> {
  if (seen.has(value)) return seen;
  seen.add(value);
  if (Object(value) !== value) return seen;
  const object = value as Record<PropertyKey, unknown>;
  for (const key of Reflect.ownKeys(object)) {
    reach(key, seen);
    try {
      reach(object[key], seen);
    } catch {
      // `caller` and `arguments` of functions refuse to be read.
    }
  }
  if (value instanceof Headers || value instanceof Map || value instanceof Set) {
    for (const entry of value) reach(entry, seen);
  }
  if (value instanceof Error) {
    [value.message, value.stack, value.cause].forEach((x) => reach(x, seen));
  }
  return seen;
}

let inspect: Inspect;
beforeEach(async () => {
  inspect = await inspector();
});

const forbidden = [secret, btoa(`${AC}:${secret}`), btoa(`${SK}:${secret}`), "Basic "];

function expectNoSecret(value: unknown): void {
  const reached = reach(value);
  const requests = [...reached].filter((part) => part instanceof Request);
  expect(requests.length, "a request within reach").toBe(0);
  const texts = [...reached].filter((part) => typeof part === "string" || typeof part === "symbol");
  const shown = [
    ...texts.map(String),
    String(value),
    JSON.stringify(value) ?? "",
    inspect(value, { depth: 20, showHidden: true, getters: true }),
    inspect(value, {}),
  ];
  for (const text of shown) {
    for (const part of forbidden) expect(text.includes(part), text).toBe(false);
  }
}

describe("the check itself", () => {
  test.each<[string, unknown]>([
    ["text", `x${secret}`],
    ["a property", { a: [{ b: secret }] }],
    ["a hidden property", Object.defineProperty({}, "a", { value: secret })],
    ["a key", { [secret]: 1 }],
    ["a symbol", { [Symbol.for("a")]: secret }],
    ["a message", new Error(secret)],
    ["a cause", new Error("a", { cause: { b: secret } })],
    ["headers", { a: new Headers({ authorization: `Basic ${btoa(`${AC}:${secret}`)}` }) }],
    ["a map", new Map([["a", secret]])],
    ["a property of a function", Object.assign(() => {}, { a: secret })],
    ["a request", { a: new Request("https://a.example") }],
  ])("sees %s", (_, value) => {
    expect(() => expectNoSecret(value)).toThrow();
  });

  test("sees what the console shows", () => {
    expectNoSecret({ a: "b" });
    const shown = inspect({ a: secret }, {});
    expect(shown.includes(secret)).toBe(["node", "deno", "bun"].includes(runtime));
  });
});

const signIns = [
  ["an account", { accountSid: AC, authToken: secret }],
  ["an API key", { apiKey: SK, apiSecret: secret }],
] as const;

describe("what a client hands out shows no credential", () => {
  test.each(signIns)("%s: the client, listings, pages, senders", async (_, credentials) => {
    const signed: (string | null)[] = [];
    const pages = book([[1], [2]]);
    const fetch: Transport = async (request) => {
      signed.push(request.headers.get("authorization"));
      const list = request.url.includes("?PageSize");
      return list ? await pages(request, 0) : json(200, wire(1));
    };
    const client = createClient({ ...credentials, fetch });
    const listing = client.channelSenders.list(service);
    const iterator = listing.pages();
    const pending = client.channelSenders.fetch(one);
    const handed = [
      client,
      client.send,
      client.channelSenders,
      ...Object.values(client.channelSenders),
      listing,
      iterator,
      listing[Symbol.asyncIterator](),
      pending,
      await pending,
      await iterator.next(),
      await client.send(withMetadata(fetchChannelSender), one),
    ];
    handed.forEach(expectNoSecret);
    await iterator.return();
    expect(signed.length).toBe(4);
    expect(signed.every((value) => forbidden.includes(value?.slice(6) ?? ""))).toBe(true);
  });

  test.each(signIns)("%s: middleware and the transports that it makes", (_, credentials) => {
    const fetch: Transport = () => Promise.resolve(json(200, wire(1)));
    const middleware = basicAuth(credentials);
    const handed = [middleware, middleware(fetch), compose(middleware, timeout(1000))(fetch)];
    handed.forEach(expectNoSecret);
  });

  test("a sandbox, but for the credentials that it is asked for", async () => {
    const authToken = secret;
    const sandbox = createSandbox({ accounts: [{ accountSid: AC, authToken }] });
    // Bun's console also shows properties that are not enumerable.
    const console = runtime === "bun" ? "" : inspect(sandbox, { depth: 9 });
    for (const text of [String(sandbox), JSON.stringify(sandbox), console]) {
      for (const part of forbidden) expect(text.includes(part)).toBe(false);
    }
    expectNoSecret(sandbox.fetch);
    const client = createClient({ ...sandbox.credentials, fetch: sandbox.fetch });
    expectNoSecret(client);
    expectNoSecret(await caught(() => client.channelSenders.fetch(one)));
  });
});

describe("no error shows a credential", () => {
  /** Whatever a transport throws may carry the request, as the errors of axios and ky do. */
  class HttpError extends Error {
    readonly request: Request;
    readonly response = new Response("no");
    constructor(request: Request) {
      super("Request failed");
      this.request = request;
    }
    toJSON(): unknown {
      return { headers: [...this.request.headers] };
    }
  }

  const transports: [string, string, Transport][] = [
    ["a refusal", "TwilioApiError", () => Promise.resolve(json(401, { message: "no" }))],
    ["a proxy's page", "TwilioResponseError", () => Promise.resolve(new Response("<html>"))],
    ["a wrong shape", "TwilioResponseError", () => Promise.resolve(json(200, "[]"))],
    ["a redirect", "TwilioResponseError", () => Promise.resolve(new Response("", { status: 302 }))],
    ["a broken body", "TwilioNetworkError", (request) => {
      const { response, controller } = feed();
      controller.error(new HttpError(request));
      return Promise.resolve(response);
    }],
    ["an error with the request", "TwilioNetworkError", (request) => {
      return Promise.reject(new HttpError(request));
    }],
    ["a cause with the request", "TwilioNetworkError", (request) => {
      return Promise.reject(new TypeError("failed", { cause: new HttpError(request) }));
    }],
    ["a cause that is the request", "TwilioNetworkError", (request) => {
      return Promise.reject(new TypeError("failed", { cause: request }));
    }],
    ["an object with the headers", "TwilioNetworkError", ({ headers }) => {
      return Promise.reject({ config: { headers: Object.fromEntries(headers) } });
    }],
    ["the request itself", "TwilioNetworkError", (request) => Promise.reject(request)],
    ["nothing", "TwilioInputError", () => Promise.resolve(undefined as unknown as Response)],
    ["no end", "TwilioTimeoutError", timeout(1)(() => new Promise(() => {}))],
  ];

  test.each(transports)("of %s", async (_, name, fetch) => {
    for (const [_, credentials] of signIns) {
      let authorization: string | null = null;
      const client = createClient({
        ...credentials,
        ...once,
        fetch: (request) => {
          authorization = request.headers.get("authorization");
          return fetch(request);
        },
      });
      for (
        const run of [
          () => client.channelSenders.create(one),
          () => client.channelSenders.list(service).pages().next(),
          () => client.send(withMetadata(fetchChannelSender), one),
        ]
      ) {
        const error = await caught(run);
        expect((error as Error).name).toBe(name);
        expectNoSecret(error);
        expect(authorization).toContain("Basic ");
      }
    }
  });

  test("what a transport throws at once is its own, and passes as it is", async () => {
    const thrown = new Error("no such setting");
    const fetch = () => {
      throw thrown;
    };
    const client = createClient({ accountSid: AC, authToken: secret, fetch });
    expect(await caught(() => client.channelSenders.fetch(one))).toBe(thrown);
  });

  test("of input, with a secret in the wrong place", async () => {
    const swapped = { accountSid: secret, authToken: AC };
    expectNoSecret(await caught(() => createClient(swapped)));
    const client = createClient({
      accountSid: AC,
      authToken: secret,
      fetch: () => new Promise(() => {}),
    });
    expectNoSecret(await caught(() => client.channelSenders.fetch({ ...one, sid: secret })));
  });
});
