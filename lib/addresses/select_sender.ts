import {
  type Address,
  type Channel,
  reaches,
  recipient,
  senderChannel,
  service,
} from "./addresses.ts";
import { checkInput } from "../wire/input.ts";
import { countriesOf } from "./countries.ts";
import type { PoolSender, Selection, SelectionMessage, SelectionOptions } from "./selection.ts";

/** Where in the pool the sender is, -1 for none, and why it is that one; `others` says why not. */
interface Choice extends Pick<Selection<unknown>, "channel" | "code" | "reason"> {
  readonly taken: number;
  readonly others: (index: number) => string;
}

const names = { sms: "SMS", whatsapp: "WhatsApp", messenger: "Messenger", rcs: "RCS" };

function channelOf({ sender }: PoolSender): Channel | null {
  const [start, prefix] = /^(?:\+|(whatsapp|messenger|rcs):)/.exec(sender ?? "") ?? [];
  return start ? (prefix ?? "sms") as Channel : null;
}

/** The countries of an address without its prefix; the id of a WhatsApp user begins with one. */
function countriesIn(id: string): readonly string[] {
  return /^[A-Z]{2}(?=\.)/.exec(id) ?? countriesOf(id);
}

function isOf(countries: readonly string[], { countryCode, sender }: PoolSender): boolean {
  if (countryCode != null) return countries.includes(countryCode.toUpperCase());
  return countriesOf(sender!.replace(/^\w+:/, "")).some((country) => countries.includes(country));
}

/** The choice that `from` makes. */
function named(senders: readonly PoolSender[], from: string, to: Channel): Choice {
  const channel = senderChannel(from, "from");
  const fits = reaches(channel, to);
  const taken = fits ? senders.findIndex(({ sender }) => sender === from) : -1;
  const code = !fits ? 30016 : taken < 0 ? 63007 : null;
  const reason = !fits
    ? `from is on ${names[channel]}, to on ${names[to]}`
    : taken < 0
    ? "from is not in the pool"
    : "is the one in from";
  const others = (index: number) =>
    senders[index]!.sender !== from
      ? "is not the one in from"
      : fits
      ? "has the address in from, as one before it"
      : `is the one in from, but not on ${names[to]}`;
  return { channel, taken, code, reason, others };
}

/** The choice that is left to the service. */
function free(senders: readonly PoolSender[], to: Address, options: SelectionOptions): Choice {
  const { sticky, turn = 0, rcs = true } = options;
  const channels = senders.map(channelOf);
  const channel = to.channel === "sms" && rcs && channels.includes("rcs") ? "rcs" : to.channel;
  const name = names[channel];
  const elsewhere = (index: number) =>
    `is on ${names[channels[index]!] ?? "no known channel"}, not on ${name}` +
    (channel === to.channel ? "" : ", which comes first");
  const same = Array.from(senders.keys()).filter((index) => channels[index] === channel);
  if (same.length === 0) {
    return { channel, taken: -1, code: 21703, reason: `none is on ${name}`, others: elsewhere };
  }

  // Twilio tells of no country rule for Messenger, and of a second one for SMS alone.
  const own = options.country ? [options.country.toUpperCase()] : countriesIn(to.id);
  const rules = channel === "messenger" ? [] : channel === "sms" ? [own, ["US"]] : [own];
  const [eligible, of] = rules
    .map((rule) => [same.filter((index) => isOf(rule, senders[index]!)), rule] as const)
    .find(([near]) => near.length > 0) ?? [same, []];
  const where = name + (of.length ? ` of ${of.join(" or ")}` : "") +
    (rules.length && own.length && of !== own ? ` (none is of ${own.join(" or ")})` : "");

  const last = channel === "rcs" || !sticky
    ? -1
    : eligible.findIndex((index) =>
      senders[index]!.sid === sticky || senders[index]!.sender === sticky
    );
  const count = eligible.length;
  const ranks = new Map(eligible.map((index, rank) => [index, rank + 1]));
  const rank = last < 0 ? turn % count : last;
  const reason = last >= 0
    ? "served the recipient last"
    : count === 1
    ? `is the only one on ${where}`
    : `is number ${rank + 1} of ${count} on ${where}, and has the turn`;
  return {
    channel,
    taken: eligible[rank]!,
    code: null,
    reason,
    others: (index) =>
      channels[index] !== channel
        ? elsewhere(index)
        : !ranks.has(index)
        ? `is not of ${of.join(" or ")}, as another is`
        : last >= 0
        ? "is not the one that served the recipient last"
        : `is number ${ranks.get(index)} of ${count}, and number ${rank + 1} has the turn`,
  };
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
  const { country, turn = 0 } = options;
  const to = recipient(message.to, "to");
  checkInput(Symbol.iterator in Object(pool), "pool", "an iterable; of a listing, an array");
  checkInput(Number.isSafeInteger(turn) && turn >= 0, "turn", "0 or more");
  checkInput(
    country == null || /^[a-z]{2}$/i.test(country),
    "country",
    "two letters of ISO 3166-1",
  );

  const senders = Array.from(pool);
  const from = service.test(message.from ?? "") ? null : message.from;
  const { taken, others, reason, ...why }: Choice = senders.length === 0
    ? { channel: to.channel, taken: -1, code: 21704, reason: "the pool is empty", others: () => "" }
    : from
    ? named(senders, from, to.channel)
    : free(senders, to, options);
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
