import type { Metadata } from "../types.ts";
import { asText, expectAnswer, objectWith, UnexpectedAnswer, type Wire, within } from "./answer.ts";
import { isGiven, textOf, wholeNumberOf } from "./input.ts";

/** Where a page is, as the API says it. Spread it into the input of the next request. */
export interface PageCursor {
  /** Zero-based number of the page; Twilio calls it client state. */
  readonly page?: string | number | undefined;
  /** Opaque token of the page: all that it takes to resume a listing there. */
  readonly pageToken?: string | undefined;
  /**
   * How many items of the page were given already, where a listing's `limit` cut it: a listing that
   * resumes there leaves them out.
   */
  readonly skip?: number | undefined;
  /** The SID of the last of these, by which the place is found again where the list has changed. */
  readonly after?: string | undefined;
}

/** Which page to ask for. */
export interface PageInput extends PageCursor {
  /** Items on a page, 1 to 1000. Twilio's default is 50. */
  readonly pageSize?: number | undefined;
}

/** One page of a list. */
export interface Page<Item> {
  /** The items, in Twilio's order. */
  readonly items: Item[];
  /** Where the next page is; `null` on the last. */
  readonly next: PageCursor | null;
  /** Where the previous page is; `null` on the first. */
  readonly previous: PageCursor | null;
  /** URL, status, headers and request id of the response that brought the page. */
  readonly metadata: Metadata;
}

const printable = /^[ -~]+$/;

/**
 * The query of a list request.
 *
 * @param filters what else it says, by the names on the wire; it comes first, as in Twilio's own URLs
 * @throws {TwilioInputError} where a field is unusable
 *
 * @example
 * ```ts
 * import { pageQuery } from "@senderpool/twilio";
 *
 * console.log(pageQuery({ pageSize: 50, page: "1", pageToken: "PT1" }, { Channel: "whatsapp" }));
 * // ?Channel=whatsapp&PageSize=50&Page=1&PageToken=PT1
 * ```
 */
export function pageQuery(
  input: PageInput = {},
  filters?: Readonly<Record<string, string>>,
): string {
  const { pageSize, page, pageToken } = input;
  const query: string[] = [];
  const filter = filters === undefined ? "" : `${new URLSearchParams(filters)}`;
  if (filter !== "") query.push(filter);
  if (isGiven(pageSize)) query.push(`PageSize=${wholeNumberOf(input, "pageSize", 1, 1000)}`);
  if (typeof page === "number") query.push(`Page=${wholeNumberOf(input, "page", 0)}`);
  else if (isGiven(page)) query.push(`Page=${placeIn(input, "page")}`);
  if (isGiven(pageToken)) query.push(`PageToken=${placeIn(input, "pageToken")}`);
  return query.length === 0 ? "" : `?${query.join("&")}`;
}

function placeIn(input: PageInput, field: "page" | "pageToken"): string {
  return encodeURIComponent(textOf(input, field, printable, "what an earlier page gave"));
}

/** What the URL of a page says about where it is. */
function cursorIn(url: string): PageCursor {
  // The URL itself is never followed: whoever writes it would choose where our credentials go.
  const query = new URLSearchParams(url.replace(/^[^?]*/, ""));
  // An empty one says no more than none.
  return { page: query.get("Page") || undefined, pageToken: query.get("PageToken") || undefined };
}

function nextIn(meta: Wire, member: string): PageCursor | null {
  const url = asText(meta[member], member);
  if (!url) return null;
  const cursor = cursorIn(url);
  const { page = "", pageToken = "" } = cursor;
  if (!printable.test(`${page}${pageToken}`)) {
    const problem = "expected a URL with a Page or PageToken of printable ASCII, got one without";
    throw new UnexpectedAnswer(member, problem);
  }
  return cursor;
}

/**
 * Reads a page out of the body of a list response.
 *
 * @param body the body
 * @param key the name of its array of items
 * @param toItem reads an item
 * @param metadata what is known of the response
 * @throws {UnexpectedAnswer} which names the item at fault, and its member
 *
 * @example
 * ```ts
 * import { asText, objectWith, operation, toPage } from "@senderpool/twilio";
 *
 * const toBrand = (item: unknown) => ({ name: asText(objectWith(item, "name")["name"], "name") });
 * const listBrands = operation({
 *   method: "GET",
 *   url: () => "https://messaging.twilio.com/v1/Brands",
 *   read: (body, metadata) => toPage(body, "brands", toBrand, metadata),
 * });
 * const body = { brands: [{ name: "Shop" }], meta: { next_page_url: null } };
 * console.log((await listBrands.parse(Response.json(body))).items); // [{ name: "Shop" }]
 * ```
 */
export function toPage<Item>(
  body: unknown,
  key: string,
  toItem: (item: unknown) => Item,
  metadata: () => Metadata,
): Page<Item> {
  const wire = objectWith(body, key);
  return {
    ...neighboursInMeta(wire["meta"]),
    items: toItems(wire[key], key, toItem),
    metadata: metadata(),
  };
}

/**
 * Reads a page out of the body of a list response of the API of 2010, which says where its pages are
 * in the body itself, and by paths: `next_page_uri`.
 *
 * @param body the body
 * @param key the name of its array of items
 * @param toItem reads an item
 * @param metadata what is known of the response
 * @throws {UnexpectedAnswer} which names the item at fault, and its member
 * @see https://www.twilio.com/docs/usage/twilios-response#response-formats-list-paging-information
 *
 * @example
 * ```ts
 * import { asText, objectWith, operation, toUriPage } from "@senderpool/twilio";
 *
 * const toCall = (item: unknown) => ({ sid: asText(objectWith(item, "sid")["sid"], "sid") });
 * const listCalls = operation({
 *   method: "GET",
 *   url: () => "https://api.twilio.com/2010-04-01/Accounts/ACaaa/Calls.json",
 *   read: (body, metadata) => toUriPage(body, "calls", toCall, metadata),
 * });
 * const next_page_uri = "/2010-04-01/Accounts/ACaaa/Calls.json?Page=1&PageToken=PACA1";
 * const { next } = await listCalls.parse(Response.json({ calls: [], next_page_uri }));
 * console.log(next); // { page: "1", pageToken: "PACA1" }
 * ```
 */
export function toUriPage<Item>(
  body: unknown,
  key: string,
  toItem: (item: unknown) => Item,
  metadata: () => Metadata,
): Page<Item> {
  const wire = objectWith(objectWith(body, key), "next_page_uri");
  return {
    ...neighboursIn(wire, "uri"),
    items: toItems(wire[key], key, toItem),
    metadata: metadata(),
  };
}

function neighboursInMeta(meta: unknown): Pick<Page<unknown>, "next" | "previous"> {
  try {
    return neighboursIn(objectWith(meta, "next_page_url"), "url");
  } catch (thrown) {
    throw within("meta", thrown);
  }
}

/** Where the pages beside one are, which is told as URLs or by their paths. */
function neighboursIn(meta: Wire, by: "url" | "uri"): Pick<Page<unknown>, "next" | "previous"> {
  const member = `previous_page_${by}`;
  const previous = asText(meta[member], member);
  return {
    next: nextIn(meta, `next_page_${by}`),
    previous: previous ? cursorIn(previous) : null,
  };
}

function toItems<Item>(list: unknown, key: string, toItem: (item: unknown) => Item): Item[] {
  expectAnswer(Array.isArray(list), key, "a list", list);
  const items: Item[] = [];
  try {
    for (const item of list) items.push(toItem(item));
    return items;
  } catch (thrown) {
    throw within(`${key}[${items.length}]`, thrown);
  }
}
