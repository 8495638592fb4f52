import type { Insides } from "../insides.ts";
import type { CallbackRecord } from "../resources/messages/callback.ts";
import type { SentMessage } from "../resources/messages/state.ts";
import { type Brief, briefOf } from "./conversations.ts";
import type { Course } from "./courses.ts";

/** A message opened. */
export interface Details extends Brief {
  readonly messagingServiceSid: string | null;
  readonly course: Course["steps"];
  readonly choice: readonly string[];
  readonly callbacks: readonly object[];
}

/** What the page shows of a message that is opened. */
export function detailsOf(
  message: SentMessage,
  course: Course | null,
  { messages: { callbacks } }: Insides,
): Details {
  const { sid, messagingServiceSid, status, errorCode, dateUpdated } = message;
  return {
    ...briefOf(message),
    messagingServiceSid,
    // Of one that was there before the page, the end alone is known.
    course: course?.steps ?? [{ status, errorCode, date: dateUpdated }],
    choice: choiceOf(message, course),
    callbacks: callbacks.records().filter(({ messageSid }) => messageSid === sid).map(told),
  };
}

function choiceOf({ direction, messagingServiceSid }: SentMessage, course: Course | null) {
  if (course !== null && course.choice.length > 0) return course.choice;
  if (direction === "inbound") return ["The customer wrote to it."];
  if (direction === "outbound-reply") return ["It is what the customer wrote to."];
  if (messagingServiceSid === null) return ["The request named it, and no service."];
  return ["The service has not chosen yet, or it chose before this sandbox was started."];
}

function told(callback: CallbackRecord): object {
  const { number, messageStatus, url, params, signature, outcome, status, reason } = callback;
  const { answer } = callback;
  return {
    number,
    about: messageStatus,
    url,
    fields: params,
    signature,
    outcome,
    status,
    reason,
    answer,
  };
}
