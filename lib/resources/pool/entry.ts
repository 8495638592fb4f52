import type { AlphaSender } from "../alpha_senders.ts";
import type { ChannelSender } from "../channel_senders.ts";
import type { DestinationAlphaSender } from "../destination_alpha_senders.ts";
import type { PhoneNumber } from "../phone_numbers.ts";
import type { SenderCapability } from "../pool_member.ts";
import type { ShortCode } from "../short_codes.ts";

/** What a sender in the pool of a Messaging Service says of itself, whatever its kind. */
export interface PoolEntryOf<Kind extends string, Resource extends { readonly sid: unknown }> {
  /** Which of the five kinds it is. */
  readonly kind: Kind;
  /** SID of the sender. */
  readonly sid: Resource["sid"];
  /** Its address: `whatsapp:+12487960483`, `+12487960483`, a short code, or a name. */
  readonly sender: string | null;
  /**
   * Its country, as ISO 3166-1 alpha-2. Of a name it is the one that it is for: `null` for all that
   * have none of their own.
   */
  readonly countryCode: string | null;
  /** What it can do, in no order; `null` where Twilio does not say, as of channel senders. */
  readonly capabilities: readonly SenderCapability[] | null;
  /** All that Twilio says of it. */
  readonly resource: Resource;
}

/**
 * A sender in the pool of a Messaging Service: its `kind` tells what its `resource` is. It can be
 * handed to {@linkcode selectSender} as it is.
 */
export type PoolEntry =
  | PoolEntryOf<"channelSender", ChannelSender>
  | PoolEntryOf<"phoneNumber", PhoneNumber>
  | PoolEntryOf<"shortCode", ShortCode>
  | PoolEntryOf<"destinationAlphaSender", DestinationAlphaSender>
  | PoolEntryOf<"alphaSender", AlphaSender>;

/** The kinds of senders that a pool may have. */
export type PoolEntryKind = PoolEntry["kind"];

export function channelSenderEntry(resource: ChannelSender): PoolEntry {
  const { sid, sender, countryCode } = resource;
  return { kind: "channelSender", sid, sender, countryCode, capabilities: null, resource };
}

export function phoneNumberEntry(resource: PhoneNumber): PoolEntry {
  const { sid, phoneNumber, countryCode, capabilities } = resource;
  return { kind: "phoneNumber", sid, sender: phoneNumber, countryCode, capabilities, resource };
}

export function shortCodeEntry(resource: ShortCode): PoolEntry {
  const { sid, shortCode, countryCode, capabilities } = resource;
  return { kind: "shortCode", sid, sender: shortCode, countryCode, capabilities, resource };
}

export function destinationAlphaSenderEntry(resource: DestinationAlphaSender): PoolEntry {
  const { sid, alphaSender, isoCountryCode, capabilities } = resource;
  // Twilio says "" of the name that is for all countries without one of their own.
  const countryCode = isoCountryCode || null;
  const kind = "destinationAlphaSender";
  return { kind, sid, sender: alphaSender, countryCode, capabilities, resource };
}

export function alphaSenderEntry(resource: AlphaSender): PoolEntry {
  const { sid, alphaSender, capabilities } = resource;
  return {
    kind: "alphaSender",
    sid,
    sender: alphaSender,
    countryCode: null,
    capabilities,
    resource,
  };
}
