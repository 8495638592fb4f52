import { checkInput } from "../../wire/input.ts";
import { each, unique } from "../state/check_parts.ts";
import { kept } from "../state/kept.ts";
import type { BareServiceSeed } from "../state/seed.ts";
import type { Account } from "../state/state.ts";
import { type AttachmentSeed, checkPool, restorePool, savePool } from "./attachments.ts";
import {
  checkNumber,
  numberRoutes,
  type NumberSeed,
  type PoolNumber,
  saveNumber,
  shortCodePool,
  toNumber,
} from "./numbers.ts";
import type { PoolResource } from "./resource.ts";

/** A short code that an account has, in a pool or not. */
export interface ShortCodeSeed extends NumberSeed {
  /** SID of the short code: `SC` and 32 hex digits. */
  readonly sid: string;
  /** The code: 3 to 8 digits. */
  readonly shortCode: string;
  /** Its country, as ISO 3166-1 alpha-2. Default `"US"`. */
  readonly countryCode?: string | null | undefined;
  /** What it can do. Default `["SMS"]`, as in Twilio's examples. */
  readonly capabilities?: readonly string[] | undefined;
}

/** The short codes in the pool of a Messaging Service. */
export interface ShortCodesOfService extends BareServiceSeed {
  /** Its short codes, in this order: each a SID, or a SID and dates. Each is in one service at most. */
  readonly shortCodes?: readonly (string | AttachmentSeed)[] | undefined;
}

/** The short codes of an account. */
export interface ShortCodesOfAccount {
  /** Its short codes. Default: none. */
  readonly shortCodes?: readonly ShortCodeSeed[] | undefined;
  /** Its Messaging Services. Default: none. */
  readonly services?: readonly ShortCodesOfService[] | undefined;
}

/** The short codes that an account has, by their SIDs. */
export const shortCodesOf: (account: Account) => Map<string, PoolNumber> = /* @__PURE__ */ kept(
  () => new Map(),
);

/**
 * The short codes of a Messaging Service. The names of their permissions are inferred.
 *
 * @see https://www.twilio.com/docs/messaging/api/services-shortcode-resource
 */
export const shortCodes: PoolResource<ShortCodesOfAccount> = {
  members: { account: ["shortCodes"], service: ["shortCodes"] },
  kind: "Short code",
  poolOf: shortCodePool,
  membersOf: shortCodesOf,
  // As on the wire.
  usualCountry: "US",
  routes: /* @__PURE__ */ numberRoutes({
    name: "ShortCode",
    prefix: "SC",
    wireName: "short_code",
    poolOf: shortCodePool,
    membersOf: shortCodesOf,
    countryOf: () => "US",
  }),

  check(seed, path, { seen, unknowns }) {
    const known = new Set<string>();
    each(seed.shortCodes, `${path}.shortCodes`, (code, path) => {
      known.add(unique(seen, code.sid, `${path}.sid`, "SC"));
      const digits = typeof code.shortCode === "string" && /^\d{3,8}$/.test(code.shortCode);
      checkInput(digits, `${path}.shortCode`, "3 to 8 digits");
      checkNumber(code, path);
    }, ["sid", "shortCode", "countryCode", "capabilities"]);
    const attached = new Set<string>();
    each(seed.services, `${path}.services`, (service, path) => {
      const taken = unknowns.senderElsewhere === "share" ? new Set<string>() : attached;
      const allowed = { prefix: "SC", list: "shortCodes", known, attached: taken };
      checkPool(service.shortCodes, `${path}.shortCodes`, allowed);
    });
  },

  restore(account, seed, now) {
    const codes = shortCodesOf(account);
    for (const code of seed.shortCodes ?? []) {
      codes.set(code.sid, toNumber(code, code.shortCode, ["SMS"]));
    }
    for (const { sid, shortCodes } of seed.services ?? []) {
      restorePool(shortCodePool(account.services.get(sid)!), codes, shortCodes, now);
    }
  },

  save(account) {
    const codes = shortCodesOf(account);
    if (codes.size === 0) return {};
    return {
      shortCodes: Array.from(codes.values(), (code) => ({
        ...saveNumber(code),
        shortCode: code.sender,
      })),
      services: Array.from(account.services.values(), (service) => ({
        sid: service.sid,
        shortCodes: savePool(shortCodePool(service)),
      })),
    };
  },
};
