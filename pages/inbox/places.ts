/** What the page shows, as it stands behind `#` in its address: `conversations?customer=…`. */
export interface Place {
  readonly view: string;
  readonly query: URLSearchParams;
}

/** The place in an address. */
export function placeOf(hash: string): Place {
  const [view = "", search = ""] = hash.replace(/^#\/?/, "").split("?");
  return { view: view || "conversations", query: new URLSearchParams(search) };
}

/** The link to a place: what is `null` is left out. */
export function link(view: string, query: Readonly<Record<string, string | null>> = {}): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== null);
  const search = new URLSearchParams(given).toString();
  return `#/${view}${search === "" ? "" : `?${search}`}`;
}

/** What a view is, to the page that shows it. */
export interface View {
  readonly title: string;
  /** Gets what it shows, and says how: `again` shows it anew. */
  show(query: URLSearchParams, again: () => Promise<void>): Promise<unknown>;
}
