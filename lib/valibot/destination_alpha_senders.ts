import * as v from "valibot";
import { alphaSenderName, type CreateAlphaSenderInputEntries } from "./alpha_senders.ts";
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
import { date, object, type ObjectSchema, type Optional, text, type TextSchema } from "./parts.ts";
import {
  poolListInput,
  type PoolListInputSchema,
  type PoolMemberMembers,
  poolMembers,
  poolPageInput,
  type PoolPageInputSchema,
  type ServiceReferenceEntries,
  ServiceReferenceSchema,
} from "./pool.ts";
import { AlphaSenderSidSchema } from "./sids.ts";
import { textThat } from "./texts.ts";

/** The members of a destination alpha sender, where dates have a schema of their own on the wire. */
export type DestinationAlphaSenderMembers<DateSchema extends v.GenericSchema> =
  & PoolMemberMembers<"AI", DateSchema>
  & {
    /** The name that recipients see. */
    readonly alphaSender: Member<"alpha_sender", TextSchema>;
    /** The country that it is for; empty where it is for all others. */
    readonly isoCountryCode: Member<"iso_country_code", TextSchema>;
  };

function members<DateSchema extends v.GenericSchema>(
  date: DateSchema,
): DestinationAlphaSenderMembers<DateSchema> {
  return {
    ...poolMembers("AI", date),
    alphaSender: ["alpha_sender", text()],
    isoCountryCode: ["iso_country_code", text()],
  };
}

const wireMembers = () => members(DateFromTextSchema);

/** The entries of {@linkcode DestinationAlphaSenderInputSchema}. */
export type DestinationAlphaSenderInputEntries = ServiceReferenceEntries & {
  /** SID of the destination alpha sender. */
  readonly sid: v.GenericSchema<string>;
};

/**
 * What fetches and deletes a destination alpha sender: the core's `DestinationAlphaSenderInput`.
 *
 * @example
 * ```ts
 * import { fetchDestinationAlphaSender } from "@senderpool/twilio";
 * import * as v from "valibot";
 * import { DestinationAlphaSenderInputSchema } from "@senderpool/twilio/valibot";
 *
 * const input = v.safeParse(DestinationAlphaSenderInputSchema, {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * });
 * if (input.success) fetchDestinationAlphaSender.request(input.output);
 * else console.log(v.flatten(input.issues).nested);
 * // { sid: ["expected AI and 32 hex digits, got XE and 32 hex digits"] }
 * ```
 */
export const DestinationAlphaSenderInputSchema: ObjectSchema<DestinationAlphaSenderInputEntries> =
  /* @__PURE__ */ object(
    () => ({ ...ServiceReferenceSchema.entries, sid: AlphaSenderSidSchema }),
  );

/** The entry of the country of {@linkcode CreateDestinationAlphaSenderInputSchema}. */
export type CountryEntries = {
  /** The country that it is for. */
  readonly isoCountryCode: Optional<string>;
};

const country = (): CountryEntries => ({
  isoCountryCode: v.optional(
    textThat((text) => /^[A-Z]{2}$/.test(text), "two capital letters of ISO 3166-1"),
  ),
});

/** The entries of {@linkcode CreateDestinationAlphaSenderInputSchema}. */
export type CreateDestinationAlphaSenderInputEntries =
  & CreateAlphaSenderInputEntries
  & CountryEntries;

/** A name to send by, and to where: the core's `CreateDestinationAlphaSenderInput`. */
export const CreateDestinationAlphaSenderInputSchema: ObjectSchema<
  CreateDestinationAlphaSenderInputEntries
> = /* @__PURE__ */ object(() => ({
  ...ServiceReferenceSchema.entries,
  alphaSender: alphaSenderName(),
  ...country(),
}));

/** Which page of destination alpha senders to fetch: the core's `DestinationAlphaSenderPageInput`. */
export const DestinationAlphaSenderPageInputSchema: ObjectSchema<
  PoolPageInputSchema["entries"] & CountryEntries
> = /* @__PURE__ */ object(() => ({ ...poolPageInput().entries, ...country() }));

/** Which destination alpha senders to list: the core's `DestinationAlphaSenderListInput`. */
export const DestinationAlphaSenderListInputSchema: ObjectSchema<
  PoolListInputSchema["entries"] & CountryEntries
> = /* @__PURE__ */ object(() => ({ ...poolListInput().entries, ...country() }));

/**
 * A destination alpha sender as the core gives it. It asks for no more than the core's types do: that a SID begins with
 * its letters. Whoever wants more says so.
 *
 * @example
 * ```ts
 * import { fetchDestinationAlphaSender, withSchema } from "@senderpool/twilio";
 * import * as v from "valibot";
 * import { DestinationAlphaSenderSchema } from "@senderpool/twilio/valibot";
 *
 * const named = v.object({ ...DestinationAlphaSenderSchema.entries, alphaSender: v.string() });
 * const recorded = Response.json({ sid: null, alpha_sender: "Twilio" });
 * const sender = await withSchema(fetchDestinationAlphaSender, named).parse(recorded);
 * console.log(sender.alphaSender.length); // 6: not null
 * ```
 */
export const DestinationAlphaSenderSchema: ResourceSchema<
  DestinationAlphaSenderMembers<v.GenericSchema<Date>>
> = /* @__PURE__ */ resource(() => members(date()));

/**
 * A destination alpha sender as it comes over the wire, in snake case, with dates made of its timestamps. It accepts
 * what the core's parser accepts: all but `sid` may be missing, which is the same as `null`, and what
 * it does not know it leaves out.
 *
 * @see https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { DestinationAlphaSenderWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "AIaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", date_created: "2015-07-30T20:12:31Z" };
 * const wire = v.parse(DestinationAlphaSenderWireSchema, body);
 * console.log(wire.date_created?.getUTCFullYear(), wire.capabilities); // 2015 null
 * ```
 */
export const DestinationAlphaSenderWireSchema: ResourceWireSchema<
  DestinationAlphaSenderMembers<DateFromTextSchema>
> = /* @__PURE__ */ wireResource(wireMembers);

/**
 * A destination alpha sender from the wire's form to the core's: what the core's parser does with the body of an answer.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { DestinationAlphaSenderFromWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "AIaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", alpha_sender: "Twilio" };
 * console.log(v.parse(DestinationAlphaSenderFromWireSchema, body).alphaSender); // Twilio
 * ```
 */
export const DestinationAlphaSenderFromWireSchema: ResourceFromWireSchema<
  DestinationAlphaSenderMembers<DateFromTextSchema>
> = /* @__PURE__ */ resourceFromWire(wireMembers);

/** A page of destination alpha senders as the core gives it: its `Page<DestinationAlphaSender>`. */
export const DestinationAlphaSenderPageSchema: PageSchema<typeof DestinationAlphaSenderSchema> =
  /* @__PURE__ */ page(
    DestinationAlphaSenderSchema,
  );

/**
 * A page of destination alpha senders as it comes over the wire.
 *
 * @see https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
 */
export const DestinationAlphaSenderPageWireSchema: PageWireSchema<
  "alpha_senders",
  typeof DestinationAlphaSenderWireSchema
> = /* @__PURE__ */ wirePage("alpha_senders", DestinationAlphaSenderWireSchema);

/** A page of destination alpha senders from the wire's form to the core's, but for the metadata. */
export const DestinationAlphaSenderPageFromWireSchema: PageFromWireSchema<
  "alpha_senders",
  typeof DestinationAlphaSenderFromWireSchema
> = /* @__PURE__ */ pageFromWire("alpha_senders", DestinationAlphaSenderFromWireSchema);
