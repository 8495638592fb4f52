import type { ListInput } from "../../call/listing.ts";
import type { Operation, Target } from "../../types.ts";
import { checkInput, sidOf } from "../../wire/input.ts";
import { jsonOperation } from "../../wire/json_operation.ts";
import { operation } from "../../wire/operation.ts";
import { type Page, type PageInput, pageQuery, toPage } from "../../wire/page.ts";
import { baseUrl } from "../../wire/target.ts";
import { oneOf } from "../fields.ts";
import { notSenderSid } from "../pool_member.ts";
import {
  type CreateSenderInput,
  toChanges,
  toNewSender,
  type UpdateSenderInput,
} from "./new_sender.ts";
import { type Sender, toSender } from "./sender.ts";

/** A sender of an account. */
export interface SenderInput {
  /** SID of the sender: `XE` and 32 hex digits. */
  readonly sid: string;
}

/** A channel whose senders can be listed. Messenger's are not among them. */
export interface SenderChannel {
  /** The channel. Twilio lists no more than one at a time. */
  readonly channel: "whatsapp" | "rcs";
}

/** One page of the senders of an account. */
export interface SenderPageInput extends SenderChannel, PageInput {
  /** Items on a page, 1 to 1000. Twilio's default is 20 for WhatsApp and 50 for the rest. */
  readonly pageSize?: number | undefined;
}

/** The senders of an account on a channel. */
export interface SenderListInput extends SenderChannel, ListInput {}

function collection(target?: Target): string {
  return `${baseUrl("messaging", target)}/v2/Channels/Senders`;
}

function resource(input: SenderInput, target?: Target): string {
  return `${collection(target)}/${sidOf(input, "sid", "XE", notSenderSid)}`;
}

function query(input: SenderPageInput): string {
  const channel: unknown = input?.channel;
  const expected = "whatsapp or rcs";
  checkInput(channel !== "messenger", "channel", expected, "messenger, which Twilio does not list");
  const filter = `?Channel=${oneOf(channel, "channel", ["whatsapp", "rcs"])}`;
  return filter + pageQuery(input).replace("?", "&");
}

/**
 * Creates a sender of the account. Twilio accepts that (202) and does it later: `waitFor` of
 * {@linkcode senders} waits for it. It refuses an address that has a sender already (409, code
 * 63100), what is malformed (400, code 63100), and a WhatsApp Business Account that is not known
 * (63101) or has no credit (63103). The account's first sender on WhatsApp is made in the Console.
 *
 * @see https://www.twilio.com/docs/whatsapp/api/senders
 * @see https://www.twilio.com/docs/api/errors/63100
 *
 * @example
 * ```ts
 * import { createSender } from "@senderpool/twilio";
 *
 * const request = createSender.request({
 *   senderId: "whatsapp:+12487960483",
 *   profile: { name: "Shop", logoUrl: "https://shop.example/logo.png" },
 * });
 * console.log(request.method, await request.text());
 * // POST {"sender_id":"whatsapp:+12487960483","profile":{"name":"Shop","logo_url":"https://…"}}
 * const body = { sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", status: "CREATING" };
 * const recorded = Response.json(body, { status: 202 });
 * console.log((await createSender.parse(recorded)).status); // CREATING
 * ```
 */
// It has no recovery. Its SID comes into being here, and no single request finds a sender by its
// address; nor does the code of a repeat tell, for it says both that there is one and that the
// request is malformed.
export const createSender: Operation<CreateSenderInput, Sender> = /* @__PURE__ */ jsonOperation({
  method: "POST",
  url: (_: CreateSenderInput, target) => collection(target),
  json: toNewSender,
  read: toSender,
});

/**
 * Fetches a sender of the account.
 *
 * @see https://www.twilio.com/docs/whatsapp/api/senders
 *
 * @example
 * ```ts
 * import { fetchSender } from "@senderpool/twilio";
 *
 * const sid = "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * console.log(fetchSender.request({ sid }).url);
 * // https://messaging.twilio.com/v2/Channels/Senders/XEaaa…
 * const recorded = Response.json({ sid, status: "ONLINE", profile: { name: "Shop" } });
 * console.log((await fetchSender.parse(recorded)).profile?.name); // Shop
 * ```
 */
export const fetchSender: Operation<SenderInput, Sender> = /* @__PURE__ */ operation({
  method: "GET",
  url: resource,
  read: toSender,
});

/**
 * Changes a sender: only what is given. Twilio accepts that (202) and does it later. Another name on
 * WhatsApp has to be agreed to by Meta: the answer still has the old one, and `pendingDisplayName` the
 * new one. It refuses a name that Meta declined (400, code 63124), and one while another is under way
 * (409, code 63128).
 *
 * @see https://www.twilio.com/docs/whatsapp/api/senders
 * @see https://www.twilio.com/docs/api/errors/63124
 * @see https://www.twilio.com/docs/api/errors/63128
 *
 * @example
 * ```ts
 * import { updateSender } from "@senderpool/twilio";
 *
 * const sid = "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const request = updateSender.request({ sid, configuration: { verificationCode: "012345" } });
 * console.log(request.method, await request.text());
 * // POST {"configuration":{"verification_code":"012345"}}
 * const recorded = Response.json({ sid, status: "VERIFYING", profile: null }, { status: 202 });
 * console.log((await updateSender.parse(recorded)).status); // VERIFYING
 * ```
 */
// It has no recovery, as a service has none: what somebody else changed meanwhile would be undone.
export const updateSender: Operation<UpdateSenderInput, Sender> = /* @__PURE__ */ jsonOperation({
  method: "POST",
  url: resource,
  json: toChanges,
  read: toSender,
});

/**
 * Fetches one page of the senders of the account on a channel. Spread the page's `next` into the
 * input to ask for the next one, or leave the paging to the `list` of {@linkcode senders}.
 *
 * @see https://www.twilio.com/docs/whatsapp/api/senders
 *
 * @example
 * ```ts
 * import { listSenders } from "@senderpool/twilio";
 *
 * const recorded = Response.json({ senders: [], meta: { next_page_url: null, key: "senders" } });
 * console.log((await listSenders.parse(recorded)).next); // null
 * console.log(listSenders.request({ channel: "rcs", pageSize: 2 }).url);
 * // https://messaging.twilio.com/v2/Channels/Senders?Channel=rcs&PageSize=2
 * ```
 */
export const listSenders: Operation<SenderPageInput, Page<Sender>> = /* @__PURE__ */ operation({
  method: "GET",
  url: (input: SenderPageInput, target) => collection(target) + query(input),
  read: (body, metadata) => toPage(body, "senders", toSender, metadata),
});

/**
 * Deletes a sender of the account, on WhatsApp alone.
 *
 * @see https://www.twilio.com/docs/whatsapp/api/senders
 *
 * @example
 * ```ts
 * import { deleteSender } from "@senderpool/twilio";
 *
 * const sid = "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * console.log(deleteSender.request({ sid }).method); // DELETE
 * await deleteSender.parse(new Response(null, { status: 204 }));
 * ```
 */
export const deleteSender: Operation<SenderInput, void> = /* @__PURE__ */ operation({
  method: "DELETE",
  url: resource,
  doneCode: 20404,
});
