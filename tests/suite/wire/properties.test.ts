import fc from "../support/fc.ts";
import { describe, expect, test } from "vitest";
import {
  type ChannelSender,
  createChannelSender,
  deleteChannelSender,
  fetchChannelSender,
  listChannelSenders,
  type Metadata,
  type Operation,
  type Page,
  type PageCursor,
  type Target,
  TwilioApiError,
  TwilioError,
  TwilioInputError,
  TwilioNetworkError,
  TwilioResponseError,
} from "../../../mod.ts";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import { runtime } from "../../runtimes/runtime.ts";
import { answers, anyText, hex, inputs, nearSid, numbers, paging } from "../support/arbitraries.ts";
import {
  AC,
  bytes,
  caught,
  collect,
  collection,
  freeze,
  json,
  MG,
  pageBody,
  plain,
  sender,
  service,
  XE,
} from "../support/support.ts";

// What holds for any answer and any input. A failure names its seed and path: pass both to
// `fc.assert` to see it again. Node takes its time; the others look for what differs between them.
const CASES = runtime === "node" ? 100_000 : 2_000;
const TIMEOUT = 120_000;

const origin = "https://messaging.twilio.com";
type Case = Operation<never, unknown>;
const operations: { readonly [Name: string]: [method: string, operation: Case] } = {
  create: ["POST", createChannelSender],
  fetch: ["GET", fetchChannelSender],
  list: ["GET", listChannelSenders],
  delete: ["DELETE", deleteChannelSender],
};

function must(ok: unknown, what: string): asserts ok {
  if (!ok) throw new Error(what);
}

