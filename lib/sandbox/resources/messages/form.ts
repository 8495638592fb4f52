import {
  reaches,
  recipient,
  senderChannel,
  serviceSidPattern,
  smsSenderPattern,
} from "../../../addresses/addresses.ts";
import { attempt } from "../../attempt.ts";
import type { Answer } from "../../http/answers.ts";
import { webUrl } from "./callbacks.ts";
import type { Form } from "../../http/form.ts";
import * as refuse from "./answers.ts";
import { sendersOf, whyNone } from "./choose.ts";
import type { Settings } from "../../http/router.ts";
import type { Account, Service } from "../../state/state.ts";
import { channelSendersOf } from "../channel_senders.ts";
import { maySend } from "../senders/state.ts";
import { otherSmsSenders } from "../phone_numbers.ts";
import { membersOf } from "../pool.ts";
import { magicSender, refusedRecipient } from "./refused.ts";
import type { SentMessage } from "./state.ts";
import { areVariables } from "./variables.ts";

/** A message as its sender wants it. */
export type RequestedMessage = Pick<
  SentMessage,
  | "to"
  | "from"
  | "channelSender"
  | "fallbackFrom"
  | "messagingServiceSid"
  | "body"
  | "contentSid"
  | "mediaUrls"
  | "sendAt"
  | "statusCallback"
>;

/** The texts of a form; empty where there is none. */
interface Fields {
  readonly text: (name: string) => string;
  readonly texts: (name: string) => string[];
}

/** What is known of the sender. */
interface Senders {
  /** The one that is named, and its channel. */
  readonly from: string;
  readonly service: Service | null;
  readonly channelSender: string | null;
}

/**
 * Reads a message to send. What comes first where several things are wrong is inferred.
 *
 * @param overRcs whether a number can be reached over RCS
 * @returns the message, or the refusal of it
 */
export function readMessage(
  form: Form,
  account: Account,
  { unknowns, now }: Settings,
  overRcs: (number: string) => boolean,
): RequestedMessage | Answer {
  const fields = fieldsOf(form);
  const { text } = fields;
  const to = text("To");
  if (!to) return refuse.noRecipient();
  const senders = readSenders(fields, account);
  if ("status" in senders) return senders;
  const { from, service } = senders;
  const wrong = checkContent(fields, unknowns.missingBody) ?? checkCallback(text("StatusCallback"));
  if (wrong) return wrong;

  const channel = attempt(() => recipient(to, "To").channel);
  if (!channel) return refuse.invalidRecipient(to);
  const own = from && attempt(() => senderChannel(from, "From"));
  if (from && !own) return refuse.invalidSender(from);
  if (own && !reaches(own, channel)) return refuse.channelsDiffer(unknowns.channelsDiffer);
  const unknown = checkFrom(senders, account) ?? checkFallback(fields, senders, account);
  if (unknown) return unknown;
  const refused = refusedRecipient(account, to, from);
  if (refused) return refused;
  const late = checkTime(fields, service, now());
  if (late) return late;
  if (service && unknowns.noSender === "refuse") {
    const none = whyNone(service, { to, from }, overRcs(to.replace(/^\w+:/, "")));
    if (none && !(text("FallbackFrom") && channel === "sms")) return refuse.noneFits(none);
  }
  return {
    to,
    from: from || null,
    channelSender: senders.channelSender,
    fallbackFrom: text("FallbackFrom") || null,
    messagingServiceSid: service?.sid ?? null,
    body: text("Body"),
    contentSid: text("ContentSid") || null,
    mediaUrls: fields.texts("MediaUrl"),
    sendAt: text("ScheduleType") ? new Date(text("SendAt")).toISOString() : null,
    statusCallback: text("StatusCallback") || null,
  };
}

function fieldsOf(form: Form): Fields {
  // A file is none.
  const texts = (name: string) => form.getAll(name).filter((value) => typeof value === "string");
  return { texts, text: (name) => texts(name)[0] ?? "" };
}

/** The service may stand where the sender does, as documented. */
function readSenders({ text }: Fields, account: Account): Senders | Answer {
  const [given, named] = [text("From"), text("MessagingServiceSid")];
  const from = serviceSidPattern.test(given) ? "" : given;
  const sid = named || (from ? "" : given);
  if (!from && !sid) return refuse.namesNoSender();
  if (sid && !serviceSidPattern.test(sid)) return refuse.invalidService();
  const service = sid ? account.services.get(sid) : null;
  if (service === undefined) return refuse.noService();
  return { from, service, channelSender: channelSenderOf(from, service, account) };
}

