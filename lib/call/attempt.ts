import type { TwilioError } from "../errors.ts";

/** One attempt of a call: what middleware on its way may know of it, and tells of it. */
export interface Attempt {
  /** Which attempt of the call it is, from 1. */
  number: number;
  /**
   * Whether the request has left: not while it waits for a token or for its turn. Where nobody can
   * tell, it counts as sent.
   */
  sent: boolean;
  /** Whether it has left before, by a middleware that sends it once more. */
  wasSent?: boolean;
  /** The clocks that bound it, and stand still while the request is held back. */
  clocks?: { stop(): void; start(): void }[];
  /** The story of the call; where there are retries. */
  story?: { cutOff(error: TwilioError): void; anySent(): boolean };
}

/** A request that knows which attempt of a call it is. */
export interface AttemptRequest extends Request {
  /** Absent where nobody sends it by this library's `send`. */
  attempt?: Attempt;
}

/** The attempt that a request is, which it is from now on if it was none. */
export function attemptOf(request: AttemptRequest): Attempt {
  return request.attempt ??= { number: 1, sent: true };
}

/** Lets a clock stand still while the request is held back. */
export function addClock(
  request: AttemptRequest,
  clock: NonNullable<Attempt["clocks"]>[number],
): void {
  const attempt = attemptOf(request);
  attempt.clocks = [...attempt.clocks ?? [], clock];
}

/**
 * Lets a copy of a request be the same attempt. A copy knows nothing of it by itself, so that
 * middleware that copies a request has to hand it on for others to see.
 *
 * @param request the request
 * @param copy its copy
 *
 * @example
 * ```ts
 * import { type Middleware, sameAttempt } from "@senderpool/twilio/middleware";
 *
 * const traced: Middleware = (next) => (request) => {
 *   const copy = new Request(request);
 *   copy.headers.set("x-trace", "1");
 *   return next(sameAttempt(request, copy));
 * };
 * const transport = traced((request) => Promise.resolve(Response.json([...request.headers.keys()])));
 * const headers = { authorization: "Basic abc" };
 * const sent = await transport(new Request("https://any.example/", { headers }));
 * console.log(await sent.json()); // ["authorization", "x-trace"]
 * ```
 */
export function sameAttempt<Copy extends AttemptRequest>(
  request: AttemptRequest,
  copy: Copy,
): Copy {
  if (request.attempt) copy.attempt = request.attempt;
  return copy;
}

/**
 * Marks a request as waiting on this side of the wire: its clock stands still, and should it fail now,
 * nothing was sent.
 *
 * @returns what to call when the request goes on
 */
export function holdBack(request: AttemptRequest): () => void {
  const leave = notSentYet(request);
  const clocks = request.attempt?.clocks ?? [];
  clocks.forEach((clock) => clock.stop());
  return () => {
    leave();
    clocks.forEach((clock) => clock.start());
  };
}

/**
 * Marks a request as still on this side of the wire, though its clock goes on: should it fail now,
 * nothing was sent.
 *
 * @returns what to call when the request goes on
 */
export function notSentYet(request: AttemptRequest): () => void {
  const { attempt } = request;
  if (attempt === undefined) return () => {};
  const { sent } = attempt;
  attempt.sent = attempt.wasSent ?? false;
  return () => {
    attempt.sent = sent;
  };
}
