import type { BareServiceSeed } from "../../state/seed.ts";

/** Where a message ends. */
export type MessageEnd = "delivered" | "read" | "undelivered" | "failed";

/** What becomes of a message once it has left the queue. */
export interface MessageOutcome {
  /**
   * Where it ends: `failed` is told at once, the others after `sent`, and `read` after `delivered`.
   */
  readonly status: MessageEnd;
  /**
   * Twilio's code for why it failed or was not delivered. Default: 30008, "Unknown error"; `null`
   * where it arrives.
   *
   * @see https://www.twilio.com/docs/api/errors/30008
   */
  readonly errorCode?: number | null | undefined;
}

/**
 * A message that an account has sent: one that arrived, or one on its way. What is left out is
 * `null`.
 */
export interface MessageSeed {
  /** SID of the message: `SM` or `MM`, and 32 hex digits. */
  readonly sid: string;
  /** Recipient, such as `whatsapp:+14155550199`. */
  readonly to: string;
  /**
   * Sender, such as `whatsapp:+12487960483`. Of a message that waits for its service to choose one:
   * the one that it must be.
   */
  readonly from?: string | null | undefined;
  /** SID of the channel sender that `from` is: `XE` and 32 hex digits. */
  readonly channelSender?: string | null | undefined;
  /** SID of the Messaging Service: one of the account's. */
  readonly messagingServiceSid?: string | null | undefined;
  /** What to send from where the recipient can't be reached over RCS. */
  readonly fallbackFrom?: string | null | undefined;
  /** Text. Default: none. */
  readonly body?: string | undefined;
  /** SID of the content template that it is made of: `HX` and 32 hex digits. */
  readonly contentSid?: string | null | undefined;
  /**
   * Who sent it: the account by a request, or by what a webhook answered; or a customer, where it is
   * `inbound`. Default `"outbound-api"`.
   */
  readonly direction?: "outbound-api" | "outbound-reply" | "inbound" | undefined;
  /** How many media files it has. Default: as many as `mediaUrls`. */
  readonly numMedia?: number | undefined;
  /** Where its media are. Default: nowhere that is known. */
  readonly mediaUrls?: readonly string[] | undefined;
  /** Where it is on its way, such as `accepted` or `delivered`. */
  readonly status: string;
  /** Where it ends. Default: what {@linkcode MessageOptions.outcome} says when it is sent. */
  readonly outcome?: MessageOutcome | null | undefined;
  /** Why it failed. */
  readonly errorCode?: number | null | undefined;
  /** When it was created, as ISO 8601. */
  readonly dateCreated: string;
  /** When it was last updated, as ISO 8601. Default: `dateCreated`. */
  readonly dateUpdated?: string | undefined;
  /** When it was sent, as ISO 8601. */
  readonly dateSent?: string | null | undefined;
  /** When it is to be sent, as ISO 8601; a message that is `scheduled` has one. */
  readonly sendAt?: string | null | undefined;
  /** URL that is told of its statuses. Default: that of the service. */
  readonly statusCallback?: string | null | undefined;
}

/** A message as the option `onMessage` is told of it, and whose it is. */
export interface ToldMessage extends MessageSeed {
  /** SID of the account. */
  readonly accountSid: string;
}

/** A message that is gone, for page tokens may name it. */
export interface DeletedMessageSeed {
  /** SID of the message: `SM` or `MM`, and 32 hex digits. */
  readonly sid: string;
  /** How many of the `messages` come before it. */
  readonly at: number;
}

/** When a customer wrote to a sender last: for 24 hours, WhatsApp takes free text between them. */
export interface WroteSeed {
  /** Who wrote, such as `whatsapp:+14155550199`. */
  readonly customer: string;
  /** To whom, such as `whatsapp:+12487960483`. */
  readonly sender: string;
  /** When, as ISO 8601. */
  readonly date: string;
}

/**
 * Where a sender's own webhook for inbound messages is: of a phone number, a short code or a channel
 * sender that an account has.
 */
export interface InboundWebhookSeed {
  /** The sender, such as `whatsapp:+12487960483`. */
  readonly sender: string;
  /** URL that is told of inbound messages. */
  readonly url: string;
  /** Default `"POST"`. */
  readonly method?: "POST" | "GET" | undefined;
  /** URL that is told where the other fails. Default: none. */
  readonly fallbackUrl?: string | null | undefined;
  /** Default `"POST"`. */
  readonly fallbackMethod?: "POST" | "GET" | undefined;
}

/** Who served a recipient last. */
export interface StickySeed {
  /** Recipient, such as `whatsapp:+14155550199`. */
  readonly to: string;
  /** Sender, such as `whatsapp:+12487960483`: one in the pool of the service. */
  readonly sender: string;
}

/** What a Messaging Service sends with, beside what is in its pool. */
export interface MessagesOfService extends BareServiceSeed {
  /** Who served which recipient last. Default: nobody. */
  readonly stickies?: readonly StickySeed[] | undefined;
  /**
   * How many messages its senders have shared among themselves, by channel, and by channel and
   * countries of those recipients that have senders of their own country. Default: none.
   */
  readonly turns?: Readonly<Record<string, number>> | undefined;
}

/** The messages of an account. */
export interface MessagesOfAccount {
  /** The messages that it has sent, the oldest first. Default: none. */
  readonly messages?: readonly MessageSeed[] | undefined;
  /** Those that were deleted, in the order of their places. Default: none. */
  readonly deletedMessages?: readonly DeletedMessageSeed[] | undefined;
  /** Which customers wrote, and when last. Default: none. */
  readonly wrote?: readonly WroteSeed[] | undefined;
  /**
   * Who cannot be sent messages, and the code that a message to them is refused with at once: such as
   * 21610 of who has unsubscribed, 21608 of who is not verified while the account is on trial, 21408,
   * 21211, 21612 or 21614. Default: nobody, but the numbers that Twilio has for that.
   *
   * @see https://www.twilio.com/docs/iam/test-credentials
   */
  readonly refusedRecipients?: Readonly<Record<string, number>> | undefined;
  /** Webhooks of its senders' own for inbound messages, one a sender. Default: none. */
  readonly inboundWebhooks?: readonly InboundWebhookSeed[] | undefined;
  /** Its Messaging Services. Default: none. */
  readonly services?: readonly MessagesOfService[] | undefined;
}
