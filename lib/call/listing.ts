import { memberOf } from "../error_guards.ts";
import type { Operation } from "../types.ts";
import {
  checkObject,
  checkValue,
  copyOf,
  isGiven,
  spreadable,
  wholeNumberOf,
} from "../wire/input.ts";
import type { Page, PageCursor, PageInput } from "../wire/page.ts";
import { TwilioResponseError } from "../errors.ts";
import { type Items, itemsOf } from "./items.ts";
import { type CallOptions, callOptionsOf } from "./call_options.ts";
import type { Send } from "./send.ts";
import { eitherSignal } from "./wait.ts";

/** What to list. */
export interface ListInput extends PageInput {
  /** Items on a page, 1 to 1000. Default 1000, or `limit` where that is less: the fewest requests. */
  readonly pageSize?: number | undefined;
  /** The number of items to stop after. Default: all, which `Infinity` says too. */
  readonly limit?: number | undefined;
}

/**
 * A list over all of its pages: iterate it for the items, or its `pages()`. Nothing is requested
 * before the first `next()`, and every iteration is a listing of its own. While the consumer works
 * on a page, the next one is on its way and never more; leaving the loop cancels it.
 */
export interface Listing<Item> extends Items<Item> {
  /** The same listing, page by page. */
  pages(): AsyncGenerator<Page<Item>, void, undefined>;
}

/**
 * A listing by `operation`, page after page.
 *
 * @param operation asks for one page
 * @param input what to list, and where to begin
 * @param send sends the requests for pages
 * @param options a signal, the size of the largest body
 * @throws {TwilioInputError} at the first step, when `limit`, `skip` or an option is unusable
 * @throws {TwilioResponseError} when Twilio names a page that was listed already
 *
 * @example
 * ```ts
 * import { createSend, listChannelSenders, listing } from "@senderpool/twilio";
 *
 * const fetch = () =>
 *   Promise.resolve(Response.json({ senders: [{ sid: null }], meta: { next_page_url: null } }));
 * const send = createSend({ auth: null, fetch });
 * const input = { messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
 * for await (const { sid } of listing(listChannelSenders, input, send)) console.log(sid); // null
 * ```
 */
export function listing<Input extends ListInput, Item>(
  operation: Operation<Input, Page<Item>>,
  input: Input,
  send: Send,
  options?: CallOptions,
): Listing<Item> {
  const start: Input = { ...spreadable(copyOf(input)) };

  async function* pages(): AsyncGenerator<Page<Item>, void, undefined> {
    if (isGiven(input)) checkObject(input, "input");
    const checked = callOptionsOf(options);
    let left = limitOf(start);
    let skip = skipOf(start);
    const pageSize = start.pageSize ?? Math.min(1000, left + skip);
    const stop = new AbortController();
    const call = { ...checked, signal: eitherSignal(stop.signal, checked.signal) };
    const seen = new Set<string>();

    /** Asks for a page, unless it was asked for before. */
    async function request(cursor: PageCursor, before?: Page<Item>): Promise<Page<Item>> {
      if (before && seen.has(placeOf(cursor))) throw repeated(before);
      const { page, pageToken } = cursor;
      const answer = await send(operation, { ...start, pageSize, page, pageToken }, call);
      seen.add(placeOf(cursor));
      return answer;
    }

    try {
      let here: PageCursor | null = { page: start.page, pageToken: start.pageToken };
      let coming = request(here);
      while (here !== null) {
        const page: Page<Item> = await coming;
        const begin = firstNew(page, skip, start.after);
        const end = Math.min(page.items.length, begin + left);
        const items = page.items.slice(begin, end);
        const isCut = end < page.items.length;
        const next: PageCursor | null = isCut
          ? { ...here, skip: end, after: sidIn(page.items[end - 1]) }
          : page.next;
        left -= items.length;
        // Pages may be smaller now than the one that was cut.
        skip = items.length > 0 ? 0 : Math.max(0, skip - page.items.length);
        here = left > 0 ? next : null;
        if (here !== null) {
          coming = request(here, page);
          coming.catch(() => {}); // the consumer hears of it when it gets there, if ever
        }
        checked.signal?.throwIfAborted();
        yield { ...page, items, next };
      }
    } finally {
      stop.abort();
    }
  }

  async function* items(): AsyncGenerator<Item, void, undefined> {
    for await (const { items } of pages()) {
      for (const item of items) {
        options?.signal?.throwIfAborted();
        yield item;
      }
    }
  }

  return Object.assign(itemsOf(items), { pages });
}

function limitOf({ limit }: ListInput): number {
  if (!isGiven(limit) || limit === Infinity) return Infinity;
  const fits = Number.isInteger(limit) && limit > 0;
  checkValue(fits, "limit", "a whole number from 1", limit);
  return limit;
}

/** How many items of the first page were given already. */
function skipOf(input: ListInput): number {
  const { skip, after } = input;
  const isSid = !isGiven(after) || typeof after === "string";
  checkValue(isSid, "after", "the SID that an earlier page gave", after);
  return isGiven(skip) ? wholeNumberOf(input, "skip", 0) : 0;
}

/**
 * Where the items of a page begin that were not given yet, though some have come or gone since.
 *
 * @param skip how many were given
 * @param after the SID of the last of them
 */
function firstNew({ items, next }: Page<unknown>, skip: number, after: unknown): number {
  if (!isGiven(after) || skip === 0) return Math.min(skip, items.length);
  const place = items.findIndex((item) => memberOf(item, "sid") === after);
  if (place >= 0) return place + 1;
  // Pages are smaller now, and it is still to come; or it is gone, which pages as large as before tell.
  // Then rather some of the others twice than one of them never.
  return items.length > skip || next === null ? 0 : items.length;
}

function sidIn(item: unknown): string | undefined {
  const sid = memberOf(item, "sid");
  return typeof sid === "string" ? sid : undefined;
}

/** Where a page is, as a key. Twilio counts pages from 0, so that none is the first. */
function placeOf({ page, pageToken }: PageCursor): string {
  if (isGiven(pageToken)) return `token ${pageToken}`;
  return `page ${page ?? 0}`;
}

function repeated<Item>({ metadata }: Page<Item>): TwilioResponseError {
  const reason = "expected another page, got the place of one that was listed already";
  return new TwilioResponseError({ reason, retryAfter: null, ...metadata, method: "GET" });
}
