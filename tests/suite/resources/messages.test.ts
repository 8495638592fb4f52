import { describe, expect, test } from "vitest";
import {
  createClient,
  createMessage,
  type CreateMessageInput,
  createSend,
  fetchMessage,
  type Message,
  type Messages,
  messages,
  type NewMessage,
} from "../../../mod.ts";
import { AC, caught, expectError, freeze, json, MG, observe, once } from "../support/support.ts";

const SM = `SM${"b".repeat(32)}`;
const HX = `HX${"c".repeat(32)}`;
const host = "https://api.twilio.com";
const collection = `${host}/2010-04-01/Accounts/${AC}/Messages`;
/** The least that can be sent. */
const least = { accountSid: AC, to: "+12487960483", messagingServiceSid: MG, body: "Hello!" };

const build = (fields: object) =>
  createMessage.request({ ...least, ...fields } as CreateMessageInput);
/** The fields of the form, but for those of {@linkcode least}. */
async function form(fields: object): Promise<[string, string][]> {
  const pairs = [...new URLSearchParams(await build(fields).text())];
  const known = [["To", least.to], ["MessagingServiceSid", MG], ["Body", least.body]];
  return pairs.filter((pair) => !known.some((one) => String(one) === String(pair)));
}

describe("a request to send", () => {
  test("goes to the account, at the host of the product", async () => {
    const { method, url, redirect, headers } = build({});
    expect({ method, url, redirect }).toEqual({
      method: "POST",
      url: `${collection}.json`,
      redirect: "manual",
    });
    expect([...headers]).toEqual([
      ["content-type", "application/x-www-form-urlencoded;charset=UTF-8"],
    ]);
    expect(await build({}).text()).toBe(
      `To=%2B12487960483&MessagingServiceSid=${MG}&Body=Hello%21`,
    );
  });

  test.each(
    [
      [{ region: "ie1" }, "https://api.dublin.ie1.twilio.com"],
      [{ region: "au1" }, "https://api.sydney.au1.twilio.com"],
      [{ baseUrl: "http://127.0.0.1:8080/proxy/" }, "http://127.0.0.1:8080/proxy"],
    ] as const,
  )("%j", (target, base) => {
    expect(createMessage.request(least, target).url)
      .toBe(`${base}/2010-04-01/Accounts/${AC}/Messages.json`);
    expect(fetchMessage.request({ accountSid: AC, sid: SM }, target).url)
      .toBe(`${base}/2010-04-01/Accounts/${AC}/Messages/${SM}.json`);
  });

  const url = "https://example.com/a?b=c&d";
  const sendAt = new Date("2026-12-01T09:30:00.123Z");
  test.each<[fields: object, ...pairs: [string, string][]]>([
    [{ from: "+14155552345" }, ["From", "+14155552345"]],
    [{ from: "12345" }, ["From", "12345"]],
    [{ from: "Acme & Co" }, ["From", "Acme & Co"]],
    [{ from: "sim:DE123" }, ["From", "sim:DE123"]],
    [{ from: MG }, ["From", MG]],
    [{ from: MG.toUpperCase(), messagingServiceSid: null }, ["From", MG.toUpperCase()]],
    [{ from: `MG${"09".repeat(16)}` }, ["From", `MG${"09".repeat(16)}`]],
    [{ from: "MG Motors" }, ["From", "MG Motors"]],
    [{ from: "A+B" }, ["From", "A+B"]],
    [{ from: "12ab" }, ["From", "12ab"]],
    [{ from: "rcs:agent" }, ["From", "rcs:agent"]],
    [{ fallbackFrom: "+14155552345" }, ["FallbackFrom", "+14155552345"]],
    [{ fallbackFrom: "Acme" }, ["FallbackFrom", "Acme"]],
    [{ fallbackFrom: "12345" }, ["FallbackFrom", "12345"]],
    [{ mediaUrl: url }, ["MediaUrl", url]],
    [{ mediaUrl: [url, "HTTP://x/y"] }, ["MediaUrl", url], ["MediaUrl", "HTTP://x/y"]],
    [{ mediaUrl: [] }],
    [{ mediaUrl: Array(10).fill(url) }, ...Array(10).fill(["MediaUrl", url])],
    [{ contentSid: HX }, ["ContentSid", HX]],
    [
      { contentSid: HX, contentVariables: { 1: "Ann", name: '"ü' } },
      ["ContentSid", HX],
      ["ContentVariables", '{"1":"Ann","name":"\\"ü"}'],
    ],
    [
      { contentSid: HX, contentVariables: ' {"1": "Ann"}\n' },
      ["ContentSid", HX],
      ["ContentVariables", '{"1": "Ann"}'],
    ],
    [{ contentSid: HX, contentVariables: {} }, ["ContentSid", HX], ["ContentVariables", "{}"]],
    [{ statusCallback: url }, ["StatusCallback", url]],
    [{ applicationSid: `AP${"d".repeat(32)}` }, ["ApplicationSid", `AP${"d".repeat(32)}`]],
    [{ validityPeriod: 1 }, ["ValidityPeriod", "1"]],
    [{ validityPeriod: 36000 }, ["ValidityPeriod", "36000"]],
    [{ validityPeriod: 35999 }, ["ValidityPeriod", "35999"]],
    [{ validityPeriod: 9999 }, ["ValidityPeriod", "9999"]],
    [{ validityPeriod: 12345 }, ["ValidityPeriod", "12345"]],
    [
      { sendAt, from: MG, messagingServiceSid: undefined },
      ["From", MG],
      ["SendAt", "2026-12-01T09:30:00Z"],
      ["ScheduleType", "fixed"],
    ],
    [{ sendAt }, ["SendAt", "2026-12-01T09:30:00Z"], ["ScheduleType", "fixed"]],
    [
      { sendAt, scheduleType: "fixed" },
      ["SendAt", "2026-12-01T09:30:00Z"],
      ["ScheduleType", "fixed"],
    ],
    [{ sendAsMms: true }, ["SendAsMms", "true"]],
    [{ shortenUrls: true }, ["ShortenUrls", "true"]],
    [{ smartEncoded: false }, ["SmartEncoded", "false"]],
    [{ persistentAction: "geo:1,2|x" }, ["PersistentAction", "geo:1,2|x"]],
    [{ persistentAction: ["a", "b"] }, ["PersistentAction", "a"], ["PersistentAction", "b"]],
    [{ messageIntent: "otp" }, ["MessageIntent", "otp"]],
    [{ riskCheck: "disable" }, ["RiskCheck", "disable"]],
    [{ contentRetention: "discard" }, ["ContentRetention", "discard"]],
    [{ addressRetention: "obfuscate" }, ["AddressRetention", "obfuscate"]],
    [{ provideFeedback: true }, ["ProvideFeedback", "true"]],
    [{ trafficType: "free" }, ["TrafficType", "free"]],
    [{ attempt: 2 }, ["Attempt", "2"]],
    [{ attempt: 10 }, ["Attempt", "10"]],
    [{ forceDelivery: false }, ["ForceDelivery", "false"]],
    [{ maxPrice: 0.05 }, ["MaxPrice", "0.05"]],
    [{ maxPrice: 12 }, ["MaxPrice", "12"]],
  ])("%j", async (fields, ...pairs) => {
    expect(await form(fields)).toEqual(pairs);
  });

  test("what is undefined or null is not there", async () => {
    const all = Object.keys(everything).filter((field) => !(field in least));
    for (const nothing of [undefined, null]) {
      expect(await form(Object.fromEntries(all.map((field) => [field, nothing])))).toEqual([]);
    }
  });

  test("the order is that of the form, whatever that of the input", async () => {
    const reversed = Object.fromEntries(Object.entries(everything).reverse());
    const [first, second] = [everything, reversed].map((input) =>
      createMessage.request(input as unknown as CreateMessageInput)
    );
    expect(await first!.text()).toBe(await second!.text());
  });

  test("leaves the input as it was, and is the same when it is built twice", async () => {
    const input = freeze(structuredClone(everything)) as unknown as CreateMessageInput;
    const [first, second] = [createMessage.request(input), createMessage.request(input)];
    expect(first).not.toBe(second);
    expect(await first.text()).toBe(await second.text());
    expect(input).toEqual(everything);
  });

  test("every field that is set is sent", async () => {
    const request = createMessage.request(everything as unknown as CreateMessageInput);
    expect([request.method, request.url]).toEqual(["POST", `${collection}.json`]);
    const names = [...new Set(new URLSearchParams(await request.text()).keys())];
    const fields = names.map((name) => name[0]!.toLowerCase() + name.slice(1));
    expect([...fields, "accountSid"].sort()).toEqual(Object.keys(everything).sort());
  });

  test("an unknown field is nothing where it has no value", async () => {
    expect(await form({ mediaUrls: undefined, Body: null, other: undefined })).toEqual([]);
  });

  test("a text of 1600 characters, however they are encoded", async () => {
    for (const body of ["x".repeat(1600), "👍".repeat(1600), `${"\n".repeat(1599)}.`]) {
      expect(new URLSearchParams(await build({ body }).text()).get("Body")).toBe(body);
    }
  });
});

