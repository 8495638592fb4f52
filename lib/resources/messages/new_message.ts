import {
  code,
  phone,
  reaches,
  recipient,
  senderChannel,
  service,
} from "../../addresses/addresses.ts";
import { checkInput, sidOf } from "../../wire/input.ts";

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

const sids = { messagingServiceSid: "MG", contentSid: "HX", applicationSid: "AP" };
const some = /./s;
const url = /^https?:\/\/\S+$/i;
const flag = "true|false";

/** What a field may be, in the order of the form; where there is no pattern, the words are all. */
const rules: readonly (readonly [field: keyof NewMessage, expected: string, pattern?: RegExp])[] = [
  ["to", "a text", some],
  ["from", "a text", some],
  ["messagingServiceSid", "a text", some],
  ["fallbackFrom", "a text", some],
  ["body", "1600 characters at most", /^.{0,1600}$/su],
  ["mediaUrl", "http(s)://…", url],
  ["contentSid", "a text", some],
  ["contentVariables", "texts by name, or their JSON", /^{/],
  ["statusCallback", "http(s)://…", url],
  ["applicationSid", "a text", some],
  ["validityPeriod", "1 to 36000", /^([1-9]\d{0,3}|[12]\d{4}|3[0-5]\d{3}|36000)$/],
  ["sendAt", "a Date", /^[\dT:-]+Z$/],
  ["scheduleType", "fixed"],
  ["sendAsMms", flag],
  ["shortenUrls", flag],
  ["smartEncoded", flag],
  ["persistentAction", "a text", some],
  ["messageIntent", "a text", some],
  ["riskCheck", "enable|disable"],
  ["contentRetention", "retain|discard"],
  ["addressRetention", "retain|obfuscate"],
  ["provideFeedback", flag],
  ["trafficType", "free"],
  ["attempt", "1 to any", /^[1-9]\d*$/],
  ["forceDelivery", flag],
  ["maxPrice", "a number", /^\d+(\.\d+)?$/],
];

/** The values of a template's variables as JSON, or nothing where they are no such thing. */
function toJson(values: unknown): string {
  try {
    const json = typeof values === "string" ? values : JSON.stringify(values);
    const texts = Object.values(typeof values === "string" ? JSON.parse(values) : values);
    return texts.every((text) => /string|number/.test(typeof text)) ? json.trim() : "";
  } catch {
    return "";
  }
}

/** Checks a message to send, and makes the form of it, where a list is a field for each item. */
export function toForm(input: CreateMessageInput): [name: string, value: string][] {
  const { to, from, messagingServiceSid, fallbackFrom, body, mediaUrl, contentSid } = input;
  const { contentVariables, sendAt, shortenUrls } = input;
  const scheduleType = input.scheduleType ?? (sendAt && "fixed");
  const isFromService = service.test(from!);
  const hasService = messagingServiceSid || isFromService;

  const { channel } = recipient(to, "to");
  checkInput(from || messagingServiceSid, "from", "from or messagingServiceSid");
  if (from != null && !isFromService) {
    checkInput(
      reaches(senderChannel(from, "from"), channel),
      "from",
      "a sender of the channel of to",
    );
  }
  if (fallbackFrom != null) {
    checkInput(
      messagingServiceSid && from == null,
      "fallbackFrom",
      "messagingServiceSid and no from",
    );
    if (!code.test(fallbackFrom)) phone(fallbackFrom, "fallbackFrom");
  }
  checkInput(body || mediaUrl?.length || contentSid, "body", "body, mediaUrl or contentSid");
  checkInput([mediaUrl].flat().length <= 10, "mediaUrl", "10 at most");
  checkInput(contentVariables == null || contentSid, "contentVariables", "contentSid beside it");
  checkInput(scheduleType == null || sendAt, "scheduleType", "sendAt beside it");
  checkInput(
    !(sendAt || shortenUrls) || hasService,
    "messagingServiceSid",
    "one for sendAt or shortenUrls",
  );

  const values: Readonly<Record<string, unknown>> = {
    ...input,
    scheduleType,
    contentVariables: contentVariables == null ? null : toJson(contentVariables),
    // To the second, as Twilio asks for it; an invalid date has no ISO 8601.
    sendAt: sendAt && `${sendAt.toJSON?.()}`.replace(/\.\d+/, ""),
  };
  for (const [field, prefix] of Object.entries(sids)) {
    if (values[field] != null) sidOf(values as Record<string, string>, field, prefix);
  }
  const form: [name: string, value: string][] = [];
  for (const [field, expected, pattern = RegExp(`^(${expected})$`)] of rules) {
    const value = values[field];
    if (value == null) continue;
    const isList = field === "mediaUrl" || field === "persistentAction";
    for (const one of isList ? [value].flat() : [value]) {
      checkInput(/^(st|bo|nu)/.test(typeof one) && pattern.test(`${one}`), field, expected);
      form.push([field[0]!.toUpperCase() + field.slice(1), `${one}`]);
    }
  }
  return form;
}
