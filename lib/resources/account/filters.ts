/** Which of all there are a list is of. */
import { checkNames, isGiven } from "../../wire/input.ts";

/** A filter: its name, that on the wire, and what makes its text there, or insists on what it may be. */
export type Filter<Name extends string> = readonly [
  name: Name,
  wireName: string,
  read: (value: unknown, field: string) => string,
];

/** What a list of an account may be told beside its filters. */
const others = ["accountSid", "pageSize", "page", "pageToken", "skip", "after", "limit"];

/**
 * The filters of an input by their names on the wire. Without a word, a misspelt one would be a list of
 * all.
 *
 * @param remedies what to write instead of names that people take for one of them
 * @throws {TwilioInputError} which names the field, what was expected and what came
 */
export function filtersOf<Name extends string>(
  input: { readonly [Field in Name]?: unknown },
  filters: readonly Filter<Name>[],
  remedies?: Readonly<Record<string, string>>,
): Record<string, string> {
  checkNames(input, [...filters.map(([name]) => name), ...others], remedies);
  const texts: Record<string, string> = {};
  for (const [name, wireName, read] of filters) {
    const value = input[name];
    if (isGiven(value)) texts[wireName] = read(value, name);
  }
  return texts;
}