describe("any answer: each parser gives a well-typed value, or throws an error of ours", () => {
  test.each(answers)("%s", async (_, arbitrary, outcomes) => {
    const seen = new Set<string>();
    const property = fc.asyncProperty(arbitrary, async ([text, status, headers]) => {
      const empty = [204, 205, 304].includes(status);
      const body = bytes(text);
      const decoded = new TextDecoder().decode(body);
      for (const [name, [method, { parse }]] of Object.entries(operations)) {
        const response = new Response(empty ? null : body, { status, headers });
        const metadata = { url: collection, status, headers: response.headers };
        let value: unknown;
        try {
          value = await parse(response, { url: collection });
        } catch (error) {
          expectOurs(error, { method, ...metadata });
          seen.add(error.name);
          continue;
        }
        must(status >= 200 && status < 300, "a value of no success");
        if (name === "delete") must(value === undefined && status === 204, "void");
        else if (name === "list") {
          expectPage(value as Page<ChannelSender>, JSON.parse(decoded), metadata);
        } else expectSender(value as ChannelSender, JSON.parse(decoded));
        seen.add(name);
      }
    });
    await fc.assert(property, { numRuns: CASES / answers.length });
    // Otherwise the property might hold for want of anything to hold for.
    expect([...seen]).toEqual(expect.arrayContaining(outcomes));
  }, TIMEOUT);

  type Wire = Record<string, unknown>;
  const fields = new Map<keyof ChannelSender, [key: string, check: (value: never) => boolean]>([
    ["accountSid", ["account_sid", (value: string) => value.startsWith("AC")]],
    ["messagingServiceSid", ["messaging_service_sid", (value: string) => value.startsWith("MG")]],
    ["sid", ["sid", (value: string) => value.startsWith("XE")]],
    ["sender", ["sender", isText]],
    ["senderType", ["sender_type", isText]],
    ["countryCode", ["country_code", isText]],
    ["dateCreated", ["date_created", isDate]],
    ["dateUpdated", ["date_updated", isDate]],
    ["url", ["url", isText]],
  ]);

  function isText(value: unknown): boolean {
    return typeof value === "string";
  }

  function isDate(value: unknown): boolean {
    return value instanceof Date && Number.isFinite(value.getTime());
  }

  function expectSender(value: ChannelSender, wire: Wire): void {
    must(Object.keys(value).length === fields.size, "nine fields");
    for (const [field, [key, check]] of fields) {
      const [got, sent] = [value[field], wire[key] ?? null];
      must(got === null || check(got as never), `the type of ${field}`);
      const same = got instanceof Date ? +got === +new Date(sent as string) : got === sent;
      must(same, `the value of ${field}`);
    }
  }

  function expectPage(
    page: Page<ChannelSender>,
    { senders, meta }: { senders: Wire[]; meta: Wire },
    metadata: object,
  ): void {
    must(Object.keys(page).sort().join() === "items,metadata,next,previous", "four fields");
    must(page.items.length === senders.length, "every item");
    page.items.forEach((item, index) => expectSender(item, senders[index]!));
    expectCursor(page.next, meta.next_page_url, true);
    expectCursor(page.previous, meta.previous_page_url, false);
    expectMetadata(page.metadata, metadata);
  }

  function expectCursor(cursor: PageCursor | null, sent: unknown, isNext: boolean): void {
    const isEnd = sent === null || sent === undefined || sent === "";
    must((cursor === null) === isEnd, "an end where there is no URL");
    if (cursor === null) return;
    must(Object.keys(cursor).join() === "page,pageToken", "two fields");
    const texts = Object.values(cursor).filter((value) => value !== undefined);
    must(texts.every((text) => isText(text) && text !== ""), "texts, or nothing");
    must(texts.length > 0 || !isNext, "a page to ask for");
    try {
      const { url } = listChannelSenders.request({ ...service, ...cursor });
      // The previous page may be the first, of which there is nothing to say.
      must(
        url === collection || url.startsWith(`${collection}?Page`),
        "a request to the same list",
      );
    } catch (error) {
      must(!isNext, "a next page that can be asked for");
      must(error instanceof TwilioInputError && error.field.startsWith("page"), "an input error");
    }
  }

  function expectMetadata(got: Partial<Metadata>, want: Partial<Metadata>): void {
    for (const key of Object.keys(want) as (keyof Metadata)[]) {
      must(got[key] === want[key], `metadata: ${key}`);
    }
    must(got.server === null || isText(got.server), "metadata: server");
    must(got.requestId === null || isText(got.requestId), "metadata: requestId");
  }

  function expectOurs(error: unknown, metadata: object): asserts error is TwilioError {
    must(error instanceof TwilioError, `an error of ours: ${error}`);
    must(isText(error.reason) && error.reason && error.message.includes(error.reason), "reason");
    if (error instanceof TwilioNetworkError) {
      must(error.name === "TwilioNetworkError", "name");
      return;
    }
    expectMetadata(error as Partial<Metadata>, metadata);
    const { retryAfter } = error as TwilioApiError;
    must(
      retryAfter === null || isDate(retryAfter) ||
        typeof retryAfter === "number" && retryAfter >= 0,
      "retryAfter",
    );
    if (error instanceof TwilioResponseError) {
      must(error.name === "TwilioResponseError", "name");
      return;
    }
    must(error instanceof TwilioApiError && error.name === "TwilioApiError", "name");
    must(error.status >= 400, "a refusal with the status of one");
    must(error.code === null || Number.isInteger(error.code), "code");
    must(error.detail === null || isText(error.detail), "detail");
    must(error.moreInfo === null || isText(error.moreInfo), "moreInfo");
  }
});

/** Calls a builder, which either builds or refuses; `null` is the second, by a field among `wrong`. */
function build(
  operation: Case,
  input: object,
  wrong: readonly string[],
  target?: Target,
): Request | null {
  let request: Request;
  try {
    request = operation.request(freeze(input) as never, target);
  } catch (error) {
    must(error instanceof TwilioInputError, `an input error, not ${error}`);
    must(error.name === "TwilioInputError", "name");
    must(wrong.includes(error.field), `${error.field} is at fault`);
    return null;
  }
  must(wrong.length === 0, `${wrong.join()} is refused`);
  return request;
}

/** The fields of `valid` that are not. */
const wrong = (valid: Record<string, boolean>) => Object.keys(valid).filter((key) => !valid[key]);

// Said again in other words than the library's, or the same mistake would be in both.
function isSid(text: string, prefix: string): boolean {
  const digits = text.slice(2);
  return text.startsWith(prefix) && digits.length === 32 &&
    [...digits].every((digit) => "0123456789abcdefABCDEF".includes(digit));
}
const isAscii = (text: string) =>
  text !== "" && [...text].every((char) => char >= " " && char <= "~");

function wrongPaging({ pageSize, page, pageToken }: {
  pageSize?: number | undefined;
  page?: string | number | undefined;
  pageToken?: string | undefined;
}): string[] {
  return wrong({
    pageSize: pageSize === undefined ||
      Number.isInteger(pageSize) && pageSize >= 1 && pageSize <= 1000,
    page: page === undefined ||
      (typeof page === "string" ? isAscii(page) : Number.isSafeInteger(page) && page >= 0),
    pageToken: pageToken === undefined || isAscii(pageToken),
  });
}

