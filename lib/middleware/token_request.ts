import type { Operation, Target, Transport } from "../types.ts";
import { asText, expectAnswer, objectWith } from "../wire/answer.ts";
import { checkValue, isGiven, sidOf, textOf } from "../wire/input.ts";
import { operation } from "../wire/operation.ts";
import { baseUrl, httpUrl } from "../wire/target.ts";

/** What `oauth` gets its tokens with. */
export interface OAuthOptions {
  /** The OAuth app's client ID: `OQ` and 32 hex digits. */
  readonly clientId: string;
  /** The app's client secret. */
  readonly clientSecret: string;
  /** The transport of the token requests alone. Default: that of the call, which it signs. */
  readonly fetch?: Transport | undefined;
  /**
   * Where tokens come from, an `http:` or `https:` URL. Default `https://oauth.twilio.com/v2/token`,
   * or `/v2/token` under the target's `baseUrl`, if it has one.
   */
  readonly tokenUrl?: string | URL | undefined;
  /** The scope to ask for, with spaces between its parts. Default: what the app was given. */
  readonly scope?: string | undefined;
  /** The URI of the audience to ask for. Default: none. */
  readonly audience?: string | undefined;
  /** The clock, in milliseconds. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

/** What a token request is answered with. */
export interface IssuedToken {
  /** The token. */
  readonly value: string;
  /** How long it is valid, in seconds. */
  readonly lifetime: number;
}

const visible = /^[!-~]+$/;

/**
 * Where tokens come from.
 *
 * @throws {TwilioInputError} when it is no URL, or the target is unusable
 */
export function tokenUrl(options: OAuthOptions, target?: Target): string {
  const { tokenUrl: given } = options;
  if (!isGiven(given)) {
    // A region has no tokens of its own, but a base URL stands for all of Twilio's hosts.
    return `${baseUrl("oauth", { baseUrl: target?.baseUrl })}/v2/token`;
  }
  const url = httpUrl(given);
  checkValue(url !== null, "tokenUrl", "http(s)://host/path", given);
  return url.href;
}

/**
 * The operation that gets a token.
 *
 * @throws {TwilioInputError} when a credential, the scope or the audience is malformed
 */
export function tokenRequest(options: OAuthOptions, url: string): Operation<void, IssuedToken> {
  const { scope, audience } = options;
  const form: Record<string, string> = {
    client_id: sidOf(options, "clientId", "OQ"),
    client_secret: textOf(options, "clientSecret", visible, "ASCII without white space"),
    grant_type: "client_credentials",
  };
  if (isGiven(scope)) {
    form["scope"] = textOf(options, "scope", /^[ -~]+$/, "ASCII");
  }
  if (isGiven(audience)) {
    form["audience"] = textOf(options, "audience", visible, "a URI");
  }
  return operation({ method: "POST", url: () => url, form: () => form, read: toToken });
}

function toToken(body: unknown): IssuedToken {
  const wire = objectWith(body, "access_token");
  const value = asText(wire["access_token"], "access_token");
  const isToken = value !== null && visible.test(value);
  expectAnswer(isToken, "access_token", "ASCII without white space", value);
  const type = asText(wire["token_type"], "token_type") ?? "bearer";
  expectAnswer(/^bearer$/i.test(type), "token_type", "bearer", type);
  const seconds = Number(wire["expires_in"]);
  // At most 30 days; the official document's own example expires in some 45,000 years.
  return { value, lifetime: seconds > 0 && seconds <= 2_592_000 ? seconds : 3600 };
}
