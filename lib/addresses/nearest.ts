import { type Address, type Channel, channelNames, splitAddress } from "./addresses.ts";
import { countriesOf } from "./countries.ts";
import type { PoolSender } from "./selection.ts";

/** Those of a channel's senders that come before others by their country, and that in words. */
export interface Nearest {
  /** Their indices in the pool. */
  readonly near: readonly number[];
  /** The countries that they are of; none where no rule holds. */
  readonly countries: readonly string[];
  /** Whether they are of the recipient's own country. */
  readonly areOwn: boolean;
  /** The channel, and the countries. */
  readonly where: string;
}

/**
 * Those among a channel's senders that come first for a recipient.
 *
 * @param own the countries that the recipient may be of
 */
export function nearest(
  senders: readonly PoolSender[],
  onChannel: readonly number[],
  channel: Channel,
  own: readonly string[],
): Nearest {
  const name = channelNames[channel];
  // Twilio tells of no country rule for Messenger, and of a second one for SMS alone.
  if (channel === "messenger") {
    return { near: onChannel, countries: [], areOwn: false, where: name };
  }
  const none = own.length === 0 ? "" : ` (none is of ${own.join(" or ")})`;
  for (const countries of channel === "sms" ? [own, ["US"]] : [own]) {
    const near = onChannel.filter((index) => isOf(countries, senders[index]!));
    if (near.length === 0) continue;
    const where = `${name} of ${countries.join(" or ")}`;
    const areOwn = countries === own;
    return { near, countries, areOwn, where: areOwn ? where : where + none };
  }
  return { near: onChannel, countries: [], areOwn: false, where: name + none };
}

/** The countries that a recipient may be of. The id of a WhatsApp user begins with one. */
export function countriesIn(
  { id }: Address,
  country: string | null | undefined,
): readonly string[] {
  if (country) return [country.toUpperCase()];
  if (/^[A-Z]{2}\./.test(id)) return [id.slice(0, 2)];
  return countriesOf(id);
}

function isOf(countries: readonly string[], { countryCode, sender }: PoolSender): boolean {
  if (countryCode !== null && countryCode !== undefined) {
    return countries.includes(countryCode.toUpperCase());
  }
  const own = countriesOf(splitAddress(sender ?? "").id);
  return own.some((country) => countries.includes(country));
}
