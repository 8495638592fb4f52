import type { Told } from "./callbacks.ts";
import { errorName } from "./answers.ts";
import type { Account } from "../../state/state.ts";
import { toRfc2822 } from "../account.ts";
import { serviceSettings } from "../services/settings.ts";
import type { SentMessage } from "./state.ts";

const VERSION = "2010-04-01";

/**
 * A message as it goes over the wire. The order of its members, and what is `null` at which time, are
 * those of recorded answers of api.twilio.com. Nothing has a price here.
 */
export function messageToWire({ sid: account }: Account, message: SentMessage): object {
  const { sid, from, to, status, body, numMedia, errorCode } = message;
  const uri = `/${VERSION}/Accounts/${account}/Messages/${sid}`;
  const hasSender = from !== null && status !== "accepted" && status !== "scheduled";
  return {
    body,
    num_segments: hasSender ? `${segmentsOf(message)}` : "0",
    direction: message.direction,
    from,
    date_updated: toRfc2822(message.dateUpdated),
    price: null,
    error_message: errorName(errorCode),
    uri: `${uri}.json`,
    account_sid: account,
    num_media: `${numMedia}`,
    to,
    date_created: toRfc2822(message.dateCreated),
    status,
    sid,
    date_sent: message.dateSent === null ? null : toRfc2822(message.dateSent),
    messaging_service_sid: message.messagingServiceSid,
    error_code: errorCode,
    price_unit: hasSender ? "USD" : null,
    api_version: VERSION,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

/** As in `2601020304`, which is what carriers report. */
function toDigits(date: string): string {
  return new Date(date).toISOString().replace(/\D/g, "").slice(2, 12);
}

// The alphabet of GSM-7, and what takes two places in it.
const gsm7 = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]$/;
const gsm7Extension = /^[\f^{}\\[~\]|€]$/;

/**
 * In how many parts the text goes out over SMS; elsewhere, and with media, it is one.
 *
 * @see https://www.twilio.com/docs/glossary/what-sms-character-limit
 */
export function segmentsOf({ from, body, numMedia }: SentMessage): number {
  if (numMedia || /^\w+:/.test(from!)) return 1;
  const septets = septetsOf(body);
  if (septets === null) return body.length <= 70 ? 1 : Math.ceil(body.length / 67);
  return septets <= 160 ? 1 : Math.ceil(septets / 153);
}

/** How many places a text takes in GSM-7; `null` where a character is not in it. */
function septetsOf(text: string): number | null {
  let septets = 0;
  for (const character of text) {
    if (gsm7.test(character)) septets += 1;
    else if (gsm7Extension.test(character)) septets += 2;
    else return null;
  }
  return septets;
}

/**
 * What tells of a message's status, if anything does: its own URL comes before that of the service, as
 * documented. The fields, their order, and the digits that `ChannelToAddress` hides are those of
 * recorded callbacks, of SMS and of WhatsApp; that other channels have the same is inferred.
 *
 * @see https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export function callbackOf(account: Account, message: SentMessage): Told | null {
  const { sid, from, to, status, errorCode, messagingServiceSid } = message;
  const service = account.services.get(messagingServiceSid ?? "");
  const url = message.statusCallback ?? (service && serviceSettings(service).statusCallback);
  if (!url) return null;
  const [, prefix] = /^(whatsapp|messenger|rcs):/.exec(from ?? to) ?? [];
  const overWhatsApp = prefix === "whatsapp";
  const params = {
    ...!prefix && status === "delivered" && { RawDlrDoneDate: toDigits(message.dateUpdated) },
    ...errorCode !== null && { ErrorCode: `${errorCode}` },
    ...status === "read" && { EventType: "READ" },
    ...overWhatsApp && status === "delivered" && { EventType: "DELIVERED" },
    SmsSid: sid,
    SmsStatus: status,
    MessageStatus: status,
    ...prefix && { ChannelToAddress: to.replace(/^\w+:/, "").replace(/.{4}$/, "XXXX") },
    To: to,
    ...prefix && { ChannelPrefix: prefix },
    ...messagingServiceSid && { MessagingServiceSid: messagingServiceSid },
    MessageSid: sid,
    AccountSid: account.sid,
    ...overWhatsApp && { StructuredMessage: "false" },
    ...from !== null && { From: from },
    ApiVersion: VERSION,
    ...message.channelSender && status !== "read" && { ChannelInstallSid: message.channelSender },
  };
  return { messageSid: sid, messageStatus: status, url, params, authToken: account.authToken };
}
