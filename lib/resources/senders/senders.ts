import { type Listing, listing } from "../../call/listing.ts";
import type { CallOptions } from "../../call/call_options.ts";
import type { Send } from "../../call/send.ts";
import type { CreateSenderInput, UpdateSenderInput } from "./new_sender.ts";
import {
  createSender,
  deleteSender,
  fetchSender,
  listSenders,
  type SenderInput,
  type SenderListInput,
  updateSender,
} from "./operations.ts";
import type { Sender } from "./sender.ts";
import { waitForSender, type WaitForSenderOptions } from "./wait_for_sender.ts";

export * from "./operations.ts";
export { waitForSender, type WaitForSenderOptions } from "./wait_for_sender.ts";
export type { Sender, SenderOfflineReason, SenderProperties, SenderStatus } from "./sender.ts";
export type { SenderConfiguration, SenderWebhook } from "./setup.ts";
export type {
  SenderEmail,
  SenderPhoneNumber,
  SenderProfile,
  SenderUseCase,
  SenderVertical,
  SenderWebsite,
} from "./profile.ts";
export type { SenderCarrier, SenderCompliance, SenderCountry } from "./compliance.ts";
export type {
  CreateSenderInput,
  NewSenderConfiguration,
  NewSenderWebhook,
  SenderSettings,
  UpdateSenderInput,
} from "./new_sender.ts";
export type {
  NewSenderEmail,
  NewSenderPhoneNumber,
  NewSenderProfile,
  NewSenderWebsite,
} from "./new_profile.ts";

/** The senders of an account, as methods of a client. */
export interface Senders {
  /** Creates a sender, which Twilio does later: see `waitFor`. */
  create(input: CreateSenderInput, options?: CallOptions): Promise<Sender>;
  /** Fetches a sender. */
  fetch(input: SenderInput, options?: CallOptions): Promise<Sender>;
  /** Changes a sender: only what is given. */
  update(input: UpdateSenderInput, options?: CallOptions): Promise<Sender>;
  /** Lists the senders of a channel, over all pages. */
  list(input: SenderListInput, options?: CallOptions): Listing<Sender>;
  /** Deletes a sender, on WhatsApp alone. */
  delete(input: SenderInput, options?: CallOptions): Promise<void>;
  /** Fetches a sender until it is no longer being created, verified or updated. */
  waitFor(input: SenderInput, options?: WaitForSenderOptions): Promise<Sender>;
}

/**
 * The senders of an account, for the option `extend` of {@linkcode createClient}.
 *
 * @param send sends for the client
 *
 * @example
 * ```ts
 * import { createClient, senders } from "@senderpool/twilio";
 *
 * const sender = { sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", sender_id: "rcs:agent" };
 * const client = createClient({
 *   accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   authToken: "0123456789abcdef0123456789abcdef",
 *   extend: { senders },
 *   fetch: () => Promise.resolve(Response.json({ senders: [sender], meta: { next_page_url: null } })),
 * });
 * const all = await client.senders.list({ channel: "rcs" }).toArray();
 * console.log(all[0]?.sid); // XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
 * ```
 */
export function senders(send: Send): Senders {
  return {
    create: (input, options) => send(createSender, input, options),
    fetch: (input, options) => send(fetchSender, input, options),
    update: (input, options) => send(updateSender, input, options),
    list: (input, options) => listing(listSenders, input, send, options),
    delete: (input, options) => send(deleteSender, input, options),
    waitFor: (input, options) => waitForSender(send, input, options),
  };
}
