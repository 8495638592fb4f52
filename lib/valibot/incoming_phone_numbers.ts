import * as v from "valibot";
import {
  accountListInput,
  type AccountListInputEntries,
  accountPageInput,
  type AccountPageInputEntries,
  name,
  ofAccount,
  type OfAccountEntries,
  ofOneAccount,
  type OfOneAccountEntries,
} from "./account.ts";
import { DateFromMailTextSchema, type DateFromTextSchema } from "./dates.ts";
import {
  type Member,
  resource,
  resourceFromWire,
  type ResourceFromWireSchema,
  type ResourceSchema,
  type ResourceWireSchema,
  wireResource,
} from "./members.ts";
import { page, type PageSchema } from "./page.ts";
import {
  date,
  expected,
  isMap,
  object,
  type ObjectSchema,
  type OpenSchema,
  type Optional,
  text,
  type TextSchema,
} from "./parts.ts";
import { PhoneNumberSidSchema } from "./sids.ts";
import { textThat } from "./texts.ts";
import {
  uriPageFromWire,
  type UriPageFromWireSchema,
  type UriPageWireSchema,
  wireUriPage,
} from "./uri_page.ts";

/** The members of an account's phone number, where dates have a schema of their own on the wire. */
export type IncomingPhoneNumberMembers<
  DateSchema extends v.GenericSchema,
  CapabilitiesSchema extends v.GenericSchema,
> = {
  /** SID of the phone number. */
  readonly sid: Member<"sid", TextSchema<"PN">>;
  /** SID of the account. */
  readonly accountSid: Member<"account_sid", TextSchema<"AC">>;
  /** The number. */
  readonly phoneNumber: Member<"phone_number", TextSchema>;
  /** What it is called. */
  readonly friendlyName: Member<"friendly_name", TextSchema>;
  /** What it can do. */
  readonly capabilities: Member<"capabilities", CapabilitiesSchema>;
  /** Whether it is in use. */
  readonly status: Member<"status", OpenSchema<"in-use">>;
  /** Whether it is Twilio's. */
  readonly origin: Member<"origin", OpenSchema<"twilio" | "hosted">>;
  /** Whether it is new to Twilio's platform. */
  readonly beta: Member<"beta", v.GenericSchema<boolean>>;
  /** Whether an address has to be registered for it. */
  readonly addressRequirements: Member<
    "address_requirements",
    OpenSchema<"none" | "any" | "local" | "foreign">
  >;
  /** SID of the bundle of papers. */
  readonly bundleSid: Member<"bundle_sid", TextSchema<"BU">>;
  /** When it was created. */
  readonly dateCreated: Member<"date_created", DateSchema>;
  /** When it was last updated. */
  readonly dateUpdated: Member<"date_updated", DateSchema>;
  /** Path of this resource. */
  readonly uri: Member<"uri", TextSchema>;
};

function members<DateSchema extends v.GenericSchema, CapabilitiesSchema extends v.GenericSchema>(
  date: DateSchema,
  capabilities: CapabilitiesSchema,
): IncomingPhoneNumberMembers<DateSchema, CapabilitiesSchema> {
  return {
    sid: ["sid", text("PN")],
    accountSid: ["account_sid", text("AC")],
    phoneNumber: ["phone_number", text()],
    friendlyName: ["friendly_name", text()],
    capabilities: ["capabilities", capabilities],
    status: ["status", text()],
    origin: ["origin", text()],
    beta: ["beta", v.boolean(expected("true or false"))],
    addressRequirements: ["address_requirements", text()],
    bundleSid: ["bundle_sid", text("BU")],
    dateCreated: ["date_created", date],
    dateUpdated: ["date_updated", date],
    uri: ["uri", text()],
  };
}

/** What a phone number can do. */
export type NumberCapabilitiesSchema = v.GenericSchema<
  Record<"voice" | "sms" | "mms" | "fax", boolean | null>
>;

/** The same on the wire, where each may be missing. */
export type NumberCapabilitiesWireSchema = v.GenericSchema<
  Partial<Record<"voice" | "sms" | "mms" | "fax", boolean | null | undefined>>,
  Record<"voice" | "sms" | "mms" | "fax", boolean | null>
>;

