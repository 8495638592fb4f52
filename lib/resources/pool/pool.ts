import type { Items } from "../../call/items.ts";
import type { CallOptions } from "../../call/call_options.ts";
import type { ClientAccount, Send } from "../../call/send.ts";
import type { ServiceReference } from "../pool_member.ts";
import { attach, detach } from "./attach.ts";
import type { PoolEntry } from "./entry.ts";
import { listPool, type PoolListInput } from "./list.ts";
import { type PoolPlace, whereIs, type WhereIsOptions } from "./where_is.ts";

export { senderKinds } from "./address.ts";
export type { PoolEntry, PoolEntryKind, PoolEntryOf } from "./entry.ts";
export { isTwilioSenderError, type SenderProblem, TwilioSenderError } from "./errors.ts";
export type { PoolListInput } from "./list.ts";
export type { PoolPlace, SearchProgress, WhereIsOptions } from "./where_is.ts";

/** The pools of Messaging Services, each as one, as methods of a client. */
export interface Pool {
  /**
   * Lists all senders in the pool of a service, whatever their kind. The first page of each kind is
   * asked for at once, and the later ones one ahead; at most two pages of a kind are in memory, however
   * slow the consumer is. What the first page of a kind meets ends the listing at the next step, and
   * stops the others; so do an abort and leaving the loop. A 404 is none of the kind, where any other
   * kind has a list: Twilio is reported to answer so of a service without channel senders.
   *
   * The order is fixed: channel senders, phone numbers, short codes, destination alpha senders, alpha
   * senders, and each in Twilio's order. It is unknown whether Twilio shows a name of one of the last
   * two kinds among those of the other: one SID is given once, as the destination alpha sender that it
   * is.
   *
   * @throws {TwilioInputError} at the first step
   */
  list(input: PoolListInput, options?: CallOptions): Items<PoolEntry>;

  /**
   * Finds the services whose pools have a sender, in the order of their list. Twilio has no such
   * question, so that the pools of all services are searched, several at once: one request for the
   * services, and one for each of them at least.
   *
   * A phone number and a short code are in one service at most, as is documented; of channel senders
   * that is inferred: so the search ends where it is found. A name may be in many services, and as
   * several senders of one: all are given. A service that is deleted meanwhile has none.
   *
   * @param address `+12487960483`, a short code, a name, or an address of a channel
   * @returns the places: none, where it is in no service
   * @throws {TwilioSenderError} `"unfinished"`, where there are more services than `maxServices` and
   * the sender may be in them
   * @throws {TwilioInputError} where no sender has such an address
   */
  whereIs(address: string, options?: WhereIsOptions): Promise<readonly PoolPlace[]>;

  /**
   * Puts a sender of the account into the pool of a service, by its address: its SID is looked for
   * among the account's phone numbers, its short codes, or its senders on the channel. Those on
   * Messenger can't be looked for; a name needs no SID, and becomes an alpha sender.
   *
   * @param address `+12487960483`, a short code, a name, or an address of WhatsApp or RCS
   * @throws {TwilioSenderError} `"missing"` or `"ambiguous"`, where the account has no such sender, or
   * several
   * @throws {TwilioApiError} what Twilio refuses, such as 21710 for one that is in this pool already
   * and 21712 for one in another: `whereIs` tells in which
   */
  attach(address: string, input: ServiceReference, options?: CallOptions): Promise<PoolEntry>;

  /**
   * Takes a sender out of the pool of a service, by its address; it stays in the account, but for
   * names, which are of their pool alone.
   *
   * @returns the sender, as it was
   * @throws {TwilioSenderError} `"missing"`, where the pool has no such sender; `"ambiguous"`, where
   * it has several, as it may of a name
   */
  detach(address: string, input: ServiceReference, options?: CallOptions): Promise<PoolEntry>;
}

/**
 * The pools of Messaging Services, each as one, for the option `extend` of {@linkcode createClient}.
 * What is meant is the pool of a service; Twilio's `comms.twilio.com/v1/SenderPools` is another
 * product.
 *
 * @param send sends for the client
 * @param account the account whose phone numbers and short codes `attach` looks through
 * @see https://www.twilio.com/docs/messaging/services
 *
 * @example
 * ```ts
 * import { createClient, pool } from "@senderpool/twilio";
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 *
 * const sandbox = createSandbox();
 * const { accountSid, authToken } = sandbox.credentials;
 * const client = createClient({ accountSid, authToken, extend: { pool }, fetch: sandbox.fetch });
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 *
 * await client.pool.attach("Shop", { messagingServiceSid });
 * for await (const { kind, sender } of client.pool.list({ messagingServiceSid })) {
 *   console.log(kind, sender); // alphaSender Shop
 * }
 * const [place] = await client.pool.whereIs("Shop");
 * console.log(place?.service.sid); // MGaaa…
 * ```
 */
export function pool(send: Send, account: ClientAccount = {}): Pool {
  return {
    list: (input, options) => listPool(input, send, options),
    whereIs: (address, options = {}) => whereIs(address, options, send),
    attach: (address, input, options) => attach(address, input, send, account, options),
    detach: (address, input, options) => detach(address, input, send, options),
  };
}
