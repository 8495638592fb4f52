import fc from "../support/fc.ts";
import { expect, test } from "vitest";
import { describe } from "../../../lib/valibot/describe.ts";
import { describe as describeInCore } from "../../../lib/wire/describe.ts";
import { anyText, numbers } from "../support/arbitraries.ts";
import { MG, secret, XE } from "../support/support.ts";

test.each([
  [undefined, "nothing"],
  [null, "nothing"],
  ["", "an empty text"],
  [" ", "a text with white space"],
  ["é", "a text of 1 character"],
  ["+1 248", "a text with white space"],
  ["+12487960483", "an address"],
  ["whatsapp:+12487960483", "an address"],
  ["https://any.example/", "an address"],
  [XE, "XE and 32 hex digits"],
  [MG.slice(0, -1), "MG and 31 hex digits"],
  ["MGx", "a text of 3 characters"],
  ["decade", "a text of 6 characters"],
  [secret, `a text of ${secret.length} characters`],
  [0, "0"],
  [-0, "0"],
  [0.5, "0.5"],
  [NaN, "NaN"],
  [Infinity, "Infinity"],
  [-Infinity, "-Infinity"],
  [99_999, "99999"],
  [-99_999, "-99999"],
  [99_999.5, "a number"],
  [100_000, "a number"],
  [-100_000, "a number"],
  [1e300, "a number"],
  [true, "true"],
  [false, "false"],
  [[], "a list"],
  [{}, "an object"],
  [new Date(0), "an object"],
])("%j: %s, as the core says", (value, words) => {
  expect(describe(value)).toBe(words);
  expect(describeInCore(value)).toBe(words);
});

test("what JSON does not have", () => {
  for (
    const [value, words] of [
      [() => 5, "a function"],
      [5n, "a bigint"],
      [Symbol("s"), "a symbol"],
    ] as const
  ) {
    expect(describe(value)).toBe(words);
    expect(describeInCore(value)).toBe(words);
  }
});

test("whatever it is, in the core's words", () => {
  const hex = fc.stringMatching(/^[A-Za-z]{2}[\dA-Fa-f]{1,34}$/);
  const any = fc.oneof(anyText, hex, numbers, fc.double(), fc.anything());
  fc.assert(fc.property(any, (value) => describe(value) === describeInCore(value)), {
    numRuns: 2000,
  });
});
