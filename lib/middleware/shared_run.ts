import { tell } from "../call/hooks.ts";
import { abortable, startTimer } from "../call/wait.ts";
import { isTwilioError } from "../error_guards.ts";
import type { TwilioError } from "../errors.ts";

/** One run of some work, for all who ask for it meanwhile. */
interface Run<Value> {
  readonly value: Promise<Value>;
  /** Aborts it. */
  readonly stop: AbortController;
  /** When it began. */
  readonly began: number;
  /** How many wait for it. */
  waiting: number;
}

/** How long a run may take, and how long it is waited for. */
export interface SharedRunOptions {
  /** How long a run may take, in milliseconds. */
  readonly bound: number;
  /** The error for one that took longer. */
  readonly late: () => Error;
  /** How long anybody waits for a run that another call began, in milliseconds. */
  readonly patience: number;
  /** The clock, in milliseconds. */
  readonly now: () => number;
}

/** The work of a run, until its signal aborts. */
export type Work<Value> = (signal: AbortSignal) => Promise<Value>;

/**
 * Joins the run that is under way, or begins one. It is aborted when the last of those who wait for it
 * is, or with an error when its time is up; what the work does about that is not waited for.
 *
 * A run belongs to the call that began it: in a Worker its timers and its input and output end with
 * that call's request, and those who joined are never told. So these wait by a timer of their own, and
 * nobody joins a run that has been waited for in vain or is as old as that.
 *
 * @returns a function that answers what a run comes to, or `null` for who waited in vain for that of
 * another call
 */
export function sharedRun<Value>(
  options: SharedRunOptions,
): (work: Work<Value>, signal: AbortSignal) => Promise<Value | null> {
  const { bound, late, patience, now } = options;
  let current: Run<Value> | null = null;

  function leaveBehind(run: Run<Value>): void {
    if (current === run) current = null;
  }

  function begin(work: Work<Value>): Run<Value> {
    const stop = new AbortController();
    const timer = startTimer(() => stop.abort(late()), bound);
    // Over before anyone hears of it, so that nobody joins a failure.
    const value = abortable(work(stop.signal), stop.signal).finally(() => {
      clearTimeout(timer);
      leaveBehind(run);
    });
    const run: Run<Value> = { value, stop, began: now(), waiting: 0 };
    return run;
  }

  /** Waits for a run, as long as the signal lets. */
  async function wait(run: Run<Value>, signal: AbortSignal): Promise<Value> {
    run.waiting++;
    try {
      return await abortable(run.value, signal);
    } finally {
      run.waiting--;
      if (run.waiting === 0) {
        leaveBehind(run);
        // In a Worker it may belong to another request, which alone may end it.
        tell(() => run.stop.abort());
      }
    }
  }

  /** Waits for the run of another call, but not for long. */
  async function join(run: Run<Value>, signal: AbortSignal): Promise<Value | null> {
    const enough = new AbortController();
    const timer = startTimer(() => enough.abort(), patience);
    try {
      return await wait(run, AbortSignal.any([signal, enough.signal]));
    } catch (error) {
      signal.throwIfAborted();
      if (!enough.signal.aborted) throw ownError(error);
      leaveBehind(run);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  return async (work, signal) => {
    signal.throwIfAborted();
    const run = current;
    if (run !== null && now() - run.began < patience) return await join(run, signal);
    current = begin(work);
    return await wait(current, signal);
  };
}

/** An error that a call can call its own: each gets the story of its attempts. */
function ownError(error: unknown): unknown {
  if (!isTwilioError(error)) return error;
  const Kind = error.constructor as new (fields: object) => TwilioError;
  return new Kind({ ...error });
}
