import { listing, type ListInput } from "../../call/listing.ts";
import type { CallOptions } from "../../call/call_options.ts";
import type { Send } from "../../call/send.ts";
import type { Operation } from "../../types.ts";
import type { Page, PageInput } from "../../wire/page.ts";
import { createAlphaSender, deleteAlphaSender, listAlphaSenders } from "../alpha_senders.ts";
import {
  createChannelSender,
  deleteChannelSender,
  listChannelSenders,
} from "../channel_senders.ts";
import {
  deleteDestinationAlphaSender,
  listDestinationAlphaSenders,
} from "../destination_alpha_senders.ts";
import { createPhoneNumber, deletePhoneNumber, listPhoneNumbers } from "../phone_numbers.ts";
import type { ServiceReference } from "../pool_member.ts";
import { createShortCode, deleteShortCode, listShortCodes } from "../short_codes.ts";
import {
  type AccountSearch,
  channelSenderSid,
  phoneNumberSid,
  shortCodeSid,
} from "./sender_sid.ts";
import {
  alphaSenderEntry,
  channelSenderEntry,
  destinationAlphaSenderEntry,
  phoneNumberEntry,
  type PoolEntry,
  type PoolEntryKind,
  shortCodeEntry,
} from "./entry.ts";

/** Names one by its SID, for the pool of a service. */
type SidReference = ServiceReference & { readonly sid: string };

/** What `pool` does with each kind of senders. */
export interface Kind {
  readonly kind: PoolEntryKind;
  /** What one is called in a sentence. */
  readonly words: string;
  /** Those in the pool of a service, page by page, one page ahead. */
  readonly pages: (
    input: ServiceReference & ListInput,
    send: Send,
    options: CallOptions,
  ) => AsyncGenerator<PoolEntry[], void, undefined>;
  /** Puts one into the pool of a service; where that takes a SID, it is looked for first. */
  readonly attach: (
    address: string,
    service: ServiceReference,
    search: AccountSearch,
  ) => Promise<PoolEntry>;
  /** Takes one out of the pool of a service. */
  readonly remove: Operation<SidReference, void>;
}

/** What a kind has of its own. */
interface KindParts<Resource> extends Omit<Kind, "pages"> {
  readonly list: Operation<ServiceReference & PageInput, Page<Resource>>;
  readonly toEntry: (resource: Resource) => PoolEntry;
}

function defineKind<Resource>({ list, toEntry, ...rest }: KindParts<Resource>): Kind {
  async function* pages(
    input: ServiceReference & ListInput,
    send: Send,
    options: CallOptions,
  ): AsyncGenerator<PoolEntry[], void, undefined> {
    for await (const { items } of listing(list, input, send, options).pages()) {
      yield items.map(toEntry);
    }
  }
  return { ...rest, pages };
}

/** Attaches what the account has already, under a SID. */
function bySid<Resource>(
  findSid: (address: string, search: AccountSearch) => Promise<string>,
  create: Operation<SidReference, Resource>,
  toEntry: (resource: Resource) => PoolEntry,
): Kind["attach"] {
  return async (address, service, search) => {
    const sid = await findSid(address, search);
    return toEntry(await search.send(create, { ...service, sid }, search.options));
  };
}

/** A name comes into being in the pool; one that is for a country is not made of the name alone. */
const attachName: Kind["attach"] = async (alphaSender, service, { send, options }) =>
  alphaSenderEntry(await send(createAlphaSender, { ...service, alphaSender }, options));

export const channelSenderKind: Kind = /* @__PURE__ */ defineKind({
  kind: "channelSender",
  words: "a channel sender",
  list: listChannelSenders,
  toEntry: channelSenderEntry,
  attach: /* @__PURE__ */ bySid(channelSenderSid, createChannelSender, channelSenderEntry),
  remove: deleteChannelSender,
});

export const phoneNumberKind: Kind = /* @__PURE__ */ defineKind({
  kind: "phoneNumber",
  words: "a phone number",
  list: listPhoneNumbers,
  toEntry: phoneNumberEntry,
  attach: /* @__PURE__ */ bySid(phoneNumberSid, createPhoneNumber, phoneNumberEntry),
  remove: deletePhoneNumber,
});

export const shortCodeKind: Kind = /* @__PURE__ */ defineKind({
  kind: "shortCode",
  words: "a short code",
  list: listShortCodes,
  toEntry: shortCodeEntry,
  attach: /* @__PURE__ */ bySid(shortCodeSid, createShortCode, shortCodeEntry),
  remove: deleteShortCode,
});

/**
 * Both kinds of names. It is unknown whether Twilio shows a name of one kind among those of the other;
 * where it does, the one that knows its country comes first.
 */
export const nameKinds: readonly [Kind, Kind] = [
  /* @__PURE__ */ defineKind({
    kind: "destinationAlphaSender",
    words: "a name",
    list: listDestinationAlphaSenders,
    toEntry: destinationAlphaSenderEntry,
    attach: attachName,
    remove: deleteDestinationAlphaSender,
  }),
  /* @__PURE__ */ defineKind({
    kind: "alphaSender",
    words: "a name",
    list: listAlphaSenders,
    toEntry: alphaSenderEntry,
    attach: attachName,
    remove: deleteAlphaSender,
  }),
];

/** All kinds, in the order in which a pool is listed. */
export const kinds: readonly Kind[] = [
  channelSenderKind,
  phoneNumberKind,
  shortCodeKind,
  ...nameKinds,
];
