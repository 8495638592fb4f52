import type { Listing, ListInput } from "../call/listing.ts";
import type { CallOptions } from "../call/call_options.ts";
import type { Send } from "../call/send.ts";
import type { Operation } from "../types.ts";
import { asText, objectWith } from "../wire/answer.ts";
import { sidOf } from "../wire/input.ts";
import type { Page, PageInput } from "../wire/page.ts";
import {
  createMember,
  deleteMember,
  fetchMember,
  foundBy,
  listMembers,
  memberMethods,
  notNumberSid,
  type PoolKind,
  type PoolMember,
  type ServiceReference,
  toMember,
} from "./pool_member.ts";

/**
 * A phone number in the sender pool of a Messaging Service. The official document lets every field
 * be `null`.
 *
 * @see https://www.twilio.com/docs/messaging/api/phonenumber-resource
 */
export interface PhoneNumber extends PoolMember<"PN"> {
  /** The number, in E.164. */
  readonly phoneNumber: string | null;
  /** Country, as ISO 3166-1 alpha-2. */
  readonly countryCode: string | null;
}

/** A phone number of a Messaging Service. */
export interface PhoneNumberInput extends ServiceReference {
  /** SID of the phone number: `PN` and 32 hex digits. */
  readonly sid: string;
}

/** One page of the phone numbers of a Messaging Service. */
export interface PhoneNumberPageInput extends ServiceReference, PageInput {}

/** The phone numbers of a Messaging Service. */
export interface PhoneNumberListInput extends ServiceReference, ListInput {}

const kind: PoolKind = {
  path: "PhoneNumbers",
  sid: (input) => sidOf(input, "sid", "PN", notNumberSid),
};

function toPhoneNumber(body: unknown): PhoneNumber {
  const wire = objectWith(body, "sid");
  return {
    ...toMember(wire, "PN"),
    phoneNumber: asText(wire.phone_number, "phone_number"),
    countryCode: asText(wire.country_code, "country_code"),
  };
}

/**
 * Fetches a phone number of a Messaging Service.
 *
 * @see https://www.twilio.com/docs/messaging/api/phonenumber-resource
 *
 * @example
 * ```ts
 * import { fetchPhoneNumber } from "@senderpool/twilio";
 *
 * const input = {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * console.log(fetchPhoneNumber.request(input).url);
 * // https://messaging.twilio.com/v1/Services/MGaaa…/PhoneNumbers/PNaaa…
 * const recorded = Response.json({ sid: input.sid, capabilities: ["SMS", "Voice"] });
 * console.log((await fetchPhoneNumber.parse(recorded)).capabilities?.includes("SMS")); // true
 * ```
 */
export const fetchPhoneNumber: Operation<PhoneNumberInput, PhoneNumber> =
  /* @__PURE__ */ fetchMember(
    kind,
    toPhoneNumber,
  );

/**
 * Adds a phone number of the account to a Messaging Service. Twilio refuses one that is in this
 * service already (409, code 21710) or in another one (409, code 21712), one that is not the
 * account's (21421) or can do neither SMS nor MMS (21715), and any where the pool is full (412,
 * code 21714). Where an attempt got no answer, fetching the phone number tells whether it was
 * added.
 *
 * @see https://www.twilio.com/docs/messaging/api/phonenumber-resource
 *
 * @example
 * ```ts
 * import { createPhoneNumber } from "@senderpool/twilio";
 *
 * const input = {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * const request = createPhoneNumber.request(input);
 * console.log(request.method, await request.text()); // POST PhoneNumberSid=PNaaa…
 * const recorded = Response.json({ sid: input.sid, phone_number: "+12487960483" }, { status: 201 });
 * console.log((await createPhoneNumber.parse(recorded)).phoneNumber); // +12487960483
 * ```
 */
export const createPhoneNumber: Operation<PhoneNumberInput, PhoneNumber> =
  /* @__PURE__ */ createMember(
    kind,
    (input: PhoneNumberInput) => ({ PhoneNumberSid: kind.sid(input) }),
    toPhoneNumber,
    /* @__PURE__ */ foundBy(fetchPhoneNumber),
  );

/**
 * Fetches one page of the phone numbers of a Messaging Service. Spread the page's `next` into the
 * input to ask for the next one, or leave the paging to the `list` of {@linkcode phoneNumbers}.
 *
 * @see https://www.twilio.com/docs/messaging/api/phonenumber-resource
 *
 * @example
 * ```ts
 * import { listPhoneNumbers } from "@senderpool/twilio";
 *
 * const input = { messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", pageSize: 2 };
 * const recorded = Response.json({ phone_numbers: [], meta: { next_page_url: null } });
 * console.log((await listPhoneNumbers.parse(recorded)).next); // null
 * console.log(listPhoneNumbers.request(input).url);
 * // https://messaging.twilio.com/v1/Services/MGaaa…/PhoneNumbers?PageSize=2
 * ```
 */
export const listPhoneNumbers: Operation<PhoneNumberPageInput, Page<PhoneNumber>> =
  /* @__PURE__ */ listMembers(kind, "phone_numbers", toPhoneNumber);

/**
 * Removes a phone number from a Messaging Service; the phone number itself stays in the account.
 *
 * @see https://www.twilio.com/docs/messaging/api/phonenumber-resource
 *
 * @example
 * ```ts
 * import { deletePhoneNumber } from "@senderpool/twilio";
 *
 * const input = {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * console.log(deletePhoneNumber.request(input).method); // DELETE
 * await deletePhoneNumber.parse(new Response(null, { status: 204 }));
 * ```
 */
export const deletePhoneNumber: Operation<PhoneNumberInput, void> = /* @__PURE__ */ deleteMember(
  kind,
);

/** The phone numbers of Messaging Services, as methods of a client. */
export interface PhoneNumbers {
  /** Adds a phone number of the account to a service. */
  create(input: PhoneNumberInput, options?: CallOptions): Promise<PhoneNumber>;
  /** Fetches a phone number of a service. */
  fetch(input: PhoneNumberInput, options?: CallOptions): Promise<PhoneNumber>;
  /** Lists the phone numbers of a service, over all pages. */
  list(input: PhoneNumberListInput, options?: CallOptions): Listing<PhoneNumber>;
  /** Removes a phone number from a service. */
  delete(input: PhoneNumberInput, options?: CallOptions): Promise<void>;
}

/**
 * The phone numbers of Messaging Services, for the option `extend` of {@linkcode createClient}.
 *
 * @param send sends for the client
 *
 * @example
 * ```ts
 * import { createClient, phoneNumbers } from "@senderpool/twilio";
 *
 * const body = { sid: "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", phone_number: "+12487960483" };
 * const client = createClient({
 *   auth: null,
 *   extend: { phoneNumbers },
 *   fetch: () => Promise.resolve(Response.json(body, { status: 201 })),
 * });
 * const { phoneNumber } = await client.phoneNumbers.create({
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "PNaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * });
 * console.log(phoneNumber); // +12487960483
 * ```
 */
export function phoneNumbers(send: Send): PhoneNumbers {
  return memberMethods(
    send,
    createPhoneNumber,
    fetchPhoneNumber,
    listPhoneNumbers,
    deletePhoneNumber,
  );
}
