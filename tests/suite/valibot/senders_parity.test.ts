import fc from "../support/fc.ts";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import * as schemas from "../../../lib/valibot/mod.ts";
import * as core from "../../../mod.ts";
import { runtime } from "../../runtimes/runtime.ts";
import { exchanges } from "../golden/exchanges.ts";
import { anyText, nearSid, paging } from "../support/arbitraries.ts";
import { agree, agreeOnInput, type Kind } from "../support/parity.ts";
import { XE } from "../support/support.ts";

// The senders of an account, as parity.test.ts does it of channel senders and messages.
const CASES = runtime === "node" ? 2_000 : 500;
const TIMEOUT = 120_000;

const sender: Kind = {
  name: "sender",
  operation: core.fetchSender as core.Operation<never, unknown>,
  status: 200,
  fromWire: schemas.SenderFromWireSchema,
  whole: schemas.SenderSchema,
};
const page: Kind = {
  name: "page of senders",
  operation: core.listSenders as core.Operation<never, unknown>,
  status: 200,
  fromWire: schemas.SenderPageFromWireSchema,
  whole: schemas.SenderPageSchema,
};
const inputs: Record<string, v.GenericSchema> = {
  createSender: schemas.CreateSenderInputSchema,
  updateSender: schemas.UpdateSenderInputSchema,
  fetchSender: schemas.SenderInputSchema,
  deleteSender: schemas.SenderInputSchema,
  listSenders: schemas.SenderPageInputSchema,
};
const operations = core as unknown as Record<string, core.Operation<never, unknown>>;

describe("golden files", () => {
  const all = Object.entries(exchanges).filter(([_, { operation }]) => operation in inputs);

  test.each(all)("%s", async (_, { operation, input, response: { status, body } }) => {
    expect(v.parse(inputs[operation]!, input)).toEqual(input);
    if (!(body instanceof Object) || status > 399) return;
    expect(await agree(operation === "listSenders" ? page : sender, body)).toBe(true);
  });

  test("are there", () => expect(all.length).toBeGreaterThan(15));
});

test.each<[object | string, boolean]>([
  [{ sid: null }, true],
  [{}, false],
  ["text", false],
  [{ sid: `MG${"a".repeat(32)}` }, false],
  [{ sid: XE, status: "NEW", more: 1 }, true],
  [{ sid: XE, status: 5 }, false],
  [{ sid: XE, configuration: {}, webhook: {}, profile: {}, properties: {}, compliance: {} }, true],
  [{ sid: XE, profile: [] }, false],
  [{ sid: XE, profile: "x" }, false],
  [{ sid: XE, profile: { name: "x", more: 1, websites: [], emails: null } }, true],
  [{ sid: XE, profile: { websites: [{ website: "x" }, {}] } }, true],
  [{ sid: XE, profile: { websites: [{ website: 5 }] } }, false],
  [{ sid: XE, profile: { websites: [null] } }, false],
  [{ sid: XE, profile: { websites: [[]] } }, false],
  [{ sid: XE, profile: { emails: {} } }, false],
  [{ sid: XE, offline_reasons: [{ code: "1" }, {}] }, true],
  [{ sid: XE, offline_reasons: [{ code: 1 }] }, false],
  [{ sid: XE, compliance: { countries: [{ country: "UK", carriers: [{ name: "x" }] }] } }, true],
  [{ sid: XE, compliance: { countries: [{ carriers: [{ name: 5 }] }] } }, false],
  [{ sid: XE, pending_display_name: "x", profile: { pending_display_name: "y" } }, true],
  [{ sid: XE, profile: { pending_display_name_status_date: "2026-11-16T09:30:00Z" } }, true],
  [{ sid: XE, profile: { pending_display_name_status_date: "soon" } }, false],
  [
    { sid: XE, pending_display_name_status: null, profile: { pending_display_name_status: 5 } },
    false,
  ],
  [{ sid: XE, display_name_status: "error", url: "x", friendly_name: null }, true],
])("a body: %j", async (body, accepted) => {
  expect(await agree(sender, body)).toBe(accepted);
  const meta = { next_page_url: null };
  expect(await agree(page, { senders: [{ sid: XE }, body], meta })).toBe(accepted);
});

