import { checkNames } from "../wire/input.ts";
import { createFaults } from "./faults/faults.ts";
import { fromRequest } from "./http/incoming.ts";
import { toResponse } from "./http/reply.ts";
import { type SandboxOptions, sandboxSettings } from "./options.ts";
import { createRecorder } from "./record/recorder.ts";
import { createMessages } from "./resources/messages/mod.ts";
import { resourcesWith } from "./resources/mod.ts";
import { createSenders } from "./resources/senders/senders.ts";
import { authenticator } from "./serve/auth.ts";
import { createEngine, type Engine } from "./serve/engine.ts";
import { engines } from "./serve/engines.ts";
import { oauthRoutes } from "./serve/oauth.ts";
import { checkSeed } from "./state/check.ts";
import { createState } from "./state/restore.ts";
import { saveState } from "./state/save.ts";
import { insides } from "./insides.ts";
import type { SandboxSeed } from "./resources/seed.ts";
import { mergedSeed, namedAsAdded } from "./state/merge.ts";
import { replaceState } from "./state/state.ts";
import type { Sandbox } from "./types.ts";
import { unknownNames, unknownsOf } from "./unknowns.ts";
import { createWatchers } from "./watchers.ts";

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
  const settings = sandboxSettings(options);
  const { accounts, now, random, requestId, twilios, concurrency, unknowns } = settings;
  const messages = createMessages(settings.messaging, settings, now, random);
  const senders = createSenders(settings.senders, now);
  const resources = resourcesWith(messages, senders);
  checkSeed(accounts, resources, unknowns);
  const state = createState(accounts, resources, now);

  const faults = createFaults(random);
  settings.faults.forEach(faults.add);
  const recorder = createRecorder(settings.record, settings.recordBodies, settings.onExchange);
  const { authenticate, forget } = authenticator(state, now);
  const answer = createEngine({
    routes: [...resources.flatMap(({ routes }) => routes), ...oauthRoutes],
    state,
    settings: { now, random, keep: settings.keep, unknowns },
    authenticate,
    faults,
    recorder,
    requestId,
    twilios,
    concurrency,
  });

  const engine: Engine = (incoming) => {
    messages.wake();
    return answer(incoming);
  };

  async function fetch(request: Request): Promise<Response> {
    const reply = await engine(fromRequest(request));
    return toResponse(request.method, reply, request.signal);
  }
  engines.set(fetch, engine);

  /** Puts other accounts in the place of those that are there, once they have proved good. */
  function replace(accounts: SandboxSeed["accounts"]): void {
    checkSeed(accounts, resources, unknowns);
    messages.stop();
    senders.stop();
    forget();
    replaceState(state, createState(accounts, resources, now));
  }

  function clear(): void {
    recorder.clear();
    messages.callbacks.clear();
    faults.clear();
    settings.faults.forEach(faults.add);
  }

  const resets = createWatchers<void>();
  const sandbox: Omit<Sandbox, "credentials"> = {
    fetch,
    state: () => saveState(state, resources),
    reset(seed = { accounts }) {
      replace(seed.accounts);
      clear();
      resets.tell();
    },
    add(seed) {
      const merged = mergedSeed(saveState(state, resources), seed);
      try {
        replace(merged.accounts);
      } catch (error) {
        throw namedAsAdded(error, merged, seed);
      }
      resets.tell();
    },
    receive: (inbound) => messages.receive(state, inbound),
    decide(choices) {
      checkNames(choices, unknownNames);
      Object.assign(unknowns, unknownsOf({ ...unknowns, ...choices }));
    },
    fault: faults.add,
    exchanges: recorder.exchanges,
    waitFor: recorder.waitFor,
    async deliver(steps) {
      await messages.deliver(steps);
      senders.deliver(steps);
    },
    callbacks: messages.callbacks.list,
  };
  const { keep } = settings;
  insides.set(fetch, { state, messages, recorder, faults, unknowns, keep, resets, now });
  return Object.defineProperty(sandbox as Sandbox, "credentials", {
    // A getter: Bun's console shows the value of any property that has one.
    get() {
      const { sid: accountSid, authToken } = state.accounts[0]!;
      return { accountSid, authToken };
    },
  });
}
