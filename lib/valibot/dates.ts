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
  /^\d{4}-[-+.:\dTZ]{1,32}$/i,
);

/**
 * An RFC 2822 date and time, as the older resources have it, from text to a `Date`: in any zone, and
 * without the weekday or the seconds too. Of the obsolete forms, it takes the zones `GMT` and `UT`.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { DateFromMailTextSchema } from "@senderpool/twilio/valibot";
 *
 * const date = v.parse(DateFromMailTextSchema, "Sun, 30 Jul 2023 20:12:31 +0000");
 * console.log(date.getUTCHours()); // 20
 * ```
 */
export const DateFromMailTextSchema: DateFromTextSchema = /* @__PURE__ */ dateFromText(
  readRfc2822,
  "a date and time in RFC 2822",
  /^([a-z]{1,9}, )?(\d{1,2} [a-z]{1,9} \d{2,4}|\d{4}-\d\d-\d\d)[-+.: \w]{0,30}$/i,
);

/** A text that can be read becomes a date. One that only looks like a date is shown: it is no secret. */
function dateFromText(
  read: (text: string) => Date,
  what: string,
  looksLikeDate: RegExp,
): DateFromTextSchema {
  const message: IssueText = ({ input }) => {
    const isShown = typeof input === "string" && looksLikeDate.test(input);
    return `expected ${what}, got ${isShown ? `"${input}"` : describe(input)}`;
  };
  const isDate = (text: string) => !Number.isNaN(read(text).getTime());
  return v.pipe(v.string(message), v.check(isDate, message), v.transform(read));
}

const noDate = (): Date => new Date(NaN);

/** Day, time, seconds, fraction and offset; all but the day may be missing. */
const iso8601 =
  /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?:(:\d\d)(?:[.,](\d+))?)?(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?)?$/i;

function readIso8601(text: string): Date {
  const parts = iso8601.exec(text);
  if (parts === null) return noDate();
  const [, day = "", time = "00:00", seconds = ":00", fraction = "", zone] = parts;
  const milliseconds = fraction.slice(0, 3).padEnd(3, "0");
  return inUtc(readUtc(day, `${time}${seconds}.${milliseconds}`), zone);
}

/** Weekday, day, month, year, time, seconds and zone; the weekday and the seconds may be missing. */
const rfc2822 =
  /^(?:(\w{3}),\s*)?(\d\d?)\s+(\w{3})\s+((?!00)\d{4})\s+(\d\d:\d\d)(:\d\d)?\s+([+-]\d\d[0-5]\d|GMT|UT)$/i;

const months = " jan feb mar apr may jun jul aug sep oct nov dec";

function readRfc2822(text: string): Date {
  const parts = rfc2822.exec(text.trim().toLowerCase());
  if (parts === null) return noDate();
  const [, weekday = "", day = "", month, year, time, seconds = ":00", zone] = parts;
  const at = months.indexOf(` ${month}`);
  const number = String(at / 4 + 1).padStart(2, "0");
  const date = readUtc(`${year}-${number}-${day.padStart(2, "0")}`, `${time}${seconds}`);
  const isOfWeekday = date.toUTCString().toLowerCase().startsWith(weekday);
  return at >= 0 && isOfWeekday ? inUtc(date, zone) : noDate();
}

/** Reads the one form of which all platforms make the same, if the month has such a day. */
function readUtc(day: string, time: string): Date {
  const date = new Date(`${day}T${time}Z`);
  return date.getUTCDate() === Number(day.slice(-2)) ? date : noDate();
}

/** The moment at which it is this date in a zone: none and a name are UTC. */
function inUtc(date: Date, zone: string = ""): Date {
  const [, sign, hours, minutes = "0"] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (sign === undefined) return date;
  const ahead = Number(hours) * 60 + Number(minutes);
  return new Date(date.getTime() - (sign === "-" ? -ahead : ahead) * 60_000);
}
