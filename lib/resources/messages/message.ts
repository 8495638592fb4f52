import { demand, record, text, type Wire } from "../../wire/answer.ts";

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

/** An RFC 2822 date and time in GMT, or `null`. */
function date(wire: Wire, key: string): Date | null {
  const value = text(wire, key);
  if (value === null) return null;
  const parsed = new Date(value);
  const utc = value.replace(/[+-]0000$/, "GMT");
  demand(parsed.toUTCString() === utc && parsed.toJSON(), key); // "Invalid Date" has no JSON
  return parsed;
}

/** A whole number in text, or `null`. */
function count(wire: Wire, key: string): number | null {
  const value = text(wire, key);
  demand(value === null || /^\d{1,9}$/.test(value), key);
  return value === null ? value : Number(value);
}

/** Reads a message. */
export function toMessage(body: unknown): Message {
  const wire = record(body, "sid");
  const { error_code = null, subresource_uris: uris = null } = wire;
  const sid = text(wire, "sid");
  demand(sid === null || /^[SM]M/.test(sid), "sid");
  demand(error_code === null || Number.isInteger(error_code), "error_code");
  const isMap = Object(uris) === uris && !Array.isArray(uris);
  const paths = Object.values(Object(uris));
  demand(uris === null || isMap && paths.every((uri) => uri === `${uri}`), "subresource_uris");
  return {
    sid: sid as Message["sid"],
    accountSid: text(wire, "account_sid", "AC"),
    messagingServiceSid: text(wire, "messaging_service_sid", "MG"),
    from: text(wire, "from"),
    to: text(wire, "to"),
    body: text(wire, "body"),
    status: text(wire, "status"),
    direction: text(wire, "direction"),
    numSegments: count(wire, "num_segments"),
    numMedia: count(wire, "num_media"),
    price: text(wire, "price"),
    priceUnit: text(wire, "price_unit"),
    errorCode: error_code as number | null,
    errorMessage: text(wire, "error_message"),
    dateCreated: date(wire, "date_created"),
    dateUpdated: date(wire, "date_updated"),
    dateSent: date(wire, "date_sent"),
    apiVersion: text(wire, "api_version"),
    uri: text(wire, "uri"),
    subresourceUris: uris as Message["subresourceUris"],
  };
}
