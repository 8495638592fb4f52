import { describe } from "../../wire/describe.ts";
import { checkInput, checkObject, sidOf, spreadable, textOf } from "../../wire/input.ts";
import { oneOf, webUrl } from "../fields.ts";
import { anyText, newProfile, type NewSenderProfile } from "./new_profile.ts";
import { type Field, type Fields, objectOf, toWire } from "./wire_object.ts";

/**
 * What can be said of a sender.
 *
 * @see https://www.twilio.com/docs/whatsapp/api/senders
 */
export interface SenderSettings {
  /** What it is called in the Console. */
  readonly friendlyName?: string | undefined;
  /** How it is set up. */
  readonly configuration?: NewSenderConfiguration | undefined;
  /** Who is told of what comes in and of statuses. */
  readonly webhook?: NewSenderWebhook | undefined;
  /** What people see of it. */
  readonly profile?: NewSenderProfile | undefined;
}

/** A sender to create. */
export interface CreateSenderInput extends SenderSettings {
  /** Its address: `whatsapp:` and a phone number in E.164, or `rcs:` and an agent. */
  readonly senderId: string;
}

/** A sender, and what is to be another of it. What is not given stays as it is. */
export interface UpdateSenderInput extends SenderSettings {
  /** SID of the sender: `XE` and 32 hex digits. */
  readonly sid: string;
}

/** How a sender is to be set up. */
export interface NewSenderConfiguration {
  /** Id of the WhatsApp Business Account. */
  readonly wabaId?: string | undefined;
  /** How the code comes by which a number is verified. Default `"sms"`. */
  readonly verificationMethod?: "sms" | "voice" | undefined;
  /** The code that came, in digits: with it a sender that is `PENDING_VERIFICATION` goes on. */
  readonly verificationCode?: string | undefined;
  /** SID of the application for voice: `AP` and 32 hex digits. */
  readonly voiceApplicationSid?: string | undefined;
  /** What it is to an independent software vendor; an empty text takes that away. */
  readonly accountType?: "ISV" | "ISVSubAccount" | "" | undefined;
}

/** Who is to be told of what comes in and of statuses. */
export interface NewSenderWebhook {
  /** URL that is told of messages that come in. An empty text takes it away (inferred). */
  readonly callbackUrl?: string | undefined;
  /** HTTP method of that: there is no `GET`. */
  readonly callbackMethod?: "POST" | "PUT" | undefined;
  /** URL that is called where the first one fails. An empty text takes it away (inferred). */
  readonly fallbackUrl?: string | undefined;
  /** HTTP method of that: there is no `GET`. */
  readonly fallbackMethod?: "POST" | "PUT" | undefined;
  /** URL that is told of the statuses of messages. An empty text takes it away (inferred). */
  readonly statusCallbackUrl?: string | undefined;
  /** HTTP method of that, in capitals. */
  readonly statusCallbackMethod?: string | undefined;
}

const senderIds = /^(whatsapp:\+[1-9]\d{6,14}|rcs:(?!\+)[\w.-]+)$/;

const senderId: Field = (value, field) => {
  const expected = "whatsapp: and a phone number in E.164, or rcs: and an agent";
  if (typeof value === "string" && senderIds.test(value)) return value;
  checkInput(false, field, expected, mistakeIn(value));
};

/** What was given in the place of an address. */
function mistakeIn(value: unknown): string {
  const text = typeof value === "string" || typeof value === "number" ? `${value}` : "";
  if (/^\+?\d+$/.test(text)) return "a number without its channel";
  if (/^messenger:/.test(text)) return "a page of Messenger, which the Console connects";
  return describe(value);
}

const url: Field = (value, field) => value === "" ? "" : webUrl(value, field);

const method: Field = (value, field) => {
  checkInput(value !== "GET", field, "POST or PUT", "GET, by which no sender calls");
  return oneOf(value, field, ["POST", "PUT"]);
};

const configuration: Fields<NewSenderConfiguration> = {
  wabaId: (value, field) =>
    textOf({ [field]: value }, field, /^\S+$/, "the id of a WhatsApp Business Account, as a text"),
  verificationMethod: (value, field) => oneOf(value, field, ["sms", "voice"]),
  verificationCode: (value, field) =>
    textOf({ [field]: value }, field, /^\d+$/, "the digits of the code, as a text"),
  voiceApplicationSid: (value, field) => sidOf({ [field]: value }, field, "AP"),
  accountType: (value, field) => value === "" ? "" : oneOf(value, field, ["ISV", "ISVSubAccount"]),
};

const webhook: Fields<NewSenderWebhook> = {
  callbackUrl: url,
  callbackMethod: method,
  fallbackUrl: url,
  fallbackMethod: method,
  statusCallbackUrl: url,
  statusCallbackMethod: (value, field) =>
    textOf({ [field]: value }, field, /^[A-Z]+$/, "an HTTP method in capitals"),
};

const settings: Fields<SenderSettings> = {
  friendlyName: anyText,
  configuration: /* @__PURE__ */ objectOf(configuration, { code: "verificationCode" }),
  webhook: /* @__PURE__ */ objectOf(webhook, { url: "callbackUrl", method: "callbackMethod" }),
  profile: newProfile,
};

/** What people call some fields, in other libraries or from memory. */
const otherNames: Readonly<Record<string, string>> = {
  sender: "senderId",
  address: "senderId",
  name: "friendlyName, or profile.name",
  callbackUrl: "webhook.callbackUrl",
  wabaId: "configuration.wabaId",
  verificationCode: "configuration.verificationCode",
  verificationMethod: "configuration.verificationMethod",
};

/** A sender to create, as JSON. */
export function toNewSender(input: CreateSenderInput): object {
  checkObject(input, "input", "an object with senderId");
  // Only here it is required: what is missing is told of like what is wrong.
  senderId(input.senderId, "senderId");
  const wire = toWire(input, { senderId, ...settings }, otherNames);
  const needsName = input.senderId.startsWith("whatsapp:") && !input.profile?.name;
  checkInput(!needsName, "profile.name", "a name, which WhatsApp's senders need", "nothing");
  return wire;
}

/** A change, as JSON: what is given and nothing else. */
export function toChanges(input: UpdateSenderInput): object {
  const { sid: _, ...changes } = spreadable(input);
  const wire = toWire(changes, settings, otherNames);
  const isSome = Object.keys(wire).length > 0;
  checkInput(isSome, "profile", "friendlyName, configuration, webhook or profile", "none of them");
  return wire;
}
