import { TwilioTimeoutError } from "../errors.ts";
import { checkValue } from "../wire/input.ts";
import { withoutUser } from "../wire/request.ts";
import type { Attempt } from "./attempt.ts";
import { startTimer } from "./wait.ts";

/** The clock of a bound on time. */
export interface Clock {
  /** It stands still. */
  stop(): void;
  /** It goes on with what is left of the time, unless it has ended. */
  start(): void;
  /** It stops for good. */
  end(): void;
}

/** A clock that is started, and tells when its time is over. */
export function createClock(ms: number, expire: () => void): Clock {
  let left = ms;
  let since: number | null = performance.now();
  let timer = startTimer(expire, ms);
  let hasEnded = false;
  return {
    stop() {
      clearTimeout(timer);
      if (since !== null) left -= performance.now() - since;
      since = null;
    },
    start() {
      if (hasEnded || since !== null) return;
      since = performance.now();
      timer = startTimer(expire, Math.max(0, left));
    },
    end() {
      hasEnded = true;
      clearTimeout(timer);
    },
  };
}

/** What is known of a request whose time is over. */
interface Late {
  readonly method: string;
  readonly url: string;
  readonly attempt?: Pick<Attempt, "sent" | "story">;
}

/** The error of a bound that was not kept; by no request yet, if there is none. */
export function timeoutError(ms: number, request?: Late): TwilioTimeoutError {
  const { method = "", url = "", attempt } = request ?? {};
  let reason = `expected a complete answer within ${ms} ms`;
  if (attempt !== undefined && !attempt.sent) {
    const wasSentBefore = attempt.story?.anySent() ?? false;
    reason = `expected to send within ${ms} ms, but the request still waited` +
      (wasSentBefore ? "" : "; nothing was sent");
  }
  return new TwilioTimeoutError({ reason, method, url: withoutUser(url) });
}

/** Insists that a bound is one. */
export function checkTime(ms: number, field: string): void {
  checkValue(typeof ms === "number" && ms >= 0, field, "milliseconds, 0 or more", ms);
}
