import { checkInput } from "../../wire/input.ts";
import {
  type MessageOptions,
  type OutgoingMessage,
  toOutcome,
} from "../resources/messages/options.ts";
import type { MessageEnd } from "../resources/messages/seed.ts";

/** Where the messages end that a rule is about: plain data, which may be JSON. */
export interface OutcomeRule {
  /** The recipient, or what its address ends with. Default: any. */
  readonly to?: string | undefined;
  /** The sender. Default: any. */
  readonly from?: string | undefined;
  /** What the text has in it. Default: anything. */
  readonly body?: string | undefined;
  /** Where they end. */
  readonly status: MessageEnd;
  /** Twilio's code for why. Default: 30008 where they fail. */
  readonly errorCode?: number | null | undefined;
}

/** Rules of where messages end. */
export interface Outcomes {
  /** The option `outcome` of a sandbox. */
  readonly outcome: NonNullable<MessageOptions["outcome"]>;
  /** The rules, the first that fits coming first. */
  list(): readonly OutcomeRule[];
  /** Puts others in their place. */
  set(rules: readonly OutcomeRule[]): void;
}

const members = ["to", "from", "body", "status", "errorCode"];

/**
 * Keeps rules of where messages end; a message that none is about is delivered.
 *
 * @example
 * ```ts
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 * import { createOutcomes, withControl } from "@senderpool/twilio/sandbox/control";
 *
 * const outcomes = createOutcomes();
 * outcomes.set([{ to: "0199", status: "undelivered", errorCode: 30003 }]);
 * const sandbox = createSandbox({ outcome: outcomes.outcome });
 * const fetch = withControl(sandbox, { outcomes }); // which may be changed over HTTP
 * ```
 */
export function createOutcomes(): Outcomes {
  let rules: readonly OutcomeRule[] = [];
  return {
    outcome: (message) => rules.find((rule) => isAbout(rule, message)),
    list: () => structuredClone(rules),
    set(given) {
      checkOutcomes(given);
      rules = structuredClone(given);
    },
  };
}

function checkOutcomes(rules: readonly OutcomeRule[]): void {
  checkInput(Array.isArray(rules), "outcomes", "an array");
  for (const [at, rule] of rules.entries()) {
    const path = `outcomes[${at}]`;
    checkInput(Object(rule) === rule, path, "an object");
    for (const [name, value] of Object.entries(rule)) {
      checkInput(members.includes(name), `${path}.${name}`, `one of ${members.join(", ")}`);
      const isText = name === "errorCode" || typeof value === "string";
      checkInput(isText, `${path}.${name}`, "a text");
    }
    toOutcome(rule, path);
  }
}

function isAbout({ to = "", from, body = "" }: OutcomeRule, message: OutgoingMessage): boolean {
  return message.to.endsWith(to) && (from === undefined || message.from === from) &&
    message.body.includes(body);
}
