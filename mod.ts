/**
 * A fetch-native client for the sender pool of a Twilio Messaging Service: its WhatsApp, Messenger
 * and RCS channel senders. It runs unchanged in Deno, Bun, Node, Cloudflare Workers and browsers,
 * and depends on nothing.
 *
 * @module
 */
// Calls.
export type { CallOptions } from "./lib/call/call_options.ts";
export {
  type ClientAccount,
  type Resource,
  type Send,
  send,
  type SendOptions,
} from "./lib/call/send.ts";
export type { Items } from "./lib/call/items.ts";
export { type Listing, listing, type ListInput } from "./lib/call/listing.ts";
export { withDeadline, withTimeout } from "./lib/call/with_timeout.ts";
export { withRetry } from "./lib/call/with_retry.ts";
export type { Retry, RetryOptions } from "./lib/call/schedule.ts";
export type { Failure } from "./lib/call/failure.ts";
export { type WithMetadata, withMetadata } from "./lib/call/with_metadata.ts";
export {
  type StandardIssue,
  type StandardResult,
  type StandardSchema,
  withSchema,
} from "./lib/call/with_schema.ts";
export * from "./lib/client.ts";
export type {
  AccountCredentials,
  ApiKeyCredentials,
  Credentials,
} from "./lib/middleware/basic_auth.ts";

// Channel senders of a Messaging Service.
export {
  type ChannelSender,
  type ChannelSenderInput,
  type ChannelSenderListInput,
  type ChannelSenderPageInput,
  type ChannelSenders,
  channelSenders,
  createChannelSender,
  deleteChannelSender,
  fetchChannelSender,
  listChannelSenders,
} from "./lib/resources/channel_senders.ts";

// Messaging Services, and the rest of their pools.
export * from "./lib/resources/services/services.ts";
export type { Service, Usecase } from "./lib/resources/services/service.ts";
export type {
  CreateServiceInput,
  ServiceSettings,
  UpdateServiceInput,
} from "./lib/resources/services/new_service.ts";
export * from "./lib/resources/phone_numbers.ts";
export * from "./lib/resources/short_codes.ts";
export {
  type AlphaSender,
  type AlphaSenderInput,
  type AlphaSenderListInput,
  type AlphaSenderPageInput,
  type AlphaSenders,
  alphaSenders,
  createAlphaSender,
  type CreateAlphaSenderInput,
  deleteAlphaSender,
  fetchAlphaSender,
  listAlphaSenders,
} from "./lib/resources/alpha_senders.ts";
export * from "./lib/resources/destination_alpha_senders.ts";
export * from "./lib/resources/pool/pool.ts";
export type {
  PoolMember,
  SenderCapability,
  ServiceReference,
} from "./lib/resources/pool_member.ts";

// Senders of an account.
export * from "./lib/resources/senders/senders.ts";

// Messages of an account.
export * from "./lib/resources/messages/messages.ts";
export type { Message, MessageStatus } from "./lib/resources/messages/message.ts";
export type { CreateMessageInput, NewMessage } from "./lib/resources/messages/new_message.ts";
export type { FetchMessageInput, MessageInput } from "./lib/resources/messages/path.ts";
export type { MessageFilter } from "./lib/resources/messages/filter.ts";
export * from "./lib/resources/messages/list_messages.ts";
export * from "./lib/resources/messages/change_messages.ts";

// Phone numbers and short codes of an account.
export * from "./lib/resources/incoming_phone_numbers/incoming_phone_numbers.ts";
export type {
  IncomingPhoneNumber,
  NumberCapabilities,
} from "./lib/resources/incoming_phone_numbers/incoming_phone_number.ts";
export * from "./lib/resources/account_short_codes.ts";
export type { AccountReference } from "./lib/resources/account/account.ts";

// Addresses, and which sender of a pool Twilio takes.
export {
  type Address,
  type Channel,
  messenger,
  parseAddress,
  phone,
  rcs,
  whatsapp,
} from "./lib/addresses/addresses.ts";
export { selectSender } from "./lib/addresses/select_sender.ts";
export type {
  Considered,
  PoolSender,
  Selection,
  SelectionMessage,
  SelectionOptions,
} from "./lib/addresses/selection.ts";

// What goes wrong.
export {
  type FieldsOf,
  type TwilioAnswerError,
  TwilioApiError,
  TwilioError,
  TwilioInputError,
  TwilioNetworkError,
  TwilioResponseError,
  TwilioTimeoutError,
} from "./lib/errors.ts";
export {
  isTwilioApiError,
  isTwilioError,
  isTwilioInputError,
  isTwilioNetworkError,
  isTwilioResponseError,
  isTwilioTimeoutError,
} from "./lib/error_guards.ts";

export type { FailedAttempt, Story } from "./lib/story.ts";

// A kit for operations that are not here.
export { operation, type OperationParts } from "./lib/wire/operation.ts";
export { jsonOperation, type JsonOperationParts } from "./lib/wire/json_operation.ts";
export type { Form } from "./lib/wire/request.ts";
export { baseUrl } from "./lib/wire/target.ts";
export { describe } from "./lib/wire/describe.ts";
export { checkInput, sidOf, textOf, wholeNumberOf } from "./lib/wire/input.ts";
export {
  asBoolean,
  asDate,
  asSid,
  asText,
  asWholeNumber,
  expectAnswer,
  objectWith,
  UnexpectedAnswer,
  type Wire,
} from "./lib/wire/answer.ts";
export * from "./lib/wire/page.ts";

// The roles.
export type {
  Metadata,
  Middleware,
  Operation,
  ParseOptions,
  Recovery,
  Region,
  Target,
  Transport,
} from "./lib/types.ts";
