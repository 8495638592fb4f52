import * as v from "valibot";
import { describe } from "../describe.ts";
import { expected, faultless, type Optional } from "../parts.ts";
import { ApplicationSidSchema } from "../sids.ts";
import { isWebUrl, textThat, webUrlText } from "../texts.ts";

/** How a sender is to be set up. */
export type NewSenderConfigurationEntries = {
  /** Id of the WhatsApp Business Account. */
  readonly wabaId: Optional<string>;
  /** How the code comes. */
  readonly verificationMethod: Optional<"sms" | "voice">;
  /** The code, in digits. */
  readonly verificationCode: Optional<string>;
  /** SID of the application for voice. */
  readonly voiceApplicationSid: Optional<string>;
  /** What it is to an independent software vendor. */
  readonly accountType: Optional<"ISV" | "ISVSubAccount" | "">;
};

/** Who is to be told of what comes in and of statuses. */
export type NewSenderWebhookEntries = {
  /** URL that is told of messages that come in. */
  readonly callbackUrl: Optional<string>;
  /** HTTP method of that. */
  readonly callbackMethod: Optional<"POST" | "PUT">;
  /** URL that is called where the first one fails. */
  readonly fallbackUrl: Optional<string>;
  /** HTTP method of that. */
  readonly fallbackMethod: Optional<"POST" | "PUT">;
  /** URL that is told of the statuses of messages. */
  readonly statusCallbackUrl: Optional<string>;
  /** HTTP method of that. */
  readonly statusCallbackMethod: Optional<string>;
};

/** The address of a sender. */
export function senderId(): v.GenericSchema<string> {
  const what = "expected whatsapp: and a phone number in E.164, or rcs: and an agent";
  return faultless((given) => {
    const text = typeof given === "string" || typeof given === "number" ? `${given}` : "";
    const isText = typeof given === "string";
    if (isText && /^(whatsapp:\+[1-9]\d{6,14}|rcs:(?!\+)[\w.-]+)$/.test(given)) return null;
    if (/^\+?\d+$/.test(text)) return `${what}, got a number without its channel`;
    if (/^messenger:/.test(text)) {
      return `${what}, got a page of Messenger, which the Console connects`;
    }
    return `${what}, got ${describe(given)}`;
  });
}

/** What each field of a configuration has to be. */
export function configuration(): NewSenderConfigurationEntries {
  const waba = "the id of a WhatsApp Business Account, as a text";
  const isDigits = (text: string) => /^\d+$/.test(text);
  return {
    wabaId: v.optional(textThat((text) => /^\S+$/.test(text), waba)),
    verificationMethod: v.optional(v.picklist(["sms", "voice"], expected("sms or voice"))),
    verificationCode: v.optional(textThat(isDigits, "the digits of the code, as a text")),
    voiceApplicationSid: v.optional(ApplicationSidSchema as v.GenericSchema<string>),
    accountType: v.optional(
      v.picklist(["ISV", "ISVSubAccount", ""], expected("ISV or ISVSubAccount")),
    ),
  };
}

/** What each field of a webhook has to be. */
export function webhook(): NewSenderWebhookEntries {
  const url = v.optional(textThat((text) => text === "" || isWebUrl(text), webUrlText));
  const method = v.optional(
    v.picklist(
      ["POST", "PUT"],
      (issue) =>
        issue.input === "GET"
          ? "expected POST or PUT, got GET, by which no sender calls"
          : expected("POST or PUT")(issue),
    ),
  );
  return {
    callbackUrl: url,
    callbackMethod: method,
    fallbackUrl: url,
    fallbackMethod: method,
    statusCallbackUrl: url,
    statusCallbackMethod: v.optional(
      textThat((text) => /^[A-Z]+$/.test(text), "an HTTP method in capitals"),
    ),
  };
}
