import type { CallOptions, ClientAccount, Send } from "../../call/send.ts";
import type { Operation, Target } from "../../types.ts";
import { checkInput, sidOf, textOf } from "../../wire/input.ts";
import { operation } from "../../wire/operation.ts";
import { baseUrl } from "../../wire/target.ts";
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

function collection(input: { readonly accountSid: string }, target?: Target): string {
  const account = sidOf(input, "accountSid", "AC");
  return `${baseUrl("api", target)}/2010-04-01/Accounts/${account}/Messages`;
}

function resource(input: FetchMessageInput, target?: Target): string {
  const messages = collection(input, target);
  const sid = textOf(input, "sid", /^[SM]M[\da-fA-F]{32}$/, "SM or MM and 32 hex digits");
  return `${messages}/${sid}.json`;
}

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
  url: (input: CreateMessageInput, target) => `${collection(input, target)}.json`,
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
  return {
    create: async (input, options) =>
      await send(createMessage, withAccount(input, account), options),
    fetch: async (input, options) => await send(fetchMessage, withAccount(input, account), options),
  };
}

/** The input of a call with its account, or with the client's where it names none. */
function withAccount<Input extends ClientAccount>(
  input: Input,
  account: ClientAccount,
): Input & { readonly accountSid: string } {
  const accountSid = input?.accountSid ?? account.accountSid;
  const got = "nothing: give it to createClient or to the call";
  const isThere = accountSid !== undefined && accountSid !== null;
  checkInput(isThere, "accountSid", "AC and 32 hex digits", got);
  return { ...input, accountSid };
}
