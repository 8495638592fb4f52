import { describe, expect, test } from "vitest";
import { createClient } from "../../../mod.ts";
import {
  AC,
  book,
  caught,
  collect,
  collection,
  expectError,
  type Handler,
  json,
  type Listed,
  observe,
  once,
  pageBody,
  plain,
  service,
  settle,
  silent,
  until,
} from "../support/support.ts";

// What a listing does when the other side, or the caller, does not go on as one would wish.
const list = (handler: Handler, options?: { signal?: AbortSignal }, input = {}) => {
  const observed = observe(handler);
  const listing = plain(observed.fetch).channelSenders.list({ ...service, ...input }, options);
  return { listing, ...observed };
};

/** What was listed until it failed, and with what. */
async function failed(listing: Listed): Promise<[number[], unknown]> {
  const seen: number[] = [];
  return [seen, await caught(() => collect(listing, seen))];
}

describe("input", () => {
  test.each<[string, unknown]>([
    ["limit", 0],
    ["limit", -1],
    ["limit", 1.5],
    ["limit", NaN],
    ["limit", "all"],
    ["pageSize", 0],
    ["pageSize", 1001],
    ["pageToken", ""],
    ["messagingServiceSid", "XE00000000000000000000000000000000"],
    ["messagingServiceSid", undefined],
  ])("a wrong %s is refused by the first next(): %s", async (field, value) => {
    const { listing, requests } = list(book([[1]]), {}, { [field]: value });
    for (const iterator of [listing[Symbol.asyncIterator](), listing.pages()]) {
      expectError(await caught(() => iterator.next()), "TwilioInputError", { field });
    }
    expect(requests.length).toBe(0);
  });
});

describe("where to begin", () => {
  test.each<[string, unknown]>([
    ["page", Symbol("s")],
    ["page", Object.create(null)],
    ["pageToken", Symbol("s")],
    ["pageToken", {
      toString: () => {
        throw new Error("no");
      },
    }],
  ])("a %s that is nothing of the kind is refused as such", async (field, value) => {
    const { listing, requests } = list(book([[1]]), {}, { [field]: value });
    expectError(await caught(() => listing.toArray()), "TwilioInputError", { field });
    expect(requests).toEqual([]);
  });
});

describe("an error", () => {
  test("of the first page comes at once, and the listing is over", async () => {
    const { listing, requests } = list(() => json(404, { code: 20404, message: "no" }));
    const iterator = listing[Symbol.asyncIterator]();
    expectError(await caught(() => iterator.next()), "TwilioApiError", { code: 20404 });
    expect((await iterator.next()).done).toBe(true);
    expect(requests.length).toBe(1);
  });

  test.each<[string, string, () => Response | Promise<Response>]>([
    ["a refusal", "TwilioApiError", () => json(500, { code: 20500, message: "no" })],
    ["a proxy's page", "TwilioResponseError", () => new Response("<html>", { status: 502 })],
    ["a broken line", "TwilioNetworkError", () => Promise.reject(new TypeError("reset"))],
  ])("of a later page comes after the senders before it: %s", async (_, name, fail) => {
    const { listing } = list((request, index) => {
      return request.url.includes("PT2") ? fail() : book([[1, 2], [3, 4], [5]])(request, index);
    });
    const seen: number[] = [];
    for (const source of [listing, listing.pages()]) {
      seen.length = 0;
      expectError(await caught(() => collect(source, seen)), name);
      expect(seen).toEqual([1, 2, 3, 4]);
    }
  });

  test("of a page that nobody comes to see is nobody's", async () => {
    const { listing, requests } = list((request, index) => {
      return index ? Promise.reject(new TypeError("reset")) : book([[1, 2], [3]])(request, index);
    });
    for await (const _ of listing) {
      await until(() => requests.length === 2);
      await settle(); // it has failed by now; unhandled, it would fail the run
      break;
    }
  });
});

describe("pages in a circle", () => {
  /** As recorded, the URL of the first page has no token. */
  const to = (page: number) => `${collection}?PageSize=50&Page=${page}&PageToken=PT${page}`;
  const circle =
    (period: number, first = `${collection}?PageSize=50&Page=0`): Handler => ({ url }) => {
      const page = Number(new URL(url).searchParams.get("Page"));
      return json(200, pageBody([page], page + 1 < period ? to(page + 1) : first));
    };

  test.each([1, 2, 3, 7])(
    "of period %i end in an error, every sender listed once",
    async (period) => {
      const { listing, requests } = list(circle(period));
      const [seen, error] = await failed(listing);
      expect(seen).toEqual(Array.from({ length: period }, (_, page) => page));
      expect(requests.length).toBe(period);
      expectError(error, "TwilioResponseError", { method: "GET", status: 200 });
      expect((error as Error).message).toContain(requests.at(-1)!.url);
    },
  );

  test.each([1, 2, 3])("of period %i that leave out the first one do so too", async (period) => {
    const { listing, requests } = list(circle(period + 1, to(1)));
    const [seen, error] = await failed(listing);
    expect(seen).toEqual(Array.from({ length: period + 1 }, (_, page) => page));
    expect(requests.length).toBe(period + 1);
    expectError(error, "TwilioResponseError");
  });

  // The first page was not asked for by a token: it is known again by that which it has the second time.
  test.each([1, 2, 3])(
    "of period %i with a token for the first page end as well",
    async (period) => {
      const [seen, error] = await failed(list(circle(period, to(0))).listing);
      expect(seen.slice(0, period)).toEqual(Array.from({ length: period }, (_, page) => page));
      expect(seen.length).toBeLessThan(period + 2);
      expectError(error, "TwilioResponseError");
    },
  );

  test.each<[string, (page: number) => string]>([
    ["by their numbers alone", (page) => `${collection}?Page=${page}`],
    ["by their tokens alone", (page) => `${collection}?PageToken=PT${page}`],
  ])("%s end in an error too", async (_, next) => {
    const { listing, requests } = list((_, index) => json(200, pageBody([index], next(index % 2))));
    const [seen, error] = await failed(listing);
    expectError(error, "TwilioResponseError");
    expect(seen.length).toBe(requests.length);
    expect(requests.length).toBeLessThan(5);
  });

  test("that a limit ends are no error", async () => {
    expect(await collect(list(circle(2), {}, { limit: 2 }).listing)).toEqual([0, 1]);
  });
});

