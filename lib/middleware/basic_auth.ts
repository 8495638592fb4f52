import type { Middleware, Target } from "../types.ts";
import { checkInput, checkObject, isGiven, sidOf, textOf } from "../wire/input.ts";
import { authorization } from "./origins.ts";

/** An account's SID and auth token: every right on the account. */
export interface AccountCredentials {
  /** SID of the account: `AC` and 32 hex digits. */
  readonly accountSid: string;
  /** The account's auth token. */
  readonly authToken: string;
  /** An API key is used in its place where there is one. */
  readonly apiKey?: undefined;
  /** The secret of that key. */
  readonly apiSecret?: undefined;
}

/** An API key: it signs in to the account that it was made in. */
export interface ApiKeyCredentials {
  /** SID of the API key: `SK` and 32 hex digits. */
  readonly apiKey: string;
  /** The key's secret. */
  readonly apiSecret: string;
  /** SID of the account, for resources whose URLs name it, such as messages. */
  readonly accountSid?: string | undefined;
}

/** What {@linkcode basicAuth} signs in with. */
export type Credentials = AccountCredentials | ApiKeyCredentials;

/**
 * Adds HTTP Basic credentials to the requests that go to the target's origins, and to no others. It
 * sets the header on the request itself; where headers are immutable, as on a request that a Worker
 * received, pass `new Request(request)`.
 *
 * @param credentials an account SID with its auth token, or an API key SID with its secret
 * @param target where the credentials may go; default Twilio's US1 hosts
 * @throws {TwilioInputError} when a credential is missing or malformed
 * @see https://www.twilio.com/docs/usage/requests-to-twilio
 *
 * @example
 * ```ts
 * import { basicAuth } from "@senderpool/twilio/middleware";
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 *
 * const { credentials, fetch } = createSandbox();
 * const transport = basicAuth(credentials)(fetch);
 * const url = "https://messaging.twilio.com/v1/Services/MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * console.log((await transport(new Request(`${url}/ChannelSenders`))).status); // 200
 * ```
 */
export function basicAuth(credentials: Credentials, target?: Target): Middleware {
  return authorization(`Basic ${btoa(userAndPassword(credentials))}`, target);
}

function userAndPassword(credentials: Credentials): string {
  const kinds = "accountSid and authToken, or apiKey and apiSecret";
  checkObject(credentials, "credentials", kinds);
  if (isGiven(credentials.apiKey) || isGiven(credentials.apiSecret)) {
    return `${sidOf(credentials, "apiKey", "SK")}:${secretOf(credentials, "apiSecret")}`;
  }
  const { accountSid, authToken }: Partial<AccountCredentials> = credentials as AccountCredentials;
  checkInput(isGiven(accountSid) || isGiven(authToken), "credentials", kinds, "neither");
  return `${sidOf(credentials, "accountSid", "AC")}:${secretOf(credentials, "authToken")}`;
}

function secretOf(credentials: Credentials, field: "authToken" | "apiSecret"): string {
  return textOf(
    credentials as { readonly [Name in typeof field]?: unknown },
    field,
    /^[!-~]+$/,
    "ASCII without white space",
  );
}
