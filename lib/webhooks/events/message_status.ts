import type { MessageStatus } from "../../resources/messages/message.ts";
import {
  address,
  expectField,
  fieldsOf,
  messageOf,
  type Reader,
  readerOf,
  type WebhookFields,
} from "./fields.ts";

/**
 * A message has a new status: what comes to a status callback. There is none for the first status. Of
 * what is not sent on every channel, the field is `null`.
 *
 * @see https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export interface MessageStatusEvent {
  /** Tells events apart. */
  readonly type: "messageStatus";
  /** SID of the message. */
  readonly messageSid: `${"SM" | "MM"}${string}`;
  /** Where it is now. An open set. */
  readonly messageStatus: MessageStatus;
  /** SID of the account. */
  readonly accountSid: `AC${string}`;
  /** SID of the Messaging Service that it was sent with. */
  readonly messagingServiceSid: `MG${string}` | null;
  /** Recipient. */
  readonly to: string;
  /** Sender; `null` where none was chosen. */
  readonly from: string | null;
  /** Twilio's code for why it failed, explained at `https://www.twilio.com/docs/api/errors/`. */
  readonly errorCode: number | null;
  /** Why it failed, in words. */
  readonly errorMessage: string | null;
  /** What happened on the channel, such as `READ` or `DELIVERED`. An open set. */
  readonly eventType: "READ" | "DELIVERED" | (string & Record<never, never>) | null;
  /** The channel, such as `whatsapp`; `null` for SMS. An open set. */
  readonly channelPrefix: string | null;
  /** The recipient on the channel, whose last digits are hidden. */
  readonly channelToAddress: string | null;
  /** SID of the channel sender. */
  readonly channelInstallSid: `XE${string}` | null;
  /** Whether it is structured. */
  readonly structuredMessage: boolean | null;
  /** When a carrier reported that it was delivered, as `YYMMDDhhmm` in a time zone of its own. */
  readonly rawDlrDoneDate: string | null;
  /** Version of the API. */
  readonly apiVersion: string | null;
  /** All fields, under Twilio's own names: also those that are not known here. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Reads a status callback. It does not verify: for who has verified in a way of their own.
 *
 * @param fields the fields of the form
 * @throws {TwilioWebhookError} `"event"`, when it is none
 *
 * @example
 * ```ts
 * import { messageStatus } from "@senderpool/twilio/webhooks";
 *
 * const sid = `SM${"0".repeat(32)}`;
 * const form = new URLSearchParams({
 *   ErrorCode: "63024",
 *   SmsSid: sid,
 *   SmsStatus: "undelivered",
 *   MessageStatus: "undelivered",
 *   To: "whatsapp:+14155550199",
 *   MessageSid: sid,
 *   AccountSid: `AC${"0".repeat(32)}`,
 *   From: "whatsapp:+12487960483",
 * });
 * console.log(messageStatus(form).errorCode); // 63024
 * ```
 */
export function messageStatus(fields: WebhookFields): MessageStatusEvent {
  const all = fieldsOf(fields);
  const reader = readerOf(all);
  const { text, need, sid, count, flag } = reader;
  const status = need("MessageStatus", /^\w+$/, "a status");
  const smsStatus = text("SmsStatus") ?? status;
  expectField(smsStatus === status, "SmsStatus", "the same as MessageStatus", smsStatus);
  return {
    type: "messageStatus",
    ...messageOf(reader),
    messageStatus: status,
    from: senderOf(reader, status),
    errorCode: count("ErrorCode"),
    errorMessage: text("ErrorMessage"),
    eventType: text("EventType"),
    channelPrefix: text("ChannelPrefix"),
    channelToAddress: text("ChannelToAddress"),
    channelInstallSid: sid("ChannelInstallSid", "XE"),
    structuredMessage: flag("StructuredMessage"),
    rawDlrDoneDate: text("RawDlrDoneDate"),
    apiVersion: text("ApiVersion"),
    fields: all,
  };
}

/** The sender. Before it is chosen there is none, and then a message can only fail or be canceled. */
function senderOf({ text, need }: Reader, status: string): string | null {
  const hasLeft = /^(sent|delivered|undelivered|read)$/.test(status);
  return hasLeft || text("From") ? need("From", address, "an address") : null;
}
