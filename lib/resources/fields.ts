/**
 * What fields may be, whatever the resource. Each function insists on it, with an error that names the
 * field, and gives back its text on the wire.
 */
import { checkInput, checkValue, textOf, wholeNumberOf } from "../wire/input.ts";

/** The name of a field in a form: `friendlyName` is `FriendlyName`. */
export function formName(field: string): string {
  return field.charAt(0).toUpperCase() + field.slice(1);
}

/** A text that is not empty. */
export function text(value: unknown, field: string): string {
  return textOf({ [field]: value }, field, /./s, "a text");
}

/** A text of so many Unicode characters, or none. */
export function shortText(value: unknown, field: string, most: number): string {
  const expected = `a text of at most ${most} characters`;
  checkValue(typeof value === "string", field, expected, value);
  const { length } = Array.from(value); // a pair of surrogates is one character
  checkInput(length <= most, field, expected, `one of ${length}`);
  // On the wire the other half becomes U+FFFD, which the recipient would see.
  const got = "one that was cut within a character: cut Array.from(text)";
  checkInput(!/\p{Surrogate}/u.test(value), field, "a text of whole characters", got);
  return value;
}

/** A URL that Twilio can call. */
export function webUrl(value: unknown, field: string): string {
  const expected = "a URL that starts with http:// or https://";
  return textOf({ [field]: value }, field, /^https?:\/\/\S+$/i, expected);
}

/** One of these words. */
export function oneOf(value: unknown, field: string, words: readonly string[]): string {
  const isKnown = typeof value === "string" && words.includes(value);
  checkValue(isKnown, field, words.join(" or "), value);
  return value;
}

/** A flag. */
export function trueOrFalse(value: unknown, field: string): string {
  checkValue(typeof value === "boolean", field, "true or false", value);
  return String(value);
}

/** A whole number in a range. */
export function wholeNumber(value: unknown, field: string, least: number, most?: number): string {
  return String(wholeNumberOf({ [field]: value }, field, least, most));
}
