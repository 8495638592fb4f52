/** Which messages a list is of. */
import { senderChannel } from "../../addresses/addresses.ts";
import { timeOf } from "../../wire/dates.ts";
import { checkValue } from "../../wire/input.ts";
import { type Filter, filtersOf } from "../account/filters.ts";
import { kindOf, moment } from "./fields.ts";

/**
 * Which messages to list. Twilio has no other filter: what else there is to choose by, such as a
 * status or a service, is looked for among those that come.
 */
export interface MessageFilter {
  /** Recipient: an address, such as `+14155550199` or `whatsapp:+14155550199`. */
  readonly to?: string | undefined;
  /** Sender: an address, a short code or a name. */
  readonly from?: string | undefined;
  /** The day that they were sent on, in UTC: as `2026-11-26`, or any moment of it as a `Date`. */
  readonly sentOn?: Date | string | undefined;
  /**
   * Sent then or before: a `Date`, a moment such as `2026-11-26T09:30:00Z`, or a day in UTC such as
   * `2026-11-26`, which counts in whole.
   */
  readonly sentBefore?: Date | string | undefined;
  /** Sent then or later: likewise. */
  readonly sentAfter?: Date | string | undefined;
}

/** What people call some filters, in other libraries or from memory. */
const otherNames: Readonly<Record<string, string>> = {
  dateSent: "sentOn",
  dateSentBefore: "sentBefore",
  dateSentAfter: "sentAfter",
  status: "no status, by which Twilio does not filter: look for it among the messages that come",
  messagingServiceSid: "no service, by which Twilio does not filter: look for it among the " +
    "messages that come",
};

/** The filters, in the order of Twilio's own URLs. */
const filters: readonly Filter<keyof MessageFilter>[] = [
  ["to", "To", anyAddress],
  ["from", "From", anyAddress],
  ["sentOn", "DateSent", day],
  ["sentBefore", "DateSent<", dayOrMoment],
  ["sentAfter", "DateSent>", dayOrMoment],
];

/**
 * The filters by their names on the wire.
 *
 * @throws {TwilioInputError} which names the field, what was expected and what came
 */
export function toFilters(input: MessageFilter): Record<string, string> {
  return filtersOf(input, filters, otherNames);
}

/** An address at either end: of what came in, senders are recipients. */
function anyAddress(value: unknown, field: string): string {
  senderChannel(value as string, field);
  return value as string;
}

const dayPattern = /^\d{4}-\d\d-\d\d$/;
const momentPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

function day(value: unknown, field: string): string {
  if (kindOf(value) === "Date") return moment(value, field).slice(0, "2026-11-26".length);
  const fits = isTimeAs(dayPattern, value);
  checkValue(fits, field, "a Date, or a day such as 2026-11-26", value);
  return value;
}

function dayOrMoment(value: unknown, field: string): string {
  if (kindOf(value) === "Date") return moment(value, field);
  if (isTimeAs(dayPattern, value)) return value;
  const expected = "a Date, a day such as 2026-11-26, or a moment such as 2026-11-26T09:30:00Z";
  checkValue(isTimeAs(momentPattern, value), field, expected, value);
  return moment(new Date(timeOf(value)), field);
}

/** Whether it is a date, or a date and time, in a form of ISO 8601. */
function isTimeAs(pattern: RegExp, value: unknown): value is string {
  return typeof value === "string" && pattern.test(value) && !Number.isNaN(timeOf(value));
}
