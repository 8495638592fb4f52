import { describe, expect, test } from "vitest";
import {
  type ChannelSenderListInput,
  listChannelSenders,
  type Listing,
  type Page,
} from "../../../mod.ts";
import {
  book,
  collect,
  collection,
  freeze,
  type Handler,
  numbers,
  observe,
  plain,
  sender,
  service,
  settle,
  until,
} from "../support/support.ts";

// What a listing asks for and when. Five senders on pages of two, unless said otherwise.
const five = [[1, 2], [3, 4], [5]];

function start(handler: Handler = book(five), input: Partial<ChannelSenderListInput> = {}) {
  const observed = observe(handler);
  const listing = plain(observed.fetch).channelSenders.list({ ...service, ...input });
  return { listing, ...observed };
}

async function pagesOf<Item>(listing: Listing<Item>): Promise<Page<Item>[]> {
  const pages: Page<Item>[] = [];
  for await (const page of listing.pages()) pages.push(page);
  return pages;
}

const queries = (requests: Request[]) => requests.map(({ url }) => url.slice(collection.length));

describe("a listing", () => {
  test("gives every sender once, in order, by one request a page", async () => {
    const { listing, requests } = start();
    expect(await collect(listing)).toEqual([1, 2, 3, 4, 5]);
    expect(queries(requests)).toEqual([
      "?PageSize=1000",
      "?PageSize=1000&Page=1&PageToken=PT1",
      "?PageSize=1000&Page=2&PageToken=PT2",
    ]);
    expect(requests.every(({ method }) => method === "GET")).toBe(true);
  });

  test("requests nothing before the first next()", async () => {
    const { listing, requests } = start();
    const items = listing[Symbol.asyncIterator]();
    const pages = listing.pages();
    await settle();
    expect(requests.length).toBe(0);
    await items.next();
    await until(() => requests.length === 2);
    expect(queries(requests)[0]).toBe("?PageSize=1000");
    await items.return?.();
    await pages.return();
    expect(requests.length).toBe(2);
  });

  test("one that is left before the first next() requests nothing", async () => {
    const { listing, requests } = start();
    await listing.pages().return();
    await listing[Symbol.asyncIterator]().return?.();
    await settle();
    expect(requests.length).toBe(0);
  });

  test("pages() gives each page as the operation does", async () => {
    const { listing } = start();
    const pages = await pagesOf(listing);
    expect(pages.map(({ items }) => numbers(items))).toEqual(five);
    expect(pages.map(({ next }) => next)).toEqual([
      { page: "1", pageToken: "PT1" },
      { page: "2", pageToken: "PT2" },
      null,
    ]);
    expect(pages.map(({ metadata }) => metadata.url.slice(collection.length))).toEqual([
      "?PageSize=1000",
      "?PageSize=1000&Page=1&PageToken=PT1",
      "?PageSize=1000&Page=2&PageToken=PT2",
    ]);
    expect(pages[0]!.metadata.status).toBe(200);
  });

  test("an empty one ends at once, an empty page in between does not end it", async () => {
    const none = start(book([[]]));
    expect(await collect(none.listing)).toEqual([]);
    expect(none.requests.length).toBe(1);
    const gap = start(book([[1], [], [], [2]]));
    expect(await collect(gap.listing)).toEqual([1, 2]);
    expect(gap.requests.length).toBe(4);
  });

  test.each<[Partial<ChannelSenderListInput>, string]>([
    [{}, "1000"],
    [{ limit: 1 }, "1"],
    [{ limit: 20 }, "20"],
    [{ limit: 1000 }, "1000"],
    [{ limit: 1001 }, "1000"],
    [{ limit: 5000 }, "1000"],
    [{ pageSize: 7 }, "7"],
    [{ pageSize: 7, limit: 3 }, "7"],
    [{ pageSize: 1000, limit: 5000 }, "1000"],
    [{ pageSize: undefined, limit: undefined }, "1000"],
  ])("%j asks for pages of %s, each of them", async (input, pageSize) => {
    const { listing, requests } = start(book(five), input);
    await collect(listing);
    const asked = requests.map(({ url }) => new URL(url).searchParams.get("PageSize"));
    expect([...new Set(asked)]).toEqual([pageSize]);
  });

  test.each([
    [1, [1], 1],
    [2, [1, 2], 1],
    [3, [1, 2, 3], 2],
    [4, [1, 2, 3, 4], 2],
    [5, [1, 2, 3, 4, 5], 3],
    [6, [1, 2, 3, 4, 5], 3],
    [1_000_000, [1, 2, 3, 4, 5], 3],
  ])("limit %i", async (limit, expected, requested) => {
    const { listing, requests } = start(book(five), { limit });
    expect(await collect(listing)).toEqual(expected);
    expect(requests.length).toBe(requested);
    expect(await collect(listing.pages())).toEqual(expected);
    expect(requests.length).toBe(2 * requested);
  });

  test("a page larger than the limit is cut, and tells where the rest of it is", async () => {
    const { listing, requests } = start(book(five), { limit: 1 });
    const [page, ...more] = await pagesOf(listing);
    expect(numbers(page!.items)).toEqual([1]);
    expect(page!.next).toEqual({ skip: 1, after: sender(1) });
    expect([more.length, requests.length]).toEqual([0, 1]);
    const { listing: rest } = start(book(five), { ...page!.next });
    expect(await collect(rest)).toEqual([2, 3, 4, 5]);
  });

  test("resumes where a page says that the next one is", async () => {
    const first = start();
    const { value } = await first.listing.pages().next();
    const rest = start(book(five), { ...value!.next! });
    expect(await collect(rest.listing)).toEqual([3, 4, 5]);
    expect(queries(rest.requests)).toEqual([
      "?PageSize=1000&Page=1&PageToken=PT1",
      "?PageSize=1000&Page=2&PageToken=PT2",
    ]);
    const token = start(book(five), { pageToken: "PT9" });
    await collect(token.listing);
    expect(queries(token.requests)[0]).toBe("?PageSize=1000&PageToken=PT9");
  });

  test("iterated twice it is two listings, and they don't disturb each other", async () => {
    const { listing, requests } = start();
    const [one, two] = [listing[Symbol.asyncIterator](), listing[Symbol.asyncIterator]()];
    const seen: unknown[] = [];
    for (let step = 0; step < 6; step++) {
      for (const { value } of [await one.next(), await two.next()]) seen.push(value?.sid);
    }
    const sids = [1, 2, 3, 4, 5].flatMap((number) => [sender(number), sender(number)]);
    expect(seen).toEqual([...sids, undefined, undefined]);
    expect(requests.length).toBe(6);
    expect(await collect(listing)).toEqual([1, 2, 3, 4, 5]);
    expect(requests.length).toBe(9);
  });

  test("the input is copied, and never altered", async () => {
    const { fetch, requests } = observe(book(five));
    const { list } = plain(fetch).channelSenders;
    const input = { ...service, limit: 3, pageSize: 2 };
    const listing = list(input);
    Object.assign(input, { messagingServiceSid: "changed", limit: 1, pageSize: 9, page: 7 });
    expect(await collect(listing)).toEqual([1, 2, 3]);
    expect(queries(requests)).toEqual(["?PageSize=2", "?PageSize=2&Page=1&PageToken=PT1"]);
    expect(await collect(list(freeze({ ...service, limit: 3 })))).toEqual([1, 2, 3]);
  });

  test("a single page is an operation of its own, with Twilio's default size", async () => {
    const { fetch, requests } = observe(book(five));
    const client = plain(fetch);
    const first = await client.send(listChannelSenders, service);
    const second = await client.send(listChannelSenders, { ...service, ...first.next });
    expect([...numbers(first.items), ...numbers(second.items)]).toEqual([1, 2, 3, 4]);
    expect(queries(requests)).toEqual(["", "?Page=1&PageToken=PT1"]);
  });
});
