import { describe } from "vitest";
import {
  fetchIncomingPhoneNumber,
  incomingPhoneNumbers,
  listIncomingPhoneNumbers,
} from "../../../mod.ts";
import { testAccountNumbers } from "../support/account_numbers.ts";

const phoneNumber =
  "a phone number: pool.attach takes it, or incomingPhoneNumbers.list finds its SID";

describe("the phone numbers of an account", () =>
  testAccountNumbers({
    path: "IncomingPhoneNumbers",
    prefix: "PN",
    key: "incoming_phone_numbers",
    filter: ["phoneNumber", "PhoneNumber"],
    takes: [["+12487960483", "%2B12487960483"], ["+1248", "%2B1248"], ["248***0483", "248***0483"]],
    refuses: ["(248) 796-0483", "+1 248", "whatsapp:+12487960483", 12487960483],
    mistakes: [
      ["+12487960483", phoneNumber],
      ["(248) 796-0483", phoneNumber],
      [`XE${"a".repeat(32)}`, "XE and 32 hex digits"],
      [undefined, "nothing"],
    ],
    otherName: "number",
    wire: {
      phone_number: "+12487960483",
      friendly_name: "(248) 796-0483",
      capabilities: { sms: true, mms: false, voice: true, RCS: true },
      status: "in-use",
      origin: "hosted",
      beta: false,
      address_requirements: "local",
      bundle_sid: `BU${"a".repeat(32)}`,
      date_created: "Thu, 30 Jul 2015 23:19:04 +0000",
    },
    value: {
      phoneNumber: "+12487960483",
      friendlyName: "(248) 796-0483",
      capabilities: { sms: true, mms: false, voice: true, fax: null },
      status: "in-use",
      origin: "hosted",
      beta: false,
      addressRequirements: "local",
      bundleSid: `BU${"a".repeat(32)}`,
      dateCreated: new Date("2015-07-30T23:19:04Z"),
      dateUpdated: null,
    },
    wrong: [
      [{ sid: "PN", capabilities: ["SMS"] }, "capabilities: expected an object"],
      [{ sid: "PN", capabilities: { sms: "yes" } }, "capabilities.sms: expected true or false"],
      [{ sid: "PN", beta: "false" }, "beta: expected true or false"],
      [{ sid: "PN", bundle_sid: "AD1" }, "bundle_sid: expected a text that starts with BU"],
    ],
    operations: { fetch: fetchIncomingPhoneNumber, list: listIncomingPhoneNumbers },
    methods: incomingPhoneNumbers,
  }));
