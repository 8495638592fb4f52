import * as v from "valibot";
import { isTwilioInputError } from "../error_guards.ts";

/**
 * The message of an issue: what was expected, and what probably came instead. Of the value it shows
 * no more than two letters, where the prefix of a SID would be.
 */
export type Message = (issue: v.BaseIssue<unknown>) => string;

/** An object of these entries: `v.pick`, `v.partial` and their kind work on it. */
export type ObjectSchema<Entries extends v.ObjectEntries> = v.ObjectSchema<Entries, Message>;

/** Text that starts with `Prefix`. */
export type TextSchema<Prefix extends string = ""> = v.GenericSchema<string, `${Prefix}${string}`>;

/** A member that may be `null`. */
export type Nullable<Schema extends v.GenericSchema> = v.NullableSchema<Schema, undefined>;

/** A member that may be left out. */
export type Optional<Type> = v.OptionalSchema<v.GenericSchema<Type>, undefined>;

/** A member that may be `null` or left out, which is the same: it becomes `null`. */
export type Nullish<Schema extends v.GenericSchema> = v.NullishSchema<Schema, null>;

/** What was expected, and what came: its type, or what is guessed of a text. */
export function expected(
  what: string,
  guess: (text: string) => string = () => "text",
): Message {
  return ({ input }) => {
    const got = input === null ? "null" : typeof input === "string" ? guess(input) : typeof input;
    return `expected ${what}, got ${got}`;
  };
}

/** What a text is where another one was expected. */
export const another = (): string => "another text";

/** What a text in the place of a SID or a token probably is, in the words of the core's errors. */
export function probably(text: string): string {
  return /\s/.test(text)
    ? "spaces"
    : /:[^/]|^\+/.test(text)
    ? "an address"
    : String(/^..(?=.{32}$)/.exec(text) ?? another());
}

/**
 * An object. The entries are made by a function, since bundlers drop an unused call with a function,
 * but not one with calls in its arguments. Of a missing member, the message is the member's own.
 */
export function object<Entries extends v.ObjectEntries>(
  make: () => Entries,
): ObjectSchema<Entries> {
  const entries = make();
  return v.object(entries, (issue) => {
    const key = issue.path?.[0].key as string | undefined;
    const missing = key && v.safeParse(entries[key] as v.GenericSchema, undefined).issues?.[0];
    return missing ? missing.message : expected(key ? "a value" : "an object")(issue);
  });
}

/** Text that starts with a prefix. */
export function text<Prefix extends string = "">(prefix = "" as Prefix): TextSchema<Prefix> {
  const message = expected(prefix ? `text that starts with ${prefix}` : "text", another);
  return v.pipe(v.string(message), v.startsWith(prefix, message)) as unknown as TextSchema<Prefix>;
}

/** A schema, and what becomes of its values. */
export function piped<Input, Output, Result>(
  schema: v.GenericSchema<Input, Output>,
  become: (value: Output) => Result,
): v.GenericSchema<Input, Result> {
  return v.pipe(schema, v.transform(become));
}

/**
 * A check that the core makes, once there is nothing else to complain of: its input error becomes an
 * issue, of the value as a whole or of the member that the error names.
 */
export function asCore<Value>(
  check: (value: Value) => unknown,
  member = false,
): v.RawCheckAction<Value> {
  return v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed || dataset.issues) return;
    try {
      check(dataset.value);
    } catch (error) {
      if (!isTwilioInputError(error)) throw error;
      const { field: key, reason: message } = error;
      const input = dataset.value as Record<string, unknown>;
      const path = { type: "object", origin: "value", input, key, value: input[key] } as const;
      addIssue(member ? { message, path: [path] } : { message });
    }
  });
}
