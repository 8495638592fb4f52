import type { Listing, ListInput } from "../call/listing.ts";
import type { CallOptions } from "../call/call_options.ts";
import type { Send } from "../call/send.ts";
import type { Operation } from "../types.ts";
import { asText, objectWith } from "../wire/answer.ts";
import { sidOf, textOf } from "../wire/input.ts";
import type { Page, PageInput } from "../wire/page.ts";
import {
  createMember,
  deleteMember,
  fetchMember,
  listMembers,
  memberMethods,
  notNameSid,
  type PoolKind,
  type PoolMember,
  type ServiceReference,
  toMember,
} from "./pool_member.ts";

/**
 * A name to send SMS by, in the sender pool of a Messaging Service. The official document lets
 * every field be `null`.
 *
 * @see https://www.twilio.com/docs/messaging/api/alphasender-resource
 */
export interface AlphaSender extends PoolMember<"AI"> {
  /** The name that recipients see. */
  readonly alphaSender: string | null;
}

/** An alpha sender of a Messaging Service. */
export interface AlphaSenderInput extends ServiceReference {
  /** SID of the alpha sender: `AI` and 32 hex digits. */
  readonly sid: string;
}

/** A name to send by. */
export interface CreateAlphaSenderInput extends ServiceReference {
  /** The name: at most 11 letters, digits, spaces, `&`, `+`, `-` and `_`, with a letter. */
  readonly alphaSender: string;
}

/** One page of the alpha senders of a Messaging Service. */
export interface AlphaSenderPageInput extends ServiceReference, PageInput {}

/** The alpha senders of a Messaging Service. */
export interface AlphaSenderListInput extends ServiceReference, ListInput {}

/** The SID in an input, in whose place people give the name. */
export function alphaSid(input: AlphaSenderInput): string {
  return sidOf(input, "sid", "AI", notNameSid);
}

const kind: PoolKind = { path: "AlphaSenders", sid: alphaSid };

function toAlphaSender(body: unknown): AlphaSender {
  const wire = objectWith(body, "sid");
  return {
    ...toMember(wire, "AI"),
    alphaSender: asText(wire.alpha_sender, "alpha_sender"),
  };
}

/**
 * The name in an input.
 *
 * @throws {TwilioInputError} which says what was expected and what came
 */
export function alphaSenderName(input: { readonly alphaSender: string }): string {
  const expected = "a name: at most 11 letters, digits, spaces, &, +, - and _, with a letter";
  return textOf(input, "alphaSender", /^(?=.*[a-z])[\w &+-]{1,11}$/i, expected);
}

function toForm(input: CreateAlphaSenderInput): Record<string, string> {
  return { AlphaSender: alphaSenderName(input) };
}

/**
 * Fetches an alpha sender of a Messaging Service.
 *
 * @see https://www.twilio.com/docs/messaging/api/alphasender-resource
 *
 * @example
 * ```ts
 * import { fetchAlphaSender } from "@senderpool/twilio";
 *
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const input = { messagingServiceSid, sid: "AIaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
 * console.log(fetchAlphaSender.request(input).url);
 * // https://messaging.twilio.com/v1/Services/MGaaa…/AlphaSenders/AIaaa…
 * const recorded = Response.json({ sid: input.sid, alpha_sender: "Twilio" });
 * console.log((await fetchAlphaSender.parse(recorded)).alphaSender); // Twilio
 * ```
 */
export const fetchAlphaSender: Operation<AlphaSenderInput, AlphaSender> =
  /* @__PURE__ */ fetchMember(
    kind,
    toAlphaSender,
  );

