import { check } from "../wire/input.ts";
import { authenticator } from "./serve/auth.ts";
import { createCallbacks } from "./resources/messages/callbacks.ts";
import { channelSenderRoutes } from "./resources/channel_senders.ts";
import { checkSeed } from "./state/check.ts";
import { checkCount, checkLimit, unknownsOf } from "./unknowns.ts";
import { createState } from "./state/restore.ts";
import { createDelivery } from "./resources/messages/delivery.ts";
import { engines } from "./serve/engines.ts";
import { exportState } from "./state/save.ts";
import { checkRule } from "./faults/rule.ts";
import { createFaults } from "./faults/faults.ts";
import { toResponse } from "./http/reply.ts";
import { fromRequest } from "./http/incoming.ts";
import { messageSettings } from "./resources/messages/options.ts";
import { messageRoutes } from "./resources/messages/messages.ts";
import { oauthRoutes } from "./serve/oauth.ts";
import type { Sandbox, SandboxOptions } from "./options.ts";
import { cryptoRandom, hex } from "./random.ts";
import { createRecorder } from "./record/recorder.ts";
import { defaultSeed, type SandboxSeed } from "./state/seed.ts";
import { createEngine } from "./serve/engine.ts";

/**
 * Makes an in-memory Twilio that is itself a transport.
 *
 * @param options what it starts with (default: {@linkcode defaultSeed}), its clock, and what it does
 * where Twilio's behaviour is unknown
 * @throws {TwilioInputError} when the seed or an option makes no sense; it names the field's path,
 * such as `accounts[0].services[1].sid`
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
 * for await (const { sender } of client.channelSenders.list({ messagingServiceSid })) {
 *   console.log(sender); // whatsapp:+12487960483
 * }
 * ```
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { now = () => new Date(), random = cryptoRandom() } = options;
  const { requestId = () => `RQ${hex(random, 32)}`, publicUrl = "request" } = options;
  const { concurrency = null, faults: rules = [], onExchange } = options;
  const { record = 1000, recordBodies = 16_384 } = options;
  const seed: SandboxSeed = { accounts: options.accounts ?? defaultSeed().accounts };
  check(typeof now === "function", "now", "a function that returns a Date");
  check(typeof random === "function", "random", "a function that returns a number");
  check(typeof requestId === "function", "requestId", "a function that returns a string");
  check(/^(twilio|request)$/.test(publicUrl), "publicUrl", "twilio or request");
  checkLimit(concurrency, "concurrency", 1);
  check(Array.isArray(rules), "faults", "an array");
  rules.forEach((rule, at) => checkRule(rule, `faults[${at}]`));
  checkCount(record, "record", 0);
  checkCount(recordBodies, "recordBodies", 0);
  const told = onExchange === undefined || typeof onExchange === "function";
  check(told, "onExchange", "a function");
  const unknowns = unknownsOf(options);
  const messaging = messageSettings(options);
  checkSeed(seed, unknowns.senderElsewhere === "share");

  const state = createState(seed, now);
  const faults = createFaults(random);
  rules.forEach(faults.add);
  const recorder = createRecorder(record, recordBodies, onExchange);
  const callbacks = createCallbacks(record, messaging);
  const delivery = createDelivery(state, now, messaging, callbacks);
  const engine = createEngine({
    // The resources that a sandbox has.
    routes: [
      ...channelSenderRoutes,
      ...messageRoutes(delivery, messaging.overRcs),
      ...oauthRoutes,
    ],
    state,
    settings: { now, random, unknowns },
    authenticate: authenticator(state, now),
    faults,
    recorder,
    requestId,
    twilios: publicUrl === "twilio",
    concurrency,
  });

  async function fetch(request: Request): Promise<Response> {
    const reply = await engine(fromRequest(request));
    return toResponse(request.method, reply, request.signal);
  }
  engines.set(fetch, engine);

  const { accountSid, authToken } = seed.accounts[0]!;
  const sandbox = {
    fetch,
    state: () => exportState(state),
    fault: faults.add,
    exchanges: recorder.exchanges,
    waitFor: recorder.waitFor,
    deliver: delivery.deliver,
    callbacks: callbacks.list,
  };
  return Object.defineProperty(sandbox as Sandbox, "credentials", {
    // A getter: Bun's console shows the value of any property that has one.
    get: () => ({ accountSid, authToken }),
  });
}
