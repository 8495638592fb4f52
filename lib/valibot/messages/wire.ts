import * as v from "valibot";
import { DateFromMailTextSchema, type DateFromTextSchema } from "../dates.ts";
import {
  type MessageDirectionSchema,
  type MessageSchema,
  messageSid,
  type MessageStatusSchema,
  texts,
  type TextsSchema,
} from "./messages.ts";
import {
  another,
  expected,
  type Nullable,
  type Nullish,
  object,
  type ObjectSchema,
  piped,
  text,
  type TextSchema,
} from "../parts.ts";

/** The entries of {@linkcode MessageWireSchema}. */
export type MessageWireEntries = {
  /** SID of the message: what a message is recognised by. */
  readonly sid: Nullable<TextSchema<"SM" | "MM">>;
  /** SID of the account. */
  readonly account_sid: Nullish<TextSchema<"AC">>;
  /** SID of the Messaging Service. */
  readonly messaging_service_sid: Nullish<TextSchema<"MG">>;
  /** Sender. */
  readonly from: Nullish<TextSchema>;
  /** Recipient. */
  readonly to: Nullish<TextSchema>;
  /** Text. */
  readonly body: Nullish<TextSchema>;
  /** Where it is on its way. */
  readonly status: Nullish<MessageStatusSchema>;
  /** Who sent it, and how. */
  readonly direction: Nullish<MessageDirectionSchema>;
  /** Segments of its text; becomes a number. */
  readonly num_segments: Nullish<v.GenericSchema<string, number>>;
  /** Media files; becomes a number. */
  readonly num_media: Nullish<v.GenericSchema<string, number>>;
  /** What it cost. */
  readonly price: Nullish<TextSchema>;
  /** Currency of the price. */
  readonly price_unit: Nullish<TextSchema>;
  /** Twilio's code for why it failed. */
  readonly error_code: Nullish<v.GenericSchema<number>>;
  /** Why it failed. */
  readonly error_message: Nullish<TextSchema>;
  /** When it was created; becomes a `Date`. */
  readonly date_created: Nullish<DateFromTextSchema>;
  /** When it was last updated; becomes a `Date`. */
  readonly date_updated: Nullish<DateFromTextSchema>;
  /** When it was sent; becomes a `Date`. */
  readonly date_sent: Nullish<DateFromTextSchema>;
  /** Version of the API. */
  readonly api_version: Nullish<TextSchema>;
  /** Path of this resource. */
  readonly uri: Nullish<TextSchema>;
  /** Paths of its media and the like. */
  readonly subresource_uris: Nullish<TextsSchema>;
};

/**
 * A message as it comes over the wire, in snake case, with numbers and dates made of its texts. It
 * accepts what the core's parser accepts: all but `sid` may be missing, which is the same as `null`.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource
 */
export const MessageWireSchema: ObjectSchema<MessageWireEntries> = /* @__PURE__ */ object(() => {
  const anyText = v.nullish(text(), null);
  const [notNumber, notCode] = [expected("a number in text", another), expected("a whole number")];
  const count = v.nullish(
    v.pipe(v.string(notNumber), v.regex(/^\d{1,9}$/, notNumber), v.transform(Number)),
    null,
  );
  const date = v.nullish(DateFromMailTextSchema, null);
  return {
    sid: v.nullable(messageSid()),
    account_sid: v.nullish(text("AC"), null),
    messaging_service_sid: v.nullish(text("MG"), null),
    from: anyText,
    to: anyText,
    body: anyText,
    status: anyText,
    direction: anyText,
    num_segments: count,
    num_media: count,
    price: anyText,
    price_unit: anyText,
    error_code: v.nullish(v.pipe(v.number(notCode), v.integer(notCode)), null),
    error_message: anyText,
    date_created: date,
    date_updated: date,
    date_sent: date,
    api_version: anyText,
    uri: anyText,
    subresource_uris: v.nullish(texts(), null),
  };
});

/**
 * A message from the wire's form to the core's: what the core's parser does with the body of an
 * answer.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { MessageFromWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", num_segments: "2" };
 * console.log(v.parse(MessageFromWireSchema, body).numSegments); // 2
 * ```
 */
export const MessageFromWireSchema: v.GenericSchema<
  v.InferInput<typeof MessageWireSchema>,
  v.InferOutput<typeof MessageSchema>
> = /* @__PURE__ */ piped(MessageWireSchema, (wire) => ({
  sid: wire.sid,
  accountSid: wire.account_sid,
  messagingServiceSid: wire.messaging_service_sid,
  from: wire.from,
  to: wire.to,
  body: wire.body,
  status: wire.status,
  direction: wire.direction,
  numSegments: wire.num_segments,
  numMedia: wire.num_media,
  price: wire.price,
  priceUnit: wire.price_unit,
  errorCode: wire.error_code,
  errorMessage: wire.error_message,
  dateCreated: wire.date_created,
  dateUpdated: wire.date_updated,
  dateSent: wire.date_sent,
  apiVersion: wire.api_version,
  uri: wire.uri,
  subresourceUris: wire.subresource_uris,
}));
