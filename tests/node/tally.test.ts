/** The last line of `npm test` has to be true. */
import { expect, test } from "vitest";
import { tally } from "../tally.ts";

test.each([
  ["a linter that is content", 0, "Checked 300 files\n", [1, 0, 0, false]],
  ["a linter that is not", 1, "error: found 3 problems\n", [0, 1, 0, false]],
  ["vitest", 0, " Test Files  2 passed (2)\n      Tests  20 passed | 1 skipped (21)\n", [20, 0, 1]],
  ["vitest, failing", 1, "      Tests  2 failed | 18 passed (20)\n", [18, 2, 0]],
  ["Deno's runner", 0, "ok | 12 passed | 0 failed (3s)\n", [12, 0, 0]],
  ["Deno's runner, failing", 1, "FAILED | 11 passed | 1 failed (3s)\n", [11, 1, 0]],
  ["the suite in five runtimes", 0, "5000 passed, 0 failed, 3 skipped\n", [5000, 0, 3]],
  ["a suite that failed, though no test did", 1, "40 passed, 0 failed, 0 skipped\n", [40, 1, 0]],
])("%s", (_, code, output, [passed, failed, skipped, hasTests = true]) => {
  expect(tally(code, output)).toEqual({ passed, failed, skipped, hasTests });
});
