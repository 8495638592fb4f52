import { check, integer } from "./checks.ts";
import { demand, record, text, type Wire } from "./fields.ts";

/** Where a page is, as the API says it. Spread it into the input of the next request. */
export interface PageCursor {
  /** Zero-based number of the page; Twilio calls it client state. */
  readonly page?: number | undefined;
  /** Opaque token of the page: all that it takes to resume a listing there. */
  readonly pageToken?: string | undefined;
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
}

/** The query of a list request. */
export function pageQuery(input: PageInput): string {
  const { pageToken } = input;
  check(/^(?!http)./.test(pageToken ?? "none"), "pageToken", "a token, not a URL");
  const add = (name: string, value: string | number | undefined) =>
    value == null ? "" : `&${name}=${encodeURIComponent(value)}`;
  const query = add("PageSize", integer(input, "pageSize", 1, 1000)) +
    add("Page", integer(input, "page", 0, Infinity)) +
    add("PageToken", pageToken);
  return query.replace("&", "?");
}

/** Reads a page out of the body of a list response; `key` names the array of items. */
export function toPage<Item>(
  body: unknown,
  key: string,
  toItem: (item: unknown) => Item,
): Page<Item> {
  const { [key]: items, meta } = record(body, key);
  demand(Array.isArray(items), key);
  const wire = record(meta, "next_page_url");
  return {
    items: items.map(toItem),
    next: cursor(wire, "next_page_url"),
    previous: cursor(wire, "previous_page_url"),
  };
}

// The URL itself is never followed: whoever writes it would choose where our credentials go.
function cursor(meta: Wire, key: string): PageCursor | null {
  const url = text(meta, key);
  if (url === null) return null;
  const page = /[?&]Page=(\d+)/.exec(url)?.[1];
  const pageToken = /[?&]PageToken=([^&#]+)/.exec(url)?.[1];
  demand(page ?? pageToken, key);
  return {
    page: page ? Number(page) : undefined,
    pageToken: pageToken && decodeURIComponent(pageToken),
  };
}
