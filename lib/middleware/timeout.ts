import { type Attempt, attemptOf, type AttemptRequest, sameAttempt } from "../call/attempt.ts";
import { abortable, startTimer } from "../call/wait.ts";
import { TwilioTimeoutError } from "../errors.ts";
import type { Middleware } from "../types.ts";
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
      const attempt = attemptOf(request);
      const end = startClock(attempt, ms, () => stop.abort(timeoutError(ms, request, attempt)));
      const signal = AbortSignal.any([stop.signal, request.signal]);
      try {
        const copy = sameAttempt(request, new Request(request, { signal }));
        const response = await abortable(next(copy), signal);
        if (response.body === null) {
          end();
          return response;
        }
        return bounded(response, response.body, signal, end);
      } catch (error) {
        end();
        throw stop.signal.aborted ? stop.signal.reason : error;
      }
    };
}

/**
 * Starts a clock that also stands still while the request is held back, as those outside of it do.
 *
 * @returns ends it for good
 */
function startClock(attempt: Attempt, ms: number, expire: () => void): () => void {
  const { stopClock: stopOuter, startClock: startOuter } = attempt;
  let timer = startTimer(expire, ms);
  let isOver = false;
  attempt.stopClock = () => {
    clearTimeout(timer);
    stopOuter?.();
  };
  attempt.startClock = () => {
    clearTimeout(timer);
    if (!isOver) timer = startTimer(expire, ms);
    startOuter?.();
  };
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

function timeoutError(ms: number, { method, url }: Request, { sent }: Attempt): TwilioTimeoutError {
  const reason = sent
    ? `expected a complete answer within ${ms} ms`
    : `expected to send within ${ms} ms, but the request still waited; nothing was sent`;
  return new TwilioTimeoutError({ reason, method, url });
}

/** The same response, with a body that ends with an error when the signal aborts. */
function bounded(
  response: Response,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
  end: () => void,
): Response {
  const reader = body.getReader();
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const { done, value } = await abortable(reader.read(), signal);
        if (!done) return controller.enqueue(value);
        end();
        controller.close();
      } catch (error) {
        end();
        reader.cancel(error).catch(() => {});
        throw error;
      }
    },
    cancel(reason) {
      end();
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
