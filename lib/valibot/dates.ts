import * as v from "valibot";
import { describe } from "./describe.ts";
import type { IssueText } from "./parts.ts";

/** A date and time as text, which becomes a `Date`. */
export type DateFromTextSchema = v.GenericSchema<string, Date>;

/**
 * An ISO 8601 date and time, from text to a `Date`: with an offset, `Z` or none, which is UTC, and with
 * a fraction of a second or without; or a date alone.
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

// A day; perhaps a time of it; and perhaps how far that is from UTC.
const iso8601 = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

function readIso8601(text: string): Date {
  const match = iso8601.exec(text);
  if (match === null) return noDate();
  const [, time, , , offset] = match;
  // JavaScript would take a time without an offset for that of the machine.
  const isLocal = time !== undefined && offset === undefined;
  return new Date(isLocal ? `${text}Z` : text);
}

function readRfc2822(text: string): Date {
  const date = new Date(text);
  // JavaScript reads much else, which is not written so.
  const isSame = date.toUTCString() === text.replace(/[+-]0000$/, "GMT");
  return isSame ? date : noDate();
}

/** What has only the characters of a date can be shown, for it is no secret. */
function describeDate(input: unknown): string {
  const isLikeDate = typeof input === "string" && /^[-+.:\dTZ]+$/i.test(input);
  return isLikeDate && input.length <= 40 ? `"${input}"` : describe(input);
}
