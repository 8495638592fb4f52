import { toOutcome } from "./options.ts";
import type { MessageSeed } from "./seed.ts";
import { poolOf, stickyOf } from "./pool.ts";
import type { AccountSeed, ServiceSeed } from "../../state/seed.ts";
import { type Account, type SentMessage, type Service, toSeconds } from "../../state/state.ts";

/** What an account sends with. */
export type AccountMessaging = Pick<Account, "parentSid" | "phoneNumbers" | "messages">;

/** What a service sends with. */
export type ServiceMessaging = Pick<
  Service,
  "statusCallback" | "stickySender" | "phoneNumbers" | "stickies" | "turns"
>;

/** What a checked seed says of an account's messages. It shares nothing with the seed. */
export function accountMessaging(
  { parentSid, phoneNumbers, messages }: AccountSeed,
): AccountMessaging {
  return {
    parentSid: parentSid ?? null,
    phoneNumbers: [...phoneNumbers ?? []],
    messages: new Map(messages?.map((message) => [message.sid, toMessage(message)])),
  };
}

/** A message of a seed, with all that was left out. */
export function toMessage(seed: MessageSeed): SentMessage {
  const seconds = (date?: string | null) => date ? toSeconds(new Date(date)) : null;
  return {
    sid: seed.sid,
    to: seed.to,
    from: seed.from ?? null,
    channelSender: seed.channelSender ?? null,
    messagingServiceSid: seed.messagingServiceSid ?? null,
    fallbackFrom: seed.fallbackFrom ?? null,
    body: seed.body ?? "",
    numMedia: seed.numMedia ?? 0,
    status: seed.status,
    outcome: seed.outcome ? toOutcome(seed.outcome, "outcome") : null,
    errorCode: seed.errorCode ?? null,
    dateCreated: seconds(seed.dateCreated)!,
    dateUpdated: seconds(seed.dateUpdated ?? seed.dateCreated)!,
    dateSent: seconds(seed.dateSent),
    sendAt: seed.sendAt ? new Date(seed.sendAt).toISOString() : null,
    statusCallback: seed.statusCallback ?? null,
  };
}

/** What a checked seed says of how a service sends, but for who served whom. */
export function serviceMessaging(
  { statusCallback, stickySender = true, phoneNumbers, turns }: ServiceSeed,
): ServiceMessaging {
  return {
    statusCallback: statusCallback ?? null,
    stickySender,
    phoneNumbers: [...phoneNumbers ?? []],
    stickies: new Map(),
    turns: new Map(Object.entries(turns ?? {})),
  };
}

/** Puts in who served whom, once the senders are attached. */
export function restoreStickies(service: Service, { stickies = [] }: ServiceSeed): void {
  if (!stickies.length) return;
  const members = new Map(poolOf(service).map((member) => [member.sender, member]));
  for (const { to, sender } of stickies) {
    const member = members.get(sender);
    if (member) service.stickies.set(to, { sender, attachment: member.attachment });
  }
}

/** The part of an account's seed that makes its messages; nothing of what there is none of. */
export function exportAccountMessaging({ parentSid, phoneNumbers, messages }: Account): Pick<
  AccountSeed,
  "parentSid" | "phoneNumbers" | "messages"
> {
  return {
    ...parentSid !== null && { parentSid },
    ...phoneNumbers.length && { phoneNumbers: [...phoneNumbers] },
    ...messages.size && {
      messages: Array.from(messages.values(), (message) => structuredClone(message)),
    },
  };
}

/** The part of a service's seed that makes it send as it does; nothing of what there is none of. */
export function exportServiceMessaging(service: Service): Pick<
  ServiceSeed,
  "statusCallback" | "stickySender" | "phoneNumbers" | "stickies" | "turns"
> {
  const { statusCallback, stickySender, phoneNumbers, turns } = service;
  const stickies = [...service.stickies.keys()].flatMap((to) => {
    const sender = stickyOf(service, to);
    return sender === null ? [] : [{ to, sender }];
  });
  return {
    ...statusCallback !== null && { statusCallback },
    ...!stickySender && { stickySender },
    ...phoneNumbers.length && { phoneNumbers: [...phoneNumbers] },
    ...stickies.length && { stickies },
    ...turns.size && { turns: Object.fromEntries(turns) },
  };
}
