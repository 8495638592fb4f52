/** The pool of a service as one, for those to whom the kinds in it are all the same. */
import type { Account } from "../state/state.ts";
import { alphaSenders } from "./alpha_senders.ts";
import { channelSenders } from "./channel_senders.ts";
import { destinationAlphaSenders } from "./destination_alpha_senders.ts";
import { phoneNumbers } from "./phone_numbers.ts";
import type { PoolResource, PoolSender } from "./resource.ts";
import type { ResourcesSeed } from "./seed.ts";
import { shortCodes } from "./short_codes.ts";

/** The kinds of what may be in the pool of a service, in the order of their turns. */
export const poolResources: readonly PoolResource<ResourcesSeed>[] = [
  channelSenders,
  phoneNumbers,
  shortCodes,
  alphaSenders,
  destinationAlphaSenders,
];

/** All that an account may put into a pool, in one or not. */
export function membersOf(account: Account): PoolSender[] {
  return poolResources.flatMap(({ membersOf }) => [...membersOf?.(account).values() ?? []]);
}
