import type { CallOptions, Send } from "../../call/send.ts";
import type { PoolEntry } from "./entry.ts";
import type { Kind } from "./kinds.ts";
import { unseen } from "./list.ts";

/** A sender, and the kind that knows how to take it out. */
export interface Found {
  readonly kind: Kind;
  readonly entry: PoolEntry;
}

/** Those in the pool of a service that have an address. */
export async function findInPool(
  kinds: readonly Kind[],
  address: string,
  messagingServiceSid: string,
  send: Send,
  options: CallOptions,
): Promise<Found[]> {
  const perKind = await Promise.all(kinds.map(async (kind) => {
    const found: Found[] = [];
    for await (const entries of kind.pages({ messagingServiceSid }, send, options)) {
      for (const entry of entries) if (entry.sender === address) found.push({ kind, entry });
    }
    return found;
  }));
  const isNew = unseen();
  return perKind.flat().filter(({ entry }) => isNew(entry));
}
