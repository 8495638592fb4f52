import { checkInput, isGiven, spreadable } from "../../wire/input.ts";
import { formName, oneOf, shortText, text, trueOrFalse, webUrl, wholeNumber } from "../fields.ts";
import {
  amount,
  each,
  moment,
  phoneOrCode,
  recipientAddress,
  sender,
  serviceSid,
  sid,
  textsByName,
} from "./fields.ts";
import { checkContent, checkFallback, checkSchedule, checkSender } from "./rules.ts";

/**
 * A message to send: `to`, a sender or a Messaging Service or both, and a text, media or a template.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource#create-a-message
 */
export interface NewMessage {
  /** SID of the account that sends. Default, where there is a client: the one it has messages of. */
  readonly accountSid?: string | undefined;
  /** Recipient: a phone number in E.164, or an address of {@linkcode parseAddress}. */
  readonly to: string;
  /**
   * Sender: an address, a short code, an alphanumeric sender or the SID of a Messaging Service. With a
   * `messagingServiceSid` beside it, the one of its senders to use.
   */
  readonly from?: string | undefined;
  /** SID of the Messaging Service that chooses the sender: `MG` and 32 hex digits. */
  readonly messagingServiceSid?: string | undefined;
  /**
   * Number, short code or alphanumeric sender to use where the recipient can't be reached over RCS.
   * Takes a `messagingServiceSid` that has an RCS sender, and no `from`.
   *
   * @see https://www.twilio.com/docs/rcs/send-an-rcs-message
   */
  readonly fallbackFrom?: string | undefined;
  /** Text, of at most 1600 Unicode characters. */
  readonly body?: string | undefined;
  /** URLs of media, at most ten, `http:` or `https:`; Twilio has to be able to fetch them. */
  readonly mediaUrl?: string | readonly string[] | undefined;
  /** SID of a content template: `HX` and 32 hex digits. */
  readonly contentSid?: string | undefined;
  /** Values of the template's variables by their names, or that as JSON. */
  readonly contentVariables?: Readonly<Record<string, string>> | string | undefined;
  /** URL that is told of every change of the status, before that of the service. */
  readonly statusCallback?: string | undefined;
  /** SID of the TwiML application that is told, where there is no `statusCallback`. */
  readonly applicationSid?: string | undefined;
  /** How long the message may wait to be sent, in seconds, 1 to 36000. Default 36000. */
  readonly validityPeriod?: number | undefined;
  /**
   * When to send, to the second; takes a Messaging Service. Twilio accepts from 5 minutes to 35 days
   * ahead, which is not checked here: a builder reads no clock.
   *
   * @see https://www.twilio.com/docs/messaging/features/message-scheduling
   */
  readonly sendAt?: Date | undefined;
  /** The only way to schedule, and the default where there is a `sendAt`. */
  readonly scheduleType?: "fixed" | undefined;
  /** Whether to send as one MMS, with media or without. */
  readonly sendAsMms?: boolean | undefined;
  /** Whether to shorten links in the text; takes a Messaging Service. Default false. */
  readonly shortenUrls?: boolean | undefined;
  /** Whether to replace characters by similar ones of GSM-7, of which a segment holds more. */
  readonly smartEncoded?: boolean | undefined;
  /** Rich actions of a channel other than SMS, such as `geo:37.78,-122.41|San Francisco`. */
  readonly persistentAction?: string | readonly string[] | undefined;
  /** What it is about, such as `otp`, `notifications` or `marketing`, for traffic shaping. */
  readonly messageIntent?: string | undefined;
  /** Whether to check for SMS pumping. */
  readonly riskCheck?: "enable" | "disable" | undefined;
  /** Whether Twilio keeps the text. */
  readonly contentRetention?: "retain" | "discard" | undefined;
  /** Whether Twilio keeps the recipient's number. */
  readonly addressRetention?: "retain" | "obfuscate" | undefined;
  /** Whether the program will report that the message arrived. Default false. */
  readonly provideFeedback?: boolean | undefined;
  /** `free` where it is to be free of charge. */
  readonly trafficType?: "free" | undefined;
  /** How many attempts were made to send this, by whatever provider, this one included. */
  readonly attempt?: number | undefined;
  /** Reserved by Twilio. */
  readonly forceDelivery?: boolean | undefined;
  /** Without effect since 2024-06-03, says Twilio. */
  readonly maxPrice?: number | undefined;
}

