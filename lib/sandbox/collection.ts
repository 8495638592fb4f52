/** One page of a collection, and where its neighbours start. */
export interface Slice<Item> {
  /** The items of the page, oldest first. */
  readonly items: Item[];
  /** How to ask for the next page; `null` on the last. */
  readonly next: Cursor | null;
  /** How to ask for the previous page; `null` on the first. */
  readonly previous: Cursor | null;
}

/** Which page: the one that a token names, or the first where there is none. */
export interface Cursor {
  /** A token that {@linkcode Collection.slice} made. */
  readonly token: string | null;
}

/** Things by their SID, in the order in which they were added, and in pages that hold still. */
export interface Collection<Item> {
  /** The thing that has this SID, if it is there. */
  get(sid: string): Item | undefined;
  /** Adds a thing at the end. Its SID must not be there. */
  add(sid: string, item: Item): void;
  /** Removes a thing; says whether it was there. */
  remove(sid: string): boolean;
  /** One page of at most `size` things; `null` when the token is none that this collection made. */
  slice(token: string | null, size: number): Slice<Item> | null;
}

interface Entry<Item> {
  readonly item: Item;
  /** Grows with each thing added, and is never used again: what a token stands for. */
  readonly place: number;
  /** The token of the page that starts after this entry. */
  readonly after: string;
  removed: boolean;
}

// Recorded tokens of messaging.twilio.com are "PT" and a SID, for the next and for the previous
// page alike, and those of Twilio's Accounts list say their direction. Ours are "PT" and the last
// SID of the page before, or "PT", the first SID of the page after, and "-" to go back from there.
// A thing that came back after it was removed has ".2" (".3", …), for it has another place now.
const tokens = /^PT([A-Z]{2}[\da-fA-F]{32})(?:\.([2-9]|[1-9]\d+))?(-)?$/;

/**
 * Makes an empty collection. A token stands for a place between two things, which outlives them:
 * whatever is added and removed between two pages, forwards or backwards, what stays is listed once.
 */
export function collection<Item>(): Collection<Item> {
  let entries: Entry<Item>[] = []; // in ascending order of place
  const bySid = new Map<string, Entry<Item>>();
  const past = new Map<string, number[]>(); // the former places of what was removed
  let places = 0;

  /** The index of the first entry that has this place or a later one. */
  const indexOf = (place: number): number => {
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (entries[middle]!.place < place) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  /** Up to `count` entries that are still there, from an index on, upwards or downwards. */
  const take = (index: number, count: number, step: 1 | -1): Entry<Item>[] => {
    const found: Entry<Item>[] = [];
    for (let i = index; entries[i] && found.length < count; i += step) {
      if (!entries[i]!.removed) found.push(entries[i]!);
    }
    return found;
  };

  /** The place that a token stands for: the page starts there, or ends before it. */
  const read = (token: string): { place: number; back: boolean } | null => {
    const [, sid = "", nth = "1", back] = tokens.exec(token) ?? [];
    const former = past.get(sid) ?? [];
    const index = Number(nth) - 1;
    const place = index === former.length ? bySid.get(sid)?.place : former[index];
    return place === undefined ? null : { place: back ? place : place + 1, back: !!back };
  };

  return {
    get: (sid) => bySid.get(sid)?.item,

    add(sid, item) {
      const before = past.get(sid)?.length;
      const after = `PT${sid}${before ? `.${before + 1}` : ""}`;
      const entry = { item, place: places++, after, removed: false };
      entries.push(entry);
      bySid.set(sid, entry);
    },

    remove(sid) {
      const entry = bySid.get(sid);
      if (!entry) return false;
      entry.removed = true;
      past.set(sid, past.get(sid) ?? []).get(sid)!.push(entry.place);
      bySid.delete(sid);
      // Not one by one, which would move all later entries each time.
      if (entries.length > 2 * bySid.size) entries = entries.filter(({ removed }) => !removed);
      return true;
    },

    slice(token, size) {
      const start = token === null ? { place: 0, back: false } : read(token);
      if (!start) return null;
      const index = indexOf(start.place);
      const page = start.back ? take(index - 1, size, -1).reverse() : take(index, size, 1);
      const [first, last] = [page[0], page.at(-1)];
      const before = first ? take(indexOf(first.place) - 1, 1, -1) : take(index - 1, size + 1, -1);
      const [after] = take(last ? indexOf(last.place) + 1 : index, 1, 1);
      return {
        items: page.map(({ item }) => item),
        // Where removals have emptied the page, its neighbours are told by their own start: nothing
        // is before the next page, which is the first, or before the previous one but `before[size]`.
        next: after ? { token: last?.after ?? null } : null,
        previous: before.length
          ? { token: first ? `${first.after}-` : before[size]?.after ?? null }
          : null,
      };
    },
  };
}
