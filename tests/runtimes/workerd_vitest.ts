/**
 * What `vitest` means inside workerd (see workerd.ts, which bundles it with each test file): tests
 * are kept, then run by the handler that `workerd test` calls, which prints one JSON line for each.
 */
import { type Case, collect } from "./collect.ts";

const cases: Case[] = [];

// Like every other runner: a rejection that nobody handles fails the run.
const unhandled: unknown[] = [];
addEventListener("unhandledrejection", (event) => void unhandled.push(event.reason));

export const { describe, test, beforeEach, afterEach } = collect((one) => void cases.push(one));
export { expect } from "./expect.ts";

/** One test's outcome; `error` is absent when it passed or was skipped. */
export interface Outcome {
  file: string;
  name: string;
  skipped: boolean;
  seconds: number;
  error?: string;
}

/** The default export of a test file's worker. */
export function worker(file: string): { test: () => Promise<void> } {
  return {
    async test() {
      for (const { name, skip, run } of cases) {
        const start = Date.now();
        const outcome: Outcome = { file, name, skipped: skip, seconds: 0 };
        try {
          if (!skip) await run();
        } catch (error) {
          outcome.error = trace(error);
        }
        outcome.seconds = (Date.now() - start) / 1000;
        console.log(JSON.stringify({ outcome }));
      }
      await new Promise((resolve) => setTimeout(resolve, 0));
      for (const reason of unhandled) console.log("unhandled rejection:", trace(reason));
      if (unhandled.length) throw new Error("unhandled rejections");
    },
  };
}

function trace(error: unknown): string {
  return error instanceof Error ? error.stack ?? String(error) : String(error);
}
