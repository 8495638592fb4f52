import { listing, type ListInput } from "../../call/listing.ts";
import type { CallOptions, Send } from "../../call/send.ts";
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
import { type Call, channelSenderSid, phoneNumberSid, shortCodeSid } from "./account_sid.ts";
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
  readonly attach: (address: string, service: ServiceReference, call: Call) => Promise<PoolEntry>;
  /** Takes one out of the pool of a service. */
  readonly remove: Operation<SidReference, void>;
}

function kindOf<Resource>(
  kind: PoolEntryKind,
  words: string,
  list: Operation<ServiceReference & PageInput, Page<Resource>>,
  remove: Kind["remove"],
  toEntry: (resource: Resource) => PoolEntry,
  attach: Kind["attach"],
): Kind {
  async function* pages(
    input: ServiceReference & ListInput,
    send: Send,
    options: CallOptions,
  ): AsyncGenerator<PoolEntry[], void, undefined> {
    for await (const { items } of listing(list, input, send, options).pages()) {
      yield items.map(toEntry);
    }
  }
  return { kind, words, pages, attach, remove };
}

/** Attaches what the account has already, under a SID. */
function bySid<Resource>(
  sidOf: (address: string, call: Call) => Promise<string>,
  create: Operation<SidReference, Resource>,
  toEntry: (resource: Resource) => PoolEntry,
): Kind["attach"] {
  return async (address, service, call) => {
    const sid = await sidOf(address, call);
    return toEntry(await call.send(create, { ...service, sid }, call.options));
  };
}

/** A name comes into being in the pool; one that is for a country is not made of the name alone. */
const attachName: Kind["attach"] = async (alphaSender, service, { send, options }) =>
  alphaSenderEntry(await send(createAlphaSender, { ...service, alphaSender }, options));

export const channelSenderKind: Kind = /* @__PURE__ */ kindOf(
  "channelSender",
  "a channel sender",
  listChannelSenders,
  deleteChannelSender,
  channelSenderEntry,
  /* @__PURE__ */ bySid(channelSenderSid, createChannelSender, channelSenderEntry),
);

export const phoneNumberKind: Kind = /* @__PURE__ */ kindOf(
  "phoneNumber",
  "a phone number",
  listPhoneNumbers,
  deletePhoneNumber,
  phoneNumberEntry,
  /* @__PURE__ */ bySid(phoneNumberSid, createPhoneNumber, phoneNumberEntry),
);

export const shortCodeKind: Kind = /* @__PURE__ */ kindOf(
  "shortCode",
  "a short code",
  listShortCodes,
  deleteShortCode,
  shortCodeEntry,
  /* @__PURE__ */ bySid(shortCodeSid, createShortCode, shortCodeEntry),
);

/**
 * Both kinds of names. It is unknown whether Twilio shows a name of one kind among those of the other;
 * where it does, the one that knows its country comes first.
 */
export const nameKinds: readonly [Kind, Kind] = [
  /* @__PURE__ */ kindOf(
    "destinationAlphaSender",
    "a name",
    listDestinationAlphaSenders,
    deleteDestinationAlphaSender,
    destinationAlphaSenderEntry,
    attachName,
  ),
  /* @__PURE__ */ kindOf(
    "alphaSender",
    "a name",
    listAlphaSenders,
    deleteAlphaSender,
    alphaSenderEntry,
    attachName,
  ),
];

/** All kinds, in the order in which a pool is listed. */
export const kinds: readonly Kind[] = [
  channelSenderKind,
  phoneNumberKind,
  shortCodeKind,
  ...nameKinds,
];
