import { TwilioApiError, TwilioNetworkError, TwilioResponseError } from "./errors.ts";
import { demand, text } from "./fields.ts";
import type { Metadata } from "./types.ts";

/** What a response says of itself. */
export function metadataOf(method: string, url: string, { status, headers }: Response): Metadata {
  // https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
  const after = headers.get("retry-after") ?? "";
  return {
    method,
    url,
    status,
    headers,
    // The official documents name the second header for the newer resources of the same host.
    requestId: headers.get("twilio-request-id") ?? headers.get("t-request-id"),
    retryAfter: /^\d+$/.test(after) ? Number(after) : Date.parse(after) ? new Date(after) : null,
  };
}

/** The error for an answer that Twilio does not give. */
export function responseError(problem: string, metadata: Metadata): TwilioResponseError {
  const server = metadata.headers.get("server") ?? "unnamed server";
  return new TwilioResponseError(`${problem} from ${server}`, metadata);
}

/** The error for whatever a transport or a stream threw; an abort passes, and so do ours. */
export function networkError(thrown: unknown, method: string, url: string): unknown {
  const { name, message = thrown, stack, cause } = Object(thrown);
  if (/^(Abort|Timeout|Twilio\w+)Error$/.test(name)) return thrown;
  const problem = `${message} ${cause?.message ?? ""}`;
  return new TwilioNetworkError(problem, {
    method,
    url,
    cause: Object.assign(new Error(problem), { name, stack }),
  });
}

/** The error for a refusal of Twilio's, legacy or RFC 9457. */
export function apiError(body: unknown, metadata: Metadata): TwilioApiError {
  const wire = Object(body);
  const reason = text(wire, "message") ?? text(wire, "title");
  demand(reason, "error");
  return new TwilioApiError(`[${wire.code}] ${reason}`, {
    ...metadata,
    code: Number.isInteger(wire.code) ? wire.code : null,
    reason,
    detail: text(wire, "detail"),
    moreInfo: text(wire, "more_info") ?? text(wire, "type"),
    details: wire.details ?? wire.errors ?? null,
  });
}
