/**
 * What all kinds that may be in the pool of a Messaging Service have in common. What differs is said
 * by each kind: the part of the path, the SIDs, the form, and the members of its own.
 */
import { type Listing, listing, type ListInput } from "../call/listing.ts";
import type { CallOptions } from "../call/call_options.ts";
import type { Send } from "../call/send.ts";
import type { Operation, Recovery, Target } from "../types.ts";
import { asDate, asSid, asText, expectAnswer, type Wire } from "../wire/answer.ts";
import { sidOf } from "../wire/input.ts";
import { operation } from "../wire/operation.ts";
import { type Page, type PageInput, pageQuery, toPage } from "../wire/page.ts";
import type { Form } from "../wire/request.ts";
import { baseUrl } from "../wire/target.ts";

/** A Messaging Service. */
export interface ServiceReference {
  /** SID of the Messaging Service: `MG` and 32 hex digits. */
  readonly messagingServiceSid: string;
}

/** What names one that is in the pool of a service. */
interface MemberInput extends ServiceReference {
  readonly sid: string;
}

/** What a sender can do. An open set. */
export type SenderCapability = "Voice" | "SMS" | "MMS" | (string & Record<never, never>);

/** What every sender in the pool says of itself, but a channel sender, which is older. */
export interface PoolMember<Prefix extends string> {
  /** SID of the account that it belongs to. */
  readonly accountSid: `AC${string}` | null;
  /** SID of the Messaging Service. */
  readonly serviceSid: `MG${string}` | null;
  /** SID of the sender. */
  readonly sid: `${Prefix}${string}` | null;
  /** What it can do, in no order. */
  readonly capabilities: readonly SenderCapability[] | null;
  /** When it was added to the service. */
  readonly dateCreated: Date | null;
  /** When it was last updated; `null` until then. */
  readonly dateUpdated: Date | null;
  /** URL of this resource. It is never followed. */
  readonly url: string | null;
}

/** Where a kind is, and by which SIDs it goes. */
export interface PoolKind {
  /** The last part of the path, such as `PhoneNumbers`. */
  readonly path: string;
  /** The SID in the input. */
  readonly sid: (input: MemberInput) => string;
}

/**
 * The URL of those of a kind in the pool of a service.
 *
 * @param path what the kind is called there, such as `PhoneNumbers`
 */
export function poolUrl(path: string, input: ServiceReference, target?: Target): string {
  const service = sidOf(input, "messagingServiceSid", "MG");
  return `${baseUrl("messaging", target)}/v1/Services/${service}/${path}`;
}

type Mistake = readonly [pattern: RegExp, got: string];

/** What people give in the place of the SID of a sender, and what is said to that. */
export const notSenderSid: Mistake = [
  /^(\+|[a-z]+:)/,
  "an address, whose SID is among senders.list({ channel })",
];

/** The same, in the place of the SID of a phone number. */
export const notNumberSid: Mistake = [
  /^\+?[\d\s().-]{7,}$/,
  "a phone number: pool.attach takes it, or incomingPhoneNumbers.list finds its SID",
];

/** The same, in the place of the SID of a short code. */
export const notCodeSid: Mistake = [
  /^\d{3,8}$/,
  "a short code: pool.attach takes it, or accountShortCodes.list finds its SID",
];

/** The same, in the place of the SID of an alpha sender. */
export const notNameSid: Mistake = [
  /^[\w &+-]{1,11}$/,
  "a name, whose SID alphaSenders.list finds",
];

function resource(kind: PoolKind, input: MemberInput, target?: Target): string {
  return `${poolUrl(kind.path, input, target)}/${kind.sid(input)}`;
}

/** Reads what every member says of itself. */
export function toMember<Prefix extends string>(wire: Wire, prefix: Prefix): PoolMember<Prefix> {
  return {
    accountSid: asSid(wire.account_sid, "account_sid", "AC"),
    serviceSid: asSid(wire.service_sid, "service_sid", "MG"),
    sid: asSid(wire.sid, "sid", prefix),
    capabilities: asTextList(wire.capabilities, "capabilities"),
    dateCreated: asDate(wire.date_created, "date_created"),
    dateUpdated: asDate(wire.date_updated, "date_updated"),
    url: asText(wire.url, "url"),
  };
}

/** Texts in a list, or `null`. */
function asTextList(value: unknown, member: string): readonly string[] | null {
  if (value === undefined || value === null) return null;
  expectAnswer(Array.isArray(value), member, "a list of texts", value);
  for (const [index, item] of value.entries()) {
    expectAnswer(typeof item === "string", `${member}[${index}]`, "a text", item);
  }
  return value;
}

/** Fetches one of the pool. */
export function fetchMember<Input extends MemberInput, Member>(
  kind: PoolKind,
  read: (body: unknown) => Member,
): Operation<Input, Member> {
  return operation({
    method: "GET",
    url: (input: Input, target) => resource(kind, input, target),
    read,
  });
}

/** Puts one into the pool. */
export function createMember<Input extends ServiceReference, Member>(
  kind: PoolKind,
  form: (input: Input) => Form,
  read: (body: unknown) => Member,
  recovery?: Recovery<Input, Member>,
): Operation<Input, Member> {
  return operation({
    method: "POST",
    url: (input: Input, target) => poolUrl(kind.path, input, target),
    form,
    read,
    recovery,
  });
}

/** How to find out whether one was put into the pool that has its SID beforehand. */
export function foundBy<Input, Member>(find: Operation<Input, Member>): Recovery<Input, Member> {
  return { doneCode: 21710, find, missingCode: 20404 };
}

/**
 * Fetches a page of the pool.
 *
 * @param key what the list is called in the answer
 * @param query says which page, and of whom
 */
export function listMembers<Input extends ServiceReference & PageInput, Member>(
  kind: PoolKind,
  key: string,
  read: (body: unknown) => Member,
  query: (input: Input) => string = pageQuery,
): Operation<Input, Page<Member>> {
  return operation({
    method: "GET",
    url: (input: Input, target) => poolUrl(kind.path, input, target) + query(input),
    read: (body, metadata) => toPage(body, key, read, metadata),
  });
}

/** Takes one out of the pool. */
export function deleteMember<Input extends MemberInput>(kind: PoolKind): Operation<Input, void> {
  return operation({
    method: "DELETE",
    url: (input: Input, target) => resource(kind, input, target),
    doneCode: 20404,
  });
}

/** The methods of a client for one kind. */
interface Methods<Create, One, List, Member> {
  create(input: Create, options?: CallOptions): Promise<Member>;
  fetch(input: One, options?: CallOptions): Promise<Member>;
  list(input: List, options?: CallOptions): Listing<Member>;
  delete(input: One, options?: CallOptions): Promise<void>;
}

/** The methods of a client that sends by `send`. */
export function memberMethods<Create, One, List extends ServiceReference & ListInput, Member>(
  send: Send,
  create: Operation<Create, Member>,
  fetch: Operation<One, Member>,
  list: Operation<List, Page<Member>>,
  remove: Operation<One, void>,
): Methods<Create, One, List, Member> {
  return {
    create: (input, options) => send(create, input, options),
    fetch: (input, options) => send(fetch, input, options),
    list: (input, options) => listing(list, input, send, options),
    delete: (input, options) => send(remove, input, options),
  };
}
