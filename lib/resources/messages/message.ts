import { asSid, asText, asWholeNumber, expectAnswer, objectWith } from "../../wire/answer.ts";
import { asTexts } from "../../wire/members.ts";
import { asRfc2822Date } from "../account/rfc2822.ts";

/**
 * A message, sent or received. Each field may be `null`; by the official document `status` and
 * `direction` never are.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource
 */
export interface Message {
  /** SID of the message: `MM…` where it has media, otherwise `SM…`. */
  readonly sid: `${"SM" | "MM"}${string}` | null;
  /** SID of the account that sent or received it. */
  readonly accountSid: `AC${string}` | null;
  /** SID of the Messaging Service that it was sent with. */
  readonly messagingServiceSid: `MG${string}` | null;
  /** Sender; `null` while a Messaging Service has not chosen one. */
  readonly from: string | null;
  /** Recipient. */
  readonly to: string | null;
  /** Text. */
  readonly body: string | null;
  /** Where it is on its way. */
  readonly status: MessageStatus | null;
  /** Who sent it, and how. An open set. */
  readonly direction:
    | "inbound"
    | "outbound-api"
    | "outbound-call"
    | "outbound-reply"
    | (string & Record<never, never>)
    | null;
  /** Segments of its text, which are what SMS is charged by; 0 while it has no sender. */
  readonly numSegments: number | null;
  /** Media files. */
  readonly numMedia: number | null;
  /** What it cost, as a decimal number in text such as `-0.00750`; known only some time later. */
  readonly price: string | null;
  /** Currency of the price, as ISO 4217. */
  readonly priceUnit: string | null;
  /** Twilio's code for why it failed, explained at `https://www.twilio.com/docs/api/errors/`. */
  readonly errorCode: number | null;
  /** Why it failed, in words. */
  readonly errorMessage: string | null;
  /** When it was created. */
  readonly dateCreated: Date | null;
  /** When it was last updated. */
  readonly dateUpdated: Date | null;
  /** When it was sent; of a received one, when the webhook was called. */
  readonly dateSent: Date | null;
  /** Version of the API that processed it. */
  readonly apiVersion: string | null;
  /** Path of this resource. It is never followed. */
  readonly uri: string | null;
  /** Paths of its media and the like, by name. They are never followed. */
  readonly subresourceUris: Readonly<Record<string, string>> | null;
}

/**
 * Where a message is on its way. One that is sent with a Messaging Service begins as `accepted`. An
 * open set.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
 */
export type MessageStatus =
  | "queued"
  | "sending"
  | "sent"
  | "failed"
  | "delivered"
  | "undelivered"
  | "receiving"
  | "received"
  | "accepted"
  | "scheduled"
  | "read"
  | "partially_delivered"
  | "canceled"
  | (string & Record<never, never>);

/** A whole number in text, or `null`. */
function asCount(value: unknown, member: string): number | null {
  const text = asText(value, member);
  if (text === null) return null;
  expectAnswer(/^\d{1,9}$/.test(text), member, "a whole number in text", value);
  return Number(text);
}

function asMessageSid(value: unknown, member: string): Message["sid"] {
  const text = asText(value, member);
  expectAnswer(
    text === null || /^[SM]M/.test(text),
    member,
    "a text that starts with SM or MM",
    value,
  );
  return text as Message["sid"];
}

/** Reads a message. */
export function toMessage(body: unknown): Message {
  const wire = objectWith(body, "sid");
  return {
    sid: asMessageSid(wire.sid, "sid"),
    accountSid: asSid(wire.account_sid, "account_sid", "AC"),
    messagingServiceSid: asSid(wire.messaging_service_sid, "messaging_service_sid", "MG"),
    from: asText(wire.from, "from"),
    to: asText(wire.to, "to"),
    body: asText(wire.body, "body"),
    status: asText(wire.status, "status"),
    direction: asText(wire.direction, "direction"),
    numSegments: asCount(wire.num_segments, "num_segments"),
    numMedia: asCount(wire.num_media, "num_media"),
    price: asText(wire.price, "price"),
    priceUnit: asText(wire.price_unit, "price_unit"),
    errorCode: asWholeNumber(wire.error_code, "error_code"),
    errorMessage: asText(wire.error_message, "error_message"),
    dateCreated: asRfc2822Date(wire.date_created, "date_created"),
    dateUpdated: asRfc2822Date(wire.date_updated, "date_updated"),
    dateSent: asRfc2822Date(wire.date_sent, "date_sent"),
    apiVersion: asText(wire.api_version, "api_version"),
    uri: asText(wire.uri, "uri"),
    subresourceUris: asTexts(wire.subresource_uris, "subresource_uris"),
  };
}
