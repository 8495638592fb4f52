import { describe, expect, test } from "vitest";
import {
  createChannelSender,
  deleteChannelSender,
  fetchChannelSender,
  listChannelSenders,
  type Operation,
  TwilioInputError,
} from "../../../mod.ts";
import { expectError, MG, one, secret, service, XE } from "../support/support.ts";

// What the builders refuse. A mistake that people really make is met with a hint.
function refusal(run: () => unknown): TwilioInputError {
  try {
    run();
  } catch (error) {
    expectError(error, "TwilioInputError");
    return error as TwilioInputError;
  }
  throw new Error("was not refused");
}

/** What a message says of the value holds no part of it from which one could guess it. */
function expectHidden(message: string, value: unknown): void {
  if (typeof value !== "string") return;
  const got = message.slice(message.indexOf("got "));
  for (let at = 0; at + 4 <= value.length; at++) {
    const part = value.slice(at, at + 4);
    if (!/^(.)\1*$/.test(part)) expect(got).not.toContain(part);
  }
}

const using: [Operation<never, unknown>, "messagingServiceSid" | "sid"][] = [
  [createChannelSender, "messagingServiceSid"],
  [createChannelSender, "sid"],
  [fetchChannelSender, "messagingServiceSid"],
  [fetchChannelSender, "sid"],
  [listChannelSenders, "messagingServiceSid"],
  [deleteChannelSender, "messagingServiceSid"],
  [deleteChannelSender, "sid"],
];

const hex = "0123456789abcdef0123456789abcdef";
/** Each is wrong in any place; `hint` is what the message says it got. */
const mistakes: [string, (prefix: string) => unknown, hint?: string][] = [
  ["undefined, as of an unset variable", () => undefined, "got nothing"],
  ["null", () => null, "got nothing"],
  ["a number", () => 5, "got 5"],
  ["a boolean", () => true, "got true"],
  ["a symbol", () => Symbol("sid"), "got a symbol"],
  ["an object", (prefix) => ({ sid: prefix + hex }), "got an object"],
  ["an empty array", () => [], "got a list"],
  ["a function", (prefix) => () => prefix + hex, "got a function"],
  ["an empty text", () => "", "got an empty text"],
  ["white space", () => "   ", "got a text with white space"],
  ["white space before", (prefix) => ` ${prefix}${hex}`, "got a text with white space"],
  ["white space after", (prefix) => `${prefix}${hex} `, "got a text with white space"],
  ["a new line after", (prefix) => `${prefix}${hex}\n`, "got a text with white space"],
  ["a no-break space after", (prefix) => `${prefix}${hex}\u00a0`, "got a text with white space"],
  ["a zero-width space after", (prefix) => `${prefix}${hex}\u200b`],
  ["quotes around", (prefix) => `"${prefix}${hex}"`],
  ["lower case", (prefix) => prefix.toLowerCase() + hex],
  ["no prefix", () => hex, "got a text of 32 characters"],
  ["the prefix alone", (prefix) => prefix, "got a text of 2 characters"],
  ["one digit too few", (prefix) => prefix + hex.slice(1), "and 31 hex digits"],
  ["one digit too many", (prefix) => `${prefix}${hex}0`, "and 33 hex digits"],
  ["a digit that is not one", (prefix) => `${prefix}${hex.slice(1)}g`, "got "],
  ["a placeholder", (prefix) => prefix + "X".repeat(32), "got "],
  ["an ellipsis", (prefix) => `${prefix}…`, "got a text of 3 characters"],
  ["the SID of a phone number", () => `PN${hex}`, "got PN and 32 hex digits"],
  ["the SID of a short code", () => `SC${hex}`, "got SC and 32 hex digits"],
  ["the SID of an account", () => `AC${hex}`, "got AC and 32 hex digits"],
  ["service and sender swapped", (prefix) => (prefix === "XE" ? "MG" : "XE") + hex],
  ["a WhatsApp address", () => "whatsapp:+12487960483", "got an address"],
  ["a Messenger address", () => "messenger:104794531907950", "got an address"],
  ["an RCS address", () => "rcs:ms_dev_test_agent", "got an address"],
  ["a phone number", () => "+12487960483", "got an address"],
  ["a parent folder", () => "..", "got a text of 2 characters"],
  ["this folder", () => "."],
  ["an encoded parent folder", () => "%2e%2e"],
  ["a slash", () => "/"],
  ["a path after it", (prefix) => `${prefix}${hex}/../..`],
  ["an encoded slash after it", (prefix) => `${prefix}${hex}%2f`],
  ["a query after it", (prefix) => `${prefix}${hex}?a=b`],
  ["a fragment after it", (prefix) => `${prefix}${hex}#a`],
  ["a null character after it", (prefix) => `${prefix}${hex}\0`],
  [
    "a URL",
    (prefix) => `https://messaging.twilio.com/v1/Services/${prefix}${hex}`,
    "got an address",
  ],
  ["Cyrillic look-alikes", () => `ХЕ${hex}`],
  ["full-width digits", (prefix) => prefix + "１".repeat(32), "got "],
  ["Arabic digits", (prefix) => prefix + "٣".repeat(32), "got "],
  ["a secret in the wrong place", () => secret],
];

describe("a SID that is refused, in every operation that takes it", () => {
  test.each(mistakes)("%s", (_, make, hint = "got ") => {
    for (const [operation, field] of using) {
      const prefix = field === "sid" ? "XE" : "MG";
      const value = make(prefix);
      const input = { ...one, [field]: value } as never;
      const error = refusal(() => operation.request(input));
      expect(error.field).toBe(field);
      expect(error.message).toContain(field);
      expect(error.message).toContain(`${prefix} and 32 hex digits`);
      expect(error.message).toContain(hint);
      expectHidden(error.message, value);
    }
  });

  test("no input at all", () => {
    for (const [operation] of using) {
      for (const input of [undefined, null, {}, MG, 5]) {
        expect(refusal(() => operation.request(input as never)).field).toBe("messagingServiceSid");
      }
    }
  });
});

