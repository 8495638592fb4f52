import { integer } from "./checks.ts";
import type { Page, PageCursor, PageInput } from "./page.ts";
import { responseError } from "./response.ts";
import type { Exchange, Metadata } from "./types.ts";

/** What to list. */
export interface ListInput extends PageInput {
  /** Items on a page, 1 to 1000. Default 1000, or `limit` where that is less: the fewest requests. */
  readonly pageSize?: number | undefined;
  /** The number of items to stop after. Default: all. */
  readonly limit?: number | undefined;
}

/** A page and the metadata of the response that brought it. */
export interface ListedPage<Item> extends Page<Item> {
  /** Status, headers and request id. */
  readonly metadata: Metadata;
}

/**
 * A list over all of its pages: iterate it for the items, or its `pages()`. Nothing is requested
 * before the first `next()`, and every iteration is a listing of its own. While the consumer works
 * on a page, the next one is on its way and never more; leaving the loop cancels it.
 */
export interface Listing<Item> extends AsyncIterable<Item> {
  /** The same listing, page by page. */
  pages(): AsyncGenerator<ListedPage<Item>, void, undefined>;
}

/** A listing of what `load` brings, page after page. */
export function listing<Input extends ListInput, Item>(
  input: Input,
  load: (input: Input, signal: AbortSignal) => Promise<Exchange<Page<Item>>>,
  signal?: AbortSignal,
): Listing<Item> {
  const start = { ...input };

  async function* pages(): AsyncGenerator<ListedPage<Item>, void, undefined> {
    let left = integer(start, "limit", 1, Infinity) ?? Infinity;
    const pageSize = start.pageSize ?? Math.min(left, 1000);
    const stop = new AbortController();
    const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
    const seen = new Set<unknown>([start.pageToken ?? start.page ?? 0]);

    const request = (cursor: PageCursor | null): Promise<Exchange<Page<Item>>> => {
      const coming = load({ ...start, pageSize, ...cursor }, either);
      coming.catch(() => {}); // reported when the consumer gets there, if ever
      return coming;
    };
    try {
      let coming: Promise<Exchange<Page<Item>>> | null = request(null);
      while (coming) {
        const { value, metadata }: Exchange<Page<Item>> = await coming;
        const { next }: Page<Item> = value;
        const items = value.items.slice(0, left);
        left -= items.length;
        const repeats = next && seen.has(next.pageToken ?? next.page);
        seen.add(next?.pageToken ?? next?.page);
        coming = next && left > 0 && !repeats ? request(next) : null;
        yield { ...value, items, metadata };
        if (repeats && left > 0) {
          throw responseError("the next page is one that was listed before", metadata);
        }
      }
    } finally {
      stop.abort();
    }
  }

  async function* items(): AsyncGenerator<Item, void, undefined> {
    for await (const page of pages()) yield* page.items;
  }

  return { pages, [Symbol.asyncIterator]: items };
}
