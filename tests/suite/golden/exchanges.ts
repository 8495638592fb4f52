/**
 * Every exchange of this folder by the name of its file; README.md says where each came from. They
 * are imported one by one, as no runtime but Node could list the folder.
 */
import createWhatsapp from "./create-whatsapp.json" with { type: "json" };
import createMessenger from "./create-messenger.json" with { type: "json" };
import createRcs from "./create-rcs.json" with { type: "json" };
import fetchOne from "./fetch.json" with { type: "json" };
import list from "./list.json" with { type: "json" };
import listFirstOfTwo from "./list-first-of-two.json" with { type: "json" };
import listSecondOfTwo from "./list-second-of-two.json" with { type: "json" };
import remove from "./delete.json" with { type: "json" };
import createMessage from "./create-message.json" with { type: "json" };
import createMessageWithService from "./create-message-with-service.json" with { type: "json" };
import scheduledWhatsapp from "./create-message-scheduled-whatsapp.json" with { type: "json" };
import fetchMessage from "./fetch-message.json" with { type: "json" };
import errorNotFound from "./error-not-found.json" with { type: "json" };
import errorAlreadyInThisService from "./error-already-in-this-service.json" with { type: "json" };
import errorInAnotherService from "./error-in-another-service.json" with { type: "json" };
import errorUnauthorized from "./error-unauthorized.json" with { type: "json" };
import errorTooManyRequests from "./error-too-many-requests.json" with { type: "json" };
import errorInternal from "./error-internal.json" with { type: "json" };
import errorInternalText from "./error-internal-text.json" with { type: "json" };
import errorProblemDetails from "./error-problem-details.json" with { type: "json" };
import errorProblemWithoutCode from "./error-problem-without-code.json" with { type: "json" };
import errorMessageNoChannel from "./error-message-no-channel.json" with { type: "json" };

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
