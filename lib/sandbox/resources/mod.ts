import { channelSenders } from "./channel_senders.ts";
import type { Messages } from "./messages/mod.ts";
import type { Resource } from "./resource.ts";
import type { ResourcesSeed } from "./seed.ts";

/**
 * The resources that a sandbox has. They are restored in this order: what is in the pools comes before
 * the messages, which say who served whom.
 */
export function resourcesWith(messages: Messages): readonly Resource<ResourcesSeed>[] {
  return [
    channelSenders,
    messages,
  ];
}
