/**
 * Runs the shared suite in every runtime, or in those named:
 *
 * node tests/runtimes/run.ts [node] [deno] [bun] [workerd] [chromium]
 *
 * It fails when a test fails, when a runtime ran no test, or when they did not all run as many.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureChromium } from "./browser.ts";
import type { Runtime } from "./runtime.ts";
import { startServers, type Urls } from "./servers.ts";

const AT_ONCE = 2;
const TIME_LIMIT = 600_000;

const root = fileURLToPath(new URL("../..", import.meta.url));
const dir = mkdtempSync(join(tmpdir(), "suite-"));
const path = [join(root, "node_modules/.bin"), process.env["PATH"]].join(delimiter);

/** The command for each runtime, which writes a JUnit report; slowest first. */
const commands: Record<Runtime, (report: string, urls: Urls) => string> = {
  chromium: (report) => vitest("chromium", report),
  node: (report) => vitest("node", report),
  workerd: (report) => `node tests/runtimes/workerd.ts ${report}`,
  deno: (report, urls) => {
    const hosts = Object.values(urls).map((url) => new URL(url).host);
    return `deno task test --allow-net=${hosts} --junit-path=${report}`;
  },
  bun: (report) => `bun test --isolate ./tests/suite --reporter=junit --reporter-outfile=${report}`,
};

function vitest(project: string, report: string): string {
  return `vitest run --config tests/runtimes/vitest.config.ts --project ${project} ` +
    `--reporter=default --reporter=junit --outputFile.junit=${report}`;
}

interface Result {
  runtime: Runtime;
  passed: number;
  failed: number;
  skipped: number;
  /** Tests in each file, to say where two runtimes differ. */
  files: Record<string, number>;
  seconds: number;
  problems: string[];
  output: string;
}

// Every child leads a process group, so that what it started ends with it.
const children = new Set<ChildProcess>();
function end(child: ChildProcess): void {
  children.delete(child);
  try {
    if (child.pid) process.kill(-child.pid, "SIGKILL");
  } catch {
    // The whole group has ended already.
  }
}
process.on("exit", () => {
  children.forEach(end);
  rmSync(dir, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => process.exit(1));
}

async function run(runtime: Runtime): Promise<Result> {
  const start = performance.now();
  const report = join(dir, `${runtime}.xml`);
  const { urls, stop } = await startServers();
  const [program = "", ...args] = commands[runtime](report, urls).split(" ");
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, PATH: path, TMPDIR: dir, SUITE_URLS: JSON.stringify(urls) },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  let output = "";
  child.stdout.on("data", (chunk) => output += chunk);
  child.stderr.on("data", (chunk) => output += chunk);

  const problems: string[] = [];
  const timer = setTimeout(() => {
    problems.push(`still running after ${TIME_LIMIT / 1000} s`);
    end(child);
  }, TIME_LIMIT);
  const status = await new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", () => end(child));
    child.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  clearTimeout(timer);
  stop();

  const counts = count(report);
  if (status !== "exit code 0") problems.push(status);
  if (counts.failed) problems.push(`${counts.failed} failed`);
  if (!counts.passed) problems.push("ran no test");
  else if (!counts.names.includes(`runs in ${runtime}`)) problems.push(`did not run in ${runtime}`);
  return { runtime, ...counts, seconds: (performance.now() - start) / 1000, problems, output };
}

/** Counts the test cases of a JUnit report: each runner nests and names its suites its own way. */
function count(report: string) {
  const counts = { passed: 0, failed: 0, skipped: 0, files: {} as Result["files"], names: "" };
  let xml = "";
  try {
    xml = readFileSync(report, "utf8");
  } catch {
    return counts; // No report: no test ran.
  }
  const cases = /<testcase((?:\s+[\w:-]+="[^"]*")*)\s*(?:\/>|>([\s\S]*?)<\/testcase>)/g;
  for (const [, attributes = "", inner = ""] of xml.matchAll(cases)) {
    if (/<(failure|error)\b/.test(inner)) counts.failed++;
    else if (/<skipped\b/.test(inner)) counts.skipped++;
    else counts.passed++;
    const file = attributes.match(/tests\/suite\/[^"]*?\.test\.ts/)?.[0] ?? "?";
    counts.files[file] = (counts.files[file] ?? 0) + 1;
    counts.names += `${attributes}\n`;
  }
  return counts;
}

const total = (result: Result) => result.passed + result.failed + result.skipped;
const sum = (key: "passed" | "failed" | "skipped") => results.reduce((n, r) => n + r[key], 0);

const all = Object.keys(commands) as Runtime[];
const unknown = process.argv.slice(2).filter((name) => !(all as string[]).includes(name));
if (unknown.length) {
  console.error(`unknown runtime: ${unknown.join(", ")} (known: ${all.join(", ")})`);
  process.exit(2);
}
const wanted = process.argv.length > 2 ? all.filter((name) => process.argv.includes(name)) : all;
if (wanted.includes("chromium")) process.env["CHROMIUM_PATH"] = ensureChromium();

const queue = [...wanted];
const results: Result[] = [];
await Promise.all(Array.from({ length: AT_ONCE }, async () => {
  for (let next = queue.shift(); next; next = queue.shift()) results.push(await run(next));
}));
results.sort((a, b) => wanted.indexOf(a.runtime) - wanted.indexOf(b.runtime));

for (const { runtime, problems, output } of results) {
  if (problems.length) console.log(`---- ${runtime}\n${output.trimEnd()}\n`);
}
console.log("runtime    passed  failed  skipped  total    time");
for (const result of results) {
  const { runtime, passed, failed, skipped, seconds } = result;
  const cells = [[passed, 8], [failed, 8], [skipped, 9], [total(result), 7]] as const;
  const numbers = cells.map(([value, width]) => String(value).padStart(width)).join("");
  console.log(`${runtime.padEnd(9)}${numbers}${`${seconds.toFixed(1)} s`.padStart(8)}`);
}
for (const { runtime, problems } of results) {
  for (const problem of problems) console.log(`${runtime}: ${problem}`);
}
const files = new Set(results.flatMap((result) => Object.keys(result.files)));
const uneven = [...files].filter((file) =>
  new Set(results.map((result) => result.files[file])).size > 1
);
for (const file of uneven) {
  const counts = results.map((result) => `${result.runtime} ${result.files[file] ?? 0}`);
  console.log(`not as many tests in every runtime: ${file}: ${counts.join(", ")}`);
}
console.log(`${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
// Not `exit`, which would cut short what a pipe has not taken yet.
process.exitCode = uneven.length || results.some(({ problems }) => problems.length) ? 1 : 0;
