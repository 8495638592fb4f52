/** Does work by turns: so much of it at once for each key, and none waits for that of another. */
export type Lanes = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

interface Lane {
  running: number;
  readonly waiting: (() => void)[];
}

/** Makes lanes that have so much under way at once, each. */
export function createLanes(atOnce: number): Lanes {
  const lanes = new Map<string, Lane>();
  return async (key, work) => {
    const lane = lanes.get(key) ?? { running: 0, waiting: [] };
    lanes.set(key, lane);
    if (lane.running < atOnce) lane.running++;
    else await new Promise<void>((resolve) => lane.waiting.push(resolve)); // the turn of who is done
    try {
      return await work();
    } finally {
      const next = lane.waiting.shift();
      if (next) next();
      else if (--lane.running === 0) lanes.delete(key);
    }
  };
}
