import * as v from "valibot";
import { RecipientAddressSchema } from "../addresses.ts";
import { expected, type Optional, wholeNumber } from "../parts.ts";
import { AccountSidSchema, ApplicationSidSchema, ContentSidSchema } from "../sids.ts";
import {
  contentVariables,
  fallbackSender,
  price,
  sender,
  sendingDate,
  serviceSid,
  textsThat,
} from "./fields.ts";
import { isWebUrl, shortText, textThat, webUrl, webUrlText } from "../texts.ts";

/** The entries of `NewMessageSchema`. */
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

/** What each field of a message to send has to be by itself. */
export function newMessageEntries(): NewMessageEntries {
  const flag = v.optional(v.boolean(expected("true or false")));
  const isSome = (text: string) => text !== "";
  return {
    accountSid: v.optional(AccountSidSchema),
    to: RecipientAddressSchema,
    from: v.optional(sender()),
    messagingServiceSid: v.optional(serviceSid()),
    fallbackFrom: v.optional(fallbackSender()),
    body: v.optional(shortText(1600)),
    mediaUrl: v.optional(textsThat(isWebUrl, webUrlText, 10)),
    contentSid: v.optional(ContentSidSchema),
    contentVariables: v.optional(contentVariables()),
    statusCallback: v.optional(webUrl()),
    applicationSid: v.optional(ApplicationSidSchema),
    validityPeriod: v.optional(wholeNumber(1, 36_000)),
    sendAt: v.optional(sendingDate()),
    scheduleType: v.optional(v.literal("fixed", expected("fixed"))),
    sendAsMms: flag,
    shortenUrls: flag,
    smartEncoded: flag,
    persistentAction: v.optional(textsThat(isSome, "a text")),
    messageIntent: v.optional(textThat(isSome, "a text")),
    riskCheck: v.optional(v.picklist(["enable", "disable"], expected("enable or disable"))),
    contentRetention: v.optional(v.picklist(["retain", "discard"], expected("retain or discard"))),
    addressRetention: v.optional(
      v.picklist(["retain", "obfuscate"], expected("retain or obfuscate")),
    ),
    provideFeedback: flag,
    trafficType: v.optional(v.literal("free", expected("free"))),
    attempt: v.optional(wholeNumber(1)),
    forceDelivery: flag,
    maxPrice: v.optional(price()),
  };
}
