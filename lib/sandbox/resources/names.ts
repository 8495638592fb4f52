/** What alpha senders and destination alpha senders have in common: they come into being in a pool. */
import { checkInput } from "../../wire/input.ts";
import { type Answer, invalidAlphaSender, missingAlphaSender } from "../http/answers.ts";
import type { PoolMemberName } from "../http/operations.ts";
import type { OwnCall, Route } from "../http/router.ts";
import { checkDate, each, unique } from "../state/check_parts.ts";
import { kept } from "../state/kept.ts";
import { type Account, type Service, toSeconds } from "../state/state.ts";
import { attach, type Attachment, type Pool, type PoolMember, updateOf } from "./attachments.ts";
import { newSid } from "./new_sid.ts";
import { type PoolMemberKind, poolRoutes } from "./pool_member.ts";

/** A name in the pool of a Messaging Service. */
export interface AlphaSenderSeed {
  /** SID of the alpha sender: `AI` and 32 hex digits. */
  readonly sid: string;
  /** The name: at most 11 characters. One that was removed needs none. */
  readonly alphaSender?: string | undefined;
  /** When it was added, as ISO 8601. Default: now. */
  readonly dateCreated?: string | undefined;
  /** When it was last updated, as ISO 8601. Default: `dateCreated`. */
  readonly dateUpdated?: string | undefined;
  /**
   * Whether it was removed since, so that nothing is left of it but its place in the list, which page
   * tokens may name. Default `false`.
   */
  readonly removed?: boolean | undefined;
}

/** A name in a pool. `country` is empty where it is for all. */
export interface PoolName extends PoolMember {
  readonly sender: string;
  readonly country: string;
}

/** The names that an account has, of either kind, and those that it had last, by their SIDs. */
const namesOf: (account: Account) => Map<string, PoolName> = /* @__PURE__ */ kept(() => new Map());

/** Lets go the names that were removed first, of which so many stay. */
function letGoRemoved(names: Map<string, PoolName>, most: number): void {
  const removed = [...names.values()].filter(({ pool }) => pool === null);
  for (const { sid } of removed.slice(0, Math.max(0, removed.length - most))) names.delete(sid);
}

const pattern = /^(?=.*[a-z])[\w &+-]{1,11}$/i;

interface NameKind {
  readonly name: PoolMemberName;
  readonly poolOf: (service: Service) => Pool<PoolName>;
  /** The country of a form, or the refusal of it. */
  readonly countryIn: (country: unknown) => string | Answer;
  /** What it says on the wire beside what every name does. */
  readonly more: (name: PoolName) => object;
  readonly filter?: PoolMemberKind<PoolName>["filter"];
}

/**
 * The routes of names. The codes of what is missing or malformed are documented, their status is
 * inferred; that one name comes once, for one country where it has one, is inferred too. Twilio's
 * documents say that a service has one alpha sender at most, but not what a second one meets: here it
 * is added.
 */
export function nameRoutes({ name, poolOf, countryIn, more, filter }: NameKind): readonly Route[] {
  function make(sender: string, country: string, call: OwnCall, service: Service): PoolName {
    const { items = [] } = poolOf(service).slice(null, Infinity) ?? {};
    const same = items.find(({ member }) => member.sender === sender && member.country === country);
    if (same) return same.member;
    const { random, keep } = call.settings;
    const names = namesOf(call.account);
    if (names.size > 2 * keep.removed) letGoRemoved(names, keep.removed);
    const isTaken = (sid: string) => names.has(sid);
    const made = { sid: newSid("AI", random, isTaken, names.size), sender, country, pool: null };
    names.set(made.sid, made);
    return made;
  }

  return poolRoutes<PoolName>({
    name,
    listKey: "alpha_senders",
    poolOf,
    filter,
    meant(form, call, service) {
      const sender = form.get("AlphaSender");
      if (!sender) return missingAlphaSender();
      if (typeof sender !== "string" || !pattern.test(sender)) return invalidAlphaSender();
      const country = countryIn(form.get("IsoCountryCode"));
      return typeof country === "string" ? make(sender, country, call, service) : country;
    },
    rules: ({ senderHere, senderNotHere }) => ({
      here: senderHere,
      elsewhere: "share",
      notHere: senderNotHere,
      emptyList: 200,
      isFull: () => false,
    }),
    toWire: ({ member, ...dates }, { account, service, url }) => ({
      sid: member.sid,
      account_sid: account.sid,
      service_sid: service.sid,
      date_created: dates.dateCreated,
      date_updated: updateOf({ member, ...dates }),
      alpha_sender: member.sender,
      capabilities: ["SMS"],
      ...more(member),
      url,
    }),
  });
}

/** What a seed may say of any name. */
export const poolNameMembers: readonly (keyof AlphaSenderSeed)[] = [
  "sid",
  "alphaSender",
  "dateCreated",
  "dateUpdated",
  "removed",
];

/** Insists that what a seed says of the names of a service makes sense. */
export function checkPoolNames(
  seeds: readonly AlphaSenderSeed[] | undefined,
  path: string,
  seen: Set<string>,
): void {
  each(seeds, path, ({ sid, alphaSender, dateCreated, dateUpdated, removed = false }, path) => {
    unique(seen, sid, `${path}.sid`, "AI");
    checkInput(typeof removed === "boolean", `${path}.removed`, "true or false");
    const isName = removed || (typeof alphaSender === "string" && pattern.test(alphaSender));
    checkInput(isName, `${path}.alphaSender`, "a name of at most 11 characters");
    if (dateCreated !== undefined) checkDate(dateCreated, `${path}.dateCreated`);
    if (dateUpdated !== undefined) checkDate(dateUpdated, `${path}.dateUpdated`);
  });
}

/** Puts into a pool what a checked seed says. */
export function restoreNames<Seed extends AlphaSenderSeed>(
  account: Account,
  pool: Pool<PoolName>,
  seeds: readonly Seed[] | undefined,
  now: () => Date,
  countryOf: (seed: Seed) => string,
): void {
  for (const seed of seeds ?? []) {
    const { sid, alphaSender = "", dateCreated, dateUpdated = dateCreated, removed } = seed;
    const member = { sid, sender: alphaSender, country: countryOf(seed), pool: null };
    namesOf(account).set(sid, member);
    if (removed) {
      pool.addRemoved(sid);
      continue;
    }
    const seconds = (date: string | undefined) => toSeconds(date ? new Date(date) : now());
    attach(pool, member, seconds(dateCreated), seconds(dateUpdated));
  }
}

/** The places of a pool of names in their order, those of removed ones too. */
export function saveNames<More extends object>(
  pool: Pool<PoolName>,
  more: (name: PoolName) => More,
): (AlphaSenderSeed & Partial<More>)[] {
  return pool.places().map(({ sid, item }) => {
    if (!item) return { sid, removed: true } as AlphaSenderSeed & Partial<More>;
    return { sid, alphaSender: item.member.sender, ...datesOf(item), ...more(item.member) };
  });
}

function datesOf({ dateCreated, dateUpdated }: Attachment<PoolName>) {
  return { dateCreated, dateUpdated };
}