/**
 * Adds a name to send by to the pool of a
 * Messaging Service. Its SID comes into being here. So where an attempt got no answer, nothing but
 * the list tells whether it was added, and its failure stands. Twilio refuses a name that is
 * missing (21708), or malformed or not permitted to the account (21709). A service has one alpha
 * sender at most, say Twilio's documents.
 *
 * @see https://www.twilio.com/docs/messaging/api/alphasender-resource
 *
 * @example
 * ```ts
 * import { createAlphaSender } from "@senderpool/twilio";
 *
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const input = { messagingServiceSid, alphaSender: "Twilio" };
 * const request = createAlphaSender.request(input);
 * console.log(request.method, await request.text()); // POST AlphaSender=Twilio
 * const recorded = Response.json({ sid: "AIaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" }, { status: 201 });
 * console.log((await createAlphaSender.parse(recorded)).sid); // AIaaa…
 * ```
 */
export const createAlphaSender: Operation<CreateAlphaSenderInput, AlphaSender> =
  /* @__PURE__ */ createMember(kind, toForm, toAlphaSender);

/**
 * Fetches one page of the alpha senders of a Messaging Service. Spread the page's `next` into the
 * input to ask for the next one, or leave the paging to the `list` of {@linkcode alphaSenders}.
 *
 * @see https://www.twilio.com/docs/messaging/api/alphasender-resource
 *
 * @example
 * ```ts
 * import { listAlphaSenders } from "@senderpool/twilio";
 *
 * const input = { messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", pageSize: 2 };
 * const recorded = Response.json({ alpha_senders: [], meta: { next_page_url: null } });
 * console.log((await listAlphaSenders.parse(recorded)).next); // null
 * console.log(listAlphaSenders.request(input).url);
 * // https://messaging.twilio.com/v1/Services/MGaaa…/AlphaSenders?PageSize=2
 * ```
 */
export const listAlphaSenders: Operation<AlphaSenderPageInput, Page<AlphaSender>> =
  /* @__PURE__ */ listMembers(kind, "alpha_senders", toAlphaSender);

/**
 * Removes an alpha sender from a Messaging Service.
 *
 * @see https://www.twilio.com/docs/messaging/api/alphasender-resource
 *
 * @example
 * ```ts
 * import { deleteAlphaSender } from "@senderpool/twilio";
 *
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const input = { messagingServiceSid, sid: "AIaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
 * console.log(deleteAlphaSender.request(input).method); // DELETE
 * await deleteAlphaSender.parse(new Response(null, { status: 204 }));
 * ```
 */
export const deleteAlphaSender: Operation<AlphaSenderInput, void> = /* @__PURE__ */ deleteMember(
  kind,
);

/** The alpha senders of Messaging Services, as methods of a client. */
export interface AlphaSenders {
  /** Adds an alpha sender to a service. */
  create(input: CreateAlphaSenderInput, options?: CallOptions): Promise<AlphaSender>;
  /** Fetches an alpha sender of a service. */
  fetch(input: AlphaSenderInput, options?: CallOptions): Promise<AlphaSender>;
  /** Lists the alpha senders of a service, over all pages. */
  list(input: AlphaSenderListInput, options?: CallOptions): Listing<AlphaSender>;
  /** Removes an alpha sender from a service. */
  delete(input: AlphaSenderInput, options?: CallOptions): Promise<void>;
}

/**
 * The alpha senders of Messaging Services, for the option `extend` of {@linkcode createClient}.
 *
 * @param send sends for the client
 *
 * @example
 * ```ts
 * import { createClient, alphaSenders } from "@senderpool/twilio";
 *
 * const body = { sid: "AIaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", alpha_sender: "Twilio" };
 * const client = createClient({
 *   auth: null,
 *   extend: { alphaSenders },
 *   fetch: () => Promise.resolve(Response.json(body, { status: 201 })),
 * });
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const { sid } = await client.alphaSenders.create({ messagingServiceSid, alphaSender: "Twilio" });
 * console.log(sid); // AIaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
 * ```
 */
export function alphaSenders(send: Send): AlphaSenders {
  return memberMethods(
    send,
    createAlphaSender,
    fetchAlphaSender,
    listAlphaSenders,
    deleteAlphaSender,
  );
}
