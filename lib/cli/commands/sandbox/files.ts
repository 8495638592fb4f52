/** What files say of a sandbox that is to be served, but for its seed and its faults. */
import { isTwilioInputError } from "../../../../mod.ts";
import {
  createOutcomes,
  createSenderOutcomes,
  type OutcomeRule,
  type Outcomes,
  type SenderOutcomes,
} from "../../../sandbox/control/mod.ts";
import { createSandbox, type SandboxOptions, type SandboxUnknowns } from "../../../sandbox/mod.ts";
import { readJson } from "../../platform/files.ts";
import { UsageError } from "../../platform/platform.ts";

/** The error where a file is not there. */
export function missing(file: string): UsageError {
  return new UsageError(`cannot read ${file}: there is no such file`);
}

/**
 * Where messages end, by the file that says so.
 *
 * @throws {UsageError} when the file is unusable
 */
export async function outcomesOf(file: string | undefined): Promise<Outcomes> {
  const outcomes = createOutcomes();
  if (file === undefined) return outcomes;
  const rules = await readJson(file);
  if (rules === undefined) throw missing(file);
  const hint = 'a rule is such as { "to": "+14155550100", "status": "undelivered" }';
  named(file, () => outcomes.set(rules as OutcomeRule[]), hint);
  return outcomes;
}

/**
 * What becomes of senders, by the file that says so.
 *
 * @throws {UsageError} when the file is unusable
 */
export async function senderOutcomesOf(file: string | undefined): Promise<SenderOutcomes> {
  const outcomes = createSenderOutcomes();
  if (file === undefined) return outcomes;
  const rules = await objectIn(file, '{ "senders": [{ "senderId": "0199", "end": "OFFLINE" }] }');
  named(file, () => outcomes.set(rules));
  return outcomes;
}

/** What a sandbox can be told by a file alone. */
export type FileOptions = Pick<
  SandboxOptions,
  "keep" | "record" | "recordBodies" | "publicUrl" | "senderPace"
>;

const fileOptions: Readonly<Record<keyof FileOptions, true>> = {
  keep: true,
  record: true,
  recordBodies: true,
  publicUrl: true,
  senderPace: true,
};

/**
 * What has no flag of its own, by the file that says so.
 *
 * @throws {UsageError} when the file is unusable
 */
export async function optionsOf(file: string | undefined): Promise<FileOptions> {
  if (file === undefined) return {};
  const options: FileOptions = await objectIn(file, '{ "keep": { "messages": 1000 } }');
  const stray = Object.keys(options).find((name) => !Object.hasOwn(fileOptions, name));
  if (stray !== undefined) {
    const known = Object.keys(fileOptions).join(", ");
    throw new UsageError(`${file}: ${stray}: not among the options of a file, which are ${known}`);
  }
  named(file, () => void createSandbox(options));
  return options;
}

/** What a file says, which has to be an object. */
async function objectIn(file: string, example: string): Promise<object> {
  const value = await readJson(file);
  if (value === undefined) throw missing(file);
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isObject) throw new UsageError(`${file}: expected an object such as ${example}`);
  return value;
}

/** Lets an error of what a file says name the file. */
function named(file: string, check: () => void, hint?: string): void {
  try {
    check();
  } catch (error) {
    if (!isTwilioInputError(error)) throw error;
    throw new UsageError(`${file}: ${error.field}: ${error.reason}`, hint);
  }
}

/**
 * What is decided of the unknowns, by the file that says so.
 *
 * @throws {UsageError} when the file is unusable
 */
export async function unknownsOf(file: string | undefined): Promise<SandboxUnknowns> {
  if (file === undefined) return {};
  const choices: SandboxUnknowns = await objectIn(file, '{ "emptyList": 404 }');
  named(file, () => createSandbox().decide(choices));
  return choices;
}
