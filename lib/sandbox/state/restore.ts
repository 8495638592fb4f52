import type { BareAccountSeed, OAuthAppSeed } from "./seed.ts";
import { type Account, addToken, copyKey, type Login, type OAuthApp, type State } from "./state.ts";
import type { StatePart } from "./state_part.ts";

/** Makes the state that a checked seed describes. It shares nothing with the seed. */
export function createState<Seed>(
  accounts: readonly (BareAccountSeed & Seed)[],
  parts: readonly StatePart<Seed>[],
  now: () => Date,
): State {
  const state: State = { accounts: [], logins: new Map(), apps: new Map(), tokens: new Map() };
  for (const seed of accounts) {
    const account = createAccount(seed, state);
    state.accounts.push(account);
    for (const part of parts) part.restore(account, seed, now);
  }
  return state;
}

function createAccount(seed: BareAccountSeed, state: State): Account {
  const oauthApps: OAuthApp[] = [];
  const account: Account = {
    sid: seed.accountSid,
    authToken: seed.authToken,
    apiKeys: (seed.apiKeys ?? []).map(copyKey),
    oauthApps,
    publicKeys: {
      list: (seed.publicKeys ?? []).map((key) => ({ ...key })),
      isRequired: seed.requiresSignature ?? false,
    },
    services: new Map((seed.services ?? []).map(({ sid }) => [sid, { sid }])),
    parentSid: seed.parentSid ?? null,
    concurrent: 0,
  };
  state.logins.set(account.sid, loginOf(account, account.authToken));
  for (const { apiKey, apiSecret, permissions } of account.apiKeys) {
    state.logins.set(apiKey, loginOf(account, apiSecret, permissions));
  }
  for (const app of seed.oauthApps ?? []) oauthApps.push(createApp(app, account, state));
  return account;
}

function createApp(seed: OAuthAppSeed, account: Account, { apps, tokens }: State): OAuthApp {
  const { clientId, clientSecret, lifetime = 3600, permissions } = seed;
  const login = loginOf(account, clientSecret, permissions);
  const app: OAuthApp = { clientId, clientSecret, lifetime, login, tokens: new Map() };
  apps.set(clientId, app);
  for (const { accessToken, expires } of seed.tokens ?? []) {
    addToken(tokens, app, accessToken, Date.parse(expires));
  }
  return app;
}

function loginOf(account: Account, secret: string, permissions?: readonly string[]): Login {
  return { account, secret, permissions: permissions ? new Set(permissions) : null };
}
