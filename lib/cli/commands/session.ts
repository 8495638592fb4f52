import { Option } from "commander";
import { type Client, createClient, type Region } from "../../../mod.ts";
import { safe } from "../output/style.ts";
import { credentials, service } from "../platform/credentials.ts";
import type { Platform } from "../platform/platform.ts";

/** Options of every command that talks to Twilio. */
export interface ApiOptions {
  readonly service?: string;
  readonly baseUrl?: string;
  readonly region?: Region;
  readonly json?: boolean;
}

/** What a command that talks to Twilio works with. */
export interface Session {
  readonly client: Client;
  readonly messagingServiceSid: string;
  /** Tells people something, beside the data. */
  note(text: string): Promise<void>;
}

/** The option that names the Messaging Service. */
export function serviceOption(): Option {
  return new Option("-s, --service <MG…>", "SID of the Messaging Service");
}

/**
 * Begins a command that talks to Twilio.
 *
 * @throws {UsageError} when the service or credentials are missing
 */
export function open(options: ApiOptions, platform: Platform): Session {
  const { stderr, fetch } = platform;
  const { baseUrl, region } = options;
  return {
    messagingServiceSid: service(options.service, platform),
    client: createClient({ ...credentials(platform), fetch, target: { baseUrl, region } }),
    note: (text) => stderr.write(`${safe(text)}\n`),
  };
}
