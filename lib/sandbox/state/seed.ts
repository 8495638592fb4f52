import type { MessageSeed, StickySeed } from "../resources/messages/seed.ts";

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
  /**
   * What a restricted key may do, at most 100 permissions: `list`, `read`, `create` and `delete` of
   * `/twilio/messaging/services.channelsenders/`, and `create` and `read` of
   * `/twilio/messaging/messages/`; others may be among them. Default: a standard key, which may do
   * everything. That there are permissions to create and to delete channel senders is inferred.
   *
   * @see https://www.twilio.com/docs/iam/api-keys/restricted-api-keys
   */
  readonly permissions?: readonly string[] | undefined;
}

/** An access token that an OAuth app has got. */
export interface AccessTokenSeed {
  /** The token: ASCII characters without white space. */
  readonly accessToken: string;
  /** When it expires, as ISO 8601. */
  readonly expires: string;
}

/** An OAuth app of an account, as the `oauth` middleware takes it. */
export interface OAuthAppSeed {
  /** The app's client ID: `OQ` and 32 hex digits. */
  readonly clientId: string;
  /** The app's client secret: ASCII characters without white space. */
  readonly clientSecret: string;
  /** For how long its tokens are valid, in seconds from 60 to 2,592,000 (30 days). Default 3,600. */
  readonly lifetime?: number | undefined;
  /** What its tokens allow, as {@linkcode ApiKeySeed.permissions}. Default: everything. */
  readonly permissions?: readonly string[] | undefined;
  /** The tokens that it has got already. Default: none. */
  readonly tokens?: readonly AccessTokenSeed[] | undefined;
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
  /**
   * Whether it was detached since, so that nothing is left of it but its place in the list, which
   * page tokens may name. Default `false`.
   */
  readonly removed?: boolean | undefined;
}

/** A Messaging Service of an account. */
export interface ServiceSeed {
  /** SID of the Messaging Service: `MG` and 32 hex digits. */
  readonly sid: string;
  /**
   * The channel senders attached to it, in this order: each a SID, or a SID and dates. One that was
   * removed may come several times, and once more after that if it is attached again.
   */
  readonly channelSenders?: readonly (string | AttachmentSeed)[] | undefined;
  /** Phone numbers that it sends SMS from, in E.164, after its channel senders. Default: none. */
  readonly phoneNumbers?: readonly string[] | undefined;
  /** URL that is told of the statuses of messages which have none of their own. Default: none. */
  readonly statusCallback?: string | null | undefined;
  /** Whether a recipient is always served by the same sender, but over RCS. Default `true`. */
  readonly stickySender?: boolean | undefined;
  /** Who served which recipient last. Default: nobody. */
  readonly stickies?: readonly StickySeed[] | undefined;
  /**
   * How many messages its senders have shared among themselves, by channel, and by channel and
   * countries of those recipients that have senders of their own country. Default: none.
   */
  readonly turns?: Readonly<Record<string, number>> | undefined;
}

/** An account: who may call, and what it has. */
export interface AccountSeed extends SandboxCredentials {
  /** Its API keys. Default: none. */
  readonly apiKeys?: readonly ApiKeySeed[] | undefined;
  /** Its OAuth apps. Default: none. */
  readonly oauthApps?: readonly OAuthAppSeed[] | undefined;
  /** Its channel senders. Default: none. */
  readonly channelSenders?: readonly ChannelSenderSeed[] | undefined;
  /** Its Messaging Services. Default: none. */
  readonly services?: readonly ServiceSeed[] | undefined;
  /** The account above it, whose credentials reach its messages as well. Default: none. */
  readonly parentSid?: string | undefined;
  /** Phone numbers in E.164, short codes and names that it may send SMS from. Default: none. */
  readonly phoneNumbers?: readonly string[] | undefined;
  /** The messages that it has sent, the oldest first. Default: none. */
  readonly messages?: readonly MessageSeed[] | undefined;
}

/**
 * What a sandbox starts with, and what {@linkcode Sandbox.state} gives: plain data, which a sandbox
 * reads once and never alters.
 */
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