describe("next_page_url", () => {
  test.each<[string, string]>([
    ["https://evil.example/steal?Page=1&PageToken=PT1", "?PageSize=1000&Page=1&PageToken=PT1"],
    ["http://messaging.twilio.com/?Page=1", "?PageSize=1000&Page=1"],
    ["//evil.example/?PageToken=PT1", "?PageSize=1000&PageToken=PT1"],
    ["/v1/Other/x?PageToken=PT1", "?PageSize=1000&PageToken=PT1"],
    ["https://user:pass@evil.example/?Page=1", "?PageSize=1000&Page=1"],
    ["javascript:alert(1)?Page=1", "?PageSize=1000&Page=1"],
    ["?Page=1", "?PageSize=1000&Page=1"],
    [`${collection}?PageToken=PT%3D%3D`, "?PageSize=1000&PageToken=PT%3D%3D"],
    [`${collection}?PageToken=PT==`, "?PageSize=1000&PageToken=PT%3D%3D"],
    [`${collection}?PageToken=a%2Bb`, "?PageSize=1000&PageToken=a%2Bb"],
    [`${collection}?PageToken=a+b`, "?PageSize=1000&PageToken=a%20b"],
    [`${collection}?PageToken=a/b`, "?PageSize=1000&PageToken=a%2Fb"],
    [`${collection}?PageToken=a%26PageSize=1`, "?PageSize=1000&PageToken=a%26PageSize%3D1"],
    [`${collection}?PageToken=..%2F..%2FMG`, "?PageSize=1000&PageToken=..%2F..%2FMG"],
    // Neither its size nor anything else it says is taken over.
    [`${collection}?PageSize=1&Limit=9&Page=1&x=y`, "?PageSize=1000&Page=1"],
  ])("%s is read, and never followed", async (next, query) => {
    const base = "https://proxy.example/twilio";
    const { fetch, requests } = observe((_, index) => {
      return json(200, pageBody([index], index ? null : next));
    });
    const credentials = { accountSid: AC, authToken: "token" };
    const client = createClient({ ...credentials, fetch, target: { baseUrl: base }, ...once });
    expect(await collect(client.channelSenders.list(service))).toEqual([0, 1]);
    const path = `${base}${new URL(collection).pathname}`;
    expect(requests.map(({ url }) => url)).toEqual([`${path}?PageSize=1000`, path + query]);
    const sent = requests.map(({ headers }) => headers.get("authorization"));
    expect(sent).toEqual([`Basic ${btoa(`${AC}:token`)}`, `Basic ${btoa(`${AC}:token`)}`]);
  });

  test.each([collection, `${collection}?`, `${collection}?PageSize=50`, "x", "?page=1"])(
    "%s names no page, which is an error and not an end",
    async (next) => {
      const { listing, requests } = list(() => json(200, pageBody([1], next)));
      const [_, error] = await failed(listing);
      expectError(error, "TwilioResponseError", { status: 200 });
      expect((error as Error).message).toContain("next_page_url");
      expect(requests.length).toBe(1);
    },
  );
});

test("an empty next_page_url is the end, as null is", async () => {
  const { listing, requests } = list(() => json(200, pageBody([1], "")));
  expect(await collect(listing)).toEqual([1]);
  expect(requests.length).toBe(1);
});

describe("the caller's signal", () => {
  const two = book([[1, 2], [3, 4]]);
  const slow: Handler = (request, index) => index ? silent(request) : two(request, index);

  test("ends a listing that waits for a page, with its own reason", async () => {
    for (const handler of [silent, slow]) {
      const stop = new AbortController();
      const { listing, requests } = list(handler, { signal: stop.signal });
      const reason = new Error("enough");
      const result = failed(listing);
      await until(() => requests.length === (handler === slow ? 2 : 1));
      stop.abort(reason);
      expect(await result).toEqual([handler === slow ? [1, 2] : [], reason]);
      expect((await result)[1]).toBe(reason);
    }
  });

  test("aborts the request in flight while the consumer works", async () => {
    const stop = new AbortController();
    const { listing, requests } = list(slow, { signal: stop.signal });
    const seen: unknown[] = [];
    const error = await caught(async () => {
      for await (const item of listing) {
        seen.push(item);
        await until(() => requests.length === 2);
        stop.abort();
        expect(requests.at(-1)?.signal.aborted).toBe(true);
      }
    });
    expectError(error, "AbortError");
    expect(error).toBe(stop.signal.reason);
    expect(seen.length).toBe(1); // no item comes after the abort
  });

  test("aborted before, it ends the listing at the first next()", async () => {
    const reason = new Error("enough");
    const { listing } = list(silent, { signal: AbortSignal.abort(reason) });
    expect(await failed(listing)).toEqual([[], reason]);
  });

  test("aborted after, it changes nothing", async () => {
    const stop = new AbortController();
    const { listing } = list(two, { signal: stop.signal });
    expect(await collect(listing)).toEqual([1, 2, 3, 4]);
    stop.abort();
    await settle();
  });
});
