import { describe, expect, test } from "vitest";
import {
  inboundMessage,
  messageStatus,
  verifyWebhook,
  type WebhookFields,
} from "../../../lib/webhooks/mod.ts";
import { AC, MG, secret, XE } from "../support/support.ts";
import { authToken, signed, SM, smsForm, statusForm } from "./support.ts";

// What is read of the forms that were recorded: see the documents that the readers name.
const whatsApp = {
  SmsMessageSid: SM,
  NumMedia: "0",
  ProfileName: "Ada",
  MessageType: "text",
  SmsSid: SM,
  WaId: "4915112345678",
  SmsStatus: "received",
  Body: "Hello!",
  To: "whatsapp:+12487960483",
  MessagingServiceSid: MG,
  NumSegments: "1",
  ReferralNumMedia: "0",
  MessageSid: SM,
  AccountSid: AC,
  ChannelMetadata: JSON.stringify({
    type: "whatsapp",
    data: { context: { ProfileName: "Ada", WaId: "4915112345678" } },
  }),
  From: "whatsapp:+4915112345678",
  ApiVersion: "2010-04-01",
};

/** The event without the fields that it was read from. */
function read(fields: Record<string, string>) {
  const { fields: kept, ...event } = inboundMessage(fields);
  expect(kept).toEqual(fields);
  return event;
}

describe("a status", () => {
  test("over WhatsApp, in all its fields", () => {
    const form = statusForm({
      EventType: "DELIVERED",
      ChannelInstallSid: XE,
      StructuredMessage: "false",
    });
    expect(messageStatus(form)).toEqual({
      type: "messageStatus",
      messageSid: SM,
      messageStatus: "delivered",
      accountSid: AC,
      messagingServiceSid: MG,
      to: "whatsapp:+14155550199",
      from: "whatsapp:+12487960483",
      errorCode: null,
      errorMessage: null,
      eventType: "DELIVERED",
      channelPrefix: "whatsapp",
      channelToAddress: "+1415555XXXX",
      channelInstallSid: XE,
      structuredMessage: false,
      rawDlrDoneDate: null,
      apiVersion: "2010-04-01",
      fields: form,
    });
  });

  test("over SMS, with the least that there may be, and more than is known", () => {
    const form = {
      RawDlrDoneDate: "2601020304",
      MessageStatus: "delivered",
      To: "+14155550199",
      MessageSid: SM,
      AccountSid: AC,
      From: "+12125550123",
      Novelty: "x",
    };
    expect(messageStatus(form)).toMatchObject({
      messagingServiceSid: null,
      channelInstallSid: null,
      rawDlrDoneDate: "2601020304",
      fields: { Novelty: "x" },
    });
  });

  test("of a failure, before a sender was chosen", () => {
    const { From: _, ...form } = statusForm({
      MessageStatus: "failed",
      SmsStatus: "failed",
      ErrorCode: "21703",
      ErrorMessage: "no sender",
    });
    const event = messageStatus(form);
    expect(event).toMatchObject({ from: null, errorCode: 21703, errorMessage: "no sender" });
  });

  test("that is new is let through", () => {
    const form = statusForm({ MessageStatus: "teleported", SmsStatus: "teleported" });
    expect(messageStatus(form).messageStatus).toBe("teleported");
  });
});

