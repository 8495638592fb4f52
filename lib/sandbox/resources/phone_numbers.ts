import { checkSmsSender } from "../../addresses/addresses.ts";
import { countriesOf } from "../../addresses/countries.ts";
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
  phoneNumberPool,
  type PoolNumber,
  saveNumber,
  toNumber,
} from "./numbers.ts";
import type { PoolResource } from "./resource.ts";

/** A phone number that an account has, in a pool or not. */
export interface PhoneNumberSeed extends NumberSeed {
  /** SID of the phone number: `PN` and 32 hex digits. */
  readonly sid: string;
  /** The number, in E.164. */
  readonly phoneNumber: string;
  /** Its country, as ISO 3166-1 alpha-2. Default: that of its first digits. */
  readonly countryCode?: string | null | undefined;
  /** What it can do. Default `["MMS", "SMS", "Voice"]`, as in Twilio's examples. */
  readonly capabilities?: readonly string[] | undefined;
}

/** The phone numbers in the pool of a Messaging Service. */
export interface PhoneNumbersOfService extends BareServiceSeed {
  /**
   * Phone numbers that it sends SMS from, after its channel senders: each a SID, a SID and dates, or
   * the number in E.164, which the account need not list. Each is in one service at most. Default:
   * none.
   */
  readonly phoneNumbers?: readonly (string | AttachmentSeed)[] | undefined;
}

/** The phone numbers of an account. */
export interface PhoneNumbersOfAccount {
  /**
   * Its phone numbers. One that is a text in E.164 has a SID of its own making: `PN`, zeros, and its
   * digits. Other texts are short codes and names that it may send SMS from, but put into no pool.
   * Default: none.
   */
  readonly phoneNumbers?: readonly (string | PhoneNumberSeed)[] | undefined;
  /** Its Messaging Services. Default: none. */
  readonly services?: readonly PhoneNumbersOfService[] | undefined;
}

/** The phone numbers that an account has, by their SIDs. */
export const phoneNumbersOf: (account: Account) => Map<string, PoolNumber> = /* @__PURE__ */ kept(
  () => new Map(),
);

/** Short codes and names that an account may send SMS from, and which no pool takes. */
export const otherSmsSenders: (account: Account) => Set<string> = /* @__PURE__ */ kept(
  () => new Set(),
);

/**
 * The phone numbers of a Messaging Service. Of their permissions, those to create and to delete are
 * inferred.
 *
 * @see https://www.twilio.com/docs/messaging/api/phonenumber-resource
 */
export const phoneNumbers: PoolResource<PhoneNumbersOfAccount> = {
  members: { account: ["phoneNumbers"], service: ["phoneNumbers"] },
  kind: "Phone number",
  poolOf: phoneNumberPool,
  membersOf: phoneNumbersOf,
  routes: /* @__PURE__ */ numberRoutes({
    name: "PhoneNumber",
    prefix: "PN",
    wireName: "phone_number",
    poolOf: phoneNumberPool,
    membersOf: phoneNumbersOf,
    countryOf: (number) => countriesOf(number)[0] ?? null,
  }),

  check(seed, path, { seen, unknowns }) {
    const sids = new Map<string, string>();
    each(seed.phoneNumbers, `${path}.phoneNumbers`, (number, path) => {
      if (typeof number === "string") checkSmsSender(number, path);
      else sids.set(number.phoneNumber, checkPhoneNumber(number, path, seen));
    }, ["sid", "phoneNumber", "countryCode", "capabilities"]);
    const known = new Set(sids.values());
    const attached = new Set<string>();
    each(seed.services, `${path}.services`, (service, path) => {
      const at = `${path}.phoneNumbers`;
      each(service.phoneNumbers, at, checkEntry);
      const entries = inFull(service.phoneNumbers, sids);
      for (const [index, entry] of entries.entries()) {
        if (isNumber(service.phoneNumbers![index])) known.add(sidIn(entry));
      }
      for (const number of seed.phoneNumbers ?? []) {
        if (isNumber(number)) known.add(madeSid(number));
      }
      const taken = unknowns.senderElsewhere === "share" ? new Set<string>() : attached;
      checkPool(entries, at, { prefix: "PN", list: "phoneNumbers", known, attached: taken });
    });
  },

  restore(account, seed, now) {
    const numbers = phoneNumbersOf(account);
    const sids = new Map<string, string>();
    const add = (number: PhoneNumberSeed) => {
      sids.set(number.phoneNumber, number.sid);
      numbers.set(number.sid, toNumber(number, number.phoneNumber, ["MMS", "SMS", "Voice"]));
    };
    for (const number of seed.phoneNumbers ?? []) {
      if (typeof number !== "string") add(number);
      else if (!isNumber(number)) otherSmsSenders(account).add(number);
      else if (!sids.has(number)) add({ sid: madeSid(number), phoneNumber: number });
    }
    for (const service of seed.services ?? []) {
      for (const entry of service.phoneNumbers ?? []) {
        if (isNumber(entry) && !sids.has(entry)) add({ sid: madeSid(entry), phoneNumber: entry });
      }
      const pool = phoneNumberPool(account.services.get(service.sid)!);
      restorePool(pool, numbers, inFull(service.phoneNumbers, sids), now);
    }
  },

  save(account) {
    const numbers = Array.from(phoneNumbersOf(account).values(), savePhoneNumber);
    const all = [...numbers, ...otherSmsSenders(account)];
    if (all.length === 0) return {};
    return {
      phoneNumbers: all,
      services: Array.from(account.services.values(), (service) => {
        const places = savePool(phoneNumberPool(service));
        return { sid: service.sid, ...places.length > 0 && { phoneNumbers: places } };
      }),
    };
  },
};

function isNumber(value: unknown): value is string {
  return typeof value === "string" && value.startsWith("+");
}

/** The SID of a number whose seed has none. */
function madeSid(number: string): string {
  return `PN${number.slice(1).padStart(32, "0")}`;
}

function checkPhoneNumber(seed: PhoneNumberSeed, path: string, seen: Set<string>): string {
  const { sid, phoneNumber } = seed;
  const isRight = typeof phoneNumber === "string" && /^\+[1-9]\d{6,14}$/.test(phoneNumber);
  checkInput(isRight, `${path}.phoneNumber`, "a phone number in E.164");
  checkNumber(seed, path);
  return unique(seen, sid, `${path}.sid`, "PN");
}

/** Insists on what is no SID. Those that are have a check of their own. */
function checkEntry(entry: string | AttachmentSeed, path: string): void {
  if (typeof entry !== "string" || entry.startsWith("PN")) return;
  const expected = "a phone number in E.164, or its SID; short codes belong in shortCodes, " +
    "names in alphaSenders";
  checkInput(/^\+[1-9]\d{6,14}$/.test(entry), path, expected);
}

/** The entries of a service, where SIDs stand for numbers. */
function inFull(
  entries: PhoneNumbersOfService["phoneNumbers"],
  sids: ReadonlyMap<string, string>,
): (string | AttachmentSeed)[] {
  return (entries ?? []).map((entry) =>
    isNumber(entry) ? sids.get(entry) ?? madeSid(entry) : entry
  );
}

function sidIn(entry: string | AttachmentSeed): string {
  return typeof entry === "string" ? entry : entry.sid;
}

/** A number as it was in the seed: a text, where that says all. */
function savePhoneNumber(number: PoolNumber): string | PhoneNumberSeed {
  const isUsual = number.sid === madeSid(number.sender) && number.countryCode === null &&
    number.capabilities.join() === "MMS,SMS,Voice";
  return isUsual ? number.sender : { ...saveNumber(number), phoneNumber: number.sender };
}
