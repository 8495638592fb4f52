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
import { date, type ObjectSchema, type Optional, text, type TextSchema } from "./parts.ts";
import { ShortCodeSidSchema } from "./sids.ts";
import { textThat } from "./texts.ts";
import {
  uriPageFromWire,
  type UriPageFromWireSchema,
  type UriPageWireSchema,
  wireUriPage,
} from "./uri_page.ts";

/** The members of an account's short code, where dates have a schema of their own on the wire. */
export type AccountShortCodeMembers<DateSchema extends v.GenericSchema> = {
  /** SID of the short code. */
  readonly sid: Member<"sid", TextSchema<"SC">>;
  /** SID of the account. */
  readonly accountSid: Member<"account_sid", TextSchema<"AC">>;
  /** The code. */
  readonly shortCode: Member<"short_code", TextSchema>;
  /** What it is called. */
  readonly friendlyName: Member<"friendly_name", TextSchema>;
  /** When it was created. */
  readonly dateCreated: Member<"date_created", DateSchema>;
  /** When it was last updated. */
  readonly dateUpdated: Member<"date_updated", DateSchema>;
  /** Path of this resource. */
  readonly uri: Member<"uri", TextSchema>;
};

function members<DateSchema extends v.GenericSchema>(
  date: DateSchema,
): AccountShortCodeMembers<DateSchema> {
  return {
    sid: ["sid", text("SC")],
    accountSid: ["account_sid", text("AC")],
    shortCode: ["short_code", text()],
    friendlyName: ["friendly_name", text()],
    dateCreated: ["date_created", date],
    dateUpdated: ["date_updated", date],
    uri: ["uri", text()],
  };
}

const wireMembers = () => members(DateFromMailTextSchema);

/** The entries of a filter of an account's short codes. */
export type AccountShortCodeFilterEntries = {
  /** The code, or a part of it. */
  readonly shortCode: Optional<string>;
  /** What they are called. */
  readonly friendlyName: Optional<string>;
};

function filter(): AccountShortCodeFilterEntries {
  const what = "the digits of a short code, or a part of them, where * is any digit";
  return {
    shortCode: v.optional(textThat((text) => /^[\d*]{1,8}$/.test(text), what)),
    friendlyName: name(),
  };
}

/** A short code of an account of the client's: the core's `AccountShortCodeInput`. */
export const AccountShortCodeInputSchema: ObjectSchema<OfAccountEntries> =
  /* @__PURE__ */ ofAccount(ShortCodeSidSchema);

/** What fetches a short code of an account: the core's `FetchAccountShortCodeInput`. */
export const FetchAccountShortCodeInputSchema: ObjectSchema<OfOneAccountEntries> =
  /* @__PURE__ */ ofOneAccount(ShortCodeSidSchema);

/** Which page of an account's short codes to fetch: the core's `AccountShortCodePageInput`. */
export const AccountShortCodePageInputSchema: ObjectSchema<
  AccountPageInputEntries<AccountShortCodeFilterEntries>
> = /* @__PURE__ */ accountPageInput(filter);

/** Which of an account's short codes to list: the core's `AccountShortCodeListInput`. */
export const AccountShortCodeListInputSchema: ObjectSchema<
  AccountListInputEntries<AccountShortCodeFilterEntries>
> = /* @__PURE__ */ accountListInput(filter);

/** A short code of an account as the core gives it. */
export const AccountShortCodeSchema: ResourceSchema<
  AccountShortCodeMembers<v.GenericSchema<Date>>
> = /* @__PURE__ */ resource(() => members(date()));

/**
 * A short code of an account as it comes over the wire.
 *
 * @see https://www.twilio.com/docs/messaging/api/short-code-resource
 */
export const AccountShortCodeWireSchema: ResourceWireSchema<
  AccountShortCodeMembers<DateFromTextSchema>
> = /* @__PURE__ */ wireResource(wireMembers);

/**
 * A short code of an account from the wire's form to the core's.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { AccountShortCodeFromWireSchema } from "@senderpool/twilio/valibot";
 *
 * const body = { sid: "SCaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", short_code: "12345" };
 * console.log(v.parse(AccountShortCodeFromWireSchema, body).shortCode); // 12345
 * ```
 */
export const AccountShortCodeFromWireSchema: ResourceFromWireSchema<
  AccountShortCodeMembers<DateFromTextSchema>
> = /* @__PURE__ */ resourceFromWire(wireMembers);

/** A page of an account's short codes as the core gives it. */
export const AccountShortCodePageSchema: PageSchema<typeof AccountShortCodeSchema> =
  /* @__PURE__ */ page(AccountShortCodeSchema);

/** A page of an account's short codes as it comes over the wire. */
export const AccountShortCodePageWireSchema: UriPageWireSchema<
  "short_codes",
  typeof AccountShortCodeWireSchema
> = /* @__PURE__ */ wireUriPage("short_codes", AccountShortCodeWireSchema);

/** A page of an account's short codes from the wire's form to the core's, but for the metadata. */
export const AccountShortCodePageFromWireSchema: UriPageFromWireSchema<
  "short_codes",
  typeof AccountShortCodeFromWireSchema
> = /* @__PURE__ */ uriPageFromWire("short_codes", AccountShortCodeFromWireSchema);
