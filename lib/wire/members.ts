/** What is read of objects and lists within an answer. */
import { expectAnswer, type Wire, within } from "./answer.ts";

/**
 * What is read of an object within an answer, or `null`.
 *
 * @throws {UnexpectedAnswer} which names the member by its path
 */
export function asObject<Value>(
  value: unknown,
  member: string,
  read: (wire: Wire) => Value,
): Value | null {
  if (value === undefined || value === null) return null;
  const isObject = typeof value === "object" && !Array.isArray(value);
  expectAnswer(isObject, member, "an object", value);
  try {
    return read(value as Wire);
  } catch (thrown) {
    throw within(member, thrown);
  }
}

/**
 * What is read of a list of objects within an answer, or `null`.
 *
 * @throws {UnexpectedAnswer} which names the item and its member
 */
export function asObjects<Value>(
  value: unknown,
  member: string,
  read: (wire: Wire) => Value,
): readonly Value[] | null {
  if (value === undefined || value === null) return null;
  expectAnswer(Array.isArray(value), member, "a list of objects", value);
  return value.map((item, index) => {
    const path = `${member}[${index}]`;
    const isObject = typeof item === "object" && item !== null;
    expectAnswer(isObject, path, "an object", item);
    return asObject(item, path, read)!;
  });
}

/** Texts by their names, or `null`. */
export function asTexts(value: unknown, member: string): Readonly<Record<string, string>> | null {
  if (value === undefined || value === null) return null;
  const isObject = typeof value === "object" && !Array.isArray(value);
  expectAnswer(isObject, member, "an object of texts", value);
  for (const [name, item] of Object.entries(value)) {
    expectAnswer(typeof item === "string", `${member}.${name}`, "a text", item);
  }
  return value as Readonly<Record<string, string>>;
}
