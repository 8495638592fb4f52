/**
 * [Valibot](https://valibot.dev) schemas for all that goes in and comes out: SIDs and addresses, the
 * input of each operation, resources, pages and errors, as Twilio sends them (`…WireSchema`), as the
 * core gives them, and from the one to the other (`…FromWireSchema`).
 *
 * They accept and refuse what the core accepts and refuses. An issue's message says what is expected
 * and what was probably meant instead, and never shows the value; the issue itself has it, in `input`
 * and `received`, as all issues of Valibot have.
 *
 * @module
 */
export * from "./addresses.ts";
export * from "./channel_senders.ts";
export * from "./dates.ts";
export * from "./errors.ts";
export type {
  Member,
  Members,
  ResourceFromWireSchema,
  ResourceSchema,
  ResourceWire,
  ResourceWireSchema,
} from "./members.ts";
export * from "./messages/inputs.ts";
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
export {
  type PoolListInputSchema,
  type PoolPageInputSchema,
  type ServiceReferenceEntries,
  ServiceReferenceSchema,
} from "./pool.ts";
export * from "./sids.ts";
export * from "./webhooks/events.ts";
export type { WebhookFields } from "./webhooks/fields.ts";
export * from "./webhooks/from_wire.ts";
