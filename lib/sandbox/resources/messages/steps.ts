/** The steps of a message, from one status to the next. */
import type { Selection } from "../../../addresses/selection.ts";
import { type Account, toSeconds } from "../../state/state.ts";
import { choose } from "./choose.ts";
import { type MessageSettings, toOutcome } from "./options.ts";
import type { SentMessage } from "./state.ts";
import { isInWindow } from "./window.ts";

/**
 * Moves a message to its next status.
 *
 * @returns how the service came to its sender, where it has just chosen one, or found none
 */
export function takeStep(
  account: Account,
  message: SentMessage,
  now: Date,
  settings: MessageSettings,
): Selection<unknown> | null {
  const { status } = message;
  if (status === "scheduled" || status === "accepted") return enqueue(account, message, settings);
  if (status === "queued") leave(account, message, now, settings);
  else if (status === "sent") arrive(message);
  else message.status = "read";
  return null;
}

/** The service chooses a sender, or finds none. */
function enqueue(
  account: Account,
  message: SentMessage,
  { overRcs }: MessageSettings,
): Selection<unknown> | null {
  const service = account.services.get(message.messagingServiceSid!);
  // What becomes of a message whose service was deleted meanwhile is unknown.
  if (!service) {
    fail(message, 21701);
    return null;
  }
  const choice = choose(service, message, overRcs(numberOf(message.to)));
  if (choice.from === null) {
    fail(message, choice.code);
    return choice.selection;
  }
  message.from = choice.from;
  message.channelSender = choice.channelSender;
  message.status = "queued";
  return choice.selection;
}

/** The message leaves, unless it is decided that it fails. */
function leave(account: Account, message: SentMessage, now: Date, settings: MessageSettings): void {
  const { overRcs, customerWrote } = settings;
  const { sid, messagingServiceSid, from, to, body } = message;
  if (!message.outcome && !isInWindow(account, message, now, customerWrote)) {
    message.outcome = { status: settings.outsideWindow(), errorCode: 63016 };
  }
  if (from!.startsWith("rcs:") && !overRcs(numberOf(to))) return fail(message, 63036);
  const outgoing = { sid, accountSid: account.sid, messagingServiceSid, from: from!, to, body };
  message.outcome ??= toOutcome(settings.outcome(outgoing), "outcome");
  if (message.outcome.status === "failed") return fail(message, message.outcome.errorCode);
  message.status = "sent";
  message.dateSent = toSeconds(now);
}

function arrive(message: SentMessage): void {
  const { status, errorCode } = message.outcome ?? toOutcome("delivered", "outcome");
  message.status = status === "read" ? "delivered" : status;
  message.errorCode = errorCode;
}

function fail(message: SentMessage, code: number | null): void {
  message.status = "failed";
  message.errorCode = code;
}

/** The number, or the id, in an address. */
function numberOf(address: string): string {
  return address.replace(/^\w+:/, "");
}
