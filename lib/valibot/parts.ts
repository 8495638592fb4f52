import * as v from "valibot";
import { describe } from "./describe.ts";

/**
 * The text of an issue: what was expected and what came instead, in the words of the core's errors. Of
 * the value it shows no more than a number of few digits, the first two letters of a SID, and a date
 * that can't be read.
 */
export type IssueText = (issue: v.BaseIssue<unknown>) => string;

/** An object of these entries: `v.pick`, `v.partial` and their kind work on it. */
export type ObjectSchema<Entries extends v.ObjectEntries> = v.ObjectSchema<Entries, IssueText>;

/** Text that starts with `Prefix`. */
export type TextSchema<Prefix extends string = ""> = v.GenericSchema<string, `${Prefix}${string}`>;

/** Text of an open set: what is known of it, and anything else. */
export type OpenSchema<Known extends string> = v.GenericSchema<
  string,
  Known | (string & Record<never, never>)
>;

/** Texts by name. */
export type TextsSchema = v.GenericSchema<Record<string, string>>;

/** A member that may be `null`. */
export type Nullable<Schema extends v.GenericSchema> = v.NullableSchema<Schema, undefined>;

/** A member that may be left out. */
export type Optional<Type> = v.OptionalSchema<v.GenericSchema<Type>, undefined>;

/** A member that may be `null` or left out, which is the same: it becomes `null`. */
export type Nullish<Schema extends v.GenericSchema> = v.NullishSchema<Schema, null>;

/** What was expected, and what came. */
export function expected(what: string): IssueText {
  return ({ input }) => `expected ${what}, got ${describe(input)}`;
}

/**
 * An object. The entries are made by a function, since bundlers drop an unused call with a function,
 * but not one with calls in its arguments. Of a missing member, the text is the member's own.
 */
export function object<Entries extends v.ObjectEntries>(
  make: () => Entries,
): ObjectSchema<Entries> {
  const entries = make();
  return v.object(entries, (issue) => {
    const key = issue.path?.[0].key as string | undefined;
    if (key === undefined) return expected("an object")(issue);
    const missing = v.safeParse(entries[key] as v.GenericSchema, undefined).issues?.[0];
    return missing ? missing.message : expected("a value")(issue);
  });
}

/** Text that starts with one of the prefixes, where there are any. */
export function text<Prefix extends string = "">(...prefixes: Prefix[]): TextSchema<Prefix> {
  const start = prefixes.length > 0 ? ` that starts with ${prefixes.join(" or ")}` : "";
  const message = expected(`a text${start}`);
  const pattern = RegExp(`^(${prefixes.join("|")})`);
  return v.pipe(v.string(message), v.regex(pattern, message)) as unknown as TextSchema<Prefix>;
}

/** Whether a value is an object that has values by name, and no list. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return Object(value) === value && !Array.isArray(value);
}

/** Texts by name, as they are: whatever the names, the object stays the same. */
export function texts(): TextsSchema {
  const check = v.rawCheck<Record<string, string>>(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const input = dataset.value;
    for (const [key, value] of Object.entries<unknown>(input)) {
      if (typeof value === "string") continue;
      const path = { type: "object", origin: "value", input, key, value } as const;
      addIssue({ message: expected("a text"), input: value, path: [path] });
    }
  });
  return v.pipe(v.custom<Record<string, string>>(isMap, expected("an object of texts")), check);
}

/** A date, as the core gives and takes it. */
export function date(): v.GenericSchema<Date> {
  const what = expected("a Date");
  return v.date((issue) =>
    issue.input instanceof Date ? "expected a Date, got an invalid one" : what(issue)
  );
}

/** Whatever has no mistake. What is said of one is the text of the issue. */
export function faultless<Type>(
  mistakeIn: (input: unknown) => string | null,
): v.GenericSchema<Type> {
  return v.custom<Type>(
    (input) => mistakeIn(input) === null,
    ({ input }) => mistakeIn(input) ?? "",
  );
}

/** A whole number in a range; without an upper bound, one that JavaScript can tell from the next. */
export function wholeNumber(least: number, most?: number): v.GenericSchema<number> {
  const message = expected(
    `a whole number from ${least}${most === undefined ? "" : ` to ${most}`}`,
  );
  const end = most ?? Number.MAX_SAFE_INTEGER;
  const isInRange = (number: number) =>
    Number.isInteger(number) && number >= least && number <= end;
  return v.pipe(v.number(message), v.check(isInRange, message));
}

/** A schema, and what becomes of its values. */
export function piped<Input, Output, Result>(
  schema: v.GenericSchema<Input, Output>,
  become: (value: Output) => Result,
): v.GenericSchema<Input, Result> {
  return v.pipe(schema, v.transform(become));
}
