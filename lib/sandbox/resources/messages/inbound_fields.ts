import type { Account } from "../../state/state.ts";
import type { InboundMessage } from "./inbound.ts";
import type { SentMessage } from "./state.ts";
import { accountMessaging } from "./state.ts";

type Fields = Readonly<Record<string, string>>;

/**
 * What a webhook is told of a customer's message: the fields and their order are those of recorded
 * requests, of SMS and of WhatsApp; that Messenger and RCS have those of WhatsApp is inferred. Where
 * the customer is, as Twilio tells of numbers, is left empty, as it is where Twilio does not know.
 *
 * @see https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export function inboundFields(
  account: Account,
  message: SentMessage,
  inbound: InboundMessage,
): Fields {
  const [, prefix] = /^(whatsapp|messenger|rcs):/.exec(inbound.from) ?? [];
  return prefix === undefined
    ? smsFields(account, message, inbound)
    : channelFields(account, message, inbound, prefix);
}

function smsFields({ sid: accountSid }: Account, message: SentMessage, inbound: InboundMessage) {
  const { sid, body, numMedia, messagingServiceSid, from, to } = message;
  return {
    ToCountry: "",
    ...contentTypes(inbound),
    ToState: "",
    SmsMessageSid: sid,
    NumMedia: `${numMedia}`,
    ToCity: "",
    FromZip: "",
    SmsSid: sid,
    FromState: "",
    SmsStatus: "received",
    FromCity: "",
    Body: body,
    FromCountry: "",
    To: to,
    ...messagingServiceSid !== null && { MessagingServiceSid: messagingServiceSid },
    ToZip: "",
    NumSegments: "1",
    MessageSid: sid,
    AccountSid: accountSid,
    From: from!,
    ...mediaUrls(message),
    ApiVersion: "2010-04-01",
  };
}

function channelFields(
  account: Account,
  message: SentMessage,
  inbound: InboundMessage,
  prefix: string,
): Fields {
  const { sid, body, numMedia, messagingServiceSid, from, to } = message;
  const { button, location, profileName } = inbound;
  const overWhatsApp = prefix === "whatsapp";
  const user = inbound.from.replace(/^\w+:\+?/, "");
  return {
    ...contentTypes(inbound),
    SmsMessageSid: sid,
    NumMedia: `${numMedia}`,
    ...profileName !== undefined && { ProfileName: profileName },
    MessageType: typeOf(inbound),
    SmsSid: sid,
    ...overWhatsApp && { WaId: user },
    SmsStatus: "received",
    Body: body,
    ...button && buttonFields(account, message, button),
    ...location && locationFields(location),
    To: to,
    ...messagingServiceSid !== null && { MessagingServiceSid: messagingServiceSid },
    NumSegments: "1",
    ReferralNumMedia: "0",
    MessageSid: sid,
    AccountSid: account.sid,
    ...overWhatsApp && { ChannelMetadata: metadataOf(inbound, user) },
    From: from!,
    ...mediaUrls(message),
    ApiVersion: "2010-04-01",
  };
}

function typeOf({ button, location, media = [] }: InboundMessage): string {
  if (button) return "interactive";
  if (location) return "location";
  const [first] = media;
  if (first === undefined) return "text";
  const [type = ""] = contentTypeOf(first).split("/");
  return /^(image|audio|video)$/.test(type) ? type : "document";
}

function buttonFields(
  account: Account,
  { from, to }: SentMessage,
  { text, payload = text, messageSid }: NonNullable<InboundMessage["button"]>,
): Fields {
  const places = accountMessaging(account).messages.places();
  const replied = messageSid ??
    places.findLast(({ item }) => item?.to === from && item.from === to)?.sid;
  return {
    ...replied !== undefined && {
      OriginalRepliedMessageSender: to,
      OriginalRepliedMessageSid: replied,
    },
    ButtonText: text,
    ButtonPayload: payload,
  };
}

function locationFields(
  { latitude, longitude, address, label }: NonNullable<InboundMessage["location"]>,
): Fields {
  return {
    Latitude: `${latitude}`,
    Longitude: `${longitude}`,
    ...address !== undefined && { Address: address },
    ...label !== undefined && { Label: label },
  };
}

/** All of its values are texts. */
function metadataOf({ button, profileName }: InboundMessage, user: string): string {
  const context = {
    ...profileName !== undefined && { ProfileName: profileName },
    WaId: user,
    ...button && { ButtonText: button.text, ButtonPayload: button.payload ?? button.text },
  };
  return JSON.stringify({ type: "whatsapp", data: { context } });
}

function contentTypes({ media = [] }: InboundMessage): Fields {
  return Object.fromEntries(
    media.map((one, at) => [`MediaContentType${at}`, contentTypeOf(one)]),
  );
}

function contentTypeOf(media: NonNullable<InboundMessage["media"]>[number]): string {
  return typeof media === "string" ? "image/jpeg" : media.contentType;
}

function mediaUrls({ mediaUrls: urls }: SentMessage): Fields {
  return Object.fromEntries(urls.map((url, at) => [`MediaUrl${at}`, url]));
}
