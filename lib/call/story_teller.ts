import type { TwilioError } from "../errors.ts";
import { isTwilioApiError } from "../error_guards.ts";
import type { FailedAttempt, Story } from "../story.ts";
import { attemptOf, type AttemptRequest } from "./attempt.ts";
import { type Failure, mayHaveActed } from "./failure.ts";
import { notKnown } from "./findings.ts";

/** Writes down what the attempts of a call meet, as they meet it. */
export class StoryTeller {
  readonly #now: () => number;
  readonly #start: number;
  readonly #attempts: FailedAttempt[] = [];
  #underWay: { number: number; start: number; request?: AttemptRequest } | null = null;
  #mayHaveActed = false;

  /** Begins the story of a call. */
  constructor(now: () => number) {
    this.#now = now;
    this.#start = now();
  }

  /** An attempt begins. */
  begin(number: number): void {
    this.#underWay = { number, start: this.#now() };
  }

  /** The attempt that has begun has built its request. */
  built(request: AttemptRequest): void {
    this.#underWay!.request = request;
  }

  /** The attempt that has begun has failed; what the decision to repeat it depends on. */
  failed(error: TwilioError): Failure {
    const failure = failureOf(error, this.#underWay?.request);
    if (this.#underWay === null) return failure; // it has been told of already
    const { number, start } = this.#underWay;
    const { method, sent, status } = failure;
    const { name, reason } = error;
    const code = isTwilioApiError(error) ? error.code : undefined;
    const duration = this.#now() - start;
    this.#attempts.push({ attempt: number, method, sent, name, reason, status, code, duration });
    this.#mayHaveActed ||= mayHaveActed(failure);
    this.#underWay = null;
    return failure;
  }

  /** Whether any request has left so far, but that of the attempt under way. */
  anySent(): boolean {
    return this.#attempts.some(({ sent }) => sent);
  }

  /** Whether an attempt so far may have acted, though no answer said so. */
  mayHaveActed(): boolean {
    return this.#mayHaveActed;
  }

  /**
   * Gives an error the story so far, and what is known of an attempt that got no answer, which its
   * message says too.
   *
   * @returns the error
   */
  tellIn(error: TwilioError, note?: string): TwilioError {
    const story: Story = {
      attempts: [...this.#attempts],
      duration: this.#now() - this.#start,
      sent: this.anySent(),
      mayHaveActed: this.#mayHaveActed,
      note,
    };
    // Not by assignment: for all others these are read-only, and the error may be frozen.
    Reflect.set(error, "story", story);
    if (note !== undefined && !error.message.endsWith(note)) {
      Reflect.set(error, "message", `${error.message}; ${note}`);
    }
    return error;
  }

  /** Tells the story in an error that ends the call, whatever is under way. */
  cutOff(error: TwilioError): void {
    this.failed(error);
    this.tellIn(error, this.#mayHaveActed ? notKnown : undefined);
  }
}

/** What the decision to repeat depends on: of the request, and of the error that it met. */
function failureOf(error: TwilioError, request: AttemptRequest | undefined): Failure {
  const met = error as Partial<Failure>;
  const { method = "", url = "" } = request ?? met;
  // A custom `send` may not have called `operation.request`: then its error says if there was a request.
  const sent = request === undefined ? method !== "" : attemptOf(request).sent;
  return { method, url, status: met.status, retryAfter: met.retryAfter, sent };
}
