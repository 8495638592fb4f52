/** What the fields of a new message may be, in the words of the core's errors. */
import * as v from "valibot";
import { checkSmsSender } from "../../addresses/addresses.ts";
import { isTwilioInputError } from "../../error_guards.ts";
import { AddressSchema } from "../addresses.ts";
import { describe } from "../describe.ts";
import { expected, faultless } from "../parts.ts";
import { MessagingServiceSidSchema } from "../sids.ts";

/** A short code, or an alphanumeric sender of at most 11 characters, one of them a letter. */
const codeOrName = /^(\d{3,8}|(?=.*[a-z])[\w &+-]{1,11})$/i;

/** A text that is right or several, of which the first that is not is told of. */
export function textsThat(
  isRight: (text: string) => boolean,
  what: string,
  most: number = Infinity,
): v.GenericSchema<string | string[]> {
  const isWrong = (item: unknown) => typeof item !== "string" || !isRight(item);
  return faultless((given) => {
    const items: unknown[] = Array.isArray(given) ? given : [given];
    if (items.length > most) return `expected at most ${most} of them, got ${items.length}`;
    const wrong = items.findIndex(isWrong);
    return wrong < 0 ? null : `expected ${what}, got ${describe(items[wrong])}`;
  });
}

/** The SID of a service, an address, or a code, a name or a SIM for SMS. */
export function sender(): v.GenericSchema<string> {
  const rest = senderAddress();
  return v.lazy((given) =>
    v.is(MessagingServiceSidSchema, given) ? MessagingServiceSidSchema : rest
  );
}

/** An address, or a code, a name or a SIM for SMS. */
export function senderAddress(): v.GenericSchema<string> {
  const what = "an address, a short code, or a name of at most 11 characters";
  const rest = faultless<string>((given) => {
    const text = String(given);
    if (codeOrName.test(text) || /^sim:\w+$/.test(text)) return null;
    // What is wrong with a name is not that it has spaces.
    const got = text.includes(" ") ? `a text of ${text.length} characters` : describe(text);
    return `expected ${what}, got ${got}`;
  });
  // The guess at what was meant is that of whichever it looks like.
  const likely = (given: unknown) => {
    const text = String(given);
    const isMeantAsAddress = /^(\+|\d{9}|[a-z]+:)/i.test(text) && !/^sim:\w+$/.test(text);
    return isMeantAsAddress ? AddressSchema : rest;
  };
  return v.pipe(v.string(expected(what)), v.lazy(likely));
}

/** A phone number, or a code or a name for SMS: what the core says of it, as of all addresses. */
export function fallbackSender(): v.GenericSchema<string> {
  return faultless((given) => {
    try {
      checkSmsSender(given as string, "fallbackFrom");
      return null;
    } catch (error) {
      if (isTwilioInputError(error)) return error.reason;
      throw error;
    }
  });
}

/** The SID of a service, in whose place people put the address of a sender. */
export function serviceSid(): v.GenericSchema<string> {
  const address = v.custom<string>(
    () => false,
    "expected MG and 32 hex digits, got an address, which belongs in from",
  );
  const isAddress = /^(\+|(whatsapp|messenger|rcs):)/;
  return v.lazy((given) =>
    typeof given === "string" && isAddress.test(given) ? address : MessagingServiceSidSchema
  );
}

/** Values of a template's variables by name, or the JSON of such an object, where numbers will do. */
export function contentVariables(): v.GenericSchema<string | Record<string, string>> {
  return faultless((given) => {
    const isJson = typeof given === "string";
    const values = isJson ? valueOfJson(given) : given;
    let got = null;
    if (!isPlainObject(values)) got = isJson ? "another text" : describe(given);
    else if (!Object.values(values).every(isTextOrNumber)) {
      got = "one of other values";
    }
    return got === null ? null : `expected an object of texts, or its JSON, got ${got}`;
  });
}

/** What JSON stands for, or nothing where it is none. */
function valueOfJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Whether it is an object whose values JSON has, which a list or a `Map` is not. */
function isPlainObject(value: unknown): value is object {
  return Object.prototype.toString.call(value) === "[object Object]";
}

/** A date, of whatever realm, that ISO 8601 writes with a year of four digits and no sign. */
export function sendingDate(): v.GenericSchema<Date> {
  return faultless((given) => {
    const isDate = Object.prototype.toString.call(given) === "[object Date]";
    if (!isDate) return `expected a Date, got ${describe(given)}`;
    const date = given as Date;
    if (Number.isNaN(date.getTime())) return "expected a Date, got an invalid one";
    const year = date.getUTCFullYear();
    return year >= 0 && year <= 9999 ? null : "expected a Date, got one of another era";
  });
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isTextOrNumber(value: unknown): boolean {
  return isText(value) || Number.isFinite(value);
}

/** A price that is written in digits alone, as the smallest and the largest numbers are not. */
export function price(): v.GenericSchema<number> {
  const message = expected("a number from 0");
  const isRight = (number: number) => /^\d+(\.\d+)?$/.test(String(number));
  return v.pipe(v.number(message), v.check(isRight, message));
}
