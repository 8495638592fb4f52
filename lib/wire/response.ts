import { TwilioApiError, TwilioError, TwilioNetworkError } from "../errors.ts";
import { demand, text } from "./answer.ts";
import type { Metadata } from "../types.ts";

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

/** The error for whatever a transport or a stream threw; aborts of the platform pass, and ours. */
export function networkError(
  thrown: unknown,
  { method, url }: { readonly method: string; readonly url: string },
): unknown {
  if (thrown instanceof TwilioError || thrown instanceof DOMException) return thrown;
  const { cause, stack } = Object(thrown);
  return new TwilioNetworkError({
    reason: String(thrown),
    detail: cause && String(cause),
    method,
    url,
    cause: stack,
  });
}

/** The error for a refusal of Twilio's, legacy or RFC 9457. */
export function apiError(body: unknown, metadata: Metadata): TwilioApiError {
  const wire = Object(body);
  const reason = text(wire, "message") ?? text(wire, "title");
  demand(reason, "error");
  return new TwilioApiError({
    code: wire.code === (wire.code | 0) ? wire.code : null,
    reason,
    detail: text(wire, "detail"),
    moreInfo: text(wire, "more_info") ?? text(wire, "type"),
    details: wire.details ?? wire.errors,
    ...metadata,
  });
}
