/** The former places of things that were removed from a collection, by their SIDs. */
export interface Past {
  /** Adds the place of a thing that has just been removed. */
  add(sid: string, place: number): void;
  /** How many times a thing was removed. */
  timesOf(sid: string): number;
  /** Where a thing was the `nth` time, unless that is forgotten. */
  placeOf(sid: string, nth: number): number | undefined;
  /** Forgets what was removed first, of which so much stays; `isThere` says what has come back. */
  forget(most: number, isThere: (sid: string) => boolean): void;
  /** All that is not forgotten. */
  places(): Iterable<{ readonly sid: string; readonly place: number }>;
}

interface Former {
  readonly places: number[];
  /** How many places before these are forgotten. */
  forgotten: number;
}

/** Makes a past in which nothing was. */
export function createPast(): Past {
  const bySid = new Map<string, Former>();
  let removals: string[] = []; // in their order
  let first = 0; // no removal before this one is remembered

  function forgetOne(sid: string, isThere: boolean): void {
    const former = bySid.get(sid)!;
    former.places.shift();
    former.forgotten++;
    if (former.places.length === 0 && !isThere) bySid.delete(sid);
  }

  return {
    add(sid, place) {
      const former = bySid.get(sid);
      if (former) former.places.push(place);
      else bySid.set(sid, { places: [place], forgotten: 0 });
      removals.push(sid);
    },

    timesOf(sid) {
      const former = bySid.get(sid);
      return former ? former.forgotten + former.places.length : 0;
    },

    placeOf(sid, nth) {
      const former = bySid.get(sid);
      return former?.places[nth - 1 - former.forgotten];
    },

    forget(most, isThere) {
      while (removals.length - first > most) {
        const sid = removals[first++]!;
        forgetOne(sid, isThere(sid));
      }
      // Not one by one, which would move all the others each time.
      if (first > 1000 && 2 * first > removals.length) {
        removals = removals.slice(first);
        first = 0;
      }
    },

    *places() {
      for (const [sid, { places }] of bySid) for (const place of places) yield { sid, place };
    },
  };
}
