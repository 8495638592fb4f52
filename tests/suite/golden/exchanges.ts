/**
 * Every exchange of this folder by the name of its file; README.md says where each came from. They
 * are imported one by one, as no runtime but Node could list the folder.
 */
import createWhatsapp from "./channel_senders/create-whatsapp.json" with { type: "json" };
import createMessenger from "./channel_senders/create-messenger.json" with { type: "json" };
import createRcs from "./channel_senders/create-rcs.json" with { type: "json" };
import fetchOne from "./channel_senders/fetch.json" with { type: "json" };
import list from "./channel_senders/list.json" with { type: "json" };
import listFirstOfTwo from "./channel_senders/list-first-of-two.json" with { type: "json" };
import listSecondOfTwo from "./channel_senders/list-second-of-two.json" with { type: "json" };
import remove from "./channel_senders/delete.json" with { type: "json" };
import createMessage from "./messages/create.json" with { type: "json" };
import createMessageWithService from "./messages/create-with-service.json" with { type: "json" };
import scheduledWhatsapp from "./messages/create-scheduled-whatsapp.json" with { type: "json" };
import fetchMessage from "./messages/fetch.json" with { type: "json" };
import errorNotFound from "./channel_senders/error-not-found.json" with { type: "json" };
import errorAlreadyInThisService from "./channel_senders/error-already-in-this-service.json" with {
  type: "json",
};
import errorInAnotherService from "./channel_senders/error-in-another-service.json" with {
  type: "json",
};
import errorUnauthorized from "./channel_senders/error-unauthorized.json" with { type: "json" };
import errorTooManyRequests from "./channel_senders/error-too-many-requests.json" with {
  type: "json",
};
import errorInternal from "./channel_senders/error-internal.json" with { type: "json" };
import errorInternalText from "./channel_senders/error-internal-text.json" with { type: "json" };
import errorProblemDetails from "./channel_senders/error-problem-details.json" with {
  type: "json",
};
import errorProblemWithoutCode from "./channel_senders/error-problem-without-code.json" with {
  type: "json",
};
import errorMessageNoChannel from "./messages/error-no-channel.json" with { type: "json" };

/** A request and its answer. */
export interface Exchange {
  operation: string;
  input: Record<string, unknown>;
  request: { method: string; url: string; headers: Record<string, string>; body: string };
  /** Text stands for itself, `null` for no body, anything else for its JSON. */
  response: { status: number; headers: Record<string, string>; body: unknown };
  /** What the parser makes of a success, dates as ISO 8601. */
  value?: unknown;
  /** Members of the error that the parser makes of a refusal. */
  error?: Record<string, unknown>;
}

export const exchanges: Record<string, Exchange> = {
  "create-whatsapp": createWhatsapp,
  "create-messenger": createMessenger,
  "create-rcs": createRcs,
  "fetch": fetchOne,
  list,
  "list-first-of-two": listFirstOfTwo,
  "list-second-of-two": listSecondOfTwo,
  "delete": remove,
  "create-message": createMessage,
  "create-message-with-service": createMessageWithService,
  "create-message-scheduled-whatsapp": scheduledWhatsapp,
  "fetch-message": fetchMessage,
  "error-not-found": errorNotFound,
  "error-already-in-this-service": errorAlreadyInThisService,
  "error-in-another-service": errorInAnotherService,
  "error-unauthorized": errorUnauthorized,
  "error-too-many-requests": errorTooManyRequests,
  "error-internal": errorInternal,
  "error-internal-text": errorInternalText,
  "error-problem-details": errorProblemDetails,
  "error-problem-without-code": errorProblemWithoutCode,
  "error-message-no-channel": errorMessageNoChannel,
};
