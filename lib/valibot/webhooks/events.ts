import * as v from "valibot";
import type { MessageStatusSchema } from "../messages/messages.ts";
import {
  expected,
  type Nullable,
  object,
  type ObjectSchema,
  type OpenSchema,
  text,
  texts,
  type TextSchema,
  type TextsSchema,
} from "../parts.ts";

/** What happened on the channel: an open set. */
export type ChannelEventSchema = OpenSchema<"READ" | "DELIVERED">;

/** The entries of all events of a message. */
export type MessageEventEntries = {
  /** SID of the message. */
  readonly messageSid: TextSchema<"SM" | "MM">;
  /** SID of the account. */
  readonly accountSid: TextSchema<"AC">;
  /** SID of the Messaging Service. */
  readonly messagingServiceSid: Nullable<TextSchema<"MG">>;
  /** Recipient. */
  readonly to: TextSchema;
  /** Version of the API. */
  readonly apiVersion: Nullable<TextSchema>;
  /** All fields, under Twilio's own names. */
  readonly fields: TextsSchema;
};

/** The entries of {@linkcode MessageStatusEventSchema}. */
export type MessageStatusEventEntries = MessageEventEntries & {
  /** Tells events apart. */
  readonly type: v.GenericSchema<"messageStatus">;
  /** Where the message is now. */
  readonly messageStatus: MessageStatusSchema;
  /** Sender. */
  readonly from: Nullable<TextSchema>;
  /** Twilio's code for why it failed. */
  readonly errorCode: Nullable<v.GenericSchema<number>>;
  /** Why it failed. */
  readonly errorMessage: Nullable<TextSchema>;
  /** What happened on the channel. */
  readonly eventType: Nullable<ChannelEventSchema>;
  /** The channel. */
  readonly channelPrefix: Nullable<TextSchema>;
  /** The recipient on the channel. */
  readonly channelToAddress: Nullable<TextSchema>;
  /** SID of the channel sender. */
  readonly channelInstallSid: Nullable<TextSchema<"XE">>;
  /** Whether it is structured. */
  readonly structuredMessage: Nullable<v.GenericSchema<boolean>>;
  /** When a carrier reported that it was delivered. */
  readonly rawDlrDoneDate: Nullable<TextSchema>;
};

/** Text that is no SID but a part of something, or `null`. */
const orNull = (): Nullable<TextSchema> => v.nullable(text());
const number = (): v.GenericSchema<number> => v.number(expected("a number"));
const boolean = (): v.GenericSchema<boolean> => v.boolean(expected("true or false"));

function messageEntries(): MessageEventEntries {
  return {
    messageSid: text("SM", "MM"),
    accountSid: text("AC"),
    messagingServiceSid: v.nullable(text("MG")),
    to: text(),
    apiVersion: orNull(),
    fields: texts(),
  };
}

/** A message has a new status, as the core gives it: its `MessageStatusEvent`. */
export const MessageStatusEventSchema: ObjectSchema<MessageStatusEventEntries> =
  /* @__PURE__ */ object(() => ({
    ...messageEntries(),
    type: v.literal("messageStatus", expected("messageStatus")),
    messageStatus: text(),
    from: orNull(),
    errorCode: v.nullable(number()),
    errorMessage: orNull(),
    eventType: orNull(),
    channelPrefix: orNull(),
    channelToAddress: orNull(),
    channelInstallSid: v.nullable(text("XE")),
    structuredMessage: v.nullable(boolean()),
    rawDlrDoneDate: orNull(),
  }));

/** The schema of an object of texts that may each be `null`. */
export type PartSchema<Name extends string> = ObjectSchema<
  { readonly [Each in Name]: Nullable<TextSchema> }
>;

function part<Name extends string>(...names: Name[]): PartSchema<Name> {
  const entries = () => Object.fromEntries(names.map((name) => [name, orNull()]));
  return object(entries) as v.GenericSchema as PartSchema<Name>;
}

/** The schema of where a number is registered. */
export type PlaceSchema = PartSchema<"city" | "state" | "zip" | "country">;

