import type {
  TwilioApiError,
  TwilioError,
  TwilioInputError,
  TwilioNetworkError,
  TwilioResponseError,
  TwilioTimeoutError,
} from "./errors.ts";

const names: readonly unknown[] = [
  "TwilioInputError",
  "TwilioApiError",
  "TwilioResponseError",
  "TwilioNetworkError",
  "TwilioTimeoutError",
  "TwilioWebhookError",
  "TwilioSenderError",
];

/** A member of what was thrown, which may be anything: reading it may throw in turn. */
export function memberOf(thrown: unknown, member: string): unknown {
  try {
    return Object(thrown)[member];
  } catch {
    return undefined;
  }
}

function nameOf(error: unknown): unknown {
  return memberOf(error, "name");
}

/**
 * Whether this is any error of this library, by name: true across realms and copies of it too.
 *
 * @example
 * ```ts
 * import { isTwilioError, TwilioInputError } from "@senderpool/twilio";
 *
 * const error: unknown = new TwilioInputError({ field: "sid", reason: "expected XE…" });
 * if (isTwilioError(error)) console.log(error.name, error.reason); // TwilioInputError expected XE…
 * ```
 */
export function isTwilioError(error: unknown): error is TwilioError {
  return names.includes(nameOf(error));
}

/**
 * Whether this is a {@linkcode TwilioInputError}, by name.
 *
 * @example
 * ```ts
 * import { fetchChannelSender, isTwilioInputError } from "@senderpool/twilio";
 *
 * try {
 *   fetchChannelSender.request({ messagingServiceSid: "MG", sid: "XE" });
 * } catch (error) {
 *   if (isTwilioInputError(error)) console.log(error.field); // messagingServiceSid
 * }
 * ```
 */
export function isTwilioInputError(error: unknown): error is TwilioInputError {
  return nameOf(error) === "TwilioInputError";
}

/**
 * Whether this is a {@linkcode TwilioApiError}, by name.
 *
 * @example
 * ```ts
 * import { fetchChannelSender, isTwilioApiError } from "@senderpool/twilio";
 *
 * const refusal = Response.json({ code: 20404, message: "Not found" }, { status: 404 });
 * const error = await fetchChannelSender.parse(refusal).catch((error) => error);
 * if (isTwilioApiError(error)) console.log(error.code, error.status); // 20404 404
 * ```
 */
export function isTwilioApiError(error: unknown): error is TwilioApiError {
  return nameOf(error) === "TwilioApiError";
}

/**
 * Whether this is a {@linkcode TwilioResponseError}, by name.
 *
 * @example
 * ```ts
 * import { fetchChannelSender, isTwilioResponseError } from "@senderpool/twilio";
 *
 * const page = new Response("<html>", { headers: { "content-type": "text/html" } });
 * const error = await fetchChannelSender.parse(page).catch((error) => error);
 * if (isTwilioResponseError(error)) console.log(error.reason); // expected JSON, got text/html
 * ```
 */
export function isTwilioResponseError(error: unknown): error is TwilioResponseError {
  return nameOf(error) === "TwilioResponseError";
}

/**
 * Whether this is a {@linkcode TwilioNetworkError}, by name.
 *
 * @example
 * ```ts
 * import { createClient, isTwilioNetworkError } from "@senderpool/twilio";
 *
 * const fetch = () => Promise.reject(new TypeError("fetch failed"));
 * const client = createClient({ auth: null, fetch, retry: null });
 * const error = await client.channelSenders.fetch({
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * }).catch((error) => error);
 * if (isTwilioNetworkError(error)) console.log(error.story?.mayHaveActed); // false: it was a GET
 * ```
 */
export function isTwilioNetworkError(error: unknown): error is TwilioNetworkError {
  return nameOf(error) === "TwilioNetworkError";
}

/**
 * Whether this is a {@linkcode TwilioTimeoutError}, by name.
 *
 * @example
 * ```ts
 * import { createClient, isTwilioTimeoutError } from "@senderpool/twilio";
 *
 * const fetch = () => new Promise<Response>(() => {}); // never answers
 * const client = createClient({ auth: null, fetch, timeout: 5, retry: null });
 * const error = await client.channelSenders.fetch({
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * }).catch((error) => error);
 * if (isTwilioTimeoutError(error)) console.log(error.reason); // expected a complete answer within 5 ms
 * ```
 */
export function isTwilioTimeoutError(error: unknown): error is TwilioTimeoutError {
  return nameOf(error) === "TwilioTimeoutError";
}
