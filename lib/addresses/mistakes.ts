import { describe } from "../wire/describe.ts";

/** What people write in the place of an address: the first that fits is named. */
const mistakes: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^[A-Z]{2}[\da-f]{32}$/i, "a SID"],
  [/\s/, "white space"],
  [/^[a-z]*[A-Z]\w*:/, "a channel in capitals"],
  [/:/, "another channel"],
  [/\d[-.()/]/, "punctuation between digits"],
  [/^00/, "00 for +"],
  [/^\d+$/, "digits without +"],
  [/^\+0/, "0 after +"],
  [/^\+\d{1,6}$/, "too few digits"],
  [/^\+\d{16}/, "too many digits"],
  [/^\+\d+$/, "a phone number"],
  [/^\+/, "other characters than digits after +"],
];

/** What was written in the place of an address. Of a long text, its start tells. */
export function mistakeIn(text: string): string {
  const start = text.slice(0, 99);
  for (const [pattern, name] of mistakes) {
    if (pattern.test(start)) return name;
  }
  return describe(text);
}
