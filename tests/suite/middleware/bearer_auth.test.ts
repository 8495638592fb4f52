import { describe, expect, test } from "vitest";
import { createClient, type Middleware, type Target } from "../../../mod.ts";
import { basicAuth, bearerAuth } from "../../../lib/middleware/mod.ts";
import {
  AC,
  caught,
  collection,
  expectError,
  json,
  observe,
  secret,
  wire,
} from "../support/support.ts";

const ok = () => Promise.resolve(new Response("ok"));
const one = { messagingServiceSid: `MG${"a".repeat(32)}`, sid: `XE${"a".repeat(32)}` };

/** What a middleware makes of `Authorization` on a request to a URL. */
async function authorized(middleware: Middleware, url: string): Promise<string | null> {
  const request = new Request(url);
  await middleware(ok)(request);
  return request.headers.get("authorization");
}

describe("the token", () => {
  test("is set on the request itself", async () => {
    const { fetch, requests } = observe(ok);
    const request = new Request(collection);
    const response = await bearerAuth("e.y.J")(fetch)(request);
    expect(await response.text()).toBe("ok");
    expect(requests[0]).toBe(request);
    expect(request.headers.get("authorization")).toBe("Bearer e.y.J");
  });

  test("may be supplied, at once or later", async () => {
    for (const supply of [() => "e.y.J", () => Promise.resolve("e.y.J")]) {
      expect(await authorized(bearerAuth(supply), collection)).toBe("Bearer e.y.J");
    }
  });

  test("is asked for by each request, and takes the place of the last one", async () => {
    let count = 0;
    const transport = bearerAuth(() => `token${++count}`)(ok);
    const request = new Request(collection);
    for (const expected of ["Bearer token1", "Bearer token2"]) {
      await transport(request);
      expect(request.headers.get("authorization")).toBe(expected);
    }
  });

  test("signs the calls of a client", async () => {
    const { fetch, requests } = observe(() => json(200, wire(1)));
    const client = createClient({ auth: bearerAuth(() => Promise.resolve("e.y.J")), fetch });
    await client.channelSenders.fetch(one);
    expect(requests.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer e.y.J"]);
  });
});

describe("the target's origins alone", () => {
  const targets: [string, Target | undefined][] = [
    ["none", undefined],
    ["us1", { region: "us1" }],
    ["ie1", { region: "ie1" }],
    ["au1", { region: "au1" }],
    ["a base URL", { baseUrl: "http://127.0.0.1:8080/twilio" }],
  ];
  const urls = [
    "https://messaging.twilio.com/v1/Services",
    "https://api.twilio.com/2010-04-01/Accounts.json",
    "https://messaging.dublin.ie1.twilio.com/v1/Services",
    "https://api.sydney.au1.twilio.com/2010-04-01/Accounts.json",
    "http://127.0.0.1:8080/other",
    "http://messaging.twilio.com/v1/Services",
    "https://messaging.twilio.com:8443/v1/Services",
    "https://messaging.twilio.com.evil.example/",
    "https://evil.example/messaging.twilio.com",
    "https://twilio.com/",
    "https://oauth.twilio.com/v2/token",
    "http://127.0.0.1:8081/twilio",
    "https://127.0.0.1:8080/twilio",
  ];

  test.each(targets)("as Basic credentials: %s", async (_, target) => {
    const basic = basicAuth({ accountSid: AC, authToken: "t" }, target);
    let supplied = 0;
    const bearers = [bearerAuth("t", target), bearerAuth(() => (supplied++, "t"), target)];
    let signed = 0;
    for (const url of urls) {
      const expected = await authorized(basic, url) && "Bearer t";
      for (const bearer of bearers) expect(await authorized(bearer, url), url).toBe(expected);
      if (expected) signed++;
    }
    expect(signed).toBe({ none: 3, us1: 3 }[_] ?? 1);
    expect(supplied).toBe(signed); // others do not even ask for it
  });

  test("a target that is refused", async () => {
    const target = { baseUrl: `https://user:${secret}@proxy.example` };
    for (const token of ["t", () => "t"]) {
      const error = await caught(() => bearerAuth(token, target));
      expectError(error, "TwilioInputError", { field: "target.baseUrl" });
      expect(String(error)).not.toContain(secret);
    }
  });
});

describe("a token that is refused", () => {
  const tokens: [string, unknown][] = [
    ["none", undefined],
    ["null", null],
    ["empty", ""],
    ["white space within", `${secret} ${secret}`],
    ["a line break after", `${secret}\n`],
    ["a header after", `${secret}\r\nX-Evil: 1`],
    ["its scheme before", `Bearer ${secret}`],
    ["no ASCII", `${secret}ü`],
    ["a control character", `${secret}\0`],
    ["an object", { token: secret }],
  ];

  test.each(tokens)("%s", async (_, token) => {
    const { fetch, requests } = observe(ok);
    const errors = [
      await caught(() => bearerAuth(token as string)),
      await caught(() => bearerAuth(() => token as string)(fetch)(new Request(collection))),
      await caught(() =>
        bearerAuth(() => Promise.resolve(token as string))(fetch)(new Request(collection))
      ),
    ];
    for (const error of errors) {
      expectError(error, "TwilioInputError", { field: "token" });
      expect(`${error} ${JSON.stringify(error)}`).not.toContain(secret);
    }
    expect(requests).toEqual([]);
  });
});

describe("the supplier", () => {
  test.each([
    ["throws", () => {
      throw new RangeError("vault");
    }],
    ["rejects", () => Promise.reject(new RangeError("vault"))],
  ])("that %s fails the call, as it is", async (_, supply) => {
    const { fetch, requests } = observe(ok);
    const error = await caught(() => bearerAuth(supply)(fetch)(new Request(collection)));
    expectError(error, "RangeError", { message: "vault" });
    expect(requests).toEqual([]);
  });

  test("that never answers is waited for until the abort", async () => {
    const { fetch, requests } = observe(ok);
    const stop = new AbortController();
    const transport = bearerAuth(() => new Promise<string>(() => {}))(fetch);
    const call = transport(new Request(collection, { signal: stop.signal }));
    const reason = new Error("enough");
    stop.abort(reason);
    expect(await caught(() => call)).toBe(reason);
    expect(requests).toEqual([]);
  });

  test("that fails after the abort troubles nobody", async () => {
    const stop = new AbortController();
    let reject!: (error: Error) => void;
    const promise = new Promise<string>((_, given) => (reject = given));
    const call = bearerAuth(() => promise)(ok)(new Request(collection, { signal: stop.signal }));
    stop.abort(new Error("enough"));
    expect(String(await caught(() => call))).toBe("Error: enough");
    reject(new Error("late"));
  });
});

test("shows its token nowhere", () => {
  const middleware = bearerAuth(secret);
  for (const value of [middleware, middleware(ok)]) {
    expect(Object.keys(value)).toEqual([]);
    expect(`${value} ${value.name} ${JSON.stringify({ ...value })}`).not.toContain(secret);
  }
});
