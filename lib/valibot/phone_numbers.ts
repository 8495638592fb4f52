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
import { PhoneNumberSidSchema } from "./sids.ts";

/** The members of a phone number, where dates have a schema of their own on the wire. */
export type PhoneNumberMembers<DateSchema extends v.GenericSchema> =
  & PoolMemberMembers<"PN", DateSchema>
  & {
    /** The number, in E.164. */
    readonly phoneNumber: Member<"phone_number", TextSchema>;
    /** Country, as ISO 3166-1 alpha-2. */
    readonly countryCode: Member<"country_code", TextSchema>;
  };

function members<DateSchema extends v.GenericSchema>(
  date: DateSchema,
): PhoneNumberMembers<DateSchema> {
  return {
    ...poolMembers("PN", date),
    phoneNumber: ["phone_number", text()],
    countryCode: ["country_code", text()],
  };
}

const wireMembers = () => members(DateFromTextSchema);

/** The entries of {@linkcode PhoneNumberInputSchema}. */
export type PhoneNumberInputEntries = ServiceReferenceEntries & {
  /** SID of the phone number. */
  readonly sid: v.GenericSchema<string>;
};

/**
 * What creates, fetches and deletes a phone number: the core's `PhoneNumberInput`.
 *
 * @example
 * ```ts
 * import { fetchPhoneNumber } from "@senderpool/twilio";
 * import * as v from "valibot";
 * import { PhoneNumberInputSchema } from "@senderpool/twilio/valibot";
 *
 * const input = v.safeParse(PhoneNumberInputSchema, {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * });
 * if (input.success) fetchPhoneNumber.request(input.output);
 * else console.log(v.flatten(input.issues).nested);
 * // { sid: ["expected PN and 32 hex digits, got XE and 32 hex digits"] }
 * ```
 */
export const PhoneNumberInputSchema: ObjectSchema<PhoneNumberInputEntries> = /* @__PURE__ */ object(
  () => ({ ...ServiceReferenceSchema.entries, sid: PhoneNumberSidSchema }),
);

/** Which page of phone numbers to fetch: the core's `PhoneNumberPageInput`. */
export const PhoneNumberPageInputSchema: PoolPageInputSchema = /* @__PURE__ */ poolPageInput();

/** Which phone numbers to list: the core's `PhoneNumberListInput`. */
export const PhoneNumberListInputSchema: PoolListInputSchema = /* @__PURE__ */ poolListInput();

/**
 * A phone number as the core gives it. It asks for no more than the core's types do: that a SID begins with
 * its letters. Whoever wants more says so.
 *
 * @example
 * ```ts
 * import { fetchPhoneNumber, withSchema } from "@senderpool/twilio";
 * import * as v from "valibot";
 * import { PhoneNumberSchema } from "@senderpool/twilio/valibot";
 *
 * const named = v.object({ ...PhoneNumberSchema.entries, phoneNumber: v.string() });
 * const recorded = Response.json({ sid: null, phone_number: "+12487960483" });
 * const sender = await withSchema(fetchPhoneNumber, named).parse(recorded);
 * console.log(sender.phoneNumber.length); // 12: not null
 * ```
 */
export const PhoneNumberSchema: ResourceSchema<PhoneNumberMembers<v.GenericSchema<Date>>> =
  /* @__PURE__ */ resource(() => members(date()));

/**
 * A phone number as it comes over the wire, in snake case, with dates made of its timestamps. It accepts
 * what the core's parser accepts: all but `sid` may be missing, which is the same as `null`, and what
 * it does not know it leaves out.
 *
 * @see https://www.twilio.com/docs/messaging/api/phonenumber-resource
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { PhoneNumberWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", date_created: "2015-07-30T20:12:31Z" };
 * const wire = v.parse(PhoneNumberWireSchema, body);
 * console.log(wire.date_created?.getUTCFullYear(), wire.capabilities); // 2015 null
 * ```
 */
export const PhoneNumberWireSchema: ResourceWireSchema<PhoneNumberMembers<DateFromTextSchema>> =
  /* @__PURE__ */ wireResource(wireMembers);

/**
 * A phone number from the wire's form to the core's: what the core's parser does with the body of an answer.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { PhoneNumberFromWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", phone_number: "+12487960483" };
 * console.log(v.parse(PhoneNumberFromWireSchema, body).phoneNumber); // +12487960483
 * ```
 */
export const PhoneNumberFromWireSchema: ResourceFromWireSchema<
  PhoneNumberMembers<DateFromTextSchema>
> = /* @__PURE__ */ resourceFromWire(wireMembers);

/** A page of phone numbers as the core gives it: its `Page<PhoneNumber>`. */
export const PhoneNumberPageSchema: PageSchema<typeof PhoneNumberSchema> = /* @__PURE__ */ page(
  PhoneNumberSchema,
);

/**
 * A page of phone numbers as it comes over the wire.
 *
 * @see https://www.twilio.com/docs/messaging/api/phonenumber-resource
 */
export const PhoneNumberPageWireSchema: PageWireSchema<
  "phone_numbers",
  typeof PhoneNumberWireSchema
> = /* @__PURE__ */ wirePage("phone_numbers", PhoneNumberWireSchema);

/** A page of phone numbers from the wire's form to the core's, but for the metadata. */
export const PhoneNumberPageFromWireSchema: PageFromWireSchema<
  "phone_numbers",
  typeof PhoneNumberFromWireSchema
> = /* @__PURE__ */ pageFromWire("phone_numbers", PhoneNumberFromWireSchema);
