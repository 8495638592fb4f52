import { attemptOf, type AttemptRequest, sameAttempt } from "../call/attempt.ts";
import { type Failure, mayRepeat } from "../call/failure.ts";
import { checkRetryOptions, type RetryOptions, Schedule } from "../call/schedule.ts";
import { isTwilioError } from "../error_guards.ts";
import type { Middleware } from "../types.ts";
import { discardBody } from "../wire/body.ts";
import { retryAfterOf, transportFailure } from "../wire/response.ts";
import { checkOptions } from "./options.ts";

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
  checkOptions(options, ["attempts", "maxTime", "onRetry", "now", "random"], hooks);
  checkRetryOptions(options);
  return (next) =>
    async function retry(request: AttemptRequest) {
      const { method, signal, url } = request;
      const schedule = new Schedule(options, { signal });
      const attempt = attemptOf(request);
      const sentAtFirst = attempt.sent;
      for (let number = 1;; number++) {
        attempt.number = number;
        attempt.sent = sentAtFirst;
        try {
          // Sending takes the body along, so that each attempt gets a copy.
          const response = await next(sameAttempt(request, request.clone()));
          const { status, headers } = response;
          const retryAfter = retryAfterOf(headers.get("retry-after"));
          const failure: Failure = { method, url, status, retryAfter, sent: true };
          if (response.ok || !mayRepeat(failure)) return response;
          const retry = schedule.plan(failure);
          if (retry === null) return response;
          attempt.wasSent = true;
          discardBody(response);
          await schedule.wait(retry);
        } catch (thrown) {
          const failure = failureOf(thrown, request, attempt.sent);
          // The call was sent if any of its attempts was.
          attempt.wasSent ||= attempt.sent;
          attempt.sent = attempt.wasSent;
          signal.throwIfAborted();
          const retry = failure !== null && mayRepeat(failure) ? schedule.plan(failure) : null;
          if (retry === null) throw thrown;
          await schedule.wait(retry);
        }
      }
    };
}

const hooks: readonly string[] = ["onRetry", "now", "random"];

/**
 * What is known of an attempt that threw; `null` where it was no failure of the network. What another
 * middleware throws before the request has left is none, unless it is an error of this library.
 */
function failureOf(thrown: unknown, { method, url }: Request, sent: boolean): Failure | null {
  const error = sent ? transportFailure(thrown, { method, url }) : thrown;
  if (!isTwilioError(error) || !("method" in error)) return null;
  return { ...error, method, url, sent };
}
