import type { JsonObject } from "../../http/json.ts";

/**
 * What there is to say of a sender of an account, beside its being one. The members that are objects are
 * as they go over the wire, such as `{ name: "Shop", logo_url: "https://shop.example/logo.png" }`.
 *
 * @see https://www.twilio.com/docs/whatsapp/api/senders
 */
export interface SenderSeed {
  /** SID of the sender: `XE` and 32 hex digits. */
  readonly sid: string;
  /** Its address, on WhatsApp or RCS. It may be left out where the `channelSenders` have it. */
  readonly senderId?: string | undefined;
  /** What it is called in the Console. Default: nothing. */
  readonly friendlyName?: string | null | undefined;
  /** How far it is. Default `"ONLINE"`. */
  readonly status?: string | undefined;
  /** When it came that far, as ISO 8601. Default: now. */
  readonly statusDate?: string | undefined;
  /** The statuses that it has before it, in their order. Default: none. */
  readonly nextStatuses?: readonly string[] | undefined;
  /** Default: none. */
  readonly configuration?: JsonObject | null | undefined;
  /** Default: none. */
  readonly webhook?: JsonObject | null | undefined;
  /** Default: none. */
  readonly profile?: JsonObject | null | undefined;
  /** Default: none. */
  readonly properties?: JsonObject | null | undefined;
  /** Default: none. */
  readonly offlineReasons?: readonly JsonObject[] | null | undefined;
  /** Default: none. */
  readonly compliance?: JsonObject | null | undefined;
  /** The latest change of its name, on WhatsApp. Default: none. */
  readonly pendingName?: PendingNameSeed | null | undefined;
}

/** A change of the name of a sender. */
export interface PendingNameSeed {
  /** The name. */
  readonly name: string;
  /** What became of it, such as `PENDING_REVIEW`. */
  readonly status: string;
  /** When that became of it, as ISO 8601. Default: now. */
  readonly statusDate?: string | undefined;
  /** The statuses that it has before it, in their order. Default: none. */
  readonly nextStatuses?: readonly string[] | undefined;
}

/** A sender that is gone, for page tokens may name it, and places in pools. */
export interface DeletedSenderSeed {
  /** SID of the sender: `XE` and 32 hex digits. */
  readonly sid: string;
  /** How many of the account's channel senders come before it. */
  readonly at: number;
}

/** The senders of an account. */
export interface SendersOfAccount {
  /**
   * Its senders. The `channelSenders` on WhatsApp and RCS are senders too, `ONLINE` and without a
   * profile; one that is here as well is as it is said here. Default: no others.
   */
  readonly senders?: readonly SenderSeed[] | undefined;
  /** Those that were deleted, in the order of their places. Default: none. */
  readonly deletedSenders?: readonly DeletedSenderSeed[] | undefined;
}
