import { withoutCredentials } from "./credentials.ts";
import {
  TwilioApiError,
  TwilioNetworkError,
  TwilioResponseError,
  TwilioTimeoutError,
} from "../errors.ts";
import { isTwilioError, memberOf } from "../error_guards.ts";
import type { Metadata } from "../types.ts";
import type { Wire } from "./answer.ts";
import { describe } from "./describe.ts";

/** What was asked: the method, and the URL. */
export interface Asked {
  /** HTTP method. */
  readonly method: string;
  /** URL; "" where it is not known. */
  readonly url: string;
}

/** What a response says of itself. */
export function metadataOf(
  url: string,
  { status, headers }: Pick<Response, "status" | "headers">,
): Metadata {
  return {
    url,
    status,
    headers,
    server: headers.get("server"),
    // The official documents name the second header for the newer resources of the same host.
    requestId: headers.get("twilio-request-id") ?? headers.get("t-request-id"),
  };
}

function headersWithoutCredentials(headers: Headers): Headers {
  const all = [...headers];
  return all.some(([, value]) => withoutCredentials(value) !== value)
    ? new Headers(all.map(([name, value]): [string, string] => [name, withoutCredentials(value)]))
    : headers;
}

/** What an error is told of the answer that it is about. */
function answerFields({ method, url }: Asked, { status, headers: received }: Response) {
  const headers = headersWithoutCredentials(received);
  const retryAfter = retryAfterOf(headers.get("retry-after"));
  return { ...metadataOf(url, { status, headers }), method, retryAfter };
}

/** What `Retry-After` asks for: seconds, a moment, or nothing that one can tell. */
export function retryAfterOf(header: string | null): number | Date | null {
  const value = header ?? "";
  if (/^\d+$/.test(value)) return Number(value);
  if (!httpDate.test(value)) return null;
  // Of the three forms of a date that HTTP has, the one by `asctime` does not say that it is UTC.
  const date = new Date(value.endsWith("GMT") ? value : `${value} GMT`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** A day of the week, a date, a time, and `GMT` or a year. */
const httpDate = /^[A-Z][a-z]+,? .*\d\d:\d\d:\d\d (GMT|\d{4})$/;

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

/**
 * The error for a success that can't be read. Where it is the answer to a change, it says that the
 * change was made.
 */
export function unreadable(
  reason: string,
  asked: Asked,
  response: Response,
): TwilioResponseError {
  const { ok, status } = response;
  const made = ok && asked.method !== "GET" ? `; by status ${status} the change was made` : "";
  return responseError(reason + made, asked, response);
}

/** A text among the members of a refusal; one that is empty or no text is as good as missing. */
function textIn(wire: Wire, ...members: readonly string[]): string | null {
  for (const member of members) {
    const value = wire[member];
    if (typeof value === "string" && value !== "") return value;
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

/** Bugs, and permissions that Deno misses: no failures of the network, and no repeat mends them. */
const neverRepeated = /^((Reference|Range|Syntax|URI|Eval)Error|NotCapable|PermissionDenied)$/;
/** What engines say in the TypeError of a bug; that of a failed network has the same name. */
const bugs: readonly RegExp[] = [
  /\bis not (an?|iterable|defined|extensible)\b/i,
  /^(Cannot|Attempt(ed|ing) to) (read|set|add|assign|define|access|destructure|convert)\b/,
  /^(Illegal invocation|Spread syntax)\b/,
  // A fetch that does not know the platform's Request takes its text for a URL.
  /^(Failed to parse|Invalid) URL\b/,
];

function isBug(name: string, message: string): boolean {
  return neverRepeated.test(name) ||
    (name === "TypeError" && bugs.some((bug) => bug.test(message)));
}

/** A member of what was thrown, where it is a text. */
function textOfMember(thrown: unknown, member: string): string {
  const value = memberOf(thrown, member);
  return typeof value === "string" ? value : "";
}

/** The first line of what was thrown, without the stack that some platforms add; "" for no error. */
function firstLine(thrown: unknown): string {
  const parts = typeof thrown === "string"
    ? [thrown]
    : [textOfMember(thrown, "name"), textOfMember(thrown, "message")];
  const text = parts.filter((part) => part !== "").join(": ").trim();
  return withoutCredentials(text.split("\n", 1)[0]!.trim());
}

/** What lies beneath, such as `Error: connect ECONNREFUSED 127.0.0.1:1`. */
function causeLine(cause: unknown): string | undefined {
  // Where several addresses were tried, each has its own failure.
  const first = memberOf(memberOf(cause, "errors"), "0") ?? cause;
  return firstLine(first) || undefined;
}

/**
 * The error for what a transport threw. Errors of this library pass as they are, also those of another
 * copy of it; so do aborts, bugs and missing permissions, which no repeat would mend.
 */
export function transportFailure(thrown: unknown, asked: Asked): unknown {
  const isOther = isBug(textOfMember(thrown, "name"), textOfMember(thrown, "message"));
  return isOther ? thrown : bodyFailure(thrown, asked);
}

/**
 * The error for what a body threw as it was read: whatever that is, the answer came to no end. Errors
 * of this library and aborts pass as they are.
 */
export function bodyFailure(thrown: unknown, { method, url }: Asked): unknown {
  const name = memberOf(thrown, "name");
  if (name === "AbortError" || isTwilioError(thrown)) return thrown;
  const reason = firstLine(thrown) || `the transport threw ${describe(thrown)}, not an error`;
  if (name === "TimeoutError") return new TwilioTimeoutError({ reason, method, url });
  const detail = causeLine(memberOf(thrown, "cause"));
  const stack = textOfMember(thrown, "stack");
  return new TwilioNetworkError({
    reason,
    detail: detail === reason ? undefined : detail,
    method,
    url,
    cause: stack === "" ? undefined : withoutCredentials(stack),
  });
}
