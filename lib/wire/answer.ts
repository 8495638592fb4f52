import { memberOf } from "../error_guards.ts";
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

/** Whether it is an {@linkcode UnexpectedAnswer}, by name: another copy of the library has its own. */
export function isUnexpectedAnswer(thrown: unknown): thrown is UnexpectedAnswer {
  return memberOf(thrown, "name") === "UnexpectedAnswer";
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
  if (!ok) unexpected(member, expected, value);
}

function unexpected(member: string, expected: string, value: unknown): never {
  throw new UnexpectedAnswer(member, `expected ${expected}, got ${describe(value)}`);
}

/** An object that has the member by which its kind is recognised, be it `null`. */
export function objectWith(value: unknown, member: string): Wire {
  if (Object(value)[member] === undefined) {
    const got = describe(value);
    const without = got === "an object" ? "one without it" : got;
    throw new UnexpectedAnswer(member, `expected in an object, got ${without}`);
  }
  return value as Wire;
}

/** A text, or `null`, which a missing member is too. */
export function asText(value: unknown, member: string): string | null {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return null;
  unexpected(member, "a text", value);
}

/** A text that starts with these letters, or `null`. */
export function asSid<Prefix extends string>(
  value: unknown,
  member: string,
  prefix: Prefix,
): `${Prefix}${string}` | null {
  if (typeof value === "string" && value.startsWith(prefix)) return value as `${Prefix}${string}`;
  if (value === undefined || value === null) return null;
  unexpected(member, `a text that starts with ${prefix}`, value);
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

/**
 * A date and time in ISO 8601, or `null`: with an offset, `Z` or none, which is UTC, with a fraction
 * of a second or without, with seconds or without; or a date alone, which is its midnight in UTC.
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

/** The form that Twilio uses: `2023-07-30T20:12:31Z`. */
const usual = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Day, time, seconds, fraction and offset; all but the day may be missing. */
const iso8601 =
  /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?:(:\d\d)([.,]\d+)?)?(?:Z|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?)?)?$/i;

/**
 * Milliseconds since 1970 of a date and time in ISO 8601, or NaN. By digits alone: the parsers of the platforms differ in all that is
 * not Twilio's own form, and take longer for that one, which a page has two thousand times.
 */
export function timeOf(text: string): number {
  if (usual.test(text)) return usualTime(text);
  const parts = iso8601.exec(text);
  if (parts === null) return NaN;
  const [, day, time = "00:00", seconds = ":00", fraction = "", sign, hours, minutes = "0"] = parts;
  const inUtc = `${day}T${time}${seconds}Z`;
  if (!usual.test(inUtc)) return NaN;
  // Its digits, as many as a Date has: the rest is cut off.
  const thousandths = Number(fraction.slice(1, 4).padEnd(3, "0"));
  const offset = sign === undefined ? 0 : Number(hours) * 60 + Number(minutes);
  return usualTime(inUtc) + thousandths - (sign === "-" ? -offset : offset) * 60_000;
}

/** How many days of a year come before each of its months, and after the last, without a leap day. */
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365] as const;

/** The days from the year 0 to 1970. */
const daysTo1970 = 719_528;

/** The time of the usual form, or NaN where there is no such day, or no such time of a day. */
function usualTime(text: string): number {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hours = twoDigits(text, 11);
  const minutes = twoDigits(text, 14);
  const seconds = twoDigits(text, 17);
  const isDay = month > 0 && month < 13 && day > 0 && day <= daysOf(month, year);
  if (!isDay || hours > 23 || minutes > 59 || seconds > 59) return NaN;
  // The leap day of a year counts from March on.
  const years = month > 2 ? year : year - 1;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  const days = 365 * year + leapDays + daysBefore[month - 1]! + day - daysTo1970;
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

function daysOf(month: number, year: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = daysBefore[month]! - daysBefore[month - 1]!;
  return month === 2 && isLeap ? 29 : days;
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}
