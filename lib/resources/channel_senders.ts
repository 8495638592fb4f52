import { type Listing, listing, type ListInput } from "../call/listing.ts";
import type { CallOptions } from "../call/call_options.ts";
import type { Send } from "../call/send.ts";
import type { Operation, Target } from "../types.ts";
import { asDate, asSid, asText, objectWith } from "../wire/answer.ts";
import { sidOf } from "../wire/input.ts";
import { operation } from "../wire/operation.ts";
import { type Page, type PageInput, pageQuery, toPage } from "../wire/page.ts";
import { notSenderSid, poolUrl, type ServiceReference } from "./pool_member.ts";

/**
 * A channel sender in the sender pool of a Messaging Service. The official document lets every field
 * be `null`.
 *
 * @see https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
 */
export interface ChannelSender {
  /** SID of the account that the sender belongs to. */
  readonly accountSid: `AC${string}` | null;
  /** SID of the Messaging Service. */
  readonly messagingServiceSid: `MG${string}` | null;
  /** SID of the sender. */
  readonly sid: `XE${string}` | null;
  /** Address, such as `whatsapp:+12487960483`, `messenger:104794531907950` or `rcs:agent`. */
  readonly sender: string | null;
  /** Channel. An open set: the official examples alone spell Messenger in two ways. */
  readonly senderType:
    | "WhatsApp"
    | "Messenger"
    | "Messanger"
    | "RCS"
    | (string & Record<never, never>)
    | null;
  /** Country, as ISO 3166-1 alpha-2. */
  readonly countryCode: string | null;
  /** When the sender was added to the service. */
  readonly dateCreated: Date | null;
  /** When it was last updated. */
  readonly dateUpdated: Date | null;
  /** URL of this resource. It is never followed. */
  readonly url: string | null;
}

/** A channel sender of a Messaging Service. */
export interface ChannelSenderInput extends ServiceReference {
  /** SID of the channel sender: `XE` and 32 hex digits. */
  readonly sid: string;
}

/** One page of the channel senders of a Messaging Service. */
export interface ChannelSenderPageInput extends ServiceReference, PageInput {}

/** The channel senders of a Messaging Service. */
export interface ChannelSenderListInput extends ServiceReference, ListInput {}

function collection(input: ServiceReference, target?: Target): string {
  return poolUrl("ChannelSenders", input, target);
}

function resource(input: ChannelSenderInput, target?: Target): string {
  return `${collection(input, target)}/${sidOf(input, "sid", "XE", notSenderSid)}`;
}

function toChannelSender(body: unknown): ChannelSender {
  const wire = objectWith(body, "sid");
  return {
    accountSid: asSid(wire.account_sid, "account_sid", "AC"),
    messagingServiceSid: asSid(wire.messaging_service_sid, "messaging_service_sid", "MG"),
    sid: asSid(wire.sid, "sid", "XE"),
    sender: asText(wire.sender, "sender"),
    senderType: asText(wire.sender_type, "sender_type"),
    countryCode: asText(wire.country_code, "country_code"),
    dateCreated: asDate(wire.date_created, "date_created"),
    dateUpdated: asDate(wire.date_updated, "date_updated"),
    url: asText(wire.url, "url"),
  };
}

/**
 * Fetches a channel sender of a Messaging Service.
 *
 * @see https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
 *
 * @example
 * ```ts
 * import { fetchChannelSender } from "@senderpool/twilio";
 *
 * const input = {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * console.log(fetchChannelSender.request(input).url);
 * // https://messaging.twilio.com/v1/Services/MGaaa…/ChannelSenders/XEaaa…
 * const recorded = Response.json({ sid: input.sid, date_created: "2023-07-30T20:12:31Z" });
 * console.log((await fetchChannelSender.parse(recorded)).dateCreated?.getUTCFullYear()); // 2023
 * ```
 */
export const fetchChannelSender: Operation<ChannelSenderInput, ChannelSender> =
  /* @__PURE__ */ operation({ method: "GET", url: resource, read: toChannelSender });

