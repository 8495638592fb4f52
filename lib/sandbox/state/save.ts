import type { BareAccountSeed, OAuthAppSeed } from "./seed.ts";
import { type Account, copyKey, type OAuthApp, type State } from "./state.ts";
import type { StatePart } from "./state_part.ts";

/** The seed that makes this very state: plain JSON, secrets included, shared with nothing. */
export function saveState<Seed extends Pick<BareAccountSeed, "services">>(
  { accounts }: State,
  parts: readonly StatePart<Seed>[],
): { accounts: (BareAccountSeed & Seed)[] } {
  return { accounts: accounts.map((account) => saveAccount(account, parts)) };
}

function saveAccount<Seed extends Pick<BareAccountSeed, "services">>(
  account: Account,
  parts: readonly StatePart<Seed>[],
): BareAccountSeed & Seed {
  const services = Array.from(account.services.values(), ({ sid }) => ({ sid }));
  const { list, isRequired } = account.publicKeys;
  const bare: BareAccountSeed = {
    accountSid: account.sid,
    authToken: account.authToken,
    ...account.parentSid !== null && { parentSid: account.parentSid },
    apiKeys: account.apiKeys.map(copyKey),
    oauthApps: account.oauthApps.map(saveApp),
    ...list.length > 0 && { publicKeys: list.map((key) => ({ ...key })) },
    ...isRequired && { requiresSignature: true },
  };
  const saved = parts.map((part) => part.save(account));
  for (const part of saved) {
    part.services?.forEach((service, at) => Object.assign(services[at]!, service));
  }
  return Object.assign(bare, ...saved, { services });
}

function saveApp({ clientId, clientSecret, lifetime, login, tokens }: OAuthApp): OAuthAppSeed {
  return {
    clientId,
    clientSecret,
    lifetime,
    ...login.permissions && { permissions: [...login.permissions] },
    tokens: Array.from(tokens.values(), ({ accessToken, expires }) => ({
      accessToken,
      expires: new Date(expires).toISOString(),
    })),
  };
}
