import type { Channel } from "./addresses.ts";
import { nearest } from "./nearest.ts";
import type { PoolSender, SelectionOptions } from "./selection.ts";

/** Those on a channel that share the messages to a recipient, and what is said of the others. */
export interface Round {
  /** Their indices in the pool; none where nobody on the channel can serve the recipient. */
  readonly near: readonly number[];
  /** The channel, and the kind or the countries, in words. */
  readonly where: string;
  /** Whether one goes on serving a recipient whom it served last. */
  readonly isLoyal: (index: number) => boolean;
  /** Why one of the channel is not among them. */
  readonly whyNot: (index: number) => string;
}

/** The round on a channel whose senders are all of one kind. */
export function channelRound(
  senders: readonly PoolSender[],
  onChannel: readonly number[],
  channel: Channel,
  own: readonly string[],
): Round {
  const { near, countries, where } = nearest(senders, onChannel, channel, own);
  const members = new Set(near);
  return {
    near,
    where,
    isLoyal: (index) => channel !== "rcs" && members.has(index),
    whyNot: () => `is not of ${countries.join(" or ")}, as another is`,
  };
}

/** What sends SMS, in the order in which Twilio takes it, and what one is called. */
const smsKinds = {
  shortCode: "short code",
  name: "name",
  tollFree: "toll-free number",
  number: "phone number",
};
type SmsKind = keyof typeof smsKinds;

/**
 * The round on SMS: short codes come first, then names, then phone numbers; in Canada, of those the
 * toll-free ones. A short code reaches recipients of its own country alone.
 *
 * @see https://www.twilio.com/docs/messaging/services
 * @see https://www.twilio.com/docs/api/errors/21659
 */
export function smsRound(
  senders: readonly PoolSender[],
  onChannel: readonly number[],
  own: readonly string[],
  options: SelectionOptions,
): Round {
  const kinds = new Map(onChannel.map((index) => [index, smsKindOf(senders[index]!.sender!, own)]));
  // Before a name for the recipient's country that can send, those for all others stand back.
  const hasOwn = onChannel.some((index) => {
    const { countryCode, capabilities } = senders[index]!;
    const isOwn = countryCode && isAmong(countryCode, own);
    return isOwn && kinds.get(index) === "name" && canSend(capabilities);
  });
  const unfit = new Map<number, string>();
  const able: Record<SmsKind, number[]> = { shortCode: [], name: [], tollFree: [], number: [] };
  for (const [index, kind] of kinds) {
    const problem = problemOf(senders[index]!, kind, own, hasOwn, options);
    if (problem === null) able[kind].push(index);
    else unfit.set(index, problem);
  }

  const numbers = nearest(senders, able.number, "sms", own);
  const near: Record<SmsKind, readonly number[]> = { ...able, number: numbers.near };
  const order = Object.keys(smsKinds) as SmsKind[];
  const first = order.find((kind) => near[kind].length > 0) ?? "number";
  // A short code of the recipient's country takes over from numbers of others, as a number of it does.
  const areLoyal = able.shortCode.length === 0 || numbers.areOwn;
  const loyal = new Set([
    ...able.shortCode,
    ...able.name,
    ...able.tollFree,
    ...areLoyal ? numbers.near : [],
  ]);

  return {
    near: near[first],
    where: first === "number" ? numbers.where : `SMS by ${smsKinds[first]}`,
    isLoyal: (index) => loyal.has(index),
    whyNot(index) {
      const kind = kinds.get(index)!;
      const problem = unfit.get(index);
      if (problem !== undefined) return problem;
      if (kind !== first) return `is a ${smsKinds[kind]}, and a ${smsKinds[first]} comes first`;
      return `is not of ${numbers.countries.join(" or ")}, as another is`;
    },
  };
}

function smsKindOf(sender: string, own: readonly string[]): SmsKind {
  if (/^\d+$/.test(sender)) return "shortCode";
  if (!sender.startsWith("+")) return "name";
  const isOfCanada = own.length === 1 && own[0] === "CA";
  return isOfCanada && /^\+18(00|33|44|55|66|77|88)/.test(sender) ? "tollFree" : "number";
}

/** Whether a sender can send SMS; of one that does not say, nothing else is known. */
function canSend(capabilities: PoolSender["capabilities"]): boolean {
  return !capabilities || capabilities.includes("SMS");
}

/** Why a sender can't serve the recipient; `null` where it can. */
function problemOf(
  { countryCode, capabilities }: PoolSender,
  kind: SmsKind,
  own: readonly string[],
  hasOwn: boolean,
  { names }: SelectionOptions,
): string | null {
  if (!canSend(capabilities)) return "can't send SMS";
  if (kind === "shortCode" && countryCode && !isAmong(countryCode, own)) {
    return `is a short code of ${countryCode}, where the recipient is not`;
  }
  if (kind !== "name") return null;
  if (!(names ?? takesNames(own))) return "is a name, and the recipient's country takes none";
  if (!countryCode) return hasOwn ? "is for countries without a name of their own" : null;
  return isAmong(countryCode, own) ? null : `is for ${countryCode} alone`;
}

function isAmong(country: string, countries: readonly string[]): boolean {
  return countries.includes(country.toUpperCase());
}

function takesNames(countries: readonly string[]): boolean {
  return !countries.includes("US") && !countries.includes("CA");
}
