import type { Route } from "../http/router.ts";
import type { StatePart } from "../state/state_part.ts";
import type { Account, Service } from "../state/state.ts";
import type { Pool, PoolMember } from "./attachments.ts";

/**
 * A resource of a sandbox: what it answers, what a seed says of it, and how that comes into the state
 * and out again.
 */
export interface Resource<Seed> extends StatePart<Seed> {
  readonly routes: readonly Route[];
}

/** What a member of a pool says of itself, whatever its kind. */
export interface PoolSender extends PoolMember {
  readonly sender: string;
  readonly countryCode?: string | null;
  /** The country that a name is for; none where it is for all. */
  readonly country?: string;
  readonly capabilities?: readonly string[];
}

/** A kind of what may be in the pool of a service, for those to whom all kinds are the same. */
export interface PoolKind {
  /** What one of them is called. */
  readonly kind: string;
  /** Those of them that are in the pool of a service. */
  readonly poolOf: (service: Service) => Pool<PoolSender>;
  /** Those that an account has, in a pool or not; none where they come into being in a pool. */
  readonly membersOf?: (account: Account) => ReadonlyMap<string, PoolSender>;
  /** The country of those that say nothing of theirs. */
  readonly usualCountry?: string;
}

/** A resource whose members may be in the pool of a service. */
export interface PoolResource<Seed> extends Resource<Seed>, PoolKind {}
