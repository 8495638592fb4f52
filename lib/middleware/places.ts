import { startTimer } from "../call/wait.ts";
import { checkInput } from "../wire/input.ts";

/** A place among the calls in flight. */
export interface Place {
  /** When it is taken back unless it was given back, by the monotonic clock in milliseconds. */
  until: number;
  /** Whether the call that had it before was given up. */
  readonly afterAbort: boolean;
}

/** The places among the calls in flight, and the queue for them. */
export interface Places {
  /** How many are taken. */
  readonly taken: () => number;
  /** A place, if one is free at once; otherwise `null`. */
  readonly takeFree: () => Place | null;
  /**
   * A place, when its turn has come.
   *
   * @throws {TwilioInputError} when the queue is full
   * @throws the signal's reason
   */
  readonly wait: (signal: AbortSignal) => Promise<Place>;
  /** Whether a place is still its holder's, and was not taken back. */
  readonly holds: (place: Place) => boolean;
  /**
   * Gives a place back, if it was not taken back, to those who wait.
   *
   * @param hasAborted whether its call was given up, as others may be in the same moment
   */
  readonly giveBack: (place: Place, hasAborted: boolean) => void;
}

/**
 * Who was given a place has to take it up within this time, or it is taken back. Those who wait look
 * for such places as often, each by a timer of its own: in a Worker a timer ends with the request that
 * set it.
 */
const claimMs = 5_000;
/** The first of those who wait look out, and of those behind them one in so many: timers stay few. */
const lookouts = 100;
const stride = 10;

/**
 * Places for as many calls as a limit allows, in the order in which they come.
 *
 * @param limit how many there are at the moment
 * @param queue how many calls may wait for one
 * @param lease how long a call may keep its place, in milliseconds
 */
export function places(limit: () => number, queue: number, lease: number): Places {
  const taken = new Set<Place>();
  // By ticket, in order of arrival: the oldest is found, and any removed, at once.
  const waiting = new Map<number, (place: Place) => void>();
  let issued = 0;
  let called = 0;

  function take(ms: number, afterAbort: boolean): Place {
    const place = { until: performance.now() + ms, afterAbort };
    taken.add(place);
    return place;
  }

  /** Gives free places to those who wait; tickets of those who left are skipped. */
  function callNext(afterAbort: boolean): void {
    while (waiting.size > 0 && taken.size < limit()) {
      called++;
      const start = waiting.get(called);
      if (start === undefined) continue;
      waiting.delete(called);
      start(take(Math.min(claimMs, lease), afterAbort));
    }
  }

  /** Takes places back from calls that never ended, and gives away what is free. */
  function takeBack(afterAbort: boolean): void {
    const now = performance.now();
    for (const place of taken) {
      if (place.until <= now) taken.delete(place);
    }
    callNext(afterAbort);
  }

  function takeFree(): Place | null {
    if (taken.size >= limit()) takeBack(false);
    return taken.size < limit() ? take(lease, false) : null;
  }

  async function wait(signal: AbortSignal): Promise<Place> {
    checkInput(waiting.size < queue, "queue", `at most ${queue} calls waiting`, "one more");
    issued++;
    const ticket = issued;
    const looksOut = waiting.size < lookouts || ticket % stride === 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lookOut = () => {
      timer = startTimer(() => {
        takeBack(false);
        if (waiting.has(ticket)) lookOut();
      }, Math.min(claimMs, lease));
    };
    let leave = () => {};
    try {
      const place = await new Promise<Place>((resolve, reject) => {
        leave = () => {
          waiting.delete(ticket);
          reject(signal.reason);
        };
        signal.addEventListener("abort", leave);
        if (looksOut) lookOut();
        waiting.set(ticket, resolve);
      });
      // What gave up the call before it, such as a deadline that many have, may be about to give up this
      // one: its own timer comes first.
      if (place.afterAbort) await new Promise<void>((resolve) => startTimer(resolve, 0));
      place.until = performance.now() + lease;
      return place;
    } finally {
      signal.removeEventListener("abort", leave);
      clearTimeout(timer);
    }
  }

  function giveBack(place: Place, hasAborted: boolean): void {
    taken.delete(place);
    if (waiting.size > 0) takeBack(hasAborted);
  }

  return {
    taken: () => taken.size,
    takeFree,
    wait,
    holds: (place) => taken.has(place),
    giveBack,
  };
}
