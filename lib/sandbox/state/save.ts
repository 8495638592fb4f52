import { exportAccountMessaging, exportServiceMessaging } from "../resources/messages/state.ts";
import type { AccountSeed, AttachmentSeed, OAuthAppSeed, SandboxSeed } from "./seed.ts";
import { type Account, copyKey, type OAuthApp, type Service, type State } from "./state.ts";

/** The seed that makes this very state: plain JSON, secrets included, shared with nothing. */
export function exportState({ accounts }: State): SandboxSeed {
  return { accounts: accounts.map(exportAccount) };
}

function exportAccount(account: Account): AccountSeed {
  return {
    accountSid: account.sid,
    authToken: account.authToken,
    apiKeys: account.apiKeys.map(copyKey),
    oauthApps: account.oauthApps.map(exportApp),
    channelSenders: Array.from(
      account.senders.values(),
      ({ service: _, ...sender }) => sender,
    ),
    services: Array.from(account.services.values(), (service) => ({
      sid: service.sid,
      channelSenders: exportPool(service),
      ...exportServiceMessaging(service),
    })),
    ...exportAccountMessaging(account),
  };
}

function exportApp({ clientId, clientSecret, lifetime, login, tokens }: OAuthApp): OAuthAppSeed {
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

/** The places of a pool in their order, those of removed senders too, for page tokens name them. */
function exportPool({ attachments }: Service): AttachmentSeed[] {
  return attachments.places().map(({ sid, item }) => {
    if (!item) return { sid, removed: true };
    const { dateCreated, dateUpdated } = item;
    return { sid, dateCreated, dateUpdated };
  });
}
