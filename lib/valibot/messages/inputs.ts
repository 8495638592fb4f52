import * as v from "valibot";
import { object, type ObjectSchema, type Optional } from "../parts.ts";
import { AccountSidSchema, MessageSidSchema, MessagingServiceSidSchema } from "../sids.ts";
import { type NewMessageEntries, newMessageEntries } from "./new_message.ts";

export type { NewMessageEntries };

/** The entries of {@linkcode MessageInputSchema}. */
export type MessageInputEntries = {
  /** SID of the account. */
  readonly accountSid: Optional<string>;
  /** SID of the message. */
  readonly sid: v.GenericSchema<string>;
};

/** The entries of {@linkcode FetchMessageInputSchema}. */
export type FetchMessageInputEntries = {
  /** SID of the account. */
  readonly accountSid: v.GenericSchema<string>;
  /** SID of the message. */
  readonly sid: v.GenericSchema<string>;
};

/** The entries of {@linkcode CreateMessageInputSchema}. */
export type CreateMessageInputEntries = Omit<NewMessageEntries, "accountSid"> & {
  /** SID of the account that sends. */
  readonly accountSid: v.GenericSchema<string>;
};

/** An object of these entries, and a check of how they go together. */
export type CheckedSchema<Entries extends v.ObjectEntries> = v.SchemaWithPipe<
  readonly [ObjectSchema<Entries>, v.RawCheckAction<v.InferOutput<ObjectSchema<Entries>>>]
>;

/** A message of an account of the client's: the core's `MessageInput`. */
export const MessageInputSchema: ObjectSchema<MessageInputEntries> = /* @__PURE__ */ object(() => ({
  accountSid: v.optional(AccountSidSchema),
  sid: MessageSidSchema,
}));

/** What fetches a message: the core's `FetchMessageInput`. */
export const FetchMessageInputSchema: ObjectSchema<FetchMessageInputEntries> =
  /* @__PURE__ */ object(() => ({ accountSid: AccountSidSchema, sid: MessageSidSchema }));

type NewMessage = v.InferOutput<ObjectSchema<NewMessageEntries>>;

/** A field that does not go with the others, and what is said of it. */
type Mistake = readonly [field: keyof NewMessage, text: string];

/** How the fields of a message go together, each of which is right: the first mistake, if any. */
function mistake(message: NewMessage): Mistake | null {
  return mistakeInSender(message) ?? mistakeInContent(message) ?? mistakeInSchedule(message);
}

function mistakeInSender(message: NewMessage): Mistake | null {
  const { to, from, messagingServiceSid, fallbackFrom } = message;
  if (from === undefined && messagingServiceSid === undefined) {
    return ["from", "expected from or messagingServiceSid, got neither"];
  }
  if (from !== undefined && !v.is(MessagingServiceSidSchema, from)) {
    const text = mistakeInChannels(channelOf(from), channelOf(to));
    if (text !== null) return ["from", text];
  }
  // Without a sender there is a service, as was seen above.
  if (fallbackFrom !== undefined && from !== undefined) {
    return ["fallbackFrom", "expected messagingServiceSid and no from beside it, got a from"];
  }
  return null;
}

function mistakeInContent(message: NewMessage): Mistake | null {
  const { body, mediaUrl, contentSid, contentVariables } = message;
  if (!body && !mediaUrl?.length && contentSid === undefined) {
    return ["body", "expected body, mediaUrl or contentSid, got none"];
  }
  if (contentVariables !== undefined && contentSid === undefined) {
    return ["contentVariables", "expected contentSid beside it, got none"];
  }
  return null;
}

function mistakeInSchedule(message: NewMessage): Mistake | null {
  const { from, messagingServiceSid, sendAt, scheduleType, shortenUrls } = message;
  if (scheduleType !== undefined && sendAt === undefined) {
    return ["scheduleType", "expected sendAt beside it, got none"];
  }
  if (messagingServiceSid !== undefined || v.is(MessagingServiceSidSchema, from)) return null;
  if (sendAt !== undefined) {
    return ["messagingServiceSid", "expected one, as there is a sendAt, got none"];
  }
  if (shortenUrls === true) {
    return ["messagingServiceSid", "expected one, as shortenUrls is true, got none"];
  }
  return null;
}

