import * as v from "valibot";
import { describe, expect, test } from "vitest";
import * as schemas from "../../../lib/valibot/mod.ts";
import {
  type ChannelSenderListInput,
  channelSenders,
  createChannelSender,
  createMessage,
  deleteChannelSender,
  isTwilioInputError,
  listChannelSenders,
  type Operation,
  type Page,
  withMetadata,
} from "../../../mod.ts";
import { AC, freeze, MG, one, secret, SK, wire, XE } from "../support/support.ts";
import type { Equal, Plain, True } from "./types.ts";

const {
  ChannelSenderInputSchema,
  ChannelSenderListInputSchema,
  ChannelSenderSchema,
  ChannelSenderSidSchema,
  ChannelSenderWireSchema,
  MessagingServiceSidSchema,
} = schemas;

/** What a schema says of a value: by path, the messages. */
function said(schema: v.GenericSchema, value: unknown): Record<string, string> {
  const { issues = [] } = v.safeParse(schema, value);
  return Object.fromEntries(issues.map((issue) => [v.getDotPath(issue) ?? "", issue.message]));
}

/** What the core says of an input: the field, and the reason. */
function refusal(operation: Operation<never, unknown>, input: object): Record<string, string> {
  try {
    operation.request(input as never);
  } catch (error) {
    if (isTwilioInputError(error)) return { [error.field]: error.reason };
  }
  return {};
}

describe("SIDs", () => {
  const kinds: [string, v.GenericSchema<string>][] = [
    ["AC", schemas.AccountSidSchema],
    ["MG", schemas.MessagingServiceSidSchema],
    ["XE", schemas.ChannelSenderSidSchema],
    ["SK", schemas.ApiKeySidSchema],
    ["OQ", schemas.OAuthClientIdSchema],
    ["CR", schemas.PublicKeySidSchema],
    ["SM", schemas.MessageSidSchema],
    ["MM", schemas.MessageSidSchema],
    ["HX", schemas.ContentSidSchema],
    ["AP", schemas.ApplicationSidSchema],
  ];

  test.each(kinds)("%s and 32 hex digits", (prefix, schema) => {
    const digits = "0123456789abcdefABCDEF0123456789";
    expect(v.parse(schema, prefix + digits)).toBe(prefix + digits);
    const other = prefix === "AC" ? "MG" : "AC";
    const wrong = [other + digits, prefix + digits.slice(1), `${prefix}${digits}0`, prefix];
    for (const text of [...wrong, `${prefix}${"g".repeat(32)}`, `${prefix}${digits}\n`, ""]) {
      expect(v.is(schema, text), text).toBe(false);
    }
  });

  test.each([
    ["whatsapp:+12487960483", "an address, whose SID is among senders.list({ channel })"],
    ["+12487960483", "an address, whose SID is among senders.list({ channel })"],
    [`PN${"a".repeat(32)}`, "PN and 32 hex digits"],
    [XE.slice(0, -1), "XE and 31 hex digits"],
    [` ${XE}`, "a text with white space"],
    ["sender-1", "a text of 8 characters"],
    ["", "an empty text"],
    [5, "5"],
    [undefined, "nothing"],
  ])("%j: what it is", (value, got) => {
    const message = `expected XE and 32 hex digits, got ${got}`;
    expect(said(ChannelSenderSidSchema, value)).toEqual({ "": message });
    // The core's own words.
    expect(refusal(createChannelSender, { ...one, sid: value })).toEqual({ sid: message });
  });
});

