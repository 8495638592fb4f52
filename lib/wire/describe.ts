/**
 * What a value is, in words. It may be a secret in the wrong place, so that none of it is shown but a
 * small number and the first two letters of a SID.
 */
export function describe(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  // A longer number may be a phone number, or a token of digits.
  if (typeof value === "number" && !(Math.abs(value) > 99_999)) return `${value}`;
  if (value === Infinity || typeof value === "boolean") return `${value}`;
  if (typeof value !== "string") {
    return typeof value === "object" ? "an object" : `a ${typeof value}`;
  }
  if (/\s/.test(value)) return "a text with white space";
  if (/^(\+|[a-z]+:)/i.test(value)) return "an address";
  if (/^[A-Z]{2}[\da-f]+$/i.test(value)) {
    return `${value.slice(0, 2)} and ${value.length - 2} hex digits`;
  }
  return value === "" ? "an empty text" : `a text of ${value.length} characters`;
}
