import { describe, expect, test } from "vitest";
import {
  createChannelSender,
  deleteChannelSender,
  fetchChannelSender,
  listChannelSenders,
  type Operation,
  TwilioInputError,
} from "../../mod.ts";
import { expectError, MG, one, secret, service, XE } from "./support.ts";

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

/** No message holds a part of the value from which one could guess it. */
function expectHidden(message: string, value: unknown): void {
  if (typeof value !== "string") return;
  for (let at = 0; at + 4 <= value.length; at++) {
    const part = value.slice(at, at + 4);
    if (!/^(.)\1*$/.test(part)) expect(message).not.toContain(part);
  }
}

const using: [string, Operation<never, unknown>, "messagingServiceSid" | "sid"][] = [
  ["createChannelSender", createChannelSender, "messagingServiceSid"],
  ["createChannelSender", createChannelSender, "sid"],
  ["fetchChannelSender", fetchChannelSender, "messagingServiceSid"],
  ["fetchChannelSender", fetchChannelSender, "sid"],
  ["listChannelSenders", listChannelSenders, "messagingServiceSid"],
  ["deleteChannelSender", deleteChannelSender, "messagingServiceSid"],
  ["deleteChannelSender", deleteChannelSender, "sid"],
];

const hex = "0123456789abcdef0123456789abcdef";
/** Each is wrong in any place; `hint` is what the message says it got. */
const mistakes: [string, (prefix: string) => unknown, hint?: string][] = [
  ["undefined, as of an unset variable", () => undefined, "undefined"],
  ["null", () => null],
  ["a number", () => 5, "number"],
  ["a boolean", () => true, "boolean"],
  ["a symbol", () => Symbol("sid"), "symbol"],
  ["an object", (prefix) => ({ sid: prefix + hex }), "object"],
  ["an empty array", () => []],
  ["a function", (prefix) => () => prefix + hex, "function"],
  ["an empty text", () => ""],
  ["white space", () => "   ", "white space"],
  ["white space before", (prefix) => ` ${prefix}${hex}`, "white space"],
  ["white space after", (prefix) => `${prefix}${hex} `, "white space"],
  ["a new line after", (prefix) => `${prefix}${hex}\n`, "white space"],
  ["a no-break space after", (prefix) => `${prefix}${hex}\u00a0`, "white space"],
  ["a zero-width space after", (prefix) => `${prefix}${hex}\u200b`],
  ["quotes around", (prefix) => `"${prefix}${hex}"`],
  ["lower case", (prefix) => prefix.toLowerCase() + hex, "32 more"],
  ["no prefix", () => hex],
  ["the prefix alone", (prefix) => prefix, "0 more"],
  ["one digit too few", (prefix) => prefix + hex.slice(1), "31 more"],
  ["one digit too many", (prefix) => `${prefix}${hex}0`, "33 more"],
  ["a digit that is not one", (prefix) => `${prefix}${hex.slice(1)}g`, "32 more"],
  ["a placeholder", (prefix) => prefix + "X".repeat(32), "32 more"],
  ["an ellipsis", (prefix) => `${prefix}…`, "1 more"],
  ["the SID of a phone number", () => `PN${hex}`, "PN and 32 more"],
  ["the SID of a short code", () => `SC${hex}`, "SC and 32 more"],
  ["the SID of an account", () => `AC${hex}`, "AC and 32 more"],
  ["service and sender swapped", (prefix) => (prefix === "XE" ? "MG" : "XE") + hex, " and 32 more"],
  ["a WhatsApp address", () => "whatsapp:+12487960483", "address"],
  ["a Messenger address", () => "messenger:104794531907950", "address"],
  ["an RCS address", () => "rcs:ms_dev_test_agent", "address"],
  ["a phone number", () => "+12487960483", "address"],
  ["a parent folder", () => ".."],
  ["this folder", () => "."],
  ["an encoded parent folder", () => "%2e%2e"],
  ["a slash", () => "/"],
  ["a path after it", (prefix) => `${prefix}${hex}/../..`],
  ["an encoded slash after it", (prefix) => `${prefix}${hex}%2f`],
  ["a query after it", (prefix) => `${prefix}${hex}?a=b`],
  ["a fragment after it", (prefix) => `${prefix}${hex}#a`],
  ["a null character after it", (prefix) => `${prefix}${hex}\0`],
  ["a URL", (prefix) => `https://messaging.twilio.com/v1/Services/${prefix}${hex}`],
  ["Cyrillic look-alikes", () => `ХЕ${hex}`, "32 more"],
  ["full-width digits", (prefix) => prefix + "１".repeat(32), "32 more"],
  ["Arabic digits", (prefix) => prefix + "٣".repeat(32), "32 more"],
  ["a secret in the wrong place", () => secret],
];

describe.each(using)("%s: %s", (_, operation, field) => {
  test.each(mistakes)("%s", (_, make, hint = "got ") => {
    const prefix = field === "sid" ? "XE" : "MG";
    const value = make(prefix);
    const { message, ...error } = refusal(() =>
      operation.request({ ...one, [field]: value } as never)
    );
    expect(error).toMatchObject({ field });
    expect(message).toContain(field);
    expect(message).toContain(`${prefix} and 32 hex digits`);
    expect(message).toContain(hint);
    expectHidden(message, value);
  });
});
