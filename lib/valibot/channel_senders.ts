import * as v from "valibot";
import {
  expected,
  type Nullable,
  object,
  type ObjectSchema,
  text,
  type TextSchema,
} from "./parts.ts";
import {
  type ListInputEntries,
  ListInputSchema,
  type PageEntries,
  pageEntries,
  type PageInputEntries,
  PageInputSchema,
} from "./page.ts";
import { ChannelSenderSidSchema, MessagingServiceSidSchema } from "./sids.ts";

/** The entries of {@linkcode ServiceInputSchema}. */
export type ServiceInputEntries = {
  /** SID of the Messaging Service. */
  readonly messagingServiceSid: v.GenericSchema<string>;
};

/** The entries of {@linkcode ChannelSenderInputSchema}. */
export type ChannelSenderInputEntries = ServiceInputEntries & {
  /** SID of the channel sender. */
  readonly sid: v.GenericSchema<string>;
};

/** The channels that the official documents name, and any other. */
export type SenderTypeSchema = v.GenericSchema<
  string,
  "WhatsApp" | "Messenger" | "Messanger" | "RCS" | (string & Record<never, never>)
>;

/** The entries of {@linkcode ChannelSenderSchema}. */
export type ChannelSenderEntries = {
  /** SID of the account. */
  readonly accountSid: Nullable<TextSchema<"AC">>;
  /** SID of the Messaging Service. */
  readonly messagingServiceSid: Nullable<TextSchema<"MG">>;
  /** SID of the sender. */
  readonly sid: Nullable<TextSchema<"XE">>;
  /** Address, such as `whatsapp:+12487960483`. */
  readonly sender: Nullable<TextSchema>;
  /** Channel: an open set. */
  readonly senderType: Nullable<SenderTypeSchema>;
  /** Country, as ISO 3166-1 alpha-2. */
  readonly countryCode: Nullable<TextSchema>;
  /** When the sender was added to the service. */
  readonly dateCreated: Nullable<v.GenericSchema<Date>>;
  /** When it was last updated. */
  readonly dateUpdated: Nullable<v.GenericSchema<Date>>;
  /** URL of this resource. */
  readonly url: Nullable<TextSchema>;
};

/** A Messaging Service: the core's `ServiceInput`. */
export const ServiceInputSchema: ObjectSchema<ServiceInputEntries> = /* @__PURE__ */ object(() => ({
  messagingServiceSid: MessagingServiceSidSchema,
}));

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
 * // { sid: ["expected XE and 32 hex digits, got an address"] }
 * ```
 */
export const ChannelSenderInputSchema: ObjectSchema<ChannelSenderInputEntries> =
  /* @__PURE__ */ object(() => ({ ...ServiceInputSchema.entries, sid: ChannelSenderSidSchema }));

/** Which page of channel senders to fetch: the core's `ChannelSenderPageInput`. */
export const ChannelSenderPageInputSchema: ObjectSchema<ServiceInputEntries & PageInputEntries> =
  /* @__PURE__ */ object(() => ({ ...ServiceInputSchema.entries, ...PageInputSchema.entries }));

/** Which channel senders to list: the core's `ChannelSenderListInput`. */
export const ChannelSenderListInputSchema: ObjectSchema<ServiceInputEntries & ListInputEntries> =
  /* @__PURE__ */ object(() => ({ ...ServiceInputSchema.entries, ...ListInputSchema.entries }));

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
export const ChannelSenderSchema: ObjectSchema<ChannelSenderEntries> = /* @__PURE__ */ object(
  () => {
    const date = v.nullable(v.date(expected("a Date")));
    return {
      accountSid: v.nullable(text("AC")),
      messagingServiceSid: v.nullable(text("MG")),
      sid: v.nullable(text("XE")),
      sender: v.nullable(text()),
      senderType: v.nullable(text()),
      countryCode: v.nullable(text()),
      dateCreated: date,
      dateUpdated: date,
      url: v.nullable(text()),
    };
  },
);

/** A page of channel senders as the core gives it: its `Page<ChannelSender>`. */
export const ChannelSenderPageSchema: ObjectSchema<PageEntries<typeof ChannelSenderSchema>> =
  /* @__PURE__ */ object(() => pageEntries(ChannelSenderSchema));
