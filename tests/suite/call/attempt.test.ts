// What middleware on the way tells of an attempt, and the clocks that listen to it.
import { describe, expect, test } from "vitest";
import {
  addClock,
  attemptOf,
  type AttemptRequest,
  holdBack,
  notSentYet,
  sameAttempt,
} from "../../../lib/call/attempt.ts";
import { createClock } from "../../../lib/call/clock.ts";
import { abortable, sleep } from "../../../lib/call/wait.ts";
import { caught, collection } from "../support/support.ts";

const plain = (): AttemptRequest => new Request(collection);

/** A clock that notes what it is told. */
function noted() {
  const told: string[] = [];
  return { told, stop: () => void told.push("stop"), start: () => void told.push("start") };
}

describe("an attempt", () => {
  test("that nobody has numbered is the first, and counts as sent", () => {
    const request = plain();
    expect(attemptOf(request)).toEqual({ number: 1, sent: true });
    expect(attemptOf(request)).toBe(request.attempt);
  });

  test("is what a copy is, where it is one", () => {
    const request = plain();
    expect("attempt" in sameAttempt(request, plain())).toBe(false);
    const attempt = attemptOf(request);
    expect(sameAttempt(request, plain()).attempt).toBe(attempt);
  });

  test("that is held back has not been sent, and all of its clocks stand still meanwhile", () => {
    const request = plain();
    const [one, other] = [noted(), noted()];
    addClock(request, one);
    addClock(request, other);
    const goOn = holdBack(request);
    expect(request.attempt?.sent).toBe(false);
    expect([one.told, other.told]).toEqual([["stop"], ["stop"]]);
    goOn();
    expect(request.attempt?.sent).toBe(true);
    expect([one.told, other.told]).toEqual([["stop", "start"], ["stop", "start"]]);
  });

  test("may have no clock", () => {
    const request = plain();
    attemptOf(request);
    const goOn = holdBack(request);
    expect(request.attempt?.sent).toBe(false);
    goOn();
    expect(request.attempt?.sent).toBe(true);
  });

  test("that has not been sent yet goes on as it was, and its clock goes on too", () => {
    const request = plain();
    const clock = noted();
    addClock(request, clock);
    for (const sent of [true, false]) {
      attemptOf(request).sent = sent;
      const goOn = notSentYet(request);
      expect(request.attempt?.sent).toBe(false);
      goOn();
      expect(request.attempt?.sent).toBe(sent);
    }
    expect(clock.told).toEqual([]);
  });

  test("is none of a request that somebody else sends", () => {
    const request = plain();
    holdBack(request)();
    notSentYet(request)();
    expect(request.attempt).toBe(undefined);
  });
});

describe("a clock", () => {
  test("that is started again forgets the time before", async () => {
    let ends = 0;
    const clock = createClock(20, () => ends++);
    clock.start();
    clock.start();
    await sleep(60);
    expect(ends).toBe(1);
    clock.end();
  });

  test("that has ended does not start again", async () => {
    let ends = 0;
    const clock = createClock(5, () => ends++);
    clock.end();
    clock.start();
    await sleep(30);
    expect(ends).toBe(0);
  });
});

test("a signal that was aborted before is heard at once", async () => {
  const reason = new Error("enough");
  const never = new Promise<never>(() => {});
  expect(await caught(() => abortable(never, AbortSignal.abort(reason)))).toBe(reason);
});
