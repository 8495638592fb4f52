import { accountShortCodes } from "./account_short_codes.ts";
import { incomingPhoneNumbers } from "./incoming_phone_numbers.ts";
import type { Messages } from "./messages/mod.ts";
import { poolResources } from "./pool.ts";
import type { Resource } from "./resource.ts";
import type { ResourcesSeed } from "./seed.ts";
import type { Senders } from "./senders/senders.ts";
import { services } from "./services/services.ts";

/**
 * The resources that a sandbox has. They are restored in this order: what is in the pools comes before
 * the messages, which say who served whom.
 */
export function resourcesWith(
  messages: Messages,
  senders: Senders,
): readonly Resource<ResourcesSeed>[] {
  return [
    services,
    ...poolResources,
    senders,
    messages,
    incomingPhoneNumbers,
    accountShortCodes,
  ];
}
