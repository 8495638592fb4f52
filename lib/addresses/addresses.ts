import { describe } from "../wire/describe.ts";
import { checkInput, checkValue } from "../wire/input.ts";
import { mistakeIn } from "./mistakes.ts";

/** A way to reach someone; `sms` stands for MMS as well. */
export type Channel = "sms" | "whatsapp" | "messenger" | "rcs";

/** A sender or a recipient on its channel. */
export interface Address {
  /** The channel, which the prefix of an address names; that of `sms` has none. */
  readonly channel: Channel;
  /** What comes after the prefix: a number with its `+`, the id of a user or page, or an agent. */
  readonly id: string;
}

/** The channels as people write them. */
export const channelNames: Readonly<Record<Channel, string>> = {
  sms: "SMS",
  whatsapp: "WhatsApp",
  messenger: "Messenger",
  rcs: "RCS",
};

/** The channels whose addresses have a prefix, which is this and a colon. */
const prefixed = ["whatsapp", "messenger", "rcs"] as const;

/** An address at the end of its prefix. What has no prefix is for SMS, whether it is one or not. */
export function splitAddress(text: string): Address {
  for (const channel of prefixed) {
    const prefix = `${channel}:`;
    if (text.startsWith(prefix)) return { channel, id: text.slice(prefix.length) };
  }
  return { channel: "sms", id: text };
}

/** What comes after the prefix, on each channel, and that in words. */
const ids: Readonly<Record<Channel, { readonly pattern: RegExp; readonly expected: string }>> = {
  sms: { pattern: /^\+[1-9]\d{6,14}$/, expected: "+ and 7 to 15 digits" },
  whatsapp: {
    pattern: /^(\+[1-9]\d{6,14}|[A-Z]{2}\.(ENT\.)?[\dA-Za-z]{1,128})$/,
    expected: "+ and 7 to 15 digits, or a user's id",
  },
  messenger: { pattern: /^\d+$/, expected: "the digits of a page or a user" },
  rcs: {
    pattern: /^(\+[1-9]\d{6,14}|(?!\d+$|[A-Z]{2}[\da-f]{32}$)[\w.-]+)$/,
    expected: "an agent, or + and 7 to 15 digits",
  },
};

/** Insists on what comes after the prefix of a channel. An error says what else there may be. */
function checkId(id: unknown, channel: Channel, field: string, orElse = ""): void {
  const { pattern, expected: usual } = ids[channel];
  const expected = usual + orElse;
  if (typeof id !== "string") checkValue(false, field, expected, id);
  else if (!pattern.test(id)) {
    const hasPrefix = splitAddress(id).channel !== "sms";
    checkInput(false, field, expected, hasPrefix ? "a channel before it" : mistakeIn(id));
  }
}

function addressOn<Name extends typeof prefixed[number]>(
  channel: Name,
  id: string,
): `${Name}:${string}` {
  checkId(id, channel, "address");
  return `${channel}:${id}`;
}

/**
 * A phone number as Twilio takes it, in E.164: the address of SMS and MMS. E.164 allows 15 digits;
 * the shortest numbers in use, those of Niue, have 7.
 *
 * @param number `+`, the calling code and the rest, digits alone
 * @throws {TwilioInputError} which guesses at the mistake, and does not show the number
 * @see https://www.twilio.com/docs/glossary/what-e164
 *
 * @example
 * ```ts
 * import { phone } from "@senderpool/twilio";
 *
 * console.log(phone("+12487960483")); // +12487960483
 * ```
 */
export function phone(number: string): `+${string}` {
  checkId(number, "sms", "address");
  return number as `+${string}`;
}

/**
 * A WhatsApp address: that of a phone number, or of a user who shows none, by the id that WhatsApp
 * gives out for the business instead (`US.13491208655302741918`).
 *
 * @param id a phone number in E.164, or a user's id
 * @throws {TwilioInputError} which guesses at the mistake, and does not show the value
 * @see https://www.twilio.com/docs/messaging/channels
 * @see https://www.twilio.com/en-us/changelog/whatsapp-bsuid-format-in-conversations-and-webhook-fields
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids/
 *
 * @example
 * ```ts
 * import { whatsapp } from "@senderpool/twilio";
 *
 * console.log(whatsapp("+12487960483")); // whatsapp:+12487960483
 * console.log(["+12487960483"].map(whatsapp)); // [ "whatsapp:+12487960483" ]
 * ```
 */
