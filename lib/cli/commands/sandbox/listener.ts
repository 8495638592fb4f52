import type { RequestListener } from "node:http";
import { type GuardOptions, isControlPath } from "../../../sandbox/control/mod.ts";
import { nodeListener, type Transport } from "../../../sandbox/mod.ts";

/**
 * Answers for Twilio, and below `/_sandbox/` for the control API. What a web page of another origin
 * asks is refused, and what comes by a name that is not this machine's, nor one of Twilio's.
 *
 * @param api answers for Twilio
 * @param control answers below `/_sandbox/`, and has a guard of its own
 * @param isOpen whether others may reach it, by any name
 */
export function guardedListener(
  api: Transport,
  control: Transport,
  guard: GuardOptions,
  isOpen: boolean,
): RequestListener {
  const answerApi = nodeListener(api, { ...guard, anyHost: isOpen });
  // Any name and origin come as far as its own guard.
  const answerControl = nodeListener(control, { allowedOrigins: ["*"], anyHost: true });
  return (request, response) => {
    const path = (request.url ?? "").replace(/^https?:\/\/[^/?#]*/i, "").replace(/[?#].*/, "");
    return isControlPath(path) ? answerControl(request, response) : answerApi(request, response);
  };
}
