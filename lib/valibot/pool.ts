import type * as v from "valibot";
import {
  type ListInputEntries,
  ListInputSchema,
  type PageInputEntries,
  PageInputSchema,
} from "./page.ts";
import { object, type ObjectSchema } from "./parts.ts";
import { MessagingServiceSidSchema } from "./sids.ts";

/** The entries of {@linkcode ServiceReferenceSchema}. */
export type ServiceReferenceEntries = {
  /** SID of the Messaging Service. */
  readonly messagingServiceSid: v.GenericSchema<string>;
};

/** Which page of a pool to fetch. */
export type PoolPageInputSchema = ObjectSchema<ServiceReferenceEntries & PageInputEntries>;

/** What of a pool to list. */
export type PoolListInputSchema = ObjectSchema<ServiceReferenceEntries & ListInputEntries>;

/** Which Messaging Service, as the input of every operation on its pool says it. */
export const ServiceReferenceSchema: ObjectSchema<ServiceReferenceEntries> = /* @__PURE__ */ object(
  () => ({ messagingServiceSid: MessagingServiceSidSchema }),
);

/** The schema of which page of a pool to fetch. */
export function poolPageInput(): PoolPageInputSchema {
  return object(() => ({ ...ServiceReferenceSchema.entries, ...PageInputSchema.entries }));
}

/** The schema of what of a pool to list. */
export function poolListInput(): PoolListInputSchema {
  return object(() => ({ ...ServiceReferenceSchema.entries, ...ListInputSchema.entries }));
}
