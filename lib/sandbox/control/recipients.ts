import { checkInput, checkNames, checkValue } from "../../wire/input.ts";

/** What recipients can do: plain data, which may be JSON. */
export interface RecipientRules {
  /** Whether any customer on WhatsApp is taken to have written lately. */
  readonly customerWrote: boolean;
  /** The numbers that can't be reached over RCS, such as `+14155550199`. */
  readonly withoutRcs: readonly string[];
}

/** Rules of what recipients can do. */
export interface Recipients {
  /** The option `overRcs` of a sandbox. */
  readonly overRcs: (number: string) => boolean;
  /** The option `customerWrote` of a sandbox. */
  readonly customerWrote: () => boolean;
  /** The rules. */
  get(): RecipientRules;
  /** Changes those that are given. */
  set(rules: Partial<RecipientRules>): void;
}

/**
 * Keeps rules of what recipients can do. At first all are reached over RCS.
 *
 * @param customerWrote whether any customer on WhatsApp is taken to have written lately
 *
 * @example
 * ```ts
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 * import { createRecipients, withControl } from "@senderpool/twilio/sandbox/control";
 *
 * const recipients = createRecipients();
 * const { overRcs, customerWrote } = recipients;
 * const sandbox = createSandbox({ overRcs, customerWrote });
 * const fetch = withControl(sandbox, { recipients }); // which may be changed over HTTP
 * recipients.set({ withoutRcs: ["+14155550199"] });
 * console.log(recipients.get().customerWrote); // false
 * ```
 */
export function createRecipients(customerWrote: boolean = false): Recipients {
  let rules: RecipientRules = { customerWrote, withoutRcs: [] };
  return {
    overRcs: (number) => !rules.withoutRcs.includes(number),
    customerWrote: () => rules.customerWrote,
    get: () => structuredClone(rules),
    set(given) {
      checkRules(given);
      rules = { ...rules, ...structuredClone(given) };
    },
  };
}

function checkRules(rules: Partial<RecipientRules>): void {
  checkNames(rules, ["customerWrote", "withoutRcs"]);
  const { customerWrote = false, withoutRcs = [] } = rules;
  checkValue(typeof customerWrote === "boolean", "customerWrote", "true or false", customerWrote);
  checkValue(Array.isArray(withoutRcs), "withoutRcs", "an array", withoutRcs);
  for (const [at, number] of withoutRcs.entries()) {
    const isNumber = typeof number === "string" && /^\+[1-9]\d{6,14}$/.test(number);
    checkInput(isNumber, `withoutRcs[${at}]`, "a number in E.164, such as +14155550199");
  }
}
