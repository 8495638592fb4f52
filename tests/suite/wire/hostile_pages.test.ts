import { describe, expect, test } from "vitest";
import type { ChannelSenderListInput, TwilioResponseError } from "../../../mod.ts";
import {
  authorization,
  clientOf,
  expectNoPollution,
  expectNoSecret,
  type Outcome,
} from "../support/hostile.ts";
import {
  caught,
  collect,
  collection,
  type Handler,
  json,
  numbers,
  observe,
  pageBody,
  service,
  settle,
} from "../support/support.ts";

// Pages that lead nowhere, in circles, or to somebody else. Whatever they say, each request goes to the
// target, for the same resource, with the credentials of one's own.

/** What a listing comes to: the senders, the requests, and the error that ended it, if any. */
async function run(handler: Handler, input: Partial<ChannelSenderListInput> = {}) {
  const { fetch, requests } = observe(handler);
  const listing = clientOf(fetch, { timeout: 4000 }).channelSenders.list({ ...service, ...input });
  const seen: number[] = [];
  const error = await collect(listing, seen).then(() => undefined, (error: unknown) => error);
  for (const { url, method, headers, body } of requests) {
    expect([method, body]).toEqual(["GET", null]);
    expect(url.split("?")[0]).toBe(collection);
    expect(headers.get("authorization")).toBe(authorization);
    const { searchParams } = new URL(url);
    const names = [...searchParams.keys()];
    expect(names).toEqual(["PageSize", "Page", "PageToken"].filter((name) => names.includes(name)));
  }
  if (error) expectNoSecret(error);
  expectNoPollution();
  await settle(); // a page that nobody waits for may fail by now
  return { seen, requests, error: error as TwilioResponseError | undefined };
}

/** The error and how many requests it took. */
function expectEnd(
  { error, requests }: Awaited<ReturnType<typeof run>>,
  name: Outcome,
  tells: string,
  count: number,
): void {
  expect(error?.name, String(error)).toBe(name);
  expect(error!.message).toContain(tells);
  expect(error!.message).toContain(collection);
  expect(error).toMatchObject({ method: "GET", status: 200 });
  expect(requests.length).toBe(count);
}

/** What the query of a request says. */
const asked = (request: Request, name: string) => new URL(request.url).searchParams.get(name);
const next = (query: string) => `${collection}?${query}`;

describe("pages in a circle", () => {
  const queries: [string, (page: number) => string][] = [
    ["tokens", (page) => `PageToken=PT${page}`],
    ["numbers", (page) => `Page=${page + 1}`],
    ["numbers and tokens", (page) => `PageSize=50&Page=${page + 1}&PageToken=PT${page}`],
    ["tokens and one number", (page) => `Page=1&PageToken=PT${page}`],
    ["names in capitals besides", (page) => `PAGETOKEN=x&PageToken=PT${page}`],
    ["each name twice", (page) => `PageToken=PT${page}&PageToken=x${Math.random()}`],
    ["more names each time", (page) => `PageToken=PT${page}&x=${Math.random()}`],
    ["another fragment each time", (page) => `x=1&PageToken=PT${page}&y=#${Math.random()}`],
  ];
  for (const [how, query] of queries) {
    test.each([1, 2, 3, 4, 5])(
      `by ${how}, of period %i: an error in the second round`,
      async (period) => {
        const circle: Handler = (_, index) =>
          json(200, pageBody([index], next(query(index % period))));
        const result = await run(circle);
        // The first page was asked for without a token; the second round begins with the first token.
        expectEnd(
          result,
          "TwilioResponseError",
          "expected another page, got the place of one that was listed already",
          period + 1,
        );
        expect(result.seen).toEqual(Array.from({ length: period + 1 }, (_, page) => page));
      },
    );
  }

  test("with another number for the same token is one too", async () => {
    const circle: Handler = (_, index) =>
      json(200, pageBody([index], next(`Page=${index + 1}&PageToken=PT`)));
    expectEnd(
      await run(circle),
      "TwilioResponseError",
      "expected another page, got the place of one that was listed already",
      2,
    );
  });

  test("tokens are compared to the letter: in another case it is another page", async () => {
    const tokens = ["PTab", "PTAB", "PtAb", "ptab"];
    const handler: Handler = (_, index) =>
      json(200, pageBody([index], next(`PageToken=${tokens[index % 4]}`)));
    expectEnd(
      await run(handler),
      "TwilioResponseError",
      "expected another page, got the place of one that was listed already",
      5,
    );
  });

  test("a token that is written in another way is the same", async () => {
    const tokens = ["PT%61", "PTa", "%50%54a"];
    const handler: Handler = (_, index) =>
      json(200, pageBody([index], next(`PageToken=${tokens[index % 3]}`)));
    expectEnd(
      await run(handler),
      "TwilioResponseError",
      "expected another page, got the place of one that was listed already",
      2,
    );
  });

  test("that would never end, for their tokens are always new, end with the loop or the limit", async () => {
    const endless: Handler = (_, index) => json(200, pageBody([1], next(`PageToken=PT${index}`)));
    const limited = await run(endless, { limit: 100 });
    expect([limited.seen.length, limited.error]).toEqual([100, undefined]);
    expect(limited.requests.length).toBe(100);

    const { fetch, requests } = observe(endless);
    let count = 0;
    for await (const _ of clientOf(fetch).channelSenders.list(service)) if (++count === 50) break;
    await settle();
    expect(requests.length).toBeLessThan(53);
  });
});

