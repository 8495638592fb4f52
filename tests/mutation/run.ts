/**
 * Alters the library a line at a time, and looks whether a test notices: `npm run mutation [-- ROOM…]`,
 * with `--static` for what is computed as a module is loaded as well, which takes hours.
 *
 * Of each room its own tests are run, so that the score is what those do without the rest of the suite.
 * It prints the survivors, and fails where less than 95 % are noticed.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { rooms } from "./rooms.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const least = 95;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { static: { type: "boolean", default: false } },
});
const wanted = positionals.length > 0 ? positionals : Object.keys(rooms);
const stray = wanted.find((name) => !Object.hasOwn(rooms, name));
if (stray !== undefined) {
  console.error(`no such room: ${stray} (known: ${Object.keys(rooms).join(", ")})`);
  process.exit(2);
}

/** What is read of a report. */
interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
}
interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

/** Runs one room; the share of its mutants that were noticed, in percent. */
function score(room: string): number {
  const { status } = spawnSync(
    process.execPath,
    [
      "node_modules/@stryker-mutator/core/bin/stryker.js",
      "run",
      "tests/mutation/stryker.config.mjs",
    ],
    {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ROOM: room, STATIC: `${values.static}` },
    },
  );
  if (status !== 0) throw new Error(`the run of ${room} ended with ${status}`);
  const path = join(root, "coverage/mutation", room, "report.json");
  const { files }: Report = JSON.parse(readFileSync(path, "utf8"));
  const counted = Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants.map((mutant) => ({ file, ...mutant }))
  ).filter(({ status }) => !/^(Ignored|CompileError|RuntimeError)$/.test(status));
  const missed = counted.filter(({ status }) => !/^(Killed|Timeout)$/.test(status));
  for (const { file, location: { start }, status, mutatorName, replacement } of missed) {
    const instead = (replacement ?? "").replace(/\s+/g, " ").slice(0, 80);
    console.log(`${file}:${start.line}:${start.column} ${status} ${mutatorName} -> ${instead}`);
  }
  const share = 100 * (counted.length - missed.length) / counted.length;
  console.log(`${room}: ${share.toFixed(1)} % of ${counted.length} noticed\n`);
  return share;
}

const scores = wanted.map((room) => [room, score(room)] as const);
console.table(Object.fromEntries(scores.map(([room, share]) => [room, share.toFixed(1)])));
if (scores.some(([, share]) => share < least)) process.exitCode = 1;
