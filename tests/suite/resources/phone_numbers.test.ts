import { describe } from "vitest";
import {
  createPhoneNumber,
  deletePhoneNumber,
  fetchPhoneNumber,
  listPhoneNumbers,
  phoneNumbers,
} from "../../../mod.ts";
import { testPoolKind } from "../support/pool_member.ts";

const phoneNumber =
  "a phone number: pool.attach takes it, or incomingPhoneNumbers.list finds its SID";

describe("phone numbers", () =>
  testPoolKind({
    path: "PhoneNumbers",
    prefix: "PN",
    key: "phone_numbers",
    create: {
      input: { sid: `PN${"a".repeat(32)}` },
      form: `PhoneNumberSid=PN${"a".repeat(32)}`,
    },
    wire: { phone_number: "+12487960483", country_code: "US" },
    value: { phoneNumber: "+12487960483", countryCode: "US" },
    mistakes: [
      ["+12487960483", phoneNumber],
      ["(248) 796-0483", phoneNumber],
      [`SC${"a".repeat(32)}`, "SC and 32 hex digits"],
      ["whatsapp:+12487960483", "an address"],
    ],
    operations: {
      create: createPhoneNumber,
      fetch: fetchPhoneNumber,
      list: listPhoneNumbers,
      delete: deletePhoneNumber,
    },
    methods: phoneNumbers,
    recovers: true,
  }));
