import type { TwilioApiError, TwilioError } from "../errors.ts";
import { isTwilioApiError, isTwilioError, isTwilioInputError } from "../error_guards.ts";
import type { FindRecovery, Operation, ParseOptions, RepeatRecovery } from "../types.ts";
import { copyOf } from "../wire/input.ts";
import { type Failure, isUnclear, mayRepeat } from "./failure.ts";
import { foundMissing, foundUnchanged, notFoundOut, notKnown } from "./findings.ts";
import { checkRetryOptions, type RetryOptions, Schedule } from "./schedule.ts";
import { type CallOptions, callOptionsOf, checkCallNames } from "./call_options.ts";
import { numbered } from "./numbered.ts";
import type { Send } from "./send.ts";
import { StoryTeller } from "./story.ts";
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
    checkCallNames(callOptions);
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
  const { callOptions, story } = call;
  for (let number = 1;; number++) {
    const mayBeDone = story.mayHaveActed();
    story.begin(number);
    try {
      const attempt = numbered(operation, number, story, call.parseOptions);
      return await call.send(attempt, input, callOptions);
    } catch (error) {
      callOptions.signal?.throwIfAborted();
      if (!isTwilioError(error)) throw error;
      const failed = { number, error, failure: story.failed(error), mayBeDone };
      const next = await afterFailure(call, operation, input, failed);
      if (next.step === "return") return next.value;
      if (next.step === "repeat") continue;
      const thrown = next.error ?? error;
      story.tellIn(thrown, next.note);
      throw thrown;
    }
  }
}

/** An attempt that failed. */
interface Failed {
  readonly number: number;
  readonly error: TwilioError;
  readonly failure: Failure;
  /** Whether an attempt before it may have done what was asked. */
  readonly mayBeDone: boolean;
}

/** What becomes of a call whose attempt failed. */
type Next<Output> =
  | { readonly step: "return"; readonly value: Output }
  | { readonly step: "repeat" }
  | { readonly step: "throw"; readonly error?: TwilioError; readonly note?: string };

async function afterFailure<Input, Output>(
  call: Call,
  operation: Operation<Input, Output>,
  input: Input,
  failed: Failed,
): Promise<Next<Output>> {
  const { number, error, failure, mayBeDone } = failed;
  const { recovery } = operation;
  const isDone = mayBeDone && recovery !== undefined && isTwilioApiError(error) &&
    error.code === recovery.doneCode;
  if (isDone) {
    if ("find" in recovery) return (await ask(call, recovery, input, number)).next;
    return await outputOf(recovery, error, number);
  }
  if (!isTwilioInputError(error) && mayRepeat(failure)) return await repeatLater(call, failure);
  if (!isUnclear(failure)) return { step: "throw" };
  // Whoever wants one attempt wants one request.
  const isAsked = call.options.attempts !== 1 && recovery !== undefined && "find" in recovery;
  if (!isAsked) return { step: "throw", note: notKnown };
  return await findOut(call, recovery, input, failed);
}

/** What is made of a refusal that shows that the work was done. */
async function outputOf<Output>(
  { toOutput }: RepeatRecovery<Output>,
  refusal: TwilioApiError,
  attempt: number,
): Promise<Next<Output>> {
  try {
    return { step: "return", value: await toOutput(refusal, { attempt, recognised: true }) };
  } catch (error) {
    if (!isTwilioError(error)) throw error;
    return { step: "throw", error, note: "it was done" };
  }
}

async function repeatLater({ schedule }: Call, failure: Failure): Promise<Next<never>> {
  const retry = schedule.plan(failure);
  if (retry === null) return { step: "throw" };
  await schedule.wait(retry);
  return { step: "repeat" };
}

/** Asks what an attempt did that may not be repeated blindly, and repeats it if it did nothing. */
async function findOut<Input, Output>(
  call: Call,
  recovery: FindRecovery<Input, Output>,
  input: Input,
  { number, failure }: Failed,
): Promise<Next<Output>> {
  const { schedule, callOptions } = call;
  const retry = schedule.plan(failure);
  // What is late may still be done: it is looked for when it would be repeated.
  if (retry !== null) await sleep(retry.delay, callOptions.signal);
  const { isMissing, next } = await ask(call, recovery, input, number);
  if (!isMissing || retry === null || schedule.timeLeft() < 0) return next;
  schedule.announce(retry);
  return { step: "repeat" };
}

/** What asking for the work of an attempt has shown. */
interface Finding<Output> {
  /** Whether the attempt did nothing. */
  readonly isMissing: boolean;
  /** What becomes of the call if it is not repeated. */
  readonly next: Next<Output>;
}

async function ask<Input, Output>(
  call: Call,
  { find, missingCode }: FindRecovery<Input, Output>,
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
    if (value === null) return { isMissing: true, next: { step: "throw", note: foundUnchanged } };
    return { isMissing: false, next: { step: "return", value } };
  } catch (error) {
    callOptions.signal?.throwIfAborted();
    if (!isTwilioError(error)) throw error;
    const isMissing = isTwilioApiError(error) && error.code === missingCode;
    const note = isMissing ? foundMissing : notFoundOut(error);
    return { isMissing, next: { step: "throw", note } };
  }
}
