import { type Account, type Service, toSeconds } from "../../state/state.ts";
import { toOutcome } from "./options.ts";
import { sendersOf } from "./choose.ts";
import type { MessageSeed, MessagesOfAccount, MessagesOfService } from "./seed.ts";
import { accountMessaging, type SentMessage, serviceMessaging } from "./state.ts";
import { noteInbound } from "./window.ts";

/** Puts in what a checked seed says of an account's messages, once its senders are attached. */
export function restoreMessages(account: Account, seed: MessagesOfAccount): void {
  const { messages: all } = accountMessaging(account);
  const {
    messages = [],
    deletedMessages = [],
    wrote = [],
    inboundWebhooks = [],
    refusedRecipients = {},
  } = seed;
  const gone = [...deletedMessages];
  const removeUpTo = (place: number) => {
    while (gone.length > 0 && gone[0]!.at <= place) all.addRemoved(gone.shift()!.sid);
  };
  for (const [at, message] of messages.entries()) {
    removeUpTo(at);
    all.add(message.sid, restoreMessage(message));
  }
  removeUpTo(messages.length);
  for (const { customer, sender, date } of wrote) {
    noteInbound(account, customer, sender, new Date(date));
  }
  const { webhooks, refused } = accountMessaging(account);
  for (const [to, code] of Object.entries(refusedRecipients)) refused.set(to, code);
  for (const webhook of inboundWebhooks) webhooks.set(webhook.sender, { ...webhook });
  for (const service of seed.services ?? []) {
    restoreService(account.services.get(service.sid)!, service);
  }
}

/** A message of a seed, with all that was left out. */
export function restoreMessage(seed: MessageSeed): SentMessage {
  const seconds = (date?: string | null) => date ? toSeconds(new Date(date)) : null;
  return {
    sid: seed.sid,
    to: seed.to,
    from: seed.from ?? null,
    channelSender: seed.channelSender ?? null,
    messagingServiceSid: seed.messagingServiceSid ?? null,
    fallbackFrom: seed.fallbackFrom ?? null,
    body: seed.body ?? "",
    contentSid: seed.contentSid ?? null,
    direction: seed.direction ?? "outbound-api",
    numMedia: seed.numMedia ?? seed.mediaUrls?.length ?? 0,
    mediaUrls: [...seed.mediaUrls ?? []],
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

function restoreService(service: Service, seed: MessagesOfService): void {
  const { stickies = [], turns = {} } = seed;
  const messaging = serviceMessaging(service);
  messaging.turns = new Map(Object.entries(turns));
  if (!stickies.length) return;
  const members = new Map(sendersOf(service).map((member) => [member.sender, member]));
  for (const { to, sender } of stickies) {
    const member = members.get(sender);
    if (member) messaging.stickies.set(to, { ...member.place, sender });
  }
}
