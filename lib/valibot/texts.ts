/** Texts of inputs, in the words of the core's errors. */
import * as v from "valibot";
import { describe } from "./describe.ts";
import { expected, faultless } from "./parts.ts";

/** Text that is right. */
export function textThat(
  isRight: (text: string) => boolean,
  what: string,
): v.GenericSchema<string> {
  const message = expected(what);
  return v.pipe(v.string(message), v.check(isRight, message));
}

/** A text of so many characters at most, where a pair of surrogates is one. */
export function shortText(most: number): v.GenericSchema<string> {
  const what = `a text of at most ${most} characters`;
  return faultless((given) => {
    if (typeof given !== "string") return `expected ${what}, got ${describe(given)}`;
    const { length } = [...given];
    if (length > most) return `expected ${what}, got one of ${length}`;
    if (!/\p{Surrogate}/u.test(given)) return null;
    const got = "one that was cut within a character: cut Array.from(text)";
    return `expected a text of whole characters, got ${got}`;
  });
}

/** A URL that Twilio can call. */
export function webUrl(): v.GenericSchema<string> {
  return textThat(isWebUrl, webUrlText);
}

/** Whether a text is a URL that Twilio can call. */
export function isWebUrl(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text);
}

/** What such a URL is, in words. */
export const webUrlText = "a URL that starts with http:// or https://";
