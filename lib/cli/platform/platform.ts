import type { Transport } from "../../../mod.ts";

/** Where text goes: a terminal, a pipe, a string. */
export interface Sink {
  /** Settles once the text has been taken; rejects with the code `EPIPE` once nobody reads. */
  write(text: string): Promise<void>;
  /** Whether escape sequences for bold and the like are welcome. */
  readonly styled?: boolean | undefined;
  /** Whether somebody looks on: a terminal. */
  readonly interactive?: boolean | undefined;
  /** The width of the terminal. */
  readonly columns?: number | undefined;
}

/** All that the command has of the outside, but for files and for what listens. */
export interface Platform {
  /** The environment: at least the {@linkcode VARIABLES} that are set and may be read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The {@linkcode VARIABLES} that the runtime does not let us read. */
  readonly denied?: readonly string[] | undefined;
  /** Data. */
  readonly stdout: Sink;
  /** Errors and notes. */
  readonly stderr: Sink;
  /** The transport. Default: `globalThis.fetch`. */
  readonly fetch?: Transport | undefined;
  /** Aborted by Ctrl-C, by SIGTERM, which is the Ctrl-C of programs, and as the terminal closes. */
  readonly signal?: AbortSignal | undefined;
  /** Shows a person what is going on, until something else is written. Default: shows nothing. */
  readonly status?: ((text: string) => void) | undefined;
}

/** The environment variables that the command reads. */
export const VARIABLES = [
  "TWILIO_ACCOUNT_SID",
  "TWILIO_AUTH_TOKEN",
  "TWILIO_API_KEY",
  "TWILIO_API_SECRET",
  "TWILIO_MESSAGING_SERVICE_SID",
  "TWILIO_REGION",
  "TWILIO_EDGE",
  "SENDERPOOL_BASE_URL",
] as const;

/** An error of the command's own that knows what to do about it. */
export abstract class HintedError extends Error {
  /** What to do about it. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** The command was called in a way that cannot work; nothing was changed. */
export class UsageError extends HintedError {
  override name = "UsageError";
}

/** No sender of a pool may be taken, for which Twilio has a code. */
export class NoSender extends Error {
  override name = "NoSender";
  /** Twilio's error code. */
  readonly code: number;

  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

/** What was asked for was found out and shown, and it is not what one waits or looks for. */
export class NotAsHoped extends HintedError {
  override name = "NotAsHoped";
}

/** Work is lost, and Ctrl-C is no excuse for it. */
export class LossError extends Error {
  override name = "LossError";
}

/** Whether nobody reads our output any more, as after `| head -1`. */
export function isBrokenPipe(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === "EPIPE";
}

/** Throws an error on, but that nobody reads our output any more. */
export function unlessNobodyReads(error: unknown): void {
  if (!isBrokenPipe(error)) throw error;
}
