import { collection } from "./collection.ts";
import {
  accountMessaging,
  restoreStickies,
  serviceMessaging,
} from "../resources/messages/state.ts";
import type { AccountSeed, SandboxSeed, ServiceSeed } from "./seed.ts";
import {
  type Account,
  addToken,
  attach,
  copyKey,
  type Login,
  type OAuthApp,
  type Service,
  type State,
  toSeconds,
} from "./state.ts";

// In the spelling of the official examples, which have "Messanger" in one place.
const types: Record<string, string> = { whatsapp: "WhatsApp", messenger: "Messenger", rcs: "RCS" };

/** Makes the state that a checked seed describes. It shares nothing with the seed. */
export function createState(seed: SandboxSeed, now: () => Date): State {
  const state: State = { accounts: [], logins: new Map(), apps: new Map(), tokens: new Map() };
  for (const accountSeed of seed.accounts) {
    const account = createAccount(accountSeed, state);
    state.accounts.push(account);
    for (const serviceSeed of accountSeed.services ?? []) {
      account.services.set(serviceSeed.sid, createService(serviceSeed, account, now));
    }
  }
  return state;
}

function createAccount(seed: AccountSeed, { logins, apps, tokens }: State): Account {
  const oauthApps: OAuthApp[] = [];
  const account: Account = {
    sid: seed.accountSid,
    authToken: seed.authToken,
    apiKeys: (seed.apiKeys ?? []).map(copyKey),
    oauthApps,
    services: new Map(),
    senders: new Map(),
    ...accountMessaging(seed),
    concurrent: 0,
  };
  const login = (secret: string, permissions?: readonly string[]): Login => {
    return { account, secret, permissions: permissions ? new Set(permissions) : null };
  };
  logins.set(account.sid, login(account.authToken));
  for (const { apiKey, apiSecret, permissions } of account.apiKeys) {
    logins.set(apiKey, login(apiSecret, permissions));
  }
  for (const { clientId, clientSecret, lifetime = 3600, ...rest } of seed.oauthApps ?? []) {
    const { permissions, tokens: issued } = rest;
    const app: OAuthApp = {
      clientId,
      clientSecret,
      lifetime,
      login: login(clientSecret, permissions),
      tokens: new Map(),
    };
    oauthApps.push(app);
    apps.set(clientId, app);
    for (const { accessToken, expires } of issued ?? []) {
      addToken(tokens, app, accessToken, Date.parse(expires));
    }
  }
  for (const { sid, sender, senderType, countryCode = "US" } of seed.channelSenders ?? []) {
    const type = senderType === undefined ? types[sender.split(":")[0]!] ?? null : senderType;
    account.senders.set(sid, { sid, sender, senderType: type, countryCode, service: null });
  }
  return account;
}

function createService(seed: ServiceSeed, { senders }: Account, now: () => Date): Service {
  const service: Service = {
    sid: seed.sid,
    attachments: collection(),
    ...serviceMessaging(seed),
  };
  // Those that are the same share a text, which saves memory.
  let moment: string | undefined;
  const earlier = new Map<string, string>();
  const seconds = (date: string) => {
    const text = toSeconds(new Date(date));
    const known = earlier.get(text);
    if (known === undefined) earlier.set(text, text);
    return known ?? text;
  };
  for (const entry of seed.channelSenders ?? []) {
    const { sid, dateCreated, dateUpdated, removed } = typeof entry === "string"
      ? { sid: entry }
      : entry as Exclude<typeof entry, string>;
    const sender = senders.get(sid)!;
    if (removed) {
      service.attachments.addRemoved(sender.sid);
      continue;
    }
    const created = dateCreated === undefined ? moment ??= toSeconds(now()) : seconds(dateCreated);
    const updated = dateUpdated === undefined ? created : seconds(dateUpdated);
    attach(service, sender, created, updated);
  }
  restoreStickies(service, seed);
  return service;
}
