/**
 * The official SDK's validator and ours, on the same webhooks: they agree, but for what is named here,
 * in which it is known to be wrong or to accept what we don't.
 */
import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
import fc from "../../suite/support/fc.ts";
import { describe, expect, test } from "vitest";
import { signWebhook, verifyWebhook } from "../../../lib/webhooks/mod.ts";

interface Validator {
  validateRequest(token: string, signature: string, url: string, params: object): boolean;
  validateRequestWithBody(token: string, signature: string, url: string, body: string): boolean;
}
// The package's root takes seconds to load.
const sdk: Validator = createRequire(import.meta.url)("twilio/lib/webhooks/webhooks.js");
const authToken = "12345";

interface Received {
  readonly url: string;
  readonly signature: string;
  readonly form: readonly (readonly [string, string])[];
  readonly json: string | null;
}

/** Whether the official validator believes a webhook. */
function official({ url, signature, form, json }: Received): boolean {
  if (json !== null) return sdk.validateRequestWithBody(authToken, signature, url, json);
  const params: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of form) {
    const before = params[name];
    params[name] = before === undefined ? value : [before, value].flat();
  }
  return sdk.validateRequest(authToken, signature, url, params);
}

/** Whether ours believes it. */
async function ours({ url, signature, form, json }: Received): Promise<boolean> {
  const type = json === null ? "application/x-www-form-urlencoded" : "application/json";
  const request = new Request(url, {
    method: "POST",
    headers: { "content-type": type, "x-twilio-signature": signature },
    body: json ?? new URLSearchParams(form.map(([name, value]) => [name, value])).toString(),
  });
  try {
    await verifyWebhook(request, { authToken });
    return true;
  } catch (error) {
    // The signature was right, but the fields are no message's.
    if (Object(error).reason === "event") return true;
    if (Object(error).name !== "TwilioWebhookError") throw error;
    return false;
  }
}

const hex = fc.stringMatching(/^[\da-f]{32}$/);
const name = fc.oneof(
  fc.constantFrom("MessageSid", "From", "To", "Body", "MediaUrl0", "A", "AB"),
  fc.stringMatching(/^[A-Z][A-Za-z\d_.]{0,12}$/),
);
const value = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  hex.map((digits) => `SM${digits}`),
  fc.constantFrom("", " ", "+14155550199", "whatsapp:+14155550199", "a&b=c", "50 %", "\r\n"),
);
const forms = fc.array(fc.tuple(name, value), { maxLength: 12 });
const segment = fc.stringMatching(/^[\w.~!$&()*+,;=:@%-]{0,8}$/).filter((one) =>
  !/%(?![\dA-F]{2})/.test(one) && !/^(\.|%2E)+$/i.test(one)
);
const pair = fc.oneof(
  { weight: 19, arbitrary: fc.stringMatching(/^\w{1,4}=[\w.~+-]{0,8}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^\w{1,4}='[\w.~+'-]{0,8}$/) },
);
const url = fc.record({
  scheme: fc.constantFrom("https", "http"),
  host: fc.constantFrom("example.com", "a.b.example.org", "127.0.0.1", "[::1]"),
  port: fc.constantFrom("", "", "", ":443", ":80", ":8443", ":3000"),
  path: fc.array(segment, { maxLength: 3 }).map((all) => `/${all.join("/")}`),
  query: fc.option(
    fc.array(pair, { minLength: 1, maxLength: 3 }),
    { nil: null },
  ),
}).map(({ scheme, host, port, path, query }) =>
  `${scheme}://${host}${port}${path}${query === null ? "" : `?${query.join("&")}`}`
);

/** What happens to a webhook between Twilio and the one who verifies it. */
const changes: Record<string, (one: Received) => Received> = {
  nothing: (one) => one,
  "another token": (one) => ({ ...one, signature: mac("12346", one.url) }),
  "no port": (one) => ({ ...one, url: one.url.replace(/(\w|\]):\d+(?=\/)/, "$1") }),
  "another path": (one) => ({ ...one, url: one.url.replace(/(:\/\/[^/]+\/)/, "$1x") }),
  "another scheme": (one) => ({
    ...one,
    url: one.url.startsWith("https")
      ? one.url.replace("https", "http")
      : one.url.replace("http", "https"),
  }),
  "another host": (one) => ({ ...one, url: one.url.replace("example", "examp1e") }),
  "a field more": (one) => ({ ...one, form: [...one.form, ["Zzz", "x"]] }),
  "a body more": (one) => ({ ...one, json: one.json === null ? null : `${one.json} ` }),
  "a signature cut": (one) => ({ ...one, signature: one.signature.slice(0, -2) }),
  "no signature": (one) => ({ ...one, signature: "" }),
};

