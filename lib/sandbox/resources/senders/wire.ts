import type { Sender } from "./state.ts";
import { toSeconds } from "../../state/state.ts";

/** For how long a name that is in force is told of: 14 days, as is documented. */
const reportedFor = 14 * 86_400_000;

/** The members of the configuration, all of which an answer has. The code is for Twilio alone. */
const noConfiguration = {
  waba_id: null,
  verification_method: null,
  verification_code: null,
  voice_application_sid: null,
  account_type: null,
};

/** The members of a profile, all of which an answer but that of a create has. */
const profileMembers = [
  "name",
  "about",
  "address",
  "description",
  "emails",
  "logo_url",
  "vertical",
  "websites",
  "banner_url",
  "privacy_url",
  "terms_of_service_url",
  "accent_color",
  "use_case",
  "phone_numbers",
];

function profileOf({ profile }: Sender): object | null {
  if (profile === null) return null;
  return Object.fromEntries(profileMembers.map((name) => [name, profile[name] ?? null]));
}

/** The latest change of a name: its three members, or none of them. */
function pendingName({ pendingName }: Sender, time: number): object {
  if (pendingName === null) return {};
  const { name, status, since } = pendingName;
  if (status === "COMPLETED" && time - since > reportedFor) return {};
  return {
    pending_display_name: name,
    pending_display_name_status: status,
    pending_display_name_status_date: toSeconds(new Date(since)),
  };
}

/**
 * A sender as a create answers it: the members of the examples of the official document, which are
 * fewer than those of a fetch, and `friendly_name`, which is newer than they are.
 */
export function createdToWire(sender: Sender): object {
  const { sid, senderId, friendlyName, webhook, profile, compliance } = sender;
  const isRcs = senderId.startsWith("rcs:");
  return {
    sid,
    status: sender.course.status,
    sender_id: senderId,
    friendly_name: friendlyName,
    ...!isRcs && { configuration: configurationOf(sender) },
    webhook,
    profile,
    ...isRcs && { compliance },
  };
}

/**
 * A sender as it is fetched, listed and updated; that of RCS has no `url`, `configuration`,
 * `properties` and `offline_reasons`.
 *
 * @param url its own URL
 * @param time the time by the clock, in milliseconds since 1970
 */
export function senderToWire(sender: Sender, url: string, time: number): object {
  const { sid, senderId, friendlyName, webhook, compliance } = sender;
  const profile = profileOf(sender);
  const known = {
    sid,
    status: sender.course.status,
    sender_id: senderId,
    friendly_name: friendlyName,
  };
  if (senderId.startsWith("rcs:")) return { ...known, webhook, profile, compliance };
  return {
    ...known,
    configuration: configurationOf(sender),
    webhook,
    profile,
    ...pendingName(sender, time),
    properties: sender.properties,
    offline_reasons: sender.offlineReasons,
    compliance: null,
    url,
  };
}

function configurationOf({ configuration }: Sender): object {
  return { ...noConfiguration, ...configuration, verification_code: null };
}
