import { TwilioResponseError } from "../errors.ts";
import { metadataOf, networkError } from "../wire/response.ts";
import {
  type CountedRequest,
  type Failure,
  retries,
  type RetryOptions,
} from "../call/with_retry.ts";
import type { Middleware } from "../types.ts";

/**
 * Repeats requests that may be repeated: after a 429, which Twilio never processed, all of them; after
 * a 502, 503 or 504, or a failure of the network, those whose method is neither `POST` nor `PATCH`.
 * It waits as long as `Retry-After` asks, and at least a random part of 200 ms, 400 ms, 800 ms …; the
 * signal of the request ends the wait. When it gives up, the last answer or error stands.
 *
 * It sees no further than the head of an answer: put `timeout` inside, to bound each attempt, and
 * outside, to bound them all. `createClient` has retries of its own, which see the body too.
 *
 * @param options how often, how long, who is told, and by which clock
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
  return (next) =>
    async function retry(request) {
      const { method, signal, url } = request;
      let response: Response | undefined;
      const wait = retries({
        ...options,
        onRetry: (retry) => {
          // An answer that nobody will read would keep its connection.
          response?.body?.cancel().catch(() => {});
          options.onRetry?.(retry);
        },
      }, signal);

      let attempt = 1;
      for (;;) {
        // Sending takes the body along, so that each attempt gets a copy.
        const copy: CountedRequest = request.clone();
        copy.attempt = attempt;
        let failure: unknown;
        let thrown: unknown;
        try {
          response = await next(copy);
          if (response.ok) return response;
          const reason = "refused";
          failure = new TwilioResponseError({ reason, method, ...metadataOf(url, response) });
        } catch (error) {
          signal.throwIfAborted();
          response = undefined;
          thrown = error;
          failure = networkError(error, request);
          if (!(failure instanceof Error && "method" in failure)) throw error;
        }
        attempt = await wait(failure as Failure);
        if (attempt) continue;
        if (response) return response;
        throw thrown;
      }
    };
}
