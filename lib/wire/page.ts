import { match } from "./input.ts";
import { demand, record, text, type Wire } from "./answer.ts";
import type { Metadata } from "../types.ts";

/** Where a page is, as the API says it. Spread it into the input of the next request. */
export interface PageCursor {
  /** Zero-based number of the page; Twilio calls it client state. */
  readonly page?: string | number | undefined;
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
  /** URL, status, headers and request id of the response that brought the page. */
  readonly metadata: Metadata;
}

// Printable ASCII.
const token = /^[ -~]+$/;

/** The query of a list request. */
export function pageQuery(input: PageInput): string {
  // Twilio's names are those of the fields with a capital P.
  const add = (field: keyof PageInput, pattern: RegExp, expected: string) =>
    input[field] == null
      ? ""
      : `&P${field.slice(1)}=${encodeURIComponent(match(input, field, pattern, expected))}`;
  const query = add("pageSize", /^(1000|[1-9]\d?\d?)$/, "1 to 1000") +
    add("page", token, "a token") +
    add("pageToken", token, "a token");
  return query.replace("&", "?");
}

// The URL itself is never followed: whoever writes it would choose where our credentials go.
function cursor(meta: Wire, key: string): PageCursor | null {
  const url = text(meta, key);
  if (url === null) return null;
  const { PageToken, Page } = Object.fromEntries(new URLSearchParams(url.replace(/[^?]*/, "")));
  demand(token.test(Page ?? "0") && token.test(PageToken ?? Page ?? ""), key);
  return { page: Page, pageToken: PageToken };
}

/** Reads a page out of the body of a list response; `key` names the array of items. */
export function toPage<Item>(
  body: unknown,
  key: string,
  toItem: (item: unknown) => Item,
  metadata: () => Metadata,
): Page<Item> {
  const { meta, [key]: items } = Object(body);
  demand(Array.isArray(items), key);
  const wire = record(meta, "next_page_url");
  return {
    items: items.map(toItem),
    metadata: metadata(),
    next: cursor(wire, "next_page_url"),
    previous: cursor(wire, "previous_page_url"),
  };
}