function capabilities<Schema extends v.GenericSchema>(can: v.GenericSchema): Schema {
  const isObject = v.custom<object>(isMap, expected("an object"));
  const each = object(() => ({ voice: can, sms: can, mms: can, fax: can }));
  return v.pipe(
    isObject,
    each as v.GenericSchema as v.GenericSchema<object>,
  ) as v.GenericSchema as Schema;
}

const wireMembers = () => {
  const can = v.nullish(v.boolean(expected("true or false")), null);
  return members(DateFromMailTextSchema, capabilities<NumberCapabilitiesWireSchema>(can));
};

/** The entries of a filter of an account's phone numbers. */
export type IncomingPhoneNumberFilterEntries = {
  /** The number, or a part of it. */
  readonly phoneNumber: Optional<string>;
  /** What they are called. */
  readonly friendlyName: Optional<string>;
};

function filter(): IncomingPhoneNumberFilterEntries {
  const what = "a number in E.164, or a part of one, where * is any digit";
  return {
    phoneNumber: v.optional(textThat((text) => /^\+?[\d*]+$/.test(text), what)),
    friendlyName: name(),
  };
}

/** A phone number of an account of the client's: the core's `IncomingPhoneNumberInput`. */
export const IncomingPhoneNumberInputSchema: ObjectSchema<OfAccountEntries> =
  /* @__PURE__ */ ofAccount(PhoneNumberSidSchema);

/** What fetches a phone number of an account: the core's `FetchIncomingPhoneNumberInput`. */
export const FetchIncomingPhoneNumberInputSchema: ObjectSchema<OfOneAccountEntries> =
  /* @__PURE__ */ ofOneAccount(PhoneNumberSidSchema);

/** Which page of an account's phone numbers to fetch: the core's `IncomingPhoneNumberPageInput`. */
export const IncomingPhoneNumberPageInputSchema: ObjectSchema<
  AccountPageInputEntries<IncomingPhoneNumberFilterEntries>
> = /* @__PURE__ */ accountPageInput(filter);

/** Which of an account's phone numbers to list: the core's `IncomingPhoneNumberListInput`. */
export const IncomingPhoneNumberListInputSchema: ObjectSchema<
  AccountListInputEntries<IncomingPhoneNumberFilterEntries>
> = /* @__PURE__ */ accountListInput(filter);

/** A phone number of an account as the core gives it. */
export const IncomingPhoneNumberSchema: ResourceSchema<
  IncomingPhoneNumberMembers<v.GenericSchema<Date>, NumberCapabilitiesSchema>
> = /* @__PURE__ */ resource(() => {
  const can = v.nullable(v.boolean(expected("true or false")));
  return members(date(), capabilities<NumberCapabilitiesSchema>(can));
});

/**
 * A phone number of an account as it comes over the wire.
 *
 * @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export const IncomingPhoneNumberWireSchema: ResourceWireSchema<
  IncomingPhoneNumberMembers<DateFromTextSchema, NumberCapabilitiesWireSchema>
> = /* @__PURE__ */ wireResource(wireMembers);

/**
 * A phone number of an account from the wire's form to the core's.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { IncomingPhoneNumberFromWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", capabilities: { sms: true } };
 * console.log(v.parse(IncomingPhoneNumberFromWireSchema, body).capabilities?.sms); // true
 * ```
 */
export const IncomingPhoneNumberFromWireSchema: ResourceFromWireSchema<
  IncomingPhoneNumberMembers<DateFromTextSchema, NumberCapabilitiesWireSchema>
> = /* @__PURE__ */ resourceFromWire(wireMembers);

/** A page of an account's phone numbers as the core gives it. */
export const IncomingPhoneNumberPageSchema: PageSchema<typeof IncomingPhoneNumberSchema> =
  /* @__PURE__ */ page(IncomingPhoneNumberSchema);

/** A page of an account's phone numbers as it comes over the wire. */
export const IncomingPhoneNumberPageWireSchema: UriPageWireSchema<
  "incoming_phone_numbers",
  typeof IncomingPhoneNumberWireSchema
> = /* @__PURE__ */ wireUriPage("incoming_phone_numbers", IncomingPhoneNumberWireSchema);

/** A page of an account's phone numbers from the wire's form to the core's, but for the metadata. */
export const IncomingPhoneNumberPageFromWireSchema: UriPageFromWireSchema<
  "incoming_phone_numbers",
  typeof IncomingPhoneNumberFromWireSchema
> = /* @__PURE__ */ uriPageFromWire("incoming_phone_numbers", IncomingPhoneNumberFromWireSchema);
