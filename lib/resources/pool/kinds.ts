import { listing, type ListInput } from "../../call/listing.ts";
import type { CallOptions, Send } from "../../call/send.ts";
import type { Operation } from "../../types.ts";
import type { Page, PageInput } from "../../wire/page.ts";
import { deleteAlphaSender, listAlphaSenders } from "../alpha_senders.ts";
import { deleteChannelSender, listChannelSenders } from "../channel_senders.ts";
import {
  deleteDestinationAlphaSender,
  listDestinationAlphaSenders,
} from "../destination_alpha_senders.ts";
import { deletePhoneNumber, listPhoneNumbers } from "../phone_numbers.ts";
import type { ServiceReference } from "../pool_member.ts";
import { deleteShortCode, listShortCodes } from "../short_codes.ts";
import {
  alphaSenderEntry,
  channelSenderEntry,
  destinationAlphaSenderEntry,
  phoneNumberEntry,
  type PoolEntry,
  type PoolEntryKind,
  shortCodeEntry,
} from "./entry.ts";

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
  /** Takes one out of the pool of a service. */
  readonly remove: Operation<ServiceReference & { readonly sid: string }, void>;
}

function kindOf<Resource>(
  kind: PoolEntryKind,
  words: string,
  list: Operation<ServiceReference & PageInput, Page<Resource>>,
  remove: Kind["remove"],
  toEntry: (resource: Resource) => PoolEntry,
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
  return { kind, words, pages, remove };
}

export const channelSenderKind: Kind = /* @__PURE__ */ kindOf(
  "channelSender",
  "a channel sender",
  listChannelSenders,
  deleteChannelSender,
  channelSenderEntry,
);

export const phoneNumberKind: Kind = /* @__PURE__ */ kindOf(
  "phoneNumber",
  "a phone number",
  listPhoneNumbers,
  deletePhoneNumber,
  phoneNumberEntry,
);

export const shortCodeKind: Kind = /* @__PURE__ */ kindOf(
  "shortCode",
  "a short code",
  listShortCodes,
  deleteShortCode,
  shortCodeEntry,
);

/**
 * Both kinds of names. It is unknown whether Twilio shows a name of one kind among those of the other;
 * where it does, the one that knows its country comes first.
 */
export const nameKinds: readonly Kind[] = [
  /* @__PURE__ */ kindOf(
    "destinationAlphaSender",
    "a name",
    listDestinationAlphaSenders,
    deleteDestinationAlphaSender,
    destinationAlphaSenderEntry,
  ),
  /* @__PURE__ */ kindOf(
    "alphaSender",
    "a name",
    listAlphaSenders,
    deleteAlphaSender,
    alphaSenderEntry,
  ),
];

/** All kinds, in the order in which a pool is listed. */
export const kinds: readonly Kind[] = [
  channelSenderKind,
  phoneNumberKind,
  shortCodeKind,
  ...nameKinds,
];
