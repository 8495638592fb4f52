import { poolResources } from "../resources/pool.ts";
import type { PoolKind } from "../resources/resource.ts";
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
  return {
    members: poolResources.flatMap((kind) => entries(kind, service)).slice(0, mostMembers),
    total: poolResources.reduce((sum, { poolOf }) => sum + poolOf(service).size, 0),
  };
}

function entries({ kind, poolOf }: PoolKind, service: Service): object[] {
  const { items = [] } = poolOf(service).slice(null, mostMembers) ?? {};
  return items.map(({ member: { sid, sender, countryCode = null } }) => ({
    sid,
    kind,
    address: sender,
    countryCode,
  }));
}
