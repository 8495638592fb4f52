import * as v from "valibot";
import { another, expected } from "./parts.ts";

/** A date and time as text, which becomes a `Date`. */
export type DateFromTextSchema = v.GenericSchema<string, Date>;

/**
 * An ISO 8601 date and time in UTC, from text to a `Date`.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { DateFromTextSchema } from "@senderpool/twilio/valibot";
 *
 * console.log(v.parse(DateFromTextSchema, "2023-07-30T20:12:31Z").getUTCHours()); // 20
 * ```
 */
export const DateFromTextSchema: DateFromTextSchema = /* @__PURE__ */ dateFromText(
  // A day that the month has not is another day to JavaScript.
  (text, date) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) &&
    Number(text.slice(8, 10)) === date.getUTCDate(),
  "an ISO 8601 date and time in UTC",
);

/** An RFC 2822 date and time in GMT, as the older resources have it, from text to a `Date`. */
export const DateFromMailTextSchema: DateFromTextSchema = /* @__PURE__ */ dateFromText(
  (text, date) => date.toJSON() !== null && date.toUTCString() === text.replace(/[+-]0000$/, "GMT"),
  "an RFC 2822 date and time in GMT",
);

function dateFromText(
  isExact: (text: string, date: Date) => boolean,
  what: string,
): DateFromTextSchema {
  const message = expected(what, another);
  return v.pipe(
    v.string(message),
    v.check((text) => isExact(text, new Date(text)), message),
    v.transform((text) => new Date(text)),
  );
}
