import { TwilioTimeoutError } from "../errors.ts";
import type { Middleware } from "../types.ts";

/**
 * Bounds the time of an exchange from the request to the last byte of the body, so that a server
 * that drips bytes is cut off too.
 *
 * @param ms the bound, in milliseconds
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
  return (next) =>
    async function timeout(request) {
      const { method, url: target } = request;
      const reason = `no complete answer within ${ms} ms`;
      const stop = new AbortController();
      const stopped = new Promise<never>((_, reject) =>
        stop.signal.addEventListener("abort", () => reject(stop.signal.reason))
      );
      stopped.catch(() => {}); // the time may run out while nobody reads
      const timer = setTimeout(
        () => stop.abort(new TwilioTimeoutError({ reason, method, url: target })),
        Math.min(ms, 2e9), // a timer cannot wait for much longer
      );
      const signal = AbortSignal.any([request.signal, stop.signal]);
      try {
        // The race is for transports that do not look at the signal.
        const response = await Promise.race([next(new Request(request, { signal })), stopped]);
        const reader = response.body?.getReader();
        if (!reader) clearTimeout(timer);
        if (!reader) return response;
        const { redirected, url } = response;
        // A copy would not say where it came from.
        return Object.defineProperties(new Response(bounded(reader, stopped, timer), response), {
          redirected: { value: redirected },
          url: { value: url },
        });
      } catch (error) {
        clearTimeout(timer);
        throw stop.signal.aborted ? stop.signal.reason : error;
      }
    };
}

/** What a reader reads, until it ends or the time does. */
function bounded(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  stopped: Promise<never>,
  timer: ReturnType<typeof setTimeout>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await Promise.race([reader.read(), stopped]);
        if (!done) return controller.enqueue(value);
        clearTimeout(timer);
        controller.close();
      } catch (error) {
        clearTimeout(timer);
        reader.cancel(error).catch(() => {});
        throw error;
      }
    },
    cancel(reason) {
      clearTimeout(timer);
      return reader.cancel(reason);
    },
  });
}
