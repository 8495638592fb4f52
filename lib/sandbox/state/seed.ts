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
   * `/twilio/messaging/services.channelsenders/`, and likewise of `services.phonenumbers`,
   * `services.shortcodes`, `services.alphasenders` and `services.destinationalphasenders`; these and
   * `update` of `/twilio/messaging/services/`, of `/twilio/messaging/channels.senders/` and of
   * `/twilio/messaging/messages/`; `list` and `read` of
   * `/twilio/phone-numbers/incoming-phone-numbers/` and of `/twilio/messaging/short-codes/`; others may
   * be among them. Default: a standard key, which may do everything. The names of those to create,
   * update and delete but for messages, and of short codes, alpha senders, senders and an account's
   * numbers, are inferred.
   *
   * @see https://www.twilio.com/docs/iam/api-keys/restricted-api-keys
   */
  readonly permissions?: readonly string[] | undefined;
}

/** A public key of an account, for Public Key Client Validation. */
export interface PublicKeySeed {
  /** SID that Twilio gave the key: `CR` and 32 hex digits. */
  readonly credentialSid: string;
  /** The key, RSA: the text of a PEM file, which begins `-----BEGIN PUBLIC KEY-----`. */
  readonly publicKey: string;
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

/** A Messaging Service, but for what it sends with and what is in its pool. */
export interface BareServiceSeed {
  /** SID of the Messaging Service: `MG` and 32 hex digits. */
  readonly sid: string;
}

/** An account: who may call, and which Messaging Services there are. */
export interface BareAccountSeed extends SandboxCredentials {
  /** The account above it, whose credentials reach its messages as well. Default: none. */
  readonly parentSid?: string | undefined;
  /** Its API keys. Default: none. */
  readonly apiKeys?: readonly ApiKeySeed[] | undefined;
  /**
   * Its public keys: what `publicKeyClientValidation` has signed is checked against them. Default: none,
   * and it is not checked.
   *
   * @see https://www.twilio.com/docs/iam/pkcv
   */
  readonly publicKeys?: readonly PublicKeySeed[] | undefined;
  /** Whether each request has to be so signed, by an API key. Default `false`. */
  readonly requiresSignature?: boolean | undefined;
  /** Its OAuth apps. Default: none. */
  readonly oauthApps?: readonly OAuthAppSeed[] | undefined;
  /** Its Messaging Services. Default: none. */
  readonly services?: readonly BareServiceSeed[] | undefined;
}
