import { checkValue } from "../wire/input.ts";
import {
  type Address,
  type Channel,
  channelNames,
  reaches,
  recipient,
  senderChannel,
  serviceSidPattern,
  smsSenderPattern,
  splitAddress,
} from "./addresses.ts";
import { countriesIn } from "./nearest.ts";
import { channelRound, type Round, smsRound } from "./rounds.ts";
import { checkSelectionOptions, sendersIn } from "./selection_input.ts";
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
  if (channel === "sms" && !sender.startsWith("+") && !smsSenderPattern.test(sender)) return null;
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
  const { country, rcs = true, turn = 0 } = options;
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
  const none = (reason: string, others: Choice["others"]): Choice => {
    return { channel, taken: -1, code: 21703, reason, others };
  };
  if (onChannel.length === 0) return none(`none is on ${channelNames[channel]}`, elsewhere);

  const own = countriesIn(to, country);
  const { near, where, isLoyal, whyNot } = channel === "sms"
    ? smsRound(senders, onChannel, own, options)
    : channelRound(senders, onChannel, channel, own);
  const count = near.length;
  if (count === 0) {
    const reason = `none on ${channelNames[channel]} can serve the recipient`;
    return none(reason, (index) => channels[index] === channel ? whyNot(index) : elsewhere(index));
  }

  const loyal = stickyOne(senders, onChannel, isLoyal, options);
  const rank = turn % count;
  const ranks = new Map(near.map((index, rank) => [index, rank]));

  function reasonFor(): string {
    if (loyal !== undefined) return "served the recipient last";
    if (count === 1) return `is the only one on ${where}`;
    return `is number ${rank + 1} of ${count} on ${where}, and has the turn`;
  }
  function others(index: number): string {
    if (channels[index] !== channel) return elsewhere(index);
    const own = ranks.get(index);
    if (own === undefined) return whyNot(index);
    if (loyal !== undefined) return "is not the one that served the recipient last";
    return `is number ${own + 1} of ${count}, and number ${rank + 1} has the turn`;
  }
  return { channel, taken: loyal ?? near[rank]!, code: null, reason: reasonFor(), others };
}

/** The one that served the recipient last, where it goes on. */
function stickyOne(
  senders: readonly PoolSender[],
  onChannel: readonly number[],
  isLoyal: Round["isLoyal"],
  { sticky }: SelectionOptions,
): number | undefined {
  if (!sticky) return undefined;
  return onChannel.find((index) => {
    const { sid, sender } = senders[index]!;
    return (sid === sticky || sender === sticky) && isLoyal(index);
  });
}

/**
 * Chooses the sender of a Messaging Service's pool that a message leaves by, as Twilio documents it,
 * and says of each why it was taken or not. In linear time.
 *
 * 1. A message with a `from` leaves by that sender, or not at all.
 * 2. The channel is the recipient's; for a plain number, RCS where the pool has an RCS sender.
 * 3. On SMS, short codes come first, then names, then phone numbers, of which Canada takes toll-free
 *    ones first. A short code reaches its own country alone; a name for the recipient's country comes
 *    before those for all others, and names reach neither the United States nor Canada.
 * 4. Senders of the recipient's country come before others, on WhatsApp, RCS and among the phone
 *    numbers of SMS; among those, the ones of the United States come next.
 * 5. The sender that served the recipient last goes on doing so while it can, but on RCS: on SMS
 *    whatever its kind, unless it is a number of another country and there is a number or a short code
 *    of the recipient's.
 * 6. They share the messages evenly.
 *
 * Inferred, as nothing is documented: that they take turns in the pool's order, that a sender without
 * a country has that of its number, that a named RCS sender reaches a plain number, which error comes
 * first, that a toll-free number is of Canada whatever its country, that one without the capability
 * `SMS` is passed over, and on Messenger all but the channel. Not considered: the countries beside
 * those two that take no names (see `names`), area codes, and media, as Twilio may send a link in
 * their place.
 *
 * @param pool the senders in the order of their turns: channel senders, or all that `toArray` makes of
 * the `list` of {@linkcode pool}
 * @param message the recipient, and the sender if it is named
 * @param options what the message and the pool do not say
 * @throws {TwilioInputError} when an address, `pool`, `country` or `turn` is unusable
 * @see https://www.twilio.com/docs/messaging/services
 * @see https://www.twilio.com/docs/rcs/send-an-rcs-message
 * @see https://support.twilio.com/hc/en-us/articles/15361592743835 what a sticky sender gives way to
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
  options?: SelectionOptions,
): Selection<Sender> {
  checkValue(message, "message", "an object with to", message);
  const to = recipient(message.to, "to");
  const chosen = options ?? {};
  checkSelectionOptions(chosen);
  const senders = sendersIn(pool);
  const { taken, others, reason, ...why } = choose(senders, to, message.from, chosen);
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

function choose(
  senders: readonly PoolSender[],
  to: Address,
  from: string | null | undefined,
  options: SelectionOptions,
): Choice {
  if (senders.length === 0) return noneAtAll(to.channel);
  if (!from || serviceSidPattern.test(from)) return free(senders, to, options);
  return named(senders, from, to.channel);
}
