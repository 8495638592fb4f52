import { Option } from "commander";
import {
  type Client,
  type ClientOptions,
  createClient,
  isTwilioInputError,
  type Retry,
} from "../../../mod.ts";
import { errorText } from "../output/errors.ts";
import { safe } from "../output/style.ts";
import { credentials } from "../platform/credentials.ts";
import { type Platform, unlessNobodyReads, UsageError } from "../platform/platform.ts";
import { routeOf, type TargetOptions } from "../platform/target.ts";

/** Options of every command that talks to Twilio. */
export interface ApiOptions extends TargetOptions {
  /** SID or name of the Messaging Service. */
  readonly service?: string;
  readonly json?: boolean;
  /** Whether nothing is told beside the data, but errors. */
  readonly quiet?: boolean;
}

/** What a command that talks to Twilio works with. */
export interface Session {
  readonly client: Client;
  /** The account, where the environment names it. */
  readonly accountSid: string | undefined;
  /** Tells something beside the data, and to programs by name as well. */
  note(text: string, particulars?: object): Promise<void>;
  /** Tells what went wrong for one of several arguments. */
  tell(error: unknown, argument: string): Promise<void>;
  /** Tells a person what is going on, on a line that goes away. */
  status(text: string): void;
}

/** The option that names the Messaging Service. */
export function serviceOption(description = "SID or name of the Messaging Service"): Option {
  return new Option("-s, --service <MG…>", description);
}

/** How often a call is tried at most. */
const attempts = 4;

/** What is waited for before a repeat. */
function waiting({ attempt, delay, failure: { status } }: Retry): string {
  const seconds = delay < 1000 ? (delay / 1000).toFixed(1) : Math.ceil(delay / 1000);
  return `${status ?? "no answer"}, retry in ${seconds} s (${attempt} of ${attempts})`;
}

/** A note, as people or programs read it. */
export function noteAs(json: boolean | undefined, text: string, particulars?: object): string {
  return `${json ? JSON.stringify({ note: text, ...particulars }) : safe(text)}\n`;
}

/**
 * Begins a command that talks to Twilio.
 *
 * @throws {UsageError} when credentials are missing, or would not be safe
 */
export function open(options: ApiOptions, platform: Platform): Session {
  const { stderr } = platform;
  const { json, quiet } = options;
  const { target, from, fetch } = routeOf(options, platform);
  const status = json || quiet ? () => {} : platform.status ?? (() => {});
  const who = credentials(platform);
  const retry = { attempts, onRetry: (retry: Retry) => status(waiting(retry)) };
  return {
    client: clientOf({ ...who, fetch, target, retry }, from),
    accountSid: who.accountSid,
    note: async (text, particulars) => {
      if (!quiet) await stderr.write(noteAs(json, text, particulars)).catch(unlessNobodyReads);
    },
    tell: (error, argument) =>
      stderr.write(errorText(error, json, stderr.styled, argument)).catch(unlessNobodyReads),
    status,
  };
}

/**
 * Makes the client.
 *
 * @param from what says where it sends to
 * @throws {UsageError} when that is no URL
 */
function clientOf(options: ClientOptions, from: string | undefined): Client {
  try {
    return createClient(options);
  } catch (error) {
    if (!isTwilioInputError(error) || error.field !== "target.baseUrl") throw error;
    throw new UsageError(`${from}: ${error.reason}`);
  }
}
