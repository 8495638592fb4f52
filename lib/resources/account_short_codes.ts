import type { Listing, ListInput } from "../call/listing.ts";
import type { CallOptions } from "../call/call_options.ts";
import type { ClientAccount, Send } from "../call/send.ts";
import type { Operation } from "../types.ts";
import { asSid, asText, objectWith } from "../wire/answer.ts";
import { sidOf, textOf } from "../wire/input.ts";
import { operation } from "../wire/operation.ts";
import { type Page, type PageInput, pageQuery, toUriPage } from "../wire/page.ts";
import { type AccountReference, accountUrl, listingFor, sendFor } from "./account/account.ts";
import { type Filter, filtersOf } from "./account/filters.ts";
import { text } from "./fields.ts";
import { notCodeSid } from "./pool_member.ts";
import { asRfc2822Date } from "./account/rfc2822.ts";

/**
 * A short code of an account, in a pool or not: what a pool needs to know of it. What it does with
 * messages that come in is left out. Each field may be `null`.
 *
 * @see https://www.twilio.com/docs/messaging/api/short-code-resource
 */
export interface AccountShortCode {
  /** SID of the short code, by which a pool takes it. */
  readonly sid: `SC${string}` | null;
  /** SID of the account that has it. */
  readonly accountSid: `AC${string}` | null;
  /** The code: digits, without a country. */
  readonly shortCode: string | null;
  /** What it is called; the code itself unless it was given a name. */
  readonly friendlyName: string | null;
  /** When it was created. */
  readonly dateCreated: Date | null;
  /** When it was last updated. */
  readonly dateUpdated: Date | null;
  /** Path of this resource. It is never followed. */
  readonly uri: string | null;
}

/** A short code of an account. */
export interface AccountShortCodeInput {
  /** SID of the account. Default, where there is a client: its own. */
  readonly accountSid?: string | undefined;
  /** SID of the short code: `SC` and 32 hex digits. */
  readonly sid: string;
}

/** A short code, and the account that has it. */
export interface FetchAccountShortCodeInput extends AccountShortCodeInput, AccountReference {
  /** SID of the account: `AC` and 32 hex digits. */
  readonly accountSid: string;
}

/** Which short codes to list. */
export interface AccountShortCodeFilter {
  /** The code, or a part of it. A `*` stands for any digit. */
  readonly shortCode?: string | undefined;
  /** What they are called. */
  readonly friendlyName?: string | undefined;
}

/** One page of the short codes of an account. */
export interface AccountShortCodePageInput
  extends AccountReference, AccountShortCodeFilter, PageInput {}

/** The short codes of an account. */
export interface AccountShortCodeListInput extends AccountShortCodeFilter, ListInput {
  /** SID of the account. Default: that of the client. */
  readonly accountSid?: string | undefined;
}

const filters: readonly Filter<keyof AccountShortCodeFilter>[] = [
  ["friendlyName", "FriendlyName", text],
  ["shortCode", "ShortCode", codeOrPart],
];

/** What people call the filters, in other libraries or from memory. */
const otherNames = { code: "shortCode", sender: "shortCode", name: "friendlyName" };

function codeOrPart(value: unknown, field: string): string {
  const expected = "the digits of a short code, or a part of them, where * is any digit";
  return textOf({ [field]: value }, field, /^[\d*]{1,8}$/, expected);
}

function toAccountShortCode(body: unknown): AccountShortCode {
  const wire = objectWith(body, "sid");
  return {
    sid: asSid(wire.sid, "sid", "SC"),
    accountSid: asSid(wire.account_sid, "account_sid", "AC"),
    shortCode: asText(wire.short_code, "short_code"),
    friendlyName: asText(wire.friendly_name, "friendly_name"),
    dateCreated: asRfc2822Date(wire.date_created, "date_created"),
    dateUpdated: asRfc2822Date(wire.date_updated, "date_updated"),
    uri: asText(wire.uri, "uri"),
  };
}

