import {
  address,
  fieldsOf,
  messageOf,
  type Reader,
  readerOf,
  type WebhookFields,
} from "./fields.ts";
import type { InboundMedia, InboundMessageEvent, InboundPlace } from "./inbound_types.ts";

/**
 * Reads an inbound message. It does not verify: for who has verified in a way of their own.
 *
 * @param fields the fields of the form
 * @throws {TwilioWebhookError} `"event"`, when it is none
 *
 * @example
 * ```ts
 * import { inboundMessage } from "@senderpool/twilio/webhooks";
 *
 * const sid = `SM${"0".repeat(32)}`;
 * const { from, body, button } = inboundMessage({
 *   SmsSid: sid,
 *   SmsStatus: "received",
 *   Body: "Yes",
 *   ButtonText: "Yes",
 *   ButtonPayload: "confirm",
 *   To: "whatsapp:+12487960483",
 *   MessageSid: sid,
 *   AccountSid: `AC${"0".repeat(32)}`,
 *   From: "whatsapp:+14155550199",
 * });
 * console.log(from, body, button?.payload); // whatsapp:+14155550199 Yes confirm
 * ```
 */
export function inboundMessage(fields: WebhookFields): InboundMessageEvent {
  const all = fieldsOf(fields);
  const reader = readerOf(all);
  const { text, need, count, flag } = reader;
  need("SmsStatus", /^receiv(ed|ing)$/, "received");
  return {
    type: "inboundMessage",
    ...messageOf(reader),
    from: need("From", address, "an address"),
    body: need("Body", /^/, "a text"),
    numMedia: count("NumMedia") ?? 0,
    numSegments: count("NumSegments"),
    media: mediaOf(reader),
    messageType: text("MessageType"),
    profileName: text("ProfileName"),
    waId: text("WaId"),
    externalUserId: text("ExternalUserId"),
    button: buttonOf(reader),
    repliedTo: repliedToOf(reader),
    forwarded: flag("Forwarded"),
    frequentlyForwarded: flag("FrequentlyForwarded"),
    location: locationOf(reader),
    referral: referralOf(reader),
    channelMetadata: jsonOf(text("ChannelMetadata")),
    fromPlace: placeOf(reader, "From"),
    toPlace: placeOf(reader, "To"),
    apiVersion: text("ApiVersion"),
    fields: all,
  };
}

function mediaOf({ text }: Reader): InboundMedia[] {
  const media: InboundMedia[] = [];
  for (;;) {
    const url = text(`MediaUrl${media.length}`);
    if (url === null) return media;
    media.push({ url, contentType: text(`MediaContentType${media.length}`) });
  }
}

function buttonOf({ text }: Reader): InboundMessageEvent["button"] {
  const [label, payload] = [text("ButtonText"), text("ButtonPayload")];
  return label === null && payload === null ? null : { text: label, payload };
}

function repliedToOf({ text }: Reader): InboundMessageEvent["repliedTo"] {
  const messageSid = text("OriginalRepliedMessageSid");
  const sender = text("OriginalRepliedMessageSender");
  return messageSid === null && sender === null ? null : { messageSid, sender };
}

/** A number of degrees, or `null` where it is none that a place has. */
function degreesOf(value: string | null, most: number): number | null {
  if (value === null || !/^-?\d{1,3}(\.\d+)?$/.test(value)) return null;
  return Math.abs(Number(value)) <= most ? Number(value) : null;
}

function locationOf({ text }: Reader): InboundMessageEvent["location"] {
  const latitude = degreesOf(text("Latitude"), 90);
  const longitude = degreesOf(text("Longitude"), 180);
  if (latitude === null || longitude === null) return null;
  return { latitude, longitude, address: text("Address"), label: text("Label") };
}

function referralOf({ text, count }: Reader): InboundMessageEvent["referral"] {
  const referral = {
    sourceId: text("ReferralSourceId"),
    sourceType: text("ReferralSourceType"),
    sourceUrl: text("ReferralSourceUrl"),
    headline: text("ReferralHeadline"),
    body: text("ReferralBody"),
    ctwaClid: text("ReferralCtwaClid"),
    mediaId: text("ReferralMediaId"),
    mediaUrl: text("ReferralMediaUrl"),
    mediaContentType: text("ReferralMediaContentType"),
  };
  // `ReferralNumMedia=0` comes with every message of WhatsApp.
  if (Object.values(referral).every((value) => value === null)) return null;
  return { ...referral, numMedia: count("ReferralNumMedia") ?? 0 };
}

function placeOf({ text }: Reader, end: "From" | "To"): InboundPlace | null {
  const place = {
    city: text(`${end}City`) || null,
    state: text(`${end}State`) || null,
    zip: text(`${end}Zip`) || null,
    country: text(`${end}Country`) || null,
  };
  return Object.values(place).every((value) => value === null) ? null : place;
}

/** What a text of JSON says; `null` where it is none, for then the text is in the fields. */
function jsonOf(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
