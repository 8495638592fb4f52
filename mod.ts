/**
 * A fetch-native client for the sender pool of a Twilio Messaging Service: its WhatsApp, Messenger
 * and RCS channel senders. It runs unchanged in Deno, Bun, Node, Cloudflare Workers and browsers,
 * and depends on nothing.
 *
 * @module
 */
export { type CallOptions, type Send, send, type SendOptions } from "./lib/call/send.ts";
export * from "./lib/resources/messages/messages.ts";
export {
  type Address,
  type Channel,
  messenger,
  parseAddress,
  phone,
  rcs,
  whatsapp,
} from "./lib/addresses/addresses.ts";
export { type Failure, type Retry, retrying, type RetryOptions } from "./lib/call/with_retry.ts";
export { timed } from "./lib/call/with_timeout.ts";
export { selectSender } from "./lib/addresses/select_sender.ts";
export {
  type ChannelSender,
  type ChannelSenderInput,
  type ChannelSenderListInput,
  type ChannelSenderPageInput,
  type ChannelSenders,
  createChannelSender,
  deleteChannelSender,
  fetchChannelSender,
  listChannelSenders,
  type ServiceInput,
} from "./lib/resources/channel_senders.ts";
export * from "./lib/errors.ts";
export {
  type StandardIssue,
  type StandardResult,
  type StandardSchema,
  withSchema,
} from "./lib/call/with_schema.ts";
export { type WithMetadata, withMetadata } from "./lib/call/with_metadata.ts";
export {
  type Client,
  clientOf,
  type ClientOptions,
  createClient,
  createSend,
  type CustomAuth,
  type SendSettings,
} from "./lib/client.ts";
export type { Message, MessageStatus } from "./lib/resources/messages/message.ts";
export type { CreateMessageInput, NewMessage } from "./lib/resources/messages/new_message.ts";
export type {
  Considered,
  PoolSender,
  Selection,
  SelectionMessage,
  SelectionOptions,
} from "./lib/addresses/selection.ts";
export type { Listing, ListInput } from "./lib/call/listing.ts";
export type { Page, PageCursor, PageInput } from "./lib/wire/page.ts";
export type {
  AccountCredentials,
  ApiKeyCredentials,
  Credentials,
} from "./lib/middleware/basic_auth.ts";
export type {
  Metadata,
  Middleware,
  Operation,
  ParseOptions,
  Region,
  Target,
  Transport,
} from "./lib/types.ts";
