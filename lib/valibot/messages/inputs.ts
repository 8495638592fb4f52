import * as v from "valibot";
import { type CreateMessageInput, toForm } from "../../resources/messages/new_message.ts";
import { RecipientSchema } from "../addresses.ts";
import { texts as textsByName } from "./messages.ts";
import { asCore, expected, object, type ObjectSchema, type Optional } from "../parts.ts";
import {
  AccountSidSchema,
  ApplicationSidSchema,
  ContentSidSchema,
  MessageSidSchema,
  MessagingServiceSidSchema,
} from "../sids.ts";

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

/** The entries of {@linkcode NewMessageSchema}. */
export type NewMessageEntries = {
  /** SID of the account that sends. */
  readonly accountSid: Optional<string>;
  /** Recipient. */
  readonly to: v.GenericSchema<string>;
  /** Sender. */
  readonly from: Optional<string>;
  /** SID of the Messaging Service that chooses the sender. */
  readonly messagingServiceSid: Optional<string>;
  /** Sender to use where the recipient can't be reached over RCS. */
  readonly fallbackFrom: Optional<string>;
  /** Text. */
  readonly body: Optional<string>;
  /** URLs of media. */
  readonly mediaUrl: Optional<string | string[]>;
  /** SID of a content template. */
  readonly contentSid: Optional<string>;
  /** Values of the template's variables. */
  readonly contentVariables: Optional<Record<string, string> | string>;
  /** URL that is told of every change of the status. */
  readonly statusCallback: Optional<string>;
  /** SID of the TwiML application that is told. */
  readonly applicationSid: Optional<string>;
  /** How long the message may wait, in seconds. */
  readonly validityPeriod: Optional<number>;
  /** When to send. */
  readonly sendAt: Optional<Date>;
  /** The only way to schedule. */
  readonly scheduleType: Optional<"fixed">;
  /** Whether to send as one MMS. */
  readonly sendAsMms: Optional<boolean>;
  /** Whether to shorten links. */
  readonly shortenUrls: Optional<boolean>;
  /** Whether to replace characters by similar ones of GSM-7. */
  readonly smartEncoded: Optional<boolean>;
  /** Rich actions. */
  readonly persistentAction: Optional<string | string[]>;
  /** What it is about. */
  readonly messageIntent: Optional<string>;
  /** Whether to check for SMS pumping. */
  readonly riskCheck: Optional<"enable" | "disable">;
  /** Whether Twilio keeps the text. */
  readonly contentRetention: Optional<"retain" | "discard">;
  /** Whether Twilio keeps the recipient's number. */
  readonly addressRetention: Optional<"retain" | "obfuscate">;
  /** Whether the program will report that the message arrived. */
  readonly provideFeedback: Optional<boolean>;
  /** `free` where it is to be free of charge. */
  readonly trafficType: Optional<"free">;
  /** How many attempts were made, this one included. */
  readonly attempt: Optional<number>;
  /** Reserved by Twilio. */
  readonly forceDelivery: Optional<boolean>;
  /** Without effect. */
  readonly maxPrice: Optional<number>;
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

/** A message that has all that a field may call for, to see what the core says of one. */
const base = {
  to: "+15005550006",
  messagingServiceSid: `MG${"0".repeat(32)}`,
  contentSid: `HX${"0".repeat(32)}`,
};

function newMessageEntries(): NewMessageEntries {
  /** A field that may be left out, and what the core says of it. */
  const field = <Value>(name: keyof NewMessageEntries, schema: v.GenericSchema<Value>) => {
    const check = (value: Value) => toForm({ ...base, [name]: value } as never);
    return v.optional(v.pipe(schema, asCore(check)));
  };
  const text = v.string(expected("text"));
  const texts = v.union([text, v.array(text)], expected("a text or several"));
  const flag = v.optional(v.boolean(expected("true or false")));
  const number = v.number(expected("a number"));
  return {
    accountSid: v.optional(AccountSidSchema),
    to: RecipientSchema,
    from: v.optional(text),
    messagingServiceSid: v.optional(MessagingServiceSidSchema),
    fallbackFrom: field("fallbackFrom", text),
    body: field("body", text),
    mediaUrl: field("mediaUrl", texts),
    contentSid: v.optional(ContentSidSchema),
    contentVariables: field(
      "contentVariables",
      v.union([text, textsByName()], expected("texts by name, or their JSON")),
    ),
    statusCallback: field("statusCallback", text),
    applicationSid: v.optional(ApplicationSidSchema),
    validityPeriod: field("validityPeriod", number),
    sendAt: v.optional(v.date(expected("a Date"))),
    scheduleType: v.optional(v.literal("fixed", expected("fixed"))),
    sendAsMms: flag,
    shortenUrls: flag,
    smartEncoded: flag,
    persistentAction: field("persistentAction", texts),
    messageIntent: field("messageIntent", text),
    riskCheck: v.optional(v.picklist(["enable", "disable"], expected("enable or disable"))),
    contentRetention: v.optional(
      v.picklist(["retain", "discard"], expected("retain or discard")),
    ),
    addressRetention: v.optional(
      v.picklist(["retain", "obfuscate"], expected("retain or obfuscate")),
    ),
    provideFeedback: flag,
    trafficType: v.optional(v.literal("free", expected("free"))),
    attempt: field("attempt", number),
    forceDelivery: flag,
    maxPrice: field("maxPrice", number),
  };
}

function checked<Entries extends v.ObjectEntries>(make: () => Entries): CheckedSchema<Entries> {
  const fields = object(make) as v.GenericSchema as v.GenericSchema<CreateMessageInput>;
  return v.pipe(fields, asCore(toForm, true)) as v.GenericSchema as CheckedSchema<Entries>;
}

/**
 * A message to send: the core's `NewMessage`. It checks each field and how they go together; the
 * fields without the latter are `v.object(NewMessageSchema.entries)`, on which `v.pick` and its kind
 * work.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource#create-a-message
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { DateFromTextSchema, NewMessageSchema } from "@senderpool/twilio/valibot";
 *
 * const { issues } = v.safeParse(NewMessageSchema, { to: "whatsapp:+12487960483", body: "Hello!" });
 * console.log(v.flatten(issues!).nested); // { from: ["expected from or messagingServiceSid"] }
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
