import type { Route } from "../http/router.ts";
import type { StatePart } from "../state/state_part.ts";

/**
 * A resource of a sandbox: what it answers, what a seed says of it, and how that comes into the state
 * and out again.
 */
export interface Resource<Seed> extends StatePart<Seed> {
  readonly routes: readonly Route[];
}
