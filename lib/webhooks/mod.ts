/**
 * What Twilio sends to you: webhooks that are verified and typed, from a `Request`, wherever there is
 * WebCrypto.
 *
 * `verifyWebhook` verifies and reads; `verifySignature` only verifies; `messageStatus` and `inboundMessage` only read; `signWebhook`
 * makes webhooks for tests; `reply` answers an inbound message.
 *
 * @module
 */
export { isTwilioWebhookError, TwilioWebhookError, type WebhookReason } from "./errors.ts";
export type { OtherEvent, WebhookEvent } from "./events/event.ts";
export { inboundMessage } from "./events/inbound_message.ts";
export type {
  InboundButton,
  InboundLocation,
  InboundMedia,
  InboundMessageEvent,
  InboundPlace,
  InboundReferral,
  InboundRepliedTo,
} from "./events/inbound_types.ts";
export { messageStatus, type MessageStatusEvent } from "./events/message_status.ts";
export { reply, type ReplyOptions } from "./reply.ts";
export type { AuthTokenSecret, SharedKeySecret, WebhookSecret } from "./secrets.ts";
export { type SignedWebhook, signWebhook, type UnsignedWebhook } from "./sign.ts";
export type { Pairs, WebhookFields } from "./signature.ts";
export type { SignatureOptions, SignedRequest, WebhookOrigin } from "./signed_request.ts";
export { type VerifyOptions, verifyWebhook } from "./verify.ts";
export { verifySignature } from "./verify_signature.ts";