/** An input that has every field, but for `from`, which excludes `fallbackFrom`. */
const everything: Record<Exclude<keyof NewMessage, "from">, unknown> = {
  ...least,
  fallbackFrom: "+14155552345",
  mediaUrl: ["https://example.com/1", "https://example.com/2"],
  contentSid: HX,
  contentVariables: { 1: "Ann" },
  statusCallback: "https://example.com",
  applicationSid: `AP${"d".repeat(32)}`,
  validityPeriod: 60,
  sendAt: new Date("2026-12-01T09:30:00Z"),
  scheduleType: "fixed",
  sendAsMms: true,
  shortenUrls: true,
  smartEncoded: true,
  persistentAction: ["a", "b"],
  messageIntent: "otp",
  riskCheck: "enable",
  contentRetention: "retain",
  addressRetention: "retain",
  provideFeedback: true,
  trafficType: "free",
  attempt: 1,
  forceDelivery: true,
  maxPrice: 1,
};

describe("nothing is sent", () => {
  const refused = async (run: () => unknown, field: string, reason: string | RegExp) => {
    const error = await caught(run);
    expectError(error, "TwilioInputError", { field });
    expect((error as Error).message).toMatch(reason);
  };
  const XE = `XE${"0".repeat(32)}`;
  const url = "https://example.com";
  const sender = "expected an address, a short code, or a name of at most 11 characters";
  const long = "body: expected a text of at most 1600 characters";
  const hint = (channel: string, field: string, prefix: string) =>
    `: to send on ${channel}, ${field} starts with ${prefix}`;

  test.each<[what: string, fields: object, field: string, reason: string | RegExp]>([
    ["without an account", { accountSid: undefined }, "accountSid", "AC and 32 hex digits"],
    ["with another's SID", { accountSid: MG }, "accountSid", "got MG"],
    ["without a recipient", { to: undefined }, "to", "expected an address, got nothing"],
    ["to a number without +", { to: "12487960483" }, "to", "got digits without +"],
    ["to a number with dashes", { to: "whatsapp:+1-248" }, "to", "got punctuation"],
    ["to a channel in capitals", { to: "WhatsApp:+12487960483" }, "to", "a channel in capitals"],
    ["to a SID", { to: XE }, "to", "got a SID"],
    ["to an RCS agent", { to: "rcs:agent" }, "to", "a number, got an RCS agent"],
    ["to two", { to: ["+12487960483"] }, "to", "expected an address, got a list"],
    [
      "by nobody",
      { messagingServiceSid: undefined },
      "from",
      "from or messagingServiceSid, got neither",
    ],
    [
      "by null",
      { messagingServiceSid: null, from: null },
      "from",
      "from or messagingServiceSid, got neither",
    ],
    [
      "by nothing",
      { messagingServiceSid: undefined, from: "" },
      "from",
      `${sender}, got an empty text`,
    ],
    ["by another's SID", { messagingServiceSid: XE }, "messagingServiceSid", "got XE"],
    [
      "by a number for a service",
      { messagingServiceSid: "+14155552345" },
      "messagingServiceSid",
      "MG and 32 hex digits, got an address, which belongs in from",
    ],
    ["by a sender's SID", { from: XE }, "from", `${sender}, got XE and 32 hex digits`],
    [
      "with a number for a template",
      { contentSid: "+14155552345" },
      "contentSid",
      "got an address",
    ],
    ["by a broken SID", { from: MG.slice(1) }, "from", `${sender}, got a text of 33 characters`],
    ["by a SID after something", { from: `x${MG}` }, "from", sender],
    ["by half a SIM", { from: "sim:DE 1" }, "from", "got white space"],
    ["by more than a SIM", { from: "xsim:DE" }, "from", "got another channel"],
    ["by a longer SID", { from: `${MG}0` }, "from", `${sender}, got MG and 33`],
    ["by a number without +", { from: "14155552345" }, "from", "got digits without +"],
    ["by a code that is too long", { from: "123456789" }, "from", "got digits without +"],
    ["by a code that is too short", { from: "12" }, "from", sender],
    ["by signs alone", { from: "-&-" }, "from", sender],
    ["by a number with spaces", { from: "+1 415 555 2345" }, "from", "got white space"],
    ["by a channel in capitals", { from: "RCS:agent" }, "from", "got a channel in capitals"],
    ["by a long name", { from: "Acme Company" }, "from", `${sender}, got a text of 12`],
    ["by a strange name", { from: "Acme!" }, "from", sender],
    ["by a list", { from: ["12345"] }, "from", `${sender}, got a list`],
    [
      "by SMS to WhatsApp",
      { from: "+14155552345", to: "whatsapp:+12487960483" },
      "from",
      `the channel of to, WhatsApp, got one on SMS${hint("WhatsApp", "from", "whatsapp:")}`,
    ],
    [
      "by a code to WhatsApp",
      { from: "12345", to: "whatsapp:+12487960483" },
      "from",
      `the channel of to, WhatsApp, got one on SMS${hint("WhatsApp", "from", "whatsapp:")}`,
    ],
    [
      "by WhatsApp to SMS",
      { from: "whatsapp:+14155552345" },
      "from",
      `the channel of to, SMS, got one on WhatsApp${hint("WhatsApp", "to", "whatsapp:")}`,
    ],
    [
      "by WhatsApp to RCS",
      { from: "whatsapp:+14155552345", to: "rcs:+12487960483" },
      "from",
      /the channel of to, RCS, got one on WhatsApp$/,
    ],
    [
      "by SMS to RCS",
      { from: "+14155552345", to: "rcs:+12487960483" },
      "from",
      `the channel of to, RCS, got one on SMS${hint("RCS", "from", "rcs:")}`,
    ],
    [
      "by Messenger to SMS",
      { from: "messenger:1" },
      "from",
      `the channel of to, SMS, got one on Messenger${hint("Messenger", "to", "messenger:")}`,
    ],
    [
      "with two senders",
      { fallbackFrom: "12345", from: "+14155552345" },
      "fallbackFrom",
      "messagingServiceSid and no from",
    ],
    [
      "with a fallback of nothing",
      { fallbackFrom: "12345", messagingServiceSid: undefined, from: MG },
      "fallbackFrom",
      "messagingServiceSid and no from",
    ],
    [
      "with a fallback to RCS",
      { fallbackFrom: "rcs:agent" },
      "fallbackFrom",
      "a channel before it",
    ],
    ["with a fallback's SID", { fallbackFrom: MG }, "fallbackFrom", "got a SID"],
    [
      "with a long fallback",
      { fallbackFrom: "Acme Company" },
      "fallbackFrom",
      "+ and 7 to 15 digits, a short code or a name, got white space",
    ],
    ["without content", { body: undefined }, "body", "body, mediaUrl or contentSid, got none"],
    ["with an empty text", { body: "" }, "body", "body, mediaUrl or contentSid, got none"],
    [
      "with no media",
      { body: undefined, mediaUrl: [] },
      "body",
      "body, mediaUrl or contentSid, got none",
    ],
    ["with a long text", { body: "x".repeat(1601) }, "body", `${long}, got one of 1601`],
    ["with many signs", { body: "👍".repeat(1601) }, "body", `${long}, got one of 1601`],
    ["cut within a character", { body: "Hi 👍".slice(0, 4) }, "body", "cut within a character"],
    ["with its halves turned round", { body: "\udc4d\ud83d" }, "body", "cut within a character"],
    ["with an object for a text", { body: { text: "x" } }, "body", `${long}, got an object`],
    ["with texts", { body: ["x", "y"] }, "body", `${long}, got a list`],
    [
      "with eleven media",
      { mediaUrl: Array(11).fill(url) },
      "mediaUrl",
      "at most 10 of them, got 11",
    ],
    ["with a file", { mediaUrl: "file:///etc/passwd" }, "mediaUrl", "http"],
    ["with a bare host", { mediaUrl: [url, "example.com/a.jpg"] }, "mediaUrl", "http"],
    ["with a URL of two lines", { mediaUrl: "https://example.com/\na" }, "mediaUrl", "http"],
    ["with null for media", { mediaUrl: [null] }, "mediaUrl", "http"],
    ["with another's template", { contentSid: MG }, "contentSid", "HX and 32 hex digits, got MG"],
    ["with lone variables", { contentVariables: { 1: "x" } }, "contentVariables", "contentSid"],
    ["with a URL after a space", { mediaUrl: " https://example.com" }, "mediaUrl", "http"],
    ["with a short callback", { statusCallback: "/status" }, "statusCallback", "http"],
    ["with another's application", { applicationSid: XE }, "applicationSid", "got XE"],
    [
      "with no period",
      { validityPeriod: 0 },
      "validityPeriod",
      "a whole number from 1 to 36000, got ",
    ],
    [
      "with a long period",
      { validityPeriod: 36001 },
      "validityPeriod",
      "a whole number from 1 to 36000, got ",
    ],
    [
      "with a broken period",
      { validityPeriod: 1.5 },
      "validityPeriod",
      "a whole number from 1 to 36000, got ",
    ],
    [
      "with a negative period",
      { validityPeriod: -1 },
      "validityPeriod",
      "a whole number from 1 to 36000, got ",
    ],
    [
      "with no number of a period",
      { validityPeriod: NaN },
      "validityPeriod",
      "a whole number from 1 to 36000, got ",
    ],
    [
      "with a period as a list",
      { validityPeriod: [60] },
      "validityPeriod",
      "a whole number from 1 to 36000, got ",
    ],
    ["at no time", { sendAt: new Date(NaN) }, "sendAt", "a Date, got an invalid one"],
    ["at microseconds", { sendAt: new Date(1e15) }, "sendAt", "a Date, got one of another era"],
    ["at a time in words", { sendAt: "2026-12-01T09:30:00Z" }, "sendAt", "a Date"],
    [
      "at words in the end",
      { sendAt: { toJSON: () => "soon 2026-12-01T09:30:00Z" } },
      "sendAt",
      "a D",
    ],
    [
      "at an end in words",
      { sendAt: { toJSON: () => "2026-12-01T09:30:00Z+1" } },
      "sendAt",
      "a Date",
    ],
    ["at a number", { sendAt: 1796117400000 }, "sendAt", "a Date"],
    ["at another schedule", { sendAt: new Date(), scheduleType: "daily" }, "scheduleType", "fixed"],
    ["at no time of a schedule", { scheduleType: "fixed" }, "scheduleType", "sendAt beside it"],
    [
      "later, without a service",
      { sendAt: new Date(), messagingServiceSid: undefined, from: "12345" },
      "messagingServiceSid",
      "one, as there is a sendAt, got none",
    ],
    [
      "later, by a name like a SID",
      { sendAt: new Date(), messagingServiceSid: undefined, from: "MG Motors" },
      "messagingServiceSid",
      "one, as there is a sendAt, got none",
    ],
    [
      "with short links, without a service",
      { shortenUrls: true, messagingServiceSid: undefined, from: "12345" },
      "messagingServiceSid",
      "one, as shortenUrls is true, got none",
    ],
    ["with perhaps for a flag", { sendAsMms: "perhaps" }, "sendAsMms", "true or false, got a text"],
    ["with 1 for a flag", { smartEncoded: 1 }, "smartEncoded", "true or false, got 1"],
    ["with an action of nothing", { persistentAction: [""] }, "persistentAction", "a text"],
    ["with an intent of nothing", { messageIntent: "" }, "messageIntent", "a text"],
    ["with a wrong check", { riskCheck: "yes" }, "riskCheck", "enable or disable, got a "],
    ["with a list of checks", { riskCheck: ["enable"] }, "riskCheck", "enable or disable, got a "],
    [
      "with wrong retention",
      { contentRetention: "keep" },
      "contentRetention",
      "retain or discard, got a ",
    ],
    [
      "with wrong retention",
      { addressRetention: "discard" },
      "addressRetention",
      "retain or obfuscate, got a ",
    ],
    ["with wrong traffic", { trafficType: "paid" }, "trafficType", "free"],
    ["at attempt 0", { attempt: 0 }, "attempt", "a whole number from 1, got 0"],
    ["at attempt 1.5", { attempt: 1.5 }, "attempt", "a whole number from 1, got 1.5"],
    ["for nothing", { maxPrice: -1 }, "maxPrice", "a number"],
    ["for a currency", { maxPrice: "1 USD" }, "maxPrice", "a number"],
  ])("%s", async (_, fields, field, reason) => {
    await refused(() => build(fields), field, reason);
  });

  test.each([
    [["Ann"]],
    ["[]"],
    ['"{}"'],
    ["{'1': 'Ann'}"],
    ["{"],
    [""],
    ["Ann"],
    ['{"1": null}'],
    ['{"1": {"a": "b"}}'],
    [{ 1: null }],
    [{ 1: undefined }],
    [{ 1: { a: "b" } }],
    [5],
    [new Date(0)],
  ])("with %j for variables", async (contentVariables) => {
    await refused(
      () => build({ contentSid: HX, contentVariables }),
      "contentVariables",
      "an object of texts, or its JSON, got ",
    );
  });

  test.each([
    ["mediaUrls", "mediaUrl"],
    ["media", "mediaUrl"],
    ["MediaUrl", "mediaUrl"],
    ["media_url", "mediaUrl"],
    ["Body", "body"],
    ["text", "body"],
    ["messagingServiceSID", "messagingServiceSid"],
    ["contentVariable", "contentVariables"],
    ["shortenUrl", "shortenUrls"],
  ])("with the unknown field %s, which is %s", async (name, known) => {
    for (const value of ["https://example.com", false, 0, "", []]) {
      await refused(
        () => build({ [name]: value }),
        name,
        `${name}: expected ${known}, got an unknown name`,
      );
    }
  });

  test.each(["tags", "constructor", "__proto__", "0", "url"])(
    "with the unknown field %s, which is none",
    async (name) => {
      const input = JSON.parse(JSON.stringify(least).replace("{", `{${JSON.stringify(name)}:1,`));
      const reason = /expected one of to, from, .*, maxPrice, got an unknown name$/;
      await refused(() => createMessage.request(input), name, reason);
    },
  );

  test("with a Map or a value of another kind for variables", async () => {
    for (const contentVariables of [new Map([["1", "Ann"]]), new Set(), { 1: NaN }, { 1: true }]) {
      await refused(() => build({ contentSid: HX, contentVariables }), "contentVariables", "got ");
    }
  });

  test("with a text for a number or a flag", async () => {
    for (const [field, value] of [["validityPeriod", "60"], ["attempt", "1"], ["maxPrice", "1"]]) {
      await refused(() => build({ [field!]: value }), field!, /number.*, got a text of \d char/);
    }
    await refused(() => build({ sendAsMms: "true" }), "sendAsMms", "got a text of 4 characters");
  });

  test.each<[what: string, input: unknown, field: string, reason: string]>([
    ["no input", undefined, "accountSid", "AC and 32 hex digits, got nothing"],
    ["null", null, "accountSid", "AC and 32 hex digits"],
    ["no account", { sid: SM }, "accountSid", "AC and 32 hex digits"],
    ["no message", { accountSid: AC }, "sid", "SM or MM and 32 hex digits, got nothing"],
    [
      "another's SID",
      { accountSid: AC, sid: MG },
      "sid",
      "SM or MM and 32 hex digits, got MG and 32 hex digits",
    ],
    ["a short one", { accountSid: AC, sid: "SM12" }, "sid", "SM or MM and 32 hex digits"],
    ["more than one", { accountSid: AC, sid: `x${SM}` }, "sid", "SM or MM and 32 hex digits"],
    ["a path", { accountSid: AC, sid: `${SM}/../x` }, "sid", "SM or MM and 32 hex digits"],
    ["small letters", { accountSid: AC, sid: SM.toLowerCase() }, "sid", "SM or MM"],
  ])("to fetch: %s", async (_, input, field, reason) => {
    await refused(() => fetchMessage.request(input as never), field, reason);
    if (field === "accountSid") {
      await refused(() => createMessage.request(input as never), field, reason);
    }
  });

  test("and the error shows none of the input", async () => {
    const secret = "0fedcba9-correct-horse";
    for (const field of Object.keys(everything)) {
      const error = await caught(() => build({ from: undefined, [field]: { [secret]: secret } }));
      expectError(error, "TwilioInputError");
      expect(String((error as Error).stack)).not.toContain(secret);
    }
  });
});

