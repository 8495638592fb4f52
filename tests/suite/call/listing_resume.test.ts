// A listing that stops, by its limit, by an abort or by its consumer, and goes on elsewhere.
import fc from "../support/fc.ts";
import { describe, expect, test } from "vitest";
import {
  createClient,
  isTwilioResponseError,
  type Page,
  type PageCursor,
  services,
} from "../../../mod.ts";
import { createSandbox, defaultSeed } from "../../../lib/sandbox/mod.ts";
import {
  book,
  caught,
  collect,
  collection,
  expectError,
  type Handler,
  json,
  numbers,
  observe,
  once,
  pageBody,
  plain,
  sender,
  service,
  settle,
  silent,
  until,
} from "../support/support.ts";

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

/** A pool of so many senders, and a client of it. */
function poolOf(count: number) {
  const sids = upTo(count).map(sender);
  const sandbox = createSandbox({
    accounts: [{
      accountSid: `AC${"a".repeat(32)}`,
      authToken: "token",
      channelSenders: sids.map((sid, at) => ({ sid, sender: `whatsapp:+1555${at}` })),
      services: [{ sid: service.messagingServiceSid, channelSenders: sids }],
    }],
  });
  return createClient({ ...sandbox.credentials, fetch: sandbox.fetch, ...once }).channelSenders;
}

describe("a listing that its limit stopped goes on where it was", () => {
  test("15 of 30 by tens, and then the other 15", async () => {
    const { list } = poolOf(30);
    const input = { ...service, pageSize: 10 };
    const pages: Page<{ sid: string | null }>[] = [];
    for await (const page of list({ ...input, limit: 15 }).pages()) pages.push(page);
    expect(pages.map(({ items }) => items.length)).toEqual([10, 5]);
    const rest = await collect(list({ ...input, ...pages.at(-1)!.next }));
    expect(rest).toEqual(upTo(30).slice(15));
  });

  describe("where the list has changed meanwhile", () => {
    const names = (count: number) => upTo(count).map((at) => `S${at}`);
    /** A client of an account with services of these names, in this order. */
    const shops = (friendlyNames: readonly string[]) => {
      const [account] = defaultSeed().accounts;
      const seeds = friendlyNames.map((friendlyName, at) => ({
        sid: `MG${at.toString(16).padStart(32, "0")}`,
        friendlyName,
      }));
      const { credentials, fetch } = createSandbox({
        accounts: [{ ...account!, services: seeds }],
      });
      return createClient({ ...credentials, fetch, extend: { services }, ...once });
    };

    test.each([
      ["all that was given", 10, 4, 8, upTo(4)],
      ["all that was given, by whole pages and a part", 30, 14, 10, upTo(14)],
      ["all but the last", 10, 4, 8, [0, 1, 2]],
      ["some that was given", 10, 6, 8, [1, 4]],
      ["some that was not given", 10, 4, 8, [4, 5, 9]],
      ["the most of a page", 20, 9, 10, upTo(9)],
    ])("%s is gone: of %i, %i by pages of %i", async (_, count, limit, pageSize, gone) => {
      const client = shops(names(count));
      const given: (string | null)[] = [];
      let next: PageCursor | null = null;
      for await (const page of client.services.list({ pageSize, limit }).pages()) {
        given.push(...page.items.map(({ friendlyName }) => friendlyName));
        next = page.next;
      }
      expect(given).toEqual(names(count).slice(0, limit));
      const all = await client.services.list({}).toArray();
      for (const at of gone) await client.services.delete({ sid: all[at]!.sid! });
      const rest = await client.services.list({ pageSize, ...next }).toArray();
      expect(rest.map(({ friendlyName }) => friendlyName)).toEqual(
        names(count).filter((_, at) => at >= limit && !gone.includes(at)),
      );
    });

    test("where the last that was given alone is gone, nothing is lost", async () => {
      const client = shops(names(10));
      const pages = client.services.list({ pageSize: 8, limit: 4 }).pages();
      const { next, items } = (await pages.next()).value!;
      await client.services.delete({ sid: items[3]!.sid! });
      const rest = await client.services.list({ pageSize: 8, ...next }).toArray();
      // The first three come once more, for nothing tells them from what has come since.
      expect(rest.map(({ friendlyName }) => friendlyName))
        .toEqual(names(10).filter((name) => name !== "S3"));
    });

    test("what has come before it moves nothing", async () => {
      let there = [3, 2, 1];
      const { list } =
        plain(() => Promise.resolve(json(200, pageBody(there, null)))).channelSenders;
      const first = (await list({ ...service, pageSize: 50, limit: 1 }).pages().next()).value!;
      expect(first.next).toMatchObject({ skip: 1, after: sender(3) });
      there = [4, 3, 2, 1];
      const rest = await list({ ...service, pageSize: 50, ...first.next }).toArray();
      expect(numbers(rest)).toEqual([2, 1]);
    });

    test.each([[7], [{}]])("a place that is none is refused: %j", async (after) => {
      const { list } = poolOf(3);
      const input = { ...service, skip: 1, after: after as unknown as string };
      expectError(await caught(() => list(input).toArray()), "TwilioInputError", {
        field: "after",
      });
    });
  });

  test(
    "whatever the sizes of pages, the limits and the places are: nothing lost, nothing doubled",
    async () => {
      const size = fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined });
      const limits = fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 1, maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: 30 }),
          size,
          limits,
          async (count, pageSize, limits) => {
            const { list } = poolOf(count);
            const seen: number[] = [];
            const turns: number[][] = [];
            let next: object | null = {};
            for (let turn = 0; next !== null && turn < 99; turn++) {
              const limit = limits[turn % limits.length]!;
              let last: object | null = null;
              const items: number[] = [];
              for await (const page of list({ ...service, pageSize, limit, ...next }).pages()) {
                items.push(...numbers(page.items));
                last = page.next;
              }
              turns.push(items);
              seen.push(...items);
              next = last;
              if (next !== null) expect(items.length).toBe(limit);
            }
            expect(seen, JSON.stringify(turns)).toEqual(upTo(count));
          },
        ),
        { numRuns: 150 },
      );
    },
    60_000,
  );

  test("at every item of every page, for all small sizes", async () => {
    for (const count of [0, 1, 5, 7]) {
      const { list } = poolOf(count);
      for (const pageSize of [1, 2, 3, 10, undefined]) {
        for (let limit = 1; limit <= count + 1; limit++) {
          const first: number[] = [];
          let next: object | null = {};
          for await (const page of list({ ...service, pageSize, limit }).pages()) {
            first.push(...numbers(page.items));
            next = page.next;
          }
          const rest = next === null ? [] : await collect(list({ ...service, pageSize, ...next }));
          expect([...first, ...rest]).toEqual(upTo(count));
          expect(first.length).toBe(Math.min(limit, count));
        }
      }
    }
  });

  test("by a page that has what is left out and what is asked for", async () => {
    const { fetch, requests } = observe(book([[1, 2, 3]]));
    const { list } = plain(fetch).channelSenders;
    expect(await collect(list({ ...service, skip: 1, limit: 2 }))).toEqual([2, 3]);
    expect(requests.map(({ url }) => url.slice(collection.length))).toEqual(["?PageSize=3"]);
  });

  test("a limit of Infinity is none", async () => {
    expect(await collect(poolOf(7).list({ ...service, limit: Infinity, pageSize: 2 }))).toEqual(
      upTo(7),
    );
  });

  test.each([-1, 1.5, NaN, "1"])(
    "it does not go on at a place that is none: skip %s",
    async (skip) => {
      const listing = poolOf(3).list({ ...service, skip: skip as number });
      expectError(await caught(() => listing.toArray()), "TwilioInputError", { field: "skip" });
    },
  );
});

