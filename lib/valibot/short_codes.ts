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
import { date, object, type ObjectSchema, text, type TextSchema } from "./parts.ts";
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
import { ShortCodeSidSchema } from "./sids.ts";

/** The members of a short code, where dates have a schema of their own on the wire. */
export type ShortCodeMembers<DateSchema extends v.GenericSchema> =
  & PoolMemberMembers<"SC", DateSchema>
  & {
    /** The code. */
    readonly shortCode: Member<"short_code", TextSchema>;
    /** Country, as ISO 3166-1 alpha-2. */
    readonly countryCode: Member<"country_code", TextSchema>;
  };

function members<DateSchema extends v.GenericSchema>(
  date: DateSchema,
): ShortCodeMembers<DateSchema> {
  return {
    ...poolMembers("SC", date),
    shortCode: ["short_code", text()],
    countryCode: ["country_code", text()],
  };
}

const wireMembers = () => members(DateFromTextSchema);

/** The entries of {@linkcode ShortCodeInputSchema}. */
export type ShortCodeInputEntries = ServiceReferenceEntries & {
  /** SID of the short code. */
  readonly sid: v.GenericSchema<string>;
};

/**
 * What creates, fetches and deletes a short code: the core's `ShortCodeInput`.
 *
 * @example
 * ```ts
 * import { fetchShortCode } from "@senderpool/twilio";
 * import * as v from "valibot";
 * import { ShortCodeInputSchema } from "@senderpool/twilio/valibot";
 *
 * const input = v.safeParse(ShortCodeInputSchema, {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * });
 * if (input.success) fetchShortCode.request(input.output);
 * else console.log(v.flatten(input.issues).nested);
 * // { sid: ["expected SC and 32 hex digits, got XE and 32 hex digits"] }
 * ```
 */
export const ShortCodeInputSchema: ObjectSchema<ShortCodeInputEntries> = /* @__PURE__ */ object(
  () => ({ ...ServiceReferenceSchema.entries, sid: ShortCodeSidSchema }),
);

/** Which page of short codes to fetch: the core's `ShortCodePageInput`. */
export const ShortCodePageInputSchema: PoolPageInputSchema = /* @__PURE__ */ poolPageInput();

/** Which short codes to list: the core's `ShortCodeListInput`. */
export const ShortCodeListInputSchema: PoolListInputSchema = /* @__PURE__ */ poolListInput();

/**
 * A short code as the core gives it. It asks for no more than the core's types do: that a SID begins with
 * its letters. Whoever wants more says so.
 *
 * @example
 * ```ts
 * import { fetchShortCode, withSchema } from "@senderpool/twilio";
 * import * as v from "valibot";
 * import { ShortCodeSchema } from "@senderpool/twilio/valibot";
 *
 * const named = v.object({ ...ShortCodeSchema.entries, shortCode: v.string() });
 * const recorded = Response.json({ sid: null, short_code: "12345" });
 * const sender = await withSchema(fetchShortCode, named).parse(recorded);
 * console.log(sender.shortCode.length); // 5: not null
 * ```
 */
export const ShortCodeSchema: ResourceSchema<ShortCodeMembers<v.GenericSchema<Date>>> =
  /* @__PURE__ */ resource(() => members(date()));

/**
 * A short code as it comes over the wire, in snake case, with dates made of its timestamps. It accepts
 * what the core's parser accepts: all but `sid` may be missing, which is the same as `null`, and what
 * it does not know it leaves out.
 *
 * @see https://www.twilio.com/docs/messaging/api/services-shortcode-resource
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { ShortCodeWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "SCaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", date_created: "2015-07-30T20:12:31Z" };
 * const wire = v.parse(ShortCodeWireSchema, body);
 * console.log(wire.date_created?.getUTCFullYear(), wire.capabilities); // 2015 null
 * ```
 */
export const ShortCodeWireSchema: ResourceWireSchema<ShortCodeMembers<DateFromTextSchema>> =
  /* @__PURE__ */ wireResource(wireMembers);

/**
 * A short code from the wire's form to the core's: what the core's parser does with the body of an answer.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { ShortCodeFromWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "SCaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", short_code: "12345" };
 * console.log(v.parse(ShortCodeFromWireSchema, body).shortCode); // 12345
 * ```
 */
export const ShortCodeFromWireSchema: ResourceFromWireSchema<ShortCodeMembers<DateFromTextSchema>> =
  /* @__PURE__ */ resourceFromWire(wireMembers);

/** A page of short codes as the core gives it: its `Page<ShortCode>`. */
export const ShortCodePageSchema: PageSchema<typeof ShortCodeSchema> = /* @__PURE__ */ page(
  ShortCodeSchema,
);

/**
 * A page of short codes as it comes over the wire.
 *
 * @see https://www.twilio.com/docs/messaging/api/services-shortcode-resource
 */
export const ShortCodePageWireSchema: PageWireSchema<"short_codes", typeof ShortCodeWireSchema> =
  /* @__PURE__ */ wirePage("short_codes", ShortCodeWireSchema);

/** A page of short codes from the wire's form to the core's, but for the metadata. */
export const ShortCodePageFromWireSchema: PageFromWireSchema<
  "short_codes",
  typeof ShortCodeFromWireSchema
> = /* @__PURE__ */ pageFromWire("short_codes", ShortCodeFromWireSchema);
