import type { SentMessage } from "../resources/messages/state.ts";

/** A message, as the page lists it. */
export interface Brief {
  readonly sid: string;
  readonly inbound: boolean;
  readonly from: string | null;
  readonly to: string;
  readonly body: string;
  readonly media: readonly string[];
  readonly status: string;
  readonly errorCode: number | null;
  readonly date: string;
}

/** What a customer and a sender have written to each other. */
export interface Conversation {
  readonly customer: string;
  /** `null` as long as no sender was chosen. */
  readonly sender: string | null;
  readonly count: number;
  readonly last: Brief;
}

/** A message as the page lists it. */
export function briefOf(message: SentMessage): Brief {
  const { sid, from, to, body, status, errorCode, dateCreated } = message;
  const { mediaUrls: media } = message;
  return {
    sid,
    inbound: isInbound(message),
    from,
    to,
    body,
    media,
    status,
    errorCode,
    date: dateCreated,
  };
}

/** Which conversation a message belongs to. */
function partiesOf(message: SentMessage): { customer: string; sender: string | null } {
  const { from, to } = message;
  return isInbound(message) ? { customer: from ?? "", sender: to } : { customer: to, sender: from };
}

/** Whether a customer has written it. */
export function isInbound({ direction }: SentMessage): boolean {
  return direction === "inbound";
}

/** Conversations of a page, and how many there are. */
export interface Conversations {
  readonly conversations: readonly Conversation[];
  readonly total: number;
}

/**
 * The conversations that messages are of, the one with the latest message first.
 *
 * @param messages in their order, the oldest first
 * @param search what an address or a text has to have in it, in capitals or not
 * @param after how many are left out
 * @param limit how many at most
 */
export function conversationsOf(
  messages: readonly SentMessage[],
  search: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Conversations {
  const wanted = search.toLowerCase();
  const found = new Map<string, { readonly last: SentMessage; count: number; fits: boolean }>();
  // The latest first, so that they are found in the order in which they are shown.
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at]!;
    const { customer, sender } = partiesOf(message);
    const key = `${sender} ${customer}`;
    const seen = found.get(key);
    const fits = seen?.fits === true || wanted === "" ||
      `${key} ${message.sid} ${message.body}`.toLowerCase().includes(wanted);
    if (seen === undefined) found.set(key, { last: message, count: 1, fits });
    else {
      seen.count++;
      seen.fits = fits;
    }
  }
  const fitting = [...found.values()].filter(({ fits }) => fits);
  const conversations = fitting.slice(after, after + limit).map(({ last, count }) => ({
    ...partiesOf(last),
    count,
    last: briefOf(last),
  }));
  return { conversations, total: fitting.length };
}

/** A page of a conversation, the oldest first, and whether there are older ones. */
export interface Thread {
  /** Whom the customer writes to; `null` as long as no sender was chosen. */
  readonly sender: string | null;
  readonly messages: readonly Brief[];
  readonly earlier: boolean;
}

/**
 * The last messages of a conversation, or the last before one of them. Where no sender is named, it is
 * the one of the customer's latest message, for who opened a message before its sender was chosen.
 *
 * @param before SID of a message
 * @param limit how many at most
 */
export function threadOf(
  messages: readonly SentMessage[],
  parties: { readonly customer: string; readonly sender: string | null },
  before: string | null,
  limit: number,
): Thread {
  const { customer } = parties;
  const latest = messages.findLast((message) => partiesOf(message).customer === customer);
  const sender = parties.sender ?? (latest === undefined ? null : partiesOf(latest).sender);
  const theirs: SentMessage[] = [];
  for (const message of messages) {
    if (message.sid === before) break;
    const its = partiesOf(message);
    if (its.customer === customer && its.sender === sender) theirs.push(message);
  }
  return {
    sender,
    messages: theirs.slice(-limit).map(briefOf),
    earlier: theirs.length > limit,
  };
}
