import type { Answer } from "../../http/answers.ts";
import type { SenderSettings } from "./options.ts";
import { nameDeclined, nameUnderWay } from "./refusals.ts";
import type { Sender } from "./state.ts";

/** What becomes of a name in a request: what its answer says of that, or its refusal. */
type Outcome = "updating" | "no_change" | "pending_review" | Answer;

/** What keeps another name from being looked at. */
const underWay = ["PENDING_REVIEW", "APPROVED"];

/**
 * Asks for another name of a sender on WhatsApp, which is looked at by Meta and in force later. All of
 * this is documented.
 */
export function changeName(
  sender: Sender,
  name: string,
  { nameOutcome }: SenderSettings,
  time: number,
): Outcome {
  const { profile, pendingName } = sender;
  if (profile?.["name"] === name) return "no_change";
  if (pendingName && underWay.includes(pendingName.status)) {
    return pendingName.name === name ? "pending_review" : nameUnderWay();
  }
  const end = nameOutcome(name);
  if (end === 63124) return nameDeclined();
  const next = end === "DECLINED" ? [end] : ["APPROVED", end];
  sender.pendingName = { name, status: "PENDING_REVIEW", since: time, next };
  return "updating";
}
