import type { CallOptions, Send } from "./send.ts";
import type { Operation, Target } from "../types.ts";

/** A repeat that is about to be made. */
export interface Retry {
  /** The number of the attempt to come, from 2. */
  readonly attempt: number;
  /** How long it waits, in milliseconds. */
  readonly delay: number;
  /** What failed: an error of this library, or as much as is known of an answer. */
  readonly failure: Failure;
}

/** When to repeat, and how often. */
export interface RetryOptions {
  /** How many attempts there are at most, the first included. Default 4. */
  readonly attempts?: number | undefined;
  /**
   * No attempt starts later than this after the first, in milliseconds. If `Retry-After` asks for
   * more, there is no retry, and the error's `retryAfter` says when to come back. Default 60,000; at
   * most 2,000,000,000 (23 days).
   */
  readonly maxTime?: number | undefined;
  /** Told of every retry, before its wait. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** The clock, in milliseconds. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** A random number from 0 to 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

/** A failed attempt. */
export interface Failure {
  /** HTTP method. */
  readonly method: string;
  /** URL of the request. */
  readonly url: string;
  /** HTTP status of the answer; absent where there was none. */
  readonly status?: number;
  /** What `Retry-After` asks for: seconds, or a moment. */
  readonly retryAfter: number | Date | null;
}

/**
 * What decides, for one call, whether to go on. It resolves to the number of the next attempt when
 * the time for it has come, or to 0 at once.
 */
export function retries(
  { attempts = 4, maxTime = 60_000, onRetry, now = Date.now, random = Math.random }: RetryOptions,
  signal?: AbortSignal,
): (failure: Failure) => Promise<number> {
  let attempt = 1;
  const end = now() + maxTime;
  return async (failure) => {
    const { retryAfter, method, status } = failure;
    // A 429 was never processed. After anything else a POST or a PATCH may have been, and is left
    // alone. Without an answer there is no status, and the comparisons are false.
    const transient = status === 429 || !(/^P[OA]/.test(method) || status! > 504 || status! < 502);
    const asked = retryAfter instanceof Date
      ? (retryAfter as unknown as number) - now()
      : retryAfter! * 1000;
    // Full jitter, so that callers that failed together do not come back together.
    const delay = Math.max(2 ** attempt * 100 * random(), asked);
    if (!transient || now() + delay > end || attempt >= attempts) return 0;
    attempt++;
    onRetry?.({ attempt, delay, failure });
    signal?.throwIfAborted();
    let timer: ReturnType<typeof setTimeout>;
    let wake: () => void;
    await new Promise<void>((resolve) => {
      timer = setTimeout(wake = resolve, delay);
      signal?.addEventListener("abort", wake);
    });
    clearTimeout(timer!);
    signal?.removeEventListener("abort", wake!);
    signal?.throwIfAborted();
    return attempt;
  };
}

/** A request that says which attempt it is, for whoever logs it on its way. */
export interface CountedRequest extends Request {
  /** From 1; absent where nobody counts. */
  attempt?: number;
}

/**
 * `send` with retries. Each attempt is built anew, and has failed unless its answer could be parsed,
 * so that a body that breaks off counts as well.
 *
 * A repeat may meet what an earlier attempt did after all. So a repeated delete that finds nothing
 * has succeeded, and a repeated create of what is "already in the service" (21710) fetches it.
 */
export function retrying(send: Send, options: RetryOptions = {}): Send {
  return async <Input, Output>(
    operation: Operation<Input, Output>,
    input: Input,
    call?: CallOptions,
  ): Promise<Output> => {
    const next = retries(options, call?.signal);
    let attempt = 1;
    const counted = (request = operation.request): Operation<Input, Output> => ({
      request: (...parts) => Object.assign(request(...parts), { attempt }),
      parse: (response, options) => operation.parse(response, { ...options, attempt }),
    });
    for (;;) {
      try {
        return await send(counted(), input, call);
      } catch (error) {
        const { url, method, code } = Object(error);
        if (attempt > 1) {
          if (method === "DELETE" && code === 20404) {
            return await counted().parse(new Response(null, { status: 204 }), { url });
          }
          if (method === "POST" && code === 21710) {
            const get = (_input: Input, _target?: Target, signal?: AbortSignal) =>
              new Request(`${url}/${(input as { sid?: string }).sid}`, {
                redirect: "manual",
                signal: signal!,
              });
            return await send(counted(get), input, call);
          }
        }
        // Bad input and aborts have no method.
        attempt = method && await next(error as Failure);
        if (!attempt) throw error;
      }
    }
  };
}
