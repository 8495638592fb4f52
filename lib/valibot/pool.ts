import * as v from "valibot";
import type { Member } from "./members.ts";
import {
  type ListInputEntries,
  ListInputSchema,
  type PageInputEntries,
  PageInputSchema,
} from "./page.ts";
import {
  expected,
  type IssueText,
  object,
  type ObjectSchema,
  type OpenSchema,
  text,
  type TextSchema,
} from "./parts.ts";
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

/** What a sender can do: an open set. */
export type SenderCapabilitySchema = OpenSchema<"Voice" | "SMS" | "MMS">;

/** The members that all senders of a pool have but channel senders. */
export type PoolMemberMembers<Prefix extends string, DateSchema extends v.GenericSchema> = {
  /** SID of the account. */
  readonly accountSid: Member<"account_sid", TextSchema<"AC">>;
  /** SID of the Messaging Service. */
  readonly serviceSid: Member<"service_sid", TextSchema<"MG">>;
  /** SID of the sender. */
  readonly sid: Member<"sid", TextSchema<Prefix>>;
  /** What it can do. */
  readonly capabilities: Member<"capabilities", v.ArraySchema<SenderCapabilitySchema, IssueText>>;
  /** When it was added to the service. */
  readonly dateCreated: Member<"date_created", DateSchema>;
  /** When it was last updated. */
  readonly dateUpdated: Member<"date_updated", DateSchema>;
  /** URL of this resource. */
  readonly url: Member<"url", TextSchema>;
};

/** The members that all senders of a pool have but channel senders. */
export function poolMembers<Prefix extends string, DateSchema extends v.GenericSchema>(
  prefix: Prefix,
  date: DateSchema,
): PoolMemberMembers<Prefix, DateSchema> {
  return {
    accountSid: ["account_sid", text("AC")],
    serviceSid: ["service_sid", text("MG")],
    sid: ["sid", text(prefix)],
    capabilities: ["capabilities", v.array(text(), expected("a list of texts"))],
    dateCreated: ["date_created", date],
    dateUpdated: ["date_updated", date],
    url: ["url", text()],
  };
}
