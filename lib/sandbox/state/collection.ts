import { createPast } from "./past.ts";

/** One page of a collection, and where its neighbours start. */
export interface Slice<Item> {
  /** The items of the page. */
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
  /** How many things are there. */
  readonly size: number;
  /** The thing that has this SID, if it is there. */
  get(sid: string): Item | undefined;
  /** Adds a thing at the end. Its SID must not be there. */
  add(sid: string, item: Item): void;
  /** Adds the place of a thing that was here once: the tokens that name it are good. */
  addRemoved(sid: string): void;
  /** Removes a thing; says whether it was there. */
  remove(sid: string): boolean;
  /** Removes the oldest things, of which so many stay; gives those that went. */
  letGo(most: number): Item[];
  /**
   * Forgets the places of what was removed first, of which so many stay. A token that names one that is
   * forgotten is good no more.
   */
  forgetPlaces(most: number): void;
  /**
   * One page of at most `size` things; `null` when the token is none that this collection made.
   *
   * @param matches which things are counted. Default: all.
   */
  slice(
    token: string | null,
    size: number,
    newestFirst?: boolean,
    matches?: (item: Item) => boolean,
  ): Slice<Item> | null;
  /** All places in their order, each with the thing that is there, if it still is. */
  places(): { readonly sid: string; readonly item: Item | null }[];
}

interface Entry<Item> {
  readonly sid: string;
  readonly item: Item;
  /** Grows with each thing added, and is never used again: what a token stands for. */
  readonly place: number;
  /** How many times the SID has been added, this time included. */
  readonly nth: number;
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
  const past = createPast();
  let nextPlace = 0;
  let oldest = 0; // no entry before this one is there

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
  const takeOf = (
    matches: (item: Item) => boolean,
    index: number,
    count: number,
    step: number,
  ): Entry<Item>[] => {
    const found: Entry<Item>[] = [];
    for (let i = index; i >= 0 && i < entries.length && found.length < count; i += step) {
      const entry = entries[i]!;
      if (!entry.removed && matches(entry.item)) found.push(entry);
    }
    return found;
  };

  /** The place that a token stands for: the page starts after it, or ends before it. */
  const read = (token: string): { place: number; back: boolean } | null => {
    const [, sid = "", nth = "1", back] = tokens.exec(token) ?? [];
    const place = Number(nth) === past.timesOf(sid) + 1
      ? bySid.get(sid)?.place
      : past.placeOf(sid, Number(nth));
    return place === undefined ? null : { place, back: !!back };
  };

  /** The index that a page starts at which goes on from a token, or from the first thing. */
  const startOf = (start: { place: number; back: boolean } | null, newestFirst: boolean) => {
    if (!start) return newestFirst ? entries.length - 1 : 0;
    return indexOf(start.place + Number(start.back === newestFirst)) - Number(newestFirst);
  };

  /** The token of the page that starts after an entry. */
  const tokenOf = ({ sid, nth }: Entry<Item>) => `PT${sid}${nth > 1 ? `.${nth}` : ""}`;

  /** The token of the page before an entry; where there is none, of that which starts after another. */
  const backFrom = (first: Entry<Item> | undefined, start: Entry<Item> | undefined) => {
    if (first) return `${tokenOf(first)}-`;
    return start ? tokenOf(start) : null;
  };

  const remove = (sid: string): boolean => {
    const entry = bySid.get(sid);
    if (!entry) return false;
    entry.removed = true;
    past.add(sid, entry.place);
    bySid.delete(sid);
    // Not one by one, which would move all later entries each time.
    if (entries.length > 2 * bySid.size) {
      entries = entries.filter(({ removed }) => !removed);
      oldest = 0;
    }
    return true;
  };

  return {
    get size() {
      return bySid.size;
    },

    get: (sid) => bySid.get(sid)?.item,

    add(sid, item) {
      const nth = past.timesOf(sid) + 1;
      const entry = { sid, item, place: nextPlace++, nth, removed: false };
      entries.push(entry);
      bySid.set(sid, entry);
    },

    addRemoved: (sid) => past.add(sid, nextPlace++),

    remove: (sid) => remove(sid),

    letGo(most) {
      const gone: Item[] = [];
      while (bySid.size > most) {
        while (entries[oldest]!.removed) oldest++;
        const { sid, item } = entries[oldest]!;
        remove(sid);
        gone.push(item);
      }
      return gone;
    },

    forgetPlaces: (most) => past.forget(most, (sid) => bySid.has(sid)),

    slice(token, size, newestFirst = false, matches = () => true) {
      const take = takeOf.bind(null, matches);
      const step = newestFirst ? -1 : 1;
      const start = token === null ? null : read(token);
      if (token !== null && !start) return null;
      // A page lies on either side of a gap: `ahead` of it, or `behind` it to go back.
      const ahead = startOf(start, newestFirst);
      const behind = ahead - step;
      const page = start?.back ? take(behind, size, -step).reverse() : take(ahead, size, step);
      const [first, last] = [page[0], page.at(-1)];
      const before = first
        ? take(indexOf(first.place) - step, 1, -step)
        : take(behind, size + 1, -step);
      const [after] = take(last ? indexOf(last.place) + step : ahead, 1, step);
      return {
        items: page.map(({ item }) => item),
        // Where removals have emptied the page, its neighbours are told by their own start: nothing
        // is before the next page, which is the first, or before the previous one but `before[size]`.
        next: after ? { token: last ? tokenOf(last) : null } : null,
        previous: before.length ? { token: backFrom(first, before[size]) } : null,
      };
    },

    places() {
      const all: { sid: string; item: Item | null; place: number }[] = [];
      for (const { sid, place } of past.places()) all.push({ sid, item: null, place });
      bySid.forEach(({ sid, item, place }) => all.push({ sid, item, place }));
      return all.sort((one, other) => one.place - other.place);
    },
  };
}
