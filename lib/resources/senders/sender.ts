import { asDate, asSid, asText, objectWith, type Wire } from "../../wire/answer.ts";
import { isGiven } from "../../wire/input.ts";
import { asCompliance, type SenderCompliance } from "./compliance.ts";
import { asObject, asObjects } from "../../wire/members.ts";
import { asProfile, type SenderProfile } from "./profile.ts";
import {
  asConfiguration,
  asWebhook,
  type SenderConfiguration,
  type SenderWebhook,
} from "./setup.ts";

/**
 * A sender of an account, on WhatsApp or RCS. Twilio leaves out what it has not got, and an answer
 * about a change may leave out what did not change; all of that is `null` here.
 *
 * @see https://www.twilio.com/docs/whatsapp/api/senders
 */
export interface Sender {
  /** SID of the sender: the one that `channelSenders.create` takes. */
  readonly sid: `XE${string}` | null;
  /** How far it is. */
  readonly status: SenderStatus | null;
  /** Address, such as `whatsapp:+12487960483` or `rcs:agent`. */
  readonly senderId: string | null;
  /** What it is called in the Console. */
  readonly friendlyName: string | null;
  /** How it was set up. */
  readonly configuration: SenderConfiguration | null;
  /** Who is told of what comes in and of statuses. */
  readonly webhook: SenderWebhook | null;
  /** What people see of it. A new name is here once it is in force, and pending until then. */
  readonly profile: SenderProfile | null;
  /** What the channel thinks of it. */
  readonly properties: SenderProperties | null;
  /** Why it is offline. */
  readonly offlineReasons: readonly SenderOfflineReason[] | null;
  /** Where an RCS agent may send; `null` on WhatsApp. */
  readonly compliance: SenderCompliance | null;
  /** The name of the latest change of it, on WhatsApp; with the two that follow, or not at all. */
  readonly pendingDisplayName: string | null;
  /**
   * What became of that change. It is reported for 14 days after it was `COMPLETED`. After
   * `PIN_MISMATCH`, `REGISTRATION_FAILED` and `EXPIRED`, the same name given again is another try.
   */
  readonly pendingDisplayNameStatus:
    | "PENDING_REVIEW"
    | "APPROVED"
    | "DECLINED"
    | "PIN_MISMATCH"
    | "REGISTRATION_FAILED"
    | "EXPIRED"
    | "COMPLETED"
    | (string & Record<never, never>)
    | null;
  /** When that became so. */
  readonly pendingDisplayNameStatusDate: Date | null;
  /**
   * What becomes of the name that was given with this very change, on WhatsApp. An `error` has no
   * code, and the rest of the profile was changed all the same.
   */
  readonly displayNameStatus:
    | "updating"
    | "no_change"
    | "pending_review"
    | "error"
    | (string & Record<never, never>)
    | null;
  /** URL of this resource. It is never followed. */
  readonly url: string | null;
}

/**
 * How far a sender is. `CREATING`, `VERIFYING` and `ONLINE:UPDATING` pass by themselves;
 * `PENDING_VERIFICATION` waits for a code; `TWILIO_REVIEW` and `DRAFT` take days. An open set.
 */
export type SenderStatus =
  | "CREATING"
  | "ONLINE"
  | "OFFLINE"
  | "PENDING_VERIFICATION"
  | "VERIFYING"
  | "ONLINE:UPDATING"
  | "TWILIO_REVIEW"
  | "DRAFT"
  | "STUBBED"
  | (string & Record<never, never>);

/** What the channel thinks of a sender. */
export interface SenderProperties {
  /** Such as `HIGH`. */
  readonly qualityRating: string | null;
  /** Such as `10K Customers/24hr`. */
  readonly messagingLimit: string | null;
}

/** Why a sender is offline. */
export interface SenderOfflineReason {
  /** Twilio's error code, as a text. */
  readonly code: string | null;
  /** What it means. */
  readonly message: string | null;
  /** Address of its documentation. It is never followed. */
  readonly moreInfo: string | null;
}

/** Reads a sender. */
export function toSender(body: unknown): Sender {
  const wire = objectWith(body, "sid");
  return {
    sid: asSid(wire.sid, "sid", "XE"),
    status: asText(wire.status, "status"),
    senderId: asText(wire.sender_id, "sender_id"),
    friendlyName: asText(wire.friendly_name, "friendly_name"),
    configuration: asConfiguration(wire.configuration),
    webhook: asWebhook(wire.webhook),
    profile: asProfile(wire.profile),
    properties: asObject(wire.properties, "properties", toProperties),
    offlineReasons: asObjects(wire.offline_reasons, "offline_reasons", toOfflineReason),
    compliance: asCompliance(wire.compliance),
    ...pendingName(wire),
    displayNameStatus: asText(wire.display_name_status, "display_name_status"),
    url: asText(wire.url, "url"),
  };
}

/**
 * The latest change of the name. The official document has it beside the profile, and the page of
 * error 63128 in it.
 *
 * @see https://www.twilio.com/docs/api/errors/63128
 */
function pendingName(wire: Wire) {
  const profile: Wire = Object(wire.profile);
  /** A member in the one place or in the other, and its path. */
  const member = (name: string): readonly [value: unknown, path: string] =>
    isGiven(wire[name]) ? [wire[name], name] : [profile[name], `profile.${name}`];
  return {
    pendingDisplayName: asText(...member("pending_display_name")),
    pendingDisplayNameStatus: asText(...member("pending_display_name_status")),
    pendingDisplayNameStatusDate: asDate(...member("pending_display_name_status_date")),
  };
}

function toProperties(wire: Wire): SenderProperties {
  return {
    qualityRating: asText(wire.quality_rating, "quality_rating"),
    messagingLimit: asText(wire.messaging_limit, "messaging_limit"),
  };
}

function toOfflineReason(wire: Wire): SenderOfflineReason {
  return {
    code: asText(wire.code, "code"),
    message: asText(wire.message, "message"),
    moreInfo: asText(wire.more_info, "more_info"),
  };
}
