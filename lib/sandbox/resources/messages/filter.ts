/** Which messages a list is of, by its query. */
import { type Answer, invalid } from "../../http/answers.ts";
import type { ListFilter } from "../../http/paging.ts";
import type { SentMessage } from "./state.ts";

/** Whether a date in seconds since 1970 is what a filter asks for. */
type Fits = (sent: number) => boolean;

/**
 * Reads the filters of a query, which all have to fit: recipient and sender as they are, and when a
 * message was sent, by a day in UTC or a moment. Both bounds count in. A message that was not sent fits
 * no date. That a value which is no date is refused is inferred; what is one, Twilio's examples say.
 *
 * @returns the filter, or the refusal of it
 * @see https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
 */
export function readFilter(query: URLSearchParams): ListFilter<SentMessage> | Answer {
  const [to, from] = [query.get("To"), query.get("From")];
  const dates: Fits[] = [];
  for (const [name, fitting] of Object.entries(byDate)) {
    const text = query.get(name);
    if (!text) continue;
    const fits = fitting(text);
    if (!fits) return invalid(name);
    dates.push(fits);
  }
  return {
    query: echoOf(query),
    matches: (message) =>
      (!to || message.to === to) && (!from || message.from === from) &&
      dates.every((fits) => message.dateSent !== null && fits(Date.parse(message.dateSent))),
  };
}

/** What the URLs of the pages say of it, in the order of Twilio's examples. */
function echoOf(query: URLSearchParams): string {
  return ["To", "From", ...Object.keys(byDate)].flatMap((name) => {
    const value = query.get(name);
    return value ? [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`] : [];
  }).join("&");
}

const DAY = 24 * 60 * 60 * 1000;

/** The filters by date: each makes a test of a text, or nothing of one that is no date. */
const byDate: Readonly<Record<string, (text: string) => Fits | null>> = {
  DateSent: (text) => test(text, (first, last) => (sent) => sent >= first && sent < last, DAY),
  "DateSent<": (text) => test(text, (_, last) => (sent) => sent < last),
  "DateSent>": (text) => test(text, (first) => (sent) => sent >= first),
};

/**
 * Makes a test of when a day or a moment begins, and when it is over. A moment takes a second, which
 * is what dates are told to.
 *
 * @param whole what a moment stands for the whole of. Default: itself.
 */
function test(
  text: string,
  make: (first: number, last: number) => Fits,
  whole = 1000,
): Fits | null {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  // In the examples, a date and time without a zone is in UTC.
  const isPlain = /^\d{4}-\d\d-\d\d[ T][\d:.]+$/.test(text);
  const time = Date.parse(isPlain ? `${text.replace(" ", "T")}Z` : text);
  if (Number.isNaN(time)) return null;
  const length = isDay ? DAY : whole;
  const first = Math.floor(time / length) * length;
  return make(first, first + length);
}
