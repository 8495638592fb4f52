/** How many calls may be in flight, as their answers have shown so far. */
export interface AdaptiveLimit {
  /** The limit of this moment. */
  readonly current: () => number;
  /** How often it was lowered. */
  readonly refusals: () => number;
  /** Tells of a call that was refused while so many were in flight, itself included. */
  readonly refused: (inFlight: number) => void;
  /** Tells of a call that was served while so many were in flight, itself included. */
  readonly succeeded: (inFlight: number) => void;
}

// How many successes it takes before the level that was refused last is tried again: so many at first,
// twice as many each time that it is refused again, and at most so many.
const firstPatience = 64;
const lastPatience = 1024;

/**
 * A limit that grows while all goes well and is halved by a refusal. It knows neither a clock nor a
 * queue: only answers move it.
 *
 * @param first where it starts
 * @param max what it never exceeds
 */
export function adaptiveLimit(first: number, max: number): AdaptiveLimit {
  let limit = first;
  let known = first; // the highest limit that was fine, by the last refusal
  let patience = 0; // successes that a limit above `known` takes, at least
  let successes = 0; // at the present limit
  let refusals = 0; // that lowered the limit

  function refused(inFlight: number): void {
    refusals++;
    successes = 0;
    // Far below what was fine, a refusal is news of another server, not a try that failed.
    const wasTried = inFlight > (known + 1) / 2;
    patience = wasTried
      ? Math.min(Math.max(patience * 4, firstPatience), lastPatience)
      : firstPatience;
    known = Math.max(1, inFlight - 1);
    limit = Math.max(1, Math.floor(inFlight / 2));
  }

  function succeeded(inFlight: number): void {
    if (inFlight < limit || limit === max) return; // it is not made full use of, or can't grow
    const needed = limit < known ? 1 : Math.max(limit, patience);
    successes++;
    if (successes < needed) return;
    successes = 0;
    limit++;
    if (limit > known) patience /= 2; // a refusal makes it the double of what it was
  }

  return { current: () => limit, refusals: () => refusals, refused, succeeded };
}