type Channel = "sms" | "whatsapp" | "messenger" | "rcs";

/** The channel of a sender or a recipient: what has no prefix, or that of a SIM, is for SMS. */
function channelOf(address: string): Channel {
  const prefix = /^(whatsapp|messenger|rcs):/.exec(address)?.[1];
  return (prefix ?? "sms") as Channel;
}

/** What is wrong with the channels of a sender and of a recipient. A prefix is easily forgotten. */
function mistakeInChannels(from: Channel, to: Channel): string | null {
  if (reaches(from, to)) return null;
  const names = { sms: "SMS", whatsapp: "WhatsApp", messenger: "Messenger", rcs: "RCS" };
  const text = `expected a sender on the channel of to, ${names[to]}, got one on ${names[from]}`;
  if (from === "sms") return `${text}: to send on ${names[to]}, from starts with ${to}:`;
  if (to === "sms") return `${text}: to send on ${names[from]}, to starts with ${from}:`;
  return text;
}

/** Whether a sender reaches a recipient: on its own channel alone, but RCS a plain number too. */
function reaches(from: Channel, to: Channel): boolean {
  return from === to || (from === "rcs" && to === "sms");
}

/** An object of these entries; once each is right, how they go together is looked at. */
function checked<Entries extends v.ObjectEntries>(make: () => Entries): CheckedSchema<Entries> {
  const together = v.rawCheck<NewMessage>(({ dataset, addIssue }) => {
    if (!dataset.typed || dataset.issues) return;
    const input = dataset.value;
    const found = mistake(input);
    if (found === null) return;
    const [key, message] = found;
    const path = { type: "object", origin: "value", input, key, value: input[key] } as const;
    addIssue({ message, path: [path] });
  });
  const fields = object(make) as v.GenericSchema as v.GenericSchema<NewMessage>;
  return v.pipe(fields, together) as v.GenericSchema as CheckedSchema<Entries>;
}

/**
 * A message to send: the core's `NewMessage`. It checks each field and how they go together; the
 * fields without the latter are `v.object(NewMessageSchema.entries)`, on which `v.pick` and its kind
 * work.
 *
 * As all of these objects, it leaves out what it does not know, so that `v.intersect` can add to it.
 * The core refuses a name that it does not know, lest a misspelt `sendAt` be a message sent at once;
 * `v.pipe(v.strictObject(NewMessageSchema.entries), NewMessageSchema)` refuses it as well.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource#create-a-message
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { DateFromTextSchema, NewMessageSchema } from "@senderpool/twilio/valibot";
 *
 * const { issues } = v.safeParse(NewMessageSchema, { to: "whatsapp:+12487960483", body: "Hello!" });
 * console.log(v.flatten(issues!).nested);
 * // { from: ["expected from or messagingServiceSid, got neither"] }
 *
 * // JSON has no dates: one field made of text, and then the whole.
 * const { entries } = NewMessageSchema;
 * const fromJson = v.pipe(
 *   v.object({ ...entries, sendAt: v.optional(DateFromTextSchema) }),
 *   NewMessageSchema,
 * );
 * const message = v.parse(fromJson, {
 *   to: "whatsapp:+12487960483",
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   body: "Hello!",
 *   sendAt: "2030-01-01T12:00:00Z",
 * });
 * console.log(message.sendAt?.getUTCFullYear()); // 2030
 * ```
 */
export const NewMessageSchema: CheckedSchema<NewMessageEntries> = /* @__PURE__ */ checked(
  newMessageEntries,
);

/** What sends a message: the core's `CreateMessageInput`, checked as {@linkcode NewMessageSchema}. */
export const CreateMessageInputSchema: CheckedSchema<CreateMessageInputEntries> =
  /* @__PURE__ */ checked<CreateMessageInputEntries>(() => ({
    ...newMessageEntries(),
    accountSid: AccountSidSchema,
  }));
