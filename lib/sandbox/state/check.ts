import { checkInput, checkNames } from "../../wire/input.ts";
import type { Unknowns } from "../unknowns.ts";
import { checkDate, each, unique } from "./check_parts.ts";
import type { BareAccountSeed, OAuthAppSeed } from "./seed.ts";
import type { StatePart } from "./state_part.ts";

/**
 * Insists that a seed makes sense.
 *
 * @throws {TwilioInputError} which names the field at fault by its path, such as
 * `accounts[0].services[1].sid`, and shows no value of a secret
 */
export function checkSeed<Seed>(
  accounts: readonly (BareAccountSeed & Seed)[],
  parts: readonly StatePart<Seed>[],
  unknowns: Unknowns,
): void {
  const seen = new Set<string>(); // SIDs, and tokens
  checkInput(accounts?.length, "accounts", "at least one account");
  each(accounts, "accounts", (account, path) => {
    checkLogins(account, path, seen);
    each(account.services, `${path}.services`, (service, path) => {
      unique(seen, service.sid, `${path}.sid`, "MG");
    });
    for (const part of parts) part.check(account, path, { seen, unknowns });
    checkMembers(account, path, parts);
  });
  checkParents(accounts);
}

/** What the state itself knows of an account. */
const ownMembers: Readonly<Record<keyof BareAccountSeed, true>> = {
  accountSid: true,
  authToken: true,
  parentSid: true,
  apiKeys: true,
  publicKeys: true,
  requiresSignature: true,
  oauthApps: true,
  services: true,
};

/** Insists that an account and its services have no member that nobody reads: it would be misspelt. */
function checkMembers<Seed>(
  account: BareAccountSeed,
  path: string,
  parts: readonly StatePart<Seed>[],
): void {
  const ofAccount = parts.flatMap(({ members }) => members?.account ?? []);
  const ofService = parts.flatMap(({ members }) => members?.service ?? []);
  checkNames(account, [...Object.keys(ownMembers), ...ofAccount], {}, `${path}.`);
  each(account.services, `${path}.services`, (service, path) => {
    checkNames(service, ["sid", ...ofService], {}, `${path}.`);
  });
}

function checkLogins(account: BareAccountSeed, path: string, seen: Set<string>): void {
  unique(seen, account.accountSid, `${path}.accountSid`, "AC");
  checkSecret(account.authToken, `${path}.authToken`);
  each(account.apiKeys, `${path}.apiKeys`, (key, path) => {
    unique(seen, key.apiKey, `${path}.apiKey`, "SK");
    checkSecret(key.apiSecret, `${path}.apiSecret`);
    checkPermissions(key.permissions, `${path}.permissions`);
  }, ["apiKey", "apiSecret", "permissions"]);
  checkPublicKeys(account, path, seen);
  each(account.oauthApps, `${path}.oauthApps`, (app, path) => checkApp(app, path, seen), [
    "clientId",
    "clientSecret",
    "lifetime",
    "permissions",
    "tokens",
  ]);
}

function checkPublicKeys(account: BareAccountSeed, path: string, seen: Set<string>): void {
  const { publicKeys, requiresSignature = false } = account;
  each(publicKeys, `${path}.publicKeys`, ({ credentialSid, publicKey }, path) => {
    unique(seen, credentialSid, `${path}.credentialSid`, "CR");
    const isPem = typeof publicKey === "string" &&
      /^\s*-----BEGIN PUBLIC KEY-----[\w+/=\\\s]+-----END PUBLIC KEY-----\s*$/.test(publicKey);
    checkInput(isPem, `${path}.publicKey`, "a PEM that begins -----BEGIN PUBLIC KEY-----");
  }, ["credentialSid", "publicKey"]);
  const needs = `${path}.requiresSignature`;
  checkInput(typeof requiresSignature === "boolean", needs, "true or false");
  checkInput(!requiresSignature || publicKeys?.length, needs, "false, for there are no publicKeys");
}

function checkSecret(value: unknown, path: string): void {
  const valid = typeof value === "string" && /^[!-~]+$/.test(value);
  checkInput(valid, path, "ASCII characters without white space");
}

function checkPermissions(permissions: readonly string[] | undefined, path: string): void {
  each(permissions, path, (permission, path) => {
    const valid = typeof permission === "string" && /^\/twilio(\/[\w.-]+)+$/.test(permission);
    checkInput(valid, path, "a permission such as /twilio/messaging/services.channelsenders/list");
  });
  // https://www.twilio.com/docs/iam/api-keys/restricted-api-keys
  checkInput((permissions?.length ?? 0) <= 100, path, "at most 100 permissions");
}

function checkApp(app: OAuthAppSeed, path: string, seen: Set<string>): void {
  unique(seen, app.clientId, `${path}.clientId`, "OQ");
  checkSecret(app.clientSecret, `${path}.clientSecret`);
  const { lifetime = 3600 } = app;
  const valid = Number.isInteger(lifetime) && lifetime >= 60 && lifetime <= 2_592_000;
  checkInput(valid, `${path}.lifetime`, "whole seconds from 60 to 2592000");
  checkPermissions(app.permissions, `${path}.permissions`);
  each(app.tokens, `${path}.tokens`, ({ accessToken, expires }, path) => {
    checkSecret(accessToken, `${path}.accessToken`);
    checkInput(!seen.has(accessToken), `${path}.accessToken`, "a token that occurs once");
    seen.add(accessToken);
    checkDate(expires, `${path}.expires`);
  }, ["accessToken", "expires"]);
}

/** The accounts above others must be there, and be subaccounts of none. */
function checkParents(accounts: readonly BareAccountSeed[]): void {
  const mains = new Set(accounts.filter((one) => !one.parentSid).map((one) => one.accountSid));
  accounts.forEach(({ parentSid }, index) => {
    const known = parentSid === undefined || mains.has(parentSid);
    checkInput(
      known,
      `accounts[${index}].parentSid`,
      "the SID of an account that has no parentSid",
    );
  });
}
