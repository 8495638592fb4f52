import { splitAddress } from "../../addresses/addresses.ts";
import { countriesOf } from "../../addresses/countries.ts";
import { checkInput } from "../../wire/input.ts";
import { each, unique } from "../state/check_parts.ts";
import { collection } from "../state/collection.ts";
import { kept } from "../state/kept.ts";
import type { BareServiceSeed } from "../state/seed.ts";
import type { Account, Service } from "../state/state.ts";
import {
  type Attachment,
  type AttachmentSeed,
  checkPool,
  detach,
  type Pool,
  type PoolMember,
  restorePool,
  savePool,
} from "./attachments.ts";
import { bySid, poolRoutes, type WireContext } from "./pool_member.ts";
import type { PoolResource } from "./resource.ts";
import type { SendersOfAccount } from "./senders/seed.ts";

/** A channel sender that an account has, attached to a Messaging Service or not. */
export interface ChannelSenderSeed {
  /** SID of the channel sender: `XE` and 32 hex digits. */
  readonly sid: string;
  /** Its address, such as `whatsapp:+12487960483`, `messenger:104794531907950` or `rcs:agent`. */
  readonly sender: string;
  /** Its type on the wire. Default: `WhatsApp`, `Messenger` or `RCS` by its address, else `null`. */
  readonly senderType?: string | null | undefined;
  /**
   * Its country, as ISO 3166-1 alpha-2. Default: that of its number; of what has none `"US"`, as in all
   * of Twilio's examples.
   */
  readonly countryCode?: string | null | undefined;
}

/** The channel senders in the pool of a Messaging Service. */
export interface ChannelSendersOfService extends BareServiceSeed {
  /**
   * The channel senders attached to it, in this order: each a SID, or a SID and dates. One that was
   * removed may come several times, and once more after that if it is attached again.
   */
  readonly channelSenders?: readonly (string | AttachmentSeed)[] | undefined;
}

/** The channel senders of an account, among which its senders are. */
export interface ChannelSendersOfAccount extends SendersOfAccount {
  /** Its channel senders. Default: none. */
  readonly channelSenders?: readonly ChannelSenderSeed[] | undefined;
  /** Its Messaging Services. Default: none. */
  readonly services?: readonly ChannelSendersOfService[] | undefined;
}

/** A channel sender that an account has. */
export interface ChannelSender extends PoolMember {
  readonly sender: string;
  readonly senderType: string | null;
  readonly countryCode: string | null;
}

/** The channel senders that an account has, by their SIDs. */
export const channelSendersOf: (account: Account) => Map<string, ChannelSender> =
  /* @__PURE__ */ kept(() => new Map());

/** Those in the pool of a service. */
export const channelSenderPool: (service: Service) => Pool<ChannelSender> = /* @__PURE__ */ kept(
  () => collection(),
);

/**
 * The channel senders of a Messaging Service. Of their permissions, those to list and to read are in a
 * list of Twilio's; those to create and to delete are inferred.
 *
 * @see https://www.twilio.com/docs/messaging/api/messaging-service-channelsender-resource
 */
