import type { ApiKeySeed, PublicKeySeed } from "./seed.ts";

/** A Messaging Service. What it sends with, and what is in its pool, is kept by resources. */
export interface Service {
  readonly sid: string;
}

/** An OAuth app, and the tokens that it has got. */
export interface OAuthApp {
  readonly clientId: string;
  readonly clientSecret: string;
  /** In seconds. */
  readonly lifetime: number;
  readonly login: Login;
  /** By the token itself, the oldest first. */
  readonly tokens: Map<string, Token>;
}

/** An access token; `expires` is in milliseconds since 1970. */
export interface Token {
  readonly accessToken: string;
  readonly expires: number;
  readonly login: Login;
}

/** An account. What it has beside its services is kept by resources. */
export interface Account {
  readonly sid: string;
  readonly authToken: string;
  readonly apiKeys: readonly ApiKeySeed[];
  readonly oauthApps: readonly OAuthApp[];
  /** What signatures are checked against, and whether there has to be one. */
  readonly publicKeys: { readonly list: readonly PublicKeySeed[]; readonly isRequired: boolean };
  readonly services: Map<string, Service>;
  /** The account above it. */
  readonly parentSid: string | null;
  /** Its requests that are being answered. */
  concurrent: number;
}

/** Somebody who signs in. */
export interface Login {
  readonly account: Account;
  readonly secret: string;
  /** What it may do; `null` is everything. */
  readonly permissions: ReadonlySet<string> | null;
}

/** Who may call a sandbox, and what they have. */
export interface State {
  readonly accounts: Account[];
  /** By the SID of an account or of an API key. */
  readonly logins: Map<string, Login>;
  /** By client ID. */
  readonly apps: Map<string, OAuthApp>;
  /** By the token itself. */
  readonly tokens: Map<string, Token>;
}

/** Puts a state in the place of another one, which is the same object as before. */
export function replaceState(state: State, { accounts, logins, apps, tokens }: State): void {
  state.accounts.splice(0, Infinity, ...accounts);
  refill(state.logins, logins);
  refill(state.apps, apps);
  refill(state.tokens, tokens);
}

/** An account as it is now, for a call that began before the state was replaced. */
export function currentAccount(account: Account, { accounts }: State): Account {
  return accounts.find(({ sid }) => sid === account.sid) ?? account;
}

function refill<Key, Value>(map: Map<Key, Value>, others: ReadonlyMap<Key, Value>): void {
  map.clear();
  for (const [key, value] of others) map.set(key, value);
}

/** The same key, as a value of its own. */
export function copyKey({ apiKey, apiSecret, permissions }: ApiKeySeed): ApiKeySeed {
  return { apiKey, apiSecret, ...permissions && { permissions: [...permissions] } };
}

/** Gives an app a token, beside those that it has. */
export function addToken(
  tokens: State["tokens"],
  app: OAuthApp,
  accessToken: string,
  expires: number,
): void {
  const token = { accessToken, expires, login: app.login };
  app.tokens.set(accessToken, token);
  tokens.set(accessToken, token);
}

/** ISO 8601 in UTC without a fraction, as in the official examples. */
export function toSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+/, "");
}
