import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { type GuardOptions, isControlPath, refusalOf } from "../../../sandbox/control/mod.ts";
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
  const answerApi = nodeListener(api);
  const answerControl = nodeListener(control);
  return (request, response) => {
    const path = (request.url ?? "").replace(/^https?:\/\/[^/?#]*/i, "").replace(/[?#].*/, "");
    if (isControlPath(path)) return answerControl(request, response);
    const refusal = whyRefused(request, guard, isOpen);
    if (refusal === null) return answerApi(request, response);
    refuse(response, refusal);
  };
}

function whyRefused(
  { headers: { host, origin } }: IncomingMessage,
  guard: GuardOptions,
  isOpen: boolean,
): string | null {
  // A client of HTTP/1.0 may leave it out, and no browser does.
  if (host === undefined && origin === undefined) return null;
  return refusalOf(
    host ?? null,
    origin ?? null,
    guard,
    (name) => isOpen || /(^|\.)twilio\.com$/.test(name),
  );
}

function refuse(response: ServerResponse, reason: string): void {
  const body = JSON.stringify({ status: 403, message: reason });
  response.writeHead(403, { "content-type": "application/json", connection: "close" }).end(body);
}
