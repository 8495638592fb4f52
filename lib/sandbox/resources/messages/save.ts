import type { Account, Service } from "../../state/state.ts";
import { stickyOf } from "./choose.ts";
import type { MessagesOfAccount, MessagesOfService } from "./seed.ts";
import { accountMessaging, serviceMessaging } from "./state.ts";

/** What a seed has to say for an account to send as it does; nothing of what there is none of. */
export function saveMessages(account: Account): MessagesOfAccount {
  const { messages } = accountMessaging(account);
  return {
    ...messages.size && {
      messages: Array.from(messages.values(), (message) => structuredClone(message)),
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