/**
 * Fetches a short code of an account.
 *
 * @see https://www.twilio.com/docs/messaging/api/short-code-resource
 *
 * @example
 * ```ts
 * import { fetchAccountShortCode } from "@senderpool/twilio";
 *
 * const input = {
 *   accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "SCaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * console.log(fetchAccountShortCode.request(input).url);
 * // https://api.twilio.com/2010-04-01/Accounts/ACaaa…/SMS/ShortCodes/SCaaa….json
 * const recorded = Response.json({ sid: input.sid, short_code: "12345" });
 * console.log((await fetchAccountShortCode.parse(recorded)).shortCode); // 12345
 * ```
 */
export const fetchAccountShortCode: Operation<FetchAccountShortCodeInput, AccountShortCode> =
  /* @__PURE__ */ operation({
    method: "GET",
    url(input: FetchAccountShortCodeInput, target) {
      const codes = accountUrl("SMS/ShortCodes", input, target);
      return `${codes}/${sidOf(input, "sid", "SC", notCodeSid)}.json`;
    },
    read: toAccountShortCode,
  });

/**
 * Fetches one page of the short codes of an account. Spread the page's `next` into the input to ask
 * for the next one, or leave the paging to the `list` of {@linkcode accountShortCodes}. By `shortCode`
 * it finds the SID of a code, by which a pool takes it.
 *
 * @see https://www.twilio.com/docs/messaging/api/short-code-resource
 *
 * @example
 * ```ts
 * import { listAccountShortCodes } from "@senderpool/twilio";
 *
 * const accountSid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * console.log(listAccountShortCodes.request({ accountSid, shortCode: "12345" }).url);
 * // https://api.twilio.com/2010-04-01/Accounts/ACaaa…/SMS/ShortCodes.json?ShortCode=12345
 * const code = { sid: "SCaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", short_code: "12345" };
 * const recorded = Response.json({ short_codes: [code], next_page_uri: null });
 * console.log((await listAccountShortCodes.parse(recorded)).items[0]?.sid); // SCaaa…
 * ```
 */
export const listAccountShortCodes: Operation<AccountShortCodePageInput, Page<AccountShortCode>> =
  /* @__PURE__ */ operation({
    method: "GET",
    url: (input: AccountShortCodePageInput, target) =>
      accountUrl("SMS/ShortCodes.json", input, target) +
      pageQuery(input, filtersOf(input, filters, otherNames)),
    read: (body, metadata) => toUriPage(body, "short_codes", toAccountShortCode, metadata),
  });

/** The short codes of an account, as methods of a client. */
export interface AccountShortCodes {
  /** Fetches a short code of the account. */
  fetch(input: AccountShortCodeInput, options?: CallOptions): Promise<AccountShortCode>;
  /** Lists the short codes of the account, over all pages. */
  list(input?: AccountShortCodeListInput, options?: CallOptions): Listing<AccountShortCode>;
}

/**
 * The short codes of an account, for the option `extend` of {@linkcode createClient}.
 *
 * @param send sends for the client
 * @param account whose short codes they are where a call names no other
 *
 * @example
 * ```ts
 * import { accountShortCodes, createClient } from "@senderpool/twilio";
 *
 * const code = { sid: "SCaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", short_code: "12345" };
 * const body = { short_codes: [code], next_page_uri: null };
 * const client = createClient({
 *   accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   authToken: "0123456789abcdef0123456789abcdef",
 *   extend: { accountShortCodes },
 *   fetch: () => Promise.resolve(Response.json(body)),
 * });
 * const found = client.accountShortCodes.list({ shortCode: "12345" });
 * for await (const { sid } of found) console.log(sid); // SCaaa…
 * ```
 */
export function accountShortCodes(send: Send, account: ClientAccount = {}): AccountShortCodes {
  const own = sendFor(account, send);
  return {
    fetch: (input, options) => own(fetchAccountShortCode, input, options),
    list: (input = {}, options) => listingFor(listAccountShortCodes, input, own, options),
  };
}
