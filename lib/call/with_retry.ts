import type { TwilioError } from "../errors.ts";
import { isTwilioApiError, isTwilioError, isTwilioInputError } from "../error_guards.ts";
import type { Operation, ParseOptions, Recovery } from "../types.ts";
import { copyOf } from "../wire/input.ts";
import { isUnclear, mayRepeat } from "./failure.ts";
import { foundMissing, foundUnchanged, notFoundOut, notKnown } from "./findings.ts";
import { checkRetryOptions, type RetryOptions, Schedule } from "./schedule.ts";
import { type CallOptions, callOptionsOf } from "./call_options.ts";
import { numbered } from "./numbered.ts";
import type { Send } from "./send.ts";
import { StoryTeller } from "./story_teller.ts";
import { sleep } from "./wait.ts";

/**
 * `send` with retries. Each attempt is built anew of what was asked for at first, whatever becomes of
 * the caller's object meanwhile, and has failed unless its answer could be parsed, so that a body that
 * breaks off counts as well.
 *
 * A 429 was never processed, and is repeated whatever the method; so is what never left. After a 502,
 * 503, 504 or no answer at all, what does no more the second time than the first is repeated: `GET`,
 * `PUT`, `DELETE`. A `POST` is never repeated blindly: where its operation declares a `recovery`, that
 * finds out what the attempt did; otherwise its failure stands.
 *
 * Errors get a `story`: what each attempt met.
 *
 * @param send sends an operation once
 * @param options how often, how long, who is told, and by which clock
 * @throws {TwilioInputError} when an option is unusable
 *
 * @example
 * ```ts
 * import { createSend, fetchChannelSender, withRetry } from "@senderpool/twilio";
 *
 * const statuses = [503, 200];
 * const fetch = () =>
 *   Promise.resolve(Response.json({ sid: null, message: "busy" }, { status: statuses.shift()! }));
 * const send = withRetry(createSend({ auth: null, fetch }), { random: () => 0 });
 * const input = {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * console.log((await send(fetchChannelSender, input)).sid); // null
 * ```
 */
export function withRetry(send: Send, options: RetryOptions = {}): Send {
  checkRetryOptions(options);
  return async (operation, input, given) => {
    const callOptions = callOptionsOf(given);
    const schedule = new Schedule(options, callOptions);
    const story = new StoryTeller(() => schedule.now());
    const call: Call = { send, options, callOptions, schedule, story };
    return await untilDone(call, operation, copyOf(input));
  };
}

/** What the attempts of a call have in common. */
interface Call {
  readonly send: Send;
  readonly options: RetryOptions;
  readonly callOptions: CallOptions;
  readonly schedule: Schedule;
  readonly story: StoryTeller;
  /** What its parser is told, where it asks about an attempt of another call. Default: its own number. */
  readonly parseOptions?: ParseOptions;
}

/** Attempts until one succeeds, or its failure stands. */
async function untilDone<Input, Output>(
  call: Call,
  operation: Operation<Input, Output>,
  input: Input,
): Promise<Output> {
  const { options, callOptions, schedule, story } = call;
  const { recovery } = operation;
  for (let number = 1;; number++) {
    const mayBeDone = story.mayHaveActed();
    story.begin(number);
    try {
      const told = call.parseOptions ?? { attempt: number, mayBeDone };
      return await call.send(numbered(operation, number, story, told), input, callOptions);
    } catch (error) {
      callOptions.signal?.throwIfAborted();
      if (!isTwilioError(error)) throw error;
      const failure = story.failed(error);
      const isDone = mayBeDone && recovery !== undefined && hasCode(error, recovery.doneCode);
      if (!isDone && !isTwilioInputError(error) && mayRepeat(failure)) {
        const retry = schedule.plan(failure);
        if (retry === null) throw story.tellIn(error);
        await schedule.wait(retry);
        continue;
      }
      if (!isDone && !isUnclear(failure)) throw story.tellIn(error);
      // Whoever wants one attempt wants one request.
      if (recovery === undefined || options.attempts === 1) throw story.tellIn(error, notKnown);
      const retry = isDone ? null : schedule.plan(failure);
      // What is late may still be done: it is looked for when it would be repeated.
      if (retry !== null) await sleep(retry.delay, callOptions.signal);
      const found = await ask(call, recovery, input, number);
      if ("value" in found) return found.value;
      const repeats = retry !== null && found.isMissing && schedule.timeLeft() >= 0;
      if (!repeats) throw story.tellIn(error, found.note);
      schedule.announce(retry);
    }
  }
}

/** What asking for the work of an attempt has shown: that work, or what is known of it. */
type Finding<Output> =
  | { readonly value: Output }
  | { readonly isMissing: boolean; readonly note: string };

async function ask<Input, Output>(
  call: Call,
  { find, missingCode }: Recovery<Input, Output>,
  input: Input,
  number: number,
): Promise<Finding<Output>> {
  const { options, callOptions, schedule } = call;
  const inTime = { ...options, maxTime: Math.max(0, schedule.timeLeft()) };
  const asking: Call = {
    ...call,
    schedule: new Schedule(inTime, callOptions),
    parseOptions: { attempt: number, recognised: true },
  };
  try {
    const value = await untilDone(asking, find, input);
    return value === null ? { isMissing: true, note: foundUnchanged } : { value };
  } catch (error) {
    callOptions.signal?.throwIfAborted();
    if (!isTwilioError(error)) throw error;
    return hasCode(error, missingCode)
      ? { isMissing: true, note: foundMissing }
      : { isMissing: false, note: notFoundOut(error) };
  }
}

/** Whether Twilio refused with this code. */
function hasCode(error: TwilioError, code: number): boolean {
  return isTwilioApiError(error) && error.code === code;
}
