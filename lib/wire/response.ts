import {
  TwilioApiError,
  TwilioNetworkError,
  TwilioResponseError,
  TwilioTimeoutError,
} from "../errors.ts";
import { isTwilioError } from "../error_guards.ts";
import type { Metadata } from "../types.ts";
import type { Wire } from "./answer.ts";

/** What was asked: the method, and the URL. */
export interface Asked {
  /** HTTP method. */
  readonly method: string;
  /** URL; "" where it is not known. */
  readonly url: string;
}

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

/** The value of `Authorization`, or the user and password in it, wherever an answer repeats them. */
const credential = /\b(?:Basic|Bearer)\s+[\w.~+/=-]{20,}|\b(?:AC|SK)[\da-f]{32}:[^\s"'@]+/gi;

/** A text without what looks like a credential: a proxy may send back what it was sent. */
export function withoutCredentials(text: string): string {
  return text.replace(credential, "[credential]");
}

function headersWithoutCredentials(headers: Headers): Headers {
  const all = [...headers];
  return all.some(([, value]) => withoutCredentials(value) !== value)
    ? new Headers(all.map(([name, value]) => [name, withoutCredentials(value)]))
    : headers;
}

/** What an error is told of the answer that it is about. */
function answerFields(asked: Asked, response: Response) {
  const { headers, ...metadata } = metadataOf(asked.url, response);
  return {
    ...metadata,
    method: asked.method,
    headers: headersWithoutCredentials(headers),
    retryAfter: retryAfterOf(headers.get("retry-after")),
  };
}

/** What `Retry-After` asks for: seconds, a moment, or nothing that one can tell. */
export function retryAfterOf(header: string | null): number | Date | null {
  const value = header ?? "";
  if (/^\d+$/.test(value)) return Number(value);
  // Of the three forms of a date that HTTP has, the one by `asctime` does not say that it is UTC.
  const date = new Date(/ \d{4}$/.test(value) ? `${value} GMT` : value);
  return /^[A-Z][a-z]+,? /.test(value) && !Number.isNaN(date.getTime()) ? date : null;
}

/** The error for an answer that is not one of Twilio's. */
export function responseError(
  reason: string,
  asked: Asked,
  response: Response,
): TwilioResponseError {
  return new TwilioResponseError({
    reason: withoutCredentials(reason),
    ...answerFields(asked, response),
  });
}

/** A text among the members of a refusal; one that is something else is as good as missing. */
function textIn(wire: Wire, ...members: readonly string[]): string | null {
  for (const member of members) {
    const value = wire[member];
    if (typeof value === "string") return value;
  }
  return null;
}

/** The error for a refusal of Twilio's, legacy or RFC 9457; or for what is no refusal of Twilio's. */
export function refusal(
  body: unknown,
  asked: Asked,
  response: Response,
): TwilioApiError | TwilioResponseError {
  const wire: Wire = Object(body);
  const reason = textIn(wire, "message", "title");
  if (reason === null) {
    return responseError(
      "expected an error of Twilio's, got JSON with no message",
      asked,
      response,
    );
  }
  const { code } = wire;
  return new TwilioApiError({
    code: typeof code === "number" && Number.isInteger(code) ? code : null,
    reason,
    detail: textIn(wire, "detail"),
    moreInfo: textIn(wire, "more_info", "type"),
    details: wire["details"] ?? wire["errors"],
    ...answerFields(asked, response),
  });
}

/** Bugs, and the permissions that Deno misses: no failure of the network, and no repeat mends them. */
const notTheNetworks = /^((Reference|Range|Syntax|URI|Eval)Error|NotCapable|PermissionDenied)$/;
const bug = / is not |^Cannot (read|set|access|destructure|convert) |\bundefined\b/;

/** Whether what was thrown speaks of a mistake in a program, and not of the network. */
function isBug(name: string, message: string): boolean {
  return notTheNetworks.test(name) || (name === "TypeError" && bug.test(message));
}

/** The first line of what was thrown, without the stack that some platforms add. */
function firstLine(thrown: unknown): string {
  const { name = "Error", message } = Object(thrown);
  if (typeof message === "string") return line(`${String(name)}: ${message}`);
  return typeof thrown === "string" ? line(thrown) : `threw ${typeof thrown}`;
}

function line(text: string): string {
  return withoutCredentials(text.split("\n", 1)[0]!.trim());
}

/** What lies beneath, such as `Error: connect ECONNREFUSED 127.0.0.1:1`. */
function beneath(cause: unknown): string | undefined {
  if (cause === undefined || cause === null) return undefined;
  // Where several addresses were tried, each has its own failure.
  const [first] = Array.isArray(Object(cause).errors) ? Object(cause).errors : [cause];
  return firstLine(first);
}

/**
 * The error for what a transport or a stream threw. Errors of this library pass as they are, also
 * those of another copy of it; so do aborts, bugs and missing permissions, which no repeat would mend.
 */
export function networkError(thrown: unknown, asked: Asked): unknown {
  if (isTwilioError(thrown)) return thrown;
  const { name, message, cause, stack } = Object(thrown);
  if (name === "AbortError" || isBug(name, String(message))) return thrown;
  const { method, url } = asked;
  const reason = firstLine(thrown);
  if (name === "TimeoutError") return new TwilioTimeoutError({ reason, method, url });
  return new TwilioNetworkError({
    reason,
    detail: beneath(cause),
    method,
    url,
    cause: typeof stack === "string" ? withoutCredentials(stack) : undefined,
  });
}