describe("a message", () => {
  test("over SMS, through a service", () => {
    expect(read(smsForm())).toEqual({
      type: "inboundMessage",
      messageSid: SM,
      accountSid: AC,
      messagingServiceSid: MG,
      from: "+4915112345678",
      to: "+14155550100",
      body: "Hello!",
      numMedia: 0,
      numSegments: 1,
      media: [],
      messageType: null,
      profileName: null,
      waId: null,
      externalUserId: null,
      button: null,
      repliedTo: null,
      forwarded: null,
      frequentlyForwarded: null,
      location: null,
      referral: null,
      channelMetadata: null,
      fromPlace: { city: null, state: null, zip: null, country: "DE" },
      toPlace: { city: "SAN FRANCISCO", state: "CA", zip: "94107", country: "US" },
      apiVersion: "2010-04-01",
    });
  });

  test("over WhatsApp", () => {
    expect(read(whatsApp)).toMatchObject({
      profileName: "Ada",
      waId: "4915112345678",
      messageType: "text",
      channelMetadata: { type: "whatsapp", data: { context: { ProfileName: "Ada" } } },
      referral: null,
      fromPlace: null,
      toPlace: null,
    });
  });

  test("with media", () => {
    const MM = SM.replace("SM", "MM");
    const form = smsForm({
      MessageSid: MM,
      SmsSid: MM,
      SmsMessageSid: MM,
      NumMedia: "2",
      Body: "",
      MediaContentType0: "image/jpeg",
      MediaUrl0: "https://api.twilio.com/0",
      MediaUrl1: "https://api.twilio.com/1",
    });
    expect(read(form)).toMatchObject({
      messageSid: MM,
      body: "",
      numMedia: 2,
      media: [
        { url: "https://api.twilio.com/0", contentType: "image/jpeg" },
        { url: "https://api.twilio.com/1", contentType: null },
      ],
    });
  });

  test("that is a button, in answer to another, and forwarded", () => {
    const form = {
      ...whatsApp,
      MessageType: "interactive",
      ButtonText: "Yes",
      ButtonPayload: "confirm",
      OriginalRepliedMessageSender: "whatsapp:+12487960483",
      OriginalRepliedMessageSid: SM,
      Forwarded: "true",
      FrequentlyForwarded: "false",
      ExternalUserId: "whatsapp:ID.1",
    };
    expect(read(form)).toMatchObject({
      messageType: "interactive",
      button: { text: "Yes", payload: "confirm" },
      repliedTo: { messageSid: SM, sender: "whatsapp:+12487960483" },
      forwarded: true,
      frequentlyForwarded: false,
      externalUserId: "whatsapp:ID.1",
    });
  });

  test.each([
    [{ Latitude: "48.137", Longitude: "-11.575", Label: "Home" }, {
      latitude: 48.137,
      longitude: -11.575,
      address: null,
      label: "Home",
    }],
    [{ Latitude: "91", Longitude: "0" }, null],
    [{ Latitude: "1e1", Longitude: "0" }, null],
    [{ Latitude: "48.1" }, null],
  ])("that is a place: %j", (fields, location) => {
    expect(read({ ...whatsApp, ...fields } as Record<string, string>).location).toEqual(location);
  });

  test("that an advertisement led to", () => {
    const form = {
      ...whatsApp,
      ReferralBody: "Buy",
      ReferralSourceType: "ad",
      ReferralSourceId: "1",
      ReferralCtwaClid: "c",
      ReferralNumMedia: "1",
    };
    expect(read(form).referral).toMatchObject({
      body: "Buy",
      sourceType: "ad",
      sourceId: "1",
      ctwaClid: "c",
      numMedia: 1,
      headline: null,
    });
  });

  test.each(["messenger:9876543210", "rcs:+4915112345678", "rcs:ID.1", "32665", "whatsapp:ID.1"])(
    "from %s",
    (From) => {
      expect(inboundMessage(smsForm({ From })).from).toBe(From);
    },
  );

  test("with metadata that is no JSON, which stays in the fields", () => {
    const event = inboundMessage({ ...whatsApp, ChannelMetadata: "{" });
    expect([event.channelMetadata, event.fields["ChannelMetadata"]]).toEqual([null, "{"]);
  });
});

test.each<[string, (form: Record<string, string>) => WebhookFields]>([
  ["an object", (form) => form],
  ["a form", (form) => new URLSearchParams(form)],
  ["names and values", (form) => Object.entries(form)],
])("fields may be %s", (_, fields) => {
  expect(inboundMessage(fields(smsForm()))).toEqual(inboundMessage(smsForm()));
  expect(messageStatus(fields(statusForm()))).toEqual(messageStatus(statusForm()));
});

test("a name such as __proto__ is a name as any other", () => {
  const { fields } = inboundMessage([...Object.entries(smsForm()), ["__proto__", "x"]]);
  expect(Object.entries(fields)).toContainEqual(["__proto__", "x"]);
  const { ApiVersion: _, ...form } = smsForm();
  expect(inboundMessage({ ...form, toString: "x" }).apiVersion).toBe(null);
});

