import { checkInput } from "../wire/input.ts";
import type { Middleware } from "../types.ts";

/** What {@linkcode concurrency} starts with, and what bounds it. */
export interface ConcurrencyOptions {
  /** Calls in flight at first: a guess. Default 8, or `max` where that is less. */
  readonly limit?: number | undefined;
  /** Calls in flight at most, however well it goes. Default 100. */
  readonly max?: number | undefined;
  /** Calls that wait for their turn at most; one more fails at once. Default 10,000. */
  readonly queue?: number | undefined;
}

// After how many successes the level that was refused last is tried again: so many at first, and
// the double after each time that it is refused again, up to so many.
const firstPatience = 64;
const lastPatience = 1024;

/**
 * Limits the calls in flight, and finds out by itself how many that may be: Twilio limits them for
 * each account, and does not publish the number. It answers those beyond with status 429 (code
 * 20429), unprocessed, so that each may be sent again: by a `retry` outside of this middleware,
 * which queues anew each time.
 *
 * The limit grows by one when that many calls have succeeded at it. A 429 halves it, and all of a
 * burst count as one: refusals of calls that were sent before do not halve it again. From there it
 * returns fast, by one with each success, to just below the level that was refused, and tries that
 * level again after 64 successes, then 128, 256, 512, and every 1,024: about one refusal in a
 * thousand calls. Where the level is no longer refused, or lower ones are, that wait shrinks, and
 * the limit moves on. It grows only while calls make full use of it. Only answers move it: there is
 * no timer, and no clock.
 *
 * Calls start in the order in which they came. One whose signal aborts while it waits leaves the
 * queue at once. A call is over when its response is there, or its failure, and not at the end of
 * the body: by then Twilio has processed it, and a body that nobody reads would block the others
 * for ever. A transport that never settles does block its place: put a `timeout` inside of this
 * middleware. One outside bounds the waiting, too.
 *
 * All transports that one limiter wraps share its limit and its queue: make one for each account.
 * In a Worker, make it in the handler, or in a Durable Object: the runtime cancels a request that
 * waits for another one, and its place would be lost.
 *
 * @param options what it starts with, and what bounds it
 * @throws {TwilioInputError} when an option is not a whole number in its range; and from a call,
 * with `field` `"queue"`, when the queue is full: nothing was sent
 * @throws the `reason` of the request's signal, from a call that was still waiting
 * @see https://www.twilio.com/docs/api/errors/20429
 *
 * @example
 * ```ts
 * import { createClient } from "@senderpool/twilio";
 * import { concurrency } from "@senderpool/twilio/middleware";
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 *
 * const sandbox = createSandbox();
 * const fetch = concurrency({ limit: 2 })(sandbox.fetch);
 * const client = createClient({ ...sandbox.credentials, fetch });
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const sids = ["a", "b", "c"].map((last) => `XE${"a".repeat(31)}${last}`);
 * const senders = await Promise.all(
 *   sids.map((sid) => client.channelSenders.create({ messagingServiceSid, sid })),
 * );
 * console.log(senders.length); // 3, of which two at most were under way at once
 * ```
 */
export function concurrency(options: ConcurrencyOptions = {}): Middleware {
  const { max = 100, queue = 10_000 } = options;
  checkInput(Number.isInteger(max) && max > 0, "max", "a whole number from 1");
  const { limit: first = Math.min(8, max) } = options;
  const fits = Number.isInteger(first) && first > 0 && first <= max;
  checkInput(fits, "limit", `a whole number from 1 to max, ${max}`);
  checkInput(Number.isInteger(queue) && queue >= 0, "queue", "a whole number from 0");

  let inFlight = 0;
  // By ticket, in order of arrival: the oldest is found, and any removed, at once.
  const waiting = new Map<number, () => void>();
  let issued = 0;
  let called = 0;

  let limit: number = first;
  let known: number = first; // the highest limit that was fine, by the last refusal
  let patience = 0; // successes that a limit above `known` takes, at least
  let successes = 0; // at the present limit
  let refusals = 0; // that lowered the limit

  /** Waits for a place among the calls in flight. */
  function turn(signal: AbortSignal): Promise<void> {
    checkInput(waiting.size < queue, "queue", `at most ${queue} calls waiting`);
    const ticket = ++issued;
    return new Promise((resolve, reject) => {
      const leave = () => {
        waiting.delete(ticket);
        reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      waiting.set(ticket, () => {
        signal.removeEventListener("abort", leave);
        resolve();
      });
    });
  }

  /** Gives free places to those who wait; tickets of those who left are skipped. */
  function callNext(): void {
    while (waiting.size > 0 && inFlight < limit) {
      const start = waiting.get(++called);
      if (!start) continue;
      waiting.delete(called);
      inFlight++;
      start();
    }
  }

  function refused(): void {
    refusals++;
    successes = 0;
    // Far below what was fine, a refusal is news of another server, not a try that failed.
    const tried = inFlight > (known + 1) / 2;
    patience = tried
      ? Math.min(Math.max(patience * 4, firstPatience), lastPatience)
      : firstPatience;
    known = Math.max(1, inFlight - 1);
    limit = Math.max(1, inFlight >> 1);
  }

  function succeeded(): void {
    if (inFlight < limit || limit === max) return;
    const needed = limit < known ? 1 : Math.max(limit, patience);
    if (++successes < needed) return;
    successes = 0;
    limit++;
    if (limit > known) patience /= 2; // a refusal makes it the double of what it was
  }

  return (next) =>
    async function concurrency(request) {
      const { signal } = request;
      signal.throwIfAborted();
      if (inFlight < limit) inFlight++;
      else await turn(signal);
      const refusalsBefore = refusals;
      try {
        signal.throwIfAborted(); // it may have aborted since its turn came
        const response = await next(request);
        // Answers to what was sent under an earlier limit say nothing about this one.
        if (refusals === refusalsBefore) {
          if (response.status === 429) refused();
          else if (response.status < 500) succeeded();
        }
        return response;
      } finally {
        inFlight--;
        callNext();
      }
    };
}
