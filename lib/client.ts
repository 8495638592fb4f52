import { basicAuth, type Credentials } from "./middleware/basic_auth.ts";
import { type ChannelSenders, channelSenders } from "./resources/channel_senders.ts";
import { type Send, send } from "./send.ts";
import type { Middleware, Target, Transport } from "./types.ts";

/** What a client may be given beside credentials. */
export interface ClientSettings {
  /** The transport. Default: `globalThis.fetch`, looked up at each call. */
  readonly fetch?: Transport | undefined;
  /** Where requests go. Default: Twilio's US1 hosts. */
  readonly target?: Target | undefined;
  /** The largest body that is read, in bytes after decompression. Default 8,000,000. */
  readonly maxBytes?: number | undefined;
}

/** Signs requests in another way than by Basic credentials; `null` where the transport does. */
export interface CustomAuth {
  /** The middleware that signs. */
  readonly auth: Middleware | null;
}

/** Credentials, or another way to sign in, and settings. */
export type ClientOptions = (Credentials | CustomAuth) & ClientSettings;

/** Everything at hand. The credentials are not: they live in a closure. */
export interface Client {
  /** The channel senders of Messaging Services. */
  readonly channelSenders: ChannelSenders;
  /** Sends any operation as this client would, such as `withMetadata(fetchChannelSender)`. */
  readonly send: Send;
}

/**
 * Makes a client.
 *
 * @param options credentials (an account SID and auth token, or an API key and its secret), and
 * where and how requests go
 * @throws {TwilioInputError} when a credential is missing or malformed, or the target is
 *
 * @example
 * ```ts
 * import { createClient } from "@senderpool/twilio";
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 *
 * const sandbox = createSandbox();
 * const client = createClient({ ...sandbox.credentials, fetch: sandbox.fetch });
 * const sender = await client.channelSenders.create({
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * });
 * console.log(sender.sender); // whatsapp:+12487960483
 * ```
 */
export function createClient(options: ClientOptions): Client {
  const { fetch = (request) => globalThis.fetch(request), target, maxBytes } = options;
  const auth = "auth" in options ? options.auth : basicAuth(options, target);
  const transport = auth ? auth(fetch) : fetch;
  const bound: Send = (operation, input, options) =>
    send(operation, input, { fetch: transport, target, maxBytes, ...options });
  return { send: bound, channelSenders: channelSenders(bound) };
}