describe("pages that lie", () => {
  test("empty ones are passed, however many", async () => {
    const handler: Handler = (_, index) =>
      json(200, pageBody(index < 300 ? [] : [7], index < 300 ? next(`Page=${index + 1}`) : null));
    const { seen, requests, error } = await run(handler);
    expect([seen, requests.length, error]).toEqual([[7], 301, undefined]);
  });

  test("ones that shrink, grow and ignore the size that was asked for are taken as they are", async () => {
    const sizes = [5, 3, 1, 0, 200, 2];
    const handler: Handler = (_, index) => {
      const page = Array.from({ length: sizes[index]! }, (_, item) => 1000 * index + item);
      return json(200, pageBody(page, index < 5 ? next(`Page=${index + 1}&PageSize=9999`) : null));
    };
    const { seen, requests } = await run(handler, { pageSize: 2 });
    expect(seen.length).toBe(211);
    expect(requests.map((request) => asked(request, "PageSize"))).toEqual(Array(6).fill("2"));
  });

  test("a limit holds against pages that are too large", async () => {
    const handler: Handler = (_, index) => {
      const page = Array.from({ length: 1500 }, (_, item) => item);
      return json(200, pageBody(page, next(`Page=${index + 1}`)));
    };
    for (const [limit, requests] of [[1, 1], [1500, 1], [1501, 2], [2999, 2]] as const) {
      const result = await run(handler, { limit });
      expect([result.seen.length, result.requests.length]).toEqual([limit, requests]);
    }
  });

  test("senders that come again are the server's, and are not hidden", async () => {
    const handler: Handler = (_, index) =>
      json(200, pageBody([1, 1, 2], index < 2 ? next(`Page=${index + 1}`) : null));
    expect((await run(handler)).seen).toEqual([1, 1, 2, 1, 1, 2, 1, 1, 2]);
  });

  test("sizes, counts and numbers beside the next URL are not believed", async () => {
    const handler: Handler = (_, index) => {
      const body = pageBody([index], index < 2 ? next(`Page=${index + 1}`) : null) as {
        meta: object;
      };
      const lies = {
        page: 99,
        page_size: -1,
        total: 0,
        key: "__proto__",
        first_page_url: "https://evil.example/",
        url: "https://evil.example/",
        previous_page_url: null,
      };
      return json(200, { ...body, meta: { ...lies, ...body.meta }, next: "https://evil.example" });
    };
    const { seen, error } = await run(handler);
    expect([seen, error]).toEqual([[0, 1, 2], undefined]);
  });

  test("a thousand pages, one after the other", async () => {
    let ahead = 0;
    const handler: Handler = (request, index) => {
      expect(asked(request, "PageToken")).toBe(index ? `PT${index}` : null);
      ahead = index;
      return json(200, pageBody([index], index < 999 ? next(`PageToken=PT${index + 1}`) : null));
    };
    const { fetch } = observe(handler);
    let count = 0;
    for await (const page of clientOf(fetch).channelSenders.list(service).pages()) {
      expect(numbers(page.items)).toEqual([count]);
      expect(ahead).toBeLessThan(++count + 1); // one page ahead, and never more
    }
    expect(count).toBe(1000);
  });
});

