/** What the files about the sandbox's messages share: an account, a client, and raw forms. */
import { createClient, type Message, type Messages, messages } from "../../../mod.ts";
import {
  type AccountSeed,
  createSandbox,
  type Sandbox,
  type SandboxOptions,
  seededRandom,
  type ServiceSeed,
} from "../../../lib/sandbox/mod.ts";
import { AC, type Call, caller, MG, MG2, xe } from "./sandbox.ts";

export { AC, MG, MG2, xe };

export const host = "https://api.twilio.com";
export const path = `/2010-04-01/Accounts/${AC}/Messages`;
/** Where messages are created. */
export const create = `${host}${path}.json`;
/** Where a message is. */
export const at = (sid: string | null): string => `${host}${path}/${sid}.json`;
/** Before any message. */
export const time = "2026-01-02T03:04:05.678Z";

export const WHATSAPP = "whatsapp:+12487960483";
export const MESSENGER = "messenger:104794531907950";
export const RCS = "rcs:ms_dev_test_agent";
export const NUMBER = "+12025550100";

/** The senders of the account, by the digits of their SIDs. */
export const senders = [
  { sid: xe(0), sender: WHATSAPP },
  { sid: xe(1), sender: MESSENGER },
  { sid: xe(2), sender: RCS },
  { sid: xe(3), sender: "whatsapp:+4930901820", countryCode: "DE" },
  { sid: xe(4), sender: "whatsapp:+12487960484" },
  { sid: xe(5), sender: "whatsapp:+12487960485" },
];

/** An account whose first service has these of its senders. */
export function account(
  attached: readonly number[],
  service: Partial<ServiceSeed> = {},
): AccountSeed {
  return {
    accountSid: AC,
    authToken: "12345",
    phoneNumbers: [NUMBER, "12345"],
    channelSenders: senders,
    services: [{ sid: MG, channelSenders: attached.map(xe), ...service }, { sid: MG2 }],
  };
}

export interface Started {
  sandbox: Sandbox;
  call: Call;
  messages: Messages;
  /** Creates a message by a raw form. */
  post: (form: Record<string, string | string[]>) => Promise<Response>;
  /** Sends a text through the service. */
  send: (to: string, input?: object) => Promise<Message>;
  /** Sends a text through the service, all the way, and says who sent it. */
  sender: (to: string, input?: object) => Promise<string | null>;
}

/** A sandbox whose every byte is known, and a client of it. */
export function start(
  attached: readonly number[] = [0, 1, 2],
  { service, ...options }: SandboxOptions & { service?: Partial<ServiceSeed> } = {},
): Started {
  const sandbox = createSandbox({
    accounts: [account(attached, service)],
    now: () => new Date(time),
    random: seededRandom(1),
    customerWrote: true,
    callbackFetch: refuse,
    ...options,
  });
  return { sandbox, ...callers(sandbox) };
}

/** What calls a sandbox. */
export function callers(sandbox: Sandbox): Omit<Started, "sandbox"> {
  const { credentials, fetch } = sandbox;
  const { messages: own } = createClient({
    ...credentials,
    fetch,
    retry: null,
    extend: { messages },
  });
  const call = caller(sandbox);
  const send = (to: string, input: object = {}) =>
    own.create({ messagingServiceSid: MG, to, body: "Hello!", ...input });
  return {
    call,
    messages: own,
    post: (form) => call(create, { method: "POST", body: toForm(form) }),
    send,
    sender: async (to, input) => {
      const { sid } = await send(to, input);
      await sandbox.deliver();
      return (await own.fetch({ sid: sid! })).from;
    },
  };
}

/** No callback is expected. */
const refuse = ({ url }: Request) => Promise.reject(new Error(`a request to ${url}`));

export function toForm(form: Record<string, string | string[]>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
  );
}
