/** A clock that can be put forward. */
export interface Clock {
  /** The time: the option `now` of a sandbox. */
  now(): Date;
  /** Puts it forward. */
  advance(milliseconds: number): void;
}

/** Makes a clock that goes with the system's. */
export function createClock(): Clock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    advance: (milliseconds) => void (ahead += milliseconds),
  };
}
