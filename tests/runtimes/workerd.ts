/**
 * Runs the suite in workerd itself, without Node compatibility: vitest's own plugin for Workers
 * switches that on for its runner, and so for the code under test. Each test file is bundled as
 * its users would bundle it, and runs in a worker of its own beside a small runner
 * (workerd_vitest.ts), the module `vitest` there.
 *
 * node tests/runtimes/workerd.ts REPORT.xml
 */
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Outcome } from "./workerd_vitest.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const files = globSync("tests/suite/**/*.test.ts", { cwd: root }).sort();
const report = process.argv[2];
if (!report) throw new Error("usage: node tests/runtimes/workerd.ts REPORT.xml");
const dir = mkdtempSync(join(tmpdir(), "workerd-"));

/** Bundles one module. No platform: an import of `node:` anything is an error here. */
async function bundle(source: string, name: string): Promise<string> {
  await build({
    entryPoints: [join(root, source)],
    outfile: join(dir, name),
    bundle: true,
    external: ["vitest"],
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["workerd", "worker", "browser"],
    target: "es2024",
    define: { SUITE_URLS: JSON.stringify(process.env["SUITE_URLS"] ?? "") },
    logLevel: "warning",
  });
  return name;
}

try {
  const runner = await bundle("tests/runtimes/workerd_vitest.ts", "vitest.js");
  const services = await Promise.all(files.map(async (file, index) => {
    const suite = await bundle(file, `suite${index}.js`);
    const main = `main${index}.js`;
    writeFileSync(
      join(dir, main),
      `import "./suite.js"; import { worker } from "vitest";
      export default worker(${JSON.stringify(file)});`,
    );
    return `(name = ${JSON.stringify(file)}, worker = (
      modules = [
        (name = "main.js", esModule = embed "${main}"),
        (name = "suite.js", esModule = embed "${suite}"),
        (name = "vitest", esModule = embed "${runner}"),
      ],
      compatibilityDate = "2026-10-01",
      compatibilityFlags = ["no_nodejs_compat", "no_nodejs_compat_v2"],
    ))`;
  }));
  const config = join(dir, "config.capnp");
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (services = [
      (name = "internet", network = (allow = ["private"])),
      ${services.join(", ")}
    ]);`,
  );

  const { status, stdout } = spawnSync("workerd", ["test", config], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const outcomes: Outcome[] = [];
  for (const line of stdout.split("\n")) {
    if (line.startsWith('{"outcome":')) outcomes.push(JSON.parse(line).outcome);
    else if (line) console.log(line);
  }
  for (const { file, name, error } of outcomes) {
    if (error) console.log(`FAILED ${file} > ${name}\n${error}`);
  }
  writeFileSync(report, junit(outcomes));
  if (status !== 0 || outcomes.some(({ error }) => error)) process.exitCode = 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}

function junit(outcomes: Outcome[]): string {
  const cases = outcomes.map(({ file, name, skipped, seconds, error }) => {
    const inner = skipped ? "<skipped/>" : error ? `<failure>${escape(error)}</failure>` : "";
    return `<testcase classname="${escape(file)}" name="${escape(name)}" time="${seconds}">` +
      `${inner}</testcase>`;
  });
  return `<testsuites><testsuite name="workerd">\n${cases.join("\n")}\n</testsuite></testsuites>\n`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
