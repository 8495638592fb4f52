import { checkInput } from "./input.ts";

/** The fields of a form by name, or in an order of their own, where a name may come again. */
export type Form = Readonly<Record<string, string>> | readonly (readonly [string, string])[];

/** The start of a URL that has a user and a password in it, which some platforms allow. */
const withUser = /^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i;

/** A URL as it may be shown: without a user and a password. */
export function withoutUser(url: string): string {
  return url.replace(withUser, "$1");
}

/**
 * Builds a request.
 *
 * @throws {TwilioInputError} when the URL has a user and a password in it
 */
export function buildRequest(
  method: string,
  url: string,
  form: Form | undefined,
  signal: AbortSignal | undefined,
): Request {
  checkInput(!withUser.test(url), "url", "a URL without a user and a password", "one with them");
  const init: RequestInit = {
    method,
    // The API never redirects, so a redirect is an error; Workers refuse to be told "error".
    redirect: "manual",
  };
  if (form !== undefined) init.body = new URLSearchParams(form as Record<string, string>);
  if (signal !== undefined) init.signal = signal;
  return new Request(url, init);
}
