import { TwilioInputError } from "../errors.ts";

/**
 * Insists on something about a field of the input.
 *
 * @throws {TwilioInputError} which names the field and what was expected
 */
export function check(ok: unknown, field: string, expected: string): asserts ok {
  if (!ok) throw new TwilioInputError({ field, reason: `expected ${expected}` });
}

/**
 * The text of a field of the input, if it matches a pattern.
 *
 * @throws {TwilioInputError} which guesses at the mistake
 */
export function match<Field extends string>(
  input: { readonly [Name in Field]?: unknown },
  field: Field,
  pattern: RegExp,
  expected: string,
  prefix = "",
): string {
  const value = input?.[field];
  const text = String(value);
  // A string or a number, and nothing that only reads like one.
  if (pattern.test(text) && text.startsWith(prefix) && (text === value || +text === value)) {
    return text;
  }
  const got = text !== value
    ? typeof value
    : /\s/.test(text)
    ? "spaces"
    : /:[^/]|^\+/.test(text)
    ? "an address"
    : (/^..(?=.{32}$)/.exec(text) ?? "another text");
  throw new TwilioInputError({ field, reason: `expected ${expected}, got ${got}` });
}

/** The SID in a field of the input, safe to be a segment of a path. */
export function sid<Field extends string>(
  input: { readonly [Name in Field]: string },
  field: Field,
  prefix: string,
): string {
  return match(input, field, /^..[\da-fA-F]{32}$/, `${prefix} and 32 hex digits`, prefix);
}
