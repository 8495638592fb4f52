import { checkInput } from "../wire/input.ts";

/**
 * How much a sandbox keeps, so that it can run for as long as it likes. Beyond that, what is oldest is
 * let go.
 */
export interface KeepOptions {
  /**
   * Messages of an account. One that is let go is as one that was deleted, whether it had arrived or
   * not. As many recipients are remembered, of each service, with who served them last. Default
   * 100,000.
   */
  readonly messages?: number | undefined;
  /** Access tokens of an OAuth app. One that is let go is good no more. Default 10,000. */
  readonly tokens?: number | undefined;
  /**
   * Places of what was removed from a list, for page tokens that name them. One that names a place
   * that was let go meets 21481. Default 10,000 of each list.
   */
  readonly removed?: number | undefined;
}

/** How much is kept of each. */
export type Keep = { readonly [Name in keyof KeepOptions]-?: number };

const defaults: Keep = { messages: 100_000, tokens: 10_000, removed: 10_000 };

/**
 * How much is kept, checked, with the defaults of what is not said.
 *
 * @throws {TwilioInputError} which names the option
 */
export function keepOf(options: KeepOptions = {}): Keep {
  checkInput(Object(options) === options, "keep", "an object");
  const keep: Record<string, number> = { ...defaults };
  for (const [name, value] of Object.entries(options)) {
    checkInput(Object.hasOwn(defaults, name), `keep.${name}`, Object.keys(defaults).join(", "));
    if (value === undefined) continue;
    const fits = Number.isSafeInteger(value) && value >= 1;
    checkInput(fits, `keep.${name}`, "a whole number from 1");
    keep[name] = value;
  }
  return keep as Keep;
}

/** Lets go what came into a map or a set first, of which so much stays. */
export function letGoFirst(all: Map<unknown, unknown> | Set<unknown>, most: number): void {
  for (const key of all.keys()) {
    if (all.size <= most) return;
    all.delete(key);
  }
}
