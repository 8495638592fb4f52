import { type AttemptRequest, holdBack, notSentYet } from "../call/attempt.ts";
import type { Middleware } from "../types.ts";
import { checkValue, wholeNumberOf } from "../wire/input.ts";
import { adaptiveLimit } from "./adaptive_limit.ts";
import { checkOptions } from "./options.ts";
import { type Place, places } from "./places.ts";

/** What {@linkcode concurrency} starts with, and what bounds it. */
export interface ConcurrencyOptions {
  /** Calls in flight at first: a guess. Default 8, or `max` where that is less. */
  readonly limit?: number | undefined;
  /** Calls in flight at most, however well it goes. Default 100. */
  readonly max?: number | undefined;
  /** Calls that wait for their turn at most; one more fails at once. Default 10,000. */
  readonly queue?: number | undefined;
  /**
   * How long a call may keep its place, in milliseconds: one that has not come back by then counts as
   * lost, and its place goes to the next. Longer than any call takes. Default 120,000; `Infinity`
   * keeps it for ever.
   */
  readonly lease?: number | undefined;
}

/**
 * Limits the calls in flight, and finds out by itself how many that may be: Twilio limits them for
 * each account, and does not publish the number. It answers those beyond with status 429 (code
 * 20429), unprocessed, so that each may be sent again: by what repeats calls outside of this
 * middleware, such as `createClient`, which queues anew each time.
 *
 * The limit grows by one when that many calls have succeeded at it. A 429 halves it, and all of a
 * burst count as one: refusals of calls that were sent before do not halve it again. From there it
 * returns fast, by one with each success, to just below the level that was refused, and tries that
 * level again after 64 successes, then 128, 256, 512, and every 1,024: about one refusal in a
 * thousand calls. Where the level is no longer refused, or lower ones are, that wait shrinks, and
 * the limit moves on. It grows only while calls make full use of it. Only answers move it.
 *
 * Calls start in the order in which they came. One whose signal aborts while it waits leaves the
 * queue at once. The `timeout` of `createClient` and the `timeout` middleware stand still while a call
 * waits, wherever they are; a `deadline` and the caller's signal do not. A call that ends while it
 * waits was not sent, and its error says so.
 *
 * A call is over when its response is there, or its failure, and not at the end of the body: by then
 * Twilio has processed it, and a body that nobody reads would block the others for ever. The place of
 * a call that never comes back is taken back after `lease`; where a transport may be deaf to its
 * signal, a `timeout` inside of this middleware frees it sooner.
 *
 * All transports that one limiter wraps share its limit and its queue: make one for each account. In a
 * Worker, each isolate has its own; one in a Durable Object sees all calls. It may be made at module
 * level: what a request that ended there has left behind is taken back, a place that it held after
 * `lease`, and one that came to its turn in the queue after 5 s.
 *
 * @param options what it starts with, and what bounds it
 * @throws {TwilioInputError} when an option is not a whole number in its range, or has another name;
 * and from a call, with `field` `"queue"`, when the queue is full: nothing was sent
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
  checkOptions(options, ["limit", "max", "queue", "lease"]);
  const { max = 100, queue = 10_000, lease = 120_000 } = options;
  wholeNumberOf({ max }, "max", 1);
  const { limit: first = Math.min(8, max) } = options;
  const fits = Number.isInteger(first) && first > 0 && first <= max;
  checkValue(fits, "limit", `a whole number from 1 to ${max} (max)`, first);
  wholeNumberOf({ queue }, "queue", 0);
  const isBound = lease === Infinity || (Number.isInteger(lease) && lease > 0);
  checkValue(isBound, "lease", "whole milliseconds, 1 or more", lease);

  const limit = adaptiveLimit(first, max);
  const { taken, takeFree, wait, holds, giveBack } = places(limit.current, queue, lease);

  return (next) =>
    async function concurrency(request) {
      expectWanted(request);
      const place = takeFree() ?? await turn(request, wait);
      try {
        expectWanted(request); // it may have aborted since its turn came
        const refusalsBefore = limit.refusals();
        const response = await next(request);
        // Answers to what was sent under an earlier limit say nothing about this one, nor does one
        // that came when its place was somebody else's.
        if (limit.refusals() === refusalsBefore && holds(place)) {
          if (response.status === 429) limit.refused(taken());
          else if (response.status < 500) limit.succeeded(taken());
        }
        return response;
      } finally {
        giveBack(place, request.signal.aborted);
      }
    };
}

/** Insists that somebody still waits for the answer; otherwise nothing is sent. */
function expectWanted(request: AttemptRequest): void {
  const { signal } = request;
  if (!signal.aborted) return;
  notSentYet(request); // so that the error says that nothing was sent
  throw signal.reason;
}

/** Waits for a place. Only when the turn has come, the request counts as sent and its clock goes on. */
async function turn(
  request: AttemptRequest,
  wait: (signal: AbortSignal) => Promise<Place>,
): Promise<Place> {
  const goOn = holdBack(request);
  const place = await wait(request.signal);
  goOn();
  return place;
}
