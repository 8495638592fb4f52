import { checkInput } from "../../../wire/input.ts";
import type { Transport } from "../../../types.ts";
import { checkCount, type Unknowns } from "../../unknowns.ts";
import type { StatusCallback } from "./callback.ts";
import type { MessageEnd, MessageOutcome, ToldMessage } from "./seed.ts";
import type { CustomerWrote } from "./window.ts";

/** A message that leaves the queue, as {@linkcode MessageOptions.outcome} is told of it. */
export interface OutgoingMessage {
  /** SID of the message. */
  readonly sid: string;
  /** SID of the account. */
  readonly accountSid: string;
  /** SID of the Messaging Service; `null` where there is none. */
  readonly messagingServiceSid: string | null;
  /** Sender. */
  readonly from: string;
  /** Recipient. */
  readonly to: string;
  /** Text. */
  readonly body: string;
}

/** How the messages of a sandbox fare. */
export interface MessageOptions {
  /**
   * What moves messages on. `"look"`: each time that one is fetched, and before it is answered, it
   * takes its next status. `"manual"`: {@linkcode Sandbox.deliver} alone, which moves them in any
   * case. A number: a timer, so many milliseconds after the last status. It keeps no process alive
   * in Node and Bun. Default `"look"`: nothing moves on by itself, and a test can be repeated to the
   * byte.
   */
  readonly pace?: "look" | "manual" | number | undefined;
  /**
   * Says where a message ends, as it leaves the queue; it is asked once for each. What it throws
   * reaches whoever moves the message, which stays where it is. Default: `delivered`, which is what
   * `undefined` stands for.
   *
   * @example
   * ```ts
   * import { createClient, messages } from "@senderpool/twilio";
   * import { createSandbox } from "@senderpool/twilio/sandbox";
   *
   * const sandbox = createSandbox({
   *   outcome: ({ to }) => to.endsWith("0199") ? { status: "undelivered", errorCode: 63024 } : "read",
   * });
   * const { accountSid } = sandbox.credentials;
   * const { fetch } = sandbox;
   * const client = createClient({ ...sandbox.credentials, fetch, extend: { messages } });
   * const { sid } = await client.messages.create({
   *   from: "whatsapp:+12487960483",
   *   to: "whatsapp:+14155550199",
   *   contentSid: "HXaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
   * });
   * await sandbox.deliver();
   * console.log((await client.messages.fetch({ sid: sid! })).errorCode); // 63024
   * ```
   */
  readonly outcome?:
    | ((message: OutgoingMessage) => MessageEnd | MessageOutcome | undefined)
    | undefined;
  /**
   * Whether a phone number can be reached over RCS. Default: each can. Where it cannot, a message to
   * the plain number falls back to its `FallbackFrom` or to a phone number of the service, and
   * otherwise fails with 63036 or 21703.
   *
   * @see https://www.twilio.com/docs/rcs/send-an-rcs-message
   */
  readonly overRcs?: ((number: string) => boolean) | undefined;
  /**
   * Whether a customer on WhatsApp has written to a sender in the last 24 hours, beside those of whom
   * that is known: by the seed's `wrote`, and by what came in. Free text to others is not delivered,
   * and has 63016, as at Twilio; a template (`ContentSid`) is. Default: nobody has; `true`: everybody.
   *
   * @see https://www.twilio.com/docs/api/errors/63016
   *
   * @example
   * ```ts
   * import { createClient, messages } from "@senderpool/twilio";
   * import { createSandbox } from "@senderpool/twilio/sandbox";
   *
   * const sandbox = createSandbox({ customerWrote: (customer) => customer.endsWith("0199") });
   * const { credentials, fetch } = sandbox;
   * const client = createClient({ ...credentials, fetch, extend: { messages } });
   * const from = "whatsapp:+12487960483";
   * for (const to of ["whatsapp:+14155550199", "whatsapp:+14155550100"]) {
   *   await client.messages.create({ from, to, body: "Hello!" });
   * }
   * await sandbox.deliver();
   * for await (const { to, status, errorCode } of client.messages.list()) {
   *   console.log(to, status, errorCode);
   * }
   * // whatsapp:+14155550100 undelivered 63016
   * // whatsapp:+14155550199 delivered null
   * ```
   */
  readonly customerWrote?: boolean | CustomerWrote | undefined;
  /**
   * Is told of each message as it is created or comes in, and at each new status. What it throws or
   * rejects with is ignored.
   */
  readonly onMessage?: ((message: ToldMessage) => void) | undefined;
  /**
   * Is told of each callback as it is about to be sent, and of what came of it. What it throws or
   * rejects with is ignored.
   */
  readonly onCallback?: ((callback: StatusCallback) => void) | undefined;
  /**
   * Names of hosts that callbacks may go to beside loopback, such as `app` in a network of Docker
   * Compose. Default: none.
   */
  readonly callbackHosts?: readonly string[] | undefined;
  /**
   * The transport that status callbacks and the webhooks of inbound messages leave by. It is given no
   * request but for loopback (127.0.0.0/8, `::1` and `localhost`) and `callbackHosts`. Default: `globalThis.fetch`, looked up at each call.
   */
  readonly callbackFetch?: Transport | undefined;
  /**
   * The bound on a status callback, in milliseconds. Default 15,000, as Twilio's.
   *
   * @see https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
   */
  readonly callbackTimeout?: number | undefined;
}

