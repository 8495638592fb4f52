/** A clock that can be put forward. */
export interface Clock {
  /** The time: the option `now` of a sandbox. */
  now(): Date;
  /** Puts it forward. */
  advance(milliseconds: number): void;
}

/**
 * Makes a clock that goes with the system's.
 *
 * @example
 * ```ts
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 * import { createClock, withControl } from "@senderpool/twilio/sandbox/control";
 *
 * const clock = createClock();
 * const sandbox = createSandbox({ now: clock.now });
 * const fetch = withControl(sandbox, { clock }); // which may be put forward over HTTP
 * const body = JSON.stringify({ milliseconds: 3_600_000 });
 * const headers = { "content-type": "application/json" };
 * const url = "http://localhost/_sandbox/advance";
 * await fetch(new Request(url, { method: "POST", body, headers }));
 * console.log(clock.now().getTime() - Date.now() > 3_599_000); // true
 * ```
 */
export function createClock(): Clock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    advance: (milliseconds) => void (ahead += milliseconds),
  };
}
