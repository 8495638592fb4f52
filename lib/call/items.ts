/** Items that come one after the other: iterate them. Every iteration begins anew. */
export interface Items<Item> extends AsyncIterable<Item> {
  /** All items at once. Mind the `limit`: they are all in memory. */
  toArray(): Promise<Item[]>;
  /**
   * Items have no number before they are read: `(await items.toArray()).length`.
   *
   * @throws {TypeError} always, so that nobody takes `undefined` for one
   */
  readonly length: never;
}

/** The items that a generator gives. */
export function itemsOf<Item>(iterate: () => AsyncGenerator<Item, void, undefined>): Items<Item> {
  const items: Items<Item> = {
    [Symbol.asyncIterator]: iterate,
    async toArray() {
      const all: Item[] = [];
      for await (const item of iterate()) all.push(item);
      return all;
    },
    get length(): never {
      throw new TypeError("a listing has no length: use (await listing.toArray()).length");
    },
  };
  // Neither a copy nor JSON shall ask for it.
  return Object.defineProperty(items, "length", { enumerable: false });
}
