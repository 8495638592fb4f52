import { isTwilioInputError } from "../../error_guards.ts";
import { TwilioInputError } from "../../errors.ts";
import type { BareAccountSeed } from "./seed.ts";

type Named = Readonly<Record<string, unknown>>;

/**
 * A seed with another one put into it: accounts, services and whatever else has a SID are added at the
 * end, or take the place of the one that has it; all other members are those of the second seed, where
 * it has them.
 */
export function mergedSeed<Account extends BareAccountSeed>(
  seed: { readonly accounts: readonly Account[] },
  added: { readonly accounts: readonly Account[] },
): { accounts: Account[] } {
  return { accounts: mergedList(seed.accounts, added.accounts) as Account[] };
}

/** What things in lists go by, the first that they have. */
const names = ["accountSid", "sid", "apiKey", "clientId", "credentialSid", "accessToken"];

function nameOf(thing: unknown): unknown {
  if (typeof thing !== "object" || thing === null) return thing;
  const name = names.find((name) => Object.hasOwn(thing, name));
  return name === undefined ? undefined : (thing as Named)[name];
}

/** An error of a merged seed, whose field is named as in the seed that was put in. */
export function namedAsAdded(error: unknown, merged: unknown, added: unknown): unknown {
  if (!isTwilioInputError(error)) return error;
  const field = placeInAdded(error.field, merged, added);
  if (field !== null) return new TwilioInputError({ field, reason: error.reason });
  const reason = `${error.reason}, in what was there already, after the seed was put into it`;
  return new TwilioInputError({ field: error.field, reason });
}

/**
 * Where in the second seed that stands which has such a path in the merged one, or `null`, where it is
 * the first seed's alone.
 */
function placeInAdded(path: string, merged: unknown, added: unknown): string | null {
  let place = "";
  for (const [step, index] of path.matchAll(/\[(\d+)\]|\.?[^.[\]]+/g)) {
    if (index === undefined) {
      const member = step.replace(".", "");
      [merged, added] = [merged, added].map((value) => (value as Named | undefined)?.[member]);
      place += step;
      continue;
    }
    if (!Array.isArray(merged) || !Array.isArray(added)) return null;
    const thing = merged[Number(index)];
    const name = nameOf(thing);
    const isIt = (one: unknown) => one === thing || (name !== undefined && nameOf(one) === name);
    const at = added.findLastIndex(isIt);
    if (at < 0) return null;
    place += `[${at}]`;
    [merged, added] = [thing, added[at]];
  }
  return place;
}

function mergedList(list: readonly unknown[], added: readonly unknown[]): unknown[] {
  const merged = [...list];
  const places = new Map(list.map((thing, at) => [nameOf(thing), at]));
  for (const thing of added) {
    const name = nameOf(thing);
    const at = name === undefined ? undefined : places.get(name);
    if (at === undefined) merged.push(thing);
    else merged[at] = merge(merged[at], thing);
  }
  return merged;
}

function merge(value: unknown, added: unknown): unknown {
  if (added === undefined) return value;
  if (Array.isArray(value) && Array.isArray(added)) return mergedList(value, added);
  if (!isObject(value) || !isObject(added)) return added;
  const names = new Set([...Object.keys(value), ...Object.keys(added)]);
  return Object.fromEntries([...names].map((name) => [name, merge(value[name], added[name])]));
}

function isObject(value: unknown): value is Named {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
