import fc from "../support/fc.ts";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import * as schemas from "../../../lib/valibot/mod.ts";
import {
  createChannelSender,
  createMessage,
  fetchMessage,
  listChannelSenders,
  parseAddress,
  TwilioInputError,
} from "../../../mod.ts";
import { runtime } from "../../runtimes/runtime.ts";
import { answers, anyText, inputs, nearSid, paging } from "../support/arbitraries.ts";
import { exchanges } from "../golden/exchanges.ts";
import { agree as agreeOn, agreeOnInput, equal, must } from "../support/parity.ts";
import { caught, wire } from "../support/support.ts";

// The schemas and the core's parsers and builders accept and refuse the same, and give equal values.
// A failure names its seed and path: pass both to `fc.assert` to see it again.
const CASES = runtime === "node" ? 4_000 : 1_000;
const TIMEOUT = 120_000;

const { ChannelSenderFromWireSchema, ChannelSenderPageFromWireSchema } = schemas;
const { ApiErrorFromWireSchema, ApiErrorSchema } = schemas;

const kinds = {
  sender: {
    operation: createChannelSender,
    status: 201,
    fromWire: ChannelSenderFromWireSchema,
    whole: schemas.ChannelSenderSchema,
  },
  page: {
    operation: listChannelSenders,
    status: 200,
    fromWire: ChannelSenderPageFromWireSchema,
    whole: schemas.ChannelSenderPageSchema,
  },
  message: {
    operation: createMessage,
    status: 201,
    fromWire: schemas.MessageFromWireSchema,
    whole: schemas.MessageSchema,
  },
  error: {
    operation: createChannelSender,
    status: 404,
    fromWire: ApiErrorFromWireSchema,
    whole: ApiErrorSchema,
  },
} as const;

const agree = (name: keyof typeof kinds, body: unknown) => agreeOn({ name, ...kinds[name] }, body);

/** Those of channel senders and of messages; the others have a file of their own. */
const ours = Object.entries(exchanges)
  .filter(([_, { operation }]) => /(ChannelSenders?|Message)$/.test(operation));

describe("golden files", () => {
  const bodies = ours.filter(([_, { response }]) => response.body instanceof Object);

  test.each(bodies)("%s", async (_, { operation, response: { status, body } }) => {
    const right = status > 399
      ? "error"
      : /Message$/.test(operation)
      ? "message"
      : operation === "listChannelSenders"
      ? "page"
      : "sender";
    for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
      expect(await agree(kind, body)).toBe(kind === right);
    }
  });

  test.each(ours)("%s: the input", (_, { operation, input }) => {
    const schema: v.GenericSchema = {
      listChannelSenders: schemas.ChannelSenderPageInputSchema,
      createMessage: schemas.CreateMessageInputSchema,
      fetchMessage: schemas.FetchMessageInputSchema,
      cancelMessage: schemas.FetchMessageInputSchema,
      redactMessage: schemas.FetchMessageInputSchema,
      deleteMessage: schemas.FetchMessageInputSchema,
    }[operation] ?? schemas.ChannelSenderInputSchema;
    const { sendAt } = input;
    const given = { ...input, ...(sendAt ? { sendAt: new Date(String(sendAt)) } : {}) };
    expect(v.parse(schema, given)).toEqual(given);
  });

  test("each refusal is of one of the two forms", () => {
    const forms = [schemas.LegacyErrorWireSchema, schemas.ProblemWireSchema];
    for (const [name, { response: { status, body } }] of bodies) {
      const found = forms.map((schema) => v.is<v.GenericSchema>(schema, body));
      const form = name.includes("problem") ? [false, true] : [true, false];
      expect(found, name).toEqual(status > 399 ? form : [false, false]);
    }
  });
});

