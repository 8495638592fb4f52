import { tell } from "../../call/hooks.ts";
import { listing } from "../../call/listing.ts";
import { type CallOptions, callOptionsOf } from "../../call/call_options.ts";
import type { Send } from "../../call/send.ts";
import { eitherSignal } from "../../call/wait.ts";
import { checkObject, checkValue, isGiven, wholeNumberOf } from "../../wire/input.ts";
import type { Service } from "../services/service.ts";
import { listServices, type ServiceListInput } from "../services/services.ts";
import { kindsWith } from "./address.ts";
import type { PoolEntry } from "./entry.ts";
import { TwilioSenderError } from "./errors.ts";
import { findInPool } from "./find.ts";

/** A sender, and the service whose pool it is in. */
export interface PoolPlace {
  /** The service. */
  readonly service: Service;
  /** The sender, as it is in its pool. */
  readonly entry: PoolEntry;
}

/** How far a search has come. */
export interface SearchProgress {
  /** How many services were searched. */
  readonly scanned: number;
  /** How many are known by now: their list is read while they are searched. */
  readonly known: number;
  /** Whether those are all. */
  readonly allKnown: boolean;
}

/** How to search. */
export interface WhereIsOptions extends Omit<CallOptions, "maxTime"> {
  /**
   * How many services to search at once, 1 to 1000. A limiter of the client's, such as the middleware
   * `concurrency`, bounds their requests beside. Default 8.
   */
  readonly concurrency?: number | undefined;
  /** How many services to search at most; more of them are an error. Default: all. */
  readonly maxServices?: number | undefined;
  /** Is told of every service that was searched. What it throws or rejects with is ignored. */
  readonly onProgress?: ((progress: SearchProgress) => void) | undefined;
}

/** Searches the pools of all services, several at once. */
export async function whereIs(
  address: string,
  options: WhereIsOptions,
  send: Send,
): Promise<PoolPlace[]> {
  const kinds = kindsWith(address);
  // A name may be in many services; all others are in one at most.
  const isInOne = kinds.length === 1;
  checkOptions(options);
  const { onProgress, maxBytes } = options;
  const concurrency = options.concurrency ?? 8;
  const maxServices = options.maxServices ?? undefined;
  const stop = new AbortController();
  const call = { maxBytes, signal: eitherSignal(stop.signal, options.signal) };
  const places: (readonly PoolPlace[])[] = [];
  let scanned = 0;
  let known = 0;
  let allKnown = false;

  async function* eachService(): AsyncGenerator<Service, void, undefined> {
    const input: ServiceListInput = { limit: maxServices };
    for await (const page of listing(listServices, input, send, call).pages()) {
      known += page.items.length;
      allKnown = page.next === null;
      yield* page.items;
    }
  }
  const services = eachService();
  let taken = 0;

  /** Searches one service after the other, until there are no more or `found` was called. */
  async function search(found: () => void): Promise<void> {
    for (;;) {
      const at = taken++;
      const { done, value: service } = await services.next();
      if (done) return;
      const entries = await entriesIn(service);
      places[at] = entries.map((entry) => ({ service, entry }));
      scanned++;
      if (onProgress) tell(() => onProgress({ scanned, known, allKnown }));
      if (isInOne && entries.length > 0) found();
    }
  }

  async function entriesIn({ sid }: Service): Promise<PoolEntry[]> {
    if (sid === null) return [];
    // One that was deleted since the list of services has none.
    const found = await findInPool(kinds, { address, sid, isInOne }, send, call);
    return found.map(({ entry }) => entry);
  }

  try {
    await new Promise<void>((resolve, reject) => {
      const searches = Array.from({ length: concurrency }, () => search(resolve));
      Promise.all(searches).then(() => resolve(), reject);
    });
  } finally {
    stop.abort();
  }

  const all = places.flat();
  const isFinished = allKnown || (isInOne && all.length > 0);
  if (!isFinished) throw unfinished(address, maxServices!, all);
  return all;
}

function checkOptions(options: WhereIsOptions): void {
  checkObject(options, "options");
  callOptionsOf(options, ["concurrency", "maxServices", "onProgress", "signal", "maxBytes"]);
  const { concurrency, maxServices, onProgress } = options;
  if (isGiven(concurrency)) wholeNumberOf(options, "concurrency", 1, 1000);
  if (isGiven(maxServices) && maxServices !== Infinity) {
    wholeNumberOf(options, "maxServices", 1);
  }
  const isHook = !isGiven(onProgress) || typeof onProgress === "function";
  checkValue(isHook, "onProgress", "a function", onProgress);
}

/** The error where there are more services than were to be searched. */
function unfinished(address: string, maxServices: number, places: PoolPlace[]): TwilioSenderError {
  const first = maxServices === 1 ? "service" : `${maxServices} services`;
  const where = `in the pools of the first ${first} of the account`;
  const found = places.flatMap(({ service }) => service.sid ?? []);
  const having = found.length === 0 ? "none" : `${found.length}`;
  return new TwilioSenderError({
    problem: "unfinished",
    reason:
      `searched for the sender ${where}, of which it is in ${having}, but there may be more: raise maxServices`,
    address,
    where,
    found: [...new Set(found)],
  });
}