describe("a message", () => {
  const wire = {
    body: "testing",
    num_segments: "2",
    direction: "outbound-api",
    from: "+12019235161",
    to: "+18182008801",
    date_updated: "Fri, 24 May 2019 17:18:28 +0000",
    price: "-0.00750",
    error_message: "Carrier violation",
    uri: `/2010-04-01/Accounts/${AC}/Messages/${SM}.json`,
    account_sid: AC,
    num_media: "0",
    status: "sent",
    messaging_service_sid: MG,
    sid: SM,
    date_sent: "Fri, 24 May 2019 17:18:29 +0000",
    date_created: "Fri, 24 May 2019 17:18:27 +0000",
    error_code: 30007,
    price_unit: "USD",
    api_version: "2010-04-01",
    subresource_uris: { media: `/2010-04-01/Accounts/${AC}/Messages/${SM}/Media.json` },
  };
  const whole: Message = {
    sid: SM as `SM${string}`,
    accountSid: AC as `AC${string}`,
    messagingServiceSid: MG as `MG${string}`,
    from: "+12019235161",
    to: "+18182008801",
    body: "testing",
    status: "sent",
    direction: "outbound-api",
    numSegments: 2,
    numMedia: 0,
    price: "-0.00750",
    priceUnit: "USD",
    errorCode: 30007,
    errorMessage: "Carrier violation",
    dateCreated: new Date("2019-05-24T17:18:27Z"),
    dateUpdated: new Date("2019-05-24T17:18:28Z"),
    dateSent: new Date("2019-05-24T17:18:29Z"),
    apiVersion: "2010-04-01",
    uri: wire.uri,
    subresourceUris: wire.subresource_uris,
  };
  const url = `${collection}/${SM}.json`;
  const parse = (fields: object) => fetchMessage.parse(json(200, { ...wire, ...fields }), { url });
  const keys = Object.keys(wire) as (keyof typeof wire)[];
  const camelCase = (key: string) =>
    key.replace(/_(.)/g, (_, letter) => letter.toUpperCase()) as keyof Message;

  async function expectUnexpected(run: () => unknown, what: string): Promise<void> {
    const error = await caught(run);
    expectError(error, "TwilioResponseError", { method: "GET", url, status: 200 });
    const { message } = error as Error;
    expect(message).toMatch(new RegExp(`^${what}(\\.\\w+)?: expected .+, got .+ \\(GET `));
  }

  test("has all documented fields, and no more", async () => {
    expect(await parse({ tags: { a: "b" }, new_field: [1], links: {} })).toEqual(whole);
    expect(await createMessage.parse(json(201, wire))).toEqual(whole);
    expect(keys.map(camelCase).sort()).toEqual(Object.keys(whole).sort());
  });

  test.each(keys)("%s may be null", async (key) => {
    expect(await parse({ [key]: null })).toEqual({ ...whole, [camelCase(key)]: null });
  });

  test.each(keys)("%s may be missing, the SID excepted", async (key) => {
    const answer = () => parse({ [key]: undefined });
    if (key === "sid") await expectUnexpected(answer, "sid");
    else expect(await answer()).toEqual({ ...whole, [camelCase(key)]: null });
  });

  test.each(keys)("%s of the wrong type is an error", async (key) => {
    for (const value of [0.5, true, false, [], ["1"], "number of", 7]) {
      const isText = typeof value === "string" && typeof wire[key] === "string" &&
        !/^(num_|date_|sid|account|messaging)/.test(key);
      const isCode = key === "error_code" && value === 7;
      if (!isText && !isCode) await expectUnexpected(() => parse({ [key]: value }), key);
    }
    if (key !== "subresource_uris") await expectUnexpected(() => parse({ [key]: {} }), key);
  });

  test.each([
    ["sid", MG],
    ["sid", `XM${"b".repeat(32)}`],
    ["sid", SM.toLowerCase()],
    ["sid", `x${SM}`],
    ["account_sid", MG],
    ["messaging_service_sid", AC],
    ["subresource_uris", { media: null }],
    ["subresource_uris", { media: "/Media.json", feedback: 1 }],
    ["subresource_uris", { media: 1 }],
    ["subresource_uris", { media: ["/a"] }],
    ["num_segments", ""],
    ["num_segments", " 1"],
    ["num_segments", "-1"],
    ["num_segments", "1.0"],
    ["num_segments", "0x1"],
    ["num_media", "1e3"],
    ["num_media", "9".repeat(400)],
    ["error_code", "30007"],
    ["error_code", 1.5],
  ])("%s: %j is none", async (key, value) => {
    await expectUnexpected(() => parse({ [key]: value }), key);
  });

  test("of media has another SID", async () => {
    const sid = SM.replace("SM", "MM");
    expect((await parse({ sid })).sid).toBe(sid);
    expect(fetchMessage.request({ accountSid: AC, sid }).url).toBe(`${collection}/${sid}.json`);
  });

  test.each(["accepted", "partially_delivered", "read", "canceled", "quarantined", ""])(
    "status is an open set: %s",
    async (status) => {
      const message = await parse({ status, direction: status });
      expect([message.status, message.direction]).toEqual([status, status]);
    },
  );

  test("may be long", async () => {
    const { numSegments, numMedia } = await parse({ num_segments: "12", num_media: "010" });
    expect([numSegments, numMedia]).toEqual([12, 10]);
  });

  test("its price is kept to the digit", async () => {
    for (const price of ["-0.00750", "0", "-12345678901234567890.10"]) {
      expect((await parse({ price })).price).toBe(price);
    }
  });

  test("a key such as __proto__ changes nothing", async () => {
    const hostile = `{"__proto__":{"body":"evil","polluted":1},"sid":"${SM}",` +
      `"subresource_uris":{"__proto__":"/a"}}`;
    const value = await fetchMessage.parse(json(200, hostile));
    expect([value.sid, value.body]).toEqual([SM, null]);
    expect("polluted" in value || "polluted" in {}).toBe(false);
  });

  test.each([
    ["Fri, 24 May 2019 17:18:27 +0000", "2019-05-24T17:18:27.000Z"],
    ["Fri, 03 Nov 2023 17:23:23 +0000", "2023-11-03T17:23:23.000Z"],
    ["Thu, 29 Feb 2024 23:59:59 +0000", "2024-02-29T23:59:59.000Z"],
    ["Thu, 01 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00.000Z"],
    ["Wed, 19 Jun 2019 22:04:00 -0000", "2019-06-19T22:04:00.000Z"],
    ["Wed, 19 Jun 2019 22:04:00 GMT", "2019-06-19T22:04:00.000Z"],
    ["Wed, 19 Jun 2019 22:04:00 UT", "2019-06-19T22:04:00.000Z"],
    ["Fri, 24 May 2019 17:18:27 +0200", "2019-05-24T15:18:27.000Z"],
    ["Fri, 24 May 2019 17:18:27 -0700", "2019-05-25T00:18:27.000Z"],
    ["Fri, 24 May 2019 01:18:27 +0545", "2019-05-23T19:33:27.000Z"],
    ["Thu, 31 Dec 2020 23:59:59 -0030", "2021-01-01T00:29:59.000Z"],
    ["Fri, 24 May 2019 17:18 +0000", "2019-05-24T17:18:00.000Z"],
    ["24 May 2019 17:18:27 +0000", "2019-05-24T17:18:27.000Z"],
    ["24 May 2019 17:18 -0500", "2019-05-24T22:18:00.000Z"],
    ["Fri, 3 Nov 2023 17:23:23 +0000", "2023-11-03T17:23:23.000Z"],
    ["Fri,  3 Nov 2023\r\n 17:23:23 +0000", "2023-11-03T17:23:23.000Z"],
    ["Fri, 24 May 2019 17:18:27 +0000 ", "2019-05-24T17:18:27.000Z"],
    ["fri, 24 may 2019 17:18:27 +0000", "2019-05-24T17:18:27.000Z"],
  ])("a date: %j", async (date_sent, iso) => {
    expect((await parse({ date_sent })).dateSent?.toISOString()).toBe(iso);
  });

  test.each([
    ["Thu, 24 May 2019 17:18:27 +0000", '"Thu, 24 May 2019 17:18:27 +0000"'],
    ["31 Feb 2019 17:18 +0000", '"31 Feb 2019 17:18 +0000"'],
    ["2019-05-24T17:18:27Z", '"2019-05-24T17:18:27Z"'],
    ["now", "a text of 3 characters"],
    ["1558718307", "a text of 10 characters"],
    [1558718307, "a number"],
    [`24 May 2019 ${"x".repeat(99)}`, "a text with white space"],
  ])("the error of %j tells which member it is, and shows a date", async (date_sent, shown) => {
    const error = await caught(() => parse({ date_sent }));
    const { message } = error as Error;
    expect(message).toContain(`date_sent: expected a date and time in RFC 2822, got ${shown} (GET`);
  });

  test.each([
    "",
    "now",
    "2019-05-24T17:18:27Z",
    "1558718307",
    "Fri, 24 May 2019",
    "Fri, 24 May 2019 17:18:27",
    "Fri, 24 May 2019 17:18:27 EST",
    "Fri, 24 May 2019 17:18:27 +0060",
    "Fri, 24 May 2019 17:18:27 +02:00",
    "Fri, 24 May 2019 5:18:27 +0000",
    "Fri, 0 May 2019 17:18:27 +0000",
    "Sun, 29 Feb 1900 17:18:27 +0000",
    "24 May 0019 17:18:27 +0000",
    "x 24 May 2019 17:18:27 +0000",
    "Thu, 24 May 2019 17:18:27 +0000",
    "Fri, 31 Feb 2019 17:18:27 +0000",
    "Thu, 29 Feb 2023 17:18:27 +0000",
    "Fri, 24 May 2019 25:18:27 +0000",
    "Fri, 24 May 2019 17:60:27 +0000",
    "Fri, 24 May 2019 17:18:60 +0000",
    "Fri, 24 Mai 2019 17:18:27 +0000",
    "Fri, 24 May 19 17:18:27 +0000",
    "Invalid Date",
  ])("no date: %j", async (text) => {
    for (const key of ["date_created", "date_updated", "date_sent"]) {
      await expectUnexpected(() => parse({ [key]: text }), key);
    }
  });

  test.each([
    ["an error status in a success", 200, { code: 20404, message: "x", status: 404 }],
    ["a list", 200, { messages: [wire], page: 0 }],
    ["null", 200, null],
    ["text", 200, '"SM"'],
  ])("%s is none", async (_, status, body) => {
    const error = await caught(() => fetchMessage.parse(json(status, body), { url }));
    expectError(error, "TwilioResponseError");
  });
});

