import * as v from "valibot";
import { DateFromMailTextSchema, type DateFromTextSchema } from "../dates.ts";
import {
  type Member,
  resource,
  resourceFromWire,
  type ResourceFromWireSchema,
  type ResourceSchema,
  type ResourceWireSchema,
  wireResource,
} from "../members.ts";
import {
  date,
  expected,
  type OpenSchema,
  text,
  texts,
  type TextSchema,
  type TextsSchema,
} from "../parts.ts";

/** Where a message is on its way: an open set. */
export type MessageStatusSchema = OpenSchema<
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
>;

/** Who sent a message, and how: an open set. */
export type MessageDirectionSchema = OpenSchema<
  "inbound" | "outbound-api" | "outbound-call" | "outbound-reply"
>;

/** The members of a message, where dates and counts have schemas of their own on the wire. */
export type MessageMembers<
  DateSchema extends v.GenericSchema,
  CountSchema extends v.GenericSchema,
> = {
  /** SID of the message. */
  readonly sid: Member<"sid", TextSchema<"SM" | "MM">>;
  /** SID of the account. */
  readonly accountSid: Member<"account_sid", TextSchema<"AC">>;
  /** SID of the Messaging Service. */
  readonly messagingServiceSid: Member<"messaging_service_sid", TextSchema<"MG">>;
  /** Sender. */
  readonly from: Member<"from", TextSchema>;
  /** Recipient. */
  readonly to: Member<"to", TextSchema>;
  /** Text. */
  readonly body: Member<"body", TextSchema>;
  /** Where it is on its way. */
  readonly status: Member<"status", MessageStatusSchema>;
  /** Who sent it, and how. */
  readonly direction: Member<"direction", MessageDirectionSchema>;
  /** Segments of its text. */
  readonly numSegments: Member<"num_segments", CountSchema>;
  /** Media files. */
  readonly numMedia: Member<"num_media", CountSchema>;
  /** What it cost. */
  readonly price: Member<"price", TextSchema>;
  /** Currency of the price. */
  readonly priceUnit: Member<"price_unit", TextSchema>;
  /** Twilio's code for why it failed. */
  readonly errorCode: Member<"error_code", v.GenericSchema<number>>;
  /** Why it failed. */
  readonly errorMessage: Member<"error_message", TextSchema>;
  /** When it was created. */
  readonly dateCreated: Member<"date_created", DateSchema>;
  /** When it was last updated. */
  readonly dateUpdated: Member<"date_updated", DateSchema>;
  /** When it was sent. */
  readonly dateSent: Member<"date_sent", DateSchema>;
  /** Version of the API. */
  readonly apiVersion: Member<"api_version", TextSchema>;
  /** Path of this resource. */
  readonly uri: Member<"uri", TextSchema>;
  /** Paths of its media and the like. */
  readonly subresourceUris: Member<"subresource_uris", TextsSchema>;
};

/** The members of a message as they come over the wire. */
export type MessageWireMembers = MessageMembers<
  DateFromTextSchema,
  v.GenericSchema<string, number>
>;

function members<DateSchema extends v.GenericSchema, CountSchema extends v.GenericSchema>(
  date: DateSchema,
  count: CountSchema,
  errorCode: v.GenericSchema<number>,
): MessageMembers<DateSchema, CountSchema> {
  return {
    sid: ["sid", text("SM", "MM")],
    accountSid: ["account_sid", text("AC")],
    messagingServiceSid: ["messaging_service_sid", text("MG")],
    from: ["from", text()],
    to: ["to", text()],
    body: ["body", text()],
    status: ["status", text()],
    direction: ["direction", text()],
    numSegments: ["num_segments", count],
    numMedia: ["num_media", count],
    price: ["price", text()],
    priceUnit: ["price_unit", text()],
    errorCode: ["error_code", errorCode],
    errorMessage: ["error_message", text()],
    dateCreated: ["date_created", date],
    dateUpdated: ["date_updated", date],
    dateSent: ["date_sent", date],
    apiVersion: ["api_version", text()],
    uri: ["uri", text()],
    subresourceUris: ["subresource_uris", texts()],
  };
}

function wireMembers(): MessageWireMembers {
  const notCount = expected("a whole number in text");
  const notCode = expected("a whole number");
  const count = v.pipe(
    v.string(expected("a text")),
    v.regex(/^\d{1,9}$/, notCount),
    v.transform(Number),
  );
  const errorCode = v.pipe(v.number(notCode), v.integer(notCode));
  return members(DateFromMailTextSchema, count, errorCode);
}

/** A message as the core gives it. As all of its form, it asks for no more than the types do. */
export const MessageSchema: ResourceSchema<
  MessageMembers<v.GenericSchema<Date>, v.GenericSchema<number>>
> = /* @__PURE__ */ resource(() => {
  const number = v.number(expected("a number"));
  return members(date(), number, number);
});

/**
 * A message as it comes over the wire, in snake case, with numbers and dates made of its texts. It
 * accepts what the core's parser accepts: all but `sid` may be missing, which is the same as `null`.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource
 */
export const MessageWireSchema: ResourceWireSchema<MessageWireMembers> =
  /* @__PURE__ */ wireResource(wireMembers);

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
export const MessageFromWireSchema: ResourceFromWireSchema<MessageWireMembers> =
  /* @__PURE__ */ resourceFromWire(wireMembers);
