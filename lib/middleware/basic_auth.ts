import { check, sid } from "../checks.ts";
import { authorization } from "./authorization.ts";
import type { Middleware, Target } from "../types.ts";

/** An account's SID and auth token: every right on the account. */
export interface AccountCredentials {
  /** SID of the account: `AC` and 32 hex digits. */
  readonly accountSid: string;
  /** The account's auth token. */
  readonly authToken: string;
}

/** An API key: the account that it was made in follows from it. */
export interface ApiKeyCredentials {
  /** SID of the API key: `SK` and 32 hex digits. */
  readonly apiKey: string;
  /** The key's secret. */
  readonly apiSecret: string;
}

/** What {@linkcode basicAuth} signs in with. */
export type Credentials = AccountCredentials | ApiKeyCredentials;

/**
 * Adds HTTP Basic credentials to the requests that go to the target, and to no others.
 *
 * @param credentials an account SID with its auth token, or an API key SID with its secret
 * @param target where the credentials may go; default Twilio's US1 hosts
 * @throws {TwilioInputError} when a credential is missing or malformed
 * @see https://www.twilio.com/docs/usage/requests-to-twilio
 */
export function basicAuth(credentials: Credentials, target?: Target): Middleware {
  const pair = "apiKey" in credentials
    ? [sid(credentials, "apiKey", "SK"), secret(credentials, "apiSecret")]
    : [sid(credentials, "accountSid", "AC"), secret(credentials, "authToken")];
  return authorization(`Basic ${btoa(pair.join(":"))}`, target);
}

function secret<Field extends string>(
  input: { readonly [Name in Field]: string },
  field: Field,
): string {
  const value: unknown = input[field];
  const valid = typeof value === "string" && /^[!-~]+$/.test(value);
  check(valid, field, "a secret of ASCII characters without white space");
  return value;
}
