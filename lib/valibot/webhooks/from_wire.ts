import * as v from "valibot";
import { piped } from "../parts.ts";
import type { InboundMessageEventSchema, MessageStatusEventSchema } from "./events.ts";
import {
  address,
  field,
  isSame,
  keeping,
  message,
  orNull,
  readers,
  type Rule,
  service,
  type WebhookFields,
} from "./fields.ts";

/** An event from the fields that Twilio sends. */
export type EventFromWireSchema<Schema extends v.GenericSchema> = v.GenericSchema<
  WebhookFields,
  v.InferOutput<Schema>
>;

/**
 * A status callback, from the fields that Twilio sends: what the core's `messageStatus` reads.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { MessageStatusEventFromWireSchema } from "@senderpool/twilio/valibot";
 *
 * const { issues } = v.safeParse(MessageStatusEventFromWireSchema, { MessageStatus: "sent" });
 * console.log(v.flatten(issues!).nested?.MessageSid); // [ "expected SM or MM and 32 hex digits" ]
 * ```
 */
export const MessageStatusEventFromWireSchema: EventFromWireSchema<
  typeof MessageStatusEventSchema
> = /* @__PURE__ */ messageStatusFromWire();

function messageStatusFromWire(): EventFromWireSchema<typeof MessageStatusEventSchema> {
  const whole = keeping([...message, ["MessageStatus", /^\w+$/, "a status"]], [
    service,
    ["ErrorCode", /^\d{0,9}$/, "a whole number"],
    ["ChannelInstallSid", /^(XE[\da-fA-F]{32})?$/, "XE and 32 hex digits"],
    ["From", RegExp(`^$|${address.source}`), "an address"],
  ]);
  const hasLeft = /^(sent|delivered|undelivered|read)$/;
  const consistent = v.pipe(
    whole,
    field("SmsSid", "the same as MessageSid", isSame("SmsSid", "MessageSid")),
    field("SmsStatus", "the same as MessageStatus", isSame("SmsStatus", "MessageStatus")),
    field(
      "From",
      "an address",
      (fields) => !hasLeft.test(fields["MessageStatus"]!) || Boolean(fields["From"]),
    ),
  );
  return piped(consistent, (fields) => {
    const { text, filled, count, flag, common } = readers(fields);
    return {
      ...common,
      type: "messageStatus" as const,
      messageStatus: fields["MessageStatus"]!,
      from: filled("From"),
      errorCode: count("ErrorCode"),
      errorMessage: text("ErrorMessage"),
      eventType: text("EventType"),
      channelPrefix: text("ChannelPrefix"),
      channelToAddress: text("ChannelToAddress"),
      channelInstallSid: filled("ChannelInstallSid") as `XE${string}` | null,
      structuredMessage: flag("StructuredMessage"),
      rawDlrDoneDate: text("RawDlrDoneDate"),
    };
  });
}

/** An inbound message, from the fields that Twilio sends: what the core's `inboundMessage` reads. */
export const InboundMessageEventFromWireSchema: EventFromWireSchema<
  typeof InboundMessageEventSchema
> = /* @__PURE__ */ inboundMessageFromWire();

function inboundMessageFromWire(): EventFromWireSchema<typeof InboundMessageEventSchema> {
  const count = (name: string): Rule => [name, /^\d{0,9}$/, "a whole number"];
  const whole = keeping([
    ...message,
    ["From", address, "an address"],
    ["Body", /^/, "a text"],
    ["SmsStatus", /^receiv(ed|ing)$/, "received"],
  ], [service, count("NumMedia"), count("NumSegments")]);
  const consistent = v.pipe(
    whole,
    field("SmsSid", "the same as MessageSid", isSame("SmsSid", "MessageSid")),
    // Without anything else of a referral its number is of no interest.
    field(
      "ReferralNumMedia",
      "a whole number",
      (fields) =>
        referralOf(readers(fields).text) === null ||
        /^\d{0,9}$/.test(fields["ReferralNumMedia"] ?? ""),
    ),
  );
  return piped(consistent, (fields) => {
    const { text, count, flag, common } = readers(fields);
    const referral = referralOf(text);
    return {
      ...common,
      type: "inboundMessage" as const,
      from: fields["From"]!,
      body: fields["Body"]!,
      numMedia: count("NumMedia") ?? 0,
      numSegments: count("NumSegments"),
      media: mediaOf(text),
      messageType: text("MessageType"),
      profileName: text("ProfileName"),
      waId: text("WaId"),
      externalUserId: text("ExternalUserId"),
      button: orNull({ text: text("ButtonText"), payload: text("ButtonPayload") }),
      repliedTo: orNull({
        messageSid: text("OriginalRepliedMessageSid"),
        sender: text("OriginalRepliedMessageSender"),
      }),
      forwarded: flag("Forwarded"),
      frequentlyForwarded: flag("FrequentlyForwarded"),
      location: locationOf(text),
      referral: referral && { ...referral, numMedia: count("ReferralNumMedia") ?? 0 },
      channelMetadata: jsonOf(text("ChannelMetadata")),
      fromPlace: placeOf(text, "From"),
      toPlace: placeOf(text, "To"),
    };
  });
}

type Read = (name: string) => string | null;

function mediaOf(text: Read) {
  const media: { url: string; contentType: string | null }[] = [];
  for (let url = text("MediaUrl0"); url !== null; url = text(`MediaUrl${media.length}`)) {
    media.push({ url, contentType: text(`MediaContentType${media.length}`) });
  }
  return media;
}

function locationOf(text: Read) {
  const degrees = (name: string, most: number) => {
    const value = text(name) ?? "";
    const number = /^-?\d{1,3}(\.\d+)?$/.test(value) ? Number(value) : NaN;
    return Math.abs(number) <= most ? number : null;
  };
  const [latitude, longitude] = [degrees("Latitude", 90), degrees("Longitude", 180)];
  return latitude === null || longitude === null
    ? null
    : { latitude, longitude, address: text("Address"), label: text("Label") };
}

function referralOf(text: Read) {
  const of = (name: string) => text(`Referral${name}`);
  return orNull({
    sourceId: of("SourceId"),
    sourceType: of("SourceType"),
    sourceUrl: of("SourceUrl"),
    headline: of("Headline"),
    body: of("Body"),
    ctwaClid: of("CtwaClid"),
    mediaId: of("MediaId"),
    mediaUrl: of("MediaUrl"),
    mediaContentType: of("MediaContentType"),
  });
}

function placeOf(text: Read, end: string) {
  const of = (name: string) => text(end + name) || null;
  return orNull({ city: of("City"), state: of("State"), zip: of("Zip"), country: of("Country") });
}

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
