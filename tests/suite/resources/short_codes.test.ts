import { describe } from "vitest";
import {
  createShortCode,
  deleteShortCode,
  fetchShortCode,
  listShortCodes,
  shortCodes,
} from "../../../mod.ts";
import { testPoolKind } from "../support/pool_member.ts";

const shortCode = "a short code: pool.attach takes it, or accountShortCodes.list finds its SID";

describe("short codes", () =>
  testPoolKind({
    path: "ShortCodes",
    prefix: "SC",
    key: "short_codes",
    create: {
      input: { sid: `SC${"a".repeat(32)}` },
      form: `ShortCodeSid=SC${"a".repeat(32)}`,
    },
    wire: { short_code: "12345", country_code: "US" },
    value: { shortCode: "12345", countryCode: "US" },
    mistakes: [
      ["12345", shortCode],
      ["72345678", shortCode],
      [`PN${"a".repeat(32)}`, "PN and 32 hex digits"],
      ["whatsapp:+12487960483", "an address"],
    ],
    operations: {
      create: createShortCode,
      fetch: fetchShortCode,
      list: listShortCodes,
      delete: deleteShortCode,
    },
    methods: shortCodes,
    recovers: true,
  }));
