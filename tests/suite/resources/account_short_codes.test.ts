import { describe } from "vitest";
import { accountShortCodes, fetchAccountShortCode, listAccountShortCodes } from "../../../mod.ts";
import { testAccountNumbers } from "../support/account_numbers.ts";

const shortCode = "a short code: pool.attach takes it, or accountShortCodes.list finds its SID";

describe("the short codes of an account", () =>
  testAccountNumbers({
    path: "SMS/ShortCodes",
    prefix: "SC",
    key: "short_codes",
    filter: ["shortCode", "ShortCode"],
    takes: [["12345", "12345"], ["12*", "12*"]],
    refuses: ["+12345", "123 45", "123456789", 12345],
    mistakes: [
      ["12345", shortCode],
      [`PN${"a".repeat(32)}`, "PN and 32 hex digits"],
      [undefined, "nothing"],
    ],
    otherName: "code",
    wire: {
      short_code: "12345",
      friendly_name: "Shop",
      date_updated: "Thu, 01 Apr 2010 00:00:00 +0000",
    },
    value: {
      shortCode: "12345",
      friendlyName: "Shop",
      dateCreated: null,
      dateUpdated: new Date("2010-04-01T00:00:00Z"),
    },
    wrong: [[{ sid: "SC", short_code: 12345 }, "short_code: expected a text"]],
    operations: { fetch: fetchAccountShortCode, list: listAccountShortCodes },
    methods: accountShortCodes,
  }));
