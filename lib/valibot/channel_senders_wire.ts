import * as v from "valibot";
import { DateFromTextSchema } from "./dates.ts";
import {
  expected,
  type Message,
  type Nullable,
  type Nullish,
  object,
  type ObjectSchema,
  piped,
  text,
  type TextSchema,
} from "./parts.ts";
import type {
  ChannelSenderPageSchema,
  ChannelSenderSchema,
  SenderTypeSchema,
} from "./channel_senders.ts";
import { type PageMetaWireEntries, PageMetaWireSchema, toCursor } from "./page.ts";

/** The entries of {@linkcode ChannelSenderWireSchema}. */
export type ChannelSenderWireEntries = {
  /** SID of the account. */
  readonly account_sid: Nullish<TextSchema<"AC">>;
  /** SID of the Messaging Service. */
  readonly messaging_service_sid: Nullish<TextSchema<"MG">>;
  /** SID of the sender: what a channel sender is recognised by. */
  readonly sid: Nullable<TextSchema<"XE">>;
  /** Address, such as `whatsapp:+12487960483`. */
  readonly sender: Nullish<TextSchema>;
  /** Channel: an open set. */
  readonly sender_type: Nullish<SenderTypeSchema>;
  /** Country, as ISO 3166-1 alpha-2. */
  readonly country_code: Nullish<TextSchema>;
  /** When the sender was added to the service; becomes a `Date`. */
  readonly date_created: Nullish<DateFromTextSchema>;
  /** When it was last updated; becomes a `Date`. */
  readonly date_updated: Nullish<DateFromTextSchema>;
  /** URL of this resource. */
  readonly url: Nullish<TextSchema>;
};

/** The entries of {@linkcode ChannelSenderPageWireSchema}. */
export type ChannelSenderPageWireEntries = {
  /** The items. */
  readonly senders: v.ArraySchema<ObjectSchema<ChannelSenderWireEntries>, Message>;
  /** Where the pages beside it are. */
  readonly meta: ObjectSchema<PageMetaWireEntries>;
};

/**
 * A channel sender as it comes over the wire, in snake case, with dates made of its timestamps. It
 * accepts what the core's parser accepts: all but `sid` may be missing, which is the same as `null`,
 * and what it does not know it leaves out. `v.strictObject(ChannelSenderWireSchema.entries)` refuses
 * what it does not know; then an addition of Twilio's is an error.
 *
 * @see https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { ChannelSenderWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", date_created: "2023-07-30T20:12:31Z" };
 * const wire = v.parse(ChannelSenderWireSchema, body);
 * console.log(wire.date_created?.getUTCFullYear(), wire.sender); // 2023 null
 * ```
 */
export const ChannelSenderWireSchema: ObjectSchema<ChannelSenderWireEntries> =
  /* @__PURE__ */ object(() => ({
    account_sid: v.nullish(text("AC"), null),
    messaging_service_sid: v.nullish(text("MG"), null),
    sid: v.nullable(text("XE")),
    sender: v.nullish(text(), null),
    sender_type: v.nullish(text(), null),
    country_code: v.nullish(text(), null),
    date_created: v.nullish(DateFromTextSchema, null),
    date_updated: v.nullish(DateFromTextSchema, null),
    url: v.nullish(text(), null),
  }));

/**
 * A page of channel senders as it comes over the wire.
 *
 * @see https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
 */
export const ChannelSenderPageWireSchema: ObjectSchema<ChannelSenderPageWireEntries> =
  /* @__PURE__ */ object(() => ({
    senders: v.array(ChannelSenderWireSchema, expected("an array")),
    meta: PageMetaWireSchema,
  }));

function toChannelSender(
  wire: v.InferOutput<typeof ChannelSenderWireSchema>,
): v.InferOutput<typeof ChannelSenderSchema> {
  return {
    accountSid: wire.account_sid,
    messagingServiceSid: wire.messaging_service_sid,
    sid: wire.sid,
    sender: wire.sender,
    senderType: wire.sender_type,
    countryCode: wire.country_code,
    dateCreated: wire.date_created,
    dateUpdated: wire.date_updated,
    url: wire.url,
  };
}

/**
 * A channel sender from the wire's form to the core's: what the core's parser does with the body of
 * an answer.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { ChannelSenderFromWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", sender_type: "RCS" };
 * console.log(v.parse(ChannelSenderFromWireSchema, body).senderType); // RCS
 * ```
 */
export const ChannelSenderFromWireSchema: v.GenericSchema<
  v.InferInput<typeof ChannelSenderWireSchema>,
  v.InferOutput<typeof ChannelSenderSchema>
> = /* @__PURE__ */ piped(ChannelSenderWireSchema, toChannelSender);

/**
 * A page of channel senders from the wire's form to the core's: what the core's parser does with the
 * body of an answer. The metadata is not of the body.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { ChannelSenderPageFromWireSchema } from "@senderpool/twilio/valibot";
 *
 * const meta = { next_page_url: "https://any.example/?PageSize=2&Page=1&PageToken=PTa" };
 * const page = v.parse(ChannelSenderPageFromWireSchema, { senders: [], meta });
 * console.log(page.next, page.previous); // { page: "1", pageToken: "PTa" } null
 * ```
 */
export const ChannelSenderPageFromWireSchema: v.GenericSchema<
  v.InferInput<typeof ChannelSenderPageWireSchema>,
  Omit<v.InferOutput<typeof ChannelSenderPageSchema>, "metadata">
> = /* @__PURE__ */ piped(ChannelSenderPageWireSchema, ({ senders, meta }) => ({
  items: senders.map(toChannelSender),
  next: toCursor(meta.next_page_url),
  previous: toCursor(meta.previous_page_url),
}));
