import { describe, expect, test } from "vitest";
import { type ClientOptions, createClient, type Operation, type Target } from "../../../mod.ts";
import {
  AC,
  book,
  caught,
  collect,
  expectError,
  json,
  observe,
  one,
  secret,
  service,
  SK,
  wire,
} from "../support/support.ts";

const ok = () => json(200, wire(1), { "twilio-request-id": "RQ1" });
const account = { accountSid: AC, authToken: secret };
const key = { apiKey: SK, apiSecret: secret };
const basic = (user: string, password = secret) => `Basic ${btoa(`${user}:${password}`)}`;

describe("credentials", () => {
  test.each<[string, ClientOptions, string]>([
    ["an account and its token", account, basic(AC)],
    ["an API key and its secret", key, basic(SK)],
    ["both: the key", { ...account, ...key }, basic(SK)],
    [
      "upper-case digits",
      { ...account, accountSid: `AC${"AB0F".repeat(8)}` },
      basic(
        `AC${"AB0F".repeat(8)}`,
      ),
    ],
    [
      "all that ASCII has",
      { ...account, authToken: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" },
      basic(
        AC,
        "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
      ),
    ],
  ])("%s sign every call", async (_, credentials, expected) => {
    const { fetch, requests } = observe((request) => {
      if (request.method === "DELETE") return new Response(null, { status: 204 });
      return /ChannelSenders(\?|$)/.test(request.url) && request.method === "GET"
        ? book([[1], [2]])(request, 0)
        : ok();
    });
    const { channelSenders } = createClient({ ...credentials, fetch });
    await channelSenders.create(one);
    await channelSenders.fetch(one);
    await channelSenders.delete(one);
    await collect(channelSenders.list(service));
    const signed = requests.map(({ method, headers }) => [method, headers.get("authorization")]);
    expect(signed).toEqual(
      ["POST", "GET", "DELETE", "GET", "GET"].map((method) => [method, expected]),
    );
  });

  test.each<[string, object, string]>([
    ["an unset account", { accountSid: undefined, authToken: secret }, "accountSid"],
    ["an unset key", { apiKey: undefined, apiSecret: secret }, "apiKey"],
    ["an empty account", { ...account, accountSid: "" }, "accountSid"],
    ["an empty token", { ...account, authToken: "" }, "authToken"],
    ["an empty secret", { ...key, apiSecret: "" }, "apiSecret"],
    ["a key for an account", { ...account, accountSid: SK }, "accountSid"],
    ["an account for a key", { ...key, apiKey: AC }, "apiKey"],
    ["account and token swapped", { accountSid: secret, authToken: AC }, "accountSid"],
    ["key and secret swapped", { apiKey: secret, apiSecret: SK }, "apiKey"],
    ["a new line after the account", { ...account, accountSid: `${AC}\n` }, "accountSid"],
    ["a new line after the token", { ...account, authToken: `${secret}\n` }, "authToken"],
    ["a space before the token", { ...account, authToken: ` ${secret}` }, "authToken"],
    ["a tab in the secret", { ...key, apiSecret: `${secret}\t${secret}` }, "apiSecret"],
    ["a token that is not ASCII", { ...account, authToken: `${secret}é` }, "authToken"],
    ["a token beyond Latin-1", { ...account, authToken: `${secret}€` }, "authToken"],
    ["a control character", { ...key, apiSecret: `${secret}\u007f` }, "apiSecret"],
    ["a header of its own", { ...account, authToken: `${secret}\r\nx: y` }, "authToken"],
    ["an object for a token", { ...account, authToken: { token: secret } }, "authToken"],
    ["a colon in the account", { ...account, accountSid: `${AC}:${secret}` }, "accountSid"],
  ])("%s: refused when the client is made", async (_, options, field) => {
    const error = await caught(() => createClient(options as ClientOptions));
    expectError(error, "TwilioInputError", { field });
    expect((error as Error).message).toContain(field);
    for (const text of [String(error), JSON.stringify(error), String((error as Error).stack)]) {
      for (let at = 0; at + 4 <= secret.length; at++) {
        expect(text.includes(secret.slice(at, at + 4))).toBe(false);
      }
    }
  });

  test("none at all are refused when the client is made", async () => {
    const error = await caught(() => createClient({} as ClientOptions));
    expectError(error, "TwilioInputError", {
      field: "credentials",
      message:
        "credentials: expected accountSid and authToken, or apiKey and apiSecret, got neither",
    });
  });

  test.each([
    [{ region: "eu1" }, "target.region"],
    [{ baseUrl: "proxy.example" }, "target.baseUrl"],
    [{ baseUrl: `https://user:${secret}@proxy.example` }, "target.baseUrl"],
  ])("a wrong target is refused when the client is made: %j", async (target, field) => {
    const error = await caught(() => createClient({ ...account, target: target as Target }));
    expectError(error, "TwilioInputError", { field });
    expect(String(error)).not.toContain("hunter2");
  });

  test.each<[string, Target | undefined, Record<string, boolean>]>([
    ["us1", undefined, {
      "https://messaging.twilio.com/v1/Services": true,
      "https://api.twilio.com/2010-04-01/Accounts": true,
      "https://messaging.twilio.com:443/": true,
      "http://messaging.twilio.com/": false,
      "https://messaging.twilio.com:8443/": false,
      "https://twilio.com/": false,
      "https://evil.twilio.com/": false,
      "https://messaging.twilio.com.evil.example/": false,
      "https://evil.example/messaging.twilio.com": false,
      "https://evil.example/?https://messaging.twilio.com": false,
      "https://messaging.dublin.ie1.twilio.com/": false,
    }],
    ["ie1", { region: "ie1" }, {
      "https://messaging.dublin.ie1.twilio.com/": true,
      "https://api.dublin.ie1.twilio.com/": true,
      "https://messaging.twilio.com/": false,
      "https://messaging.sydney.au1.twilio.com/": false,
    }],
    ["au1", { region: "au1" }, {
      "https://messaging.sydney.au1.twilio.com/": true,
      "https://api.sydney.au1.twilio.com/": true,
      "https://messaging.dublin.ie1.twilio.com/": false,
    }],
    ["a proxy", { baseUrl: "https://proxy.example/twilio" }, {
      "https://proxy.example/twilio/v1/Services": true,
      "https://proxy.example:443/": true,
      "http://proxy.example/twilio": false,
      "https://messaging.twilio.com/": false,
      "https://api.twilio.com/": false,
    }],
  ])("go to the origins of the target alone: %s", async (_, target, urls) => {
    const { fetch, requests } = observe(ok);
    const client = createClient({ ...account, fetch, target });
    for (const [url, expected] of Object.entries(urls)) {
      const elsewhere: Operation<string, unknown> = {
        request: (input) => new Request(input),
        parse: (response) => Promise.resolve(response.status),
      };
      await client.send(elsewhere, url);
      expect([url, requests.at(-1)?.headers.has("authorization")]).toEqual([url, expected]);
    }
  });

  test("another way to sign takes their place, and null takes none", async () => {
    const { fetch, requests } = observe(ok);
    const custom = createClient({
      fetch,
      auth: (next) => (request) => {
        request.headers.set("authorization", "Bearer token");
        return next(request);
      },
    });
    await custom.channelSenders.fetch(one);
    await createClient({ fetch, auth: null }).channelSenders.fetch(one);
    await createClient({ ...account, fetch, auth: null } as ClientOptions).channelSenders.fetch(
      one,
    );
    const sent = requests.map(({ headers }) => headers.get("authorization"));
    expect(sent).toEqual(["Bearer token", null, null]);
  });
});
