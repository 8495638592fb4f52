/**
 * A sandbox that is driven over HTTP, from any language: what a program in process can do, under
 * `/_sandbox/`, and a page that shows what was sent. A bundle of the sandbox alone has nothing of it.
 *
 * @module
 */
export { controlOf, type ControlOptions, isControlPath, withControl } from "./control.ts";
export { type Clock, createClock } from "./clock.ts";
export { createRecipients, type RecipientRules, type Recipients } from "./recipients.ts";
export {
  createSenderOutcomes,
  type NameRule,
  type SenderOutcomes,
  type SenderRule,
  type SenderRules,
} from "./sender_outcomes.ts";
export { createOutcomes, type OutcomeRule, type Outcomes } from "./outcomes.ts";
export { type GuardOptions, refusalOf } from "../http/guard.ts";
