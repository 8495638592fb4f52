import { checkNames, checkValue } from "../wire/input.ts";

/**
 * Insists on an object with no other members than these, and on functions where there may be any.
 *
 * @param options what the user gave
 * @param known the names of its members
 * @param functions those of them that are functions where they are given
 * @throws {TwilioInputError} which names the member, or `options` where it is no object
 */
export function checkOptions(
  options: unknown,
  known: readonly string[],
  functions: readonly string[] = [],
): void {
  const isObject = typeof options === "object" && options !== null && !Array.isArray(options);
  checkValue(isObject, "options", "an object", options);
  checkNames(options, known);
  const members = options as Readonly<Record<string, unknown>>;
  for (const name of functions) {
    const value = members[name];
    const fits = value === undefined || typeof value === "function";
    checkValue(fits, name, "a function", value);
  }
}
