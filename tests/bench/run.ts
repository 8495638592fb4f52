/**
 * The benchmark: Senderpool, its peers, and the limit, which is hand-written `fetch`.
 *
 * npm run bench [-- [PART…] [--quick] [--write] [--out DIR] [--render]]
 *
 * It runs every part, or those whose names begin so. The tables go to standard output; a run of all
 * parts is also kept in results.json, results.md and results.svg, here or in DIR, and with `--write`
 * the README's block is rewritten. `--quick` shows that it works: its figures say nothing.
 * `--render` measures nothing, and makes the other files of results.json.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { install } from "./bundle.ts";
import { chart } from "./chart.ts";
import type { Figure, Part } from "./figures.ts";
import { cold } from "./parts/cold.ts";
import { cpu } from "./parts/cpu.ts";
import { growth } from "./parts/growth.ts";
import { limiter } from "./parts/limiter.ts";
import { listing } from "./parts/listing.ts";
import { sandbox } from "./parts/sandbox.ts";
import { size } from "./parts/size.ts";
import { sockets } from "./parts/sockets.ts";
import { webhooks } from "./parts/webhooks.ts";
import { file, root, runtime, stopAll } from "./processes.ts";
import { intoReadme, report } from "./report.ts";
import { machine, type Measured, type Results, versions } from "./results.ts";

const parts: Record<string, Part> = {
  size,
  cpu,
  listing,
  cold,
  sockets,
  growth,
  limiter,
  sandbox,
  webhooks,
};

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    render: { type: "boolean", default: false },
    out: { type: "string" },
  },
});

/** The parts that were asked for. */
function wanted(): string[] {
  const names = Object.keys(parts);
  for (const prefix of positionals) {
    if (names.some((name) => name.startsWith(prefix))) continue;
    console.error(`no such part: ${prefix} (known: ${names.join(", ")})`);
    process.exit(2);
  }
  if (positionals.length === 0) return names;
  return names.filter((name) => positionals.some((prefix) => name.startsWith(prefix)));
}

async function measure(): Promise<Results> {
  install();
  const measured: Record<string, Measured> = {};
  for (const name of wanted()) {
    const { about, run } = parts[name]!;
    const start = performance.now();
    process.stderr.write(`${name} … `);
    try {
      const figures = await run({ quick: options.quick });
      const seconds = Math.round((performance.now() - start) / 1000);
      process.stderr.write(`${seconds} s\n`);
      measured[name] = { about, seconds, figures };
    } catch (error) {
      // The others are worth having.
      console.error(error);
      process.exitCode = 1;
    } finally {
      stopAll();
    }
  }
  const date = new Date().toISOString();
  return { date, quick: options.quick, machine: machine(), versions: versions(), parts: measured };
}

/** JSON with a figure on each line. */
function stringify(results: Results): string {
  const figures: string[] = [];
  const text = JSON.stringify(results, (key, value) => {
    if (key !== "figures") return value;
    return value.map((figure: Figure) => `#${figures.push(JSON.stringify(figure)) - 1}`);
  }, 2);
  return `${text.replace(/"#(\d+)"/g, (_, index) => figures[index]!)}\n`;
}

/** Writes files and puts them into the project's format. */
function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) writeFileSync(path, text);
  const args = ["fmt", "--quiet", ...Object.keys(files)];
  execFileSync(runtime("deno"), args, { cwd: root, stdio: "inherit" });
}

const kept = file("results.json");
const results: Results = options.render ? JSON.parse(readFileSync(kept, "utf8")) : await measure();
console.log(report(results));

const complete = !results.quick && Object.keys(parts).every((name) => results.parts[name]);
const folder = options.out ?? (complete ? file(".") : undefined);
if (folder) {
  mkdirSync(folder, { recursive: true });
  write({
    [join(folder, "results.json")]: stringify(results),
    [join(folder, "results.md")]: report(results),
    [join(folder, "results.svg")]: chart(results),
  });
}
if (options.write && complete) {
  const readme = join(root, "README.md");
  write({ [readme]: intoReadme(readFileSync(readme, "utf8"), results) });
} else if (options.write) {
  console.error("The README has figures of whole runs alone.");
  process.exitCode = 2;
}