function mac(token: string, text: string): string {
  return createHmac("sha1", token).update(text).digest("base64");
}

test("they agree on 10,000 webhooks", async () => {
  const believed = { yes: 0, no: 0, rewritten: 0 };
  const withoutPort = (url: string) => url.replace(/:(443|80)(?=\/|$)/, "");
  const webhook = fc.record({
    url,
    form: forms,
    json: fc.option(fc.json(), { nil: undefined, freq: 3 }),
    change: fc.constantFrom("nothing", "nothing", "nothing", ...Object.keys(changes)),
  });
  await fc.assert(
    fc.asyncProperty(webhook, async ({ url, form, json, change }) => {
      const made = await signWebhook(json === undefined ? { url, form } : { url, json }, {
        authToken,
      });
      const signature = made.headers["x-twilio-signature"]!;
      const sent = {
        url: made.url,
        signature,
        form: json === undefined ? form : [],
        json: json ?? null,
      };
      const received = changes[change]!(sent);
      // As a platform gives it to both of them.
      const given = { ...received, url: new Request(received.url).url };
      const [theirs, mine] = [official(given), await ours(given)];
      believed[mine ? "yes" : "no"]++;
      // Named below: what the platform has rewritten, the SDK does not always find again.
      const isRewritten = withoutPort(given.url) !== withoutPort(received.url);
      if (isRewritten && mine && !theirs) return void believed.rewritten++;
      expect([change, given.url, mine]).toEqual([change, given.url, theirs]);
    }),
    { numRuns: 10_000 },
  );
  // Neither all nor nothing.
  expect(believed.yes).toBeGreaterThan(4_000);
  expect(believed.no).toBeGreaterThan(2_000);
  expect(believed.rewritten).toBeLessThan(1_000);
}, 300_000);

describe("where they differ, by name", () => {
  const form = [["Body", "it's"], ["From", "+1"]] as const;
  /** Signs one URL, and gives both of them what a platform makes of it, or another one. */
  async function both(signed: string, received = new Request(signed).url) {
    const { headers } = await signWebhook({ url: signed, form }, { authToken });
    const one = { url: received, signature: headers["x-twilio-signature"]!, form, json: null };
    return { theirs: official(one), mine: await ours(one) };
  }

  test.each([
    ["a space in the query", "https://example.com/a?b=c d"],
    ["a space in the path", "https://example.com/a b"],
    ["é in the query", "https://example.com/a?b=é"],
    ["é in the path", "https://example.com/é"],
    ["braces in the path", "https://example.com/{x}"],
    ["a quote in the query", 'https://example.com/a?b="c"'],
    ["no path", "https://example.com"],
    ["an upper-case host", "https://Example.com/a"],
  ])("what a platform rewrites, the SDK refuses: %s", async (_, url) => {
    expect(await both(url)).toEqual({ theirs: false, mine: true });
  });

  test("an apostrophe beside a plus sign, whose query the SDK would write anew", async () => {
    expect(await both("https://example.com/a?b=it's+c")).toEqual({ theirs: false, mine: true });
  });

  test("a query that the SDK writes anew: we say that it is another one", async () => {
    const received = "https://example.com/a?b=c+d";
    expect(await both("https://example.com/a?b=c%20d", received)).toEqual({
      theirs: true,
      mine: false,
    });
  });

  test("an empty token: the SDK believes whoever signs by it, we refuse the token", async () => {
    const url = "https://example.com/a";
    expect(sdk.validateRequest("", mac("", url), url, {})).toBe(true);
    const request = new Request(url, { headers: { "x-twilio-signature": mac("", url) } });
    await expect(verifyWebhook(request, { authToken: "" })).rejects
      .toMatchObject({ name: "TwilioInputError" });
  });

  test("a hash that is not the last of the query, or in upper case", async () => {
    const json = "{}";
    const made = await signWebhook({ url: "https://example.com/a", json }, { authToken });
    for (const url of [`${made.url}&x=1`]) {
      const one = { url, signature: mac(authToken, url), form: [], json };
      expect([official(one), await ours(one)]).toEqual([true, false]);
    }
  });

  test("a form that is part of the URL: the SDK can't tell, we refuse it", async () => {
    const url = `https://example.com/a?b=AccountSidAC${"0".repeat(32)}Body&x=y`;
    const one = { url, signature: mac(authToken, url), form: [], json: null };
    expect([official(one), await ours(one)]).toEqual([true, false]);
  });
});