describe("input", () => {
  test("good input is as it was", () => {
    const input = freeze({ ...one });
    expect(v.parse(ChannelSenderInputSchema, input)).toEqual(input);
    const list = freeze({
      messagingServiceSid: MG,
      pageSize: 50,
      page: 1,
      pageToken: "PT1",
      limit: 9,
    });
    expect(v.parse(ChannelSenderListInputSchema, list)).toEqual(list);
    expect(v.parse(ChannelSenderListInputSchema, { messagingServiceSid: MG, page: "1" })).toEqual({
      messagingServiceSid: MG,
      page: "1",
    });
  });

  test("what is no part of it is left out", () => {
    expect(v.parse(ChannelSenderInputSchema, { ...one, authToken: secret })).toEqual(one);
  });

  test("every mistake is told, each by its field", () => {
    expect(said(ChannelSenderInputSchema, { messagingServiceSid: XE, sid: "rcs:agent" })).toEqual({
      messagingServiceSid: "expected MG and 32 hex digits, got XE and 32 hex digits",
      sid:
        "expected XE and 32 hex digits, got an address, whose SID is among senders.list({ channel })",
    });
  });

  test("a missing field is told like a wrong one, as the core does", () => {
    const message = "expected XE and 32 hex digits, got nothing";
    expect(said(ChannelSenderInputSchema, { messagingServiceSid: MG })).toEqual({ sid: message });
    expect(refusal(createChannelSender, { messagingServiceSid: MG })).toEqual({ sid: message });
  });

  test.each([
    [null, "nothing"],
    [undefined, "nothing"],
    [5, "5"],
    [secret, `a text of ${secret.length} characters`],
    [true, "true"],
  ])("%j is no object", (value, got) => {
    const message = `expected an object, got ${got}`;
    expect(said(ChannelSenderInputSchema, value)).toEqual({ "": message });
  });

  test.each([
    ["pageSize", 0, "expected a whole number from 1 to 1000, got 0"],
    ["pageSize", 1001, "expected a whole number from 1 to 1000, got 1001"],
    ["pageSize", 1.5, "expected a whole number from 1 to 1000, got 1.5"],
    ["pageSize", NaN, "expected a whole number from 1 to 1000, got NaN"],
    ["pageSize", "20", "expected a whole number from 1 to 1000, got a text of 2 characters"],
    ["pageSize", 2487960483, "expected a whole number from 1 to 1000, got a number"],
    ["page", "", "expected what an earlier page gave, got an empty text"],
    ["page", "é", "expected what an earlier page gave, got a text of 1 character"],
    ["page", true, "expected what an earlier page gave, got true"],
    ["page", NaN, "expected a whole number from 0, got NaN"],
    ["page", -1, "expected a whole number from 0, got -1"],
    ["page", 0.5, "expected a whole number from 0, got 0.5"],
    ["page", 2 ** 53, "expected a whole number from 0, got a number"],
    ["pageToken", "PT\n1", "expected what an earlier page gave, got a text with white space"],
    ["pageToken", 5, "expected what an earlier page gave, got 5"],
  ])("%s: %j", (field, value, message) => {
    const input = { messagingServiceSid: MG, [field]: value };
    expect(said(schemas.ChannelSenderPageInputSchema, input)).toEqual({ [field]: message });
    expect(refusal(listChannelSenders, input)).toEqual({ [field]: message });
  });

  /** What the core says of a listing. */
  async function refusalOfList(input: ChannelSenderListInput): Promise<Record<string, string>> {
    const page: Page<never> = { items: [], next: null, previous: null, metadata: {} as never };
    const pages = channelSenders(() => Promise.resolve(page as never)).list(input).pages();
    const error = await pages.next().then(() => null, (error: unknown) => error);
    return isTwilioInputError(error) ? { [error.field]: error.reason } : {};
  }

  test.each([0, -1, 0.5, NaN])("limit: %d", async (limit) => {
    const input = { messagingServiceSid: MG, limit };
    const message = `expected a whole number from 1, got ${limit}`;
    expect(said(ChannelSenderListInputSchema, input)).toEqual({ limit: message });
    expect(await refusalOfList(input)).toEqual({ limit: message });
  });

  test.each([1, 1000, 1e21, Infinity])("limit: %d, which may be so", async (limit) => {
    const input = { messagingServiceSid: MG, limit };
    expect(said(ChannelSenderListInputSchema, input)).toEqual({});
    expect(await refusalOfList(input)).toEqual({});
  });

  test.each([0, 1, 999])("skip: %d, which may be so", (skip) => {
    const cursor = { page: 0, pageToken: "PT1", skip };
    expect(v.parse(schemas.PageCursorSchema, cursor)).toEqual(cursor);
  });

  test.each([-1, 0.5, NaN])("skip: %d", (skip) => {
    expect(said(schemas.PageCursorSchema, { skip })).toEqual({
      skip: `expected a whole number from 0, got ${skip}`,
    });
  });

  test("a page size as text, as forms and queries have it, is for its user to convert", () => {
    const query = v.object({
      ...schemas.ChannelSenderPageInputSchema.entries,
      pageSize: v.optional(
        v.pipe(
          v.string(),
          v.transform(Number),
          v.unwrap(schemas.ChannelSenderPageInputSchema.entries.pageSize),
        ),
      ),
    });
    expect(v.parse(query, { messagingServiceSid: MG, pageSize: "20" }).pageSize).toBe(20);
    expect(v.is(query, { messagingServiceSid: MG, pageSize: "2000" })).toBe(false);
  });
});

