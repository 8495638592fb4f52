/**
 * How the fields of a new message go together.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource#create-a-message
 */
import {
  type Channel,
  channelNames,
  reaches,
  recipient,
  senderChannel,
  serviceSidPattern,
} from "../../addresses/addresses.ts";
import { checkInput } from "../../wire/input.ts";

/** The fields that rules are about, as far as a message has them; each by itself is in order. */
interface Fields {
  readonly to?: string;
  readonly from?: string;
  readonly messagingServiceSid?: string;
  readonly fallbackFrom?: string;
  readonly body?: string;
  readonly mediaUrl?: string | readonly string[];
  readonly contentSid?: string;
  readonly contentVariables?: unknown;
  readonly sendAt?: unknown;
  readonly scheduleType?: unknown;
  readonly shortenUrls?: boolean;
}

/** A message has a recipient, and a sender on the recipient's channel or a Messaging Service. */
export function checkSender({ to, from, messagingServiceSid }: Fields): void {
  const { channel } = recipient(to as string, "to");
  const hasOne = from !== undefined || messagingServiceSid !== undefined;
  checkInput(hasOne, "from", "from or messagingServiceSid", "neither");
  if (from !== undefined && !serviceSidPattern.test(from)) {
    checkChannels(senderChannel(from, "from"), channel);
  }
}

/** A sender reaches recipients on its own channel. Who forgets a prefix is told of it. */
function checkChannels(from: Channel, to: Channel): void {
  let remedy = "";
  if (from === "sms") remedy = `: to send on ${channelNames[to]}, from starts with ${to}:`;
  if (to === "sms") remedy = `: to send on ${channelNames[from]}, to starts with ${from}:`;
  const expected = `a sender on the channel of to, ${channelNames[to]}`;
  checkInput(reaches(from, to), "from", expected, `one on ${channelNames[from]}${remedy}`);
}

/** A fallback is for a Messaging Service that chooses the sender. */
export function checkFallback({ fallbackFrom, from, messagingServiceSid }: Fields): void {
  if (fallbackFrom === undefined) return;
  const isChosen = messagingServiceSid !== undefined && from === undefined;
  const got = from === undefined ? "no messagingServiceSid" : "a from";
  checkInput(isChosen, "fallbackFrom", "messagingServiceSid and no from beside it", got);
}

/** A message has a text, media or a template; only a template has variables. */
export function checkContent({ body, mediaUrl, contentSid, contentVariables }: Fields): void {
  const hasText = body !== undefined && body !== "";
  const hasMedia = mediaUrl !== undefined && mediaUrl.length > 0;
  const hasTemplate = contentSid !== undefined;
  checkInput(hasText || hasMedia || hasTemplate, "body", "body, mediaUrl or contentSid", "none");
  const hasVariables = contentVariables !== undefined;
  checkInput(hasTemplate || !hasVariables, "contentVariables", "contentSid beside it", "none");
}

/** A schedule has a time; it, and short links, are a Messaging Service's. */
export function checkSchedule(fields: Fields): void {
  const { from, messagingServiceSid, sendAt, scheduleType, shortenUrls } = fields;
  const hasTime = sendAt !== undefined;
  checkInput(hasTime || scheduleType === undefined, "scheduleType", "sendAt beside it", "none");
  if (messagingServiceSid !== undefined || (from !== undefined && serviceSidPattern.test(from))) {
    return;
  }
  const field = "messagingServiceSid";
  checkInput(!hasTime, field, "one, as there is a sendAt", "none");
  checkInput(shortenUrls !== true, field, "one, as shortenUrls is true", "none");
}
