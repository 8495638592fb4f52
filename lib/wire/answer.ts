import { describe } from "./describe.ts";

/** One JSON object as it came over the wire. */
export type Wire = Readonly<Record<string, unknown>>;

/**
 * A member of an answer is not what it should be. Readers throw it; an operation makes the error of
 * it that its caller gets, which names the call and the status as well.
 */
export class UnexpectedAnswer extends Error {
  /** The literal by which this class is known. */
  override readonly name: "UnexpectedAnswer" = "UnexpectedAnswer";
  /** The path of the member, such as `senders[3].date_created`. */
  readonly member: string;
  /** What was expected there, and what came. */
  readonly problem: string;

  /** Says what was expected of a member, and what came. */
  constructor(member: string, problem: string) {
    super(`${member}: ${problem}`);
    this.member = member;
    this.problem = problem;
  }
}

/**
 * Insists on something about a member of an answer.
 *
 * @param ok what has to hold
 * @param member the member's name, as it came over the wire
 * @param expected what was expected
 * @param value what came
 */
export function expectAnswer(
  ok: unknown,
  member: string,
  expected: string,
  value: unknown,
): asserts ok {
  if (!ok) throw new UnexpectedAnswer(member, `expected ${expected}, got ${describe(value)}`);
}

/** An object that has the member by which its kind is recognised, be it `null`. */
export function objectWith(value: unknown, member: string): Wire {
  const found = Object(value)[member];
  expectAnswer(found !== undefined, member, "a member of the answer", found);
  return value as Wire;
}

/** A text, or `null`, which a missing member is too. */
export function asText(value: unknown, member: string): string | null {
  if (value === undefined || value === null) return null;
  expectAnswer(typeof value === "string", member, "a text", value);
  return value;
}

/** A text that starts with these letters, or `null`. */
export function asSid<Prefix extends string>(
  value: unknown,
  member: string,
  prefix: Prefix,
): `${Prefix}${string}` | null {
  if (value === undefined || value === null) return null;
  const fits = typeof value === "string" && value.startsWith(prefix);
  expectAnswer(fits, member, `a text that starts with ${prefix}`, value);
  return value as `${Prefix}${string}`;
}

/** A whole number, or `null`. */
export function asWholeNumber(value: unknown, member: string): number | null {
  if (value === undefined || value === null) return null;
  expectAnswer(Number.isInteger(value), member, "a whole number", value);
  return value as number;
}

/** `true`, `false` or `null`. */
export function asBoolean(value: unknown, member: string): boolean | null {
  if (value === undefined || value === null) return null;
  expectAnswer(typeof value === "boolean", member, "true or false", value);
  return value;
}

// A date, and a time with an offset; the time or the offset may be missing.
const iso8601 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/**
 * An ISO 8601 date and time, or `null`: with an offset, `Z` or none, which is UTC, and with a fraction
 * of a second or without; or a date alone.
 */
export function asDate(value: unknown, member: string): Date | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") {
    if (usual.test(value)) return usualDate(value);
    const parts = iso8601.exec(value);
    if (parts !== null) {
      const [, time, , , offset] = parts;
      const date = new Date(time !== undefined && offset === undefined ? `${value}Z` : value);
      if (!Number.isNaN(date.getTime())) return date;
    }
  }
  throw new UnexpectedAnswer(member, "expected a date and time in ISO 8601, got " + shown(value));
}

/** A date that can't be read is shown, for what has the characters of one is no secret. */
function shown(value: unknown): string {
  const isDatelike = typeof value === "string" && /^[\dTZ:.+-]{1,40}$/i.test(value);
  return isDatelike ? `"${value}"` : describe(value);
}

/** The form that Twilio uses: `2023-07-30T20:12:31Z`. */
const usual =
  /^\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|[12]\d))T([01]\d|2[0-3])(:[0-5]\d){2}Z$/;

/**
 * A date of that form by its digits: a page has two thousand of them, and the platform's own parser
 * takes longer.
 */
function usualDate(text: string): Date {
  const two = (at: number) => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
  const year = two(0) * 100 + two(2);
  return new Date(Date.UTC(year, two(5) - 1, two(8), two(11), two(14), two(17)));
}
