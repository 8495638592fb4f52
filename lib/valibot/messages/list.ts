import * as v from "valibot";
import { DateFromTextSchema } from "../dates.ts";
import { describe } from "../describe.ts";
import {
  type ListInputEntries,
  ListInputSchema,
  page,
  type PageInputEntries,
  PageInputSchema,
  type PageSchema,
} from "../page.ts";
import { faultless, object, type ObjectSchema, type Optional } from "../parts.ts";
import { AccountSidSchema } from "../sids.ts";
import {
  uriPageFromWire,
  type UriPageFromWireSchema,
  type UriPageWireSchema,
  wireUriPage,
} from "../uri_page.ts";
import { senderAddress, sendingDate } from "./fields.ts";
import { MessageFromWireSchema, MessageSchema, MessageWireSchema } from "./messages.ts";

/** The entries of {@linkcode MessageFilterSchema}. */
export type MessageFilterEntries = {
  /** Recipient. */
  readonly to: Optional<string>;
  /** Sender. */
  readonly from: Optional<string>;
  /** The day that they were sent on, in UTC. */
  readonly sentOn: Optional<Date | string>;
  /** Sent then or before. */
  readonly sentBefore: Optional<Date | string>;
  /** Sent then or later. */
  readonly sentAfter: Optional<Date | string>;
};

/** The entries of {@linkcode MessagePageInputSchema}. */
export type MessagePageInputEntries = MessageFilterEntries & PageInputEntries & {
  /** SID of the account. */
  readonly accountSid: v.GenericSchema<string>;
};

/** The entries of {@linkcode MessageListInputSchema}. */
export type MessageListInputEntries = MessageFilterEntries & ListInputEntries & {
  /** SID of the account. */
  readonly accountSid: Optional<string>;
};

const dayForm = /^\d{4}-\d\d-\d\d$/;
const momentForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** A date, or a text of one of these forms. */
function dateOrText(what: string, ...forms: RegExp[]): v.GenericSchema<Date | string> {
  const inTime = sendingDate();
  return faultless((given) => {
    const isText = typeof given === "string";
    const isDate = Object.prototype.toString.call(given) === "[object Date]";
    const form = isText ? forms.find((form) => form.test(given)) : undefined;
    const read = form ? v.safeParse(DateFromTextSchema, given) : null;
    if (!isDate && !read?.success) return `expected ${what}, got ${describe(given)}`;
    if (form === dayForm) return null;
    return v.safeParse(inTime, read?.output ?? given).issues?.[0].message ?? null;
  });
}

function filter(): MessageFilterEntries {
  const address = v.optional(senderAddress());
  const sent = v.optional(
    dateOrText(
      "a Date, a day such as 2026-11-26, or a moment such as 2026-11-26T09:30:00Z",
      dayForm,
      momentForm,
    ),
  );
  return {
    to: address,
    from: address,
    sentOn: v.optional(dateOrText("a Date, or a day such as 2026-11-26", dayForm)),
    sentBefore: sent,
    sentAfter: sent,
  };
}

/**
 * Which messages to list: the core's `MessageFilter`. As all of these objects, it leaves out what it
 * does not know, where the core refuses it, lest a misspelt filter be a list of all messages;
 * `v.strictObject(MessageFilterSchema.entries)` refuses it as well.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { MessageFilterSchema } from "@senderpool/twilio/valibot";
 *
 * const { issues } = v.safeParse(MessageFilterSchema, { sentOn: "26.11.2026" });
 * console.log(v.flatten(issues!).nested?.sentOn);
 * // [ "expected a Date, or a day such as 2026-11-26, got a text of 10 characters" ]
 * ```
 */
export const MessageFilterSchema: ObjectSchema<MessageFilterEntries> = /* @__PURE__ */ object(
  filter,
);

/** Which page of messages to fetch: the core's `MessagePageInput`. */
export const MessagePageInputSchema: ObjectSchema<MessagePageInputEntries> = /* @__PURE__ */ object(
  () => ({ accountSid: AccountSidSchema, ...filter(), ...PageInputSchema.entries }),
);

/** Which messages to list: the core's `MessageListInput`. */
export const MessageListInputSchema: ObjectSchema<MessageListInputEntries> = /* @__PURE__ */ object(
  () => ({ accountSid: v.optional(AccountSidSchema), ...filter(), ...ListInputSchema.entries }),
);

/** A page of messages as the core gives it: its `Page<Message>`. */
export const MessagePageSchema: PageSchema<typeof MessageSchema> = /* @__PURE__ */ page(
  MessageSchema,
);

/**
 * A page of messages as it comes over the wire.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
 */
export const MessagePageWireSchema: UriPageWireSchema<"messages", typeof MessageWireSchema> =
  /* @__PURE__ */ wireUriPage("messages", MessageWireSchema);

/** A page of messages from the wire's form to the core's, but for the metadata. */
export const MessagePageFromWireSchema: UriPageFromWireSchema<
  "messages",
  typeof MessageFromWireSchema
> = /* @__PURE__ */ uriPageFromWire("messages", MessageFromWireSchema);
