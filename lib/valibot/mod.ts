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
export * from "./channel_senders_wire.ts";
export * from "./dates.ts";
export * from "./errors.ts";
export * from "./messages/inputs.ts";
export {
  type MessageDirectionSchema,
  type MessageEntries,
  MessageSchema,
  type MessageStatusSchema,
  type TextsSchema,
} from "./messages/messages.ts";
export * from "./messages/wire.ts";
export { type MetadataEntries, MetadataSchema } from "./metadata.ts";
export {
  type ListInputEntries,
  ListInputSchema,
  type PageCursorEntries,
  PageCursorSchema,
  type PageEntries,
  type PageInputEntries,
  PageInputSchema,
  type PageMetaWireEntries,
  PageMetaWireSchema,
} from "./page.ts";
export type { Message, Nullable, Nullish, ObjectSchema, Optional, TextSchema } from "./parts.ts";
export * from "./sids.ts";
