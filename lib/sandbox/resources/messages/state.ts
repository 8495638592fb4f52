import type { Attachment, Pool, PoolMember } from "../attachments.ts";
import { kept } from "../../state/kept.ts";
import type { Account, Service } from "../../state/state.ts";
import type { MessageEnd, MessageSeed } from "./seed.ts";

/** A message: nothing of it is left out. */
export type SentMessage =
  & {
    -readonly [Name in Exclude<keyof MessageSeed, "outcome">]-?: Exclude<
      MessageSeed[Name],
      undefined
    >;
  }
  & { outcome: { readonly status: MessageEnd; readonly errorCode: number | null } | null };

/** What an account has sent. */
export interface AccountMessaging {
  /** By their SIDs. */
  readonly messages: Map<string, SentMessage>;
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

/** What an account has sent. */
export const accountMessaging: (account: Account) => AccountMessaging = /* @__PURE__ */ kept(
  () => ({ messages: new Map() }),
);

/** What a service sends with, beside what is in its pool. */
export const serviceMessaging: (service: Service) => ServiceMessaging = /* @__PURE__ */ kept(
  () => ({
    stickies: new Map(),
    turns: new Map(),
  }),
);