describe("addresses", () => {
  test.each([
    ["sms", "+12487960483", schemas.PhoneAddressSchema],
    ["whatsapp", "whatsapp:+12487960483", schemas.WhatsAppAddressSchema],
    ["messenger", "messenger:104794531907950", schemas.MessengerAddressSchema],
    ["rcs", "rcs:ms_dev_test_agent", schemas.RcsAddressSchema],
  ])("of %s", (channel, text, schema) => {
    expect(v.parse(schema as v.GenericSchema, text)).toBe(text);
    expect(v.parse(schemas.AddressSchema, text)).toBe(text);
    const id = text.replace(`${channel}:`, "");
    expect(v.parse(schemas.AddressFromTextSchema, text)).toEqual({ channel, id });
    const other = channel === "rcs" ? "sms" : "rcs";
    expect(said(schema as v.GenericSchema, other === "sms" ? "+12487960483" : "rcs:agent")).toEqual(
      {
        "": `expected an address of ${channel}, got one of ${other}`,
      },
    );
  });

  test.each([
    ["12487960483", "expected + and 7 to 15 digits, got digits without +"],
    ["+1 (248) 796-0483", "expected + and 7 to 15 digits, got spaces"],
    ["whatsapp:+1 248", "expected + and 7 to 15 digits, or a user's id, got spaces"],
    [5, "expected an address, got 5"],
    [undefined, "expected an address, got nothing"],
  ])("%j: what it probably is", (value, message) => {
    for (const schema of [schemas.AddressSchema, schemas.AddressFromTextSchema]) {
      const [got] = Object.values(said(schema, value));
      // The words are the core's: what matters here is that they arrive.
      expect(got).toMatch(/^expected .+, got .+$/);
      expect(got!.split(", got")[0]).toBe(message.split(", got")[0]);
    }
  });

  test("an agent is no recipient", () => {
    expect(v.is(schemas.AddressSchema, "rcs:agent")).toBe(true);
    expect(v.is(schemas.RecipientAddressSchema, "rcs:agent")).toBe(false);
    expect(v.is(schemas.RecipientAddressSchema, "rcs:+12487960483")).toBe(true);
  });
});

