import { describe, expect, test } from "vitest";
import {
  AC,
  account,
  at,
  create,
  MG,
  MG2,
  NUMBER,
  RCS,
  start,
  WHATSAPP,
} from "../../../support/sandbox_messages.ts";
import { refusal } from "../../../support/sandbox.ts";

// What is refused at once, by which code and in which words.
const to = "whatsapp:+14155550199";
const least = { To: to, MessagingServiceSid: MG, Body: "x" };
const direct = { To: to, From: WHATSAPP, Body: "x" };
const sms = { To: "+14155550199", From: NUMBER, Body: "x" };
const template = `HX${"a".repeat(32)}`;
const in10Minutes = "2026-01-02T03:14:05Z";
const scheduled = { ...least, ScheduleType: "fixed", SendAt: in10Minutes };

type Form = Record<string, string | string[]>;
const invalid = (number: string) => `The 'To' number ${number} is not a valid phone number.`;

describe("a message is refused", () => {
  test.each<[number, number, string, Form, string]>([
    [400, 21604, "nothing at all", {}, "A 'To' phone number is required."],
    [400, 21604, "no recipient", { ...least, To: "" }, "A 'To' phone number is required."],
    [400, 21603, "no sender", { To: to, Body: "x" }, "A 'From' phone number is required."],
    [400, 21211, "a number without +", { ...sms, To: "14155550199" }, invalid("14155550199")],
    [
      400,
      21211,
      "a number too short",
      { ...least, To: "whatsapp:+5691" },
      invalid("whatsapp:+5691"),
    ],
    [400, 21211, "an agent", { ...least, To: RCS }, invalid(RCS)],
    [
      400,
      21211,
      "a channel nobody knows",
      { ...least, To: "sms:+14155550199" },
      invalid(
        "sms:+14155550199",
      ),
    ],
    [
      400,
      21212,
      "a sender of no kind",
      { ...sms, From: "+1asd" },
      "The 'From' number +1asd is not a valid phone number, shortcode, or alphanumeric sender ID.",
    ],
    [400, 21602, "nothing to send", { ...least, Body: "" }, "Message body is required."],
    [
      400,
      21617,
      "too long a text",
      { ...least, Body: "👍".repeat(1601) },
      "The concatenated message body exceeds the 1600 character limit.",
    ],
    [400, 21620, "media nowhere", { ...least, MediaUrl: "example.com/1" }, "Invalid media URL(s)"],
    [
      400,
      21620,
      "one medium nowhere",
      { ...least, MediaUrl: ["https://example.com/1", "ftp://example.com/2"] },
      "Invalid media URL(s)",
    ],
    [
      400,
      21623,
      "eleven media",
      { ...least, MediaUrl: Array(11).fill("https://example.com/1") },
      "Number of media files exceeds allowed limit",
    ],
    [
      400,
      21654,
      "variables of nothing",
      { ...least, ContentVariables: "{}" },
      "ContentSid Required",
    ],
    [
      400,
      21655,
      "a template's name",
      { ...least, ContentSid: "hello" },
      "The ContentSid is Invalid",
    ],
    ...[
      ...["[]", "1", "null", '"x"', "{"],
      ...['""', "null", "[]", "{}", '["x"]', '"a\\nb"', '"a\\rb"', '"a\\tb"', '"a     b"'].map(
        (value) => `{"1":"x","2":${value}}`,
      ),
    ].map((ContentVariables) =>
      [
        400,
        21656,
        `variables that are ${ContentVariables}`,
        { ...least, ContentSid: template, ContentVariables },
        "The ContentVariables Parameter is invalid",
      ] as [number, number, string, Form, string]
    ),
    ...["localhost:3000", "/status", "ftp://localhost", "http://a_b.example", "http://", "x"].map(
      (StatusCallback) =>
        [
          400,
          21609,
          `the callback ${StatusCallback}`,
          { ...least, StatusCallback },
          `The 'StatusCallback' URL ${StatusCallback} is not a valid URL.`,
        ] as [number, number, string, Form, string],
    ),
    ...["0", "36001", "1.5", "-1", "soon"].map((ValidityPeriod) =>
      [
        400,
        21624,
        `a validity of ${ValidityPeriod}`,
        { ...least, ValidityPeriod },
        "Invalid validity period value",
      ] as [number, number, string, Form, string]
    ),
    [
      404,
      21701,
      "nobody's service",
      { ...least, MessagingServiceSid: `MG${"f".repeat(32)}` },
      "The Messaging Service does not exist",
    ],
    [
      404,
      21701,
      "nobody's service where the sender stands",
      { ...direct, From: `MG${"f".repeat(32)}` },
      "The Messaging Service does not exist",
    ],
    [
      400,
      21705,
      "no service",
      { ...least, MessagingServiceSid: "MG1" },
      "The Messaging Service is invalid",
    ],
    [
      400,
      21910,
      "other channels",
      { ...direct, To: "+14155550199" },
      "Invalid From and To pair. From and To should be of the same channel",
    ],
    [
      400,
      21910,
      "other channels, with a service",
      { ...least, From: NUMBER },
      "Invalid From and To pair. From and To should be of the same channel",
    ],
    ...[direct, { ...direct, MessagingServiceSid: MG }].map((form) =>
      [
        400,
        63007,
        "a channel sender that is not there",
        { ...form, From: "whatsapp:+15005550006" },
        "Twilio could not find a Channel with the specified From address",
      ] as [number, number, string, Form, string]
    ),
    [
      400,
      63007,
      "a sender that is not in the service",
      { ...direct, MessagingServiceSid: MG2 },
      "Twilio could not find a Channel with the specified From address",
    ],
    ...[sms, { ...sms, MessagingServiceSid: MG }].map((form) =>
      [
        400,
        21660,
        "a number that is not there",
        { ...form, From: "+12025550177" },
        `Mismatch between the 'From' number +12025550177 and the account ${AC}`,
      ] as [number, number, string, Form, string]
    ),
    [
      400,
      21664,
      "a fallback beside a sender",
      { ...least, To: sms.To, From: RCS, FallbackFrom: NUMBER },
      "'FallbackFrom' cannot be used with a 'From' sender",
    ],
    [
      400,
      21664,
      "a fallback beside a sender, without a service",
      { ...sms, FallbackFrom: NUMBER },
      "'FallbackFrom' cannot be used with a 'From' sender",
    ],
    [
      400,
      21665,
      "a fallback that is not there",
      { ...least, To: sms.To, FallbackFrom: "+15005550006" },
      "Invalid 'FallbackFrom' sender",
    ],
    [
      400,
      21666,
      "a fallback, and the service where the sender stands",
      { To: sms.To, From: MG, Body: "x", FallbackFrom: NUMBER },
      "'FallbackFrom' requires MessagingServiceSid",
    ],
    [
      400,
      21667,
      "a fallback from no RCS",
      { ...least, MessagingServiceSid: MG2, FallbackFrom: NUMBER },
      "'FallbackFrom' requires the Messaging Service to have an RCS Sender",
    ],
    [400, 35111, "no time", { ...scheduled, SendAt: "" }, "SendAt timestamp is missing"],
    ...["tomorrow", "2026-01-02T03:09:04Z", "2026-02-06T03:04:07Z", "2026-01-01T00:00:00Z"].map(
      (SendAt) =>
        [
          400,
          35114,
          `the time ${SendAt}`,
          { ...scheduled, SendAt },
          "Scheduling does not support this timestamp",
        ] as [number, number, string, Form, string],
    ),
    [
      400,
      35118,
      "a time without a service",
      { ...direct, ScheduleType: "fixed", SendAt: in10Minutes },
      "MessagingServiceSid is required to schedule a message",
    ],
    [
      400,
      35126,
      "another schedule",
      { ...scheduled, ScheduleType: "daily" },
      "The ScheduleType value provided is not supported for this channel",
    ],
  ])("%i, %i: %s", async (status, code, _, form, message) => {
    const { sandbox, post } = start();
    expect(await refusal(post(form))).toEqual([status, code, message]);
    expect(sandbox.state().accounts[0]).not.toHaveProperty("messages");
  });

  test("413, 20413: too large a form", async () => {
    const { post } = start();
    expect((await refusal(post({ ...least, Body: "x".repeat(70_000) }))).slice(0, 2))
      .toEqual([413, 20413]);
  });

  test("a form of another type is none", async () => {
    const { call } = start();
    const body = JSON.stringify({ to, messagingServiceSid: MG, body: "x" });
    const answer = call(create, { method: "POST", body, type: "application/json" });
    expect((await refusal(answer))[1]).toBe(21604);
  });

  test("without credentials, before anything else", async () => {
    const { call } = start();
    for (const [url, init] of [[create, { method: "POST" }], [at("SM1"), {}]] as const) {
      expect((await refusal(call(url, { ...init, auth: null }))).slice(0, 2)).toEqual([401, 20003]);
    }
  });
});

