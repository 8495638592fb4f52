import fc from "../support/fc.ts";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import {
  InboundMessageEventFromWireSchema,
  InboundMessageEventSchema,
  MessageStatusEventFromWireSchema,
  MessageStatusEventSchema,
} from "../../../lib/valibot/mod.ts";
import { inboundMessage, messageStatus } from "../../../lib/webhooks/mod.ts";
import { runtime } from "../../runtimes/runtime.ts";
import { AC, MG, secret, XE } from "../support/support.ts";
import { SM, smsForm, statusForm } from "../webhooks/support.ts";

// The schemas and the core's readers accept and refuse the same, and give equal events.
const numRuns = runtime === "node" ? 4_000 : 500;

const names = [
  ..."MessageSid SmsSid AccountSid MessagingServiceSid To From Body SmsStatus MessageStatus".split(
    " ",
  ),
  ..."NumMedia NumSegments MediaUrl0 MediaUrl1 MediaContentType0 MessageType ProfileName".split(
    " ",
  ),
  ..."ButtonText ButtonPayload OriginalRepliedMessageSid Forwarded Latitude Longitude".split(" "),
  ..."Label ReferralBody ReferralNumMedia ChannelMetadata FromCity ToZip ErrorCode".split(" "),
  ..."ChannelInstallSid StructuredMessage EventType RawDlrDoneDate Novelty toString".split(" "),
];
const value = fc.oneof(
  fc.constantFrom(
    SM,
    AC,
    MG,
    XE,
    SM.toLowerCase(),
    MG.toLowerCase(),
    "",
    "0",
    "12",
    "true",
    "FALSE",
    "-48.5",
    "181",
    "received",
  ),
  fc.constantFrom("sent", "failed", "+14155550199", "whatsapp:+1x", "rcs:a", '{"a":[1]}', "{", " "),
  fc.string({ unit: "grapheme", maxLength: 8 }),
);
const change = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 });
const gone = fc.subarray(names, { maxLength: 2 });

/** What a reader makes of fields; `undefined` where it refuses. */
function attempt<Event>(
  read: (fields: Record<string, string>) => Event,
  form: Record<string, string>,
) {
  try {
    return read(form);
  } catch (error) {
    expect(error).toMatchObject({ name: "TwilioWebhookError", reason: "event" });
    return undefined;
  }
}

for (
  const [name, good, read, fromWire, schema] of [
    [
      "messageStatus",
      statusForm({ ChannelInstallSid: XE }),
      messageStatus,
      MessageStatusEventFromWireSchema,
      MessageStatusEventSchema,
    ],
    [
      "inboundMessage",
      smsForm(),
      inboundMessage,
      InboundMessageEventFromWireSchema,
      InboundMessageEventSchema,
    ],
  ] as const
) {
  describe(name, () => {
    test("is the same to both, whatever the fields", () => {
      const seen = { good: 0, bad: 0 };
      fc.assert(
        fc.property(change, gone, (change, gone) => {
          const form: Record<string, string> = { ...good, ...change };
          for (const each of gone) delete form[each];
          const event = attempt<object>(read, form);
          const parsed = v.safeParse(fromWire as v.GenericSchema, form);
          expect(parsed.success).toBe(event !== undefined);
          seen[parsed.success ? "good" : "bad"]++;
          if (event === undefined) return;
          expect(parsed.output).toEqual(event);
          expect(v.parse(schema as v.GenericSchema, event)).toEqual(event);
        }),
        { numRuns },
      );
      expect(seen.good).toBeGreaterThan(numRuns / 20);
      expect(seen.bad).toBeGreaterThan(numRuns / 20);
    }, 120_000);

    test("is refused in the words of the core, without the value", () => {
      const form = { ...good, MessageSid: secret };
      const { issues } = v.safeParse(fromWire as v.GenericSchema, form);
      const { nested } = v.flatten(issues!);
      expect(Object(nested).MessageSid).toEqual(["expected SM or MM and 32 hex digits"]);
      for (const bad of [null, "x", [], { a: 1 }]) {
        expect(v.safeParse(fromWire as v.GenericSchema, bad).success).toBe(false);
      }
    });

    test("has members of its own type", () => {
      const event = read(good);
      for (const member of Object.keys(event)) {
        if (member === "channelMetadata") continue;
        const bad = { ...event, [member]: Symbol("bad") };
        expect([member, v.safeParse(schema as v.GenericSchema, bad).success]).toEqual([
          member,
          false,
        ]);
      }
    });
  });
}
