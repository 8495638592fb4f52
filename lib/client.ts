import { basicAuth, type Credentials } from "./middleware/basic_auth.ts";
import { type ChannelSenders, channelSenders } from "./resources/channel_senders.ts";
import { type Send, send } from "./call/send.ts";
import { retrying, type RetryOptions } from "./call/with_retry.ts";
import { timed } from "./call/with_timeout.ts";
import type { Middleware, Target, Transport } from "./types.ts";

/** Signs requests in another way than by Basic credentials; `null` where the transport does. */
export interface CustomAuth {
  /** The middleware that signs. */
  readonly auth: Middleware | null;
}

/** Credentials or another way to sign, and where and how requests go. */
export type SendSettings = (Credentials | CustomAuth) & {
  /** The transport. Default: `globalThis.fetch`, looked up at each call. */
  readonly fetch?: Transport | undefined;
  /** Where requests go. Default: Twilio's US1 hosts. */
  readonly target?: Target | undefined;
  /** The largest body that is read, in bytes after decompression. Default 8,000,000. */
  readonly maxBytes?: number | undefined;
};

/** What {@linkcode createClient} takes. Each policy can be replaced, and `null` removes it. */
export type ClientOptions<Extra extends object = object> = SendSettings & {
  /** The bound on an attempt, to the last byte of its answer, in milliseconds. Default 30,000. */
  readonly timeout?: number | null | undefined;
  /** When to repeat, and how often. Default: see {@linkcode RetryOptions}. */
  readonly retry?: RetryOptions | null | undefined;
  /**
   * The bound on a call with all its attempts and waits, in milliseconds. Default: none beside
   * `timeout` and the `maxTime` of `retry`, which come to 90,000.
   */
  readonly deadline?: number | null | undefined;
  /**
   * Resources to have beside the channel senders, such as {@linkcode messages}: a bundle has those
   * that it names. Default: none.
   */
  readonly extend?: ((send: Send) => Extra) | undefined;
};

/** Everything at hand. The credentials are not: they live in a closure. */
export interface Client {
  /** The channel senders of Messaging Services. */
  readonly channelSenders: ChannelSenders;
  /** Sends any operation as this client would, such as `withMetadata(fetchChannelSender)`. */
  readonly send: Send;
}

/**
 * Makes a `send` that signs and knows its target: one attempt, without a bound on its time.
 *
 * @throws {TwilioInputError} when a credential is missing or malformed, or the target is
 */
export function createSend(options: SendSettings): Send {
  const { target, fetch = (request) => globalThis.fetch(request), maxBytes } = options;
  const { auth = basicAuth(options as Credentials, target) } = options as Partial<CustomAuth>;
  const transport = auth ? auth(fetch) : fetch;
  return (operation, input, options) =>
    send(operation, input, { target, fetch: transport, maxBytes, ...options });
}

/** Makes a client of a `send`, which is all that it needs. */
export function clientOf(send: Send): Client {
  return { channelSenders: channelSenders(send), send };
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
export function createClient<Extra extends object = object>(
  options: ClientOptions<Extra>,
): Client & Extra {
  const { retry, timeout = 30_000, deadline } = options;
  let send = createSend(options);
  if (timeout) send = timed(send, timeout);
  if (retry !== null) send = retrying(send, retry);
  if (deadline) send = timed(send, deadline);
  return Object.assign(clientOf(send), options.extend?.(send)) as Client & Extra;
}
