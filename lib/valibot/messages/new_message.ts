import * as v from "valibot";
import { AddressSchema, PhoneAddressSchema, RecipientAddressSchema } from "../addresses.ts";
import { date, expected, isMap, type Optional, texts, wholeNumber } from "../parts.ts";
import {
  AccountSidSchema,
  ApplicationSidSchema,
  ContentSidSchema,
  MessagingServiceSidSchema,
} from "../sids.ts";

/** The entries of `NewMessageSchema`. */
export type NewMessageEntries = {
  /** SID of the account that sends. */
  readonly accountSid: Optional<string>;
  /** Recipient. */
  readonly to: v.GenericSchema<string>;
  /** Sender. */
  readonly from: Optional<string>;
  /** SID of the Messaging Service that chooses the sender. */
  readonly messagingServiceSid: Optional<string>;
  /** Sender to use where the recipient can't be reached over RCS. */
  readonly fallbackFrom: Optional<string>;
  /** Text. */
  readonly body: Optional<string>;
  /** URLs of media. */
  readonly mediaUrl: Optional<string | string[]>;
  /** SID of a content template. */
  readonly contentSid: Optional<string>;
  /** Values of the template's variables. */
  readonly contentVariables: Optional<Record<string, string> | string>;
  /** URL that is told of every change of the status. */
  readonly statusCallback: Optional<string>;
  /** SID of the TwiML application that is told. */
  readonly applicationSid: Optional<string>;
  /** How long the message may wait, in seconds. */
  readonly validityPeriod: Optional<number>;
  /** When to send. */
  readonly sendAt: Optional<Date>;
  /** The only way to schedule. */
  readonly scheduleType: Optional<"fixed">;
  /** Whether to send as one MMS. */
  readonly sendAsMms: Optional<boolean>;
  /** Whether to shorten links. */
  readonly shortenUrls: Optional<boolean>;
  /** Whether to replace characters by similar ones of GSM-7. */
  readonly smartEncoded: Optional<boolean>;
  /** Rich actions. */
  readonly persistentAction: Optional<string | string[]>;
  /** What it is about. */
  readonly messageIntent: Optional<string>;
  /** Whether to check for SMS pumping. */
  readonly riskCheck: Optional<"enable" | "disable">;
  /** Whether Twilio keeps the text. */
  readonly contentRetention: Optional<"retain" | "discard">;
  /** Whether Twilio keeps the recipient's number. */
  readonly addressRetention: Optional<"retain" | "obfuscate">;
  /** Whether the program will report that the message arrived. */
  readonly provideFeedback: Optional<boolean>;
  /** `free` where it is to be free of charge. */
  readonly trafficType: Optional<"free">;
  /** How many attempts were made, this one included. */
  readonly attempt: Optional<number>;
  /** Reserved by Twilio. */
  readonly forceDelivery: Optional<boolean>;
  /** Without effect. */
  readonly maxPrice: Optional<number>;
};

/** A short code, or an alphanumeric sender of at most 11 characters, one of them a letter. */
const codeOrName = /^(\d{3,8}|(?=.*[a-z])[\w &+-]{1,11})$/i;

/** Text that is right; if it is not, `got` says what it is instead. */
function textThat(
  isRight: (text: string) => boolean,
  what: string,
): v.GenericSchema<string> {
  const message = expected(what);
  return v.pipe(v.string(message), v.check(isRight, message));
}

/** A text or several, each of which is right. */
function textsThat(
  isRight: (text: string) => boolean,
  what: string,
  got = "another text",
): v.GenericSchema<string | string[]> {
  const text = v.string(expected("text"));
  return v.pipe(
    v.union([text, v.array(text)], expected("a text or several")),
    v.check((given) => [given].flat().every(isRight), `expected ${what}, got ${got}`),
  );
}

