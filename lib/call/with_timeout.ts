import { TwilioTimeoutError } from "../errors.ts";
import type { CallOptions, Send } from "./send.ts";
import type { Operation } from "../types.ts";

/**
 * `send` with a bound on its time, to the last byte of the answer. Whatever the transport does, the
 * caller hears of it in time.
 */
export function timed(send: Send, ms: number): Send {
  return <Input, Output>(
    { request, parse }: Operation<Input, Output>,
    input: Input,
    call?: CallOptions,
  ): Promise<Output> => {
    const stop = new AbortController();
    // AbortSignal.any is several times as costly as all else here.
    const signal = call?.signal ? AbortSignal.any([stop.signal, call.signal]) : stop.signal;
    let sent: Request | undefined;
    const operation = {
      request: (...parts: Parameters<typeof request>) => sent = request(...parts),
      parse,
    };
    let timer: ReturnType<typeof setTimeout>;
    let abort: () => void;
    return new Promise<Output>((resolve, reject) => {
      timer = setTimeout(() => {
        const { method, url } = sent!;
        stop.abort(
          new TwilioTimeoutError({ reason: `expected an answer in ${ms} ms`, method, url }),
        );
      }, Math.min(2e9, ms)); // a timer cannot wait for much longer
      signal.addEventListener("abort", abort = () => reject(signal.reason));
      send(operation, input, { ...call, signal }).then(resolve, reject);
    }).finally(() => {
      clearTimeout(timer);
      // In Node a signal outlives its request, and would keep the answer.
      signal.removeEventListener("abort", abort);
    });
  };
}
