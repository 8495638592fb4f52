import { type Answer, invalid, missing, tooLarge, unauthorized } from "../http/answers.ts";
import { basic, equal } from "./auth.ts";
import { type Form, readForm } from "../http/form.ts";
import { hex } from "../random.ts";
import type { Call, Route } from "../http/router.ts";
import { addToken, type OAuthApp } from "../state/state.ts";

/**
 * Access tokens for OAuth apps by client credentials, the one grant that Twilio has for them. Fields
 * and answer are documented; that Basic credentials do as well is inferred, from programs that send
 * them.
 *
 * @see https://www.twilio.com/docs/iam/oauth-apps/oauth-access-token
 */
export const oauthRoutes: readonly Route[] = [
  {
    product: "oauth",
    path: /^\/v2\/token$/,
    open: true,
    methods: { POST: { operation: "createOauth2Token", handle: create } },
  },
];

async function create(call: Call): Promise<Answer> {
  const { state, settings: { now, random, unknowns, keep } } = call;
  const form = await readForm(call);
  if (!form) return tooLarge();
  // The form of these refusals is documented; their wording and order are inferred.
  const grant = form.get("grant_type");
  if (!grant) return missing("grant_type");
  if (grant !== "client_credentials") return invalid("grant_type");
  const { id, secret } = clientOf(call, form);
  if (!id) return missing("client_id");
  if (!secret) return missing("client_secret");
  const app = state.apps.get(id);
  const right = equal(app?.clientSecret ?? "", secret); // compared for an unknown app as well
  if (!app || !right) {
    return unknowns.wrongClient === 401 ? unauthorized() : invalid("client_id or client_secret");
  }

  const { lifetime } = app;
  const time = now().getTime();
  // What has expired is good for nothing, and would be kept for ever. The oldest is first.
  for (const { accessToken, expires } of app.tokens.values()) {
    if (expires > time) break;
    app.tokens.delete(accessToken);
    state.tokens.delete(accessToken);
  }
  const token = jwt(app, Math.floor(time / 1000), lifetime, hex(random, 64));
  addToken(state.tokens, app, token, time + lifetime * 1000);
  for (const { accessToken } of app.tokens.values()) {
    if (app.tokens.size <= keep.tokens) break;
    app.tokens.delete(accessToken);
    state.tokens.delete(accessToken);
  }
  const body = {
    access_token: token,
    id_token: null,
    token_type: "Bearer",
    expires_in: lifetime,
    refresh_token: null,
  };
  return { status: 200, body };
}

function clientOf({ incoming }: Call, form: Form): { id: string; secret: string } {
  const { user, password } = basic(incoming.header("authorization"));
  const field = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  return { id: field("client_id") || user, secret: field("client_secret") || password };
}

/**
 * A token that reads as Twilio's do: the official SDK looks into it for when it expires, and one
 * program for the account. What stands for its signature is all that makes it hard to guess.
 */
function jwt(
  { clientId, login }: OAuthApp,
  iat: number,
  lifetime: number,
  signature: string,
): string {
  const header = { alg: "HS256", typ: "JWT" };
  const act = { sub: login.account.sid };
  const claims = { iss: "sandbox", sub: clientId, act, iat, exp: iat + lifetime };
  return `${base64url(header)}.${base64url(claims)}.${signature}`;
}

function base64url(value: object): string {
  return btoa(JSON.stringify(value))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
