import type { CallOptions } from "../../call/call_options.ts";
import type { Send } from "../../call/send.ts";
import type { PoolEntry } from "./entry.ts";
import type { Kind } from "./kinds.ts";
import { isMissing, unseen } from "./list.ts";

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

/**
 * Those in the pool of a service that have an address. A kind whose list is answered with 404 has none,
 * as Twilio is reported to say so of an empty one; of a service that is not there, all are.
 */
export async function findInPool(
  kinds: readonly Kind[],
  { address, sid, isInOne }: Wanted,
  send: Send,
  options: CallOptions,
): Promise<Found[]> {
  const perKind = await Promise.all(kinds.map(async (kind) => {
    const found: Found[] = [];
    const input = { messagingServiceSid: sid };
    try {
      for await (const entries of kind.pages(input, send, options)) {
        for (const entry of entries) if (entry.sender === address) found.push({ kind, entry });
        if (isInOne && found.length > 0) break;
      }
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    return found;
  }));
  const isNew = unseen();
  return perKind.flat().filter(({ entry }) => isNew(entry));
}