describe("what is none is refused, and not told", () => {
  test.each<[string, Record<string, string | null>]>([
    ["MessageSid", { MessageSid: secret }],
    ["MessageSid", { MessageSid: null }],
    ["MessageSid", { MessageSid: `IM${"1".repeat(32)}` }],
    ["SmsSid", { SmsSid: SM.replaceAll("1", "2") }],
    ["AccountSid", { AccountSid: secret }],
    ["MessagingServiceSid", { MessagingServiceSid: secret }],
    ["To", { To: null }],
    ["To", { To: "+1415555019 9" }],
    ["From", { From: "+4915112345678FromCity" }],
    ["From", { From: "whatsapp:+49151x" }],
    ["From", { From: "" }],
    ["Body", { Body: null }],
    ["SmsStatus", { SmsStatus: "sent" }],
    ["NumMedia", { NumMedia: secret }],
    ["NumSegments", { NumSegments: "1.5" }],
  ])("%s", (name, change) => {
    const form = Object.entries({ ...smsForm(), ...change })
      .filter((pair): pair is [string, string] => pair[1] !== null);
    const error = (() => {
      try {
        return inboundMessage(form);
      } catch (error) {
        return error as Error;
      }
    })();
    expect(error).toMatchObject({ name: "TwilioWebhookError", reason: "event" });
    expect(String(error)).toContain(`${name}: expected `);
    expect(String(error)).not.toContain("hunter2");
  });

  test("a status that two fields contradict", () => {
    expect(() => messageStatus(statusForm({ SmsStatus: "sent" }))).toThrow("SmsStatus: expected");
    expect(() => messageStatus(statusForm({ MessageStatus: "two words" }))).toThrow(
      "MessageStatus",
    );
    expect(() => messageStatus(statusForm({ ErrorCode: "x" }))).toThrow("ErrorCode");
    expect(() => messageStatus(statusForm({ ChannelInstallSid: "x" }))).toThrow(
      "ChannelInstallSid",
    );
  });

  test("a name that is repeated", () => {
    const pairs: [string, string][] = [...Object.entries(smsForm()), ["From", "+12125550100"]];
    expect(() => inboundMessage(pairs)).toThrow("fields: expected each name once");
  });
});

test.each([null, undefined, "From=x", 7, ["ab"]])("what is no fields is refused: %j", (fields) => {
  for (const read of [messageStatus, inboundMessage]) {
    expect(() => read(fields as unknown as WebhookFields))
      .toThrow(expect.objectContaining({ name: "TwilioWebhookError", reason: "event" }));
  }
});

test("what a parser made a list of, a number or an object is no text", () => {
  const { From: from, ...form } = smsForm();
  for (const odd of [[from], [from, "+1"], 7, { a: from }, null]) {
    const fields = { ...form, From: odd } as unknown as WebhookFields;
    expect(() => inboundMessage(fields)).toThrow(expect.objectContaining({ reason: "event" }));
  }
});

describe("a verified webhook says which event it is", () => {
  const url = "https://example.com/hook";
  const token = "b4b4d4a6-0000-4000-8000-000000000000";

  test.each([
    ["messageStatus", statusForm()],
    ["inboundMessage", smsForm()],
    ["inboundMessage", whatsApp],
    ["other", { CallSid: "CA1", CallStatus: "ringing" }],
    // Conversations, whose messages are others.
    ["other", { EventType: "onMessageAdded", MessageSid: `IM${"1".repeat(32)}`, Body: "x" }],
    ["other", {}],
  ])("%s", async (type, form) => {
    const request = await signed({ url, form, idempotencyToken: token });
    const event = await verifyWebhook(request, { authToken });
    expect(event).toMatchObject({ type, url, idempotencyToken: token });
    expect(structuredClone(event)).toEqual(event);
    const plain = event.type === "other" ? event.fields : Object.entries(event.fields);
    expect(plain).toEqual(Object.entries(form));
  });

  test("a token is there or not", async () => {
    const event = await verifyWebhook(await signed({ url, form: smsForm() }), { authToken });
    expect(event.idempotencyToken).toBe(null);
  });
});