describe("what is only just an answer, or only just not", () => {
  const message = { sid: "SM", num_segments: "123456789" };
  const meta = { next_page_url: null };
  test.each(
    [
      ["error", { message: "a", title: 5, more_info: "b", type: 5 }, true],
      ["error", { message: null, title: "a" }, true],
      ["error", { message: 5, title: "a" }, true],
      ["error", { message: "", title: "a" }, true],
      ["error", { message: 5, title: ["a"] }, false],
      ["error", { message: "", title: "" }, false],
      ["error", { message: "a", more_info: "", type: "b", detail: "" }, true],
      ["error", { message: "a", more_info: "", type: 5 }, true],
      ["error", { message: "a", more_info: 5, type: "b" }, true],
      ["error", { message: "a", type: 5 }, true],
      ["error", { message: "a", detail: 5, code: "20404" }, true],
      ["error", { message: "a", code: 0, details: null, errors: [1] }, true],
      ["error", { message: "a", code: 2 ** 31 }, true],
      ["error", { message: "a", code: 1.5 }, true],
      ["error", ["a"], false],
      ["error", "message", false],
      ["error", null, false],
      ["message", message, true],
      ["message", { ...message, num_segments: "1234567890" }, false],
      ["message", { ...message, sid: "XM" }, false],
      ["message", { ...message, sid: null }, true],
      ["message", { sid: undefined }, false],
      ["message", { ...message, error_code: 1.5 }, false],
      ["message", { ...message, error_code: 1e300 }, true],
      ["message", { ...message, subresource_uris: JSON.parse('{"__proto__":"/x"}') }, true],
      ["message", { ...message, subresource_uris: "/x" }, false],
      ["sender", { sid: null, date_created: "2024-02-29T23:59:59.999999Z" }, true],
      ["sender", { sid: null, date_created: "2023-02-28" }, true],
      ["sender", { sid: null, date_created: "2023-02-28T23:59" }, true],
      ["sender", { sid: null, date_created: "2023-02-28T23:59:59.5" }, true],
      ["sender", { sid: null, date_created: "2023-02-28T23:59:59-0130" }, true],
      ["sender", { sid: null, date_created: "2023-02-28t23:59:59.123456+01:30" }, true],
      ["sender", { sid: null, date_created: "2023-02-28 23:59:59" }, false],
      ["sender", { sid: null, date_created: "2023-02-28T23:59:59,5+01" }, true],
      ["sender", { sid: null, date_created: "0050-02-28T23:59:59-23:59" }, true],
      ["sender", { sid: null, date_created: "2000-02-29T23:59:59" }, true],
      ["sender", { sid: null, date_created: "1900-02-29T23:59:59Z" }, false],
      ["sender", { sid: null, date_created: "2023-02-29T23:59:59Z" }, false],
      ["sender", { sid: null, date_created: "2023-04-31T23:59:59+01:00" }, false],
      ["sender", { sid: null, date_created: "2023-02-30" }, false],
      ["sender", { sid: null, date_created: "2023-02-28T24:00:00Z" }, false],
      ["sender", { sid: null, date_created: "2023-02-28T23:60:00Z" }, false],
      ["sender", { sid: null, date_created: "2023-02-28T23:59:60Z" }, false],
      ["sender", { sid: null, date_created: "2023-02-28T23:59.5Z" }, false],
      ["sender", { sid: null, date_created: "2023-02-28T23:59:59+24:00" }, false],
      ["sender", { sid: null, date_created: "2023-02-28T23:59:59+01:60" }, false],
      ["sender", { sid: null, date_created: "2023-02-28+01:00" }, false],
      ["sender", { sid: null, date_created: "2023-13-28T23:59:59Z" }, false],
      ["sender", { sid: null, date_created: `2023-02-28T23:59:59.${"0".repeat(40)}` }, true],
      ["sender", { sid: null, date_created: `2023-13-28T23:59:59.${"0".repeat(40)}` }, false],
      ["sender", { sid: null, date_created: 1690747951 }, false],
      ["page", { senders: [], meta }, true],
      ["page", { senders: {}, meta }, false],
      ["page", { senders: [], meta: {} }, false],
      ["page", { senders: [], meta: { ...meta, previous_page_url: "?Page=0" } }, true],
      ["page", { senders: [], meta: { next_page_url: "?Page=&PageToken=a" } }, true],
      ["page", { senders: [], meta: { next_page_url: "?Page=1&PageToken=" } }, true],
      ["page", { senders: [], meta: { next_page_url: "?Page=&PageToken=" } }, false],
      ["page", { senders: [], meta: { next_page_url: "?Page=1&PageToken=é" } }, false],
      ["page", { senders: [], meta: { next_page_url: "?PageToken=a#b" } }, true],
      ["page", { senders: [], meta: { next_page_url: "/Page=1" } }, false],
      ["page", { senders: [], meta: { next_page_url: "?Page=1&Page=2&PageToken=a" } }, true],
      ["page", { senders: [], meta: { next_page_url: "" } }, true],
      ["page", { senders: [], meta: { ...meta, previous_page_url: "" } }, true],
      ["page", { senders: [], meta: { ...meta, previous_page_url: "/Page=1" } }, true],
      ["page", { senders: [], meta: { ...meta, previous_page_url: "?PageToken=é" } }, true],
      ["page", { senders: [wire(1), wire(2, { sid: "AC" })], meta }, false],
    ] as const,
  )("%s: %j", async (kind, body, accepted) => {
    expect(await agree(kind, body)).toBe(accepted);
  });
});

