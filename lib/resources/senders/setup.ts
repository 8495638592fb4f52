import { asText, type Wire } from "../../wire/answer.ts";
import { asObject } from "../../wire/members.ts";

/** How a sender was set up. */
export interface SenderConfiguration {
  /** Id of the WhatsApp Business Account. */
  readonly wabaId: string | null;
  /** How the code comes by which a number is verified. */
  readonly verificationMethod: "sms" | "voice" | (string & Record<never, never>) | null;
  /** The code. */
  readonly verificationCode: string | null;
  /** SID of the application for voice. */
  readonly voiceApplicationSid: string | null;
  /** What it is to an independent software vendor. */
  readonly accountType: "ISV" | "ISVSubAccount" | (string & Record<never, never>) | null;
}

/** Who is told of what comes in and of statuses. */
export interface SenderWebhook {
  /** URL that is told of messages that come in. */
  readonly callbackUrl: string | null;
  /** HTTP method of that. */
  readonly callbackMethod: "POST" | "PUT" | (string & Record<never, never>) | null;
  /** URL that is called where the first one fails. */
  readonly fallbackUrl: string | null;
  /** HTTP method of that. */
  readonly fallbackMethod: "POST" | "PUT" | (string & Record<never, never>) | null;
  /** URL that is told of the statuses of messages. */
  readonly statusCallbackUrl: string | null;
  /** HTTP method of that. */
  readonly statusCallbackMethod: string | null;
}

/** Reads how a sender was set up, or `null`. */
export function asConfiguration(value: unknown): SenderConfiguration | null {
  return asObject(value, "configuration", (wire: Wire) => ({
    wabaId: asText(wire.waba_id, "waba_id"),
    verificationMethod: asText(wire.verification_method, "verification_method"),
    verificationCode: asText(wire.verification_code, "verification_code"),
    voiceApplicationSid: asText(wire.voice_application_sid, "voice_application_sid"),
    accountType: asText(wire.account_type, "account_type"),
  }));
}

/** Reads who is told of what, or `null`. */
export function asWebhook(value: unknown): SenderWebhook | null {
  return asObject(value, "webhook", (wire: Wire) => ({
    callbackUrl: asText(wire.callback_url, "callback_url"),
    callbackMethod: asText(wire.callback_method, "callback_method"),
    fallbackUrl: asText(wire.fallback_url, "fallback_url"),
    fallbackMethod: asText(wire.fallback_method, "fallback_method"),
    statusCallbackUrl: asText(wire.status_callback_url, "status_callback_url"),
    statusCallbackMethod: asText(wire.status_callback_method, "status_callback_method"),
  }));
}
