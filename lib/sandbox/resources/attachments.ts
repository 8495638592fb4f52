import { checkInput } from "../../wire/input.ts";
import type { Collection } from "../state/collection.ts";
import { checkDate, checkSid, each, unique } from "../state/check_parts.ts";
import { toSeconds } from "../state/state.ts";

/** Something that may be in the pools of services. */
export interface PoolMember {
  readonly sid: string;
  /** The pool that it was put into last, if it still is there. */
  pool: Pool<PoolMember> | null;
}

/** A member in the pool of a service. */
export interface Attachment<Member> {
  readonly member: Member;
  /** As it goes over the wire: {@linkcode toSeconds}. */
  readonly dateCreated: string;
  readonly dateUpdated: string;
}

/** What is in the pool of a service, of one kind. */
export type Pool<Member> = Collection<Attachment<Member>>;

/** A sender of the account in the pool of a Messaging Service. */
export interface AttachmentSeed {
  /** SID of a sender among those of the account. */
  readonly sid: string;
  /** When it was attached, as ISO 8601. Default: now. */
  readonly dateCreated?: string | undefined;
  /** When the attachment was last updated, as ISO 8601. Default: `dateCreated`. */
  readonly dateUpdated?: string | undefined;
  /**
   * Whether it was detached since, so that nothing is left of it but its place in the list, which
   * page tokens may name. Default `false`.
   */
  readonly removed?: boolean | undefined;
}

/** Puts a member that is not in a pool at its end. */
export function attach<Member extends PoolMember>(
  pool: Pool<Member>,
  member: Member,
  dateCreated: string,
  dateUpdated: string = dateCreated,
): Attachment<Member> {
  const attachment = { member, dateCreated, dateUpdated };
  pool.add(member.sid, attachment);
  member.pool = pool;
  return attachment;
}

/**
 * Takes a member out of a pool; the account keeps it. Says whether it was there.
 *
 * @param kept how many places of those that were taken out are kept
 */
export function detach(pool: Pool<PoolMember>, sid: string, kept: number = Infinity): boolean {
  const member = pool.get(sid)?.member;
  if (member?.pool === pool) member.pool = null;
  const wasThere = pool.remove(sid);
  pool.forgetPlaces(kept);
  return wasThere;
}

/**
 * When a member was last updated; `null` until then, as is recorded of phone numbers, short codes and
 * alpha senders.
 */
export function updateOf({ dateCreated, dateUpdated }: Attachment<unknown>): string | null {
  return dateUpdated === dateCreated ? null : dateUpdated;
}

/** Takes all members out of a pool, whose service goes; the account keeps them. */
export function detachAll(pool: Pool<PoolMember>): void {
  for (const { sid, item } of pool.places()) if (item) detach(pool, sid);
}

/** Who may be in a pool, as a seed is checked. */
export interface PoolCheck {
  /** What their SIDs start with. */
  readonly prefix: string;
  /** What the account's list of them is called. */
  readonly list: string;
  /** The SIDs of those that the account has. */
  readonly known: ReadonlySet<string>;
  /** The SIDs of those that are in a pool, and may be in no other one. */
  readonly attached: Set<string>;
}

/**
 * Insists that what a seed says of a pool makes sense.
 *
 * @throws {TwilioInputError} which names the field at fault by its path
 */
export function checkPool(
  seeds: readonly (string | AttachmentSeed)[] | undefined,
  path: string,
  { prefix, list, known, attached }: PoolCheck,
): void {
  const here = new Set<string>();
  each(seeds, path, (entry, path) => {
    const { sid: value, removed = false, dateCreated, dateUpdated } = inFull(entry);
    const at = typeof entry === "string" ? path : `${path}.sid`;
    checkInput(typeof removed === "boolean", `${path}.removed`, "true or false");
    // Whatever was removed is past, and what is here cannot have been removed later.
    const sid = removed ? checkSid(value, at, prefix) : unique(attached, value, at, prefix);
    checkInput(known.has(sid), at, `one of the account's ${list}`);
    checkInput(!removed || !here.has(sid), `${path}.removed`, "false, for it is attached before");
    if (!removed) here.add(sid);
    if (dateCreated !== undefined) checkDate(dateCreated, `${path}.dateCreated`);
    if (dateUpdated !== undefined) checkDate(dateUpdated, `${path}.dateUpdated`);
  }, ["sid", "dateCreated", "dateUpdated", "removed"]);
}

/** Fills a pool with those of an account's members that a checked seed names. */
export function restorePool<Member extends PoolMember>(
  pool: Pool<Member>,
  members: ReadonlyMap<string, Member>,
  seeds: readonly (string | AttachmentSeed)[] | undefined,
  now: () => Date,
): void {
  let moment: string | undefined;
  const seconds = secondsOnce();
  for (const entry of seeds ?? []) {
    const { sid, dateCreated, dateUpdated, removed } = inFull(entry);
    if (removed) {
      pool.addRemoved(sid);
      continue;
    }
    const member = members.get(sid)!;
    const created = dateCreated === undefined ? moment ??= toSeconds(now()) : seconds(dateCreated);
    const updated = dateUpdated === undefined ? created : seconds(dateUpdated);
    attach(pool, member, created, updated);
  }
}

/** The places of a pool in their order, those of removed members too, for page tokens name them. */
export function savePool(pool: Pool<PoolMember>): AttachmentSeed[] {
  return pool.places().map(({ sid, item }) => {
    if (!item) return { sid, removed: true };
    const { dateCreated, dateUpdated } = item;
    return { sid, dateCreated, dateUpdated };
  });
}

function inFull(entry: string | AttachmentSeed): AttachmentSeed {
  return typeof entry === "string" ? { sid: entry } : entry;
}

/** {@linkcode toSeconds} of a date; those that are the same share a text, which saves memory. */
function secondsOnce(): (date: string) => string {
  const texts = new Map<string, string>();
  return (date) => {
    const text = toSeconds(new Date(date));
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
}
