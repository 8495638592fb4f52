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
  notCodeSid,
  type PoolKind,
  type PoolMember,
  type ServiceReference,
  toMember,
} from "./pool_member.ts";

/**
 * A short code in the sender pool of a Messaging Service. The official document lets every field be
 * `null`.
 *
 * @see https://www.twilio.com/docs/messaging/api/services-shortcode-resource
 */
export interface ShortCode extends PoolMember<"SC"> {
  /** The code: digits, without a country. */
  readonly shortCode: string | null;
  /** Country, as ISO 3166-1 alpha-2. */
  readonly countryCode: string | null;
}

/** A short code of a Messaging Service. */
export interface ShortCodeInput extends ServiceReference {
  /** SID of the short code: `SC` and 32 hex digits. */
  readonly sid: string;
}

/** One page of the short codes of a Messaging Service. */
export interface ShortCodePageInput extends ServiceReference, PageInput {}

/** The short codes of a Messaging Service. */
export interface ShortCodeListInput extends ServiceReference, ListInput {}

const kind: PoolKind = {
  path: "ShortCodes",
  sid: (input) => sidOf(input, "sid", "SC", notCodeSid),
};

function toShortCode(body: unknown): ShortCode {
  const wire = objectWith(body, "sid");
  return {
    ...toMember(wire, "SC"),
    shortCode: asText(wire.short_code, "short_code"),
    countryCode: asText(wire.country_code, "country_code"),
  };
}

/**
 * Fetches a short code of a Messaging Service.
 *
 * @see https://www.twilio.com/docs/messaging/api/services-shortcode-resource
 *
 * @example
 * ```ts
 * import { fetchShortCode } from "@senderpool/twilio";
 *
 * const input = {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "SCaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * console.log(fetchShortCode.request(input).url);
 * // https://messaging.twilio.com/v1/Services/MGaaa…/ShortCodes/SCaaa…
 * const recorded = Response.json({ sid: input.sid, capabilities: ["SMS", "Voice"] });
 * console.log((await fetchShortCode.parse(recorded)).capabilities?.includes("SMS")); // true
 * ```
 */
export const fetchShortCode: Operation<ShortCodeInput, ShortCode> = /* @__PURE__ */ fetchMember(
  kind,
  toShortCode,
);

/**
 * Adds a short code of the account to a Messaging Service. Twilio refuses one that is in this
 * service already (409, code 21710) or in another one (409, code 21712), one that is not the
 * account's (21421) or can do neither SMS nor MMS (21715), and any where the pool is full (412,
 * code 21714). Where an attempt got no answer, fetching the short code tells whether it was added.
 *
 * @see https://www.twilio.com/docs/messaging/api/services-shortcode-resource
 *
 * @example
 * ```ts
 * import { createShortCode } from "@senderpool/twilio";
 *
 * const input = {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "SCaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * const request = createShortCode.request(input);
 * console.log(request.method, await request.text()); // POST ShortCodeSid=SCaaa…
 * const recorded = Response.json({ sid: input.sid, short_code: "12345" }, { status: 201 });
 * console.log((await createShortCode.parse(recorded)).shortCode); // 12345
 * ```
 */
export const createShortCode: Operation<ShortCodeInput, ShortCode> = /* @__PURE__ */ createMember(
  kind,
  (input: ShortCodeInput) => ({ ShortCodeSid: kind.sid(input) }),
  toShortCode,
  /* @__PURE__ */ foundBy(fetchShortCode),
);

/**
 * Fetches one page of the short codes of a Messaging Service. Spread the page's `next` into the
 * input to ask for the next one, or leave the paging to the `list` of {@linkcode shortCodes}.
 *
 * @see https://www.twilio.com/docs/messaging/api/services-shortcode-resource
 *
 * @example
 * ```ts
 * import { listShortCodes } from "@senderpool/twilio";
 *
 * const input = { messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", pageSize: 2 };
 * const recorded = Response.json({ short_codes: [], meta: { next_page_url: null } });
 * console.log((await listShortCodes.parse(recorded)).next); // null
 * console.log(listShortCodes.request(input).url);
 * // https://messaging.twilio.com/v1/Services/MGaaa…/ShortCodes?PageSize=2
 * ```
 */
export const listShortCodes: Operation<ShortCodePageInput, Page<ShortCode>> =
  /* @__PURE__ */ listMembers(kind, "short_codes", toShortCode);

/**
 * Removes a short code from a Messaging Service; the short code itself stays in the account.
 *
 * @see https://www.twilio.com/docs/messaging/api/services-shortcode-resource
 *
 * @example
 * ```ts
 * import { deleteShortCode } from "@senderpool/twilio";
 *
 * const input = {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "SCaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * console.log(deleteShortCode.request(input).method); // DELETE
 * await deleteShortCode.parse(new Response(null, { status: 204 }));
 * ```
 */
export const deleteShortCode: Operation<ShortCodeInput, void> = /* @__PURE__ */ deleteMember(kind);

/** The short codes of Messaging Services, as methods of a client. */
export interface ShortCodes {
  /** Adds a short code of the account to a service. */
  create(input: ShortCodeInput, options?: CallOptions): Promise<ShortCode>;
  /** Fetches a short code of a service. */
  fetch(input: ShortCodeInput, options?: CallOptions): Promise<ShortCode>;
  /** Lists the short codes of a service, over all pages. */
  list(input: ShortCodeListInput, options?: CallOptions): Listing<ShortCode>;
  /** Removes a short code from a service. */
  delete(input: ShortCodeInput, options?: CallOptions): Promise<void>;
}

/**
 * The short codes of Messaging Services, for the option `extend` of {@linkcode createClient}.
 *
 * @param send sends for the client
 *
 * @example
 * ```ts
 * import { createClient, shortCodes } from "@senderpool/twilio";
 *
 * const body = { sid: "SCaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", short_code: "12345" };
 * const client = createClient({
 *   auth: null,
 *   extend: { shortCodes },
 *   fetch: () => Promise.resolve(Response.json(body, { status: 201 })),
 * });
 * const { shortCode } = await client.shortCodes.create({
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "SCaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * });
 * console.log(shortCode); // 12345
 * ```
 */
export function shortCodes(send: Send): ShortCodes {
  return memberMethods(
    send,
    createShortCode,
    fetchShortCode,
    listShortCodes,
    deleteShortCode,
  );
}
