import type { TwilioError } from "../errors.ts";
import type { Operation } from "../types.ts";
import { addClock, type AttemptRequest } from "./attempt.ts";
import { checkTime, createClock, timeoutError } from "./clock.ts";
import { type CallOptions, callOptionsOf } from "./call_options.ts";
import type { Send } from "./send.ts";
import { abortable, eitherSignal } from "./wait.ts";

/**
 * `send` with a bound on the time of an attempt, a wait for a token included, to the last byte of the
 * answer. Whatever the transport does, the caller hears of it in time. The clock stands still while
 * the request waits for its turn in the `concurrency` middleware.
 *
 * @param send sends an operation once
 * @param ms the bound, in milliseconds; `Infinity` is none
 * @throws {TwilioInputError} when the bound is no number, or negative
 * @throws {TwilioTimeoutError} from the call, when the time is over
 *
 * @example
 * ```ts
 * import { createSend, fetchChannelSender, isTwilioTimeoutError, withTimeout } from "@senderpool/twilio";
 *
 * const silent = () => new Promise<Response>(() => {});
 * const send = withTimeout(createSend({ auth: null, fetch: silent }), 10);
 * const input = {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * const error = await send(fetchChannelSender, input).catch((error) => error);
 * console.log(isTwilioTimeoutError(error)); // true
 * ```
 */
export function withTimeout(send: Send, ms: number): Send {
  checkTime(ms, "timeout");
  const bound = { ms, ofAttempt: true };
  return (operation, input, call) => bounded(send, bound, operation, input, call);
}

/**
 * `send` with a bound on the time of a call, with all its attempts and waits.
 *
 * @param send sends an operation, and repeats it if need be
 * @param ms the bound, in milliseconds; `Infinity` is none
 * @throws {TwilioInputError} when the bound is no number, or negative
 * @throws {TwilioTimeoutError} from the call, when the time is over
 *
 * @example
 * ```ts
 * import { createSend, withDeadline, withRetry } from "@senderpool/twilio";
 *
 * const send = withDeadline(withRetry(createSend({ auth: null })), 5_000);
 * console.log(typeof send); // function
 * ```
 */
export function withDeadline(send: Send, ms: number): Send {
  checkTime(ms, "deadline");
  const bound = { ms, ofAttempt: false };
  return async (operation, input, given) => {
    const call = callOptionsOf(given);
    const maxTime = Math.min(ms, call.maxTime ?? Infinity);
    return await bounded(send, bound, operation, input, { ...call, maxTime });
  };
}

/** A bound on time. */
interface Bound {
  /** In milliseconds. */
  readonly ms: number;
  /** Whether it is of an attempt, and not of a call with all of them. */
  readonly ofAttempt: boolean;
}

async function bounded<Input, Output>(
  send: Send,
  { ms, ofAttempt }: Bound,
  operation: Operation<Input, Output>,
  input: Input,
  given: CallOptions | undefined,
): Promise<Output> {
  const call = callOptionsOf(given);
  const stop = new AbortController();
  const signal = eitherSignal(stop.signal, call.signal);
  let request: AttemptRequest | undefined;
  let giveUp: (error: TwilioError) => void = () => {};
  const clock = createClock(ms, () => {
    const error = timeoutError(ms, request);
    if (!ofAttempt) request?.attempt?.story?.cutOff(error);
    stop.abort(error);
    giveUp(error);
  });
  const timed = (...parts: Parameters<typeof operation.request>) => {
    request = operation.request(...parts);
    if (ofAttempt) addClock(request, clock);
    return request;
  };
  try {
    return await new Promise((resolve, reject) => {
      // Not by a listener on the signal, which Node takes long for.
      giveUp = reject;
      const sent = send({ ...operation, request: timed }, input, { ...call, signal });
      abortable(sent, call.signal).then(resolve, reject);
    });
  } finally {
    clock.end();
  }
}
