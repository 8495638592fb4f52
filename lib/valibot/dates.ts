import * as v from "valibot";
import { describe } from "./describe.ts";
import type { IssueText } from "./parts.ts";

/** A date and time as text, which becomes a `Date`. */
export type DateFromTextSchema = v.GenericSchema<string, Date>;

/**
 * An ISO 8601 date and time, from text to a `Date`: with an offset, `Z` or none, which is UTC, with a
 * fraction of a second or without, with seconds or without; or a date alone, which is its midnight.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { DateFromTextSchema } from "@senderpool/twilio/valibot";
 *
 * console.log(v.parse(DateFromTextSchema, "2023-07-30T20:12:31Z").getUTCHours()); // 20
 * console.log(v.parse(DateFromTextSchema, "2023-07-30T20:12:31+02:00").getUTCHours()); // 18
 * ```
 */
export const DateFromTextSchema: DateFromTextSchema = /* @__PURE__ */ dateFromText(
  readIso8601,
  "a date and time in ISO 8601",
  describeDate,
);

/** An RFC 2822 date and time in GMT, as the older resources have it, from text to a `Date`. */
export const DateFromMailTextSchema: DateFromTextSchema = /* @__PURE__ */ dateFromText(
  readRfc2822,
  "a date and time in RFC 2822, in GMT",
  describe,
);

function dateFromText(
  read: (text: string) => Date,
  what: string,
  describeInput: (input: unknown) => string,
): DateFromTextSchema {
  const message: IssueText = ({ input }) => `expected ${what}, got ${describeInput(input)}`;
  const isDate = (text: string) => !Number.isNaN(read(text).getTime());
  return v.pipe(v.string(message), v.check(isDate, message), v.transform(read));
}

const noDate = (): Date => new Date(NaN);

/** A day; perhaps a time of it with seconds and a fraction of them; perhaps its offset from UTC. */
const iso8601 =
  /^(\d{4}-\d\d-\d\d)(?:T(([01]\d|2[0-3]):\d\d)(?:(:\d\d)(?:[.,](\d+))?)?(?:Z|([+-])([01]\d|2[0-3]):?([0-5]\d)?)?)?$/i;

/** Reads what all of its forms come down to, of which alone all platforms make the same. */
function readIso8601(text: string): Date {
  const parts = iso8601.exec(text);
  if (parts === null) return noDate();
  const [, day, time = "00:00", , seconds = ":00", fraction = "", sign, hours, minutes = "00"] =
    parts;
  // JavaScript makes another day of one that its month has not.
  const isDay = new Date(`${day}T00:00Z`).getUTCDate() === Number(day!.slice(-2));
  if (!isDay) return noDate();
  const offset = sign === undefined ? "Z" : `${sign}${hours}:${minutes}`;
  return new Date(`${day}T${time}${seconds}.${fraction.slice(0, 3).padEnd(3, "0")}${offset}`);
}

function readRfc2822(text: string): Date {
  const date = new Date(text);
  // JavaScript reads much else, which is not written so.
  const isSame = date.toUTCString() === text.replace(/[+-]0000$/, "GMT");
  return isSame ? date : noDate();
}

/** What has only the characters of a date can be shown, for it is no secret. */
function describeDate(input: unknown): string {
  const isLikeDate = typeof input === "string" && /^\d{4}-[-+.:\dTZ]{1,32}$/i.test(input);
  return isLikeDate ? `"${input}"` : describe(input);
}