describe("a new message", () => {
  const message = { to: "whatsapp:+12487960483", messagingServiceSid: MG, body: "Hello!" };
  const { NewMessageSchema, CreateMessageInputSchema } = schemas;

  test("good ones are as they were", () => {
    const sendAt = new Date("2030-01-01T12:00:00Z");
    const all = freeze({
      ...message,
      mediaUrl: ["https://any.example/a.png"],
      contentSid: `HX${"a".repeat(32)}`,
      contentVariables: { 1: "a", ["__proto__"]: "b" },
      sendAt,
      validityPeriod: 36_000,
      riskCheck: "disable",
      shortenUrls: true,
    });
    expect(v.parse(NewMessageSchema, all)).toEqual(all);
    expect(v.parse(CreateMessageInputSchema, { ...all, accountSid: AC }).accountSid).toBe(AC);
    expect(said(CreateMessageInputSchema, all)).toEqual({
      accountSid: "expected AC and 32 hex digits, got nothing",
    });
  });

  test("each field by itself, and all mistakes at once", () => {
    const wrong = {
      to: "whatsapp:12487960483",
      messagingServiceSid: XE,
      body: "a".repeat(1601),
      mediaUrl: ["ftp://any.example/"],
      validityPeriod: 0,
      riskCheck: "maybe",
      sendAt: "2030-01-01T12:00:00Z",
      shortenUrls: "yes",
    };
    const messages = said(NewMessageSchema, wrong);
    expect(Object.keys(messages).sort()).toEqual(Object.keys(wrong).sort());
    expect(messages).toMatchObject({
      messagingServiceSid: "expected MG and 32 hex digits, got XE and 32 hex digits",
      riskCheck: "expected enable or disable, got a text of 5 characters",
      sendAt: "expected a Date, got a text of 20 characters",
      shortenUrls: "expected true or false, got a text of 3 characters",
    });
    for (const text of Object.values(messages)) expect(text).toMatch(/^expected ./);
    // Each once: how they go together is not looked at before.
    const { issues } = v.safeParse(NewMessageSchema, wrong);
    expect(issues).toHaveLength(Object.keys(wrong).length);
    expect(v.safeParse(NewMessageSchema, { ...message, body: wrong.body }).issues).toHaveLength(1);
  });

  test("how they go together, in the core's words", () => {
    const { messagingServiceSid: _, ...orphan } = message;
    const operation = { request: (input: object) => createMessage.request(input as never) };
    for (
      const wrong of [
        orphan,
        { ...message, body: undefined },
        { ...message, from: "rcs:agent" },
        { ...message, from: "whatsapp:+12487960484", fallbackFrom: "+12487960484" },
        { ...message, scheduleType: "fixed" },
        { ...message, contentVariables: "{}" },
        { ...orphan, from: "whatsapp:+12487960484", shortenUrls: true },
        { ...orphan, from: "whatsapp:+12487960484", sendAt: new Date(0) },
        { ...orphan, to: "+12487960483", from: "whatsapp:+12487960484" },
        { ...orphan, from: "rcs:agent" },
        { ...message, body: "", mediaUrl: [] },
      ]
    ) {
      const messages = said(NewMessageSchema, wrong);
      expect(Object.keys(messages)).toHaveLength(1);
      expect(messages).toEqual(refusal(operation as never, { ...wrong, accountSid: AC }));
    }
  });

  test("what goes together, with the core as well", () => {
    const { messagingServiceSid: _, body: __, ...bare } = message;
    const contentSid = `HX${"a".repeat(32)}`;
    for (
      const right of [
        { ...bare, from: MG, body: "Hello!", sendAt: new Date(0), shortenUrls: true },
        { ...bare, from: "whatsapp:+12487960484", mediaUrl: "https://any.example/" },
        { ...bare, from: "whatsapp:+12487960484", messagingServiceSid: MG, contentSid },
        { ...bare, from: "whatsapp:+12487960484", body: "Hello!", shortenUrls: false },
        { ...bare, to: "+12487960483", from: "rcs:agent", contentSid, contentVariables: "{}" },
        { ...message, fallbackFrom: "72345" },
        { ...message, scheduleType: "fixed", sendAt: new Date(0) },
      ]
    ) {
      expect(said(NewMessageSchema, right)).toEqual({});
      expect(refusal(createMessage as never, { ...right, accountSid: AC })).toEqual({});
    }
  });

  const aSender = "an address, a short code, or a name of at most 11 characters";
  const aFallback = "+ and 7 to 15 digits, a short code or a name";
  const aUrl = "a URL that starts with http:// or https://";
  const variables = "an object of texts, or its JSON";

  test.each([
    ["from", "+12487960484", null],
    ["from", "TWILIO", null],
    ["from", "elevenchars", null],
    ["from", "twelve chars", `expected ${aSender}, got a text of 12 characters`],
    ["from", "72345", null],
    ["from", "sim:DE1", null],
    ["from", MG, null],
    ["from", "2487960484", "expected + and 7 to 15 digits, got digits without +"],
    ["from", "+1 248", "expected + and 7 to 15 digits, got white space"],
    ["from", "line:1", "expected + and 7 to 15 digits, got another channel"],
    ["from", "Twilio, Inc.", `expected ${aSender}, got a text of 12 characters`],
    ["from", "", `expected ${aSender}, got an empty text`],
    ["from", 5, `expected ${aSender}, got 5`],
    ["messagingServiceSid", XE, "expected MG and 32 hex digits, got XE and 32 hex digits"],
    [
      "messagingServiceSid",
      "rcs:agent",
      "expected MG and 32 hex digits, got an address, which belongs in from",
    ],
    ["fallbackFrom", "72345", null],
    ["fallbackFrom", "TWILIO", null],
    ["fallbackFrom", "+12487960484", null],
    ["fallbackFrom", "rcs:agent", `expected ${aFallback}, got a channel before it`],
    ["fallbackFrom", 5, `expected ${aFallback}, got 5`],
    ["body", "a".repeat(1600), null],
    ["body", "👍".repeat(1600), null],
    [
      "body",
      "Hi 👍".slice(0, 4),
      "expected a text of whole characters, got one that was cut within a character: cut " +
      "Array.from(text)",
    ],
    ["body", "👍".repeat(1601), "expected a text of at most 1600 characters, got one of 1601"],
    ["body", 5, "expected a text of at most 1600 characters, got 5"],
    ["mediaUrl", Array(10).fill("https://any.example/"), null],
    ["mediaUrl", Array(11).fill("https://any.example/"), "expected at most 10 of them, got 11"],
    ["mediaUrl", "any.example", `expected ${aUrl}, got a text of 11 characters`],
    [
      "mediaUrl",
      ["https://any.example/", "ftp://any.example/"],
      `expected ${aUrl}, got an address`,
    ],
    ["mediaUrl", [5], `expected ${aUrl}, got 5`],
    ["mediaUrl", {}, `expected ${aUrl}, got an object`],
    ["statusCallback", "any.example", `expected ${aUrl}, got a text of 11 characters`],
    ["contentVariables", { 1: "a" }, null],
    ["contentVariables", ' {"1":"a","2":2}', null],
    ["contentVariables", '["a"]', `expected ${variables}, got another text`],
    ["contentVariables", "null", `expected ${variables}, got another text`],
    ["contentVariables", '{"1":null}', `expected ${variables}, got one of other values`],
    ["contentVariables", { 1: true }, `expected ${variables}, got one of other values`],
    ["contentVariables", "{", `expected ${variables}, got another text`],
    ["contentVariables", ["a"], `expected ${variables}, got a list`],
    ["contentVariables", new Map([["1", "a"]]), `expected ${variables}, got an object`],
    ["sendAt", new Date("9999-12-31T23:59:59Z"), null],
    ["sendAt", new Date("0000-01-01T00:00:00Z"), null],
    ["sendAt", new Date(NaN), "expected a Date, got an invalid one"],
    ["sendAt", new Date("+010000-01-01T00:00:00Z"), "expected a Date, got one of another era"],
    ["sendAt", new Date("-000001-01-01T00:00:00Z"), "expected a Date, got one of another era"],
    ["sendAt", 5, "expected a Date, got 5"],
    ["scheduleType", "daily", "expected fixed, got a text of 5 characters"],
    ["validityPeriod", 36_000, null],
    ["validityPeriod", 36_001, "expected a whole number from 1 to 36000, got 36001"],
    ["attempt", 0, "expected a whole number from 1, got 0"],
    ["attempt", 2 ** 53, "expected a whole number from 1, got a number"],
    ["persistentAction", ["geo:1,2", ""], "expected a text, got an empty text"],
    ["messageIntent", "", "expected a text, got an empty text"],
    ["trafficType", true, "expected free, got true"],
    ["maxPrice", 0.5, null],
    ["maxPrice", -1, "expected a number from 0, got -1"],
    ["maxPrice", 1e-7, "expected a number from 0, got 1e-7"],
  ])("%s by itself: %j", (field, value, message) => {
    const fields = v.partial(v.object(NewMessageSchema.entries));
    expect(said(fields, { [field]: value })).toEqual(message === null ? {} : { [field]: message });
    // The core takes and refuses the same, in the same words.
    const input = { accountSid: AC, to: "+12487960483", messagingServiceSid: MG };
    const schedule = field === "scheduleType" ? { sendAt: new Date(0) } : {};
    const contentSid = `HX${"a".repeat(32)}`;
    const refused = refusal(createMessage as never, {
      ...input,
      ...schedule,
      contentSid,
      [field]: value,
    });
    expect(message === null ? Object.keys(refused) : refused)
      .toEqual(message === null ? [] : { [field]: message });
  });

  test("its fields, without how they go together", () => {
    const fields = v.pick(v.object(NewMessageSchema.entries), ["to", "body"]);
    expect(v.parse(fields, message)).toEqual({ to: message.to, body: message.body });
    expect(said(fields, { to: 5 })).toEqual({ to: "expected an address, got 5" });
    const draft = v.partial(v.object(NewMessageSchema.entries));
    expect(v.parse(draft, {})).toEqual({});
    const both = v.intersect([NewMessageSchema, v.object({ note: v.string() })]);
    expect(v.parse(both, { ...message, note: "a" })).toEqual({ ...message, note: "a" });
    const short = v.pipe(NewMessageSchema, v.check(({ body = "" }) => body.length < 3, "short!"));
    expect(said(short, message)).toEqual({ "": "short!" });
  });

  test("a name that it does not know is left out, or refused where one asks for that", () => {
    const misspelt = { ...message, sendat: new Date(0) };
    expect(v.parse(NewMessageSchema, misspelt)).toEqual(message);
    expect(Object.keys(refusal(createMessage as never, { ...misspelt, accountSid: AC })))
      .toEqual(["sendat"]);
    const strict = v.pipe(v.strictObject(NewMessageSchema.entries), NewMessageSchema);
    expect(Object.keys(said(strict, misspelt))).toEqual(["sendat"]);
    expect(v.parse(strict, message)).toEqual(message);
    expect(Object.keys(said(strict, { ...message, body: "" }))).toEqual(["body"]);
  });
});

