import { checkNames, checkValue, isGiven } from "../../wire/input.ts";

/** Insists on what a field may be, and gives back what stands for it in JSON. */
export type Field = (value: unknown, field: string) => unknown;

/** The fields of an object. On the wire each has the same name in snake case. */
export type Fields<Input> = Readonly<Record<keyof Input, Field>>;

/** `senderId` on the wire: `sender_id`. */
function wireName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * An object as it goes over the wire: what is given of it and nothing else.
 *
 * @param fields what each of its fields may be
 * @param otherNames what people call some fields, in other libraries or from memory
 * @param parent what it is a member of, for the path in an error
 */
export function toWire<Input extends object>(
  input: Input,
  fields: Fields<Input>,
  otherNames: Readonly<Record<string, string>> = {},
  parent = "",
): Record<string, unknown> {
  const names = Object.keys(fields) as (keyof Input & string)[];
  const wireNames = Object.fromEntries(names.map((name) => [wireName(name), name]));
  // Without a word, a misspelt one would be a sender that lacks something.
  checkNames(input, names, { ...wireNames, ...otherNames }, parent);
  const wire: Record<string, unknown> = {};
  for (const name of names) {
    const value = input[name];
    if (!isGiven(value)) continue;
    wire[wireName(name)] = fields[name](value, parent + name);
  }
  return wire;
}

/** A field that is an object of fields. */
export function objectOf<Input extends object>(
  fields: Fields<Input>,
  otherNames?: Readonly<Record<string, string>>,
): Field {
  return (value, field) => {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    checkValue(isObject, field, `an object of ${Object.keys(fields).join(", ")}`, value);
    return toWire(value as Input, fields, otherNames, `${field}.`);
  };
}

/** A field that is a list of objects, each of which has the first field. */
export function listOf<Input extends object>(fields: Fields<Input>): Field {
  const [first = "", ...others] = Object.keys(fields) as (keyof Input & string)[];
  const read = objectOf(fields);
  return (value, field) => {
    const expected = `a list of { ${[first, ...others].join(", ")} }`;
    checkValue(Array.isArray(value), field, expected, value);
    return value.map((item: Input, index) => {
      const place = `${field}[${index}]`;
      const wire = read(item, place);
      // What is missing is told of like what is wrong.
      fields[first as keyof Input](item[first as keyof Input], `${place}.${first}`);
      return wire;
    });
  };
}