export function whatsapp(id: string): `whatsapp:${string}` {
  return addressOn("whatsapp", id);
}

/**
 * A Messenger address.
 *
 * @param id of a page where it is the sender, of a user where it is the recipient: digits
 * @throws {TwilioInputError} which guesses at the mistake, and does not show the id
 * @see https://www.twilio.com/docs/messaging/channels
 *
 * @example
 * ```ts
 * import { messenger } from "@senderpool/twilio";
 *
 * console.log(messenger("104794531907950")); // messenger:104794531907950
 * ```
 */
export function messenger(id: string): `messenger:${string}` {
  return addressOn("messenger", id);
}

/**
 * An RCS address: an agent, which sends, or the phone number of a recipient who shall be reached
 * over RCS and in no other way.
 *
 * @param id the name of an agent, or a phone number in E.164
 * @throws {TwilioInputError} which guesses at the mistake, and does not show the value
 * @see https://www.twilio.com/docs/rcs/send-an-rcs-message
 *
 * @example
 * ```ts
 * import { rcs } from "@senderpool/twilio";
 *
 * console.log(rcs("ms_dev_test_agent"), rcs("+12487960483"));
 * // rcs:ms_dev_test_agent rcs:+12487960483
 * ```
 */
export function rcs(id: string): `rcs:${string}` {
  return addressOn("rcs", id);
}

/**
 * Reads an address of any channel.
 *
 * @param text a phone number in E.164, or what {@linkcode whatsapp}, {@linkcode messenger} and
 * {@linkcode rcs} make
 * @throws {TwilioInputError} which guesses at the mistake, and does not show the address
 *
 * @example
 * ```ts
 * import { parseAddress } from "@senderpool/twilio";
 *
 * console.log(parseAddress("whatsapp:+12487960483")); // { channel: "whatsapp", id: "+12487960483" }
 * console.log(parseAddress("+12487960483").channel); // sms
 * ```
 */
export function parseAddress(text: string): Address {
  return addressIn(text, "address");
}

/** Reads an address of any channel from a field of the input, which an error names. */
export function addressIn(text: string, field: string): Address {
  checkValue(typeof text === "string", field, "an address", text);
  const address = splitAddress(text);
  checkId(address.id, address.channel, field);
  return address;
}

/** Reads the address of a recipient, which on RCS is a phone number: agents only send. */
export function recipient(text: string, field: string): Address {
  const address = addressIn(text, field);
  const isAgent = address.channel === "rcs" && !address.id.startsWith("+");
  checkInput(!isAgent, field, "a number", "an RCS agent");
  return address;
}

/** The SID of a Messaging Service, which may stand where a sender does. */
export const serviceSidPattern: RegExp = /^MG[\da-fA-F]{32}$/;

/** A short code, or an alphanumeric sender of at most 11 characters, one of them a letter. */
export const smsSenderPattern: RegExp = /^(\d{3,8}|(?=.*[a-z])[\w &+-]{1,11})$/i;

/** Insists on a phone number, a short code or an alphanumeric sender: all send by SMS. */
export function checkSmsSender(text: string, field: string): void {
  if (typeof text === "string" && smsSenderPattern.test(text)) return;
  checkId(text, "sms", field, ", a short code or a name");
}

/** The channel of a sender, which has an address, or a code, a name or a SIM for SMS. */
export function senderChannel(text: string, field: string): Channel {
  const expected = "an address, a short code, or a name of at most 11 characters";
  checkValue(typeof text === "string", field, expected, text);
  if (/^sim:\w+$/.test(text)) return "sms";
  const isMeantAsAddress = /^\s*(\+|\d{9}|[a-z]+:)/i.test(text);
  if (isMeantAsAddress) return addressIn(text, field).channel;
  // A name may have spaces; what is wrong with this one is another thing.
  const got = text.includes(" ") ? `a text of ${text.length} characters` : describe(text);
  checkInput(smsSenderPattern.test(text), field, expected, got);
  return "sms";
}

/**
 * Whether a sender on one channel reaches a recipient on another: only on its own, and RCS a plain
 * number too. The latter is documented of a Messaging Service, which tries RCS first, and inferred
 * where the sender is named.
 *
 * @see https://www.twilio.com/docs/rcs/send-an-rcs-message
 */
export function reaches(from: Channel, to: Channel): boolean {
  return from === to || (from === "rcs" && to === "sms");
}
