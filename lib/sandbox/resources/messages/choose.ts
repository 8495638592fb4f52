import { parseAddress } from "../../../addresses/addresses.ts";
import { countriesOf } from "../../../addresses/countries.ts";
import { selectSender } from "../../../addresses/select_sender.ts";
import type { PoolSender, Selection } from "../../../addresses/selection.ts";
import type { Service } from "../../state/state.ts";
import { channelSenders } from "../channel_senders.ts";
import { poolResources } from "../pool.ts";
import type { PoolKind } from "../resource.ts";
import { serviceSettings } from "../services/settings.ts";
import { type SentMessage, serviceMessaging, type Sticky } from "./state.ts";

/** A sender in the pool of a service, and where it is; but channel senders they have no SID here. */
interface Member extends PoolSender {
  readonly place: Omit<Sticky, "sender">;
}

/** Who sends a message, or why nobody does. */
export type ChosenSender =
  & { readonly selection: Selection<unknown> }
  & (
    | { readonly from: string; readonly channelSender: string | null }
    | { readonly from: null; readonly code: number }
  );

/** The senders of a service, in the order of their turns: its channel senders come first. */
export function sendersOf(service: Service): Member[] {
  return poolResources.flatMap((kind) => membersOf(kind, service));
}

function membersOf(kind: PoolKind, service: Service): Member[] {
  const { poolOf, usualCountry = null } = kind;
  const pool = poolOf(service);
  const { items = [] } = pool.slice(null, Infinity) ?? {};
  return items.map((attachment) => {
    const { member } = attachment;
    const { sender, capabilities } = member;
    const sid = kind === channelSenders ? member.sid : null;
    const countryCode = (member.countryCode ?? member.country) || usualCountry;
    return { sid, sender, countryCode, capabilities, place: { attachment, pool } };
  });
}

/**
 * Chooses who sends a message of a service, as {@linkcode selectSender} does, and remembers whose turn
 * it is next and who served the recipient. Messages that name their sender leave both as they are.
 *
 * @param overRcs whether the recipient can be reached over RCS
 */
export function choose(service: Service, message: SentMessage, overRcs: boolean): ChosenSender {
  const { to, from, fallbackFrom } = message;
  const senders = sendersOf(service);
  const { stickySender } = serviceSettings(service);
  const { stickies, turns } = serviceMessaging(service);
  const sticky = stickySender && !from ? stickyOf(service, to) : null;
  const select = (turn: number) =>
    selectSender(senders, { to, from }, { sticky, turn, rcs: overRcs });
  let selection = select(0);
  if (fallbackFrom && !overRcs && selection.channel === "sms") {
    return { from: fallbackFrom, channelSender: null, selection };
  }
  if (!from && selection.sender && selection.sender.sender !== sticky) {
    const key = turnsOf(selection.sender, selection.channel, to);
    const turn = turns.get(key) ?? 0;
    if (turn > 0) selection = select(turn);
    turns.set(key, turn + 1);
  }
  const { sender, channel, code } = selection;
  if (!sender?.sender) return { from: null, code: code ?? 21703, selection };
  if (!from && stickySender && channel !== "rcs") {
    stickies.set(to, { ...sender.place, sender: sender.sender });
  }
  return { from: sender.sender, channelSender: sender.sid ?? null, selection };
}

/** Why none of a service would send a message; `null` where one would. It leaves no trace. */
export function whyNone(
  service: Service,
  { to, from }: { to: string; from: string | null },
  overRcs: boolean,
): Selection<unknown>["code"] {
  return selectSender(sendersOf(service), { to, from }, { rcs: overRcs }).code;
}

/**
 * Who served a recipient last: forgotten once it was removed from the service, as documented, even
 * where it came back.
 */
export function stickyOf(service: Service, to: string): string | null {
  const { stickies } = serviceMessaging(service);
  const sticky = stickies.get(to);
  if (!sticky) return null;
  const { sender, attachment, pool } = sticky;
  if (pool.get(attachment.member.sid) === attachment) return sender;
  stickies.delete(to);
  return null;
}

/**
 * By what turns are counted: the channel, on SMS the kind, and the recipient's countries where there
 * are senders of them, for those share the messages among themselves. All others share the rest.
 */
function turnsOf({ sender, countryCode }: PoolSender, channel: string, to: string): string {
  const { id } = parseAddress(to);
  const user = /^[A-Z]{2}(?=\.)/.exec(id)?.[0];
  const theirs = user ? [user] : countriesOf(id);
  const own = countryCode ? [countryCode] : countriesOf(sender!.replace(/^\w+:/, ""));
  const near = channel !== "messenger" && own.some((country) => theirs.includes(country));
  const kind = channel === "sms" ? smsKindOf(sender!, theirs) : "";
  const group = channel + kind;
  // A toll-free number of either country serves Canada.
  return near && kind !== " toll-free" ? `${group} ${theirs.join(" ")}` : group;
}

/** The kind of a sender of SMS, as a part of a key. That of most, which are phone numbers, is "". */
function smsKindOf(sender: string, theirs: readonly string[]): string {
  if (/^\d+$/.test(sender)) return " code";
  if (!sender.startsWith("+")) return " name";
  return theirs.join() === "CA" && /^\+18(00|33|44|55|66|77|88)/.test(sender) ? " toll-free" : "";
}