function expectUrl(request: Request, base: string, segments: string[], query: string[][]): void {
  const url = new URL(request.url);
  must(url.origin === base, "the origin");
  must(url.pathname.split("/").join("\n") === ["", ...segments].join("\n"), "the path");
  must([...url.searchParams].join("\n") === query.join("\n"), "the query");
  must(url.href.split(/[?#@]/).length === (query.length ? 2 : 1), "nothing else");
}

async function described(request: Request): Promise<string> {
  const { method, url, redirect } = request;
  return JSON.stringify([method, url, redirect, ...request.headers, await request.text()]);
}

describe("any input: each builder makes a request with the path that it should, or refuses it", () => {
  /** How many inputs were good, and how many not: neither may be rare. */
  function counted(): { built: number; refused: number; count(request: unknown): void } {
    const counts = {
      built: 0,
      refused: 0,
      count: (request: unknown) => void (request ? counts.built++ : counts.refused++),
    };
    return counts;
  }

  function expectBoth({ built, refused }: { built: number; refused: number }): void {
    expect(Math.min(built, refused)).toBeGreaterThan(CASES / 20);
  }

  test("create, fetch and delete", async () => {
    const counts = counted();
    const property = fc.asyncProperty(inputs, async (input) => {
      const { messagingServiceSid, sid } = input;
      const bad = wrong({
        messagingServiceSid: isSid(messagingServiceSid, "MG"),
        sid: isSid(sid, "XE"),
      });
      const path = ["v1", "Services", messagingServiceSid, "ChannelSenders"];
      for (const name of ["create", "fetch", "delete"]) {
        const [method, operation] = operations[name]!;
        const request = build(operation, input, bad);
        counts.count(request);
        if (!request) continue;
        must(request.method === method, "the method");
        expectUrl(request, origin, name === "create" ? path : [...path, sid], []);
        if (name === "create") must(await request.text() === `Sid=${sid}`, "the form");
      }
    });
    await fc.assert(property, { numRuns: CASES });
    expectBoth(counts);
  }, TIMEOUT);

  test("list", async () => {
    const counts = counted();
    const property = fc.property(nearSid("MG"), paging, (messagingServiceSid, page) => {
      const sid = wrong({ messagingServiceSid: isSid(messagingServiceSid, "MG") });
      const input = { messagingServiceSid, ...page };
      const request = build(listChannelSenders, input, [...sid, ...wrongPaging(page)]);
      counts.count(request);
      if (!request) return;
      const path = ["v1", "Services", messagingServiceSid, "ChannelSenders"];
      const query = [
        ["PageSize", page.pageSize],
        ["Page", page.page === 0 ? 0 : page.page], // -0 is 0 too
        ["PageToken", page.pageToken],
      ].filter(([_, value]) => value !== undefined).map((pair) => pair.map(String));
      expectUrl(request, origin, path, query);
    });
    await fc.assert(property, { numRuns: CASES });
    expectBoth(counts);
  }, TIMEOUT);

  test("a listing: limit", async () => {
    const fetch = () => Promise.resolve(json(200, pageBody([], null)));
    const { list } = plain(fetch).channelSenders;
    const property = fc.asyncProperty(numbers, fc.boolean(), async (limit, byPage) => {
      const listing = list(freeze({ ...service, limit }));
      const first = async () => {
        await (byPage ? listing.pages() : listing[Symbol.asyncIterator]()).next();
        throw new Error("not refused");
      };
      const error = await caught(first);
      if (Number.isInteger(limit) && limit >= 1 || limit === Infinity) {
        must((error as Error).message === "not refused", `a limit: ${error}`);
      } else {
        must(error instanceof TwilioInputError && error.field === "limit", `an input error`);
      }
    });
    await fc.assert(property, { numRuns: CASES / 20 });
  }, TIMEOUT);

  test("built twice is equal", async () => {
    const digits = fc.record({ messagingServiceSid: hex, sid: hex });
    const property = fc.asyncProperty(
      digits,
      paging,
      async ({ messagingServiceSid, sid }, page) => {
        const input = { messagingServiceSid: `MG${messagingServiceSid}`, sid: `XE${sid}`, ...page };
        const before = JSON.stringify(input);
        for (const [name, [_, operation]] of Object.entries(operations)) {
          const bad = name === "list" ? wrongPaging(page) : [];
          const [first, second] = [build(operation, input, bad), build(operation, input, bad)];
          must(!first === !second && (!first || first !== second), "two requests, or none");
          if (first) must(await described(first) === await described(second!), "equal requests");
        }
        must(JSON.stringify(input) === before, "the same input");
      },
    );
    await fc.assert(property, { numRuns: CASES / 20 });
  }, TIMEOUT);
});

describe("any base URL", () => {
  const path = ["", "v1", "Services", MG, "ChannelSenders", XE].join("/");
  const piece = (...values: string[]) => fc.constantFrom(...values);
  const url = fc.tuple(
    fc.oneof(
      { weight: 4, arbitrary: piece("https://", "http://") },
      { weight: 1, arbitrary: piece("HTTPS:", "http:\\\\", "ftp://", "//", "blob:", " https://") },
    ),
    fc.oneof({ weight: 6, arbitrary: fc.constant("") }, piece("u@", "u:p@", ":@", "@", "%40@")),
    fc.oneof(
      { weight: 4, arbitrary: piece("h.example", "127.0.0.1", "[::1]", "bücher.example", "1") },
      { weight: 1, arbitrary: anyText },
    ),
    piece("", "", "", ":80", ":443", ":8080", ":", ":99999", ":x"),
    fc.array(fc.oneof(piece("/", "/a", "/..", "/.", "/%2e%2e", "\\", "/@", "%2f"), anyText), {
      maxLength: 4,
    }),
    fc.oneof({ weight: 6, arbitrary: fc.constant("") }, piece("?", "?a=b", "#", "#a", "?#", " ")),
  ).map(([scheme, user, host, port, path, end]) =>
    scheme + user + host + port + path.join("") + end
  );

  test("goes before the path, or is refused", async () => {
    const seen = { built: 0, refused: 0 };
    const any = fc.oneof({ weight: 9, arbitrary: url }, { weight: 1, arbitrary: anyText });
    const property = fc.property(any, fc.boolean(), (text, parsed) => {
      const given = URL.canParse(text) ? new URL(text) : null;
      const good = given !== null && ["http:", "https:"].includes(given.protocol) &&
        given.username === "" && given.password === "" && !/[?#]/.test(given.href);
      const before = given?.href;
      const target = Object.freeze({ baseUrl: parsed ? given ?? text : text });
      const input = { messagingServiceSid: MG, sid: XE };
      const request = build(fetchChannelSender, input, good ? [] : ["target.baseUrl"], target);
      must(given?.href === before, "the URL as it was");
      seen[request ? "built" : "refused"]++;
      if (!request) return;
      const { origin, pathname } = given!;
      const [prefix = ""] = /^.*[^/]/.exec(pathname) ?? [];
      must(request.url === origin + prefix + path, `${request.url} is ${origin}${prefix}${path}`);
    });
    await fc.assert(property, { numRuns: CASES / 4 });
    expect(Math.min(seen.built, seen.refused)).toBeGreaterThan(CASES / 80);
  }, TIMEOUT);
});

describe("any sandbox", () => {
  test("what it holds is what a listing gives", async () => {
    const arbitrary = fc.record({
      senders: fc.uniqueArray(fc.nat(999), { maxLength: 40 }),
      pageSize: fc.option(fc.integer({ min: 1, max: 45 }), { nil: undefined }),
      limit: fc.option(fc.integer({ min: 1, max: 45 }), { nil: undefined }),
      byPage: fc.boolean(),
    });
    const property = fc.asyncProperty(arbitrary, async ({ senders, byPage, ...input }) => {
      const channelSenders = senders.map((number) => ({
        sid: sender(number),
        sender: `rcs:agent_${number}`,
      }));
      const services = [{ sid: MG, channelSenders: senders.map(sender) }];
      const account = { accountSid: AC, authToken: "token", channelSenders, services };
      const { fetch } = createSandbox(freeze({ accounts: [account] }));
      const headers = { authorization: `Basic ${btoa(`${AC}:token`)}` };
      const { list } = plain((request) => fetch(new Request(request, { headers }))).channelSenders;
      const listing = list(freeze({ ...service, ...input }));
      const listed = await collect(byPage ? listing.pages() : listing);
      must(listed.join() === senders.slice(0, input.limit).join(), `listed ${listed}`);
    });
    await fc.assert(property, { numRuns: CASES / 100 });
  }, TIMEOUT);
});