describe("a page that is refused", () => {
  const queries: [string, unknown, string?, string?][] = [
    ["pageSize", 0, "got 0"],
    ["pageSize", -1, "got -1"],
    ["pageSize", 1001, "got 1001"],
    ["pageSize", 10000, "got 10000"],
    ["pageSize", 1.5, "got 1.5"],
    ["pageSize", NaN, "got NaN"],
    ["pageSize", Infinity, "got Infinity"],
    ["pageSize", "x", "got a text of 1 character"],
    ["pageSize", "", "got an empty text"],
    ["pageSize", "010"],
    ["pageSize", "5&Page=2"],
    ["pageSize", true, "got true"],
    ["pageSize", {}, "got an object"],
    ["page", NaN, "got NaN", "a whole number from 0"],
    ["page", Infinity, "got Infinity", "a whole number from 0"],
    ["page", -1, "got -1", "a whole number from 0"],
    ["page", 1.5, "got 1.5", "a whole number from 0"],
    ["page", "", "got an empty text"],
    ["page", "1\n", "got a text with white space"],
    ["pageToken", "", "got an empty text"],
  ];
  // What the message says was expected.
  const expected: Record<string, string> = {
    pageSize: "a whole number from 1 to 1000",
    page: "what an earlier page gave",
    pageToken: "what an earlier page gave",
  };

  test.each(queries)("%s: %j", (field, value, hint = "got ", range = expected[field]) => {
    const input = { ...service, [field]: value } as never;
    const error = refusal(() => listChannelSenders.request(input));
    expect(error.field).toBe(field);
    expect(error.message).toContain(range);
    expect(error.message).toContain(hint);
    expectHidden(error.message, value);
  });
});

describe("a target that is refused", () => {
  const targets: [string, unknown][] = [
    ["region", "eu1"],
    ["region", "US1"],
    ["region", ""],
    ["region", null],
    ["region", 1],
    ["region", ["ie1"]],
    ["region", "toString"],
    ["region", "constructor"],
    ["region", "__proto__"],
    ["region", "evil.example/"],
    ["baseUrl", ""],
    ["baseUrl", "/relative"],
    ["baseUrl", "proxy.example"],
    ["baseUrl", "//proxy.example"],
    ["baseUrl", "proxy.example:8080"],
    ["baseUrl", "https://"],
    ["baseUrl", "ftp://proxy.example"],
    ["baseUrl", "xhttps://proxy.example"],
    ["baseUrl", "httpsx://proxy.example"],
    ["baseUrl", `https://:${secret}@proxy.example`],
    ["baseUrl", "https://user@proxy.example"],
    ["baseUrl", { href: 5 }],
    ["baseUrl", "file:///proxy"],
    ["baseUrl", "blob:https://proxy.example/a"],
    ["baseUrl", "data:text/plain,a"],
    ["baseUrl", "javascript:alert(1)"],
    ["baseUrl", `https://user:${secret}@proxy.example`],
    ["baseUrl", `https://${secret}@proxy.example/a`],
    ["baseUrl", "https://:@proxy.example/a?"],
    ["baseUrl", `https://proxy.example/?key=${secret}`],
    ["baseUrl", "https://proxy.example?"],
    ["baseUrl", `https://proxy.example/a#${secret}`],
    ["baseUrl", "https://proxy.example/#"],
    ["baseUrl", "https://proxy.example:99999"],
    ["baseUrl", 5],
    ["baseUrl", {}],
    ["baseUrl", true],
    ["baseUrl", new URL(`https://user:${secret}@proxy.example`)],
    ["baseUrl", new URL("https://proxy.example/?a")],
  ];
  const expected: Record<string, string> = { region: "ie1", baseUrl: "http(s)://host/path" };

  test.each(targets)("%s: %s", (field, value) => {
    for (const [operation] of using) {
      const target = { [field]: value } as never;
      const error = refusal(() => operation.request(one as never, target));
      expect(error.field).toBe(`target.${field}`);
      expect(error.message).toContain(expected[field]);
      expect(error.message).not.toContain(secret);
    }
  });

  test("what is wrong with the input is refused all the same", () => {
    const target = { baseUrl: "https://proxy.example" };
    const error = refusal(() => fetchChannelSender.request({ ...one, sid: ".." }, target));
    expect(error.field).toBe("sid");
  });
});

describe("the error", () => {
  const error = refusal(() => fetchChannelSender.request({ ...one, sid: secret }));

  test("says what was expected and what came, in its message and in its fields", () => {
    expect(error.message).toContain("sid: expected XE and 32 hex digits, got ");
    expect(error.reason).toContain("expected XE and 32 hex digits, got ");
    expect(error instanceof TwilioInputError).toBe(true);
    expect(error instanceof Error).toBe(true);
  });

  test("shows the value in no other place either", () => {
    for (const text of [String(error), JSON.stringify(error), error.stack ?? ""]) {
      expectHidden(text.split("\n")[0]!, secret);
    }
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ field: "sid" });
  });

  test("is thrown by the builder, before there is a request", () => {
    const made = [XE, MG].map((sid) => {
      try {
        return fetchChannelSender.request({ ...one, sid }).method;
      } catch {
        return null;
      }
    });
    expect(made).toEqual(["GET", null]);
  });
});
