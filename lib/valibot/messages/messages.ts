import * as v from "valibot";
import {
  another,
  expected,
  type Nullable,
  object,
  type ObjectSchema,
  text,
  type TextSchema,
} from "../parts.ts";

/** Where a message is on its way: an open set. */
export type MessageStatusSchema = v.GenericSchema<
  string,
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
  | (string & Record<never, never>)
>;

/** Who sent a message, and how: an open set. */
export type MessageDirectionSchema = v.GenericSchema<
  string,
  | "inbound"
  | "outbound-api"
  | "outbound-call"
  | "outbound-reply"
  | (string & Record<never, never>)
>;

/** Texts by name. */
export type TextsSchema = v.GenericSchema<Record<string, string>>;

/** The entries of {@linkcode MessageSchema}. */
export type MessageEntries = {
  /** SID of the message. */
  readonly sid: Nullable<TextSchema<"SM" | "MM">>;
  /** SID of the account. */
  readonly accountSid: Nullable<TextSchema<"AC">>;
  /** SID of the Messaging Service. */
  readonly messagingServiceSid: Nullable<TextSchema<"MG">>;
  /** Sender. */
  readonly from: Nullable<TextSchema>;
  /** Recipient. */
  readonly to: Nullable<TextSchema>;
  /** Text. */
  readonly body: Nullable<TextSchema>;
  /** Where it is on its way. */
  readonly status: Nullable<MessageStatusSchema>;
  /** Who sent it, and how. */
  readonly direction: Nullable<MessageDirectionSchema>;
  /** Segments of its text. */
  readonly numSegments: Nullable<v.GenericSchema<number>>;
  /** Media files. */
  readonly numMedia: Nullable<v.GenericSchema<number>>;
  /** What it cost. */
  readonly price: Nullable<TextSchema>;
  /** Currency of the price. */
  readonly priceUnit: Nullable<TextSchema>;
  /** Twilio's code for why it failed. */
  readonly errorCode: Nullable<v.GenericSchema<number>>;
  /** Why it failed. */
  readonly errorMessage: Nullable<TextSchema>;
  /** When it was created. */
  readonly dateCreated: Nullable<v.GenericSchema<Date>>;
  /** When it was last updated. */
  readonly dateUpdated: Nullable<v.GenericSchema<Date>>;
  /** When it was sent. */
  readonly dateSent: Nullable<v.GenericSchema<Date>>;
  /** Version of the API. */
  readonly apiVersion: Nullable<TextSchema>;
  /** Path of this resource. */
  readonly uri: Nullable<TextSchema>;
  /** Paths of its media and the like. */
  readonly subresourceUris: Nullable<TextsSchema>;
};

/** Texts by name, as they are: whatever the names, the object stays the same. */
export function texts(): TextsSchema {
  return v.custom<Record<string, string>>(
    (value) =>
      Object(value) === value && !Array.isArray(value) &&
      Object.values(value as object).every((text) => typeof text === "string"),
    expected("texts by name"),
  );
}

/** The SID of a message, as far as the core's types go. */
export function messageSid(): TextSchema<"SM" | "MM"> {
  const message = expected("text that starts with SM or MM", another);
  return v.pipe(v.string(message), v.regex(/^[SM]M/, message)) as unknown as TextSchema<
    "SM" | "MM"
  >;
}

/** A message as the core gives it. As all of its form, it asks for no more than the types do. */
export const MessageSchema: ObjectSchema<MessageEntries> = /* @__PURE__ */ object(() => {
  const [anyText, date] = [v.nullable(text()), v.nullable(v.date(expected("a Date")))];
  const number = v.nullable(v.number(expected("a number")));
  return {
    sid: v.nullable(messageSid()),
    accountSid: v.nullable(text("AC")),
    messagingServiceSid: v.nullable(text("MG")),
    from: anyText,
    to: anyText,
    body: anyText,
    status: anyText,
    direction: anyText,
    numSegments: number,
    numMedia: number,
    price: anyText,
    priceUnit: anyText,
    errorCode: number,
    errorMessage: anyText,
    dateCreated: date,
    dateUpdated: date,
    dateSent: date,
    apiVersion: anyText,
    uri: anyText,
    subresourceUris: v.nullable(texts()),
  };
});
