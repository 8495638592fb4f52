import type { TwilioError } from "../errors.ts";
import { isTwilioApiError, isTwilioError } from "../error_guards.ts";
import type { FailedAttempt } from "../story.ts";
import type { FindRecovery, Operation, ParseOptions } from "../types.ts";
import { copyOf } from "../wire/input.ts";
import { attemptOf, type AttemptRequest } from "./attempt.ts";
import { type Failure, mayHaveActed, mayRepeat } from "./delays.ts";
import { checkRetryOptions, createSchedule, type RetryOptions } from "./schedule.ts";
import type { CallOptions, Send } from "./send.ts";
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
  return (operation, input, call) =>
    repeat({ send, options, call, trail: [] }, operation, copyOf(input));
}

/** What all attempts of a call have in common. */
interface Call {
  readonly send: Send;
  readonly options: RetryOptions;
  readonly call: CallOptions | undefined;
  /** What the attempts so far have met. */
  readonly trail: FailedAttempt[];
  /** What a parser is told of an attempt that finds out what an earlier one did. */
  readonly asks?: ParseOptions;
}

/** Attempts until one succeeds or there is no other. */
async function repeat<Input, Output>(
  common: Call,
  operation: Operation<Input, Output>,
  input: Input,
): Promise<Output> {
  const { send, options, call, trail, asks } = common;
  const schedule = createSchedule(options, call?.signal);
  const { recovery } = operation;
  /** The options for asking: in the time that is left. */
  const rest = (): RetryOptions => {
    const { maxTime = 60_000 } = options;
    return { ...options, maxTime: Math.max(0, schedule.start + maxTime - schedule.now()) };
  };
  let unclear = false; // whether an attempt may have acted though nothing came of it

  for (let number = 1;; number++) {
    const start = schedule.now();
    const told = asks ?? { attempt: number };
    const { numbered, requestOf } = follow(operation, told);
    try {
      return await send(numbered, input, call);
    } catch (error) {
      if (!isTwilioError(error)) throw error;
      const failure = failureOf(error, requestOf());
      trail.push(toldOf(error, failure, number, schedule.now() - start));
      const acted = unclear;
      unclear ||= mayHaveActed(failure);
      const stand = (note?: string) => {
        if (note !== undefined) Reflect.set(error, "message", `${error.message}; ${note}`);
        const sent = trail.some((attempt) => attempt.sent);
        const duration = schedule.now() - schedule.start;
        Reflect.set(error, "story", { attempts: trail, duration, sent, mayHaveActed: unclear });
        return error;
      };

      // A repeat has met what an attempt before it did after all.
      if (acted && isTwilioApiError(error) && error.code === recovery?.doneCode) {
        const parse = { ...told, url: error.url, recognised: true };
        if (!("find" in recovery)) return await recovery.toOutput(error, parse);
        const asked = await ask({ ...common, options: rest(), asks: parse }, recovery, input);
        if (asked.outcome === "made") return asked.value;
        throw stand(asked.note);
      }
      if (mayRepeat(failure)) {
        const retry = schedule.plan(failure);
        if (retry === null) throw stand();
        await schedule.wait(retry);
        continue;
      }
      if (!mayHaveActed(failure) || isAnswered(failure)) throw stand();
      if (recovery === undefined || !("find" in recovery)) {
        throw stand("whether it was done is not known");
      }
      const retry = schedule.plan(failure);
      await sleep(retry?.delay ?? 0, call?.signal);
      const parse = { ...told, recognised: true };
      const asked = await ask({ ...common, options: rest(), asks: parse }, recovery, input);
      if (asked.outcome === "made") return asked.value;
      if (asked.outcome === "unknown" || retry === null) throw stand(asked.note);
      schedule.announce(retry);
    }
  }
}

/** The same operation, whose requests and answers know their attempt; and the request that it built. */
function follow<Input, Output>(operation: Operation<Input, Output>, told: ParseOptions) {
  let built: AttemptRequest | undefined;
  const numbered: Operation<Input, Output> = {
    request: (...parts) => {
      built = operation.request(...parts);
      attemptOf(built).number = told.attempt ?? 1;
      return built;
    },
    parse: (response, options) => operation.parse(response, { ...options, ...told }),
  };
  return { numbered, requestOf: () => built };
}

/** What the decision to repeat depends on, of an error. */
function failureOf(error: TwilioError, request: AttemptRequest | undefined): Failure {
  const { method = "", url = "", status, retryAfter } = error as Partial<Failure>;
  const sent = request !== undefined && attemptOf(request).sent;
  return { method, url, status, retryAfter, sent };
}

function toldOf(
  error: TwilioError,
  { method, status, sent }: Failure,
  attempt: number,
  duration: number,
): FailedAttempt {
  const { name, reason } = error;
  const code = isTwilioApiError(error) ? error.code : undefined;
  return { attempt, method, sent, name, reason, status, code, duration };
}

/** Whether Twilio has said what became of it. */
function isAnswered({ status }: Failure): boolean {
  return status !== undefined && status < 500;
}

/** What asking for the work of an attempt has shown. */
type Asked<Output> =
  | { readonly outcome: "made"; readonly value: Output; readonly note?: undefined }
  | { readonly outcome: "missing" | "unknown"; readonly note: string };

async function ask<Input, Output>(
  common: Call,
  { find, missingCode }: FindRecovery<Input, Output>,
  input: Input,
): Promise<Asked<Output>> {
  try {
    return { outcome: "made", value: await repeat(common, find, input) };
  } catch (error) {
    if (!isTwilioError(error)) throw error;
    if (isTwilioApiError(error) && error.code === missingCode) {
      return { outcome: "missing", note: "it was asked for, and was not made" };
    }
    const note = `whether it was done is not known: asking for it met "${error.reason}"`;
    return { outcome: "unknown", note };
  }
}
