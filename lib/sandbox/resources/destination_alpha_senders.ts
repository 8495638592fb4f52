import { checkInput } from "../../wire/input.ts";
import { invalid } from "../http/answers.ts";
import { each } from "../state/check_parts.ts";
import { collection } from "../state/collection.ts";
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

/** A name in the pool of a Messaging Service, for a country or for all. */
export interface DestinationAlphaSenderSeed extends AlphaSenderSeed {
  /** The country that it is for, as ISO 3166-1 alpha-2. Default: all that have none of their own. */
  readonly isoCountryCode?: string | undefined;
}

/** The destination alpha senders in the pool of a Messaging Service. */
export interface DestinationAlphaSendersOfService extends BareServiceSeed {
  /** Its destination alpha senders, in this order. Default: none. */
  readonly destinationAlphaSenders?: readonly DestinationAlphaSenderSeed[] | undefined;
}

/** The destination alpha senders of an account: those of its services. */
export interface DestinationAlphaSendersOfAccount {
  /** Its Messaging Services. Default: none. */
  readonly services?: readonly DestinationAlphaSendersOfService[] | undefined;
}

/** The destination alpha senders in the pool of a service. */
export const destinationAlphaSenderPool: (service: Service) => Pool<PoolName> =
  /* @__PURE__ */ kept(() => collection());

const isCountry = (value: unknown): value is string =>
  typeof value === "string" && /^[A-Z]{2}$/.test(value);

/**
 * The destination alpha senders of a Messaging Service: not the alpha senders, though it is unknown
 * whether one of these is among those. The names of their permissions are inferred.
 *
 * @see https://www.twilio.com/docs/messaging/api/destination-alphasender-resource
 */
export const destinationAlphaSenders: PoolResource<DestinationAlphaSendersOfAccount> = {
  members: { service: ["destinationAlphaSenders"] },
  kind: "Destination alpha sender",
  poolOf: destinationAlphaSenderPool,
  routes: /* @__PURE__ */ nameRoutes({
    name: "DestinationAlphaSender",
    poolOf: destinationAlphaSenderPool,
    countryIn: (country) =>
      country && !isCountry(country) ? invalid("IsoCountryCode") : `${country ?? ""}`,
    more: ({ country }) => ({ iso_country_code: country }),
    filter(query) {
      const country = query.get("IsoCountryCode");
      if (country === null) return null;
      return {
        query: `IsoCountryCode=${encodeURIComponent(country)}`,
        matches: (name) => name.country === country,
      };
    },
  }),

  check(seed, path, { seen }) {
    each(seed.services, `${path}.services`, ({ destinationAlphaSenders: senders }, path) => {
      const at = `${path}.destinationAlphaSenders`;
      checkPoolNames(senders, at, seen);
      each(senders, at, ({ isoCountryCode: country }, path) => {
        const isRight = country === undefined || isCountry(country);
        checkInput(isRight, `${path}.isoCountryCode`, "two capital letters, such as US");
      }, [...poolNameMembers, "isoCountryCode"]);
    });
  },

  restore(account, seed, now) {
    for (const { sid, destinationAlphaSenders: senders } of seed.services ?? []) {
      const pool = destinationAlphaSenderPool(account.services.get(sid)!);
      restoreNames(account, pool, senders, now, ({ isoCountryCode = "" }) => isoCountryCode);
    }
  },

  save: (account) => ({
    services: Array.from(account.services.values(), (service) => {
      const senders = saveNames(
        destinationAlphaSenderPool(service),
        ({ country }) => country === "" ? {} : { isoCountryCode: country },
      );
      return { sid: service.sid, ...senders.length > 0 && { destinationAlphaSenders: senders } };
    }),
  }),
};
