import type { Listing } from "../../call/listing.ts";
import type { CallOptions } from "../../call/call_options.ts";
import type { ClientAccount, Send } from "../../call/send.ts";
import type { Operation } from "../../types.ts";
import { operation } from "../../wire/operation.ts";
import { listingFor, sendFor } from "../account/account.ts";
import { cancelMessage, deleteMessage, redactMessage } from "./change_messages.ts";
import { listMessages, type MessageListInput } from "./list_messages.ts";
import { type Message, toMessage } from "./message.ts";
import { type CreateMessageInput, type NewMessage, toForm } from "./new_message.ts";
import { collection, type FetchMessageInput, type MessageInput, resource } from "./path.ts";

/**
 * Sends a message. With a Messaging Service it begins as `accepted`, without a sender; what becomes
 * of it, {@linkcode fetchMessage} or the `statusCallback` will tell.
 *
 * Twilio's own refusals of what is checked here: neither sender nor service (21603), `fallbackFrom`
 * with a sender (21664) or without a service (21666), sender and recipient of different channels
 * (21910, 30016).
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource#create-a-message
 *
 * @example
 * ```ts
 * import { createMessage, whatsapp } from "@senderpool/twilio";
 *
 * const request = createMessage.request({
 *   accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   to: whatsapp("+12487960483"),
 *   body: "Hello!",
 * });
 * console.log(request.method, await request.text()); // POST To=whatsapp%3A%2B12487960483&…
 * const body = { sid: "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", status: "accepted" };
 * const recorded = Response.json(body, { status: 201 });
 * console.log((await createMessage.parse(recorded)).status); // accepted
 * ```
 */
export const createMessage: Operation<CreateMessageInput, Message> = /* @__PURE__ */ operation({
  method: "POST",
  url: collection,
  form: toForm,
  read: toMessage,
});

/**
 * Fetches a message: its status, its sender once there is one, and why it failed if it did.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource#fetch-a-message
 *
 * @example
 * ```ts
 * import { fetchMessage } from "@senderpool/twilio";
 *
 * const input = {
 *   accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * console.log(fetchMessage.request(input).url);
 * // https://api.twilio.com/2010-04-01/Accounts/ACaaa…/Messages/SMaaa….json
 * const recorded = Response.json({ sid: input.sid, status: "failed", error_code: 21703 });
 * console.log((await fetchMessage.parse(recorded)).errorCode); // 21703
 * ```
 */
export const fetchMessage: Operation<FetchMessageInput, Message> = /* @__PURE__ */ operation({
  method: "GET",
  url: resource,
  read: toMessage,
});

/** The messages of an account, as methods of a client. */
export interface Messages {
  /** Sends a message. */
  create(input: NewMessage, options?: CallOptions): Promise<Message>;
  /** Fetches a message. */
  fetch(input: MessageInput, options?: CallOptions): Promise<Message>;
  /** Lists the messages of the account, the newest first, over all pages. */
  list(input?: MessageListInput, options?: CallOptions): Listing<Message>;
  /** Cancels a message that is still scheduled. */
  cancel(input: MessageInput, options?: CallOptions): Promise<Message>;
  /** Takes the text out of a message, for good. */
  redact(input: MessageInput, options?: CallOptions): Promise<Message>;
  /** Deletes a message and its media, for good. */
  delete(input: MessageInput, options?: CallOptions): Promise<void>;
}

/**
 * The messages of an account, for the option `extend` of {@linkcode createClient}.
 *
 * @param send sends for the client
 * @param account whose messages they are where a call names no other: that of the client's
 * credentials. A call may name a subaccount, whose messages the credentials of its parent reach.
 * @see https://www.twilio.com/docs/iam/api/subaccounts
 *
 * @example
 * ```ts
 * import { createClient, messages } from "@senderpool/twilio";
 *
 * const body = { sid: "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", status: "accepted" };
 * const client = createClient({
 *   accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   authToken: "0123456789abcdef0123456789abcdef",
 *   extend: { messages },
 *   fetch: () => Promise.resolve(Response.json(body, { status: 201 })),
 * });
 * const message = await client.messages.create({
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   to: "whatsapp:+12487960483",
 *   body: "Hello!",
 * });
 * console.log(message.status); // accepted
 * ```
 */
export function messages(send: Send, account: ClientAccount = {}): Messages {
  const own = sendFor(account, send);
  return {
    create: (input, options) => own(createMessage, input, options),
    fetch: (input, options) => own(fetchMessage, input, options),
    list: (input = {}, options) => listingFor(listMessages, input, own, options),
    cancel: (input, options) => own(cancelMessage, input, options),
    redact: (input, options) => own(redactMessage, input, options),
    delete: (input, options) => own(deleteMessage, input, options),
  };
}
