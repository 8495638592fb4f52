import { accountNumbers } from "./account_numbers.ts";
import type { Resource } from "./resource.ts";
import { shortCodesOf } from "./short_codes.ts";

/**
 * The short codes of an account: those that the pools of its services are filled from. What a seed
 * does not say of them is as in Twilio's example; their name is the code, as documented. The names of
 * their permissions are inferred.
 *
 * @see https://www.twilio.com/docs/messaging/api/short-code-resource
 */
export const accountShortCodes: Resource<object> = /* @__PURE__ */ accountNumbers({
  path: "SMS/ShortCodes",
  listKey: "short_codes",
  operations: { list: "listAccountShortCodes", fetch: "fetchAccountShortCode" },
  permission: "/twilio/messaging/short-codes",
  filter: "ShortCode",
  membersOf: shortCodesOf,
  nameOf: (code) => code,
  toWire: ({ sid, sender }, account, uri) => ({
    account_sid: account.sid,
    api_version: "2010-04-01",
    date_created: "Thu, 01 Apr 2010 00:00:00 +0000",
    date_updated: "Thu, 01 Apr 2010 00:00:00 +0000",
    friendly_name: sender,
    short_code: sender,
    sid,
    sms_fallback_method: "POST",
    sms_fallback_url: null,
    sms_method: "POST",
    sms_url: null,
    uri,
  }),
});
