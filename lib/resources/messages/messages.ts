import { match, sid } from "../../wire/input.ts";
import { operation } from "../../wire/operation.ts";
import { baseUrl } from "../../wire/target.ts";
import type { CallOptions, Send } from "../../call/send.ts";
import type { Operation, Target } from "../../types.ts";
import { type Message, toMessage } from "./message.ts";
import { type CreateMessageInput, type NewMessage, toForm } from "./new_message.ts";

/** A message of an account. */
export interface MessageInput {
  /** SID of the account. Default, where there is a client: the one it has messages of. */
  readonly accountSid?: string | undefined;
  /** SID of the message: `SM` or `MM`, and 32 hex digits. */
  readonly sid: string;
}

/** A message, and the account that has it. */
export interface FetchMessageInput extends MessageInput {
  /** SID of the account: `AC` and 32 hex digits. */
  readonly accountSid: string;
}

const path = (input: { readonly accountSid: string }, target?: Target) =>
  `${baseUrl("api", target)}/2010-04-01/Accounts/${sid(input, "accountSid", "AC")}/Messages`;

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
export const createMessage: Operation<CreateMessageInput, Message> = /* @__PURE__ */ operation(
  "POST",
  (input: CreateMessageInput, target) => `${path(input, target)}.json`,
  toMessage,
  toForm,
);

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
export const fetchMessage: Operation<FetchMessageInput, Message> = /* @__PURE__ */ operation(
  "GET",
  (input: FetchMessageInput, target) =>
    `${path(input, target)}/${
      match(input, "sid", /^[SM]M[\da-fA-F]{32}$/, "SM or MM and 32 hex digits")
    }.json`,
  toMessage,
);

/** The messages of an account, as methods of a client. */
export interface Messages {
  /** Sends a message. */
  create(input: NewMessage, options?: CallOptions): Promise<Message>;
  /** Fetches a message. */
  fetch(input: MessageInput, options?: CallOptions): Promise<Message>;
}

/**
 * The messages of an account, for the option `extend` of {@linkcode createClient}.
 *
 * @param accountSid SID of the account: `AC` and 32 hex digits. A call may name another, such as a
 * subaccount, whose messages the credentials of its parent reach.
 * @throws {TwilioInputError} when the SID is malformed
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
 *   extend: messages("ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
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
export function messages(accountSid: string): (send: Send) => { readonly messages: Messages } {
  sid({ accountSid }, "accountSid", "AC");
  const of = <Input extends { readonly accountSid?: string | undefined }>(input: Input) => ({
    ...input,
    accountSid: input?.accountSid ?? accountSid,
  });
  return (send) => ({
    messages: {
      create: (input, options) => send(createMessage, of(input), options),
      fetch: (input, options) => send(fetchMessage, of(input), options),
    },
  });
}
