import type { CallOptions, Send } from "../../call/send.ts";
import type { PoolEntry } from "./entry.ts";
import type { Kind } from "./kinds.ts";
import { unseen } from "./list.ts";

/** A sender, and the kind that knows how to take it out. */
export interface Found {
  readonly kind: Kind;
  readonly entry: PoolEntry;
}

/** What to look for, and in the pool of which service. */
interface Wanted {
  readonly address: string;
  /** SID of the service. */
  readonly sid: string;
  /** Whether the first one will do. */
  readonly isInOne: boolean;
}

/** Those in the pool of a service that have an address. */
export async function findInPool(
  kinds: readonly Kind[],
  { address, sid, isInOne }: Wanted,
  send: Send,
  options: CallOptions,
): Promise<Found[]> {
  const perKind = await Promise.all(kinds.map(async (kind) => {
    const found: Found[] = [];
    const input = { messagingServiceSid: sid };
    for await (const entries of kind.pages(input, send, options)) {
      for (const entry of entries) if (entry.sender === address) found.push({ kind, entry });
      if (isInOne && found.length > 0) break;
    }
    return found;
  }));
  const isNew = unseen();
  return perKind.flat().filter(({ entry }) => isNew(entry));
}
