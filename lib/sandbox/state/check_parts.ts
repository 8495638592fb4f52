import { checkInput, checkNames, sidOf } from "../../wire/input.ts";

/**
 * Visits the items of a list, each with its path in the seed.
 *
 * @param members what items that are objects may have; what else one has would be misspelt. Default:
 * anything
 */
export function each<Item>(
  list: readonly Item[] | undefined,
  path: string,
  visit: (item: Item, path: string) => void,
  members?: readonly (Item extends object ? keyof Item & string : never)[],
): void {
  checkInput(list === undefined || Array.isArray(list), path, "an array");
  list?.forEach((item, index) => {
    const at = `${path}[${index}]`;
    checkInput(item !== null && item !== undefined, at, "a value");
    visit(item, at);
    if (members && typeof item === "object") checkNames(item, members, {}, `${at}.`);
  });
}

/** Insists on a SID, and gives it. */
export function checkSid(value: string, path: string, prefix: string): string {
  // A quick look first: there may be a hundred thousand of them.
  const plain = typeof value === "string" && /^[A-Z]{2}[\da-fA-F]{32}$/.test(value);
  return plain && value.startsWith(prefix) ? value : sidOf({ [path]: value }, path, prefix);
}

/** Insists on a SID that is not among those seen, and gives it. From now on it is. */
export function unique(seen: Set<string>, value: string, path: string, prefix: string): string {
  const checked = checkSid(value, path, prefix);
  if (seen.has(checked)) {
    checkInput(false, path, `a SID that occurs once (${checked} is there before)`);
  }
  seen.add(checked);
  return checked;
}

/** Insists on a date. */
export function checkDate(value: string | null | undefined, path: string): void {
  checkInput(!Number.isNaN(Date.parse(`${value}`)), path, "a date such as 2023-07-30T20:12:31Z");
}
