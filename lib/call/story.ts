import type { TwilioError } from "../errors.ts";
import { isTwilioApiError } from "../error_guards.ts";
import type { FailedAttempt, Story } from "../story.ts";
import { attemptOf, type AttemptRequest } from "./attempt.ts";
import { type Failure, mayHaveActed } from "./delays.ts";

/** Writes down what the attempts of a call meet, as they meet it. */
export interface StoryTeller {
  /** An attempt begins. */
  begin(number: number): void;
  /** The attempt that has begun has built its request. */
  built(request: AttemptRequest): void;
  /** The attempt that has begun has failed; what the decision to repeat it depends on. */
  failed(error: TwilioError): Failure;
  /** Whether an attempt so far may have acted, though no answer said so. */
  mayHaveActed(): boolean;
  /**
   * Gives an error the story so far, in which an attempt under way has failed by that error, and what
   * is known of an attempt that got no answer.
   */
  tellIn(error: TwilioError, note?: string): void;
}

/** Begins the story of a call. */
export function createStory(now: () => number): StoryTeller {
  const start = now();
  const attempts: FailedAttempt[] = [];
  let acted = false;
  let underWay: { number: number; start: number; request?: AttemptRequest } | null = null;

  function failed(error: TwilioError): Failure {
    const { number = 0, start = now(), request } = underWay ?? {};
    const failure = failureOf(error, request);
    const { method, sent, status } = failure;
    const { name, reason } = error;
    const code = isTwilioApiError(error) ? error.code : undefined;
    const duration = now() - start;
    attempts.push({ attempt: number, method, sent, name, reason, status, code, duration });
    acted ||= mayHaveActed(failure);
    underWay = null;
    return failure;
  }

  return {
    begin: (number) => underWay = { number, start: now() },
    built: (request) => underWay!.request = request,
    failed,
    mayHaveActed: () => acted,
    tellIn(error, note) {
      if (underWay !== null) failed(error);
      const sent = attempts.some((attempt) => attempt.sent);
      const duration = now() - start;
      const story: Story = { attempts: [...attempts], duration, sent, mayHaveActed: acted, note };
      Reflect.set(error, "story", story);
    },
  };
}

/** What the decision to repeat depends on: of the request, and of the error that it met. */
function failureOf(error: TwilioError, request: AttemptRequest | undefined): Failure {
  const met = error as Partial<Failure>;
  const { method = "", url = "" } = request ?? met;
  // A `send` that builds no request here may have sent one elsewhere, which its error then names.
  const sent = request === undefined ? method !== "" : attemptOf(request).sent;
  return { method, url, status: met.status, retryAfter: met.retryAfter, sent };
}
