import { createFaults } from "./faults/faults.ts";
import { fromRequest } from "./http/incoming.ts";
import { toResponse } from "./http/reply.ts";
import { insides } from "./insides.ts";
import { type SandboxOptions, sandboxSettings } from "./options.ts";
import { createRecorder } from "./record/recorder.ts";
import { createMessages } from "./resources/messages/mod.ts";
import { resourcesWith } from "./resources/mod.ts";
import { authenticator } from "./serve/auth.ts";
import { createEngine } from "./serve/engine.ts";
import { engines } from "./serve/engines.ts";
import { oauthRoutes } from "./serve/oauth.ts";
import { checkSeed } from "./state/check.ts";
import { createState } from "./state/restore.ts";
import { saveState } from "./state/save.ts";
import type { Sandbox } from "./types.ts";

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
  const messages = createMessages(settings.messaging, settings.record, now, random);
  const resources = resourcesWith(messages);
  checkSeed(accounts, resources, unknowns);
  const state = createState(accounts, resources, now);

  const faults = createFaults(random);
  settings.faults.forEach(faults.add);
  const recorder = createRecorder(settings.record, settings.recordBodies, settings.onExchange);
  const engine = createEngine({
    routes: [...resources.flatMap(({ routes }) => routes), ...oauthRoutes],
    state,
    settings: { now, random, unknowns },
    authenticate: authenticator(state, now),
    faults,
    recorder,
    requestId,
    twilios,
    concurrency,
  });

  async function fetch(request: Request): Promise<Response> {
    const reply = await engine(fromRequest(request));
    return toResponse(request.method, reply, request.signal);
  }
  engines.set(fetch, engine);
  insides.set(fetch, { state, messages });

  const { accountSid, authToken } = accounts[0]!;
  const sandbox: Omit<Sandbox, "credentials"> = {
    fetch,
    state: () => saveState(state, resources),
    fault: faults.add,
    exchanges: recorder.exchanges,
    waitFor: recorder.waitFor,
    deliver: messages.deliver,
    callbacks: messages.callbacks,
    receive: (input) => messages.receive(state, input),
  };
  return Object.defineProperty(sandbox as Sandbox, "credentials", {
    // A getter: Bun's console shows the value of any property that has one.
    get: () => ({ accountSid, authToken }),
  });
}