/** The entries of {@linkcode InboundMessageEventSchema}. */
export type InboundMessageEventEntries = MessageEventEntries & {
  /** Tells events apart. */
  readonly type: v.GenericSchema<"inboundMessage">;
  /** Who sent it. */
  readonly from: TextSchema;
  /** Its text. */
  readonly body: TextSchema;
  /** Media files. */
  readonly numMedia: v.GenericSchema<number>;
  /** Segments of its text. */
  readonly numSegments: Nullable<v.GenericSchema<number>>;
  /** The media files, in their order. */
  readonly media: v.GenericSchema<{ url: string; contentType: string | null }[]>;
  /** What kind of message it is. */
  readonly messageType: Nullable<TextSchema>;
  /** Name that the sender goes by. */
  readonly profileName: Nullable<TextSchema>;
  /** WhatsApp's id of the sender. */
  readonly waId: Nullable<TextSchema>;
  /** Meta's id of the sender. */
  readonly externalUserId: Nullable<TextSchema>;
  /** The button that was pressed. */
  readonly button: Nullable<PartSchema<"text" | "payload">>;
  /** The message that it answers to. */
  readonly repliedTo: Nullable<PartSchema<"messageSid" | "sender">>;
  /** Whether it was forwarded. */
  readonly forwarded: Nullable<v.GenericSchema<boolean>>;
  /** Whether it was forwarded many times. */
  readonly frequentlyForwarded: Nullable<v.GenericSchema<boolean>>;
  /** The place that was sent. */
  readonly location: Nullable<
    v.GenericSchema<
      { latitude: number; longitude: number; address: string | null; label: string | null }
    >
  >;
  /** What led to it. */
  readonly referral: Nullable<
    ObjectSchema<
      & {
        readonly [
          Name in
            | "sourceId"
            | "sourceType"
            | "sourceUrl"
            | "headline"
            | "body"
            | "ctwaClid"
            | "mediaId"
            | "mediaUrl"
            | "mediaContentType"
        ]: Nullable<TextSchema>;
      }
      & { readonly numMedia: v.GenericSchema<number> }
    >
  >;
  /** What the channel says beside it. */
  readonly channelMetadata: v.GenericSchema<unknown>;
  /** Where the sender's number is registered. */
  readonly fromPlace: Nullable<PlaceSchema>;
  /** Where the recipient's number is registered. */
  readonly toPlace: Nullable<PlaceSchema>;
};

const place = (): PlaceSchema => part("city", "state", "zip", "country");

/** An inbound message as the core gives it: its `InboundMessageEvent`. */
export const InboundMessageEventSchema: ObjectSchema<InboundMessageEventEntries> =
  /* @__PURE__ */ object(() => ({
    ...messageEntries(),
    type: v.literal("inboundMessage", expected("inboundMessage")),
    from: text(),
    body: text(),
    numMedia: number(),
    numSegments: v.nullable(number()),
    media: v.array(object(() => ({ url: text(), contentType: orNull() })), expected("a list")),
    messageType: orNull(),
    profileName: orNull(),
    waId: orNull(),
    externalUserId: orNull(),
    button: v.nullable(part("text", "payload")),
    repliedTo: v.nullable(part("messageSid", "sender")),
    forwarded: v.nullable(boolean()),
    frequentlyForwarded: v.nullable(boolean()),
    location: v.nullable(object(() => ({
      latitude: number(),
      longitude: number(),
      address: orNull(),
      label: orNull(),
    }))),
    referral: v.nullable(object(() => ({
      sourceId: orNull(),
      sourceType: orNull(),
      sourceUrl: orNull(),
      headline: orNull(),
      body: orNull(),
      ctwaClid: orNull(),
      mediaId: orNull(),
      mediaUrl: orNull(),
      mediaContentType: orNull(),
      numMedia: number(),
    }))),
    channelMetadata: v.unknown(),
    fromPlace: v.nullable(place()),
    toPlace: v.nullable(place()),
  }));
