import type { Unknowns } from "../unknowns.ts";
import type { Account } from "./state.ts";

/** What the checks of a seed share. */
export interface SeedContext {
  /** The SIDs and tokens so far, of which none may come again: for `unique`. */
  readonly seen: Set<string>;
  readonly unknowns: Unknowns;
}

/**
 * What somebody else keeps of each account and of its services, and what a seed says of it. The state
 * room knows accounts, logins and which services there are; all else comes in such parts.
 */
export interface StatePart<Seed> {
  /** The members of a seed that are its own: of an account, and of each service. Default: none. */
  readonly members?: {
    readonly account?: readonly (keyof Seed & string)[];
    readonly service?: readonly string[];
  };
  /**
   * Insists that its part of an account's seed makes sense. The services are checked already, but for
   * what this part has in them.
   *
   * @throws {TwilioInputError} which names the field at fault by its path
   */
  readonly check: (seed: Seed, path: string, context: SeedContext) => void;
  /** Puts into an account and its services what a checked seed says. It shares nothing with it. */
  readonly restore: (account: Account, seed: Seed, now: () => Date) => void;
  /**
   * What a seed has to say for an account to be as it is: plain JSON, shared with nothing. Its
   * `services`, if it has any, are those of the account, in their order.
   */
  readonly save: (account: Account) => Seed;
}