/**
 * Adds a channel sender of the account to a Messaging Service. Twilio refuses a sender that is in
 * this service already (409, code 21710) or in another one (409, code 21712). Where an attempt got no
 * answer, fetching the sender tells whether it was added.
 *
 * @see https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
 *
 * @example
 * ```ts
 * import { createChannelSender } from "@senderpool/twilio";
 *
 * const input = {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * const request = createChannelSender.request(input);
 * console.log(request.method, await request.text()); // POST Sid=XEaaa…
 * const recorded = Response.json({ sid: input.sid, sender: "rcs:agent" }, { status: 201 });
 * console.log((await createChannelSender.parse(recorded)).sender); // rcs:agent
 * ```
 */
export const createChannelSender: Operation<ChannelSenderInput, ChannelSender> =
  /* @__PURE__ */ operation({
    method: "POST",
    url: collection,
    form: (input: ChannelSenderInput) => ({ Sid: sidOf(input, "sid", "XE", notSenderSid) }),
    read: toChannelSender,
    recovery: { doneCode: 21710, find: fetchChannelSender, missingCode: 20404 },
  });

/**
 * Fetches one page of the channel senders of a Messaging Service. Spread the page's `next` into the
 * input to ask for the next one, or leave the paging to `client.channelSenders.list`.
 *
 * @see https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
 *
 * @example
 * ```ts
 * import { listChannelSenders } from "@senderpool/twilio";
 *
 * const input = { messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", pageSize: 2 };
 * const recorded = Response.json({
 *   senders: [],
 *   meta: { next_page_url: "https://any.example/?PageSize=2&Page=1&PageToken=PTa" },
 * });
 * const page = await listChannelSenders.parse(recorded);
 * console.log(listChannelSenders.request({ ...input, ...page.next }).url);
 * // https://messaging.twilio.com/v1/Services/MGaaa…/ChannelSenders?PageSize=2&Page=1&PageToken=PTa
 * ```
 */
export const listChannelSenders: Operation<ChannelSenderPageInput, Page<ChannelSender>> =
  /* @__PURE__ */ operation({
    method: "GET",
    url: (input: ChannelSenderPageInput, target) => collection(input, target) + pageQuery(input),
    read: (body, metadata) => toPage(body, "senders", toChannelSender, metadata),
  });

/**
 * Removes a channel sender from a Messaging Service; the sender itself stays in the account.
 *
 * @see https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
 *
 * @example
 * ```ts
 * import { deleteChannelSender } from "@senderpool/twilio";
 *
 * const input = {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * console.log(deleteChannelSender.request(input).method); // DELETE
 * await deleteChannelSender.parse(new Response(null, { status: 204 }));
 * ```
 */
export const deleteChannelSender: Operation<ChannelSenderInput, void> = /* @__PURE__ */ operation({
  method: "DELETE",
  url: resource,
  doneCode: 20404,
});

/** The channel senders of Messaging Services, as methods of a client. */
export interface ChannelSenders {
  /** Adds a channel sender of the account to a service. */
  create(input: ChannelSenderInput, options?: CallOptions): Promise<ChannelSender>;
  /** Fetches a channel sender of a service. */
  fetch(input: ChannelSenderInput, options?: CallOptions): Promise<ChannelSender>;
  /** Lists the channel senders of a service, over all pages. */
  list(input: ChannelSenderListInput, options?: CallOptions): Listing<ChannelSender>;
  /** Removes a channel sender from a service. */
  delete(input: ChannelSenderInput, options?: CallOptions): Promise<void>;
}

/**
 * The methods of a client that sends by `send`.
 *
 * @param send sends for the client
 *
 * @example
 * ```ts
 * import { channelSenders, createSend } from "@senderpool/twilio";
 *
 * const fetch = () => Promise.resolve(Response.json({ sid: null, sender: "rcs:agent" }));
 * const { fetch: fetchSender } = channelSenders(createSend({ auth: null, fetch }));
 * const { sender } = await fetchSender({
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * });
 * console.log(sender); // rcs:agent
 * ```
 */
export function channelSenders(send: Send): ChannelSenders {
  return {
    create: (input, options) => send(createChannelSender, input, options),
    fetch: (input, options) => send(fetchChannelSender, input, options),
    delete: (input, options) => send(deleteChannelSender, input, options),
    list: (input, options) => listing(listChannelSenders, input, send, options),
  };
}
