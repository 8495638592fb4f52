import { TwilioInputError } from "./errors.ts";

/**
 * Insists on something about a field of the input.
 *
 * @throws {TwilioInputError} which names the field and what was expected
 */
export function check(ok: unknown, field: string, expected: string): asserts ok {
  if (!ok) throw new TwilioInputError(`${field}: expected ${expected}`, { field });
}

/** What a value that is not a SID with this prefix seems to be instead. */
function guess(value: unknown): string {
  if (typeof value !== "string") return typeof value;
  if (/\s/.test(value)) return "white space";
  if (/[:+]/.test(value)) return "an address: list the senders for its SID";
  return `${value.slice(0, 2)} and ${value.length - 2} more`;
}

/**
 * The SID in a field of the input, safe to be a segment of a path.
 *
 * @throws {TwilioInputError} which guesses at the mistake
 */
export function sid<Field extends string>(
  input: { readonly [Name in Field]: string },
  field: Field,
  prefix: string,
): string {
  const value: unknown = input?.[field];
  const valid = typeof value === "string" && RegExp(`^${prefix}[\\da-fA-F]{32}$`).test(value);
  check(valid, field, `${prefix} and 32 hex digits, got ${guess(value)}`);
  return value;
}

/**
 * The whole number in a field of the input, or `undefined` where it is left out.
 *
 * @throws {TwilioInputError} when it is anything else, or out of range
 */
export function integer<Field extends string>(
  input: { readonly [Name in Field]?: number | undefined },
  field: Field,
  min: number,
  max: number,
): number | undefined {
  const value = input[field];
  const valid = Number.isInteger(value) && value! >= min && value! <= max;
  check(value == null || valid, field, `a whole number from ${min} to ${max}`);
  return value;
}
