import { checkNames, checkObject, checkValue } from "../wire/input.ts";
import { delayBefore, type Failure } from "./failure.ts";
import { tell } from "./hooks.ts";
import { checkTime } from "./clock.ts";
import { sleep } from "./wait.ts";

/** A repeat that is about to be made. */
export interface Retry {
  /** The number of the attempt to come, from 2. */
  readonly attempt: number;
  /** How long it waits, in milliseconds. */
  readonly delay: number;
  /** What failed, as far as the decision depends on it. */
  readonly failure: Failure;
}

/** When to repeat, and how often. */
export interface RetryOptions {
  /** How many attempts there are at most, the first included. Default 4. */
  readonly attempts?: number | undefined;
  /**
   * No attempt starts later than this after the first, in milliseconds. If `Retry-After` asks for
   * more, there is no retry, and the error's `retryAfter` says when to come back. Default 60,000;
   * `Infinity` is no bound.
   */
  readonly maxTime?: number | undefined;
  /**
   * Told of every retry that is made, before its wait; where it is first asked what an attempt did,
   * once that is known. What it throws or rejects with is ignored.
   */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** The clock, in milliseconds. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** A random number from 0 to 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/**
 * Insists that options are such as {@linkcode RetryOptions} says.
 *
 * @throws {TwilioInputError} when one is not, or has another name
 */
export function checkRetryOptions(options: RetryOptions): void {
  checkObject(options, "retry", "an object, or null");
  checkNames(options, ["attempts", "maxTime", "onRetry", "now", "random"], {}, "retry.");
  const { attempts = 4, maxTime = 60_000 } = options;
  const isCount = attempts === Infinity || (Number.isInteger(attempts) && attempts > 0);
  checkValue(isCount, "retry.attempts", "a whole number from 1", attempts);
  checkTime(maxTime, "retry.maxTime");
  for (const name of ["onRetry", "now", "random"] as const) {
    const fits = options[name] === undefined || typeof options[name] === "function";
    checkValue(fits, `retry.${name}`, "a function", options[name]);
  }
}

/** What ends a call early. */
interface CallBounds {
  readonly signal?: AbortSignal | undefined;
  /** As in {@linkcode RetryOptions}. */
  readonly maxTime?: number | undefined;
}

/** The attempts of one call: whether there is another one, and the wait before it. */
export class Schedule {
  readonly #options: RetryOptions;
  readonly #signal: AbortSignal | undefined;
  readonly #maxTime: number;
  readonly #end: number;
  #attempt = 1;

  /** Makes the schedule of a call that begins now. */
  constructor(options: RetryOptions, call: CallBounds = {}) {
    const maxTime = call.maxTime ?? Infinity;
    checkTime(maxTime, "maxTime");
    this.#options = options;
    this.#signal = call.signal;
    this.#maxTime = Math.min(options.maxTime ?? 60_000, maxTime);
    this.#end = this.now() + this.#maxTime;
  }

  /** The time by the clock, in milliseconds. */
  now(): number {
    const { now } = this.#options;
    return now ? now() : Date.now();
  }

  /** How long an attempt may still begin, in milliseconds; negative once it may not. */
  timeLeft(): number {
    return this.#end - this.now();
  }

  /** The next attempt, which is counted as made; `null` where there is none. */
  plan(failure: Failure): Retry | null {
    const { attempts = 4, random = Math.random } = this.#options;
    if (this.#attempt >= attempts) return null;
    const delay = delayBefore(this.#attempt + 1, failure.retryAfter, this.now(), random());
    // The clock may have been put back since.
    if (delay > Math.min(this.timeLeft(), this.#maxTime)) return null;
    this.#attempt++;
    return { attempt: this.#attempt, delay, failure };
  }

  /** Tells of a repeat that is about to be made. */
  announce(retry: Retry): void {
    const { onRetry } = this.#options;
    if (onRetry) tell(() => onRetry(retry));
  }

  /**
   * Tells of a repeat, and waits for its time.
   *
   * @throws the signal's reason
   */
  async wait(retry: Retry): Promise<void> {
    this.#signal?.throwIfAborted();
    this.announce(retry);
    await sleep(retry.delay, this.#signal);
  }
}
