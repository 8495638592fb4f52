import { collection } from "../state/collection.ts";
import { each } from "../state/check_parts.ts";
import { kept } from "../state/kept.ts";
import type { BareServiceSeed } from "../state/seed.ts";
import type { Service } from "../state/state.ts";
import type { Pool } from "./attachments.ts";
import {
  type AlphaSenderSeed,
  checkPoolNames,
  nameRoutes,
  type PoolName,
  poolNameMembers,
  restoreNames,
  saveNames,
} from "./names.ts";
import type { PoolResource } from "./resource.ts";

/** The alpha senders in the pool of a Messaging Service. */
export interface AlphaSendersOfService extends BareServiceSeed {
  /** Its alpha senders, in this order. Default: none. */
  readonly alphaSenders?: readonly AlphaSenderSeed[] | undefined;
}

/** The alpha senders of an account: those of its services, for it has no others. */
export interface AlphaSendersOfAccount {
  /** Its Messaging Services. Default: none. */
  readonly services?: readonly AlphaSendersOfService[] | undefined;
}

/** The alpha senders in the pool of a service. */
export const alphaSenderPool: (service: Service) => Pool<PoolName> = /* @__PURE__ */ kept(
  () => collection(),
);

/**
 * The alpha senders of a Messaging Service. The names of their permissions are inferred.
 *
 * @see https://www.twilio.com/docs/messaging/api/alphasender-resource
 */
export const alphaSenders: PoolResource<AlphaSendersOfAccount> = {
  members: { service: ["alphaSenders"] },
  kind: "Alpha sender",
  poolOf: alphaSenderPool,
  routes: /* @__PURE__ */ nameRoutes({
    name: "AlphaSender",
    poolOf: alphaSenderPool,
    countryIn: () => "",
    more: () => ({}),
  }),

  check(seed, path, { seen }) {
    each(seed.services, `${path}.services`, ({ alphaSenders }, path) => {
      checkPoolNames(alphaSenders, `${path}.alphaSenders`, seen);
      each(alphaSenders, `${path}.alphaSenders`, () => {}, poolNameMembers);
    });
  },

  restore(account, seed, now) {
    for (const { sid, alphaSenders } of seed.services ?? []) {
      const pool = alphaSenderPool(account.services.get(sid)!);
      restoreNames(account, pool, alphaSenders, now, () => "");
    }
  },

  save: (account) => ({
    services: Array.from(account.services.values(), (service) => {
      const alphaSenders = saveNames(alphaSenderPool(service), () => ({}));
      return { sid: service.sid, ...alphaSenders.length > 0 && { alphaSenders } };
    }),
  }),
};
