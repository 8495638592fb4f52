import { tell } from "../../call/hooks.ts";
import { type CallOptions, callOptionsOf } from "../../call/call_options.ts";
import type { Send } from "../../call/send.ts";
import { eitherSignal, sleep, startTimer } from "../../call/wait.ts";
import { checkTime } from "../../call/clock.ts";
import { TwilioTimeoutError } from "../../errors.ts";
import { checkObject, checkValue, copyOf, isGiven, spreadable } from "../../wire/input.ts";
import { fetchSender, type SenderInput } from "./operations.ts";
import type { Sender } from "./sender.ts";

/** How to wait for a sender. */
export interface WaitForSenderOptions extends Omit<CallOptions, "maxTime"> {
  /** The bound on all of it, in milliseconds. Default 600,000; `null` is none. */
  readonly deadline?: number | null | undefined;
  /**
   * The wait after the first look, in milliseconds; each one is half as long again as the one before,
   * up to a minute. Default 2,000.
   */
  readonly interval?: number | undefined;
  /**
   * Told of the sender as it is found, and whenever its status is another one. What it throws or
   * rejects with is ignored.
   */
  readonly onStatus?: ((sender: Sender) => void) | undefined;
}

/** What passes by itself within seconds or minutes. All else needs somebody, or days. */
const passing: readonly unknown[] = ["CREATING", "VERIFYING", "ONLINE:UPDATING"];

/** The wait before the next look, after one of so many milliseconds. */
export function nextInterval(ms: number): number {
  return Math.min(ms * 1.5, 60_000);
}

/**
 * Fetches a sender until it is no longer being created, verified or updated. What it is then may be
 * nothing to send by: `PENDING_VERIFICATION` waits for a code, `TWILIO_REVIEW` and `DRAFT` take days,
 * `OFFLINE` has its `offlineReasons`. Neither does it wait for Meta to agree to another name.
 *
 * @param send sends an operation; its policies are those of each look
 * @param input the sender
 * @param options a signal, the bound, the interval, and who is told of a status
 * @throws {TwilioInputError} when an option is unusable or has another name
 * @throws {TwilioTimeoutError} when the time is over; its `lastStatus` is what the sender was last
 * @throws what a look throws, and the `reason` of `options.signal`
 * @see https://www.twilio.com/docs/whatsapp/api/senders
 *
 * @example
 * ```ts
 * import { createSend, waitForSender } from "@senderpool/twilio";
 *
 * const statuses = ["CREATING", "PENDING_VERIFICATION"];
 * const sid = "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const fetch = () => Promise.resolve(Response.json({ sid, status: statuses.shift() }));
 * const send = createSend({ auth: null, fetch });
 * const sender = await waitForSender(send, { sid }, {
 *   interval: 10,
 *   onStatus: ({ status }) => console.log(status), // CREATING, then PENDING_VERIFICATION
 * });
 * console.log(sender.status); // PENDING_VERIFICATION
 * ```
 */
export async function waitForSender(
  send: Send,
  input: SenderInput,
  options: WaitForSenderOptions = {},
): Promise<Sender> {
  checkOptions(options);
  const { onStatus, signal, maxBytes } = options;
  const asked = copyOf(spreadable(input));
  const deadline = options.deadline === null ? Infinity : options.deadline ?? 600_000;
  const interval = options.interval ?? 2_000;
  const stop = new AbortController();
  const call = { maxBytes, signal: eitherSignal(stop.signal, signal) };
  const end = Date.now() + deadline;
  let last: Sender | undefined;
  const timer = startTimer(() => stop.abort(timeoutError(deadline, last)), deadline);
  try {
    for (let wait = interval;; wait = nextInterval(wait)) {
      // So retries know how long they have, and do not wait for what would come too late.
      const maxTime = Math.max(0, end - Date.now());
      const sender = await send(fetchSender, asked, { ...call, maxTime });
      if (onStatus && sender.status !== last?.status) tell(() => onStatus(sender));
      if (!passing.includes(sender.status)) return sender;
      last = sender;
      await sleep(wait, call.signal);
    }
  } finally {
    clearTimeout(timer);
  }
}

function checkOptions(options: WaitForSenderOptions): void {
  const remedies = { timeout: "deadline", maxTime: "deadline" };
  const names = ["signal", "maxBytes", "deadline", "interval", "onStatus"];
  checkObject(options, "options");
  callOptionsOf(options, names, remedies);
  const { deadline, interval, onStatus } = options;
  if (isGiven(deadline)) checkTime(deadline, "deadline");
  if (isGiven(interval)) checkTime(interval, "interval");
  const isHook = !isGiven(onStatus) || typeof onStatus === "function";
  checkValue(isHook, "onStatus", "a function", onStatus);
}

function timeoutError(ms: number, last: Sender | undefined): TwilioTimeoutError {
  const lastStatus = last?.status ?? null;
  const was = lastStatus === null ? "Twilio never said what its status is" : `it was ${lastStatus}`;
  const reason = `expected the sender to be ready within ${ms} ms, but ${was}`;
  return new TwilioTimeoutError({ reason, method: "", url: "", lastStatus });
}
