import type * as v from "valibot";
import type { Member } from "../members.ts";
import { complianceIn, type SenderComplianceMembers } from "./compliance.ts";
import { type OpenSchema, text, type TextSchema } from "../parts.ts";
import {
  nested,
  type NestedForm,
  nestedList,
  type NestedListSchema,
  type NestedSchema,
} from "./nested.ts";
import { type ProfileMembers, profileMembers } from "./profile.ts";

/** How far a sender is: an open set. */
export type SenderStatusSchema = OpenSchema<
  | "CREATING"
  | "ONLINE"
  | "OFFLINE"
  | "PENDING_VERIFICATION"
  | "VERIFYING"
  | "ONLINE:UPDATING"
  | "TWILIO_REVIEW"
  | "DRAFT"
  | "STUBBED"
>;

/** What became of another name: an open set. */
export type PendingNameStatusSchema = OpenSchema<
  | "PENDING_REVIEW"
  | "APPROVED"
  | "DECLINED"
  | "PIN_MISMATCH"
  | "REGISTRATION_FAILED"
  | "EXPIRED"
  | "COMPLETED"
>;

/** How a sender was set up. */
export type SenderConfigurationMembers = {
  /** Id of the WhatsApp Business Account. */
  readonly wabaId: Member<"waba_id", TextSchema>;
  /** How the code comes. */
  readonly verificationMethod: Member<"verification_method", OpenSchema<"sms" | "voice">>;
  /** The code. */
  readonly verificationCode: Member<"verification_code", TextSchema>;
  /** SID of the application for voice. */
  readonly voiceApplicationSid: Member<"voice_application_sid", TextSchema>;
  /** What it is to an independent software vendor. */
  readonly accountType: Member<"account_type", OpenSchema<"ISV" | "ISVSubAccount">>;
};

/** Who is told of what comes in and of statuses. */
export type SenderWebhookMembers = {
  /** URL that is told of messages that come in. */
  readonly callbackUrl: Member<"callback_url", TextSchema>;
  /** HTTP method of that. */
  readonly callbackMethod: Member<"callback_method", OpenSchema<"POST" | "PUT">>;
  /** URL that is called where the first one fails. */
  readonly fallbackUrl: Member<"fallback_url", TextSchema>;
  /** HTTP method of that. */
  readonly fallbackMethod: Member<"fallback_method", OpenSchema<"POST" | "PUT">>;
  /** URL that is told of the statuses of messages. */
  readonly statusCallbackUrl: Member<"status_callback_url", TextSchema>;
  /** HTTP method of that. */
  readonly statusCallbackMethod: Member<"status_callback_method", TextSchema>;
};

/** What the channel thinks of a sender. */
export type SenderPropertiesMembers = {
  /** Such as `HIGH`. */
  readonly qualityRating: Member<"quality_rating", TextSchema>;
  /** Such as `10K Customers/24hr`. */
  readonly messagingLimit: Member<"messaging_limit", TextSchema>;
};

/** Why a sender is offline. */
export type SenderOfflineReasonMembers = {
  /** Twilio's error code, as a text. */
  readonly code: Member<"code", TextSchema>;
  /** What it means. */
  readonly message: Member<"message", TextSchema>;
  /** Address of its documentation. */
  readonly moreInfo: Member<"more_info", TextSchema>;
};

/** The members of a sender, in a form. */
export type SenderMembers<In extends NestedForm, DateSchema extends v.GenericSchema> = {
  /** SID of the sender. */
  readonly sid: Member<"sid", TextSchema<"XE">>;
  /** How far it is. */
  readonly status: Member<"status", SenderStatusSchema>;
  /** Address, such as `whatsapp:+12487960483`. */
  readonly senderId: Member<"sender_id", TextSchema>;
  /** What it is called in the Console. */
  readonly friendlyName: Member<"friendly_name", TextSchema>;
  /** How it was set up. */
  readonly configuration: Member<"configuration", NestedSchema<In, SenderConfigurationMembers>>;
  /** Who is told of what comes in and of statuses. */
  readonly webhook: Member<"webhook", NestedSchema<In, SenderWebhookMembers>>;
  /** What people see of it. */
  readonly profile: Member<"profile", NestedSchema<In, ProfileMembers<In>>>;
  /** What the channel thinks of it. */
  readonly properties: Member<"properties", NestedSchema<In, SenderPropertiesMembers>>;
  /** Why it is offline. */
  readonly offlineReasons: Member<
    "offline_reasons",
    NestedListSchema<In, SenderOfflineReasonMembers>
  >;
  /** Where an RCS agent may send. */
  readonly compliance: Member<"compliance", NestedSchema<In, SenderComplianceMembers<In>>>;
  /** The name of the latest change of it. */
  readonly pendingDisplayName: Member<"pending_display_name", TextSchema>;
  /** What became of that change. */
  readonly pendingDisplayNameStatus: Member<"pending_display_name_status", PendingNameStatusSchema>;
  /** When that became so. */
  readonly pendingDisplayNameStatusDate: Member<"pending_display_name_status_date", DateSchema>;
  /** What becomes of the name that was given with this very change. */
  readonly displayNameStatus: Member<
    "display_name_status",
    OpenSchema<"updating" | "no_change" | "pending_review" | "error">
  >;
  /** URL of this resource. */
  readonly url: Member<"url", TextSchema>;
};

/** The members of a sender, in a form. */
export function senderMembers<In extends NestedForm, DateSchema extends v.GenericSchema>(
  form: In,
  date: DateSchema,
): SenderMembers<In, DateSchema> {
  const some = text();
  return {
    sid: ["sid", text("XE")],
    status: ["status", some],
    senderId: ["sender_id", some],
    friendlyName: ["friendly_name", some],
    configuration: [
      "configuration",
      nested<In, SenderConfigurationMembers>(form, {
        wabaId: ["waba_id", some],
        verificationMethod: ["verification_method", some],
        verificationCode: ["verification_code", some],
        voiceApplicationSid: ["voice_application_sid", some],
        accountType: ["account_type", some],
      }),
    ],
    webhook: [
      "webhook",
      nested<In, SenderWebhookMembers>(form, {
        callbackUrl: ["callback_url", some],
        callbackMethod: ["callback_method", some],
        fallbackUrl: ["fallback_url", some],
        fallbackMethod: ["fallback_method", some],
        statusCallbackUrl: ["status_callback_url", some],
        statusCallbackMethod: ["status_callback_method", some],
      }),
    ],
    profile: ["profile", nested<In, ProfileMembers<In>>(form, profileMembers(form))],
    properties: [
      "properties",
      nested<In, SenderPropertiesMembers>(form, {
        qualityRating: ["quality_rating", some],
        messagingLimit: ["messaging_limit", some],
      }),
    ],
    offlineReasons: [
      "offline_reasons",
      nestedList<In, SenderOfflineReasonMembers>(form, {
        code: ["code", some],
        message: ["message", some],
        moreInfo: ["more_info", some],
      }),
    ],
    compliance: ["compliance", complianceIn(form)],
    pendingDisplayName: ["pending_display_name", some],
    pendingDisplayNameStatus: ["pending_display_name_status", some],
    pendingDisplayNameStatusDate: ["pending_display_name_status_date", date],
    displayNameStatus: ["display_name_status", some],
    url: ["url", some],
  };
}