/** The SID of a service, an address, or a code, a name or a SIM for SMS. */
function sender(): v.GenericSchema<string> {
  const rest = textThat(
    (text) => codeOrName.test(text) || /^sim:\w+$/.test(text),
    "an address, code or name",
  );
  // The guess at what was meant is that of whichever it looks like.
  const likely = (text: unknown) => {
    if (v.is(MessagingServiceSidSchema, text)) return MessagingServiceSidSchema;
    return /^(\+|\d{9}|(whatsapp|messenger|rcs):)/i.test(`${text}`) ? AddressSchema : rest;
  };
  return v.pipe(v.string(expected("text")), v.lazy(likely));
}

/** A phone number, or a code or a name for SMS. */
function fallbackSender(): v.GenericSchema<string> {
  const text = v.string(expected("text"));
  return v.pipe(text, v.lazy((given) => codeOrName.test(`${given}`) ? text : PhoneAddressSchema));
}

/** Values of a template's variables by name, or the JSON of such an object, where numbers will do. */
function contentVariables(): v.GenericSchema<string | Record<string, string>> {
  const what = "texts by name, or their JSON";
  return v.union([textThat(isJsonOfVariables, what), texts()], expected(what));
}

function isJsonOfVariables(json: string): boolean {
  try {
    const values: unknown = JSON.parse(json);
    const isValue = (value: unknown) => typeof value === "string" || typeof value === "number";
    return isMap(values) && Object.values(values).every(isValue);
  } catch {
    return false;
  }
}

/** A date that ISO 8601 writes with a year of four digits. */
function sendingDate(): v.GenericSchema<Date> {
  const isBefore = (moment: Date) => moment.getUTCFullYear() < 10_000;
  return v.pipe(date(), v.check(isBefore, expected("a Date before the year 10000")));
}

/** A price that is written in digits alone, as the smallest and the largest numbers are not. */
function price(): v.GenericSchema<number> {
  const message = expected("0 or more, in digits alone");
  const isRight = (number: number) => /^\d+(\.\d+)?$/.test(String(number));
  return v.pipe(v.number(message), v.check(isRight, message));
}

/** What each field of a message to send has to be by itself. */
export function newMessageEntries(): NewMessageEntries {
  const flag = v.optional(v.boolean(expected("true or false")));
  const isShort = (text: string) => [...text].length <= 1600;
  const isTenAtMost = (given: string | string[]) => [given].flat().length <= 10;
  const isSome = (text: string) => text !== "";
  const isUrl = (text: string) => /^https?:\/\/\S+$/i.test(text);
  return {
    accountSid: v.optional(AccountSidSchema),
    to: RecipientAddressSchema,
    from: v.optional(sender()),
    messagingServiceSid: v.optional(MessagingServiceSidSchema),
    fallbackFrom: v.optional(fallbackSender()),
    body: v.optional(textThat(isShort, "1600 characters at most")),
    mediaUrl: v.optional(
      v.pipe(
        textsThat(isUrl, "http(s)://…"),
        v.check(isTenAtMost, "expected 10 at most, got more"),
      ),
    ),
    contentSid: v.optional(ContentSidSchema),
    contentVariables: v.optional(contentVariables()),
    statusCallback: v.optional(textThat(isUrl, "http(s)://…")),
    applicationSid: v.optional(ApplicationSidSchema),
    validityPeriod: v.optional(wholeNumber(1, 36_000)),
    sendAt: v.optional(sendingDate()),
    scheduleType: v.optional(v.literal("fixed", expected("fixed"))),
    sendAsMms: flag,
    shortenUrls: flag,
    smartEncoded: flag,
    persistentAction: v.optional(textsThat(isSome, "a text", "nothing")),
    messageIntent: v.optional(textThat(isSome, "a text")),
    riskCheck: v.optional(v.picklist(["enable", "disable"], expected("enable or disable"))),
    contentRetention: v.optional(v.picklist(["retain", "discard"], expected("retain or discard"))),
    addressRetention: v.optional(
      v.picklist(["retain", "obfuscate"], expected("retain or obfuscate")),
    ),
    provideFeedback: flag,
    trafficType: v.optional(v.literal("free", expected("free"))),
    attempt: v.optional(wholeNumber(1)),
    forceDelivery: flag,
    maxPrice: v.optional(price()),
  };
}
