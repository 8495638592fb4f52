/** What phone numbers and short codes have in common: an account has them, and a pool 400 of them. */
import { checkInput } from "../../wire/input.ts";
import { noCapability } from "../http/answers.ts";
import type { PoolMemberName } from "../http/operations.ts";
import type { Route } from "../http/router.ts";
import { each } from "../state/check_parts.ts";
import { collection } from "../state/collection.ts";
import { kept } from "../state/kept.ts";
import type { Account, Service } from "../state/state.ts";
import { type Attachment, type Pool, type PoolMember, updateOf } from "./attachments.ts";
import { bySid, poolRoutes, type WireContext } from "./pool_member.ts";

/** What a seed may say of a phone number or of a short code, beside what it is. */
export interface NumberSeed {
  /** Its SID. */
  readonly sid: string;
  /** Its country, as ISO 3166-1 alpha-2. */
  readonly countryCode?: string | null | undefined;
  /** What it can do: `Voice`, `SMS`, `MMS`. Without SMS and MMS, no pool takes it. */
  readonly capabilities?: readonly string[] | undefined;
}

/** A phone number or a short code that an account has. */
export interface PoolNumber extends PoolMember {
  readonly sender: string;
  /** `null` where the seed does not say. */
  readonly countryCode: string | null;
  readonly capabilities: readonly string[];
}

/** The phone numbers in the pool of a service. */
export const phoneNumberPool: (service: Service) => Pool<PoolNumber> = /* @__PURE__ */ kept(
  () => collection(),
);

/** The short codes in the pool of a service. */
export const shortCodePool: (service: Service) => Pool<PoolNumber> = /* @__PURE__ */ kept(
  () => collection(),
);

/**
 * How many phone numbers and short codes a service takes together, as documented.
 *
 * @see https://www.twilio.com/docs/api/errors/21714
 */
const LIMIT = 400;

function isFull(service: Service): boolean {
  return phoneNumberPool(service).size + shortCodePool(service).size >= LIMIT;
}

/** What differs between phone numbers and short codes. */
interface NumberKind {
  readonly name: PoolMemberName;
  readonly prefix: string;
  /** What it is called on the wire. */
  readonly wireName: string;
  readonly poolOf: (service: Service) => Pool<PoolNumber>;
  readonly membersOf: (account: Account) => ReadonlyMap<string, PoolNumber>;
  /** The country of one whose seed does not say. */
  readonly countryOf: (sender: string) => string | null;
}

/** The routes of phone numbers or of short codes. A SID that is none meets 21421, as documented. */
export function numberRoutes(kind: NumberKind): readonly Route[] {
  const { name, prefix, wireName, poolOf, membersOf, countryOf } = kind;
  const find = bySid({
    field: `${name}Sid`,
    prefix,
    membersOf,
    malformed: () => 21421,
    unknown: () => 21421,
  });

  function toWire(
    attachment: Attachment<PoolNumber>,
    { account, service, url }: WireContext,
  ): object {
    const { member, dateCreated } = attachment;
    return {
      sid: member.sid,
      account_sid: account.sid,
      service_sid: service.sid,
      date_created: dateCreated,
      date_updated: updateOf(attachment),
      [wireName]: member.sender,
      country_code: member.countryCode ?? countryOf(member.sender),
      capabilities: member.capabilities,
      url,
    };
  }

  return poolRoutes<PoolNumber>({
    name,
    listKey: `${wireName}s`,
    poolOf,
    meant(form, call) {
      const found = find(form, call);
      return "pool" in found && !canText(found) ? noCapability() : found;
    },
    rules: ({ senderHere, senderElsewhere, senderNotHere }) => ({
      here: senderHere,
      elsewhere: senderElsewhere,
      notHere: senderNotHere,
      emptyList: 200,
      isFull,
    }),
    toWire,
  });
}

function canText({ capabilities }: PoolNumber): boolean {
  return capabilities.includes("SMS") || capabilities.includes("MMS");
}

/** Insists on what a seed says of a number beside what it is. */
export function checkNumber({ countryCode, capabilities }: NumberSeed, path: string): void {
  const country = countryCode == null || /^[A-Z]{2}$/.test(countryCode);
  checkInput(country, `${path}.countryCode`, "two capital letters, such as US");
  each(capabilities, `${path}.capabilities`, (capability, path) => {
    checkInput(typeof capability === "string", path, "a text such as SMS");
  });
}

/** A number as the account has it, and in no pool. */
export function toNumber(seed: NumberSeed, sender: string, can: readonly string[]): PoolNumber {
  const { sid, countryCode = null, capabilities = can } = seed;
  return { sid, sender, countryCode, capabilities: [...capabilities], pool: null };
}

/** What a seed has to say of a number beside what it is. */
export function saveNumber({ sid, countryCode, capabilities }: PoolNumber): NumberSeed {
  return { sid, ...countryCode !== null && { countryCode }, capabilities: [...capabilities] };
}