export const channelSenders: PoolResource<ChannelSendersOfAccount> = {
  members: { account: ["channelSenders"], service: ["channelSenders"] },
  kind: "Channel sender",
  poolOf: channelSenderPool,
  membersOf: channelSendersOf,
  routes: /* @__PURE__ */ poolRoutes<ChannelSender>({
    name: "ChannelSender",
    listKey: "senders",
    poolOf: channelSenderPool,
    meant: /* @__PURE__ */ bySid({
      field: "Sid",
      prefix: "XE",
      membersOf: channelSendersOf,
      malformed: ({ malformedSender }) => malformedSender,
      unknown: ({ unknownSender }) => unknownSender,
    }),
    rules: ({ senderHere, senderElsewhere, senderNotHere, emptyList, poolLimit }) => ({
      here: senderHere,
      elsewhere: senderElsewhere,
      notHere: senderNotHere,
      // The official document knows no refusal. One program that talks to Twilio was told 404 of a
      // service without channel senders.
      emptyList,
      isFull: (service) => poolLimit !== null && channelSenderPool(service).size >= poolLimit,
    }),
    toWire,
  }),

  check(seed, path, { seen, unknowns }) {
    const known = new Set<string>();
    each(seed.channelSenders, `${path}.channelSenders`, (sender, path) => {
      known.add(unique(seen, sender.sid, `${path}.sid`, "XE"));
      checkSeedOf(sender, path);
    }, ["sid", "sender", "senderType", "countryCode"]);
    each(seed.senders, `${path}.senders`, ({ sid, senderId }, path) => {
      if (known.has(sid)) return;
      known.add(unique(seen, sid, `${path}.sid`, "XE"));
      checkAddress(senderId, `${path}.senderId`);
    });
    each(seed.deletedSenders, `${path}.deletedSenders`, ({ sid }, path) => {
      known.add(unique(seen, sid, `${path}.sid`, "XE"));
    });
    const attached = new Set<string>();
    const shared = unknowns.senderElsewhere === "share";
    each(seed.services, `${path}.services`, (service, path) => {
      const taken = shared ? new Set<string>() : attached;
      const allowed = { prefix: "XE", list: "channelSenders", known, attached: taken };
      checkPool(service.channelSenders, `${path}.channelSenders`, allowed);
    });
  },

  restore(account, seed, now) {
    const senders = channelSendersOf(account);
    for (const sender of seed.channelSenders ?? []) senders.set(sender.sid, toMember(sender));
    for (const { sid, senderId } of seed.senders ?? []) {
      if (!senders.has(sid)) senders.set(sid, toMember({ sid, sender: senderId! }));
    }
    for (const { sid, channelSenders } of seed.services ?? []) {
      const pool = channelSenderPool(account.services.get(sid)!);
      restorePool(pool, senders, channelSenders, now);
    }
  },

  save(account) {
    const senders = channelSendersOf(account).values();
    return {
      channelSenders: Array.from(senders, ({ pool: _, ...sender }) => sender),
      services: Array.from(account.services.values(), (service) => ({
        sid: service.sid,
        channelSenders: savePool(channelSenderPool(service)),
      })),
    };
  },
};

function checkSeedOf({ sender, senderType, countryCode }: ChannelSenderSeed, path: string): void {
  checkAddress(sender, `${path}.sender`);
  checkInput(
    senderType == null || typeof senderType === "string",
    `${path}.senderType`,
    "a string",
  );
  const country = countryCode == null || /^[A-Z]{2}$/.test(countryCode);
  checkInput(country, `${path}.countryCode`, "two capital letters, such as US");
}

function checkAddress(sender: unknown, path: string): void {
  const address = typeof sender === "string" && /^[a-z]+:\S+$/.test(sender);
  checkInput(address, path, "an address such as whatsapp:+12487960483");
}

/** Gives an account a channel sender that it did not have. */
export function addChannelSender(account: Account, seed: ChannelSenderSeed): ChannelSender {
  const member = toMember(seed);
  channelSendersOf(account).set(seed.sid, member);
  return member;
}

/** Takes a channel sender from an account, and from the pools that it is in. */
export function removeChannelSender(account: Account, sid: string): void {
  for (const service of account.services.values()) detach(channelSenderPool(service), sid);
  channelSendersOf(account).delete(sid);
}

// In the spelling of the official examples, which have "Messanger" in one place.
const types: Record<string, string> = { whatsapp: "WhatsApp", messenger: "Messenger", rcs: "RCS" };

function countryOf(sender: string): string {
  return countriesOf(splitAddress(sender).id)[0] ?? "US";
}

function toMember(
  { sid, sender, senderType, countryCode = countryOf(sender) }: ChannelSenderSeed,
): ChannelSender {
  const type = senderType === undefined ? types[sender.split(":")[0]!] ?? null : senderType;
  return { sid, sender, senderType: type, countryCode, pool: null };
}

function toWire(
  { member, dateCreated, dateUpdated }: Attachment<ChannelSender>,
  { account, service, url }: WireContext,
): object {
  return {
    account_sid: account.sid,
    messaging_service_sid: service.sid,
    sid: member.sid,
    sender: member.sender,
    sender_type: member.senderType,
    country_code: member.countryCode,
    date_created: dateCreated,
    date_updated: dateUpdated,
    url,
  };
}
