import { check, sid } from "../checks.ts";

/** An account's SID and auth token, as `createClient` takes them. */
export interface SandboxCredentials {
  /** SID of the account: `AC` and 32 hex digits. */
  readonly accountSid: string;
  /** The account's auth token: ASCII characters without white space. */
  readonly authToken: string;
}

/** An API key of an account, as `createClient` takes it. */
export interface ApiKeySeed {
  /** SID of the API key: `SK` and 32 hex digits. */
  readonly apiKey: string;
  /** The key's secret: ASCII characters without white space. */
  readonly apiSecret: string;
}

/** A channel sender that an account has, attached to a Messaging Service or not. */
export interface ChannelSenderSeed {
  /** SID of the channel sender: `XE` and 32 hex digits. */
  readonly sid: string;
  /** Its address, such as `whatsapp:+12487960483`, `messenger:104794531907950` or `rcs:agent`. */
  readonly sender: string;
  /** Its type on the wire. Default: `WhatsApp`, `Messenger` or `RCS` by its address, else `null`. */
  readonly senderType?: string | null | undefined;
  /** Its country, as ISO 3166-1 alpha-2. Default `"US"`, as in all of Twilio's examples. */
  readonly countryCode?: string | null | undefined;
}

/** A channel sender of the account in the pool of a Messaging Service. */
export interface AttachmentSeed {
  /** SID of a channel sender among those of the account. */
  readonly sid: string;
  /** When it was attached, as ISO 8601. Default: now. */
  readonly dateCreated?: string | undefined;
  /** When the attachment was last updated, as ISO 8601. Default: `dateCreated`. */
  readonly dateUpdated?: string | undefined;
}

/** A Messaging Service of an account. */
export interface ServiceSeed {
  /** SID of the Messaging Service: `MG` and 32 hex digits. */
  readonly sid: string;
  /** The channel senders attached to it, in this order: each a SID, or a SID and dates. */
  readonly channelSenders?: readonly (string | AttachmentSeed)[] | undefined;
}

/** An account: who may call, and what it has. */
export interface AccountSeed extends SandboxCredentials {
  /** Its API keys. Default: none. */
  readonly apiKeys?: readonly ApiKeySeed[] | undefined;
  /** Its channel senders. Default: none. */
  readonly channelSenders?: readonly ChannelSenderSeed[] | undefined;
  /** Its Messaging Services. Default: none. */
  readonly services?: readonly ServiceSeed[] | undefined;
}

/** What a sandbox starts with: plain data, which it reads once and never alters. */
export interface SandboxSeed {
  /** The accounts, at least one. No SID occurs twice, not even in two accounts. */
  readonly accounts: readonly AccountSeed[];
}

/**
 * What a sandbox starts with unless told otherwise, made anew by each call: the account of Twilio's
 * reference page and its three channel senders (WhatsApp, Messenger, RCS), none attached, and two
 * Messaging Services.
 *
 * @see https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
 *
 * @example
 * ```ts
 * import { createSandbox, defaultSeed } from "@senderpool/twilio/sandbox";
 *
 * // The same account, with its WhatsApp sender attached from the start.
 * const [account] = defaultSeed().accounts;
 * const services = [{
 *   sid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   channelSenders: ["XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
 * }];
 * const sandbox = createSandbox({ accounts: [{ ...account!, services }] });
 * console.log(sandbox.credentials.accountSid); // ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
 * ```
 */
export function defaultSeed(): SandboxSeed {
  return {
    accounts: [{
      accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      authToken: "0123456789abcdef0123456789abcdef",
      services: [
        { sid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
        { sid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab" },
      ],
      channelSenders: [
        { sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", sender: "whatsapp:+12487960483" },
        { sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", sender: "messenger:104794531907950" },
        { sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", sender: "rcs:ms_dev_test_agent" },
      ],
    }],
  };
}

/**
 * Insists that a seed makes sense.
 *
 * @throws {TwilioInputError} which names the field at fault by its path, such as
 * `accounts[0].services[1].sid`, and shows no value of a secret
 */
export function checkSeed({ accounts }: SandboxSeed): void {
  const seen = new Set<string>();
  check(accounts?.length, "accounts", "at least one account");
  each(accounts, "accounts", (account, path) => {
    unique(seen, account.accountSid, `${path}.accountSid`, "AC");
    secret(account.authToken, `${path}.authToken`);
    each(account.apiKeys, `${path}.apiKeys`, (key, path) => {
      unique(seen, key.apiKey, `${path}.apiKey`, "SK");
      secret(key.apiSecret, `${path}.apiSecret`);
    });
    const known = new Set<string>();
    each(account.channelSenders, `${path}.channelSenders`, (sender, path) => {
      known.add(unique(seen, sender.sid, `${path}.sid`, "XE"));
      checkSender(sender, path);
    });
    const attached = new Set<string>();
    each(account.services, `${path}.services`, (service, path) => {
      unique(seen, service.sid, `${path}.sid`, "MG");
      each(service.channelSenders, `${path}.channelSenders`, (entry, path) => {
        const [sid, at] = typeof entry === "string" ? [entry, path] : [entry.sid, `${path}.sid`];
        check(
          known.has(unique(attached, sid, at, "XE")),
          at,
          "one of the account's channelSenders",
        );
        if (typeof entry !== "string") checkDates(entry, path);
      });
    });
  });
}

/** Visits the items of a list, each with its path in the seed. */
function each<Item>(
  list: readonly Item[] | undefined,
  path: string,
  visit: (item: Item, path: string) => void,
): void {
  check(list === undefined || Array.isArray(list), path, "an array");
  list?.forEach((item, index) => {
    const at = `${path}[${index}]`;
    check(item !== null && item !== undefined, at, "a value");
    visit(item, at);
  });
}

function unique(seen: Set<string>, value: string, path: string, prefix: string): string {
  const checked = sid({ [path]: value }, path, prefix);
  check(!seen.has(checked), path, `a SID that occurs once (${checked} is there before)`);
  seen.add(checked);
  return checked;
}

function secret(value: unknown, path: string): void {
  const valid = typeof value === "string" && /^[!-~]+$/.test(value);
  check(valid, path, "ASCII characters without white space");
}

function checkSender({ sender, senderType, countryCode }: ChannelSenderSeed, path: string): void {
  const address = typeof sender === "string" && /^[a-z]+:\S+$/.test(sender);
  check(address, `${path}.sender`, "an address such as whatsapp:+12487960483");
  check(senderType == null || typeof senderType === "string", `${path}.senderType`, "a string");
  const country = countryCode == null || /^[A-Z]{2}$/.test(countryCode);
  check(country, `${path}.countryCode`, "two capital letters, such as US");
}

function checkDates(entry: AttachmentSeed, path: string): void {
  for (const key of ["dateCreated", "dateUpdated"] as const) {
    const value = entry[key];
    const valid = value === undefined || !Number.isNaN(Date.parse(value));
    check(valid, `${path}.${key}`, "a date such as 2023-07-30T20:12:31Z");
  }
}