/** The SID of the channel sender that an address is of; a service has those of its pool alone. */
function channelSenderOf(from: string, service: Service | null, account: Account): string | null {
  if (!/^\w+:/.test(from)) return null;
  const senders = service ? sendersOf(service) : [...channelSendersOf(account).values()];
  const sid = senders.find(({ sender }) => sender === from)?.sid ?? null;
  return sid !== null && maySend(account, sid) ? sid : null;
}

function checkContent({ text, texts }: Fields, none: 21602 | 21619): Answer | null {
  const [body, media, template] = [text("Body"), texts("MediaUrl"), text("ContentSid")];
  const variables = text("ContentVariables");
  if (!body && !media.length && !template) return refuse.noContent(none);
  if (Array.from(body).length > 1600) return refuse.bodyTooLong();
  if (media.length > 10) return refuse.tooManyMedia();
  if (!media.every((url) => webUrl(url))) return refuse.invalidMedia();
  if (variables && !template) return refuse.noTemplate();
  if (template && !/^HX[\da-fA-F]{32}$/.test(template)) return refuse.invalidTemplate();
  if (variables && !areVariables(variables)) return refuse.invalidVariables();
  const validity = text("ValidityPeriod");
  const valid = /^\d{1,5}$/.test(validity) && Number(validity) >= 1 && Number(validity) <= 36_000;
  return validity && !valid ? refuse.invalidValidity() : null;
}

/** Host names without underscores alone, as documented. */
function checkCallback(text: string): Answer | null {
  const url = text ? webUrl(text) : null;
  return text && (!url || url.hostname.includes("_")) ? refuse.invalidCallback(text) : null;
}

/**
 * A name of letters may send SMS for anyone, as it need not be registered in many countries. That
 * a sender of a service is looked for in its pool alone is inferred.
 */
function checkFrom({ from, service, channelSender }: Senders, account: Account): Answer | null {
  if (!from || channelSender) return null;
  if (/^\w+:/.test(from)) {
    return from.startsWith("sim:") ? other(from, account) : refuse.noChannel();
  }
  const magic = magicSender(from);
  if (magic !== undefined) return magic;
  const known = service
    ? sendersOf(service).some(({ sender }) => sender === from)
    : mayText(account, from) || isName(from);
  return known ? null : other(from, account);
}

/** Whether an account has a phone number or a short code. */
function mayText(account: Account, from: string): boolean {
  const isNumber = !from.includes(":") && membersOf(account).some(({ sender }) => sender === from);
  return isNumber || otherSmsSenders(account).has(from);
}

const other = (from: string, { sid }: Account): Answer => refuse.otherSender(from, sid);

const isName = (from: string): boolean => smsSenderPattern.test(from) && /[a-z]/i.test(from);

function checkFallback({ text }: Fields, senders: Senders, account: Account): Answer | null {
  const fallback = text("FallbackFrom");
  if (!fallback) return null;
  if (senders.from) return refuse.fallbackBesideSender();
  if (!senders.service || !text("MessagingServiceSid")) return refuse.fallbackWithoutService();
  const hasRcs = sendersOf(senders.service).some(({ sender }) => sender?.startsWith("rcs:"));
  if (!hasRcs) return refuse.fallbackWithoutRcs();
  const known = mayText(account, fallback) || isName(fallback);
  return known ? null : refuse.invalidFallback();
}

/**
 * From five minutes to 35 days ahead.
 *
 * @see https://www.twilio.com/docs/messaging/features/message-scheduling
 */
function checkTime({ text }: Fields, service: Service | null, now: Date): Answer | null {
  const [type, time] = [text("ScheduleType"), text("SendAt")];
  if (!type) return null;
  if (type !== "fixed") return refuse.invalidSchedule();
  if (!service) return refuse.timeWithoutService();
  if (!time) return refuse.noTime();
  const ahead = (Date.parse(time) - now.getTime()) / 1000;
  return ahead >= 300 && ahead <= 35 * 86_400 ? null : refuse.invalidTime();
}
