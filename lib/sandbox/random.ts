import { checkInput } from "../wire/input.ts";

/** A source of randomness like `Math.random`: each call gives a number from 0 to below 1. */
export type Random = () => number;

/**
 * A source of randomness that gives the same numbers for the same seed, in every runtime: for
 * {@linkcode SandboxOptions.random}, so that a test can be repeated to the byte. Not for secrets.
 *
 * @param seed a whole number, of which the last 32 bits count
 * @throws {TwilioInputError} when `seed` is no whole number
 *
 * @example
 * ```ts
 * import { createSandbox, seededRandom } from "@senderpool/twilio/sandbox";
 *
 * const now = () => new Date("2026-01-01T00:00:00Z");
 * const ids = await Promise.all([1, 2].map(async () => {
 *   const { fetch } = createSandbox({ now, random: seededRandom(42) });
 *   return (await fetch(new Request("https://messaging.twilio.com/"))).headers.get("T-Request-Id");
 * }));
 * console.log(ids[0] === ids[1]); // true
 * ```
 */
export function seededRandom(seed: number): Random {
  checkInput(Number.isInteger(seed), "seed", "a whole number");
  let state = seed | 0;
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** The platform's own source, which cannot be foreseen. It asks for many numbers at a time. */
export function cryptoRandom(): Random {
  let numbers = new Uint32Array(0);
  let next = 0;
  return () => {
    if (next === numbers.length) {
      numbers = crypto.getRandomValues(new Uint32Array(256));
      next = 0;
    }
    return numbers[next++]! / 0x1_0000_0000;
  };
}

/** So many hex digits at random, eight for each number. */
export function hex(random: Random, digits: number): string {
  let text = "";
  while (text.length < digits) {
    text += ((random() * 0x1_0000_0000) >>> 0).toString(16).padStart(8, "0");
  }
  return text.slice(0, digits);
}
