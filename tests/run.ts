/**
 * Every check, one after the other: `npm test`. Or those named: `npm test -- fmt suite`.
 *
 * A check that passes is a line; one that fails prints all that it said. The last line counts the
 * tests, and a check without tests as one.
 */
import { spawn } from "node:child_process";
import { tally } from "./tally.ts";

/** Each is an npm script, so that each can be run by itself. */
const checks = {
  fmt: "the format",
  lint: "the linter",
  types: "the types, without any platform's for the isomorphic code",
  "docs:lint": "every export documented",
  "docs:test": "the examples of README and doc comments",
  "publish:jsr:dry": "what JSR would publish",
  build: "the npm package",
  publint: "its manifest",
  attw: "its types, as each resolver finds them",
  "test:node": "sizes, architecture, packages, the command, and real counterparts",
  "test:suite": "the one suite in five runtimes",
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(checks, name));
if (unknown.length > 0) {
  console.error(`no such check: ${unknown.join(", ")} (known: ${Object.keys(checks).join(", ")})`);
  process.exit(2);
}

function run(script: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn("npm", ["run", "--silent", script], {
      env: { ...process.env, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => output += chunk);
    child.stderr.on("data", (chunk) => output += chunk);
    child.on("error", (error) => output += error.message);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

const failures: string[] = [];
const total = { passed: 0, failed: 0, skipped: 0 };
for (const [script, title] of Object.entries(checks)) {
  if (named.length > 0 && !named.includes(script)) continue;
  const start = performance.now();
  const { code, output } = await run(script);
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
  const counted = tally(code, output);
  for (const word of ["passed", "failed", "skipped"] as const) total[word] += counted[word];
  console.log(
    `${code === 0 ? "ok    " : "FAILED"} ${seconds} s  ${script.padEnd(16)} ${title}` +
      (counted.hasTests ? ` (${counted.passed} tests)` : ""),
  );
  if (code !== 0) failures.push(script);
  // The suite's own table is worth reading even when all is well.
  if (code !== 0) console.log(output);
  else if (script === "test:suite") {
    console.log(output.trimEnd().split("\n").slice(0, -1).join("\n"));
  }
}
console.log(failures.length > 0 ? `failed: ${failures.join(", ")}` : "all is well");
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = failures.length > 0 ? 1 : 0;
