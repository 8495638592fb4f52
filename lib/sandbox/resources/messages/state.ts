import type { Attachment, Pool, PoolMember } from "../attachments.ts";
import { type Collection, collection } from "../../state/collection.ts";
import { kept } from "../../state/kept.ts";
import type { Account, Service } from "../../state/state.ts";
import type { InboundWebhookSeed, MessageEnd, MessageSeed, WroteSeed } from "./seed.ts";

/** A message: nothing of it is left out. */
export type SentMessage =
  & {
    -readonly [Name in Exclude<keyof MessageSeed, "outcome">]-?: Exclude<
      MessageSeed[Name],
      undefined
    >;
  }
  & { outcome: { readonly status: MessageEnd; readonly errorCode: number | null } | null };

/** What an account has sent, and who wrote to it. */
export interface AccountMessaging {
  /** In the order in which they were created. */
  readonly messages: Collection<SentMessage>;
  /** When customers wrote to a sender last, by both: what {@linkcode noteInbound} keeps. */
  readonly wrote: Map<string, WroteSeed>;
  /** Who cannot be sent messages, and Twilio's code for why not. */
  readonly refused: Map<string, number>;
  /** The webhooks of senders' own for inbound messages, by the sender. */
  readonly webhooks: Map<string, InboundWebhookSeed>;
}

/** What a service sends with, beside what is in its pool. */
export interface ServiceMessaging {
  /** Who served a recipient last. */
  readonly stickies: Map<string, Sticky>;
  /** How many messages were shared, by those who share them. */
  turns: Map<string, number>;
}

/** The address of a sender, and what attached it to which pool. */
export interface Sticky {
  readonly sender: string;
  readonly attachment: Attachment<PoolMember>;
  readonly pool: Pool<PoolMember>;
}

/** What an account has sent, and who wrote to it. */
export const accountMessaging: (account: Account) => AccountMessaging = /* @__PURE__ */ kept(
  () => ({ messages: collection(), wrote: new Map(), refused: new Map(), webhooks: new Map() }),
);

/** What a service sends with, beside what is in its pool. */
export const serviceMessaging: (service: Service) => ServiceMessaging = /* @__PURE__ */ kept(
  () => ({
    stickies: new Map(),
    turns: new Map(),
  }),
);