describe("places", () => {
  const start = (handler: Handler) => {
    const observed = observe(handler);
    return { listing: plain(observed.fetch).channelSenders.list(service), ...observed };
  };

  test("by letters are places like any other", async () => {
    const { listing } = start((_, index) =>
      json(200, pageBody([index], index < 3 ? `${collection}?Page=${"abc"[index]}` : null))
    );
    expect(await collect(listing)).toEqual([0, 1, 2, 3]);
  });

  test.each(["Page=a", "Page=7", "PageToken=a", "Page=a&PageToken=b"])(
    "that come again are a circle: %s",
    async (query) => {
      const { listing, requests } = start((_, index) =>
        json(200, pageBody([index], `${collection}?${query}`))
      );
      const seen: number[] = [];
      const error = await caught(() => collect(listing, seen));
      expect(isTwilioResponseError(error)).toBe(true);
      expect((error as Error).message).toContain("expected another page, got the place of one");
      expect([seen, requests.length]).toEqual([[0, 1], 2]);
    },
  );
});

describe("an abort in mid-listing is heard before the next item or page", () => {
  const thousands: Handler = ({ url }) => {
    const isFirst = !url.includes("PT1");
    const at = isFirst ? 0 : 1000;
    const next = isFirst ? `${collection}?Page=1&PageToken=PT1` : null;
    return json(200, pageBody(upTo(1000).map((item) => at + item), next));
  };
  const slow: Handler = (request, index) =>
    index === 0 ? thousands(request, index) : silent(request);

  test.each([["that has come", thousands], ["in flight", slow]] as const)(
    "items, with the next page %s",
    async (_, handler) => {
      const stop = new AbortController();
      const reason = new Error("enough");
      const { fetch, requests } = observe(handler);
      const listing = plain(fetch).channelSenders.list(service, { signal: stop.signal });
      const seen: unknown[] = [];
      const error = await caught(async () => {
        for await (const item of listing) {
          if (seen.push(item) < 3) continue;
          await until(() => requests.length === 2);
          await settle();
          stop.abort(reason);
        }
      });
      expect(error).toBe(reason);
      expect(seen.length).toBe(3);
    },
  );

  test.each([["that has come", book([[1], [2], [3]])], ["in flight", slow]] as const)(
    "pages, with the next one %s",
    async (_, handler) => {
      const stop = new AbortController();
      const { fetch, requests } = observe(handler);
      const listing = plain(fetch).channelSenders.list(service, { signal: stop.signal });
      let pages = 0;
      const error = await caught(async () => {
        for await (const _ of listing.pages()) {
          pages++;
          await until(() => requests.length === 2);
          await settle();
          stop.abort("enough");
        }
      });
      expect([error, pages]).toEqual(["enough", 1]);
    },
  );

  test("at the last item the list is complete, and nothing is thrown", async () => {
    const stop = new AbortController();
    const { fetch } = observe(book([[1, 2]]));
    const seen: unknown[] = [];
    for await (const item of plain(fetch).channelSenders.list(service, { signal: stop.signal })) {
      if (seen.push(item) === 2) stop.abort("enough");
    }
    expect(seen.length).toBe(2);
  });
});

