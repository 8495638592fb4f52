/**
 * [Valibot](https://valibot.dev) schemas for all that goes in and comes out: SIDs and addresses, the
 * input of each operation, resources, pages and errors, as Twilio sends them (`…WireSchema`), as the
 * core gives them, and from the one to the other (`…FromWireSchema`).
 *
 * They accept and refuse what the core accepts and refuses, and say it in the same words: what was
 * expected and what came instead. Of the value, a message shows no more than a number of few digits,
 * the first two letters of a SID, and a date that can't be read; the issue itself has all of it, in
 * `input` and `received`, as all issues of Valibot have.
 *
 * What an object does not know, its schema leaves out, where the core refuses an unknown name of a new
 * message, of a service or of a filter: `NewMessageSchema` says how to refuse it too.
 *
 * @module
 */
export type {
  AccountListInputEntries,
  AccountPageInputEntries,
  OfAccountEntries,
  OfOneAccountEntries,
} from "./account.ts";
export * from "./account_short_codes.ts";
export * from "./addresses.ts";
export {
  AlphaSenderFromWireSchema,
  type AlphaSenderInputEntries,
  AlphaSenderInputSchema,
  AlphaSenderListInputSchema,
  type AlphaSenderMembers,
  AlphaSenderPageFromWireSchema,
  AlphaSenderPageInputSchema,
  AlphaSenderPageSchema,
  AlphaSenderPageWireSchema,
  AlphaSenderSchema,
  AlphaSenderWireSchema,
  type CreateAlphaSenderInputEntries,
  CreateAlphaSenderInputSchema,
} from "./alpha_senders.ts";
export * from "./channel_senders.ts";
export * from "./dates.ts";
export * from "./destination_alpha_senders.ts";
export * from "./errors.ts";
export * from "./incoming_phone_numbers.ts";
export type {
  Member,
  Members,
  ResourceFromWireSchema,
  ResourceSchema,
  ResourceWire,
  ResourceWireSchema,
} from "./members.ts";
export * from "./messages/inputs.ts";
export * from "./messages/list.ts";
export * from "./messages/messages.ts";
export * from "./metadata.ts";
export {
  type ListInputEntries,
  ListInputSchema,
  type PageCursorEntries,
  PageCursorSchema,
  type PageEntries,
  type PageFromWireSchema,
  type PageInputEntries,
  PageInputSchema,
  type PageMetaWireEntries,
  PageMetaWireSchema,
  type PageSchema,
  type PageWireEntries,
  type PageWireSchema,
} from "./page.ts";
export type {
  IssueText,
  Nullable,
  Nullish,
  ObjectSchema,
  OpenSchema,
  Optional,
  TextSchema,
  TextsSchema,
} from "./parts.ts";
export * from "./phone_numbers.ts";
export {
  type PoolListInputSchema,
  type PoolMemberMembers,
  type PoolPageInputSchema,
  type SenderCapabilitySchema,
  type ServiceReferenceEntries,
  ServiceReferenceSchema,
} from "./pool.ts";
export type * from "./senders/compliance.ts";
export * from "./senders/inputs.ts";
export type * from "./senders/members.ts";
export type * from "./senders/nested.ts";
export type * from "./senders/new_profile.ts";
export type * from "./senders/new_setup.ts";
export type * from "./senders/profile.ts";
export * from "./senders/senders.ts";
export * from "./services/inputs.ts";
export * from "./services/services.ts";
export * from "./short_codes.ts";
export * from "./sids.ts";
export type { UriPageFromWireSchema, UriPageWireEntries, UriPageWireSchema } from "./uri_page.ts";
export * from "./webhooks/events.ts";
export type { WebhookFields } from "./webhooks/fields.ts";
export * from "./webhooks/from_wire.ts";