describe("any date", () => {
  /** Text of parts, of which each may be missing, and some are wrong. */
  const textOf = (...parts: readonly (readonly string[])[]) =>
    fc.tuple(...parts.map((some) => fc.constantFrom(...some))).map((texts) => texts.join(""));
  const times = ["20:12", "00:00", "23:59", "24:00", "20:60", "2:12", ""];
  const seconds = [":31", ":00", ":59", ":60", ""];
  // Of parts at random few make a date: so some are of good parts alone.
  const goodIso = textOf(
    ["2023", "2024"],
    ["-07-30", "-02-28"],
    ["T"],
    ["20:12", "23:59"],
    [":31"],
    [".5", ""],
    ["Z", "+02:00", ""],
  );
  const goodMail = textOf(
    ["30 Jul ", "9 Jul "],
    ["2023 ", "2024 "],
    ["20:12", "23:59"],
    [":31", ""],
    [" +0000", " GMT", " +0230"],
  );
  const anyIso = textOf(
    ["2023", "2024", "1900", "0050", "9999", "0000", "23"],
    ["-07-30", "-02-28", "-02-29", "-02-30", "-04-31", "-13-01", "-00-01", "-01-00", "-7-3", ""],
    ["T", "T", "t", " ", ""],
    times,
    seconds,
    [".5", ",25", ".123456789", ".", ""],
    ["Z", "z", "+02:00", "-0130", "+02", "+23:59", "+24:00", "+01:60", "+2", ""],
  );
  const anyMail = textOf(
    ["Sun, ", "sun,", "Mon, ", "Sunday, ", "", " "],
    [
      "30 Jul ",
      "30 JUL ",
      "9 Jul ",
      "29 Feb ",
      "31 Apr ",
      "30 Ju ",
      "30 xyz ",
      "00 Jul ",
      "30  Jul ",
    ],
    ["2023 ", "2024 ", "1900 ", "0050 ", "0100 ", "23 ", "12023 "],
    times,
    seconds,
    [" +0000", " GMT", " ut", " -0000", " +0230", " -0830", " +9959", " +0060", " EST", " Z", ""],
  );
  const iso = fc.oneof({ weight: 4, arbitrary: anyIso }, { weight: 1, arbitrary: goodIso });
  const mail = fc.oneof({ weight: 4, arbitrary: anyMail }, { weight: 1, arbitrary: goodMail });

  test.each([["sender", iso], ["message", mail]] as const)("of a %s", async (kind, texts) => {
    const seen = { true: 0, false: 0 };
    const property = fc.asyncProperty(texts, async (text) => {
      seen[`${await agree(kind, { sid: null, date_created: text })}`]++;
    });
    await fc.assert(property, { numRuns: CASES });
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(CASES / 100);
  }, TIMEOUT);
});

/** Bodies that are almost those of a message. */
const message = fc.tuple(
  fc.array(
    fc.tuple(
      fc.constantFrom(
        ...["sid", "account_sid", "status", "num_segments", "num_media", "error_code", "price"],
        ...["date_created", "date_sent", "subresource_uris", "messaging_service_sid", "uri"],
      ),
      fc.option(
        fc.oneof(
          anyText,
          fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
          fc.integer(),
          fc.constantFrom("0", "17", "-1", "1e3", "9999999999", "MM", "SM", "XX", "AC", "MG"),
          fc.constantFrom("Fri, 03 Nov 2023 17:23:23 +0000", "Fri, 03 Nov 2023 17:23:23 +0200"),
          fc.constantFrom(null, [], {}, { media: "/x" }, { media: 1 }, [""], 21703, 1.5, true),
          fc.dictionary(anyText, anyText),
        ),
        { nil: undefined, freq: 5 },
      ),
    ),
    { maxLength: 3 },
  ),
).map(([fields]): [string, number, [string, string][]] => [
  JSON.stringify({
    sid: `SM${"a".repeat(32)}`,
    num_segments: "1",
    date_created: "Fri, 03 Nov 2023 17:23:23 +0000",
    ...Object.fromEntries(fields),
  }),
  201,
  [],
]);