test.each(
  [
    ["DateFromTextSchema", "2023-07-30T20:12:31Z", ["2023-13-30T20:12:31Z", "", 5]],
    ["DateFromTextSchema", "2023-07-30T20:12:31.000Z", ["2023-07-30 20:12:31", "Invalid Date"]],
    ["DateFromTextSchema", "2023-07-30T20:12:31", ["2023-07-30T20:12:31+2", "2023-07-30+02:00"]],
    ["DateFromTextSchema", "2023-07-30T22:12:31+02:00", ["2023-07-30T25:00:00Z"]],
    ["DateFromTextSchema", "2023-07-30T18:42:31-0130", ["2023-07-30T"]],
    ["DateFromMailTextSchema", "Sun, 30 Jul 2023 20:12:31 +0000", ["Invalid Date", "30 Jul 2023"]],
    ["DateFromMailTextSchema", "Sun, 30 Jul 2023 20:12:31 GMT", [
      "Sun, 30 Jul 2023 20:12:31 EST",
      "Mon, 30 Jul 2023 20:12:31 GMT",
    ]],
  ] as const,
)("%s: %s", (name, text, wrong) => {
  expect(v.parse(schemas[name], text)).toEqual(new Date(Date.UTC(2023, 6, 30, 20, 12, 31)));
  for (const other of wrong) expect(v.is(schemas[name], other), String(other)).toBe(false);
});

