import { checkInput, checkValue } from "../wire/input.ts";
import {
  type Address,
  type Channel,
  channelNames,
  reaches,
  recipient,
  senderChannel,
  service,
  splitAddress,
} from "./addresses.ts";
import { nearest } from "./nearest.ts";
import type { PoolSender, Selection, SelectionMessage, SelectionOptions } from "./selection.ts";

/** Where in the pool the sender is, -1 for none, and why it is that one; `others` says why not. */
interface Choice extends Pick<Selection<unknown>, "channel" | "code" | "reason"> {
  readonly taken: number;
  readonly others: (index: number) => string;
}

/** The channel of a sender in the pool, or `null` where it is none of those known. */
function channelOf({ sender }: PoolSender): Channel | null {
  if (sender === null || sender === undefined) return null;
  const { channel } = splitAddress(sender);
  if (channel === "sms" && !sender.startsWith("+")) return null;
  return channel;
}

/** The choice where the pool has no sender at all. */
function noneAtAll(channel: Channel): Choice {
  return { channel, taken: -1, code: 21704, reason: "the pool is empty", others: () => "" };
}

/** The choice that `from` makes. */
function named(senders: readonly PoolSender[], from: string, to: Channel): Choice {
  const channel = senderChannel(from, "from");
  const isFrom = (index: number) => senders[index]!.sender === from;

  if (!reaches(channel, to)) {
    return {
      channel,
      taken: -1,
      code: 30016,
      reason: `from is on ${channelNames[channel]}, to on ${channelNames[to]}`,
      others(index) {
        if (!isFrom(index)) return "is not the one in from";
        return `is the one in from, but not on ${channelNames[to]}`;
      },
    };
  }
  const taken = senders.findIndex(({ sender }) => sender === from);
  return {
    channel,
    taken,
    code: taken < 0 ? 63007 : null,
    reason: taken < 0 ? "from is not in the pool" : "is the one in from",
    others(index) {
      if (!isFrom(index)) return "is not the one in from";
      return "has the address in from, as one before it";
    },
  };
}

/** The choice that is left to the service. */
function free(senders: readonly PoolSender[], to: Address, options: SelectionOptions): Choice {
  const { country, rcs = true } = options;
  const channels = senders.map(channelOf);
  const triesRcs = rcs && to.channel === "sms" && channels.includes("rcs");
  const channel = triesRcs ? "rcs" : to.channel;
  const onChannel = Array.from(senders.keys()).filter((index) => channels[index] === channel);

  function elsewhere(index: number): string {
    const own = channels[index] ?? null;
    const where = own === null ? "no known channel" : channelNames[own];
    const first = triesRcs ? ", which comes first" : "";
    return `is on ${where}, not on ${channelNames[channel]}${first}`;
  }
  if (onChannel.length === 0) {
    const reason = `none is on ${channelNames[channel]}`;
    return { channel, taken: -1, code: 21703, reason, others: elsewhere };
  }

  const { near, countries, where } = nearest(senders, onChannel, channel, to, country);
  const { rank, isSticky } = whoseTurn(senders, near, channel, options);
  const count = near.length;
  const ranks = new Map(near.map((index, rank) => [index, rank]));

  function reasonFor(): string {
    if (isSticky) return "served the recipient last";
    if (count === 1) return `is the only one on ${where}`;
    return `is number ${rank + 1} of ${count} on ${where}, and has the turn`;
  }
  function others(index: number): string {
    if (channels[index] !== channel) return elsewhere(index);
    const own = ranks.get(index);
    if (own === undefined) return `is not of ${countries.join(" or ")}, as another is`;
    if (isSticky) return "is not the one that served the recipient last";
    return `is number ${own + 1} of ${count}, and number ${rank + 1} has the turn`;
  }
  return { channel, taken: near[rank]!, code: null, reason: reasonFor(), others };
}

