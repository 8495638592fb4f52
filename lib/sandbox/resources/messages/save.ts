import type { Account, Service } from "../../state/state.ts";
import { stickyOf } from "./choose.ts";
import type { MessagesOfAccount, MessagesOfService } from "./seed.ts";
import { accountMessaging, serviceMessaging } from "./state.ts";

/** What a seed has to say for an account to send as it does; nothing of what there is none of. */
export function saveMessages(account: Account): MessagesOfAccount {
  const { phoneNumbers, messages } = accountMessaging(account);
  return {
    ...phoneNumbers.length && { phoneNumbers: [...phoneNumbers] },
    ...messages.size && {
      messages: Array.from(messages.values(), (message) => structuredClone(message)),
    },
    services: Array.from(account.services.values(), saveService),
  };
}

function saveService(service: Service): MessagesOfService {
  const { phoneNumbers, statusCallback, stickySender, turns, ...rest } = serviceMessaging(service);
  const stickies = [...rest.stickies.keys()].flatMap((to) => {
    const sender = stickyOf(service, to);
    return sender === null ? [] : [{ to, sender }];
  });
  return {
    sid: service.sid,
    ...phoneNumbers.length && { phoneNumbers: [...phoneNumbers] },
    ...statusCallback !== null && { statusCallback },
    ...!stickySender && { stickySender },
    ...stickies.length && { stickies },
    ...turns.size && { turns: Object.fromEntries(turns) },
  };
}
