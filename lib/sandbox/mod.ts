/**
 * An in-memory Twilio that is itself a transport: for tests in process, in every runtime, and to be
 * served over HTTP. It keeps accounts, Messaging Services, what is in their pools and the messages that
 * they send, and answers as Twilio is documented or recorded to do; where that is unknown, it is a
 * documented choice. Things go wrong on demand, and every exchange is on record.
 *
 * In Node 24, a channel sender of an account that is attached to a service takes some 360 bytes of
 * memory, measured with 100,000 of them. What was detached leaves under 100, for the page tokens that
 * name it; an exchange on record takes some 1,500, and what is kept of its bodies. A message takes
 * some 600 and its text. How many are kept is an option.
 *
 * @module
 */
export { createSandbox } from "./sandbox.ts";
export type { SandboxOptions } from "./options.ts";
export type { Sandbox } from "./types.ts";
export type { SandboxControls } from "./controls.ts";
export type { PageSizeAboveMaximum, SandboxUnknowns } from "./unknowns.ts";
export type {
  AccessTokenSeed,
  ApiKeySeed,
  BareAccountSeed,
  BareServiceSeed,
  OAuthAppSeed,
  PublicKeySeed,
  SandboxCredentials,
} from "./state/seed.ts";
export {
  type AccountSeed,
  defaultSeed,
  type ResourcesSeed,
  type SandboxSeed,
  type ServiceSeed,
} from "./resources/seed.ts";
export type { AttachmentSeed } from "./resources/attachments.ts";
export type {
  ChannelSenderSeed,
  ChannelSendersOfAccount,
  ChannelSendersOfService,
} from "./resources/channel_senders.ts";
export type {
  PhoneNumberSeed,
  PhoneNumbersOfAccount,
  PhoneNumbersOfService,
} from "./resources/phone_numbers.ts";
export type {
  ShortCodeSeed,
  ShortCodesOfAccount,
  ShortCodesOfService,
} from "./resources/short_codes.ts";
export type { NumberSeed } from "./resources/numbers.ts";
export type { AlphaSenderSeed } from "./resources/names.ts";
export type { AlphaSendersOfAccount, AlphaSendersOfService } from "./resources/alpha_senders.ts";
export type {
  DestinationAlphaSenderSeed,
  DestinationAlphaSendersOfAccount,
  DestinationAlphaSendersOfService,
} from "./resources/destination_alpha_senders.ts";
export type {
  DeletedSenderSeed,
  PendingNameSeed,
  SenderSeed,
  SendersOfAccount,
} from "./resources/senders/seed.ts";
export type { MadeSender, NameEnd, SenderEnd, SenderOptions } from "./resources/senders/options.ts";
export type {
  DeletedServiceSeed,
  ServicesOfAccount,
  ServicesOfService,
} from "./resources/services/seed.ts";
export type {
  DeletedMessageSeed,
  InboundWebhookSeed,
  MessageEnd,
  MessageOutcome,
  MessageSeed,
  MessagesOfAccount,
  MessagesOfService,
  StickySeed,
  ToldMessage,
  WroteSeed,
} from "./resources/messages/seed.ts";
export type { ReceivedMessage } from "./resources/messages/inbound.ts";
export type { InboundMedia, InboundMessage } from "./resources/messages/inbound_input.ts";
export type { MessageOptions, OutgoingMessage } from "./resources/messages/options.ts";
export type { CustomerWrote } from "./resources/messages/window.ts";
export type { StatusCallback } from "./resources/messages/callback.ts";
export type { KeepOptions } from "./keep.ts";
export type { FaultRule } from "./faults/rule.ts";
export type { JsonObject } from "./http/json.ts";
export type { PoolMemberName, PoolOperation, SandboxOperation } from "./http/operations.ts";
export type { Exchange, ExchangeFilter, ExchangeQuery } from "./record/exchange.ts";
export type { WaitOptions } from "./record/recorder.ts";
export { type Random, seededRandom } from "./random.ts";
export { type ListenerOptions, nodeListener } from "./node/listener.ts";
export type { GuardOptions } from "./http/guard.ts";
export { guarded } from "./http/guarded.ts";
export type { NodeRequest, NodeResponse } from "./node/types.ts";
export type { Transport } from "../types.ts";
