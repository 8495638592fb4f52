import { InvalidArgumentError } from "commander";
import type {
  MessageFilter,
  NewMessage,
  SenderSettings,
  ServiceSettings,
} from "../../../../mod.ts";
import { whole } from "../flags.ts";
import type { Flag } from "./noun.ts";

/** On or off. */
function onOrOff(text: string): boolean {
  if (text !== "on" && text !== "off") throw new InvalidArgumentError("Expected on or off.");
  return text === "on";
}

/** A moment, which has to say of which time zone it is. */
export function moment(text: string): Date {
  const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const date = new Date(text);
  if (!isWhole || Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError("Expected such as 2026-12-24T18:00:00Z, with its time zone.");
  }
  return date;
}

/** One more of several. */
function several(text: string, before: unknown): string[] {
  return [...Array.isArray(before) ? before : [], text];
}

const onOff = "<on|off>";

/** The settings of a Messaging Service, but for its name, what is obsolete and what is reserved. */
export const serviceFlags: readonly Flag<keyof ServiceSettings>[] = [
  { field: "usecase", flag: "--usecase <name>", description: "what it is for, such as marketing" },
  {
    field: "inboundRequestUrl",
    flag: "--inbound-url <url>",
    description: 'told of messages that come in; "" is none',
  },
  {
    field: "inboundMethod",
    flag: "--inbound-method <method>",
    description: "how it is told: GET or POST",
  },
  {
    field: "fallbackUrl",
    flag: "--fallback-url <url>",
    description: 'told where that fails; "" is none',
  },
  {
    field: "fallbackMethod",
    flag: "--fallback-method <method>",
    description: "how it is told: GET or POST",
  },
  {
    field: "statusCallback",
    flag: "--status-callback <url>",
    description: 'told of the statuses of messages; "" is none',
  },
  {
    field: "stickySender",
    flag: `--sticky-sender ${onOff}`,
    description: "serve a recipient by the same sender always",
    read: onOrOff,
  },
  {
    field: "areaCodeGeomatch",
    flag: `--area-code-geomatch ${onOff}`,
    description: "prefer numbers of the recipient's area code",
    read: onOrOff,
  },
  {
    field: "mmsConverter",
    flag: `--mms-converter ${onOff}`,
    description: "make a text with links of an MMS that can't be received",
    read: onOrOff,
  },
  {
    field: "smartEncoding",
    flag: `--smart-encoding ${onOff}`,
    description: "replace characters by similar ones of GSM-7",
    read: onOrOff,
  },
  {
    field: "useInboundWebhookOnNumber",
    flag: `--webhook-on-number ${onOff}`,
    description: "let the webhook of a number go first",
    read: onOrOff,
  },
  {
    field: "validityPeriod",
    flag: "--validity-period <s>",
    description: "how long a message may wait, 1 to 36000 seconds",
    read: whole,
  },
];

/** What is said of a message to send. */
export const messageFlags: readonly Flag<keyof NewMessage>[] = [
  {
    field: "to",
    flag: "--to <address>",
    description: "recipient: +…, whatsapp:+…, messenger:…, rcs:+…",
    isRequired: true,
  },
  {
    field: "from",
    flag: "--from <sender>",
    description: "the sender to use, alone or of the service",
  },
  {
    field: "fallbackFrom",
    flag: "--fallback-from <sender>",
    description: "the sender where RCS can't reach the recipient",
  },
  { field: "body", flag: "--body <text>", description: "the text" },
  {
    field: "mediaUrl",
    flag: "--media <url>",
    description: "a picture or the like; may be repeated",
    read: several,
  },
  {
    field: "contentSid",
    flag: "--template <HX…>",
    description: "the content template, in the place of a text",
  },
  {
    field: "contentVariables",
    flag: "--variables <json>",
    description: 'values of the template: {"1": "Ada"}',
  },
  {
    field: "sendAt",
    flag: "--send-at <time>",
    description: "when, such as 2026-12-24T18:00:00Z; takes a service",
    read: moment,
  },
  {
    field: "statusCallback",
    flag: "--status-callback <url>",
    description: "told of every change of the status",
  },
  {
    field: "validityPeriod",
    flag: "--validity-period <s>",
    description: "how long it may wait, 1 to 36000 seconds",
    read: whole,
  },
];

/** Which messages are listed. Twilio filters by no more than these. */
export const messageFilters: readonly Flag<keyof MessageFilter>[] = [
  { field: "to", flag: "--to <address>", description: "those to this recipient" },
  { field: "from", flag: "--from <sender>", description: "those from this sender" },
  { field: "sentOn", flag: "--sent-on <day>", description: "sent on this day, in UTC" },
  {
    field: "sentBefore",
    flag: "--sent-before <time>",
    description: "sent by then: 2026-12-24 or 2026-12-24T18:00:00Z",
  },
  { field: "sentAfter", flag: "--sent-after <time>", description: "sent then or later" },
];

/** What is said of a sender of the account. */
export const senderFlags: readonly Flag<keyof SenderSettings>[] = [
  { field: "profile.name", flag: "--name <text>", description: "the name that people see" },
  { field: "profile.about", flag: "--about <text>", description: "the line below it" },
  { field: "profile.description", flag: "--description <text>", description: "what it is" },
  { field: "profile.logoUrl", flag: "--logo <url>", description: "its logo" },
  {
    field: "webhook.callbackUrl",
    flag: "--inbound-url <url>",
    description: "told of messages that come in",
  },
  {
    field: "webhook.statusCallbackUrl",
    flag: "--status-callback <url>",
    description: "told of the statuses of messages",
  },
  {
    field: "configuration.wabaId",
    flag: "--waba-id <id>",
    description: "id of the WhatsApp Business Account",
  },
  {
    field: "configuration.verificationMethod",
    flag: "--verify-by <way>",
    description: "how the code comes: sms or voice",
  },
  {
    field: "configuration.verificationCode",
    flag: "--code <digits>",
    description: "the code that came",
  },
];
