/** A hundred thousand senders: what a sandbox does with them grows as they do, counted, not timed. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Work } from "./work.ts";

const program = fileURLToPath(new URL("work.ts", import.meta.url));
const few = 10_000;
const many = 100_000;

test("work grows as the senders do, and not at all where one of them is asked for", () => {
  const args = ["--disable-warning=ExperimentalWarning", program, `${few}`, `${many}`];
  const env = { ...process.env, NODE_OPTIONS: "" };
  const measured = JSON.parse(execFileSync("node", args, { encoding: "utf8", env }));
  const [less, more] = [measured[few], measured[many]] as [Work, Work];
  const names = Object.keys(less);
  expect(names).toHaveLength(8);
  for (const name of names) {
    for (const kind of ["blocks", "items"] as const) {
      const times = more[name]![kind] / less[name]![kind];
      // A search among sorted senders takes some steps more: their logarithm.
      const most = /one|first/.test(name) ? 1.2 : many / few * 1.1;
      expect({ name, kind, times, fits: times <= most }).toMatchObject({ fits: true });
      // That something was counted at all.
      expect(more[name]![kind]).toBeGreaterThan(/one|first/.test(name) ? 10 : many / 2);
    }
  }
}, 120_000);
