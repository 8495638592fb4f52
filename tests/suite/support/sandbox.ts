/** What the files about the sandbox share: SIDs, seeds, and raw HTTP spoken in process. */
import {
  type AccountSeed,
  createSandbox,
  type Sandbox,
  type SandboxOptions,
  seededRandom,
} from "../../../lib/sandbox/mod.ts";

export const AC = `AC${"a".repeat(32)}`;
export const MG = `MG${"a".repeat(32)}`;
export const MG2 = `MG${"b".repeat(32)}`;
export const SK = `SK${"a".repeat(32)}`;
export const OQ = `OQ${"a".repeat(32)}`;
export const base = "https://messaging.twilio.com";
/** The path of the channel senders of a service. */
export const pool = (service = MG): string => `/v1/Services/${service}/ChannelSenders`;
export const xe = (index: number): string => `XE${index.toString(16).padStart(32, "0")}`;
export const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => xe(from + index));
export const basic = (user: string, password: string): string =>
  `Basic ${btoa(`${user}:${password}`)}`;

/** An account with `known` senders, of which the first `attached` are in its first service. */
export function account(attached: number, known = attached + 10): AccountSeed {
  return {
    accountSid: AC,
    authToken: "the-auth-token",
    channelSenders: range(0, known).map((sid, at) => ({ sid, sender: `whatsapp:+1555${at}` })),
    services: [{ sid: MG, channelSenders: range(0, attached) }, { sid: MG2 }],
  };
}

export interface Init {
  method?: string;
  body?: BodyInit;
  /** The `Authorization`; `null` for none. Default: the first account's. */
  auth?: string | null;
  /** The content type of a body. Default: a form. */
  type?: string;
  signal?: AbortSignal;
}

/** Calls a sandbox, at a path of the messaging host or at an absolute URL. */
export type Call = (target: string, init?: Init) => Promise<Response>;

export function caller({ fetch, credentials }: Pick<Sandbox, "fetch" | "credentials">): Call {
  const { accountSid, authToken } = credentials;
  return (target, { auth = basic(accountSid, authToken), type = form, ...init } = {}) => {
    const headers = new Headers();
    if (auth !== null) headers.set("authorization", auth);
    if (init.body !== undefined) headers.set("content-type", type);
    return fetch(
      new Request(target.startsWith("/") ? base + target : target, { ...init, headers }),
    );
  };
}

const form = "application/x-www-form-urlencoded";

export interface Started {
  sandbox: Sandbox;
  call: Call;
  attach: (index: number, service?: string) => Promise<Response>;
  detach: (index: number, service?: string) => Promise<Response>;
}

/** A sandbox whose every byte is known: its clock stands still, and its chances are drawn by 1. */
export function start(options: SandboxOptions = {}): Started {
  const now = () => new Date("2026-01-02T03:04:05.678Z");
  const accounts = [account(3)];
  const sandbox = createSandbox({ accounts, now, random: seededRandom(1), ...options });
  const call = caller(sandbox);
  return {
    sandbox,
    call,
    attach: (index, service) => call(pool(service), { method: "POST", body: `Sid=${xe(index)}` }),
    detach: (index, service) => call(`${pool(service)}/${xe(index)}`, { method: "DELETE" }),
  };
}

/** Status, code and message of a refusal, whose form is checked on the way. */
export async function refusal(answer: Response | Promise<Response>): Promise<unknown[]> {
  const response = await answer;
  const { code, message, status, more_info } = await response.json();
  if (status !== response.status || more_info !== `https://www.twilio.com/docs/errors/${code}`) {
    throw new Error(`a refusal of another form: ${status} ${code} ${more_info}`);
  }
  return [status, code, message];
}

/** All of an answer, as text. */
export async function whole(answer: Response | Promise<Response>): Promise<string> {
  const response = await answer;
  return JSON.stringify([response.status, [...response.headers], await response.text()]);
}
