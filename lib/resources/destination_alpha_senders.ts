import type { Listing, ListInput } from "../call/listing.ts";
import type { CallOptions } from "../call/call_options.ts";
import type { Send } from "../call/send.ts";
import type { Operation } from "../types.ts";
import { asText, objectWith } from "../wire/answer.ts";
import { checkNames, isGiven, textOf } from "../wire/input.ts";
import { type Page, type PageInput, pageQuery } from "../wire/page.ts";
import { alphaSenderName, alphaSid, type CreateAlphaSenderInput } from "./alpha_senders.ts";
import {
  createMember,
  deleteMember,
  fetchMember,
  listMembers,
  memberMethods,
  type PoolKind,
  type PoolMember,
  type ServiceReference,
  toMember,
} from "./pool_member.ts";

/**
 * A name to send SMS by to one country, or to all that have none of their own, in the sender pool
 * of a Messaging Service. The official document lets every field be `null`.
 *
 * @see https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
 */
export interface DestinationAlphaSender extends PoolMember<"AI"> {
  /** The name that recipients see. */
  readonly alphaSender: string | null;
  /** The country that it is for, as ISO 3166-1 alpha-2; empty where it is for all others. */
  readonly isoCountryCode: string | null;
}

/** A destination alpha sender of a Messaging Service. */
export interface DestinationAlphaSenderInput extends ServiceReference {
  /** SID of the destination alpha sender: `AI` and 32 hex digits. */
  readonly sid: string;
}

/** A name to send by, and to where. */
export interface CreateDestinationAlphaSenderInput extends CreateAlphaSenderInput {
  /** The country that it is for, as ISO 3166-1 alpha-2. Default: all that have none of their own. */
  readonly isoCountryCode?: string | undefined;
}

/** One page of the destination alpha senders of a Messaging Service. */
export interface DestinationAlphaSenderPageInput extends ServiceReference, PageInput {
  /** The country whose senders are listed. Default: all of them. */
  readonly isoCountryCode?: string | undefined;
}

/** The destination alpha senders of a Messaging Service. */
export interface DestinationAlphaSenderListInput
  extends DestinationAlphaSenderPageInput, ListInput {}

const kind: PoolKind = { path: "DestinationAlphaSenders", sid: alphaSid };

function toSender(body: unknown): DestinationAlphaSender {
  const wire = objectWith(body, "sid");
  return {
    ...toMember(wire, "AI"),
    alphaSender: asText(wire.alpha_sender, "alpha_sender"),
    isoCountryCode: asText(wire.iso_country_code, "iso_country_code"),
  };
}

function toForm(input: CreateDestinationAlphaSenderInput): Record<string, string> {
  // Misspelt, a country would be none, and the name that of all countries.
  const remedies = { countryCode: "isoCountryCode", country: "isoCountryCode" };
  checkNames(input, ["messagingServiceSid", "alphaSender", "isoCountryCode"], remedies);
  return { AlphaSender: alphaSenderName(input), ...countryIn(input) };
}

/** The country in the input, under its name on the wire; nothing where there is none. */
function countryIn(
  input: { readonly isoCountryCode?: string | undefined },
): Readonly<Record<string, string>> {
  if (!isGiven(input.isoCountryCode)) return {};
  const expected = "two capital letters of ISO 3166-1";
  return { IsoCountryCode: textOf(input, "isoCountryCode", /^[A-Z]{2}$/, expected) };
}

/**
 * Fetches a destination alpha sender of a Messaging Service.
 *
 * @see https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
 *
 * @example
 * ```ts
 * import { fetchDestinationAlphaSender } from "@senderpool/twilio";
 *
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const input = { messagingServiceSid, sid: "AIaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
 * console.log(fetchDestinationAlphaSender.request(input).url);
 * // https://messaging.twilio.com/v1/Services/MGaaa…/DestinationAlphaSenders/AIaaa…
 * ```
 */
export const fetchDestinationAlphaSender: Operation<
  DestinationAlphaSenderInput,
  DestinationAlphaSender
> = /* @__PURE__ */ fetchMember(kind, toSender);

