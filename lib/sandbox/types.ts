import type { Transport } from "../types.ts";
import type { SandboxControls } from "./controls.ts";
import type { StatusCallback } from "./resources/messages/callback.ts";
import type { Exchange, ExchangeFilter } from "./record/exchange.ts";
import type { FaultRule } from "./faults/rule.ts";
import type { WaitOptions } from "./record/recorder.ts";
import type { SandboxSeed } from "./resources/seed.ts";
import type { SandboxCredentials } from "./state/seed.ts";

/** An in-memory Twilio. Its state lives in a closure, and is shared with no other sandbox. */
export interface Sandbox extends SandboxControls {
  /**
   * The transport: give it to `createClient`, or serve it with {@linkcode nodeListener}, or
   * {@linkcode guarded} with `Deno.serve` or `Bun.serve`. It answers every request, and
   * rejects only with the `reason` of the request's own aborted signal, or with a `TypeError` where
   * a fault rule breaks the connection.
   */
  readonly fetch: Transport;
  /** SID and auth token of the first account. Not enumerable, so that a log does not show them. */
  readonly credentials: SandboxCredentials;
  /**
   * All that the sandbox knows, as a plain value that JSON can keep: accounts, services, senders,
   * what is attached where and since when, the tokens issued, and what page tokens need to stay
   * good; messages, who served which recipient, and whose turn it is. A sandbox that starts with it
   * answers as this one would, to the byte where `now` and `random` are the same. Credentials are in
   * it, for it would be of no use without.
   *
   * Neither the rules of faults are part of it, nor the exchanges and callbacks, nor any option.
   *
   * @example
   * ```ts
   * import { createClient } from "@senderpool/twilio";
   * import { createSandbox } from "@senderpool/twilio/sandbox";
   *
   * const sandbox = createSandbox();
   * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
   * const input = { messagingServiceSid, sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
   * await createClient({ ...sandbox.credentials, fetch: sandbox.fetch })
   *   .channelSenders.create(input);
   *
   * const saved = JSON.stringify(sandbox.state());
   * const { credentials, fetch } = createSandbox(JSON.parse(saved));
   * const client = createClient({ ...credentials, fetch });
   * console.log((await client.channelSenders.fetch(input)).sender); // whatsapp:+12487960483
   * ```
   */
  readonly state: () => SandboxSeed;
  /**
   * Makes something go wrong from now on, until the function that it returns is called.
   *
   * @throws {TwilioInputError} when the rule makes no sense
   *
   * @example
   * ```ts
   * import { createClient } from "@senderpool/twilio";
   * import { createSandbox } from "@senderpool/twilio/sandbox";
   *
   * const sandbox = createSandbox();
   * const client = createClient({ ...sandbox.credentials, fetch: sandbox.fetch });
   * const recover = sandbox.fault({ operation: "listChannelSenders", first: 2, status: 503 });
   * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
   * for await (const { sid } of client.channelSenders.list({ messagingServiceSid })) console.log(sid);
   * console.log(sandbox.exchanges().map(({ status }) => status)); // [ 503, 503, 200 ]
   * recover();
   * ```
   */
  readonly fault: (rule: FaultRule) => () => void;
  /**
   * The exchanges so far that a filter lets through, the oldest first, with all credentials masked.
   * An exchange is there when its answer is ready, before the caller has it, or when its fault
   * strikes. Default: all that are kept.
   *
   * @throws {TwilioInputError} when a filter has a name that no exchange has, or no operation's
   *
   * @example
   * ```ts
   * import { createClient } from "@senderpool/twilio";
   * import { createSandbox } from "@senderpool/twilio/sandbox";
   *
   * const sandbox = createSandbox();
   * const client = createClient({ ...sandbox.credentials, fetch: sandbox.fetch });
   * await client.channelSenders.create({
   *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
   *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
   * });
   * const [exchange] = sandbox.exchanges({ operation: "createChannelSender", status: 201 });
   * console.log(exchange?.requestBody); // Sid=XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
   * console.log(exchange?.requestHeaders["authorization"]); // Basic [masked]
   * ```
   */
  readonly exchanges: (filter?: ExchangeFilter) => Exchange[];
  /**
   * The first exchange that a filter lets through: one that is kept already, or the next one.
   *
   * @throws the `reason` of the signal, or a `DOMException` named `TimeoutError`
   * @throws {TwilioInputError} when a filter has a name that no exchange has, or no operation's
   *
   * @example
   * ```ts
   * import { createClient } from "@senderpool/twilio";
   * import { createSandbox } from "@senderpool/twilio/sandbox";
   *
   * const sandbox = createSandbox();
   * const client = createClient({ ...sandbox.credentials, fetch: sandbox.fetch });
   * const called = sandbox.waitFor({ operation: "fetchChannelSender" }, { timeout: 1000 });
   * client.channelSenders.fetch({
   *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
   *   sid: "XEffffffffffffffffffffffffffffffff",
   * }).catch((error) => console.log(error.code)); // 20404
   * console.log((await called).status); // 404
   * ```
   */
  readonly waitFor: (filter: ExchangeFilter, options?: WaitOptions) => Promise<Exchange>;
  /**
   * Moves all messages that are under way on to their ends, or by so many statuses, and waits until
   * their status callbacks have been sent. Those that are created meanwhile stay, and a scheduled
   * message waits for its time by the sandbox's clock. So it moves the senders that are being created,
   * verified or updated, and names that Meta looks at.
   *
   * @param steps how many statuses at most; 0 waits for callbacks alone. Default: any number.
   * @throws {TwilioInputError} when `steps` is below 0
   *
   * @example
   * ```ts
   * import { createClient, messages } from "@senderpool/twilio";
   * import { createSandbox, defaultSeed } from "@senderpool/twilio/sandbox";
   *
   * const [account] = defaultSeed().accounts;
   * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
   * const channelSenders = ["XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"];
   * const services = [{ sid: messagingServiceSid, channelSenders }];
   * const sandbox = createSandbox({ accounts: [{ ...account!, services }] });
   * const { credentials, fetch } = sandbox;
   * const client = createClient({ ...credentials, fetch, extend: { messages } });
   *
   * const to = "whatsapp:+14155550199";
   * const contentSid = "HXaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
   * const { sid, status } = await client.messages.create({ messagingServiceSid, to, contentSid });
   * await sandbox.deliver();
   * const message = await client.messages.fetch({ sid: sid! });
   * console.log(status, message.status, message.from); // accepted delivered whatsapp:+12487960483
   * ```
   */
  readonly deliver: (steps?: number) => Promise<void>;
  /**
   * The status callbacks so far, the oldest first, and what came of them. Those of one message are
   * sent one after the other, and all to loopback alone; what is listed as `"not sent"` had another
   * URL. A user name and a password in a URL are sent to who asks for them by a 401.
   *
   * @example
   * ```ts
   * import { createClient, messages } from "@senderpool/twilio";
   * import { createSandbox } from "@senderpool/twilio/sandbox";
   *
   * const sandbox = createSandbox({
   *   callbackFetch: () => Promise.resolve(new Response(null, { status: 204 })),
   * });
   * const { credentials, fetch } = sandbox;
   * const client = createClient({ ...credentials, fetch, extend: { messages } });
   * await client.messages.create({
   *   from: "messenger:104794531907950",
   *   to: "messenger:9876543210",
   *   body: "Hello!",
   *   statusCallback: "http://localhost:3000/status",
   * });
   * await sandbox.deliver();
   * for (const { messageStatus, status } of sandbox.callbacks()) console.log(messageStatus, status);
   * // sent 204
   * // delivered 204
   * ```
   */
  readonly callbacks: () => StatusCallback[];
}