/** A message to send, and the account that does. */
export interface CreateMessageInput extends NewMessage {
  /** SID of the account that sends: `AC` and 32 hex digits. */
  readonly accountSid: string;
}

/** Insists on what a field may be, and makes its text on the wire, or several of a list. */
type Field = (value: unknown, field: string) => string | readonly string[];

/**
 * The fields of the form, in its order, and what each may be. On the wire each has the same name, with
 * a capital letter first.
 */
const fields: Readonly<Record<Exclude<keyof NewMessage, "accountSid">, Field>> = {
  to: recipientAddress,
  from: sender,
  messagingServiceSid: serviceSid,
  fallbackFrom: phoneOrCode,
  body: (value, field) => shortText(value, field, 1600),
  mediaUrl: (value, field) => each(value, field, webUrl, 10),
  contentSid: (value, field) => sid(value, field, "HX"),
  contentVariables: textsByName,
  statusCallback: webUrl,
  applicationSid: (value, field) => sid(value, field, "AP"),
  validityPeriod: (value, field) => wholeNumber(value, field, 1, 36_000),
  sendAt: moment,
  scheduleType: (value, field) => oneOf(value, field, ["fixed"]),
  sendAsMms: trueOrFalse,
  shortenUrls: trueOrFalse,
  smartEncoded: trueOrFalse,
  persistentAction: (value, field) => each(value, field, text),
  messageIntent: text,
  riskCheck: (value, field) => oneOf(value, field, ["enable", "disable"]),
  contentRetention: (value, field) => oneOf(value, field, ["retain", "discard"]),
  addressRetention: (value, field) => oneOf(value, field, ["retain", "obfuscate"]),
  provideFeedback: trueOrFalse,
  trafficType: (value, field) => oneOf(value, field, ["free"]),
  attempt: (value, field) => wholeNumber(value, field, 1),
  forceDelivery: trueOrFalse,
  maxPrice: amount,
};

/** What people call some fields, in other libraries or from memory. */
const otherNames: Readonly<Record<string, string>> = {
  text: "body",
  message: "body",
  media: "mediaUrl",
  serviceSid: "messagingServiceSid",
  templateSid: "contentSid",
  variables: "contentVariables",
};

/**
 * Checks a message to send, and makes the form of it, where a list is a field for each item.
 *
 * @throws {TwilioInputError} which names the field, what was expected and what came
 */
export function toForm(input: CreateMessageInput): [name: string, value: string][] {
  const given = givenFields(input);
  const form: [name: string, value: string][] = [];
  for (const [field, read] of Object.entries(fields)) {
    if (!(field in given)) continue;
    for (const value of [read(given[field], field)].flat()) form.push([formName(field), value]);
  }
  checkSender(given);
  checkFallback(given);
  checkContent(given);
  checkSchedule(given);
  return form;
}

/** The fields that are there: what is `undefined` or `null` is not. */
function givenFields(input: CreateMessageInput): Readonly<Record<string, unknown>> {
  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(spreadable(input))) {
    if (name === "accountSid" || !isGiven(value)) continue;
    // Without a word, a misspelt one would be a message that lacks something.
    checkInput(Object.hasOwn(fields, name), name, meantBy(name), "an unknown name");
    given[name] = value;
  }
  // A time to send at says that there is a schedule, of which there is one kind.
  if ("sendAt" in given) given["scheduleType"] ??= "fixed";
  return given;
}

/** The field that someone means who calls it by another name, or all that there are. */
function meantBy(name: string): string {
  if (Object.hasOwn(otherNames, name)) return otherNames[name]!;
  const names = Object.keys(fields);
  const alike = names.find((field) => simplified(field) === simplified(name));
  return alike ?? `one of ${names.join(", ")}`;
}

/** A name without what differs between languages, and between one and several. */
function simplified(name: string): string {
  return name.toLowerCase().replaceAll("_", "").replace(/s$/, "");
}
