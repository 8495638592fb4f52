import { type Answer, invalid, invalidToken, pageTooLarge } from "./answers.ts";
import type { Collection, Cursor } from "./collection.ts";

/** What a page size above 1000 meets: it is lowered to 1000, or refused with 400 and 20007. */
export type PageSizeAboveMaximum = "clamp" | "refuse";

/**
 * The answer to a list request. Default and maximum page size are those of the official document;
 * the order of the query, and which URLs have a token, those of a recorded page of
 * messaging.twilio.com/v1/Services. A page number alone selects nothing: the document calls it
 * client state. Refusing sizes below 1 and malformed numbers is inferred.
 *
 * @param url the absolute URL of the list, without a query
 * @param key the member of the answer that holds the items
 * @param toWire puts an item into its form on the wire
 */
export function listAnswer<Item>(
  list: Collection<Item>,
  query: URLSearchParams,
  aboveMaximum: PageSizeAboveMaximum,
  url: string,
  key: string,
  toWire: (item: Item) => object,
): Answer {
  const asked = wholeNumber(query.get("PageSize") ?? "50");
  if (!asked) return invalid("PageSize");
  if (asked > 1000 && aboveMaximum === "refuse") return pageTooLarge();
  const size = Math.min(asked, 1000);

  const page = wholeNumber(query.get("Page") ?? "0");
  if (page === null || page > 0x7fff_ffff) return invalid("Page");

  const token = query.get("PageToken");
  const slice = list.slice(token, size);
  if (!slice) return invalidToken();

  const pageUrl = (page: number, cursor: Cursor | null) => {
    if (!cursor) return null;
    const suffix = cursor.token === null ? "" : `&PageToken=${encodeURIComponent(cursor.token)}`;
    return `${url}?PageSize=${size}&Page=${page}${suffix}`;
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

function wholeNumber(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : null;
}
