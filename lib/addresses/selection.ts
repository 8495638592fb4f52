import type { Channel } from "./addresses.ts";

/** A sender in a pool; a {@linkcode ChannelSender} and a {@linkcode PoolEntry} fit as they are. */
export interface PoolSender {
  /** SID of the sender; who has none can still be known by its address. */
  readonly sid?: string | null | undefined;
  /**
   * Address, such as `whatsapp:+12487960483`, `+12487960483`, a short code or a name. Without one it
   * is never taken.
   */
  readonly sender: string | null;
  /**
   * Country, as ISO 3166-1 alpha-2. Where there is none, the number in the address tells. Of a name it
   * is the one that it is for; none for all that have none of their own.
   */
  readonly countryCode?: string | null | undefined;
  /** What it can do, such as `SMS`. Default, and where it is `null`: what is needed. */
  readonly capabilities?: readonly string[] | null | undefined;
}

/** What the choice depends on of a message. */
export interface SelectionMessage {
  /** Recipient: an address of {@linkcode parseAddress}. */
  readonly to: string;
  /** The sender to use, by its address; none, or the SID of a Messaging Service, leaves it open. */
  readonly from?: string | null | undefined;
}

/** What the message and the pool do not say. */
export interface SelectionOptions {
  /** Country of the recipient, as ISO 3166-1 alpha-2. Default: what the number tells. */
  readonly country?: string | null | undefined;
  /**
   * The sender, by SID or address, that served this recipient last, where the service has Sticky
   * Sender on. Default: none.
   */
  readonly sticky?: string | null | undefined;
  /**
   * How many messages the senders in question sent before: they take turns by it. They share evenly
   * if it is counted for each channel and country of recipients. Default 0.
   */
  readonly turn?: number | undefined;
  /**
   * Whether the recipient can be reached over RCS, which is tried first for a plain number. Twilio
   * finds out for each message, and falls back to SMS. Default true.
   */
  readonly rcs?: boolean | undefined;
  /**
   * Whether names reach the recipient's country. Default: all countries but the United States and
   * Canada, though there are others.
   *
   * @see https://www.twilio.com/en-us/guidelines/ca/sms
   */
  readonly names?: boolean | undefined;
}

/** A sender of the pool, and why it was taken or not. */
export interface Considered<Sender> {
  /** The sender, as it stands in the pool. */
  readonly sender: Sender;
  /** Whether it is the one. */
  readonly taken: boolean;
  /** Why, in words. */
  readonly reason: string;
}

/** Which sender is taken, and why; plain data. */
export interface Selection<Sender> {
  /** The sender, or `null` where none may be taken. */
  readonly sender: Sender | null;
  /** The channel that the message leaves by, or would. */
  readonly channel: Channel;
  /**
   * Twilio's error code where there is no sender: 21703 for none that can serve the recipient, 21704
   * for none at all, 63007 for a `from` that is not in the pool, 30016 for one of another channel
   * (for which there is 21910, too).
   */
  readonly code: 21703 | 21704 | 63007 | 30016 | null;
  /** Why, in words. */
  readonly reason: string;
  /** Every sender of the pool, in its order. */
  readonly considered: readonly Considered<Sender>[];
}
