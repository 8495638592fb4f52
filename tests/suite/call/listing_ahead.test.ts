import { describe, expect, test } from "vitest";
import {
  book,
  collect,
  collection,
  type Handler,
  json,
  observe,
  pageBody,
  plain,
  service,
  settle,
  silent,
} from "../support/support.ts";

// How far a listing runs ahead of its consumer, and what becomes of that when the consumer leaves.
function start(handler: Handler) {
  const observed = observe(handler);
  return { listing: plain(observed.fetch).channelSenders.list(service), ...observed };
}

describe("a listing fetches one page ahead, and no more", () => {
  test("while the consumer works on a page, the next one is under way", async () => {
    const { listing, requests } = start(book([[1, 2], [3, 4], [5, 6], [7]]));
    const counts: number[] = [];
    for await (const _ of listing) {
      await settle();
      counts.push(requests.length);
    }
    expect(counts).toEqual([2, 2, 3, 3, 4, 4, 4]);
  });

  test("pages() does so too", async () => {
    const { listing, requests } = start(book([[1], [2], [3]]));
    const pages = listing.pages();
    for (const expected of [2, 3, 3]) {
      await pages.next();
      await settle();
      expect(requests.length).toBe(expected);
    }
    expect((await pages.next()).done).toBe(true);
  });

  test("leaving the loop aborts what is in flight", async () => {
    const leave: Record<string, (iterator: AsyncIterator<unknown>) => unknown> = {
      break: async (iterator) => {
        for await (const _ of { [Symbol.asyncIterator]: () => iterator }) break;
      },
      throw: async (iterator) => {
        try {
          for await (const _ of { [Symbol.asyncIterator]: () => iterator }) throw new Error("left");
        } catch {
          // As meant.
        }
      },
      return: async (iterator) => {
        await iterator.next();
        await iterator.return?.();
      },
    };
    for (const run of Object.values(leave)) {
      const slow: Handler = (request, index) =>
        index ? silent(request) : book([[1, 2], [3]])(request, index);
      const { listing, requests } = start(slow);
      for (const iterator of [listing[Symbol.asyncIterator](), listing.pages()]) {
        requests.length = 0;
        const aborted: boolean[] = [];
        await run(iterator);
        for (const { signal } of requests) aborted.push(signal.aborted);
        expect(aborted.at(-1)).toBe(true);
        expect(aborted.length).toBe(2);
        expect((await iterator.next()).done).toBe(true);
      }
    }
  });

  test("one that is read to its end leaves nothing behind", async () => {
    const { listing, requests } = start((request) => {
      const last = request.url.includes("PT1");
      return json(200, pageBody([1], last ? null : `${collection}?Page=1&PageToken=PT1`));
    });
    expect(await collect(listing)).toEqual([1, 1]);
    await settle();
    expect(requests.length).toBe(2);
  });
});
