import type { Account } from "../../state/state.ts";
import { catchUp, type Course, move } from "./course.ts";
import type { SenderSettings } from "./options.ts";
import { accountSenders, type Sender } from "./state.ts";

/** Moves senders on, from status to status. */
export interface Life {
  /** The time by the sandbox's clock, in milliseconds since 1970. */
  time(): number;
  /** Somebody fetches a sender, and will see what it is afterwards. */
  look(sender: Sender): void;
  /** Moves a sender to where it is by the clock. */
  settle(sender: Sender): void;
  /** Takes on the senders of an account. */
  add(account: Account): void;
  /** Forgets all accounts. */
  stop(): void;
  /** Moves all senders on, by so many statuses. */
  deliver(steps?: number): void;
}

/**
 * The life of senders. The statuses are documented, their order is inferred:
 *
 * ```
 * WhatsApp  CREATING ─┬─> VERIFYING ─┬─> ONLINE <─> ONLINE:UPDATING
 *                     │       ^      ├─> TWILIO_REVIEW
 *                     │   with a code└─> OFFLINE
 *                     └─> PENDING_VERIFICATION
 * RCS       CREATING ───> DRAFT
 *
 * names     PENDING_REVIEW ─┬─> APPROVED ─┬─> COMPLETED
 *                           └─> DECLINED  └─> PIN_MISMATCH, REGISTRATION_FAILED, EXPIRED
 * ```
 */
export function createLife({ pace }: SenderSettings, now: () => Date): Life {
  const accounts: Account[] = [];
  const time = () => now().getTime();

  /** Moves a sender and its name, each in the same way. */
  function advance(sender: Sender, moved: (course: Course) => boolean): boolean {
    const { course, pendingName } = sender;
    const isFurther = moved(course);
    const isNameFurther = pendingName !== null && moved(pendingName);
    if (isNameFurther && pendingName.status === "COMPLETED") {
      sender.profile = { ...sender.profile, name: pendingName.name };
    }
    return isFurther || isNameFurther;
  }

  function settle(sender: Sender): void {
    if (typeof pace === "number") advance(sender, (course) => catchUp(course, pace, time()));
  }

  return {
    time,
    settle,
    look(sender) {
      if (pace === "look") advance(sender, (course) => move(course, time()));
      else settle(sender);
    },
    add: (account) => void accounts.push(account),
    stop: () => void (accounts.length = 0),
    deliver(steps = Infinity) {
      const all = accounts.flatMap((account) => [...accountSenders(account).details.values()]);
      for (const sender of all) {
        for (let step = 0; step < steps; step++) {
          if (!advance(sender, (course) => move(course, time()))) break;
        }
      }
    },
  };
}
