import { memberOf } from "../error_guards.ts";
import { timeOf } from "./dates.ts";
import { describe } from "./describe.ts";

/** One JSON object as it came over the wire. */
export type Wire = Readonly<Record<string, unknown>>;

/**
 * A member of an answer is not what it should be. Readers throw it; an operation makes the error of
 * it that its caller gets, which names the call and the status as well.
 *
 * @example
 * ```ts
 * import { operation, UnexpectedAnswer } from "@senderpool/twilio";
 *
 * const read = (body: unknown) => {
 *   if (typeof body === "string") return body;
 *   throw new UnexpectedAnswer("name", "expected a text");
 * };
 * const { parse } = operation({ method: "GET", url: () => "https://api.twilio.com/x", read });
 * const error = await parse(Response.json(7)).catch((error) => error);
 * console.log(error.name, error.reason); // TwilioResponseError name: expected a text
 * ```
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

/** Whether it is an {@linkcode UnexpectedAnswer}, by name: another copy of the library has its own. */
export function isUnexpectedAnswer(thrown: unknown): thrown is UnexpectedAnswer {
  return memberOf(thrown, "name") === "UnexpectedAnswer";
}

/** What was thrown by the reading of a part of an answer, naming its member by the path of that part. */
export function within(path: string, thrown: unknown): unknown {
  if (!isUnexpectedAnswer(thrown)) return thrown;
  return new UnexpectedAnswer(`${path}.${thrown.member}`, thrown.problem);
}

/**
 * Insists on something about a member of an answer.
 *
 * @param ok what has to hold
 * @param member the member's name, as it came over the wire
 * @param expected what was expected
 * @param value what came
 * @throws {UnexpectedAnswer} where it does not hold
 *
 * @example
 * ```ts
 * import { expectAnswer } from "@senderpool/twilio";
 *
 * const toPrice = (value: unknown): number => {
 *   expectAnswer(typeof value === "number" && value >= 0, "price", "a number from 0", value);
 *   return value as number;
 * };
 * console.log(toPrice(1.5)); // 1.5
 * ```
 */
export function expectAnswer(
  ok: unknown,
  member: string,
  expected: string,
  value: unknown,
): asserts ok {
  if (!ok) unexpected(member, expected, value);
}

function unexpected(member: string, expected: string, value: unknown): never {
  throw new UnexpectedAnswer(member, `expected ${expected}, got ${describe(value)}`);
}

/**
 * An object that has the member by which its kind is recognised, be it `null`.
 *
 * @param value what came
 * @param member the name of the member
 * @throws {UnexpectedAnswer} where it is no such object
 *
 * @example
 * ```ts
 * import { asText, objectWith } from "@senderpool/twilio";
 *
 * const toBrand = (body: unknown) => ({ name: asText(objectWith(body, "name")["name"], "name") });
 * console.log(toBrand({ name: "Shop" }), toBrand({ name: null })); // { name: "Shop" } { name: null }
 * ```
 */
export function objectWith(value: unknown, member: string): Wire {
  if (Object(value)[member] === undefined) {
    const got = describe(value);
    const without = got === "an object" ? "one without it" : got;
    throw new UnexpectedAnswer(member, `expected in an object, got ${without}`);
  }
  return value as Wire;
}

/**
 * A text, or `null`, which a missing member is too.
 *
 * @param value what came
 * @param member the member's name, as it came over the wire
 * @throws {UnexpectedAnswer} where it is something else
 *
 * @example
 * ```ts
 * import { asText } from "@senderpool/twilio";
 *
 * console.log(asText("Shop", "friendly_name"), asText(undefined, "friendly_name")); // Shop null
 * ```
 */
export function asText(value: unknown, member: string): string | null {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return null;
  unexpected(member, "a text", value);
}

/**
 * A text that starts with these letters, or `null`.
 *
 * @param value what came
 * @param member the member's name, as it came over the wire
 * @param prefix the letters
 * @throws {UnexpectedAnswer} where it is something else
 *
 * @example
 * ```ts
 * import { asSid } from "@senderpool/twilio";
 *
 * const sid: `XE${string}` | null = asSid("XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "sid", "XE");
 * console.log(sid); // XEaaa…
 * ```
 */
export function asSid<Prefix extends string>(
  value: unknown,
  member: string,
  prefix: Prefix,
): `${Prefix}${string}` | null {
  if (typeof value === "string" && value.startsWith(prefix)) return value as `${Prefix}${string}`;
  if (value === undefined || value === null) return null;
  unexpected(member, `a text that starts with ${prefix}`, value);
}

/**
 * A whole number, or `null`.
 *
 * @param value what came
 * @param member the member's name, as it came over the wire
 * @throws {UnexpectedAnswer} where it is something else
 *
 * @example
 * ```ts
 * import { asWholeNumber } from "@senderpool/twilio";
 *
 * console.log(asWholeNumber(14400, "validity_period")); // 14400
 * ```
 */
export function asWholeNumber(value: unknown, member: string): number | null {
  if (value === undefined || value === null) return null;
  expectAnswer(Number.isInteger(value), member, "a whole number", value);
  return value as number;
}

/**
 * `true`, `false` or `null`.
 *
 * @param value what came
 * @param member the member's name, as it came over the wire
 * @throws {UnexpectedAnswer} where it is something else
 *
 * @example
 * ```ts
 * import { asBoolean } from "@senderpool/twilio";
 *
 * console.log(asBoolean(true, "sticky_sender")); // true
 * ```
 */
export function asBoolean(value: unknown, member: string): boolean | null {
  if (value === undefined || value === null) return null;
  expectAnswer(typeof value === "boolean", member, "true or false", value);
  return value;
}

/**
 * A date and time in ISO 8601, or `null`: with an offset, `Z` or none, which is UTC, with a fraction
 * of a second or without, with seconds or without; or a date alone, which is its midnight in UTC.
 *
 * @param value what came
 * @param member the member's name, as it came over the wire
 * @throws {UnexpectedAnswer} where it is something else
 *
 * @example
 * ```ts
 * import { asDate } from "@senderpool/twilio";
 *
 * console.log(asDate("2023-07-30T20:12:31Z", "date_created")?.getTime()); // 1690747951000
 * console.log(asDate("2023-07-30", "date_created")?.toISOString()); // 2023-07-30T00:00:00.000Z
 * ```
 */
export function asDate(value: unknown, member: string): Date | null {
  if (value === undefined || value === null) return null;
  const time = typeof value === "string" ? timeOf(value) : NaN;
  if (Number.isNaN(time)) {
    throw new UnexpectedAnswer(member, `expected a date and time in ISO 8601, got ${shown(value)}`);
  }
  return new Date(time);
}

/** A date that can't be read is shown, for what has the characters of one is no secret. */
function shown(value: unknown): string {
  const isDatelike = typeof value === "string" && /^\d{4}-[\dTZ:.+-]{1,32}$/i.test(value);
  return isDatelike ? `"${value}"` : describe(value);
}
