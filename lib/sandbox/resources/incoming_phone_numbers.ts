import { accountNumbers } from "./account_numbers.ts";
import { phoneNumbersOf } from "./phone_numbers.ts";
import type { Resource } from "./resource.ts";

/** As in Twilio's example: `(808) 925-5327` in North America, and elsewhere the number itself. */
function nameOf(number: string): string {
  return number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "($1) $2-$3");
}

/**
 * The phone numbers of an account: those that the pools of its services are filled from. What a seed
 * does not say of them is as in Twilio's example, but for its empty texts, which its document does not
 * allow: they are `null`. The names of their permissions are inferred.
 *
 * @see https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export const incomingPhoneNumbers: Resource<object> = /* @__PURE__ */ accountNumbers({
  path: "IncomingPhoneNumbers",
  listKey: "incoming_phone_numbers",
  operations: { list: "listIncomingPhoneNumbers", fetch: "fetchIncomingPhoneNumber" },
  permission: "/twilio/phone-numbers/incoming-phone-numbers",
  filter: "PhoneNumber",
  membersOf: phoneNumbersOf,
  nameOf,
  toWire: ({ sid, sender, capabilities }, account, uri) => ({
    account_sid: account.sid,
    address_requirements: "none",
    address_sid: null,
    api_version: "2010-04-01",
    beta: false,
    capabilities: {
      voice: capabilities.includes("Voice"),
      sms: capabilities.includes("SMS"),
      mms: capabilities.includes("MMS"),
      fax: false,
    },
    date_created: "Thu, 30 Jul 2015 23:19:04 +0000",
    date_updated: "Thu, 30 Jul 2015 23:19:04 +0000",
    emergency_status: "Inactive",
    emergency_address_sid: null,
    emergency_address_status: "unregistered",
    friendly_name: nameOf(sender),
    identity_sid: null,
    origin: "twilio",
    phone_number: sender,
    sid,
    sms_application_sid: null,
    sms_fallback_method: "POST",
    sms_fallback_url: null,
    sms_method: "POST",
    sms_url: null,
    status_callback: null,
    status_callback_method: "POST",
    trunk_sid: null,
    uri,
    voice_application_sid: null,
    voice_caller_id_lookup: false,
    voice_fallback_method: "POST",
    voice_fallback_url: null,
    voice_method: "POST",
    voice_url: null,
    voice_receive_mode: "voice",
    status: "in-use",
    bundle_sid: null,
    subresource_uris: { assigned_add_ons: uri.replace(/\.json$/, "/AssignedAddOns.json") },
  }),
});
