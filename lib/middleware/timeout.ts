import { addClock, type AttemptRequest, sameAttempt } from "../call/attempt.ts";
import { type Clock, createClock, timeoutError } from "../call/clock.ts";
import { abortable } from "../call/wait.ts";
import type { Middleware } from "../types.ts";
import { discardBody } from "../wire/body.ts";
import { checkValue } from "../wire/input.ts";

/**
 * Bounds the time of an exchange from the request to the last byte of the body, so that a server
 * that drips bytes is cut off too. Whatever the transport does, the caller hears of it in time. The
 * clock stands still while the request waits for its turn in a `concurrency` inside of this.
 *
 * @param ms the bound, in milliseconds; `Infinity` is none
 * @throws {TwilioInputError} when `ms` is no such number
 * @throws {TwilioTimeoutError} from the call or, later, from the reading of the body
 *
 * @example
 * ```ts
 * import { fetchChannelSender, isTwilioTimeoutError, send } from "@senderpool/twilio";
 * import { timeout } from "@senderpool/twilio/middleware";
 *
 * const silent = () => new Promise<Response>(() => {});
 * const input = {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * try {
 *   await send(fetchChannelSender, input, { fetch: timeout(10)(silent) });
 * } catch (error) {
 *   console.log(isTwilioTimeoutError(error)); // true
 * }
 * ```
 */
export function timeout(ms: number): Middleware {
  const isBound = typeof ms === "number" && !Number.isNaN(ms) && ms > 0;
  checkValue(isBound, "ms", "milliseconds, more than 0", ms);
  return (next) =>
    async function timeout(request: AttemptRequest) {
      const stop = new AbortController();
      const clock = createClock(ms, () => stop.abort(timeoutError(ms, request)));
      addClock(request, clock);
      const signal = AbortSignal.any([stop.signal, request.signal]);
      try {
        const copy = sameAttempt(request, new Request(request, { signal }));
        const answer = Promise.resolve(next(copy));
        // Of a transport that answers all the same, the connection is freed.
        answer.then((late) => {
          if (signal.aborted) discardBody(late);
        }).catch(() => {}); // it may be no response, or have failed
        const response = await abortable(answer, signal);
        const { body, bodyUsed } = response;
        // What somebody has read is for others to tell of.
        if (body === null || bodyUsed || body.locked) {
          clock.end();
          return response;
        }
        return bounded(response, body, signal, clock);
      } catch (error) {
        clock.end();
        throw stop.signal.aborted ? stop.signal.reason : error;
      }
    };
}

/** The same response, with a body that ends with an error when the signal aborts. */
function bounded(
  response: Response,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
  clock: Clock,
): Response {
  const reader = body.getReader();
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const { done, value } = await abortable(reader.read(), signal);
        if (!done) return controller.enqueue(value);
        clock.end();
        controller.close();
      } catch (error) {
        clock.end();
        reader.cancel(error).catch(() => {});
        throw error;
      }
    },
    cancel(reason) {
      clock.end();
      return reader.cancel(reason);
    },
  });
  const { redirected, url } = response;
  // A copy would not say where it came from.
  return Object.defineProperties(new Response(stream, response), {
    redirected: { value: redirected },
    url: { value: url },
  });
}
