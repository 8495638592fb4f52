import { attemptOf, type AttemptRequest } from "../call/attempt.ts";
import { type Failure, mayRepeat } from "../call/delays.ts";
import { checkRetryOptions, createSchedule, type RetryOptions } from "../call/schedule.ts";
import { isTwilioError } from "../error_guards.ts";
import type { Middleware } from "../types.ts";
import { discardBody } from "../wire/body.ts";
import { networkError, retryAfterOf } from "../wire/response.ts";

/**
 * Repeats requests that may be repeated: after a 429, which Twilio never processed, all of them, and
 * so what never left; after a 502, 503 or 504, or a failure of the network, those that do no more the
 * second time than the first, such as `GET`, `PUT` and `DELETE`. It waits as long as `Retry-After`
 * asks, and at least a random part of 200 ms, 400 ms, 800 ms …; the signal of the request ends the
 * wait. When it gives up, the last answer or error stands.
 *
 * It sees no further than the head of an answer: put `timeout` inside, to bound each attempt, and
 * outside, to bound them all. `createClient` has retries of its own, which see the body too, and find
 * out what a `POST` did that got no answer.
 *
 * @param options how often, how long, who is told, and by which clock
 * @throws {TwilioInputError} when an option is unusable
 *
 * @example
 * ```ts
 * import { retry } from "@senderpool/twilio/middleware";
 *
 * const answers = [503, 200];
 * const fetch = () => Promise.resolve(new Response(null, { status: answers.shift()! }));
 * const transport = retry({ onRetry: ({ attempt, delay }) => console.log(attempt, delay) })(fetch);
 * console.log((await transport(new Request("https://messaging.twilio.com/"))).status); // 200
 * ```
 */
export function retry(options: RetryOptions = {}): Middleware {
  checkRetryOptions(options);
  return (next) =>
    async function retry(request) {
      const { method, signal, url } = request;
      const schedule = createSchedule(options, signal);
      for (let number = 1;; number++) {
        // Sending takes the body along, so that each attempt gets a copy.
        const copy: AttemptRequest = request.clone();
        const attempt = copy.attempt = { ...attemptOf(request), number, sent: true };
        try {
          const response = await next(copy);
          const { status, headers } = response;
          const retryAfter = retryAfterOf(headers.get("retry-after"));
          const failure: Failure = { method, url, status, retryAfter, sent: true };
          if (response.ok || !mayRepeat(failure)) return response;
          const retry = schedule.plan(failure);
          if (retry === null) return response;
          discardBody(response);
          await schedule.wait(retry);
        } catch (thrown) {
          signal.throwIfAborted();
          const error = networkError(thrown, { method, url });
          if (!isTwilioError(error) || !("method" in error)) throw thrown;
          const failure: Failure = { ...error, method, url, sent: attempt.sent };
          const retry = mayRepeat(failure) ? schedule.plan(failure) : null;
          if (retry === null) throw thrown;
          await schedule.wait(retry);
        }
      }
    };
}
