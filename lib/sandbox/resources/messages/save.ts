import type { Account, Service } from "../../state/state.ts";
import { stickyOf } from "./choose.ts";
import type {
  DeletedMessageSeed,
  MessageSeed,
  MessagesOfAccount,
  MessagesOfService,
} from "./seed.ts";
import { accountMessaging, serviceMessaging } from "./state.ts";

/** What a seed has to say for an account to send as it does; nothing of what there is none of. */
export function saveMessages(account: Account): MessagesOfAccount {
  const { messages: all, wrote, webhooks, refused } = accountMessaging(account);
  const messages: MessageSeed[] = [];
  const deletedMessages: DeletedMessageSeed[] = [];
  for (const { sid, item } of all.places()) {
    if (item) messages.push({ ...item, outcome: item.outcome && { ...item.outcome } });
    else deletedMessages.push({ sid, at: messages.length });
  }
  return {
    ...messages.length && { messages },
    ...deletedMessages.length && { deletedMessages },
    ...wrote.size && { wrote: Array.from(wrote.values(), (one) => ({ ...one })) },
    ...refused.size && { refusedRecipients: Object.fromEntries(refused) },
    ...webhooks.size && {
      inboundWebhooks: Array.from(webhooks.values(), (one) => ({ ...one })),
    },
    services: Array.from(account.services.values(), saveService),
  };
}

function saveService(service: Service): MessagesOfService {
  const { turns, stickies: all } = serviceMessaging(service);
  const stickies = [...all.keys()].flatMap((to) => {
    const sender = stickyOf(service, to);
    return sender === null ? [] : [{ to, sender }];
  });
  return {
    sid: service.sid,
    ...stickies.length && { stickies },
    ...turns.size && { turns: Object.fromEntries(turns) },
  };
}
