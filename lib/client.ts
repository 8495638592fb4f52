import type { RetryOptions } from "./call/schedule.ts";
import {
  checkFetch,
  type ClientAccount,
  type Resource,
  type Send,
  sendBy,
  trackSending,
} from "./call/send.ts";
import { withRetry } from "./call/with_retry.ts";
import { withDeadline, withTimeout } from "./call/with_timeout.ts";
import { basicAuth, type Credentials } from "./middleware/basic_auth.ts";
import { type ChannelSenders, channelSenders } from "./resources/channel_senders.ts";
import type { Middleware, Target, Transport } from "./types.ts";
import { maxBytesOf } from "./wire/body.ts";
import { checkInput, checkNames, checkObject, checkValue, isGiven } from "./wire/input.ts";
import { baseUrl } from "./wire/target.ts";

/** Signs requests in another way than by Basic credentials; `null` where the transport does. */
export interface CustomAuth extends ClientAccount {
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

/** Resources to have in a client, by the names that they get there. */
export type Extension = Readonly<Record<string, Resource<unknown>>>;

/** The methods of resources, by their names. */
export type Extended<Extra extends Extension> = {
  readonly [Name in keyof Extra]: ReturnType<Extra[Name]>;
};

/** What {@linkcode createClient} takes. Each policy can be replaced, and `null` removes it. */
export type ClientOptions<Extra extends Extension = Extension> = SendSettings & {
  /**
   * The bound on an attempt, to the last byte of its answer, in milliseconds: a wait for a token
   * counts, as of `oauth`, and a wait for its turn, as in `concurrency`, does not. Default 30,000.
   */
  readonly timeout?: number | null | false | undefined;
  /** When to repeat, and how often. Default: see {@linkcode RetryOptions}. */
  readonly retry?: RetryOptions | null | false | undefined;
  /**
   * The bound on a call with all its attempts and waits, in milliseconds. Default: none beside
   * `timeout` and the `maxTime` of `retry`, which come to 90,000.
   */
  readonly deadline?: number | null | false | undefined;
  /**
   * Resources to have beside the channel senders, such as `{ messages }`: a bundle has those that it
   * names. Default: none.
   */
  readonly extend?: Extra | undefined;
};

/** Everything at hand. The credentials are not: they live in a closure. */
export interface Client {
  /** The channel senders of Messaging Services. */
  readonly channelSenders: ChannelSenders;
  /** Sends any operation as this client would, such as `withMetadata(fetchChannelSender)`. */
  readonly send: Send;
}

const settings = [
  "accountSid",
  "authToken",
  "apiKey",
  "apiSecret",
  "auth",
  "fetch",
  "target",
  "maxBytes",
];
const policies = ["timeout", "retry", "deadline", "extend"];

/** What people write in the place of an option, from other libraries or from memory. */
const remedies = {
  region: "target: { region }",
  baseUrl: "target: { baseUrl }",
  retries: "retry: { attempts }",
};

/**
 * Makes a `send` that signs and knows its target: one attempt, without a bound on its time.
 *
 * @param options credentials, and where and how requests go
 * @throws {TwilioInputError} when an option is missing, malformed or has another name
 *
 * @example
 * ```ts
 * import { createSend, fetchChannelSender } from "@senderpool/twilio";
 *
 * const fetch = () => Promise.resolve(Response.json({ sid: null, sender: "rcs:agent" }));
 * const send = createSend({ auth: null, fetch });
 * const { sender } = await send(fetchChannelSender, {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * });
 * console.log(sender); // rcs:agent
 * ```
 */
export function createSend(options: SendSettings): Send {
  return signedSend(options, true);
}

function signedSend(options: SendSettings, abortsAtOnce: boolean): Send {
  checkOptions(options, settings);
  const { fetch, target, maxBytes } = options;
  if (isGiven(fetch)) checkFetch(fetch);
  maxBytesOf(options);
  baseUrl("messaging", target); // a target that is unusable is told of here, whoever signs
  const auth = authOf(options);
  return sendBy({ fetch: fetch ?? undefined, target, maxBytes, auth, abortsAtOnce });
}

function checkOptions(options: object, known: readonly string[]): void {
  const expected = "one object: { accountSid, authToken }, { apiKey, apiSecret } or { auth }";
  checkObject(options, "options", expected);
  checkNames(options, known, remedies);
}

function authOf(options: SendSettings): Middleware | null {
  const { auth } = options as Partial<CustomAuth>;
  if (auth === undefined) return basicAuth(options as Credentials, options.target);
  const isMiddleware = auth === null || typeof auth === "function";
  checkValue(isMiddleware, "auth", "a middleware, or null", auth);
  return auth === null ? null : trackSending(auth);
}

/**
 * Makes a client of a `send`, which is all that it needs.
 *
 * @param send sends an operation
 *
 * @example
 * ```ts
 * import { clientOf, createSend } from "@senderpool/twilio";
 *
 * const client = clientOf(createSend({ auth: null }));
 * console.log(typeof client.channelSenders.list); // function
 * ```
 */
export function clientOf(send: Send): Client {
  return { channelSenders: channelSenders(send), send };
}

/**
 * Makes a client.
 *
 * @param options credentials (an account SID and auth token, or an API key and its secret), and
 * where and how requests go
 * @throws {TwilioInputError} when an option is missing, malformed or has another name
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
export function createClient<Extra extends Extension = Record<never, never>>(
  options: ClientOptions<Extra>,
): Client & Extended<Extra> {
  checkOptions(options, [...settings, ...policies]);
  const { retry = {}, timeout = 30_000, deadline = null, extend, ...sendSettings } = options;
  // A bound on time sees to it that the caller hears of an abort.
  let send = signedSend(sendSettings as SendSettings, !isOn(timeout));
  if (isOn(timeout)) send = withTimeout(send, timeout);
  // Without retries too, errors have a story, and what an earlier attempt did is told.
  send = withRetry(send, isOn(retry) ? retry : { attempts: 1 });
  if (isOn(deadline)) send = withDeadline(send, deadline);
  const client: Record<string, unknown> = { ...clientOf(send) };
  const isExtension = !isGiven(extend) || (typeof extend === "object" && !Array.isArray(extend));
  checkValue(isExtension, "extend", "an object of resources, such as { messages }", extend);
  for (const [name, resource] of Object.entries<Resource<unknown>>(extend ?? {})) {
    checkValue(
      typeof resource === "function",
      `extend.${name}`,
      "a function that makes its methods, such as messages",
      resource,
    );
    checkInput(
      !Object.hasOwn(client, name),
      `extend.${name}`,
      "another name",
      "one of the client's",
    );
    client[name] = resource(send, { accountSid: options.accountSid });
  }
  return client as unknown as Client & Extended<Extra>;
}

/** Whether there is a policy: `null` and `false` remove it. */
function isOn<Policy>(policy: Policy | null | false): policy is Policy {
  return policy !== null && policy !== false;
}
