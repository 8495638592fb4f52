import { createWatchers, type Watchers } from "../../watchers.ts";
import type { Keep } from "../../keep.ts";
import type { Resource } from "../resource.ts";
import { type Callbacks, createCallbacks } from "./callbacks.ts";
import { checkMessages } from "./check.ts";
import { createDelivery, type Delivery, type MessageChange } from "./delivery.ts";
import { createInbound, type Receive } from "./inbound.ts";
import type { Random } from "../../random.ts";
import { mediaRoutes } from "./media.ts";
import type { MessageSettings } from "./options.ts";
import { restoreMessages } from "./restore.ts";
import { messageRoutes } from "./routes.ts";
import { saveMessages } from "./save.ts";
import type { ServicesOfAccount } from "../services/seed.ts";
import type { MessagesOfAccount } from "./seed.ts";

/** The messages of a sandbox, which move on, and of which it tells. */
export interface Messages extends Resource<MessagesOfAccount & ServicesOfAccount> {
  readonly deliver: Delivery["deliver"];
  readonly clockMoved: Delivery["clockMoved"];
  readonly wake: Delivery["wake"];
  readonly callbacks: Callbacks;
  /** Are told of each message, when it is new and when its status changes. */
  readonly watchers: Watchers<MessageChange>;
  /** Takes in a message of a customer. */
  readonly receive: Receive;
  /** Nothing moves on by itself any more. */
  readonly stop: Delivery["stop"];
}

/**
 * Makes the messages of a sandbox.
 *
 * @param kept how many callbacks are kept, and how many messages
 */
export function createMessages(
  settings: MessageSettings,
  kept: { readonly record: number; readonly keep: Keep },
  now: () => Date,
  random: Random,
): Messages {
  const { onMessage } = settings;
  const callbacks = createCallbacks(kept.record, settings);
  const watchers = createWatchers<MessageChange>();
  if (onMessage) {
    watchers.add(({ account, message }) =>
      onMessage({ ...structuredClone(message), accountSid: account.sid })
    );
  }
  const delivery = createDelivery(now, settings, callbacks, watchers, kept.keep);
  return {
    members: {
      account: ["messages", "deletedMessages", "wrote", "refusedRecipients", "inboundWebhooks"],
      service: ["stickies", "turns"],
    },
    routes: [...messageRoutes(delivery, settings.overRcs), ...mediaRoutes],
    check: checkMessages,
    restore(account, seed) {
      restoreMessages(account, seed);
      delivery.resume(account);
    },
    save: saveMessages,
    deliver: delivery.deliver,
    clockMoved: delivery.clockMoved,
    wake: delivery.wake,
    callbacks,
    watchers,
    receive: createInbound({ now, random, callbacks, delivery }),
    stop: delivery.stop,
  };
}
