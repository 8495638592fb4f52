import type { Insides } from "../insides.ts";
import type { Sandbox } from "../types.ts";
import type { Clock } from "./clock.ts";
import type { EventLog } from "./events.ts";
import type { Outcomes } from "./outcomes.ts";
import type { Recipients } from "./recipients.ts";
import type { SenderOutcomes } from "./sender_outcomes.ts";

/** What the control API drives. */
export interface Driven {
  readonly sandbox: Sandbox;
  readonly inside: Insides;
  readonly clock: Clock | null;
  readonly outcomes: Outcomes | null;
  readonly recipients: Recipients | null;
  readonly senderOutcomes: SenderOutcomes | null;
  readonly events: EventLog;
}
