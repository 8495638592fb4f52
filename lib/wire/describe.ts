/**
 * What a value is, in words. It may be a secret in the wrong place, so that none of it is shown but a
 * small number and the first two letters of a SID.
 *
 * @example
 * ```ts
 * import { describe } from "@senderpool/twilio";
 *
 * console.log(describe("a-secret-in-the-wrong-place")); // a text of 27 characters
 * console.log(describe("XE12"), describe(7), describe(null)); // XE and 2 hex digits 7 nothing
 * ```
 */
export function describe(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "string") return describeText(value);
  // A longer number may be a phone number, or a token of digits.
  if (typeof value === "number" && Math.abs(value) > 99_999 && Number.isFinite(value)) {
    return "a number";
  }
  if (typeof value === "number" || typeof value === "boolean") return `${value}`;
  if (typeof value !== "object") return `a ${typeof value}`;
  return isList(value) ? "a list" : "an object";
}

function describeText(text: string): string {
  if (text === "") return "an empty text";
  if (/\s/.test(text)) return "a text with white space";
  if (/^(\+|[a-z]+:)/i.test(text)) return "an address";
  if (/^[A-Z]{2}[\da-fA-F]+$/.test(text)) {
    return `${text.slice(0, 2)} and ${text.length - 2} hex digits`;
  }
  return text.length === 1 ? "a text of 1 character" : `a text of ${text.length} characters`;
}

function isList(value: object): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return false; // a proxy that was revoked
  }
}