describe("a next page that is somebody else's", () => {
  test.each([
    ["another origin", "https://evil.example/steal"],
    ["another port", "https://messaging.twilio.com:8443/v1/Services"],
    ["a host that begins alike", "https://messaging.twilio.com.evil.example/"],
    ["a host that ends alike", "https://evilmessaging.twilio.com/"],
    ["a password", "https://messaging.twilio.com@evil.example/"],
    ["our own host with a password", "https://AC:token@messaging.twilio.com/"],
    ["no encryption", "http://messaging.twilio.com/v1/Services"],
    ["no scheme", "//evil.example/"],
    ["back slashes", "\\\\evil.example\\"],
    ["another resource", "https://messaging.twilio.com/v1/Services/MGb/PhoneNumbers"],
    ["a way up", "../../../../2010-04-01/Accounts.json"],
    ["another service", `${collection.replaceAll("aaaa", "bbbb")}`],
    ["a script", "javascript:alert(1)"],
    ["data", "data:application/json,{}"],
    ["a file", "file:///etc/passwd"],
    ["a socket", "unix:/var/run/docker.sock"],
    ["the cloud's own", "http://169.254.169.254/latest/meta-data/"],
    ["loopback", "http://[::1]:22/"],
    ["white space and line breaks", " \r\nHost: evil.example\r\n\r\nGET /"],
    ["a header's end", "x\r\nAuthorization: Basic evil"],
    ["zeros", "\u0000\u0000"],
    ["nothing", ""],
  ])("%s: only its page and token are read", async (_, url) => {
    const handler: Handler = (_, index) =>
      json(200, pageBody([index], index ? null : `${url}?Page=1&PageToken=PT1&Sid=XE&PageSize=1`));
    const { seen, requests, error } = await run(handler);
    expect([seen, error]).toEqual([[0, 1], undefined]);
    expect(requests.map(({ url }) => url.slice(collection.length)))
      .toEqual(["?PageSize=1000", "?PageSize=1000&Page=1&PageToken=PT1"]);
  });

  test.each([
    ["a path", "../../../v1/Services"],
    ["a query", "PT1&PageSize=1&Sid=XE"],
    ["a fragment", "PT1#top"],
    ["an origin", "//evil.example/"],
    ["another scheme", "javascript:alert(1)"],
    ["a prototype", "__proto__"],
    ["a method of all objects", "toString"],
    ["percent signs", "%2e%2e%2f%"],
    ["plus signs", "a+b c"],
    ["ten thousand letters", "x".repeat(10_000)],
  ])("a token that is %s arrives as it is, in its parameter", async (_, token) => {
    const handler: Handler = (_, index) =>
      json(200, pageBody([index], index ? null : next(`PageToken=${encodeURIComponent(token)}`)));
    const { seen, requests, error } = await run(handler);
    expect([seen, error]).toEqual([[0, 1], undefined]);
    expect(asked(requests[1]!, "PageToken")).toBe(token);
    expect(new URL(requests[1]!.url).hash).toBe("");
  });
});

