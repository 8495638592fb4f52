/**
 * A sandbox that keeps its state is killed a hundred times under load. Whatever was answered for more
 * than a second before is there afterwards, and its file is never broken.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient, services } from "../../../mod.ts";
import { accountSid, authToken, root } from "./harness.ts";
import { start, type Started, written } from "./processes.ts";

const folder = mkdtempSync(join(tmpdir(), "senderpool-"));
const running = new Set<Started>();
afterAll(() => {
  for (const { child } of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** The command in one piece, which starts in a sixth of the time. */
const program = join(folder, "senderpool.mjs");
beforeAll(async () => {
  await build({
    entryPoints: [join(root, "lib/cli/main.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    banner: {
      js: 'import * as m from "node:module"; const require = m.createRequire(import.meta.url);',
    },
  });
});

const LANES = 4;
const KILLS = 25;
const SECOND = 1000;

/**
 * The longest that this process has had to wait for its turn: on a machine that has too much to do, the
 * sandbox has to wait for the disk and its own turns as well.
 */
let lag = 0;
let before = performance.now();
const watch = setInterval(() => {
  const now = performance.now();
  lag = Math.max(lag, now - before - 20);
  before = now;
}, 20);
afterAll(() => clearInterval(watch));

test(`${LANES * KILLS} kills`, async () => {
  const lanes = Array.from({ length: LANES }, (_, lane) => killAgain(join(folder, `${lane}.json`)));
  const kept = (await Promise.all(lanes)).reduce((sum, count) => sum + count, 0);
  expect(kept).toBeGreaterThan(LANES * KILLS); // there was a load
}, 180_000);

/** How many of the services are there after all that were made in the lives of one file. */
async function killAgain(file: string): Promise<number> {
  const answered = new Map<string, number>();
  for (let kill = 0; kill < KILLS; kill++) {
    const started = start([process.execPath], `sandbox --port 0 --json --state ${file}`, program);
    running.add(started);
    const baseUrl = JSON.parse(await written(started)).listening;
    let isOver = false;
    const work = Array.from({ length: 4 }, () => create(baseUrl, answered, () => isOver));
    // Deterministic, and spread over some more than the time that a change may take.
    await new Promise((resolve) => setTimeout(resolve, (kill * 389) % 1500));
    started.child.kill("SIGKILL");
    const killed = performance.now();
    await started.outcome;
    running.delete(started);
    isOver = true;
    await Promise.all(work);

    const [account] = JSON.parse(readFileSync(file, "utf8")).accounts;
    const there = new Set(account.services.map(({ sid }: { sid: string }) => sid));
    const due = [...answered].filter(([, at]) => at < killed - SECOND - 5 * lag).map(([sid]) =>
      sid
    );
    expect(due.filter((sid) => !there.has(sid))).toEqual([]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    for (const sid of answered.keys()) if (!there.has(sid)) answered.delete(sid);
  }
  return answered.size;
}

/** Makes services until it is over, and takes note of when each was answered for. */
async function create(
  baseUrl: string,
  answered: Map<string, number>,
  isOver: () => boolean,
): Promise<void> {
  const target = { baseUrl };
  const client = createClient({
    accountSid,
    authToken,
    target,
    retry: false,
    extend: { services },
  });
  while (!isOver()) {
    const made = await client.services.create({ friendlyName: "x" }).catch(() => null);
    if (!made?.sid) return;
    answered.set(made.sid, performance.now());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