const url = fc.oneof(fc.constantFrom("https://a.example/b", "", "a.example", "ftp://x"), anyText);
const words = (...given: unknown[]) => fc.constantFrom<unknown>(...given);
const texts = fc.oneof(
  anyText,
  words("", "x".repeat(255), "x".repeat(256), "👍".repeat(255), 5, []),
);
const listOf = (first: string, item: fc.Arbitrary<unknown>) =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.array(
        fc.oneof(
          {
            weight: 5,
            arbitrary: fc.record({ [first]: item, label: texts }, { requiredKeys: [first] }),
          },
          { weight: 1, arbitrary: words({}, "x", null, [], { label: "x" }, 5) },
        ),
        { maxLength: 2 },
      ),
    },
    { weight: 1, arbitrary: words("x", {}, 5) },
  );
/** Some fields of an object, or what is none. */
const part = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.record(fields, { requiredKeys: [] }) },
    { weight: 1, arbitrary: words("x", [], 5, true) },
  );

const method = words("POST", "PUT", "GET", "", 5);
const fields = {
  friendlyName: texts,
  configuration: part({
    wabaId: words("123", "", "1 2", 5),
    verificationMethod: words("sms", "voice", "SMS"),
    verificationCode: words("012345", "1-2", 123456),
    voiceApplicationSid: nearSid("AP"),
    accountType: words("ISV", "ISVSubAccount", "", "isv"),
  }),
  webhook: part({
    callbackUrl: url,
    callbackMethod: method,
    fallbackUrl: url,
    fallbackMethod: method,
    statusCallbackUrl: url,
    statusCallbackMethod: method,
  }),
  profile: part({
    name: fc.oneof(words("Shop"), texts),
    about: texts,
    address: texts,
    description: texts,
    logoUrl: url,
    bannerUrl: url,
    privacyUrl: url,
    termsOfServiceUrl: url,
    accentColor: words("#00ff7A", "#fff", "blue", 5),
    useCase: words("OTP", "MULTI_USE", "otp"),
    vertical: fc.oneof(words("Other", "RETAIL", "", 5), anyText),
    websites: listOf("website", url),
    emails: listOf("email", words("a@a.example", "a", "", 5)),
    phoneNumbers: listOf("phoneNumber", words("+12125551212", "(212) 555-1212", "x", "", 5)),
  }),
};
/** At most two of the fields, or there would be hardly an input that is right. */
const some = fc.subarray(Object.keys(fields), { maxLength: 2 }).chain((keys) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, fields[key as keyof typeof fields]])))
);
const address = fc.oneof(
  words("whatsapp:+12487960483", "rcs:agent", "rcs:agent.of-us"),
  words("+12487960483", "12487960483", "messenger:1", "whatsapp:1", "rcs:+12487960483", XE, "", 5),
  anyText,
);

describe("any input", () => {
  test.each<[string, fc.Arbitrary<object>]>([
    [
      "createSender",
      fc.tuple(some, address, fc.boolean()).map(([some, senderId, named]) => {
        return { ...named && { profile: { name: "Shop" } }, ...some, senderId };
      }),
    ],
    ["updateSender", fc.tuple(some, nearSid("XE")).map(([some, sid]) => ({ ...some, sid }))],
    ["fetchSender", fc.record({ sid: fc.oneof(nearSid("XE"), words("+1", "rcs:a", "rcs", 5)) })],
    ["deleteSender", fc.record({ sid: fc.oneof(nearSid("XE"), words("+1", "rcs:a", "rcs", 5)) })],
    [
      "listSenders",
      fc.tuple(paging, words("whatsapp", "rcs", "messenger", "WhatsApp", "", 5, undefined))
        .map(([page, channel]) => ({ ...page, channel })),
    ],
  ])("of %s", async (name, input) => {
    const seen = { true: 0, false: 0 };
    const property = fc.property(input, (input) => {
      seen[`${agreeOnInput(operations[name]!, inputs[name]!, input)}`]++;
    });
    await fc.assert(property, { numRuns: CASES });
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(CASES / 100);
  }, TIMEOUT);
});

test("an address that can't be made a text is an issue, and no exception", () => {
  for (const odd of [{ toString: 1 }, Object.create(null), Symbol("x")]) {
    const { success, issues } = v.safeParse(schemas.CreateSenderInputSchema, { senderId: odd });
    expect(success).toBe(false);
    expect(issues?.[0].message).toMatch(/^expected whatsapp: and a phone number/);
  }
});