/** Of the messages' options what was unknownsOf, and the defaults. */
export interface MessageSettings {
  readonly pace: "look" | "manual" | number;
  readonly outcome: NonNullable<MessageOptions["outcome"]>;
  readonly overRcs: (number: string) => boolean;
  readonly customerWrote: CustomerWrote;
  readonly outsideWindow: () => Unknowns["outsideWindow"];
  readonly callbackFetch: Transport;
  readonly callbackTimeout: number;
  readonly callbackHosts: ReadonlySet<string>;
  readonly onMessage: MessageOptions["onMessage"];
  readonly onCallback: MessageOptions["onCallback"];
}

/**
 * The options of the messages, checked, and the defaults of the others.
 *
 * @throws {TwilioInputError} which names the option
 */
export function messageSettings(
  options: MessageOptions,
  unknowns: Pick<Unknowns, "outsideWindow">,
): MessageSettings {
  const {
    pace = "look",
    outcome = () => undefined,
    overRcs = () => true,
    customerWrote = false,
    callbackFetch = (request) => globalThis.fetch(request),
    callbackTimeout = 15_000,
    callbackHosts = [],
    onMessage,
    onCallback,
  } = options;
  if (pace !== "look" && pace !== "manual") {
    checkCount(pace, "pace", 0, " milliseconds, or look or manual");
  }
  checkCount(callbackTimeout, "callbackTimeout", 1);
  for (const [name, value] of Object.entries({ outcome, overRcs, callbackFetch })) {
    checkInput(typeof value === "function", name, "a function");
  }
  for (const [name, value] of Object.entries({ onMessage, onCallback })) {
    checkInput(value === undefined || typeof value === "function", name, "a function");
  }
  const hosts = Array.isArray(callbackHosts) ? callbackHosts.map(hostOf) : [null];
  checkInput(!hosts.includes(null), "callbackHosts", "names of hosts, such as app");
  const isRule = typeof customerWrote === "boolean" || typeof customerWrote === "function";
  checkInput(isRule, "customerWrote", "true, false or a function");
  const wrote = typeof customerWrote === "function" ? customerWrote : () => customerWrote;
  return {
    pace,
    outcome,
    overRcs,
    customerWrote: wrote,
    outsideWindow: () => unknowns.outsideWindow,
    callbackFetch,
    callbackTimeout,
    callbackHosts: new Set(hosts as string[]),
    onMessage,
    onCallback,
  };
}

/** A name of a host as URLs have it; `null` where it is none. */
function hostOf(name: unknown): string | null {
  const isName = typeof name === "string" && /^[\w.-]+$/.test(name);
  const url = isName && URL.canParse(`http://${name}`) ? new URL(`http://${name}`) : null;
  return url && url.pathname === "/" ? url.hostname : null;
}

const ends: readonly MessageEnd[] = ["delivered", "read", "undelivered", "failed"];

/**
 * Where a message ends, in full.
 *
 * @throws {TwilioInputError} which names the field at fault by its path
 */
export function toOutcome(
  value: MessageEnd | MessageOutcome | undefined,
  path: string,
): { readonly status: MessageEnd; readonly errorCode: number | null } {
  const given = value === undefined ? "delivered" : value;
  const { status, errorCode } = typeof given === "string" ? { status: given } : Object(given);
  checkInput(ends.includes(status), path, `${ends.join(", ")}, or one of them as a status`);
  const arrives = status === "delivered" || status === "read";
  const code = errorCode ?? (arrives ? null : 30008);
  checkInput(
    arrives ? code === null : Number.isInteger(code),
    `${path}.errorCode`,
    "a code of a failure",
  );
  return { status, errorCode: code };
}
