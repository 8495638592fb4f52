import { alphaSenderPool } from "../resources/alpha_senders.ts";
import type { Pool, PoolMember } from "../resources/attachments.ts";
import { channelSenderPool } from "../resources/channel_senders.ts";
import { destinationAlphaSenderPool } from "../resources/destination_alpha_senders.ts";
import { phoneNumberPool, shortCodePool } from "../resources/numbers.ts";
import { serviceSettings } from "../resources/services/settings.ts";
import type { Service, State } from "../state/state.ts";

const mostServices = 100;
const mostMembers = 500;

/** What is in the pool of each service, as far as a page can show it. */
export function poolsOf({ accounts }: State): object {
  const all = accounts.flatMap(({ sid, services }) =>
    Array.from(services.values(), (service) => ({ accountSid: sid, service }))
  );
  return {
    total: all.length,
    services: all.slice(0, mostServices).map(({ accountSid, service }) => ({
      sid: service.sid,
      friendlyName: serviceSettings(service).friendlyName,
      accountSid,
      ...membersOf(service),
    })),
  };
}

function membersOf(service: Service): { members: object[]; total: number } {
  const kinds = {
    "Channel sender": channelSenderPool(service),
    "Phone number": phoneNumberPool(service),
    "Short code": shortCodePool(service),
    "Alpha sender": alphaSenderPool(service),
    "Destination alpha sender": destinationAlphaSenderPool(service),
  };
  const pools: [string, Pool<Said>][] = Object.entries(kinds);
  return {
    members: pools.flatMap(([kind, pool]) => entries(kind, pool)).slice(0, mostMembers),
    total: pools.reduce((sum, [, { size }]) => sum + size, 0),
  };
}

interface Said extends PoolMember {
  readonly sender: string;
  readonly countryCode?: string | null;
}

function entries(kind: string, pool: Pool<Said>): object[] {
  const { items = [] } = pool.slice(null, mostMembers) ?? {};
  return items.map(({ member: { sid, sender, countryCode = null } }) => ({
    sid,
    kind,
    address: sender,
    countryCode,
  }));
}
