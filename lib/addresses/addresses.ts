import { checkInput } from "../wire/input.ts";

/** A way to reach someone; `sms` stands for MMS as well. */
export type Channel = "sms" | "whatsapp" | "messenger" | "rcs";

/** A sender or a recipient on its channel. */
export interface Address {
  /** The channel, which the prefix of an address names; that of `sms` has none. */
  readonly channel: Channel;
  /** What comes after the prefix: a number with its `+`, the id of a user or page, or an agent. */
  readonly id: string;
}

/** What people write in the place of an address: the first that fits is named. */
const mistakes: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^$/, "nothing"],
  [/^[A-Z]{2}[\da-f]{32}$/i, "a SID"],
  [/\s/, "white space"],
  [/^[a-z]*[A-Z]\w*:/, "a channel in capitals"],
  [/^(whatsapp|messenger|rcs):/, "a channel before it"],
  [/:/, "another channel"],
  [/\d[-.()/]/, "punctuation between digits"],
  [/^00/, "00 for +"],
  [/^\d+$/, "digits without +"],
  [/^\+0/, "0 after +"],
  [/^\+\d{1,6}$/, "too few digits"],
  [/^\+\d{16}/, "too many digits"],
  [/^\+\d+$/, "a phone number"],
];

function checked(id: string, pattern: RegExp, field: string, expected: string): string {
  if (typeof id === "string" && pattern.test(id)) return id;
  const mistake = typeof id === "string"
    ? mistakes.find(([pattern]) => pattern.test(id.slice(0, 99)))?.[1] ?? "another text"
    : typeof id;
  checkInput(false, field, `${expected}, got ${mistake}`);
}

/**
 * A phone number as Twilio takes it, in E.164: the address of SMS and MMS. E.164 allows 15 digits;
 * the shortest numbers in use, those of Niue, have 7.
 *
 * @param number `+`, the calling code and the rest, digits alone
 * @param field what an error calls it, by default "address"
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
export function phone(number: string, field: string = "address"): `+${string}` {
  const e164 = /^\+[1-9]\d{6,14}$/;
  return checked(number, e164, field, "+ and 7 to 15 digits") as `+${string}`;
}

/**
 * A WhatsApp address: that of a phone number, or of a user who shows none, by the id that WhatsApp
 * gives out for the business instead (`US.13491208655302741918`).
 *
 * @param id a phone number in E.164, or a user's id
 * @param field what an error calls it, by default "address"
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
 * ```
 */
export function whatsapp(id: string, field: string = "address"): `whatsapp:${string}` {
  const user = /^(\+[1-9]\d{6,14}|[A-Z]{2}\.(ENT\.)?[\dA-Za-z]{1,128})$/;
  return `whatsapp:${checked(id, user, field, "+ and 7 to 15 digits, or a user's id")}`;
}

/**
 * A Messenger address.
 *
 * @param id of a page where it is the sender, of a user where it is the recipient: digits
 * @param field what an error calls it, by default "address"
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
export function messenger(id: string, field: string = "address"): `messenger:${string}` {
  return `messenger:${checked(id, /^\d+$/, field, "the digits of a page or a user")}`;
}

/**
 * An RCS address: an agent, which sends, or the phone number of a recipient who shall be reached
 * over RCS and in no other way.
 *
 * @param id the name of an agent, or a phone number in E.164
 * @param field what an error calls it, by default "address"
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
export function rcs(id: string, field: string = "address"): `rcs:${string}` {
  const user = /^(\+[1-9]\d{6,14}|(?!\d+$|[A-Z]{2}[\da-f]{32}$)[\w.-]+)$/;
  return `rcs:${checked(id, user, field, "an agent, or + and 7 to 15 digits")}`;
}

/**
 * Reads an address of any channel.
 *
 * @param text a phone number in E.164, or what {@linkcode whatsapp}, {@linkcode messenger} and
 * {@linkcode rcs} make
 * @param field what an error calls it, by default "address"
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
export function parseAddress(text: string, field: string = "address"): Address {
  checkInput(typeof text === "string", field, `an address, got ${typeof text}`);
  const [, prefix = "sms", id] = /^(?:(whatsapp|messenger|rcs):)?(.*)$/s.exec(text)!;
  const channel = prefix as Channel;
  ({ sms: phone, whatsapp, messenger, rcs })[channel](id!, field);
  return { channel, id: id! };
}

/** Reads the address of a recipient, which on RCS is a phone number: agents only send. */
export function recipient(text: string, field: string): Address {
  const address = parseAddress(text, field);
  checkInput(
    address.channel !== "rcs" || address.id[0] === "+",
    field,
    "a number, got an RCS agent",
  );
  return address;
}

/** The SID of a Messaging Service, which may stand where a sender does. */
export const service: RegExp = /^MG[\da-fA-F]{32}$/;

/** A short code, or an alphanumeric sender of at most 11 characters, one of them a letter. */
export const code: RegExp = /^(\d{3,8}|(?=.*[a-z])[\w &+-]{1,11})$/i;

/** The channel of a sender, which has an address, or a code, a name or a SIM for SMS. */
export function senderChannel(text: string, field: string): Channel {
  const isAddress = /^(\+|\d{9}|(whatsapp|messenger|rcs):)/i;
  if (isAddress.test(text)) return parseAddress(text, field).channel;
  checkInput(code.test(text) || /^sim:\w+$/.test(text), field, "an address, code or name");
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
