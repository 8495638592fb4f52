import { type Items, itemsOf } from "../../call/items.ts";
import { type CallOptions, callOptionsOf } from "../../call/call_options.ts";
import type { Send } from "../../call/send.ts";
import { isTwilioApiError } from "../../error_guards.ts";
import { eitherSignal } from "../../call/wait.ts";
import { checkNames, checkObject, copyOf } from "../../wire/input.ts";
import type { ServiceReference } from "../pool_member.ts";
import type { PoolEntry } from "./entry.ts";
import { kinds } from "./kinds.ts";

/** The pool of a Messaging Service. */
export interface PoolListInput extends ServiceReference {
  /** Senders on a page of each kind, 1 to 1000. Default 1000, or `limit` where that is less. */
  readonly pageSize?: number | undefined;
  /** The number of senders to stop after, of all kinds together. Default: all. */
  readonly limit?: number | undefined;
}

/** All senders in the pool of a service, kind after kind; their pages are fetched side by side. */
export function listPool(
  input: PoolListInput,
  send: Send,
  callOptions?: CallOptions,
): Items<PoolEntry> {
  const given = copyOf(input);

  async function* entries(): AsyncGenerator<PoolEntry, void, undefined> {
    checkObject(given, "input");
    checkNames(given, ["messagingServiceSid", "pageSize", "limit"]);
    const options = callOptionsOf(callOptions);
    const stop = new AbortController();
    const signal = eitherSignal(stop.signal, options.signal);
    const call = { ...options, signal };
    const lists = kinds.map(({ pages }) => pages(given, send, call));
    const first = lists.map((pages) => pages.next());
    // What one of them meets stops the others, which then fail by the same.
    for (const page of first) {
      page.catch((thrown) => {
        if (!isMissing(thrown)) stop.abort(thrown);
      });
    }
    const isThere = Promise.any(first.map((page) => page.then(() => {})));
    isThere.catch(() => {}); // whoever asks hears of it

    let left = given.limit ?? Infinity;
    const isNew = unseen();
    try {
      for (const pages of lists) {
        // Nothing keeps the first page when it was read.
        let step = await firstPage(first.shift()!, isThere, signal);
        for (; !step.done; step = await pages.next()) {
          for (const entry of step.value.filter(isNew)) {
            signal.throwIfAborted();
            yield entry;
            left--;
            if (left === 0) return;
          }
        }
      }
    } finally {
      stop.abort();
    }
  }

  return itemsOf(entries);
}

type Step = IteratorResult<PoolEntry[], void>;

/**
 * The first page of a kind. Twilio is reported to answer the list of a service without channel
 * senders with 404: so that is none of them, where any other kind has a list.
 */
async function firstPage(
  page: Promise<Step>,
  isThere: Promise<void>,
  signal: AbortSignal,
): Promise<Step> {
  try {
    return await page;
  } catch (error) {
    if (!isMissing(error)) throw error;
    await isThere.catch(() => {
      signal.throwIfAborted();
      throw error; // the service itself is missing
    });
    return { done: true, value: undefined };
  }
}

/** Whether Twilio said that there is no such thing. */
export function isMissing(error: unknown): boolean {
  return isTwilioApiError(error) && error.code === 20404;
}

/**
 * Whether a name was not given before. It is unknown whether Twilio shows those of one kind among the
 * other, by the same SID.
 */
export function unseen(): (entry: PoolEntry) => boolean {
  const names = new Set<string>();
  return ({ kind, sid }) => {
    const isName = kind === "alphaSender" || kind === "destinationAlphaSender";
    if (!isName || sid === null) return true;
    if (names.has(sid)) return false;
    names.add(sid);
    return true;
  };
}
