import { TwilioResponseError } from "../errors.ts";
import { match } from "../wire/input.ts";
import type { Page, PageCursor, PageInput } from "../wire/page.ts";
import type { CallOptions, Send } from "./send.ts";
import type { Metadata, Operation } from "../types.ts";

/** What to list. */
export interface ListInput extends PageInput {
  /** Items on a page, 1 to 1000. Default 1000, or `limit` where that is less: the fewest requests. */
  readonly pageSize?: number | undefined;
  /** The number of items to stop after. Default: all. */
  readonly limit?: number | undefined;
}

/**
 * A list over all of its pages: iterate it for the items, or its `pages()`. Nothing is requested
 * before the first `next()`, and every iteration is a listing of its own. While the consumer works
 * on a page, the next one is on its way and never more; leaving the loop cancels it.
 */
export interface Listing<Item> extends AsyncIterable<Item> {
  /** The same listing, page by page. */
  pages(): AsyncGenerator<Page<Item>, void, undefined>;
}

/** A listing by `operation`, page after page. */
export function listing<Input extends ListInput, Item>(
  operation: Operation<Input, Page<Item>>,
  input: Input,
  send: Send,
  options?: CallOptions,
): Listing<Item> {
  const start = { ...input };

  async function* pages(): AsyncGenerator<Page<Item>, void, undefined> {
    let left = start.limit == null ? Infinity : +match(start, "limit", /^[1-9]\d*$/, "1 to any");
    const pageSize = start.pageSize ?? Math.min(1000, left);
    const stop = new AbortController();
    const signal = options?.signal ? AbortSignal.any([stop.signal, options.signal]) : stop.signal;
    const seen = new Set<unknown>();

    const request = async (
      { page, pageToken }: PageCursor,
      metadata?: Metadata,
    ): Promise<Page<Item>> => {
      const key = pageToken ?? +(page ?? 0);
      if (seen.has(key)) {
        throw new TwilioResponseError({ reason: "repeat of a page", ...metadata });
      }
      seen.add(key);
      const next = { ...start, pageSize, page, pageToken };
      return await send(operation, next, { ...options, signal });
    };

    try {
      let coming: ReturnType<typeof request> | null = request(start);
      while (coming) {
        const page: Page<Item> = await coming;
        const items = page.items.slice(0, left);
        left -= items.length;
        coming = page.next && left ? request(page.next, page.metadata) : null;
        coming?.catch(() => {}); // the consumer hears of it when it gets there, if ever
        yield { ...page, items };
      }
    } finally {
      stop.abort();
    }
  }

  return {
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const page of pages()) yield* page.items;
    },
  };
}
