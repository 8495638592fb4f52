import { expect, test } from "vitest";
import { createClock } from "../../../lib/call/clock.ts";
import { startTimer } from "../../../lib/call/wait.ts";

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

test("a clock that stood still goes on with what was left", async () => {
  const heard: string[] = [];
  const clock = createClock(300, () => heard.push("over"));
  await after(200);
  clock.stop();
  await after(150);
  expect(heard).toEqual([]);
  clock.start();
  clock.start(); // it goes already
  // 100 ms are left, and not 300.
  await after(220);
  expect(heard).toEqual(["over"]);
});

test("a clock that has ended is not started again", async () => {
  const heard: string[] = [];
  const clock = createClock(10, () => heard.push("over"));
  clock.stop();
  clock.stop();
  clock.end();
  clock.start();
  await after(30);
  expect(heard).toEqual([]);
});

test("a time without end is no timer, which would keep a process", () => {
  expect(startTimer(() => {}, Infinity)).toBe(undefined);
  const timer = startTimer(() => {}, 1e12);
  expect(timer).not.toBe(undefined);
  clearTimeout(timer);
});
