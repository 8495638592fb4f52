/** Lists of the API of 2010. */
import type { Collection, Cursor } from "../state/collection.ts";
import type { Unknowns } from "../unknowns.ts";
import { type Answer, invalidToken } from "./answers.ts";
import { type ListFilter, readPlace } from "./paging.ts";

/** What a list of the API of 2010 is of. */
export interface UriList<Item> {
  readonly list: Pick<Collection<Item>, "slice">;
  /** The member of the answer that holds the items. */
  readonly key: string;
  readonly newestFirst: boolean;
  /** Puts an item into its form on the wire. */
  readonly toWire: (item: Item) => object;
  /** Which items. Default: all. */
  readonly only?: ListFilter<Item> | null;
}

/**
 * The answer to a list request of the API of 2010, which says in the body itself, and by paths, where
 * its pages are. Its members, their order and those of the query are those of Twilio's examples; so
 * are the letters of its tokens, `PA` for a next page and `PB` for a previous one, before a SID. `end`
 * of a list without items is `start`, as there.
 *
 * @param search the query, from its `?` on
 * @param path the path of the list
 */
export function uriListAnswer<Item>(
  { list, key, newestFirst, toWire, only = null }: UriList<Item>,
  search: string,
  unknowns: Unknowns,
  path: string,
): Answer {
  const asked = readPlace(search, unknowns);
  if ("status" in asked) return asked;
  const { size, page, token: given } = asked;
  const token = given === null ? null : fromWire(given);
  const slice = list.slice(token, size, newestFirst, only?.matches);
  if (!slice) return invalidToken();

  const filter = only?.query ? `${only.query}&` : "";
  const pageUri = (page: number, cursor: Cursor | null) => {
    if (!cursor) return null;
    const token = cursor.token === null ? "" : `&PageToken=${toWireToken(cursor.token)}`;
    return `${path}?${filter}PageSize=${size}&Page=${page}${token}`;
  };
  const items = slice.items.map(toWire);
  const start = page * size;
  const body = {
    end: start + Math.max(0, items.length - 1),
    first_page_uri: pageUri(0, { token: null }),
    next_page_uri: pageUri(page + 1, slice.next),
    page,
    page_size: size,
    previous_page_uri: pageUri(Math.max(0, page - 1), slice.previous),
    [key]: items,
    start,
    uri: pageUri(page, { token }),
  };
  return { status: 200, body };
}

/** A collection's own tokens start with `PT`, and those that go back end with `-`. */
function toWireToken(token: string): string {
  return token.endsWith("-") ? `PB${token.slice(2, -1)}` : `PA${token.slice(2)}`;
}

/** What is none becomes none of a collection's either. */
function fromWire(token: string): string {
  const rest = token.slice(2);
  if (token.startsWith("PA") && !rest.endsWith("-")) return `PT${rest}`;
  return token.startsWith("PB") ? `PT${rest}-` : "";
}
