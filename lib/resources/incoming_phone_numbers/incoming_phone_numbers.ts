import type { Listing, ListInput } from "../../call/listing.ts";
import type { CallOptions } from "../../call/call_options.ts";
import type { ClientAccount, Send } from "../../call/send.ts";
import type { Operation } from "../../types.ts";
import { sidOf, textOf } from "../../wire/input.ts";
import { operation } from "../../wire/operation.ts";
import { type Page, type PageInput, pageQuery, toUriPage } from "../../wire/page.ts";
import { type AccountReference, accountUrl, listingFor, sendFor } from "../account/account.ts";
import { type Filter, filtersOf } from "../account/filters.ts";
import { text } from "../fields.ts";
import { notNumberSid } from "../pool_member.ts";
import { type IncomingPhoneNumber, toIncomingPhoneNumber } from "./incoming_phone_number.ts";

/** A phone number of an account. */
export interface IncomingPhoneNumberInput {
  /** SID of the account. Default, where there is a client: its own. */
  readonly accountSid?: string | undefined;
  /** SID of the phone number: `PN` and 32 hex digits. */
  readonly sid: string;
}

/** A phone number, and the account that has it. */
export interface FetchIncomingPhoneNumberInput extends IncomingPhoneNumberInput, AccountReference {
  /** SID of the account: `AC` and 32 hex digits. */
  readonly accountSid: string;
}

/** Which phone numbers to list. */
export interface IncomingPhoneNumberFilter {
  /**
   * The number in E.164, or a part of one, such as `+1415`. A `*` stands for any digit.
   */
  readonly phoneNumber?: string | undefined;
  /** What they are called. */
  readonly friendlyName?: string | undefined;
}

/** One page of the phone numbers of an account. */
export interface IncomingPhoneNumberPageInput
  extends AccountReference, IncomingPhoneNumberFilter, PageInput {}

/** The phone numbers of an account. */
export interface IncomingPhoneNumberListInput extends IncomingPhoneNumberFilter, ListInput {
  /** SID of the account. Default: that of the client. */
  readonly accountSid?: string | undefined;
}

const filters: readonly Filter<keyof IncomingPhoneNumberFilter>[] = [
  ["friendlyName", "FriendlyName", text],
  ["phoneNumber", "PhoneNumber", numberOrPart],
];

/** What people call the filters, in other libraries or from memory. */
const otherNames = { number: "phoneNumber", sender: "phoneNumber", name: "friendlyName" };

function numberOrPart(value: unknown, field: string): string {
  const expected = "a number in E.164, or a part of one, where * is any digit";
  return textOf({ [field]: value }, field, /^\+?[\d*]+$/, expected);
}

/**
 * Fetches a phone number of an account.
 *
 * @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 *
 * @example
 * ```ts
 * import { fetchIncomingPhoneNumber } from "@senderpool/twilio";
 *
 * const input = {
 *   accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * console.log(fetchIncomingPhoneNumber.request(input).url);
 * // https://api.twilio.com/2010-04-01/Accounts/ACaaa…/IncomingPhoneNumbers/PNaaa….json
 * const recorded = Response.json({ sid: input.sid, capabilities: { sms: true, voice: false } });
 * console.log((await fetchIncomingPhoneNumber.parse(recorded)).capabilities?.sms); // true
 * ```
 */
export const fetchIncomingPhoneNumber: Operation<
  FetchIncomingPhoneNumberInput,
  IncomingPhoneNumber
> = /* @__PURE__ */ operation({
  method: "GET",
  url(input: FetchIncomingPhoneNumberInput, target) {
    const numbers = accountUrl("IncomingPhoneNumbers", input, target);
    return `${numbers}/${sidOf(input, "sid", "PN", notNumberSid)}.json`;
  },
  read: toIncomingPhoneNumber,
});

/**
 * Fetches one page of the phone numbers of an account. Spread the page's `next` into the input to ask
 * for the next one, or leave the paging to the `list` of {@linkcode incomingPhoneNumbers}. By
 * `phoneNumber` it finds the SID of a number, by which a pool takes it.
 *
 * @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 *
 * @example
 * ```ts
 * import { listIncomingPhoneNumbers } from "@senderpool/twilio";
 *
 * const accountSid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * console.log(listIncomingPhoneNumbers.request({ accountSid, phoneNumber: "+12487960483" }).url);
 * // https://api.twilio.com/2010-04-01/Accounts/ACaaa…/IncomingPhoneNumbers.json?PhoneNumber=%2B12487960483
 * const number = { sid: "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", phone_number: "+12487960483" };
 * const recorded = Response.json({ incoming_phone_numbers: [number], next_page_uri: null });
 * console.log((await listIncomingPhoneNumbers.parse(recorded)).items[0]?.sid); // PNaaa…
 * ```
 */
export const listIncomingPhoneNumbers: Operation<
  IncomingPhoneNumberPageInput,
  Page<IncomingPhoneNumber>
> = /* @__PURE__ */ operation({
  method: "GET",
  url: (input: IncomingPhoneNumberPageInput, target) =>
    accountUrl("IncomingPhoneNumbers.json", input, target) +
    pageQuery(input, filtersOf(input, filters, otherNames)),
  read: (body, metadata) =>
    toUriPage(body, "incoming_phone_numbers", toIncomingPhoneNumber, metadata),
});

/** The phone numbers of an account, as methods of a client. */
export interface IncomingPhoneNumbers {
  /** Fetches a phone number of the account. */
  fetch(input: IncomingPhoneNumberInput, options?: CallOptions): Promise<IncomingPhoneNumber>;
  /** Lists the phone numbers of the account, over all pages. */
  list(
    input?: IncomingPhoneNumberListInput,
    options?: CallOptions,
  ): Listing<IncomingPhoneNumber>;
}

/**
 * The phone numbers of an account, for the option `extend` of {@linkcode createClient}.
 *
 * @param send sends for the client
 * @param account whose numbers they are where a call names no other
 *
 * @example
 * ```ts
 * import { createClient, incomingPhoneNumbers } from "@senderpool/twilio";
 *
 * const number = { sid: "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", phone_number: "+12487960483" };
 * const body = { incoming_phone_numbers: [number], next_page_uri: null };
 * const client = createClient({
 *   accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   authToken: "0123456789abcdef0123456789abcdef",
 *   extend: { incomingPhoneNumbers },
 *   fetch: () => Promise.resolve(Response.json(body)),
 * });
 * const found = client.incomingPhoneNumbers.list({ phoneNumber: "+12487960483" });
 * for await (const { sid } of found) console.log(sid); // PNaaa…
 * ```
 */
export function incomingPhoneNumbers(
  send: Send,
  account: ClientAccount = {},
): IncomingPhoneNumbers {
  const own = sendFor(account, send);
  return {
    fetch: (input, options) => own(fetchIncomingPhoneNumber, input, options),
    list: (input = {}, options) => listingFor(listIncomingPhoneNumbers, input, own, options),
  };
}
