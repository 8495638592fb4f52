/**
 * Finds a Chromium for the suite; run as a program (`npm run browser`), installs one if there is
 * none. It ends in a path or in an error: a browser run is never skipped.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const root = process.getuid?.() === 0;

/** Quiet, and no look-ups of the browser's own; root needs `--no-sandbox`. */
export const flags: string[] = [
  ...(root ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The path of a Chromium: `CHROMIUM_PATH`, one on the PATH, or Playwright's own. */
export function findChromium(): string | undefined {
  const named = process.env["CHROMIUM_PATH"];
  if (named && !executable(named)) throw new Error(`CHROMIUM_PATH is not a program: ${named}`);
  if (named) return named;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(executable) ??
    [chromium.executablePath()].find(executable);
}

/** The path of a Chromium, installed first if need be. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  if (root && existsSync("/etc/debian_version")) {
    run("apt-get update");
    run("apt-get install -y --no-install-recommends chromium");
  }
  if (!findChromium()) run("npx playwright install chromium");
  const installed = findChromium();
  if (!installed) {
    throw new Error(
      "no Chromium found, and none could be installed: install one yourself, or " +
        "name one in CHROMIUM_PATH",
    );
  }
  return installed;
}

function run(command: string): void {
  console.error(`no Chromium found: ${command}`);
  const [program = "", ...args] = command.split(" ");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { status, error } = spawnSync(program, args, { stdio: ["ignore", 2, 2], env });
  if (status !== 0) {
    console.error(`failed (${error?.message ?? `exit code ${status}`}): ${command}`);
  }
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

if (import.meta.main) {
  try {
    console.log(ensureChromium());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
