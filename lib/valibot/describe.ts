/**
 * What came in the place of something else, in words. It may be a secret, so that no more is shown of
 * it than a number of few digits and the first two letters of a SID.
 */
export function describe(input: unknown): string {
  if (input === undefined || input === null) return "nothing";
  if (typeof input === "string") {
    if (/\s/.test(input)) return "a text with white space";
    if (/^(\+|[a-z]+:)/i.test(input)) return "an address";
    if (/^[A-Z]{2}[A-Fa-f\d]+$/.test(input)) {
      return `${input.slice(0, 2)} and ${input.length - 2} hex digits`;
    }
    if (input === "") return "an empty text";
    return input.length === 1 ? "a text of 1 character" : `a text of ${input.length} characters`;
  }
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "an object";
  if (typeof input === "boolean") return `${input}`;
  if (typeof input === "number") {
    const mayBeOfPhone = Math.abs(input) > 99_999 && Number.isFinite(input);
    if (!mayBeOfPhone) return `${input}`;
  }
  return `a ${typeof input}`;
}