/**
 * Adds a name to send by to the pool of a Messaging Service, for a country or for all that have none
 * of their own. Its SID comes into being here, so that where an attempt got no answer its failure
 * stands. Twilio refuses a name that is missing (21708), malformed or not permitted (21709).
 *
 * @see https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
 *
 * @example
 * ```ts
 * import { createDestinationAlphaSender } from "@senderpool/twilio";
 *
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const input = { messagingServiceSid, alphaSender: "Twilio", isoCountryCode: "FR" };
 * const request = createDestinationAlphaSender.request(input);
 * console.log(request.method, await request.text()); // POST AlphaSender=Twilio&IsoCountryCode=FR
 * const recorded = Response.json({ sid: "AIaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" }, { status: 201 });
 * console.log((await createDestinationAlphaSender.parse(recorded)).sid); // AIaaa…
 * ```
 */
export const createDestinationAlphaSender: Operation<
  CreateDestinationAlphaSenderInput,
  DestinationAlphaSender
> = /* @__PURE__ */ createMember(kind, toForm, toSender);

/**
 * Fetches one page of the destination alpha senders of a Messaging Service. Spread the page's
 * `next` into the input to ask for the next one, or leave the paging to the `list` of {@linkcode
 * destinationAlphaSenders}.
 *
 * @see https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
 *
 * @example
 * ```ts
 * import { listDestinationAlphaSenders } from "@senderpool/twilio";
 *
 * const input = { messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", pageSize: 2 };
 * console.log(listDestinationAlphaSenders.request(input).url);
 * // https://messaging.twilio.com/v1/Services/MGaaa…/DestinationAlphaSenders?PageSize=2
 * ```
 */
export const listDestinationAlphaSenders: Operation<
  DestinationAlphaSenderPageInput,
  Page<DestinationAlphaSender>
> = /* @__PURE__ */ listMembers(
  kind,
  "alpha_senders",
  toSender,
  (input) => pageQuery(input, countryIn(input)),
);

/**
 * Removes a destination alpha sender from a Messaging Service.
 *
 * @see https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
 *
 * @example
 * ```ts
 * import { deleteDestinationAlphaSender } from "@senderpool/twilio";
 *
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const input = { messagingServiceSid, sid: "AIaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
 * console.log(deleteDestinationAlphaSender.request(input).method); // DELETE
 * await deleteDestinationAlphaSender.parse(new Response(null, { status: 204 }));
 * ```
 */
export const deleteDestinationAlphaSender: Operation<DestinationAlphaSenderInput, void> =
  /* @__PURE__ */ deleteMember(kind);

/** The destination alpha senders of Messaging Services, as methods of a client. */
export interface DestinationAlphaSenders {
  /** Adds a destination alpha sender to a service. */
  create(
    input: CreateDestinationAlphaSenderInput,
    options?: CallOptions,
  ): Promise<DestinationAlphaSender>;
  /** Fetches a destination alpha sender of a service. */
  fetch(input: DestinationAlphaSenderInput, options?: CallOptions): Promise<DestinationAlphaSender>;
  /** Lists the destination alpha senders of a service, over all pages. */
  list(
    input: DestinationAlphaSenderListInput,
    options?: CallOptions,
  ): Listing<DestinationAlphaSender>;
  /** Removes a destination alpha sender from a service. */
  delete(input: DestinationAlphaSenderInput, options?: CallOptions): Promise<void>;
}

/**
 * The destination alpha senders of Messaging Services, for the option `extend` of {@linkcode
 * createClient}.
 *
 * @param send sends for the client
 *
 * @example
 * ```ts
 * import { createClient, destinationAlphaSenders } from "@senderpool/twilio";
 *
 * const body = { sid: "AIaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", alpha_sender: "Twilio" };
 * const client = createClient({
 *   auth: null,
 *   extend: { destinationAlphaSenders },
 *   fetch: () => Promise.resolve(Response.json(body, { status: 201 })),
 * });
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const input = { messagingServiceSid, alphaSender: "Twilio" };
 * const { sid } = await client.destinationAlphaSenders.create(input);
 * console.log(sid); // AIaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
 * ```
 */
export function destinationAlphaSenders(send: Send): DestinationAlphaSenders {
  return memberMethods(
    send,
    createDestinationAlphaSender,
    fetchDestinationAlphaSender,
    listDestinationAlphaSenders,
    deleteDestinationAlphaSender,
  );
}
