/**
 * What an operation costs, in counts that do not depend on the machine: so that a needless copy, call
 * or object is seen when it is made. Times are not tested; `npm run bench` measures them.
 *
 * Who makes the library cheaper, or dearer for a reason, puts the new counts here.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import type { Counts } from "../bench/programs/counts.ts";

/** Calls of functions of lib/ in one operation; a page has 1000 senders. */
const functions: Counts = {
  send: { create: 77, fetch: 77, delete: 37, page: 31_064 },
  createClient: { create: 126, fetch: 126, delete: 86, page: 31_112 },
};

/** Bytes allocated in one operation, by Node on our behalf too, without a compiler that saves some. */
const bytes: Record<string, Record<string, number>> = {
  send: { create: 24_244, fetch: 18_872, delete: 9_758, page: 1_883_878 },
  createClient: { create: 32_027, fetch: 26_577, delete: 17_161, page: 1_891_884 },
};
/** Less than an object of two fields, and than an array of as many pointers as a page has senders. */
const tolerance = (expected: number) => 16 + expected / 2000;

/**
 * Bytes that a collection of what is young leaves of an operation, at most. What Node keeps of a
 * request with a signal is 800 of them.
 *
 * V8 makes a function that is written as the value of an assignment to a member among what is old, and
 * keeps with it all that it sees. Who gives it a name first, or writes it into an object, keeps none.
 */
const kept: Record<string, Record<string, number>> = {
  send: { create: 150, fetch: 150, delete: 100 },
  createClient: { create: 1_100, fetch: 1_100, delete: 1_100 },
};

/** What is made of the platform for one operation, by us or by Node on our behalf. */
const platform: Counts = {
  send: {
    create: "AbortController Request URL URLSearchParams",
    fetch: "AbortController Request URL",
    delete: "AbortController Request URL",
    page: "AbortController Request URL URLSearchParams",
  },
  createClient: {
    create: "AbortController AbortController Request URL URLSearchParams setTimeout",
    fetch: "AbortController AbortController Request URL setTimeout",
    delete: "AbortController AbortController Request URL setTimeout",
    page: "AbortController AbortController Request URL URLSearchParams setTimeout",
  },
};

/** Requests for a list of 2,500 senders. */
const requests: Counts = {
  list: {
    "all of it": 3,
    "pages of 100": 25,
    "a limit of 1500": 2,
    "a limit of 10": 1,
    "left at the first sender": 2, // the next page was on its way
  },
};

// Compilers would leave out allocations when they come to it, so that there is none …
const interpreter = [
  "--no-opt",
  "--no-maglev",
  "--no-sparkplug",
  "--no-lazy-feedback-allocation",
  "--single-threaded",
];
// … and nothing is collected while it counts.
const space = ["--min-semi-space-size=512", "--max-semi-space-size=512", "--expose-gc"];

const program = fileURLToPath(new URL("../bench/programs/counts.ts", import.meta.url));

// In an interpreter a page takes its time.
vi.setConfig({ testTimeout: 120_000 });

/** Counts in a process of its own. */
function count(kind: string, flags: readonly string[] = []): Counts {
  const env = { ...process.env, NODE_OPTIONS: "" };
  const args = ["--disable-warning=ExperimentalWarning", ...flags, program, kind];
  return JSON.parse(execFileSync("node", args, { encoding: "utf8", env }));
}

describe("an operation", () => {
  test("calls no more functions", () => {
    expect(count("functions")).toEqual(functions);
  });

  test("allocates no more", () => {
    const counts = count("bytes", [...interpreter, ...space]);
    const wrong = Object.entries(bytes).flatMap(([peer, operations]) =>
      Object.entries(operations).flatMap(([operation, expected]) => {
        const got = Number(counts[peer]?.[operation]);
        return Math.abs(got - expected) <= tolerance(expected)
          ? []
          : [`${peer} ${operation}: ${got} bytes, expected ${expected}`];
      })
    );
    expect(wrong).toEqual([]);
  });

  test("is gone with the next small collection", () => {
    const counts = count("kept", [...interpreter, ...space]);
    const wrong = Object.entries(kept).flatMap(([peer, operations]) =>
      Object.entries(operations).flatMap(([operation, most]) => {
        const got = Number(counts[peer]?.[operation]);
        return got <= most ? [] : [`${peer} ${operation}: ${got} bytes, expected at most ${most}`];
      })
    );
    expect(wrong).toEqual([]);
  });

  test("makes no more objects, signals and timers", () => {
    expect(count("platform")).toEqual(platform);
  });
});

test("a listing takes no more requests than it has pages", () => {
  expect(count("requests")).toEqual(requests);
});
