/** What a run finds out, and the statistics of it. */

/** A median and the quartiles around it. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** A cell of a table, whose rows are peers. */
export interface Figure {
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly unit: string;
  /** The figure itself; left out where there is none, and `note` says why. */
  readonly value?: Spread;
  /** To bare in the same round: the median and quartiles of the rounds' ratios. */
  readonly ratio?: Spread;
  readonly note?: string;
}

/** How much to do: all, or as little as shows that it works. */
export interface Settings {
  readonly quick: boolean;
}

/** A part of the benchmark. */
export interface Part {
  /** What it measures, and how: the text above its tables. */
  readonly about: string;
  readonly run: (settings: Settings) => Promise<Figure[]>;
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => {
    const index = share * (sorted.length - 1);
    const below = sorted[Math.floor(index)] ?? NaN;
    const value = below + (sorted[Math.ceil(index)]! - below) * (index % 1);
    return Number(value.toPrecision(5));
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

export const exactly = (value: number): Spread => ({ median: value, low: value, high: value });

/** What each peer took in each round, for one column of a table. */
export type Samples = Map<string, number[]>;

/** No samples yet, with the rows in their order. */
export function samplesOf(peers: readonly { readonly name: string }[]): Samples {
  return new Map(peers.map(({ name }) => [name, []]));
}

/** The column as figures, with ratios to the row `base` within each round where there is one. */
export function column(
  { table, column, unit }: Pick<Figure, "table" | "column" | "unit">,
  samples: Samples,
  base?: string,
): Figure[] {
  const bases = base === undefined ? undefined : samples.get(base);
  return [...samples].filter(([, values]) => values.length > 0).map(([row, values]) => ({
    table,
    row,
    column,
    unit,
    value: spread(values),
    ...bases && { ratio: spread(values.map((value, round) => value / bases[round]!)) },
  }));
}

/** The same items in another order each round, and the same orders each run. */
export function shuffled<Item>(items: readonly Item[], round: number): Item[] {
  let seed = round * 2654435761 + 1;
  const random = () => {
    seed = Math.imul(seed ^ (seed >>> 15), 2246822507) + 0x6d2b79f5 | 0;
    return (seed >>> 0) / 2 ** 32;
  };
  return items.map((item) => ({ item, key: random() })).sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