describe("all at once", () => {
  test("toArray has every item, and heeds the limit", async () => {
    const { list } = poolOf(25);
    expect(numbers(await list({ ...service, pageSize: 10 }).toArray())).toEqual(upTo(25));
    expect(numbers(await list({ ...service, pageSize: 10, limit: 12 }).toArray())).toEqual(
      upTo(12),
    );
    expect(await poolOf(0).list(service).toArray()).toEqual([]);
  });

  test("toArray rejects with what stopped it", async () => {
    const { fetch } = observe((request, index) =>
      index ? json(404, { code: 20404, message: "no" }) : book([[1], [2]])(request, index)
    );
    const error = await caught(() => plain(fetch).channelSenders.list(service).toArray());
    expectError(error, "TwilioApiError", { code: 20404 });
    const signal = AbortSignal.abort("enough");
    expect(await caught(() => plain(fetch).channelSenders.list(service, { signal }).toArray()))
      .toBe("enough");
  });

  test("a page may be as large as memory", async () => {
    const items = upTo(200_000);
    const page = { items, next: null, previous: null, metadata: {} as never };
    const { listing } = await import("../../../mod.ts");
    const listed = listing({} as never, {}, () => Promise.resolve(page as never));
    expect((await listed.toArray()).length).toBe(items.length);
  });

  test("a length is refused in words, and neither JSON nor a log asks for one", async () => {
    const listing = poolOf(1).list(service);
    const error = await caught(() => listing.length);
    expectError(error, "TypeError");
    expect([JSON.stringify(listing), Object.keys({ ...listing }).sort()]).toEqual(["{}", [
      "pages",
      "toArray",
    ]]);
    expect((error as Error).message).toBe(
      "a listing has no length: use (await listing.toArray()).length",
    );
  });

  test("a listing of nothing is refused by name when it is read", async () => {
    const { list } = poolOf(1);
    const call = list as (input?: unknown) => ReturnType<typeof list>;
    for (
      const [input, field] of [
        [undefined, "messagingServiceSid"],
        [null, "messagingServiceSid"],
        ["MG", "input"],
      ]
    ) {
      const error = await caught(() => call(input).toArray());
      expectError(error, "TwilioInputError", { field });
    }
  });
});

test("null says nothing, wherever a listing may be told something", async () => {
  const nothing = { limit: null, skip: null, page: null, pageToken: null } as object;
  const { channelSenders } = plain(observe(book([[1, 2], [3]])).fetch);
  const seen: number[] = [];
  await collect(channelSenders.list({ ...service, ...nothing }), seen);
  expect(seen).toEqual([1, 2, 3]);
});

test("without a token a page is known by its number, also where the token is null", async () => {
  const circle = observe(() => json(200, pageBody([1], `${collection}?Page=0`)));
  const listing = plain(circle.fetch).channelSenders.list({ ...service, pageToken: null } as never);
  expectError(await caught(() => collect(listing, [])), "TwilioResponseError");
  expect(circle.requests.length).toBe(1);
});
