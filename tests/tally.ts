/** How many tests a check of `npm test` ran. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Whether it has tests of its own; what has none counts as one. */
  readonly hasTests: boolean;
}

/**
 * Counts by what a check wrote: the last words of vitest, of Deno and of our own runner. A check that
 * fails counts as a failure though none of its tests failed.
 *
 * @param code its exit code
 * @param output all that it wrote
 */
export function tally(code: number, output: string): Tally {
  const summary = output.match(/^\s*Tests .*$/m) ??
    output.match(/^(ok|FAILED) \| .*$/m) ?? output.match(/^\d+ passed, \d+ failed.*$/m);
  const count = (word: string) =>
    Number(summary?.[0].match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0);
  const [passed, failed, skipped] = [count("passed"), count("failed"), count("skipped")];
  const hasTests = passed + failed + skipped > 0;
  if (code !== 0) return { passed, failed: Math.max(failed, 1), skipped, hasTests };
  return { passed: hasTests ? passed : 1, failed, skipped, hasTests };
}
