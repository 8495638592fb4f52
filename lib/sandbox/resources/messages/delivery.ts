import { type Keep, letGoFirst } from "../../keep.ts";
import { checkInput } from "../../../wire/input.ts";
import type { Selection } from "../../../addresses/selection.ts";
import type { Watchers } from "../../watchers.ts";
import type { Callbacks } from "./callbacks.ts";
import type { MessageSettings } from "./options.ts";
import { callbackOf } from "./wire.ts";
import { type Account, toSeconds } from "../../state/state.ts";
import { accountMessaging, type SentMessage, serviceMessaging } from "./state.ts";
import { takeStep } from "./steps.ts";

/** A message that is new, or has another status. */
export interface MessageChange {
  readonly account: Account;
  readonly message: SentMessage;
  /** How the service came to its sender, where it has just chosen one, or found none. */
  readonly selection: Selection<unknown> | null;
}

/** Moves messages on, from status to status. */
export interface Delivery {
  /** Takes on the messages of an account that a seed left under way. */
  resume(account: Account): void;
  /** Adds a message to those of its account, of which the oldest are let go where they are too many. */
  add(account: Account, message: SentMessage): void;
  /** Takes on a message that was created. */
  accept(account: Account, message: SentMessage): void;
  /** Somebody looks at a message, and will see what it is afterwards. */
  look(account: Account, message: SentMessage): void;
  /** Cancels a message that is scheduled, and tells of it. */
  cancel(account: Account, message: SentMessage): void;
  /** Somebody is to hear of a message. */
  announce(account: Account, message: SentMessage): void;
  /** Nothing moves on by itself any more. */
  stop(): void;
  /** A message is gone, and moves no more. */
  forget(message: SentMessage): void;
  /** Sets the timers of messages that a seed left under way, once somebody calls: Workers want that. */
  wake(): void;
  /** The clock was put forward: what is scheduled goes when it is time by the clock as it is now. */
  clockMoved(): void;
  /** Moves all messages on, by so many statuses, and waits for their callbacks. */
  deliver(steps?: number): Promise<void>;
}

/**
 * The life of messages, as Twilio documents it:
 *
 * ```
 * canceled <─ scheduled ─┐
 * with a service          ├─> queued ─> sent ─> delivered ─> read
 *             accepted ───┘
 * with a sender               queued        └─> undelivered
 * none fits, or it is so decided   └─> failed
 * ```
 *
 * The service chooses as the message is queued. `sending` and `partially_delivered` do not occur. A
 * scheduled message waits until it is time by the sandbox's clock.
 *
 * @see https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
 */
export function createDelivery(
  now: () => Date,
  settings: MessageSettings,
  callbacks: Callbacks,
  watchers: Watchers<MessageChange>,
  keep: Keep,
): Delivery {
  const { pace } = settings;
  const underWay = new Map<SentMessage, Account>();
  const timers = new Map<SentMessage, ReturnType<typeof setTimeout>>();
  let asleep: SentMessage[] = []; // those of the seed, whose timers have not been set

  /** Moves a message to its next status; says whether it moved. */
  function move(account: Account, message: SentMessage): boolean {
    const { status, sendAt } = message;
    const time = now();
    if (status === "scheduled" && time.getTime() < Date.parse(sendAt!)) return false;
    const selection = takeStep(account, message, time, settings);
    tell(account, message, toSeconds(time), selection);
    return true;
  }

  /** Tells of a message's new status. */
  function tell(
    account: Account,
    message: SentMessage,
    date: string,
    selection: Selection<unknown> | null = null,
  ): void {
    message.dateUpdated = date;
    if (!isUnderWay(message)) forget(message);
    watchers.tell({ account, message, selection });
    const told = callbackOf(account, message);
    if (told) callbacks.tell(told);
  }

  function announce(account: Account, message: SentMessage): void {
    watchers.tell({ account, message, selection: null });
  }

  function forget(message: SentMessage): void {
    underWay.delete(message);
    clearTimeout(timers.get(message));
    timers.delete(message);
  }

  /** Moves a message on after a while, until it has arrived; one that cannot be moved stays. */
  function later(account: Account, message: SentMessage): void {
    const { status, sendAt } = message;
    const wait = status === "scheduled" ? Date.parse(sendAt!) - now().getTime() : 0;
    const timer = setTimeout(() => {
      timers.delete(message);
      try {
        move(account, message);
      } catch {
        return;
      }
      if (underWay.has(message)) later(account, message);
    }, Math.min(Math.max(wait, Number(pace)), 0x7fff_ffff));
    timers.set(message, timer);
    // Where a timer is an object, it can be told to keep no process alive.
    (Object(timer) as { unref?(): void }).unref?.();
  }

  function wake(): void {
    const messages = asleep;
    asleep = [];
    for (const message of messages) {
      const account = underWay.get(message);
      if (account) later(account, message);
    }
  }

  return {
    resume(account) {
      for (const { item: message } of accountMessaging(account).messages.places()) {
        if (!message || !isUnderWay(message)) continue;
        underWay.set(message, account);
        if (typeof pace === "number") asleep.push(message);
      }
    },

    announce,

    stop() {
      timers.forEach(clearTimeout);
      for (const [message] of underWay) forget(message);
      asleep = [];
    },

    add(account, message) {
      const { messages, wrote } = accountMessaging(account);
      messages.add(message.sid, message);
      messages.letGo(keep.messages).forEach(forget);
      messages.forgetPlaces(keep.removed);
      letGoFirst(wrote, keep.messages);
      const service = account.services.get(message.messagingServiceSid ?? "");
      if (service) letGoFirst(serviceMessaging(service).stickies, keep.messages);
    },

    accept(account, message) {
      announce(account, message);
      underWay.set(message, account);
      wake();
      if (typeof pace === "number") later(account, message);
    },

    cancel(account, message) {
      message.status = "canceled";
      tell(account, message, toSeconds(now()));
    },

    forget,

    look(account, message) {
      wake();
      if (pace === "look" && underWay.has(message)) move(account, message);
    },

    wake,

    clockMoved() {
      for (const [message, timer] of timers) {
        const account = underWay.get(message);
        if (account === undefined || message.status !== "scheduled") continue;
        clearTimeout(timer);
        later(account, message);
      }
    },

    async deliver(steps = Infinity) {
      checkInput(steps >= 0, "steps", "0 or more");
      // Not those that come in answer to a callback, which might go on for ever.
      const messages = [...underWay];
      for (let step = 0, moved = true; moved && step < steps; step++) {
        moved = false;
        for (const [message, account] of messages) {
          if (underWay.has(message) && move(account, message)) moved = true;
        }
      }
      await callbacks.settled();
    },
  };
}

/** Whether there is something to come. */
function isUnderWay({ status, outcome }: SentMessage): boolean {
  return /^(scheduled|accepted|queued|sent)$/.test(status) ||
    (status === "delivered" && outcome?.status === "read");
}
