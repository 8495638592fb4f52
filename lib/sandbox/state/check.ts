import { checkInput } from "../../wire/input.ts";
import {
  checkAccountMessages,
  checkParents,
  checkServiceMessages,
} from "../resources/messages/check.ts";
import { checkDate, checkSid, each } from "./check_parts.ts";
import type {
  AccessTokenSeed,
  AttachmentSeed,
  ChannelSenderSeed,
  OAuthAppSeed,
  SandboxSeed,
  ServiceSeed,
} from "./seed.ts";

/**
 * Insists that a seed makes sense.
 *
 * @param shared whether a sender may be in several services
 * @throws {TwilioInputError} which names the field at fault by its path, such as
 * `accounts[0].services[1].sid`, and shows no value of a secret
 */
export function checkSeed({ accounts }: SandboxSeed, shared: boolean): void {
  const seen = new Set<string>(); // SIDs, and tokens
  checkInput(accounts?.length, "accounts", "at least one account");
  each(accounts, "accounts", (account, path) => {
    unique(seen, account.accountSid, `${path}.accountSid`, "AC");
    secret(account.authToken, `${path}.authToken`);
    each(account.apiKeys, `${path}.apiKeys`, (key, path) => {
      unique(seen, key.apiKey, `${path}.apiKey`, "SK");
      secret(key.apiSecret, `${path}.apiSecret`);
      checkPermissions(key.permissions, `${path}.permissions`);
    });
    each(account.oauthApps, `${path}.oauthApps`, (app, path) => checkApp(app, path, seen));
    const known = new Set<string>();
    each(account.channelSenders, `${path}.channelSenders`, (sender, path) => {
      known.add(unique(seen, sender.sid, `${path}.sid`, "XE"));
      checkSender(sender, path);
    });
    const attached = new Set<string>();
    each(account.services, `${path}.services`, (service, path) => {
      unique(seen, service.sid, `${path}.sid`, "MG");
      checkPool(service, path, known, shared ? new Set() : attached);
      checkServiceMessages(service, path);
    });
    checkAccountMessages(account, path);
  });
  checkParents(accounts);
}

function checkPool(
  { channelSenders }: ServiceSeed,
  path: string,
  known: ReadonlySet<string>,
  attached: Set<string>,
): void {
  const here = new Set<string>();
  each(channelSenders, `${path}.channelSenders`, (entry, path) => {
    const { sid: value, removed = false, ...dates } = typeof entry === "string"
      ? { sid: entry }
      : entry;
    const at = typeof entry === "string" ? path : `${path}.sid`;
    checkInput(typeof removed === "boolean", `${path}.removed`, "true or false");
    // Whatever was removed is past, and what is here cannot have been removed later.
    const checked = removed ? checkSid(value, at, "XE") : unique(attached, value, at, "XE");
    checkInput(known.has(checked), at, "one of the account's channelSenders");
    checkInput(
      !removed || !here.has(checked),
      `${path}.removed`,
      "false, for it is attached before",
    );
    if (!removed) here.add(checked);
    checkDates(dates, path);
  });
}

function unique(seen: Set<string>, value: string, path: string, prefix: string): string {
  const checked = checkSid(value, path, prefix);
  if (seen.has(checked)) {
    checkInput(false, path, `a SID that occurs once (${checked} is there before)`);
  }
  seen.add(checked);
  return checked;
}

function secret(value: unknown, path: string): asserts value is string {
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
  secret(app.clientSecret, `${path}.clientSecret`);
  const { lifetime = 3600 } = app;
  const valid = Number.isInteger(lifetime) && lifetime >= 60 && lifetime <= 2_592_000;
  checkInput(valid, `${path}.lifetime`, "whole seconds from 60 to 2592000");
  checkPermissions(app.permissions, `${path}.permissions`);
  each(app.tokens, `${path}.tokens`, ({ accessToken, expires }: AccessTokenSeed, path) => {
    secret(accessToken, `${path}.accessToken`);
    checkInput(!seen.has(accessToken), `${path}.accessToken`, "a token that occurs once");
    seen.add(accessToken);
    checkDate(expires, `${path}.expires`);
  });
}

function checkSender({ sender, senderType, countryCode }: ChannelSenderSeed, path: string): void {
  const address = typeof sender === "string" && /^[a-z]+:\S+$/.test(sender);
  checkInput(address, `${path}.sender`, "an address such as whatsapp:+12487960483");
  checkInput(
    senderType == null || typeof senderType === "string",
    `${path}.senderType`,
    "a string",
  );
  const country = countryCode == null || /^[A-Z]{2}$/.test(countryCode);
  checkInput(country, `${path}.countryCode`, "two capital letters, such as US");
}

function checkDates(entry: Partial<AttachmentSeed>, path: string): void {
  for (const key of ["dateCreated", "dateUpdated"] as const) {
    if (entry[key] !== undefined) checkDate(entry[key], `${path}.${key}`);
  }
}