describe("a message is accepted", () => {
  test.each<[string, Form]>([
    ["with a text of the greatest length", { ...least, Body: "👍".repeat(1600) }],
    ["with ten media", { ...least, MediaUrl: Array(10).fill("https://example.com/1") }],
    ["with media alone", { To: to, MessagingServiceSid: MG, MediaUrl: "http://example.com" }],
    ["with a template alone", { To: to, MessagingServiceSid: MG, ContentSid: template }],
    ...["{}", '{"1":"Ann"}', '{"1":"a    b","name":"é 👍"}', '{"1":1}'].map((
      ContentVariables,
    ): [string, Form] => [
      `with variables ${ContentVariables}`,
      { ...least, ContentSid: template, ContentVariables },
    ]),
    ["with the greatest validity", { ...least, ValidityPeriod: "36000" }],
    ["with the least validity", { ...least, ValidityPeriod: "1" }],
    ["with a callback to anywhere", { ...least, StatusCallback: "https://example.com/status" }],
    ["for in five minutes", { ...scheduled, SendAt: "2026-01-02T03:09:06Z" }],
    ["for in 35 days", { ...scheduled, SendAt: "2026-02-06T03:04:05Z" }],
    ["with a time that is no schedule", { ...least, SendAt: "tomorrow" }],
    ["with a fallback", { ...least, To: sms.To, FallbackFrom: NUMBER }],
    ["with a service where the sender stands", { ...direct, From: MG }],
    ["with a service in both places", { ...least, From: MG }],
    ["with fields nobody knows", { ...least, Colour: "red" }],
  ])("%s", async (_, form) => {
    expect((await start().post(form)).status).toBe(201);
  });
});

describe("where it is unknown", () => {
  test("what a message without content meets", async () => {
    const { post } = start([0], { missingBody: 21619 });
    const message = "A text message body or media urls must be specified.";
    expect(await refusal(post({ ...least, Body: "" }))).toEqual([400, 21619, message]);
  });

  test("what two channels meet", async () => {
    const { post } = start([0], { channelsDiffer: 30016 });
    const message = "'To' and 'From' channel types are incompatible";
    expect(await refusal(post({ ...direct, To: "messenger:1" }))).toEqual([400, 30016, message]);
  });

  test.each(["noSender", "missingBody", "channelsDiffer", "otherAccount"])(
    "a mistake in the choice %s is told of",
    (name) => {
      for (const value of ["other", null, 1]) {
        expect(() => start([0], { accounts: [account([0])], [name]: value })).toThrow(`${name}: `);
      }
    },
  );
});
