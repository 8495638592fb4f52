import { TwilioInputError } from "../errors.ts";
import { describe } from "./describe.ts";

/**
 * Insists on something about a field of the input.
 *
 * @param ok what has to hold
 * @param field the field, as an error names it
 * @param expected what was expected
 * @param got what came instead, in words; never the value itself
 * @throws {TwilioInputError} which names the field, what was expected and what came
 *
 * @example
 * ```ts
 * import { checkInput } from "@senderpool/twilio";
 *
 * const checkCount = (count: number) => checkInput(count > 0, "count", "more than 0", `${count}`);
 * checkCount(1);
 * try {
 *   checkCount(0);
 * } catch (error) {
 *   console.log((error as Error).message); // count: expected more than 0, got 0
 * }
 * ```
 */
export function checkInput(
  ok: unknown,
  field: string,
  expected: string,
  got?: string,
): asserts ok {
  if (ok) return;
  const instead = got === undefined ? "" : `, got ${got}`;
  throw new TwilioInputError({ field, reason: `expected ${expected}${instead}` });
}

/** Whether a member has a value: JSON and databases write `null` for what is not given. */
export function isGiven<Value>(value: Value): value is NonNullable<Value> {
  return value !== undefined && value !== null;
}

/**
 * Says that a value is not what was expected of a field.
 *
 * @param field the field, as an error names it
 * @param expected what was expected
 * @param value what came instead, of which the error says no more than {@linkcode describe} does
 * @throws {TwilioInputError} always
 */
export function refuse(field: string, expected: string, value: unknown): never {
  checkInput(false, field, expected, describe(value));
}

/**
 * Insists on something about the value of a field.
 *
 * @param ok what has to hold
 * @param field the field, as an error names it
 * @param expected what was expected
 * @param value what came instead, of which the error says no more than {@linkcode describe} does
 * @throws {TwilioInputError} which names the field, what was expected and what came
 */
export function checkValue(
  ok: unknown,
  field: string,
  expected: string,
  value: unknown,
): asserts ok {
  if (!ok) refuse(field, expected, value);
}

/**
 * Insists on an object.
 *
 * @param expected what of, in words
 * @throws {TwilioInputError} which names the field, what was expected and what came
 */
export function checkObject(
  value: unknown,
  field: string,
  expected: string = "an object",
): asserts value is object {
  checkValue(typeof value === "object" && value !== null, field, expected, value);
}

/**
 * The text in a field of the input, if it matches a pattern.
 *
 * @param input the input
 * @param field the name of its field
 * @param pattern what the text has to match
 * @param expected what that is, in words
 * @throws {TwilioInputError} which names the field, what was expected and what came
 *
 * @example
 * ```ts
 * import { textOf } from "@senderpool/twilio";
 *
 * const country = (input: { isoCountry: string }) =>
 *   textOf(input, "isoCountry", /^[A-Z]{2}$/, "two capital letters");
 * console.log(country({ isoCountry: "DE" })); // DE
 * ```
 */
export function textOf<Field extends string>(
  input: { readonly [Name in Field]?: unknown },
  field: Field,
  pattern: RegExp,
  expected: string,
): string {
  const value = input?.[field];
  if (typeof value === "string" && pattern.test(value)) return value;
  refuse(field, expected, value);
}

/**
 * The whole number in a field of the input, if it is in a range.
 *
 * @param input the input
 * @param field the name of its field
 * @param least the least that it may be
 * @param most the most that it may be. Default: any
 * @throws {TwilioInputError} which names the field, what was expected and what came
 *
 * @example
 * ```ts
 * import { wholeNumberOf } from "@senderpool/twilio";
 *
 * console.log(wholeNumberOf({ pageSize: 50 }, "pageSize", 1, 1000)); // 50
 * ```
 */
export function wholeNumberOf<Field extends string>(
  input: { readonly [Name in Field]?: unknown },
  field: Field,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): number {
  const value = input?.[field];
  const isWhole = typeof value === "number" && Number.isInteger(value);
  if (isWhole && value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  refuse(field, `a whole number ${range}`, value);
}

const sidPattern = /^[A-Z]{2}[\da-fA-F]{32}$/;

/**
 * The SID in a field of the input, safe to be a segment of a path.
 *
 * @param prefix the two letters that say of what it is
 * @param mistake what people give in its place, and what is said to that. Default: nothing in particular.
 * @throws {TwilioInputError} which names the field, what was expected and what came
 *
 * @example
 * ```ts
 * import { sidOf } from "@senderpool/twilio";
 *
 * const input = { bundleSid: "BUaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
 * console.log(`/v2/Bundles/${sidOf(input, "bundleSid", "BU")}`); // /v2/Bundles/BUaaa…
 * ```
 */
export function sidOf<Field extends string>(
  input: { readonly [Name in Field]?: unknown },
  field: Field,
  prefix: string,
  mistake?: readonly [pattern: RegExp, got: string],
): string {
  const value = input?.[field];
  const isText = typeof value === "string";
  if (isText && sidPattern.test(value) && value.startsWith(prefix)) return value;
  const expected = `${prefix} and 32 hex digits`;
  if (mistake && isText) checkInput(!mistake[0].test(value), field, expected, mistake[1]);
  refuse(field, expected, value);
}

/**
 * Insists that an object has no other members than these, so that a misspelt option is told of and
 * not ignored.
 *
 * @param options the object
 * @param known the names of its members
 * @param remedies what to write instead of names that people take for one of them
 * @param parent what it is a member of, for the path in the error
 * @throws {TwilioInputError} which names the member
 */
export function checkNames(
  options: object,
  known: readonly string[],
  remedies: Readonly<Record<string, string>> = {},
  parent = "",
): void {
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const remedy = Object.hasOwn(remedies, name) ? remedies[name]! : `one of ${known.join(", ")}`;
    checkInput(false, parent + name, remedy, "an unknown name");
  }
}

/**
 * A copy that no later change of the original reaches: of plain objects, lists and dates, all the way
 * down. What can't be read is left as it is, for the checks of the input to find.
 */
export function copyOf<Value>(value: Value): Value {
  return copy(value, new Map()) as Value;
}

/** @param copies what was copied already: an object may be a part of itself */
function copy(value: unknown, copies: Map<unknown, unknown>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (copies.has(value)) return copies.get(value);
  try {
    if (value instanceof Date) return new Date(value);
    if (!Array.isArray(value) && !isPlain(value)) return value;
    const copied = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
    copies.set(value, copied);
    for (const name of Object.keys(copied)) copied[name] = copy(copied[name], copies);
    return copied;
  } catch {
    return value;
  }
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/**
 * An input that can be spread: of an instance of a class, what the class computes is a member of it
 * too. A plain object is given back as it is.
 */
export function spreadable<Input>(input: Input): Input {
  if (typeof input !== "object" || input === null || isPlain(input)) return input;
  const members = { ...input } as Record<string, unknown>;
  let type: object = Object.getPrototypeOf(input);
  // What all objects have is nothing of its own.
  for (; Object.getPrototypeOf(type) !== null; type = Object.getPrototypeOf(type)) {
    for (const name of Object.getOwnPropertyNames(type)) {
      const member = (input as Record<string, unknown>)[name];
      if (typeof member !== "function" && !Object.hasOwn(members, name)) members[name] = member;
    }
  }
  return members as Input;
}
