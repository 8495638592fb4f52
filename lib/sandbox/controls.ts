import type { ReceivedMessage } from "./resources/messages/inbound.ts";
import type { InboundMessage } from "./resources/messages/inbound_input.ts";
import type { SandboxSeed } from "./resources/seed.ts";
import type { SandboxUnknowns } from "./unknowns.ts";

/** What a program can do with a sandbox while it runs, beside what Twilio's API lets it do. */
export interface SandboxControls {
  /**
   * Starts again: with the accounts that it was made of, or with others. Exchanges and callbacks are
   * forgotten, and the rules of faults are those that it was made with.
   *
   * @param seed what to start with. Default: what the sandbox was made of
   * @throws {TwilioInputError} when the seed makes no sense; then nothing has changed
   *
   * @example
   * ```ts
   * import { createClient } from "@senderpool/twilio";
   * import { createSandbox } from "@senderpool/twilio/sandbox";
   *
   * const sandbox = createSandbox();
   * const client = createClient({ ...sandbox.credentials, fetch: sandbox.fetch });
   * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
   * await client.channelSenders.create({
   *   messagingServiceSid,
   *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
   * });
   * sandbox.reset();
   * console.log((await client.channelSenders.list({ messagingServiceSid }).toArray()).length); // 0
   * ```
   */
  readonly reset: (seed?: SandboxSeed) => void;
  /**
   * Puts a seed into what is there: what has a SID takes the place of the one that has it, or is added.
   *
   * @throws {TwilioInputError} when the whole makes no sense; then nothing has changed
   *
   * @example
   * ```ts
   * import { createSandbox } from "@senderpool/twilio/sandbox";
   *
   * const sandbox = createSandbox();
   * const [account] = sandbox.state().accounts;
   * const phoneNumbers = [{ sid: `PN${"a".repeat(32)}`, phoneNumber: "+12025550100" }];
   * sandbox.add({ accounts: [{ ...account!, phoneNumbers }] });
   * console.log(sandbox.state().accounts[0]?.phoneNumbers?.length); // 1
   * ```
   */
  readonly add: (seed: SandboxSeed) => void;
  /**
   * Decides otherwise, from now on, where Twilio's behaviour is unknown.
   *
   * @throws {TwilioInputError} which names the choice that is none
   *
   * @example
   * ```ts
   * import { createSandbox } from "@senderpool/twilio/sandbox";
   *
   * createSandbox().decide({ emptyList: 404 });
   * ```
   */
  readonly decide: (choices: SandboxUnknowns) => void;
  /**
   * Takes in a message of a customer, on any channel, and tells the webhook of the service or of the
   * sender, signed as Twilio does, with the fields of its recordings. What the webhook answers, in
   * TwiML or as plain text, is sent; where it fails, the fallback URL is asked. The requests are among
   * the `callbacks`, with the status `received`, and go no further than those.
   *
   * By Twilio's rules, a service's own webhook is told, but where the service leaves it to that of the
   * sender (`useInboundWebhookOnNumber`), and the sender has one (`inboundWebhooks` of the seed). A
   * service that insists on its own and has none drops the message.
   *
   * @throws {TwilioInputError} when it makes no sense, or no account has the sender that it is for
   * @see https://www.twilio.com/docs/messaging/guides/webhook-request
   *
   * @example
   * ```ts
   * import { createSandbox, defaultSeed } from "@senderpool/twilio/sandbox";
   * import { reply, verifyWebhook } from "@senderpool/twilio/webhooks";
   *
   * const [account] = defaultSeed().accounts;
   * const inboundRequestUrl = "http://localhost:3000/inbound";
   * const channelSenders = ["XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"];
   * const services = [
   *   { sid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", channelSenders, inboundRequestUrl },
   * ];
   * const sandbox = createSandbox({
   *   accounts: [{ ...account!, services }],
   *   callbackFetch: async (request) => {
   *     const event = await verifyWebhook(request, { authToken: account!.authToken });
   *     return event.type === "inboundMessage" ? reply(`You said: ${event.body}`) : reply();
   *   },
   * });
   * const { replies } = await sandbox.receive({
   *   from: "whatsapp:+14155550199",
   *   to: "whatsapp:+12487960483",
   *   body: "Hello!",
   * });
   * console.log(replies.length); // 1
   * ```
   */
  readonly receive: (message: InboundMessage) => Promise<ReceivedMessage>;
}
