import { isGiven } from "../wire/input.ts";

/** What is known of an attempt that failed: all that the decision to repeat it depends on. */
export interface Failure {
  /** HTTP method. */
  readonly method: string;
  /** URL of the request. */
  readonly url: string;
  /** HTTP status of the answer; absent where there was none. */
  readonly status?: number | undefined;
  /** What `Retry-After` asks for: seconds, or a moment. */
  readonly retryAfter?: number | Date | null | undefined;
  /** Whether the request left: not if it still waited for a token or for its turn. */
  readonly sent: boolean;
}

/** Methods that do no more the second time than the first. */
const idempotent: readonly string[] = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"];

/** Statuses of whoever stands in front of Twilio and could not reach it, or is too busy. */
const passing: readonly number[] = [502, 503, 504];

/** Methods that ask and change nothing. */
const safe: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/** Whether an attempt may be made again without a second thought. */
export function mayRepeat({ method, status, sent }: Failure): boolean {
  // A 429 was never processed, whatever the method.
  if (status === 429) return true;
  if (sent && !idempotent.includes(method)) return false;
  return status === undefined || passing.includes(status);
}

/** Whether an attempt may have changed something, though it failed. */
export function mayHaveActed({ method, status, sent }: Failure): boolean {
  if (!sent || safe.includes(method)) return false;
  return status === undefined || status < 300 || status >= 500;
}

/** Whether it is unknown if an attempt has changed something: there is no answer, one that a browser hides (status 0), or one of 5xx. */
export function isUnclear(failure: Failure): boolean {
  const { status = 0 } = failure;
  return mayHaveActed(failure) && (status === 0 || status >= 500);
}

/**
 * How long to wait before an attempt, in milliseconds: as long as `Retry-After` asks, and at least a
 * random part of 200 ms, 400 ms, 800 ms …, so that callers that failed together do not come back
 * together.
 *
 * @param attempt the number of the attempt to come, from 2
 * @param retryAfter what the last answer asks for
 * @param now milliseconds since 1970
 * @param random from 0 to below 1
 */
export function delayBefore(
  attempt: number,
  retryAfter: Failure["retryAfter"],
  now: number,
  random: number,
): number {
  const backoff = 2 ** (attempt - 1) * 100 * random;
  if (!isGiven(retryAfter)) return backoff;
  const asked = retryAfter instanceof Date ? retryAfter.getTime() - now : retryAfter * 1000;
  return Math.max(backoff, asked);
}