describe("the messages of a client", () => {
  const body = { sid: SM, status: "accepted" };
  const send = { to: least.to, messagingServiceSid: MG, body: "Hello!" };
  const other = `AC${"b".repeat(32)}`;
  const open = (accountSid = AC) => {
    const { fetch, requests } = observe(() => json(201, body));
    const options = { auth: null, accountSid, fetch, extend: { messages }, ...once };
    return { client: createClient(options), requests };
  };

  test("are sent and fetched for the account", async () => {
    const { client, requests } = open();
    expect((await client.messages.create(send)).status).toBe("accepted");
    expect((await client.messages.fetch({ sid: SM })).sid).toBe(SM);
    expect(requests.map(({ method, url }) => [method, url])).toEqual([
      ["POST", `${collection}.json`],
      ["GET", `${collection}/${SM}.json`],
    ]);
    expect(await requests[0]!.text()).toBe(await build({}).text());
  });

  test("or for another account, for a call", async () => {
    const { client, requests } = open();
    await client.messages.create({ ...send, accountSid: other });
    await client.messages.fetch({ sid: SM, accountSid: other });
    await client.messages.create({ ...send, accountSid: undefined });
    const accounts = requests.map(({ url }) => /AC\w+/.exec(url)?.[0]);
    expect(accounts).toEqual([other, other, AC]);
  });

  test("leave the input as it was, and pass a signal on", async () => {
    const { client, requests } = open();
    const input = freeze({ ...send });
    await client.messages.create(input);
    expect(input).toEqual(send);
    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    expect(await caught(() => client.messages.create(send, { signal }))).toBe(reason);
    expect(await caught(() => client.messages.fetch({ sid: SM }, { signal }))).toBe(reason);
    expect(requests).toHaveLength(1);
  });

  test("have the rest of the client beside them", () => {
    const { client } = open();
    expect(Object.keys(client).sort()).toEqual(["channelSenders", "messages", "send"]);
    expect(Object.keys(client.messages))
      .toEqual(["create", "fetch", "list", "cancel", "redact", "delete"]);
  });

  test("work with any send", async () => {
    const { fetch, requests } = observe(() => json(200, body));
    const mine = messages(createSend({ auth: null, fetch }), { accountSid: AC });
    await mine.fetch({ sid: SM });
    expect(requests).toHaveLength(1);
  });

  test("without an account anywhere say where it may be given", async () => {
    const { fetch, requests } = observe(() => json(200, body));
    const expected = "accountSid: expected AC and 32 hex digits, got nothing: " +
      "give it to createClient or to the call";
    for (const accountSid of [undefined, null]) {
      const client = createClient(
        { auth: null, accountSid, fetch, extend: { messages }, ...once } as never,
      ) as unknown as { messages: Messages };
      const alone = messages(createSend({ auth: null, fetch }));
      for (const mine of [client.messages, alone]) {
        for (const call of [mine.create(send), mine.fetch({ sid: SM })]) {
          const error = await caught(() => call);
          expectError(error, "TwilioInputError", { field: "accountSid" });
          expect((error as Error).message).toBe(expected);
        }
        expect((await mine.fetch({ sid: SM, accountSid: AC })).sid).toBe(SM);
      }
    }
    expect(requests).toHaveLength(4);
  });

  test("take bad input at the call, as a rejection", async () => {
    for (const sid of ["", MG, "AC1"]) {
      const error = await caught(() => open(sid).client.messages.create(send));
      expectError(error, "TwilioInputError", { field: "accountSid" });
    }
    const { client, requests } = open();
    for (const input of [undefined, null, {}, { ...send, to: "x" }]) {
      const create = client.messages.create(input as never);
      expectError(await caught(() => create), "TwilioInputError", { field: "to" });
      const fetch = client.messages.fetch(input as never);
      expectError(await caught(() => fetch), "TwilioInputError", { field: "sid" });
    }
    expect(requests).toEqual([]);
  });

  test("are sent again after a 429 alone", async () => {
    for (const [status, attempts] of [[429, 3], [500, 1], [503, 1]] as const) {
      const { fetch, requests } = observe(() =>
        json(status, { code: 20000 + status, message: "x" })
      );
      const client = createClient({
        auth: null,
        accountSid: AC,
        fetch,
        retry: { attempts: 3, random: () => 0 },
        extend: { messages },
      });
      const error = await caught(() => client.messages.create(send));
      expectError(error, "TwilioApiError", { status, method: "POST", url: `${collection}.json` });
      expect(requests).toHaveLength(attempts);
    }
  });
});
