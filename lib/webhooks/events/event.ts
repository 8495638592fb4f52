import type { SignedRequest, WebhookOrigin } from "../signed_request.ts";
import { inboundMessage } from "./inbound_message.ts";
import type { InboundMessageEvent } from "./inbound_types.ts";
import { messageStatus, type MessageStatusEvent } from "./message_status.ts";

/** Any other webhook that was signed: of voice, of Studio, of Event Streams and so on. */
export interface OtherEvent {
  /** Tells events apart. */
  readonly type: "other";
  /** Names and values of the form, or of the query of a GET, in their order. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** The body as it came. For JSON, `JSON.parse` it: it is the body that was signed. */
  readonly text: string;
}

/** A verified webhook: `type` tells which. */
export type WebhookEvent =
  & (MessageStatusEvent | InboundMessageEvent | OtherEvent)
  & WebhookOrigin;

/** Reads what was verified. */
export function eventOf({ fields, text, url, idempotencyToken }: SignedRequest): WebhookEvent {
  const origin = { url, idempotencyToken };
  const values = new Map(fields);
  // Conversations have messages too, whose SIDs begin with IM, and nothing of an SMS.
  const isMessage = ["MessageStatus", "SmsStatus", "SmsSid"].some((name) => values.has(name));
  if (!isMessage) return { type: "other", fields, text, ...origin };
  const isInbound = !values.has("MessageStatus") &&
    (values.has("Body") || values.get("SmsStatus")?.startsWith("receiv"));
  return { ...(isInbound ? inboundMessage(fields) : messageStatus(fields)), ...origin };
}
