import { UnexpectedAnswer } from "../../wire/answer.ts";
import { describe } from "../../wire/describe.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Weekday or none, day, month, year, hours, minutes, seconds or none, zone. */
const rfc2822 =
  /^(?:(\w{3}),\s*)?(\d{1,2})\s+(\w{3})\s+(\d{4})\s+(\d\d):(\d\d)(?::(\d\d))?\s+([+-]\d\d[0-5]\d|gmt|ut)$/;

/**
 * An RFC 2822 date and time, or `null`: in any zone, and without the weekday or the seconds too. The
 * obsolete forms are not read, such as years of two digits and `EST`, but for `GMT` and `UT`.
 *
 * The platform's own parser is not asked: engines differ in what they take, and 31 February is a
 * day of March to some.
 */
export function asRfc2822Date(value: unknown, member: string): Date | null {
  if (value === undefined || value === null) return null;
  const date = typeof value === "string" ? dateIn(value.trim().toLowerCase()) : null;
  if (date !== null) return date;
  throw new UnexpectedAnswer(member, `expected a date and time in RFC 2822, got ${shown(value)}`);
}

function dateIn(text: string): Date | null {
  const parts = rfc2822.exec(text);
  if (parts === null) return null;
  const [, weekday = "", day = "", month = "", year, hours, minutes, seconds = "00", zone = ""] =
    parts;
  const monthIndex = months.indexOf(month);
  const local = new Date(
    Date.UTC(
      Number(year),
      monthIndex,
      Number(day),
      Number(hours),
      Number(minutes),
      Number(seconds),
    ),
  );
  // A day that its month does not have is another date when it is written again.
  const sameDate = `${day.padStart(2, "0")} ${month} ${year} ${hours}:${minutes}:${seconds} gmt`;
  const written = local.toUTCString().toLowerCase();
  if (!written.startsWith(weekday) || !written.endsWith(sameDate)) return null;
  return new Date(local.getTime() - offsetOf(zone) * 60_000);
}

/** How far a zone is ahead of GMT, in minutes. */
function offsetOf(zone: string): number {
  if (zone === "gmt" || zone === "ut") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3));
  return zone.startsWith("-") ? -minutes : minutes;
}

/** A date that can't be read is shown, for what looks like one is no secret. */
function shown(value: unknown): string {
  const isDatelike = typeof value === "string" &&
    /^([a-z]{1,9}, )?(\d{1,2} [a-z]{1,9} \d{2,4}|\d{4}-\d\d-\d\d)[\w :.+-]{0,30}$/i.test(value);
  return isDatelike ? `"${value}"` : describe(value);
}
