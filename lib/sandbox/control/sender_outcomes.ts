import { checkInput, checkNames, checkValue } from "../../wire/input.ts";
import {
  type NameEnd,
  nameEnds,
  type SenderEnd,
  senderEnds,
  type SenderOptions,
} from "../resources/senders/options.ts";

/** What becomes of the senders that a rule is about: plain data, which may be JSON. */
export interface SenderRule {
  /** The address of the sender, or what it ends with. Default: any. */
  readonly senderId?: string | undefined;
  /** What becomes of it. */
  readonly end: SenderEnd;
}

/** What becomes of the names that a rule is about: plain data, which may be JSON. */
export interface NameRule {
  /** What the name has in it. Default: anything. */
  readonly name?: string | undefined;
  /** What becomes of it. */
  readonly end: NameEnd;
}

/** The rules of both: of each, the first that fits counts. */
export interface SenderRules {
  /** Of senders that are created. */
  readonly senders: readonly SenderRule[];
  /** Of other names of senders on WhatsApp. */
  readonly names: readonly NameRule[];
}

/** Rules of what becomes of senders. */
export interface SenderOutcomes {
  /** The option `senderOutcome` of a sandbox. */
  readonly senderOutcome: NonNullable<SenderOptions["senderOutcome"]>;
  /** The option `nameOutcome` of a sandbox. */
  readonly nameOutcome: NonNullable<SenderOptions["nameOutcome"]>;
  /** The rules. */
  get(): SenderRules;
  /**
   * Puts others in the place of those that are given.
   *
   * @throws {TwilioInputError} which names the rule and its member
   */
  set(rules: Partial<SenderRules>): void;
}

/**
 * Keeps rules of what becomes of senders that are created, and of other names of theirs; what none is
 * about ends as it does without rules.
 *
 * @example
 * ```ts
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 * import { createSenderOutcomes, withControl } from "@senderpool/twilio/sandbox/control";
 *
 * const senderOutcomes = createSenderOutcomes();
 * senderOutcomes.set({ senders: [{ senderId: "0199", end: "PENDING_VERIFICATION" }] });
 * const { senderOutcome, nameOutcome } = senderOutcomes;
 * const sandbox = createSandbox({ senderOutcome, nameOutcome });
 * const fetch = withControl(sandbox, { senderOutcomes }); // which may be changed over HTTP
 * ```
 */
export function createSenderOutcomes(): SenderOutcomes {
  let rules: SenderRules = { senders: [], names: [] };
  return {
    senderOutcome: (sender) =>
      rules.senders.find(({ senderId = "" }) => sender.senderId.endsWith(senderId))?.end,
    nameOutcome: (given) => rules.names.find(({ name = "" }) => given.includes(name))?.end,
    get: () => structuredClone(rules),
    set(given) {
      checkNames(given, ["senders", "names"]);
      checkRules(given.senders ?? [], "senders", "senderId", senderEnds);
      checkRules(given.names ?? [], "names", "name", nameEnds);
      rules = { ...rules, ...structuredClone(given) };
    },
  };
}

function checkRules(
  rules: readonly (SenderRule | NameRule)[],
  list: string,
  text: string,
  ends: readonly (SenderEnd | NameEnd)[],
): void {
  checkValue(Array.isArray(rules), list, "an array", rules);
  for (const [at, rule] of rules.entries()) {
    const path = `${list}[${at}]`;
    checkValue(Object(rule) === rule, path, "an object", rule);
    checkNames(rule, [text, "end"], {}, `${path}.`);
    const { end, [text]: about = "" } = rule as unknown as Record<string, unknown>;
    checkValue(typeof about === "string", `${path}.${text}`, "a text", about);
    checkInput(ends.some((one) => one === end), `${path}.end`, `one of ${ends.join(", ")}`);
  }
}