describe("a next page that is none", () => {
  test.each<[string, unknown]>([
    ["a number", 1],
    ["zero", 0],
    ["true", true],
    ["false", false],
    ["a list", [next("Page=1")]],
    ["an object", { href: next("Page=1") }],
    ["white space", " "],
    ["text", "null"],
    ["a URL without parameters", collection],
    ["a URL with others", next("PageSize=50&page=1&pagetoken=PT&Page_Token=PT")],
    ["parameters in the fragment", `${collection}#?Page=1`.replace("?", "")],
    ["parameters with semicolons", `${collection};Page=1;PageToken=PT`],
    ["an empty page", next("Page=")],
    ["an empty token", next("PageToken=")],
    ["names without values", next("Page&PageToken")],
    ["a prototype", next("__proto__=1&constructor=2")],
    ["a megabyte", next("x".repeat(1_000_000))],
  ])("%s: an error, and not an end", async (_, url) => {
    const handler: Handler = () => {
      return json(200, { ...pageBody([1], null), meta: { next_page_url: url } });
    };
    const result = await run(handler);
    expectEnd(result, "TwilioResponseError", "meta.next_page_url: expected", 1);
    expect(result.seen).toEqual([]); // a page that is wrong anywhere is wrong
  });

  test.each<[string, object]>([
    ["null", { next_page_url: null }],
    ["empty text", { next_page_url: "" }],
    ["the last of two that is null", JSON.parse('{"next_page_url":5,"next_page_url":null}')],
  ])("%s: the end", async (_, meta) => {
    const result = await run(() => json(200, { ...pageBody([1], null), meta }));
    expect([result.seen, result.error]).toEqual([[1], undefined]);
  });
});

describe("a page ahead that fails", () => {
  const failures: [string, Outcome, () => Response | Promise<Response>][] = [
    ["a refusal", "TwilioApiError", () => json(500, { message: "no" })],
    ["a page of a proxy", "TwilioResponseError", () => new Response("<html>", { status: 502 })],
    ["a redirect", "TwilioResponseError", () => new Response(null, { status: 302 })],
    ["half a body", "TwilioResponseError", () => json(200, '{"senders":[')],
    ["another shape", "TwilioResponseError", () => json(200, { senders: {} })],
    ["a reset", "TwilioNetworkError", () => Promise.reject(new TypeError("reset"))],
    ["silence", "TwilioTimeoutError", () => new Promise(() => {})],
  ];
  const failing = (at: number, fail: () => Response | Promise<Response>): Handler => (_, index) =>
    index === at
      ? fail()
      : json(200, pageBody([2 * index, 2 * index + 1], next(`Page=${index + 1}`)));

  test.each(failures)("with %s does not take away what came before", async (_, name, fail) => {
    for (const at of [0, 1, 3]) {
      const { fetch } = observe(failing(at, fail));
      const listing = clientOf(fetch, { timeout: 50 }).channelSenders.list(service);
      const seen: number[] = [];
      const error = await caught(() => collect(listing, seen));
      expect((error as Error).name).toBe(name);
      expect(seen).toEqual(Array.from({ length: 2 * at }, (_, item) => item));
      expectNoSecret(error);
    }
  });

  test.each(failures)(
    "with %s is nobody's business once the limit is reached",
    async (_, _name, fail) => {
      const { seen, error, requests } = await run(failing(2, fail), { limit: 4 });
      expect([seen, error, requests.length]).toEqual([[0, 1, 2, 3], undefined, 2]);
    },
  );

  test.each(failures)(
    "with %s is nobody's business once the loop is left",
    async (_, _name, fail) => {
      const { fetch, requests } = observe(failing(1, fail));
      const iterator = clientOf(fetch, { timeout: 50 }).channelSenders.list(service);
      for await (const _ of iterator) {
        await settle();
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 60)); // unhandled, it would fail the run
      expect(requests.length).toBe(2);
    },
  );

  test.each(failures)("with %s ends the listing for good", async (_, name, fail) => {
    const { fetch, requests } = observe(failing(1, fail));
    const pages = clientOf(fetch, { timeout: 50 }).channelSenders.list(service).pages();
    expect((await pages.next()).done).toBe(false);
    expect((await caught(() => pages.next()) as Error).name).toBe(name);
    expect(await pages.next()).toEqual({ done: true, value: undefined });
    expect(requests.length).toBe(2);
  });
});
