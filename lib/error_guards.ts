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

/** Whether this is any error of this library, by name: true across realms and copies of it too. */
export function isTwilioError(error: unknown): error is TwilioError {
  return names.includes(nameOf(error));
}

/** Whether this is a {@linkcode TwilioInputError}, by name. */
export function isTwilioInputError(error: unknown): error is TwilioInputError {
  return nameOf(error) === "TwilioInputError";
}

/** Whether this is a {@linkcode TwilioApiError}, by name. */
export function isTwilioApiError(error: unknown): error is TwilioApiError {
  return nameOf(error) === "TwilioApiError";
}

/** Whether this is a {@linkcode TwilioResponseError}, by name. */
export function isTwilioResponseError(error: unknown): error is TwilioResponseError {
  return nameOf(error) === "TwilioResponseError";
}

/** Whether this is a {@linkcode TwilioNetworkError}, by name. */
export function isTwilioNetworkError(error: unknown): error is TwilioNetworkError {
  return nameOf(error) === "TwilioNetworkError";
}

/** Whether this is a {@linkcode TwilioTimeoutError}, by name. */
export function isTwilioTimeoutError(error: unknown): error is TwilioTimeoutError {
  return nameOf(error) === "TwilioTimeoutError";
}
