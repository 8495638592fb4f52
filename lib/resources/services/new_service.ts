import { describe } from "../../wire/describe.ts";
import { checkInput, checkNames, checkObject, isGiven, spreadable } from "../../wire/input.ts";
import { formName, oneOf, shortText, text, trueOrFalse, webUrl, wholeNumber } from "../fields.ts";
import type { Usecase } from "./service.ts";

/**
 * What can be said of a Messaging Service.
 *
 * @see https://www.twilio.com/docs/messaging/api/service-resource
 */
export interface ServiceSettings {
  /** What it is called, in 1 to 64 characters. Several may be called the same. */
  readonly friendlyName?: string | undefined;
  /**
   * URL that is told of messages that come in. An empty text takes it away, so that they are dropped
   * without a trace; that this is how to do so is inferred.
   */
  readonly inboundRequestUrl?: string | undefined;
  /** HTTP method of that. Default `"POST"`. */
  readonly inboundMethod?: "GET" | "POST" | undefined;
  /** URL that is called where the first one fails. An empty text takes it away (inferred). */
  readonly fallbackUrl?: string | undefined;
  /** HTTP method of that. Default `"POST"`. */
  readonly fallbackMethod?: "GET" | "POST" | undefined;
  /** URL that is told of the statuses of messages. An empty text takes it away (inferred). */
  readonly statusCallback?: string | undefined;
  /** Whether a recipient is always served by the same sender. */
  readonly stickySender?: boolean | undefined;
  /** Whether an MMS becomes a text with links where the recipient can't receive any. */
  readonly mmsConverter?: boolean | undefined;
  /** Whether characters are replaced by similar ones of GSM-7. */
  readonly smartEncoding?: boolean | undefined;
  /** Reserved by Twilio. */
  readonly scanMessageContent?: "inherit" | "enable" | "disable" | undefined;
  /** Obsolete, says Twilio. */
  readonly fallbackToLongCode?: boolean | undefined;
  /** Whether numbers of the recipient's area code are preferred. */
  readonly areaCodeGeomatch?: boolean | undefined;
  /** For how long a message may wait to be sent, in seconds, 1 to 36000. Default 36000. */
  readonly validityPeriod?: number | undefined;
  /** Reserved by Twilio. */
  readonly synchronousValidation?: boolean | undefined;
  /** What it is for. */
  readonly usecase?: Usecase | undefined;
  /** Whether the webhook of a number goes before that of the service. Default true. */
  readonly useInboundWebhookOnNumber?: boolean | undefined;
}

/** A Messaging Service to create. */
export interface CreateServiceInput extends ServiceSettings {
  /** What it is called, in 1 to 64 characters. Several may be called the same. */
  readonly friendlyName: string;
}

/** A Messaging Service, and what is to be another of it. What is not given stays as it is. */
export interface UpdateServiceInput extends ServiceSettings {
  /** SID of the service: `MG` and 32 hex digits. */
  readonly sid: string;
}

/** Insists on what a field may be, and makes its text on the wire. */
type Field = (value: unknown, field: string) => string;

const method: Field = (value, field) => oneOf(value, field, ["GET", "POST"]);
const url: Field = (value, field) => value === "" ? "" : webUrl(value, field);

/**
 * The fields of the form, in its order, and what each may be. On the wire each has the same name, with
 * a capital letter first.
 */
const fields: Readonly<Record<keyof ServiceSettings, Field>> = {
  friendlyName(value, field) {
    const isSome = typeof value === "string" && value !== "";
    checkInput(isSome, field, "a text of 1 to 64 characters", describe(value));
    return shortText(value, field, 64);
  },
  inboundRequestUrl: url,
  inboundMethod: method,
  fallbackUrl: url,
  fallbackMethod: method,
  statusCallback: url,
  stickySender: trueOrFalse,
  mmsConverter: trueOrFalse,
  smartEncoding: trueOrFalse,
  scanMessageContent: (value, field) => oneOf(value, field, ["inherit", "enable", "disable"]),
  fallbackToLongCode: trueOrFalse,
  areaCodeGeomatch: trueOrFalse,
  validityPeriod: (value, field) => wholeNumber(value, field, 1, 36_000),
  synchronousValidation: trueOrFalse,
  usecase: text,
  useInboundWebhookOnNumber: trueOrFalse,
};

/** What people call some fields, in other libraries or from memory. */
const otherNames: Readonly<Record<string, string>> = {
  name: "friendlyName",
  messagingServiceSid: "sid",
  webhookUrl: "inboundRequestUrl",
  useCase: "usecase",
};

/** The form of a service to create. */
export function toNewForm(input: CreateServiceInput): Record<string, string> {
  checkObject(input, "input", "an object with friendlyName");
  // Only here it is required: what is missing is told of like what is wrong.
  return {
    FriendlyName: fields.friendlyName(input.friendlyName, "friendlyName"),
    ...toForm(input),
  };
}

/** The form of a change: what is given and nothing else. */
export function toChangesForm(input: UpdateServiceInput): Record<string, string> {
  const { sid: _, ...changes } = spreadable(input);
  return toForm(changes);
}

function toForm(settings: ServiceSettings): Record<string, string> {
  // Without a word, a misspelt one would be a service that lacks something.
  checkNames(settings, Object.keys(fields), otherNames);
  const form: Record<string, string> = {};
  for (const [field, read] of Object.entries(fields)) {
    const value = settings[field as keyof ServiceSettings];
    if (!isGiven(value)) continue;
    form[formName(field)] = read(value, field);
  }
  return form;
}
