/** What the tests of the command share: an account, and the command in process. */
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { Platform, Sink } from "../../../lib/cli/platform/platform.ts";
import { run } from "../../../lib/cli/program.ts";
import { type ChannelSenderSeed, createSandbox, defaultSeed } from "../../../lib/sandbox/mod.ts";
import type { Transport } from "../../../mod.ts";

export const root = fileURLToPath(new URL("../../..", import.meta.url));
export const MG = `MG${"a".repeat(32)}`;
export const XE = `XE${"a".repeat(32)}`;
export const accountSid = `AC${"a".repeat(32)}`;
export const authToken = "0123456789abcdef0123456789abcdef";
export const apiKey = `SK${"5".repeat(32)}`;
export const apiSecret = "ThisIsTheSecretOfTheApiKey";
const secrets = [authToken, apiSecret, "hunter2", btoa(`${accountSid}:${authToken}`)];

/** A sandbox whose service has these senders attached, in this order. */
export function poolOf(senders: readonly Omit<ChannelSenderSeed, "sid">[]): Transport {
  const [account] = defaultSeed().accounts;
  const channelSenders = senders.map((sender, n) => ({
    sid: `XE${n.toString(16).padStart(32, "0")}`,
    ...sender,
  }));
  const services = [{ sid: MG, channelSenders: channelSenders.map(({ sid }) => sid) }];
  const apiKeys = [{ apiKey, apiSecret }];
  return createSandbox({ accounts: [{ ...account!, apiKeys, channelSenders, services }] }).fetch;
}

/** A sandbox whose service has `count` senders attached. */
export const pool = (count: number): Transport =>
  poolOf(Array.from({ length: count }, (_, n) => ({ sender: `whatsapp:+1${n}` })));

export const env = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken };

export interface Outcome {
  code: number;
  out: string;
  err: string;
}

export const sink = (take: (text: string) => void): Sink => ({
  write: (text) => Promise.resolve(take(text)),
});

/** Runs a command line in process. No output may ever hold a secret. */
export async function command(line: string, platform: Partial<Platform> = {}): Promise<Outcome> {
  let out = "";
  let err = "";
  const args = line.split(" ").filter(Boolean);
  const code = await run(args, {
    env,
    fetch: createSandbox().fetch,
    stdout: sink((text) => out += text),
    stderr: sink((text) => err += text),
    ...platform,
  });
  for (const secret of secrets) expect(out + err).not.toContain(secret);
  return { code, out, err };
}

/** Answers everything alike. */
export const refuse = (status: number, body: object, headers = {}): Transport => () =>
  Promise.resolve(Response.json(body, { status, headers }));
