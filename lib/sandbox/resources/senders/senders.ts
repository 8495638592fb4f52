import { collection } from "../../state/collection.ts";
import type { Account } from "../../state/state.ts";
import { channelSendersOf } from "../channel_senders.ts";
import type { Resource } from "../resource.ts";
import { checkSenders } from "./check.ts";
import type { Course } from "./course.ts";
import { createLife, type Life } from "./life.ts";
import type { SenderSettings } from "./options.ts";
import { senderRoutes } from "./routes.ts";
import type { DeletedSenderSeed, SenderSeed, SendersOfAccount } from "./seed.ts";
import { accountSenders, newSender, type Sender, type senderList } from "./state.ts";

/** The senders of a sandbox, which move on. */
export interface Senders extends Resource<SendersOfAccount> {
  readonly deliver: Life["deliver"];
  /** Forgets what is under way. */
  readonly stop: Life["stop"];
}

/**
 * Makes the senders of a sandbox. They are its channel senders on WhatsApp and RCS, and what there is to
 * say of them beside that.
 */
export function createSenders(settings: SenderSettings, now: () => Date): Senders {
  const life = createLife(settings, now);
  return {
    members: { account: ["senders", "deletedSenders"] },
    routes: senderRoutes(settings, life),
    check: checkSenders,

    restore(account, { senders = [], deletedSenders = [] }) {
      const { details } = accountSenders(account);
      for (const seed of senders) details.set(seed.sid, restored(account, seed, life));
      restoreList(account, deletedSenders);
      life.add(account);
    },

    save(account) {
      const { details, list } = accountSenders(account);
      const deletedSenders: DeletedSenderSeed[] = [];
      let at = 0;
      for (const { sid, item } of list?.places() ?? []) {
        if (item) at++;
        else deletedSenders.push({ sid, at });
      }
      return {
        ...details.size > 0 && { senders: Array.from(details.values(), saved) },
        ...deletedSenders.length > 0 && { deletedSenders },
      };
    },

    deliver: life.deliver,
    stop: life.stop,
  };
}

/** Makes the list where there are places in it of senders that are gone. */
function restoreList(account: Account, deleted: readonly DeletedSenderSeed[]): void {
  if (deleted.length === 0) return;
  const list: ReturnType<typeof senderList> = collection();
  const members = [...channelSendersOf(account).values()];
  const gone = [...deleted];
  for (let at = 0; at <= members.length; at++) {
    while (gone[0]?.at === at) list.addRemoved(gone.shift()!.sid);
    const member = members[at];
    if (member) list.add(member.sid, member);
  }
  const kept = accountSenders(account);
  kept.list = list;
  for (const { sid } of deleted) kept.gone.add(sid);
}

function restored(account: Account, seed: SenderSeed, life: Life): Sender {
  const { sid, status = "ONLINE", statusDate, nextStatuses, pendingName = null } = seed;
  const { configuration = null, webhook = null, profile = null, properties = null } = seed;
  const { friendlyName = null, offlineReasons = null, compliance = null } = seed;
  const course = (status: string, date: string | undefined, next: readonly string[] = []) => ({
    status,
    since: date === undefined ? life.time() : Date.parse(date),
    next: [...next],
  });
  const { sender } = channelSendersOf(account).get(sid)!;
  return {
    ...newSender(sid, sender),
    ...structuredClone({ configuration, webhook, profile, properties, offlineReasons, compliance }),
    friendlyName,
    course: course(status, statusDate, nextStatuses),
    pendingName: pendingName && {
      name: pendingName.name,
      ...course(pendingName.status, pendingName.statusDate, pendingName.nextStatuses),
    },
  };
}

function saved({ course, pendingName, ...sender }: Sender): SenderSeed {
  return structuredClone({
    ...sender,
    ...savedCourse(course),
    pendingName: pendingName && { name: pendingName.name, ...savedCourse(pendingName) },
  });
}

function savedCourse({ status, since, next }: Course) {
  return { status, statusDate: new Date(since).toISOString(), nextStatuses: next };
}
