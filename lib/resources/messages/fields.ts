/**
 * What fields may be that messages alone have. Each function insists on it, with an error that names
 * the field, and gives back its text on the wire.
 */
import {
  checkSmsSender,
  recipient,
  senderChannel,
  serviceSidPattern,
} from "../../addresses/addresses.ts";
import { describe } from "../../wire/describe.ts";
import { checkInput, checkValue, sidOf } from "../../wire/input.ts";

/** An address that can be sent to. */
export function recipientAddress(value: unknown, field: string): string {
  recipient(value as string, field);
  return value as string;
}

/** Whatever can send. */
export function sender(value: unknown, field: string): string {
  const isService = typeof value === "string" && serviceSidPattern.test(value);
  if (!isService) senderChannel(value as string, field);
  return value as string;
}

/** A phone number, a short code or an alphanumeric sender. */
export function phoneOrCode(value: unknown, field: string): string {
  checkSmsSender(value as string, field);
  return value as string;
}

/** A SID of these two letters. */
export function sid(value: unknown, field: string, prefix: string): string {
  return sidOf({ [field]: value }, field, prefix);
}

/** The SID of a Messaging Service, in whose place people put the address of a sender. */
export function serviceSid(value: unknown, field: string): string {
  const isAddress = typeof value === "string" && /^(\+|whatsapp:|messenger:|rcs:)/.test(value);
  checkInput(!isAddress, field, "MG and 32 hex digits", "an address, which belongs in from");
  return sid(value, field, "MG");
}

/** A decimal number. Very large and very small ones have none in text. */
export function amount(value: unknown, field: string): string {
  const fits = typeof value === "number" && /^\d+(\.\d+)?$/.test(String(value));
  checkValue(fits, field, "a number from 0", value);
  return String(value);
}

/** A moment, in ISO 8601 to the second, as Twilio asks for it. */
export function moment(value: unknown, field: string): string {
  checkValue(kindOf(value) === "Date", field, "a Date", value);
  const date = value as Date;
  checkInput(!Number.isNaN(date.getTime()), field, "a Date", "an invalid one");
  const text = date.toISOString();
  // Beyond year 9999 a year has a sign: whoever gets there took another unit for milliseconds.
  checkInput(/^\d/.test(text), field, "a Date", "one of another era");
  return text.replace(/\.\d+/, "");
}

/** One such value, or a list of them. */
export function each(
  value: unknown,
  field: string,
  read: (item: unknown, field: string) => string,
  most: number = Infinity,
): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  checkInput(items.length <= most, field, `at most ${most} of them`, `${items.length}`);
  return items.map((item) => read(item, field));
}

/** Texts by their names, as JSON: an object, which is made JSON here, or its JSON. */
export function textsByName(value: unknown, field: string): string {
  const expected = "an object of texts, or its JSON";
  const isJson = typeof value === "string";
  const texts = isJson ? fromJson(value) : value;
  // A Map, for one, would be an object without members in JSON.
  const isObject = kindOf(texts) === "Object";
  checkInput(isObject, field, expected, isJson ? "another text" : describe(value));
  const fits = Object.values(texts as object).every(isTextOrNumber);
  checkInput(fits, field, expected, "one of other values");
  return isJson ? value.trim() : JSON.stringify(value);
}

/** The kind of an object, from whatever realm it comes: `Date`, `Map`, and `Object` of most. */
export function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}

function isTextOrNumber(value: unknown): boolean {
  return typeof value === "string" || Number.isFinite(value);
}

/** What JSON stands for, or nothing where it is none. */
function fromJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
