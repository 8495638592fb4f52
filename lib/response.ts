import { TwilioApiError, TwilioNetworkError } from "./errors.ts";
import { demand, text } from "./fields.ts";
import type { Metadata } from "./types.ts";

/** What a response says of itself. */
export function metadataOf(url: string, { status, headers }: Response): Metadata {
  return {
    url,
    status,
    headers,
    server: headers.get("server"),
    // The official documents name the second header for the newer resources of the same host.
    requestId: headers.get("twilio-request-id") ?? headers.get("t-request-id"),
  };
}

/** The error for whatever a transport or a stream threw; an abort passes, and so do ours. */
export function networkError(
  thrown: unknown,
  { method, url }: { readonly method: string; readonly url: string },
): unknown {
  const { cause, name, stack } = Object(thrown);
  if (/Abort|Twilio/.test(name)) return thrown;
  return new TwilioNetworkError({
    reason: `${thrown}`,
    detail: cause && `${cause}`,
    method,
    url,
    cause: Object.assign(new Error(), { name, stack }),
  });
}

/** The error for a refusal of Twilio's, legacy or RFC 9457. */
export function apiError(body: unknown, metadata: Metadata): TwilioApiError {
  const wire = Object(body);
  const reason = text(wire, "message") ?? text(wire, "title");
  demand(reason, "error");
  return new TwilioApiError({
    code: Number.isInteger(wire.code) ? wire.code : null,
    reason,
    detail: text(wire, "detail"),
    moreInfo: text(wire, "more_info") ?? text(wire, "type"),
    details: wire.details ?? wire.errors,
    ...metadata,
  });
}