describe("any answer", () => {
  test.each<(typeof answers)[number]>([...answers, ["almost a message", message, []]])(
    "%s",
    async (_, arbitrary) => {
      const seen = { accepted: 0, refused: 0 };
      const property = fc.asyncProperty(arbitrary, async ([text]) => {
        let body: unknown;
        try {
          body = JSON.parse(new TextDecoder().decode(new TextEncoder().encode(text)));
        } catch {
          return;
        }
        for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
          seen[await agree(kind, body) ? "accepted" : "refused"]++;
        }
      });
      await fc.assert(property, { numRuns: CASES / 5 });
      expect(seen.refused).toBeGreaterThan(CASES / 50);
      if (/^almost/.test(_)) expect(seen.accepted).toBeGreaterThan(CASES / 50);
    },
    TIMEOUT,
  );
});

describe("any input", () => {
  test("create, fetch and delete", async () => {
    const seen = { true: 0, false: 0 };
    const property = fc.property(inputs, (input) => {
      seen[`${agreeOnInput(createChannelSender, schemas.ChannelSenderInputSchema, input)}`]++;
    });
    await fc.assert(property, { numRuns: CASES / 5 });
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(CASES / 100);
  }, TIMEOUT);

  test("list", async () => {
    const seen = { true: 0, false: 0 };
    const property = fc.property(nearSid("MG"), paging, (messagingServiceSid, page) => {
      const input = { messagingServiceSid, ...page };
      seen[`${agreeOnInput(listChannelSenders, schemas.ChannelSenderPageInputSchema, input)}`]++;
    });
    await fc.assert(property, { numRuns: CASES / 5 });
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(CASES / 100);
  }, TIMEOUT);

  /** Mostly good values of a field, or bad ones. */
  const mostly = <Value>(good: readonly Value[], bad: fc.Arbitrary<Value>) =>
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: bad });
  const addresses = ["+15005550006", "whatsapp:+15005550006", "messenger:1", "rcs:agent"];
  const nearAddress = mostly(
    [...addresses, "rcs:+15005550006", "TWILIO", "72345"],
    fc.oneof(anyText, fc.constantFrom(...addresses).chain((text) => anyText.map((x) => text + x))),
  );
  const flag = fc.constantFrom(true, false);
  const urls = mostly(["https://a.example/b", "http://a.example"], anyText);
  const fields = {
    accountSid: fc.constant(`AC${"a".repeat(32)}`),
    to: fc.oneof(fc.constantFrom("+15005550006", "whatsapp:+15005550006"), nearAddress),
    from: nearAddress,
    messagingServiceSid: mostly([`MG${"a".repeat(32)}`], nearSid("MG")),
    fallbackFrom: mostly(["+15005550006", "72345"], anyText),
    body: mostly(["Hello!"], fc.oneof(anyText, fc.constantFrom("", "👍".repeat(1601)))),
    mediaUrl: fc.oneof(urls, fc.array(urls, { maxLength: 12 })),
    contentSid: mostly([`HX${"a".repeat(32)}`], nearSid("HX")),
    contentVariables: mostly<string | Record<string, string>>(
      ['{"1":"a"}', { 1: "a" }],
      fc.oneof(anyText, fc.dictionary(anyText, anyText), fc.constantFrom("{", "[]", '{"1":{}}')),
    ),
    statusCallback: urls,
    applicationSid: mostly([`AP${"a".repeat(32)}`], nearSid("AP")),
    validityPeriod: mostly([1, 36_000], fc.oneof(fc.double(), fc.integer({ max: 40_000 }))),
    sendAt: fc.oneof(fc.date(), fc.date({ min: new Date(0), max: new Date("2100-01-01") })),
    scheduleType: fc.constant("fixed" as const),
    sendAsMms: flag,
    shortenUrls: flag,
    persistentAction: fc.oneof(anyText, fc.array(anyText, { maxLength: 2 })),
    messageIntent: mostly(["otp"], anyText),
    riskCheck: fc.constantFrom("enable", "disable"),
    contentRetention: fc.constantFrom("retain", "discard"),
    addressRetention: fc.constantFrom("retain", "obfuscate"),
    attempt: mostly([1, 2], fc.double()),
    maxPrice: mostly([0, 0.5], fc.double()),
  };
  /** A message with a few of its fields, as most are. */
  const newMessage = fc.subarray(Object.keys(fields), { maxLength: 4 }).chain((keys) => {
    const some = Object.entries(fields).filter(([key]) =>
      /^(accountSid|to|body|messagingServiceSid)$/.test(key) || keys.includes(key)
    );
    return fc.record(Object.fromEntries(some) as Record<string, fc.Arbitrary<unknown>>);
  });

  test("a new message", async () => {
    const seen = { accepted: 0, refused: 0, together: 0 };
    const property = fc.property(newMessage, (input) => {
      const schema = schemas.CreateMessageInputSchema;
      const accepted = agreeOnInput(createMessage, schema, input);
      seen[accepted ? "accepted" : "refused"]++;
      // Where each field is good by itself, there is one issue of how they go together.
      if (accepted || !v.is(v.object(schema.entries), input)) return;
      seen.together++;
      must(v.safeParse(schema, input).issues?.length === 1, "one issue, and nothing else");
    });
    await fc.assert(property, { numRuns: CASES / 5 });
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(CASES / 100);
    expect(seen.together).toBeGreaterThan(CASES / 500);
  }, TIMEOUT);

  test("a message to fetch", async () => {
    const seen = { true: 0, false: 0 };
    const arbitrary = fc.record({
      accountSid: nearSid("AC"),
      sid: fc.oneof(nearSid("SM"), nearSid("MM")),
    });
    const property = fc.property(arbitrary, (input) => {
      seen[`${agreeOnInput(fetchMessage, schemas.FetchMessageInputSchema, input)}`]++;
    });
    await fc.assert(property, { numRuns: CASES / 5 });
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(CASES / 100);
  }, TIMEOUT);

  test("an address", async () => {
    const seen = { accepted: 0, refused: 0 };
    const property = fc.property(nearAddress, (text) => {
      const { output, issues } = v.safeParse(schemas.AddressFromTextSchema, text);
      try {
        must(equal(output, parseAddress(text)), "the same address");
        seen.accepted++;
      } catch (error) {
        if (!(error instanceof TwilioInputError)) throw error;
        must(issues?.[0].message === error.reason, error.reason);
        seen.refused++;
      }
    });
    await fc.assert(property, { numRuns: CASES / 5 });
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(CASES / 100);
  }, TIMEOUT);

  test("of whatever type: what the schema accepts, the builder accepts", async () => {
    const any = fc.oneof(fc.anything(), nearSid("XE"), nearSid("MG"), fc.nat(2000));
    const keys = ["messagingServiceSid", "sid", "pageSize", "page", "pageToken"];
    const arbitrary = fc.record(Object.fromEntries(keys.map((key) => [key, any])), {
      requiredKeys: [],
    });
    const property = fc.property(arbitrary, (input) => {
      const one = v.safeParse(schemas.ChannelSenderInputSchema, input);
      if (one.success) createChannelSender.request(one.output);
      const page = v.safeParse(schemas.ChannelSenderPageInputSchema, input);
      if (page.success) listChannelSenders.request(page.output);
    });
    await fc.assert(property, { numRuns: CASES / 5 });
  }, TIMEOUT);
});

test("a builder takes what the schema of its input does not", async () => {
  // It is kind to callers without a compiler; a schema is for what comes from outside.
  const nothing = { messagingServiceSid: `MG${"a".repeat(32)}`, page: null };
  expect(listChannelSenders.request(nothing as never).url).not.toContain("Page=");
  expect(v.is(schemas.ChannelSenderPageInputSchema, nothing)).toBe(false);
  // But a number in text is none, to either of them.
  const text = { messagingServiceSid: `MG${"a".repeat(32)}`, pageSize: "20" };
  expect(await caught(() => listChannelSenders.request(text as never))).toMatchObject({
    field: "pageSize",
  });
  expect(v.is(schemas.ChannelSenderPageInputSchema, text)).toBe(false);
});