test.each([
  ["7", 7],
  ["Wed, 21 Oct 2026 07:28:00 GMT", new Date("2026-10-21T07:28:00Z")],
  ["soon", null],
])("a refusal tells when to come back, in JSON too: %s", async (header, retryAfter) => {
  const { ApiErrorSchema } = schemas;
  const refused = Response.json({ code: 20429, message: "too many requests" }, {
    status: 429,
    headers: { "retry-after": header },
  });
  const error: unknown = await deleteChannelSender.parse(refused).catch((error) => error);
  const told = v.parse(ApiErrorSchema, error);
  expect(told).toMatchObject({ code: 20429, status: 429, method: "DELETE", retryAfter });
  expect(Object.keys(told)).not.toContain("headers");
  expect(v.parse(ApiErrorSchema, JSON.parse(JSON.stringify(error)))).toEqual(told);
  expect(said(ApiErrorSchema, { ...told, retryAfter: true })).toEqual({
    retryAfter: "expected a number or a date, got true",
  });
});

test("the metadata of a page, of withMetadata and of a client", async () => {
  const { MetadataSchema } = schemas;
  const all = { status: 200, url: "", headers: new Headers(), server: null, requestId: null };
  const given = { ...all, method: "GET", attempt: 2, recognised: true };
  expect(v.parse(MetadataSchema, given)).toEqual(given);
  expect(v.parse(MetadataSchema, all)).toEqual(all);
  const { metadata } = await withMetadata(deleteChannelSender)
    .parse(new Response(null, { status: 204 }));
  expect(v.parse(MetadataSchema, metadata)).toEqual(metadata);
  expect(said(MetadataSchema, { ...all, headers: {} })).toEqual({
    headers: "expected Headers, got an object",
  });
  expect(said(MetadataSchema, { ...all, recognised: "yes" })).toEqual({
    recognised: "expected true or false, got a text of 3 characters",
  });
});

