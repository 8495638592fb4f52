import type { JsonObject } from "../../http/json.ts";
import { type Collection, collection } from "../../state/collection.ts";
import { kept } from "../../state/kept.ts";
import type { Account } from "../../state/state.ts";
import { type ChannelSender, channelSendersOf } from "../channel_senders.ts";
import type { Course } from "./course.ts";

/** The parts of a sender that a request may have, as they go over the wire. */
export interface SenderSections {
  configuration: JsonObject | null;
  webhook: JsonObject | null;
  profile: JsonObject | null;
}

/** A sender of an account: nothing of it is left out. */
export interface Sender extends SenderSections {
  readonly sid: string;
  readonly senderId: string;
  friendlyName: string | null;
  properties: JsonObject | null;
  offlineReasons: readonly JsonObject[] | null;
  compliance: JsonObject | null;
  /** How far it is. */
  course: Course;
  /** The latest change of its name. */
  pendingName: (Course & { readonly name: string }) | null;
}

/** What is kept of the senders of an account. */
interface AccountSenders {
  /** Those of which there is something to say, by their SIDs. */
  readonly details: Map<string, Sender>;
  /** All of them in the order of their list; it is made when it is first needed. */
  list: Collection<ChannelSender> | null;
  /** The SIDs of those that are gone. */
  readonly gone: Set<string>;
}

/** What is kept of the senders of an account. */
export const accountSenders: (account: Account) => AccountSenders = /* @__PURE__ */ kept(
  () => ({ details: new Map(), list: null, gone: new Set() }),
);

/** The channel senders of an account in the order of their list. */
export function senderList(account: Account): Collection<ChannelSender> {
  const senders = accountSenders(account);
  if (senders.list === null) {
    senders.list = collection();
    for (const member of channelSendersOf(account).values()) senders.list.add(member.sid, member);
  }
  return senders.list;
}

/** Whether it is one that this resource has: those of Messenger are the Console's alone (inferred). */
export function isSender({ sender }: ChannelSender): boolean {
  return /^(whatsapp|rcs):/.test(sender);
}

/** The sender that an account has by this SID. */
export function senderOf(account: Account, sid: string): Sender | null {
  const member = channelSendersOf(account).get(sid);
  return member && isSender(member) ? ofMember(account, member) : null;
}

/** The sender that a channel sender is. Where nothing was said of it, it has no more than a status. */
export function ofMember(account: Account, { sid, sender }: ChannelSender): Sender {
  return accountSenders(account).details.get(sid) ?? newSender(sid, sender);
}

/** A sender of which there is nothing to say. */
export function newSender(sid: string, senderId: string): Sender {
  return {
    sid,
    senderId,
    friendlyName: null,
    configuration: null,
    webhook: null,
    profile: null,
    properties: null,
    offlineReasons: null,
    compliance: null,
    course: { status: "ONLINE", since: 0, next: [] },
    pendingName: null,
  };
}
