import { authorization } from "./authorization.ts";
import { match, sid } from "../wire/input.ts";
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
  const [user, prefix, secret] = "apiKey" in credentials
    ? ["apiKey", "SK", "apiSecret"]
    : ["accountSid", "AC", "authToken"];
  const fields = credentials as unknown as Record<string, string>;
  const password = match(fields, secret!, /^[!-~]+$/, "ASCII without white space");
  return authorization(`Basic ${btoa(`${sid(fields, user!, prefix!)}:${password}`)}`, target);
}