describe("no message shows a value", () => {
  const values = [secret, { [secret]: secret }, [secret], Number(`1e${300}`), [[secret]]];
  const all = Object.entries<v.GenericSchema>(schemas as never);

  test("there are schemas", () => {
    expect(all.length).toBeGreaterThan(15);
  });

  test.each(all)("%s", (_, schema) => {
    const entries = Object.keys((schema as { entries?: object }).entries ?? {});
    const wrong = values.flatMap((value) => [
      value,
      Object.fromEntries(entries.map((key) => [key, value])),
      // One of them in the place of each that is deeper.
      Object.fromEntries(entries.map((key) => [key, { ...wire(1), next_page_url: value }])),
      {
        senders: [{ ...wire(1), sid: value, date_created: value }],
        meta: { next_page_url: value },
      },
      { message: value, title: value, detail: value, more_info: value, type: value },
    ]);
    const messages = wrong.flatMap((value) => {
      return (v.safeParse(schema, value).issues ?? []).map(({ message }) => message);
    });
    expect(messages).not.toEqual([]);
    for (const message of messages) {
      expect(message).toMatch(/^expected [^"]+$/);
      expect(message).not.toContain(secret);
      expect(message).not.toContain("1e");
    }
  });
});

describe("what one makes of them", () => {
  test("pick", () => {
    const schema = v.pick(ChannelSenderSchema, ["sid", "sender"]);
    type Picked = True<
      Equal<
        Plain<v.InferOutput<typeof schema>>,
        { sid: `XE${string}` | null; sender: string | null }
      >
    >;
    const same: Picked = true;
    expect(same).toBe(true);
    const value = { sid: XE, sender: null, url: "https://any.example/" };
    expect(v.parse(schema, value)).toEqual({ sid: XE, sender: null });
    expect(said(schema, { sid: 5 })).toEqual({
      sid: "expected a text that starts with XE, got 5",
      sender: "expected a text, got nothing",
    });
  });

  test("omit", () => {
    const schema = v.omit(schemas.ChannelSenderPageSchema, ["metadata"]);
    const page = { items: [], next: { page: "1", pageToken: "PT1" }, previous: null };
    expect(v.parse(schema, page)).toEqual(page);
  });

  test("partial and required", () => {
    const schema = v.partial(ChannelSenderInputSchema, ["sid"]);
    type Partial = True<
      Equal<
        Plain<v.InferOutput<typeof schema>>,
        { messagingServiceSid: string; sid?: string | undefined }
      >
    >;
    const same: Partial = true;
    expect(same).toBe(true);
    expect(v.parse(schema, { messagingServiceSid: MG })).toEqual({ messagingServiceSid: MG });
    expect(v.is(schema, { messagingServiceSid: MG, sid: MG })).toBe(false);
    expect(v.is(v.required(schema), { messagingServiceSid: MG })).toBe(false);
    expect(v.parse(v.partial(ChannelSenderWireSchema), {}).sid).toBe(undefined);
  });

  test("pipe", () => {
    const schema = v.pipe(
      ChannelSenderInputSchema,
      v.check(({ sid }) => sid !== XE, "not this one"),
      v.transform(({ sid }) => ({ Sid: sid })),
    );
    type Piped = True<Equal<v.InferOutput<typeof schema>, { Sid: string }>>;
    const same: Piped = true;
    expect(same).toBe(true);
    expect(said(schema, one)).toEqual({ "": "not this one" });
    const sid = `XE${"b".repeat(32)}`;
    expect(v.parse(schema, { ...one, sid })).toEqual({ Sid: sid });
    const bare = v.pipe(ChannelSenderSidSchema, v.transform((sid) => sid.slice(2)));
    expect(v.parse(bare, XE)).toBe("a".repeat(32));
  });

  test("intersect", () => {
    const schema = v.intersect([ChannelSenderInputSchema, v.object({ note: v.string() })]);
    type Both = True<
      Equal<
        Plain<v.InferOutput<typeof schema>>,
        { messagingServiceSid: string; sid: string; note: string }
      >
    >;
    const same: Both = true;
    expect(same).toBe(true);
    expect(v.parse(schema, { ...one, note: "a" })).toEqual({ ...one, note: "a" });
    expect(Object.keys(said(schema, { sid: XE }))).toEqual(["messagingServiceSid", "note"]);
    // Dates, too.
    const value = v.parse(v.intersect([ChannelSenderWireSchema, v.object({ a: v.string() })]), {
      ...wire(1),
      a: "b",
    });
    expect(value.date_created).toEqual(new Date("2023-07-30T20:12:31Z"));
  });

  test("stricter ones", () => {
    const strict = v.strictObject(ChannelSenderWireSchema.entries);
    expect(v.is(strict, wire(1))).toBe(true);
    expect(v.is(ChannelSenderWireSchema, wire(1, { more: 1 }))).toBe(true);
    expect(v.is(strict, wire(1, { more: 1 }))).toBe(false);

    const whole = v.object({ ...ChannelSenderSchema.entries, sid: ChannelSenderSidSchema });
    type Sid = True<Equal<v.InferOutput<typeof whole>["sid"], `XE${string}`>>;
    const same: Sid = true;
    expect(same).toBe(true);
    const sender = v.parse(schemas.ChannelSenderFromWireSchema, wire(1));
    expect(v.parse(whole, sender)).toEqual(sender);
    for (const sid of ["XE", null]) expect(v.is(whole, { ...sender, sid })).toBe(false);

    const exact = v.required(v.strictObject(ChannelSenderInputSchema.entries));
    expect(v.is(exact, one)).toBe(true);
    expect(v.is(exact, { ...one, apiKey: SK })).toBe(false);
  });

  test("looser ones: everything that is there, and the first issue alone", () => {
    const loose = v.looseObject(ChannelSenderWireSchema.entries);
    expect(v.parse(loose, wire(1, { more: 1 }))).toMatchObject({ more: 1 });
    const { issues } = v.safeParse(ChannelSenderInputSchema, {}, { abortEarly: true });
    expect(issues).toHaveLength(1);
  });

  test("a SID is of a kind, to the compiler as well", () => {
    const sid: `MG${string}` = v.parse(MessagingServiceSidSchema, MG);
    // @ts-expect-error: another kind
    const other: `XE${string}` = v.parse(MessagingServiceSidSchema, MG);
    expect([sid, other]).toEqual([MG, MG]);
    expect(v.is(schemas.AccountSidSchema, AC)).toBe(true);
  });
});
