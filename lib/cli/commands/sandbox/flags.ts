import { isTwilioInputError } from "../../../../mod.ts";
import {
  createSandbox,
  defaultSeed,
  type FaultRule,
  type Sandbox,
  type SandboxOptions,
  type SandboxSeed,
  type SandboxUnknowns,
  seededRandom,
} from "../../../sandbox/mod.ts";
import { readJson } from "../../platform/files.ts";
import { UsageError } from "../../platform/platform.ts";
import { type FileOptions, missing } from "./files.ts";

/** What a sandbox is made of, as the command is told. */
export interface SandboxFlags {
  /** A file that has a {@linkcode SandboxSeed}. */
  readonly seed?: string;
  /** The like of it, which keeps the state. It goes before the seed once it is there. */
  readonly state?: string;
  /** A file that has {@linkcode FaultRule}s. */
  readonly faults?: string;
  readonly latency?: FaultRule;
  readonly fail?: readonly FaultRule[];
  /** A file that has {@linkcode OutcomeRule}s. */
  readonly outcomes?: string;
  /** A file that has rules of what becomes of senders. */
  readonly senderOutcomes?: string;
  /** A file that has {@linkcode FileOptions}. */
  readonly options?: string;
  /** A file that has {@linkcode SandboxUnknowns}. */
  readonly unknowns?: string;
  /** Hosts that callbacks may go to beside loopback. */
  readonly callbackHost?: readonly string[];
  readonly concurrency?: number;
  /** Milliseconds from one status of a message to the next, or only when somebody looks. */
  readonly pace: number | "look";
  /** Whether free text may go out on WhatsApp, as if every customer had written first. */
  readonly customerWrote?: boolean;
  /** Numbers that cannot be reached over RCS. */
  readonly withoutRcs?: readonly string[];
  readonly randomSeed?: number;
}

/** A seed, and the file that it is from; `null` for that of Twilio's reference page. */
export interface Origin extends SandboxSeed {
  readonly file: string | null;
}

/**
 * The accounts to start with.
 *
 * @throws {UsageError} when a file is unusable
 */
export async function originOf({ state, seed }: SandboxFlags): Promise<Origin> {
  for (const file of [state, seed]) {
    const value = file && await readJson(file, file === state ? stateHint : undefined);
    if (file && value !== undefined) return { ...toSeed(value, file), file };
  }
  if (seed) throw missing(seed);
  return { ...defaultSeed(), file: null };
}

const stateHint = "it stays as it is: mend it, or name another file with --state";

const seedHint =
  'a seed is at least { "accounts": [{ "accountSid": "AC…", "authToken": "…" }] }; ' +
  "its type is SandboxSeed, of @senderpool/twilio/sandbox";

/** What a seed has. */
const members: Readonly<Record<keyof SandboxSeed, true>> = { accounts: true };

/** Insists on accounts: where there are none, a sandbox would start with others. */
function toSeed(value: unknown, file: string): SandboxSeed {
  const seed = Object(value) as SandboxSeed;
  if (!Array.isArray(seed.accounts)) {
    throw new UsageError(`${file}: accounts: expected an array`, seedHint);
  }
  const stray = Object.keys(seed).find((name) => !Object.hasOwn(members, name));
  if (stray !== undefined) throw new UsageError(`${file}: ${stray}: not in a seed`, seedHint);
  return seed;
}

/**
 * What goes wrong, the rules of the file first.
 *
 * @throws {UsageError} when the file is unusable
 */
export async function rulesOf({ faults, latency, fail = [] }: SandboxFlags): Promise<FaultRule[]> {
  const rules = faults ? await readJson(faults) : [];
  if (faults && rules === undefined) throw missing(faults);
  if (!Array.isArray(rules)) throw new UsageError(`${faults}: expected an array`, ruleHint);
  return [...rules, ...latency ? [latency] : [], ...fail];
}

const ruleHint = 'a rule is such as { "operation": "createChannelSender", "every": 3, ' +
  '"status": 503 }; its type is FaultRule, of @senderpool/twilio/sandbox';

/**
 * Makes the sandbox.
 *
 * @throws {UsageError} when something in a file makes no sense, by the name of the file and its path
 */
export function makeSandbox(
  { concurrency, pace, randomSeed, faults: file, callbackHost = [] }: SandboxFlags,
  { accounts, file: seed }: Origin,
  faults: readonly FaultRule[],
  rest: SandboxUnknowns & FileOptions,
  hooks: Pick<
    SandboxOptions,
    | "onExchange"
    | "onMessage"
    | "onCallback"
    | "callbackFetch"
    | "now"
    | "outcome"
    | "overRcs"
    | "senderOutcome"
    | "nameOutcome"
    | "customerWrote"
  >,
): Sandbox {
  const random = randomSeed === undefined ? undefined : seededRandom(randomSeed);
  try {
    return createSandbox({
      accounts,
      faults,
      concurrency,
      pace,
      random,
      callbackHosts: callbackHost.map((host) => host.toLowerCase()),
      ...rest,
      ...hooks,
    });
  } catch (error) {
    if (!isTwilioInputError(error)) throw error;
    const { field, reason } = error;
    if (seed && field.startsWith("accounts")) {
      throw new UsageError(`${seed}: ${field}: ${reason}`, seedHint);
    }
    if (file && field.startsWith("faults")) {
      throw new UsageError(`${file}: ${field.replace("faults", "")}: ${reason}`, ruleHint);
    }
    throw error;
  }
}
