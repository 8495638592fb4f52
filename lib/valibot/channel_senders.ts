import type * as v from "valibot";
import { DateFromTextSchema } from "./dates.ts";
import {
  type Member,
  resource,
  resourceFromWire,
  type ResourceFromWireSchema,
  type ResourceSchema,
  type ResourceWireSchema,
  wireResource,
} from "./members.ts";
import {
  page,
  pageFromWire,
  type PageFromWireSchema,
  type PageSchema,
  type PageWireSchema,
  wirePage,
} from "./page.ts";
import {
  date,
  object,
  type ObjectSchema,
  type OpenSchema,
  text,
  type TextSchema,
} from "./parts.ts";
import {
  poolListInput,
  type PoolListInputSchema,
  poolPageInput,
  type PoolPageInputSchema,
  type ServiceReferenceEntries,
  ServiceReferenceSchema,
} from "./pool.ts";
import { ChannelSenderSidSchema } from "./sids.ts";

/** The channels that the official documents name, and any other. */
export type SenderTypeSchema = OpenSchema<"WhatsApp" | "Messenger" | "Messanger" | "RCS">;

/** The members of a channel sender, where dates have a schema of their own on the wire. */
export type ChannelSenderMembers<DateSchema extends v.GenericSchema> = {
  /** SID of the account. */
  readonly accountSid: Member<"account_sid", TextSchema<"AC">>;
  /** SID of the Messaging Service. */
  readonly messagingServiceSid: Member<"messaging_service_sid", TextSchema<"MG">>;
  /** SID of the sender. */
  readonly sid: Member<"sid", TextSchema<"XE">>;
  /** Address, such as `whatsapp:+12487960483`. */
  readonly sender: Member<"sender", TextSchema>;
  /** Channel: an open set. */
  readonly senderType: Member<"sender_type", SenderTypeSchema>;
  /** Country, as ISO 3166-1 alpha-2. */
  readonly countryCode: Member<"country_code", TextSchema>;
  /** When the sender was added to the service. */
  readonly dateCreated: Member<"date_created", DateSchema>;
  /** When it was last updated. */
  readonly dateUpdated: Member<"date_updated", DateSchema>;
  /** URL of this resource. */
  readonly url: Member<"url", TextSchema>;
};

function members<DateSchema extends v.GenericSchema>(
  date: DateSchema,
): ChannelSenderMembers<DateSchema> {
  return {
    accountSid: ["account_sid", text("AC")],
    messagingServiceSid: ["messaging_service_sid", text("MG")],
    sid: ["sid", text("XE")],
    sender: ["sender", text()],
    senderType: ["sender_type", text()],
    countryCode: ["country_code", text()],
    dateCreated: ["date_created", date],
    dateUpdated: ["date_updated", date],
    url: ["url", text()],
  };
}

const wireMembers = () => members(DateFromTextSchema);

/** The entries of {@linkcode ChannelSenderInputSchema}. */
export type ChannelSenderInputEntries = ServiceReferenceEntries & {
  /** SID of the channel sender. */
  readonly sid: v.GenericSchema<string>;
};

/**
 * What creates, fetches and deletes a channel sender: the core's `ChannelSenderInput`.
 *
 * @example
 * ```ts
 * import { createChannelSender } from "@senderpool/twilio";
 * import * as v from "valibot";
 * import { ChannelSenderInputSchema } from "@senderpool/twilio/valibot";
 *
 * const input = v.safeParse(ChannelSenderInputSchema, {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "whatsapp:+12487960483",
 * });
 * if (input.success) createChannelSender.request(input.output);
 * else console.log(v.flatten(input.issues).nested);
 * // { sid: ["expected XE and 32 hex digits, got an address, whose SID is among …"] }
 * ```
 */
export const ChannelSenderInputSchema: ObjectSchema<ChannelSenderInputEntries> =
  /* @__PURE__ */ object(() => ({
    ...ServiceReferenceSchema.entries,
    sid: ChannelSenderSidSchema,
  }));

/** Which page of channel senders to fetch: the core's `ChannelSenderPageInput`. */
export const ChannelSenderPageInputSchema: PoolPageInputSchema = /* @__PURE__ */ poolPageInput();

/** Which channel senders to list: the core's `ChannelSenderListInput`. */
export const ChannelSenderListInputSchema: PoolListInputSchema = /* @__PURE__ */ poolListInput();

/**
 * A channel sender as the core gives it. It asks for no more than the core's types do: that a SID
 * begins with its letters, and that `sender` is text. Whoever wants more says so.
 *
 * @example
 * ```ts
 * import { fetchChannelSender, withSchema } from "@senderpool/twilio";
 * import * as v from "valibot";
 * import { ChannelSenderSchema, ChannelSenderSidSchema } from "@senderpool/twilio/valibot";
 *
 * const whole = v.object({ ...ChannelSenderSchema.entries, sid: ChannelSenderSidSchema });
 * const recorded = Response.json({ sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" });
 * const sender = await withSchema(fetchChannelSender, whole).parse(recorded);
 * console.log(sender.sid.length); // 34: neither null nor incomplete
 * ```
 */
export const ChannelSenderSchema: ResourceSchema<ChannelSenderMembers<v.GenericSchema<Date>>> =
  /* @__PURE__ */ resource(() => members(date()));

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
export const ChannelSenderWireSchema: ResourceWireSchema<ChannelSenderMembers<DateFromTextSchema>> =
  /* @__PURE__ */ wireResource(wireMembers);

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
export const ChannelSenderFromWireSchema: ResourceFromWireSchema<
  ChannelSenderMembers<DateFromTextSchema>
> = /* @__PURE__ */ resourceFromWire(wireMembers);

/** A page of channel senders as the core gives it: its `Page<ChannelSender>`. */
export const ChannelSenderPageSchema: PageSchema<typeof ChannelSenderSchema> = /* @__PURE__ */ page(
  ChannelSenderSchema,
);

/**
 * A page of channel senders as it comes over the wire.
 *
 * @see https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
 */
export const ChannelSenderPageWireSchema: PageWireSchema<
  "senders",
  typeof ChannelSenderWireSchema
> = /* @__PURE__ */ wirePage("senders", ChannelSenderWireSchema);

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
export const ChannelSenderPageFromWireSchema: PageFromWireSchema<
  "senders",
  typeof ChannelSenderFromWireSchema
> = /* @__PURE__ */ pageFromWire("senders", ChannelSenderFromWireSchema);
