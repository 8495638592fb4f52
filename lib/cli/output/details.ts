import { cell, pairs } from "./table.ts";

/** What is there for programs alone. */
const forPrograms: readonly string[] = ["url", "uri", "links", "subresourceUris"];

/**
 * All that is known of an item, a member a line, by the names that it has in JSON; what is within
 * another goes by its path, such as `profile.name`.
 */
export function details(item: object): string {
  return pairs(linesOf(item, "").map(([name, text]) => [name, cell(text)]));
}

function linesOf(item: object, path: string): [name: string, text: string][] {
  return Object.entries(item).flatMap(([member, value]): [string, string][] => {
    if (path === "" && forPrograms.includes(member)) return [];
    const name = path + member;
    if (isPlainObject(value) && Object.keys(value).length > 0) return linesOf(value, `${name}.`);
    return [[name, textOf(value)]];
  });
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    !(value instanceof Date);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) {
    return value.join(", ");
  }
  return typeof value === "object" ? JSON.stringify(value) : `${value}`;
}
