import { type Answer, invalid, invalidToken, pageTooLarge } from "./answers.ts";
import type { Unknowns } from "../unknowns.ts";
import type { Collection, Cursor } from "../state/collection.ts";

const MAXIMUM = 1000;
const DEFAULT = 50;

/** Which page a list request asks for. */
export interface AskedPage {
  readonly size: number;
  readonly page: number;
  readonly token: string | null;
}

/** Which items a list is of. */
export interface ListFilter<Item> {
  /** What the query of its pages says of that, such as `IsoCountryCode=US`. */
  readonly query: string;
  readonly matches: (item: Item) => boolean;
  /** Whether the query of the pages ends with it, as that of the senders of an account does. */
  readonly isLast?: boolean;
  /** How many items a page has where nobody says. Default 50. */
  readonly pageSize?: number;
}

/**
 * The answer to a list request. Default and maximum page size are documented; the order of the
 * query, and which URLs have a token, are those of a recorded page of
 * messaging.twilio.com/v1/Services. A page number alone selects nothing: the document calls it
 * client state. What sizes out of range meet is unknown, and so a choice; that malformed numbers are
 * refused is inferred.
 *
 * @param search the query, from its `?` on
 * @param url the absolute URL of the list, without a query
 * @param key the member of the answer that holds the items
 * @param toWire puts an item into its form on the wire
 * @param only which items, and what the URLs of the pages say of that. Default: all.
 */
export function listAnswer<Item>(
  list: Collection<Item>,
  search: string,
  unknowns: Unknowns,
  url: string,
  key: string,
  toWire: (item: Item) => object,
  only: ListFilter<Item> | null = null,
): Answer {
  const asked = readPlace(search, unknowns, only?.pageSize);
  if ("status" in asked) return asked;
  const { size, page, token } = asked;
  const slice = list.slice(token, size, unknowns.listOrder === "newest", only?.matches);
  if (!slice) return invalidToken();

  const [first, last] = only?.isLast ? ["", `&${only.query}`] : [only ? `${only.query}&` : "", ""];
  const pageUrl = (page: number, cursor: Cursor | null) => {
    if (!cursor) return null;
    const suffix = cursor.token === null ? "" : `&PageToken=${encodeURIComponent(cursor.token)}`;
    return `${url}?${first}PageSize=${size}&Page=${page}${suffix}${last}`;
  };
  const meta = {
    page,
    page_size: size,
    first_page_url: pageUrl(0, { token: null }),
    previous_page_url: pageUrl(Math.max(0, page - 1), slice.previous),
    url: pageUrl(page, { token }),
    next_page_url: pageUrl(page + 1, slice.next),
    key,
  };
  return { status: 200, body: { meta, [key]: slice.items.map(toWire) } };
}

/**
 * Which page a query asks for, or the refusal of it.
 *
 * @param usual the size of a page where the query has none
 */
export function readPlace(
  search: string,
  unknowns: Unknowns,
  usual: number = DEFAULT,
): AskedPage | Answer {
  const query = new URLSearchParams(search);
  const asked = wholeNumber(query.get("PageSize") ?? `${usual}`);
  if (asked === null) return invalid("PageSize");
  let size = Math.min(asked, MAXIMUM);
  if (asked > MAXIMUM && unknowns.pageSizeAboveMaximum !== "clamp") {
    return unknowns.pageSizeAboveMaximum === "refuse" ? pageTooLarge() : invalid("PageSize");
  }
  if (asked < 1) {
    if (unknowns.pageSizeBelowMinimum === "refuse") return invalid("PageSize");
    size = unknowns.pageSizeBelowMinimum === "clamp" ? 1 : usual;
  }
  const page = wholeNumber(query.get("Page") ?? "0");
  if (page === null || page < 0 || page > 0x7fff_ffff) return invalid("Page");
  return { size, page, token: query.get("PageToken") };
}

function wholeNumber(text: string): number | null {
  return /^-?\d+$/.test(text) ? Number(text) : null;
}
