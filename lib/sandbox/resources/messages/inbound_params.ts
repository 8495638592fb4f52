import { countriesOf } from "../../../addresses/countries.ts";
import type { Account } from "../../state/state.ts";
import type { CheckedInbound } from "./inbound_input.ts";
import { accountMessaging, type SentMessage } from "./state.ts";
import { segmentsOf } from "./wire.ts";

/**
 * The fields of an inbound message's webhook. Their names and order are those of recordings, of SMS and
 * of WhatsApp, with and without a service; that Messenger and RCS have the same base is inferred, and
 * so is where those of buttons and places stand. Of places, no more than the country is known here.
 *
 * @see https://www.twilio.com/docs/messaging/guides/webhook-request
 */
export function inboundParams(
  account: Account,
  message: SentMessage,
  input: CheckedInbound,
): Record<string, string> {
  return input.channel === "sms"
    ? overSms(account.sid, message, input)
    : overChannel(account, message, input);
}

function overSms(
  account: string,
  message: SentMessage,
  input: CheckedInbound,
): Record<string, string> {
  const { sid, to, from } = message;
  const country = (number: string) => /^\+/.test(number) ? countriesOf(number)[0] ?? "" : "";
  return {
    ...mediaTypes(input),
    ToCountry: country(to),
    ToState: "",
    SmsMessageSid: sid,
    NumMedia: `${message.numMedia}`,
    ToCity: "",
    FromZip: "",
    SmsSid: sid,
    FromState: "",
    SmsStatus: "received",
    FromCity: "",
    Body: message.body,
    FromCountry: country(from!),
    To: to,
    ...serviceOf(message),
    ToZip: "",
    NumSegments: `${segmentsOf(message)}`,
    MessageSid: sid,
    AccountSid: account,
    From: from!,
    ...mediaUrls(input),
    ApiVersion: "2010-04-01",
  };
}

function overChannel(
  account: Account,
  message: SentMessage,
  input: CheckedInbound,
): Record<string, string> {
  const { sid, to, from } = message;
  const { channel, button, profileName } = input;
  const overWhatsApp = channel === "whatsapp";
  const [, waId = null] = /^whatsapp:\+(\d+)$/.exec(from!) ?? [];
  return {
    ...mediaTypes(input),
    SmsMessageSid: sid,
    NumMedia: `${message.numMedia}`,
    ...overWhatsApp && profileName !== null && { ProfileName: profileName },
    ...overWhatsApp && { MessageType: typeOf(input) },
    SmsSid: sid,
    ...overWhatsApp && waId !== null && { WaId: waId },
    ...placeOf(input),
    SmsStatus: "received",
    Body: message.body,
    ...button && repliedTo(account, message),
    ...button && { ButtonText: button.text },
    ...button?.payload != null && { ButtonPayload: button.payload },
    To: to,
    ...serviceOf(message),
    NumSegments: `${segmentsOf(message)}`,
    ...overWhatsApp && { ReferralNumMedia: "0" },
    MessageSid: sid,
    AccountSid: account.sid,
    ...overWhatsApp && { ChannelMetadata: metadataOf(input, waId) },
    From: from!,
    ...overWhatsApp && waId === null && { ExternalUserId: from! },
    ...mediaUrls(input),
    ApiVersion: "2010-04-01",
  };
}

/** The message whose button was pressed: the last one that went to the customer. */
function repliedTo(account: Account, { to, from }: SentMessage): Record<string, string> {
  const places = accountMessaging(account).messages.places();
  const last = places.findLast(({ item }) => item?.to === from && item.from === to);
  if (last === undefined) return {};
  return { OriginalRepliedMessageSender: to, OriginalRepliedMessageSid: last.sid };
}

function serviceOf({ messagingServiceSid }: SentMessage): Record<string, string> {
  return messagingServiceSid === null ? {} : { MessagingServiceSid: messagingServiceSid };
}

function mediaTypes({ media }: CheckedInbound): Record<string, string> {
  return Object.fromEntries(
    media.map(({ contentType }, at) => [`MediaContentType${at}`, contentType]),
  );
}

function mediaUrls({ media }: CheckedInbound): Record<string, string> {
  return Object.fromEntries(media.map(({ url }, at) => [`MediaUrl${at}`, url]));
}

function placeOf({ location }: CheckedInbound): Record<string, string> {
  if (!location) return {};
  const { latitude, longitude, address, label } = location;
  return {
    Latitude: `${latitude}`,
    Longitude: `${longitude}`,
    ...typeof address === "string" && { Address: address },
    ...typeof label === "string" && { Label: label },
  };
}

/** `text`, `interactive` are recorded; the others are inferred from WhatsApp's own types. */
function typeOf({ button, location, media }: CheckedInbound): string {
  if (button) return "interactive";
  if (location) return "location";
  const [, kind] = /^(image|video|audio)\//.exec(media[0]?.contentType ?? "") ?? [];
  return media.length > 0 ? kind ?? "document" : "text";
}

/** All values in it are texts, as recorded. */
function metadataOf({ button, profileName }: CheckedInbound, waId: string | null): string {
  const context = {
    ...profileName !== null && { ProfileName: profileName },
    ...waId !== null && { WaId: waId },
    ...button && { ButtonText: button.text },
  };
  return JSON.stringify({ type: "whatsapp", data: { context } });
}