/** Which of the senders has the turn, and whether it does for having served the recipient last. */
function whoseTurn(
  senders: readonly PoolSender[],
  near: readonly number[],
  channel: Channel,
  { sticky, turn = 0 }: SelectionOptions,
): { readonly rank: number; readonly isSticky: boolean } {
  if (sticky && channel !== "rcs") {
    const rank = near.findIndex((index) => {
      const { sid, sender } = senders[index]!;
      return sid === sticky || sender === sticky;
    });
    if (rank >= 0) return { rank, isSticky: true };
  }
  return { rank: turn % near.length, isSticky: false };
}

/**
 * Chooses the sender of a Messaging Service's pool that a message leaves by, as Twilio documents it
 * for channel senders, and says of each why it was taken or not. In linear time.
 *
 * 1. A message with a `from` leaves by that sender, or not at all.
 * 2. The channel is the recipient's; for a plain number, RCS where the pool has an RCS sender.
 * 3. Senders of the recipient's country come before others, on WhatsApp, RCS and SMS; on SMS, those
 *    of the United States come next.
 * 4. The sender that served the recipient last goes on doing so while it is among them, but on RCS.
 * 5. They share the messages evenly.
 *
 * Inferred, as nothing is documented: that they take turns in the pool's order, that a sender without
 * a country has that of its number, that a named RCS sender reaches a plain number, which error comes
 * first, and on Messenger all but the channel. A service also has senders for SMS alone, such as short
 * codes, which have an order of their own: of those, only phone numbers are considered here.
 *
 * @param pool the senders in the order of their turns; of a listing, what `Array.fromAsync` makes
 * @param message the recipient, and the sender if it is named
 * @param options what the message and the pool do not say
 * @throws {TwilioInputError} when an address, `pool`, `country` or `turn` is unusable
 * @see https://www.twilio.com/docs/messaging/services
 * @see https://www.twilio.com/docs/rcs/send-an-rcs-message
 *
 * @example
 * ```ts
 * import { selectSender } from "@senderpool/twilio";
 *
 * const pool = [
 *   { sid: null, sender: "whatsapp:+12487960483", countryCode: "US" },
 *   { sid: null, sender: "whatsapp:+14165550100", countryCode: "CA" },
 *   { sid: null, sender: "rcs:ms_dev_test_agent", countryCode: "US" },
 * ];
 * const { sender, considered } = selectSender(pool, { to: "whatsapp:+14165550199" });
 * console.log(sender?.sender); // whatsapp:+14165550100
 * for (const { sender, reason } of considered) console.log(sender.sender, reason);
 * // whatsapp:+12487960483 is not of CA, as another is
 * // …
 * ```
 */
export function selectSender<Sender extends PoolSender>(
  pool: Iterable<Sender>,
  message: SelectionMessage,
  options: SelectionOptions = {},
): Selection<Sender> {
  checkValue(message, "message", "an object with to", message);
  const to = recipient(message.to, "to");
  checkInput(Symbol.iterator in Object(pool), "pool", "an iterable; of a listing, an array");
  checkOptions(options);
  const senders = Array.from(pool);
  const { taken, others, reason, ...why } = choose(senders, to, message.from, options);
  return {
    sender: senders[taken] ?? null,
    ...why,
    reason,
    considered: senders.map((sender, index) => ({
      sender,
      taken: index === taken,
      reason: index === taken ? reason : others(index),
    })),
  };
}

function checkOptions({ country, turn = 0 }: SelectionOptions): void {
  const isTurn = Number.isSafeInteger(turn) && turn >= 0;
  checkValue(isTurn, "turn", "0 or more", turn);
  if (country === null || country === undefined) return;
  const isCountry = typeof country === "string" && /^[a-z]{2}$/i.test(country);
  checkValue(isCountry, "country", "two letters of ISO 3166-1", country);
}

function choose(
  senders: readonly PoolSender[],
  to: Address,
  from: string | null | undefined,
  options: SelectionOptions,
): Choice {
  if (senders.length === 0) return noneAtAll(to.channel);
  if (!from || service.test(from)) return free(senders, to, options);
  return named(senders, from, to.channel);
}
