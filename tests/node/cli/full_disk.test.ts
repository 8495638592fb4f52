/** A sandbox whose file has no room to grow: what a full disk does, by the bound on a file's size. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterAll, expect, test } from "vitest";
import { createClient, services } from "../../../mod.ts";
import { accountSid, authToken } from "./harness.ts";
import { start, written } from "./processes.ts";

const folder = mkdtempSync(join(tmpdir(), "senderpool-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs what follows it, whose files get no larger than 8 kB: a write breaks off in the middle. */
const bounded = ["sh", "-c", 'ulimit -f 16; exec "$0" "$@"', process.execPath];

test("serves on, says so once, and leaves the last whole state in the file", async () => {
  const state = join(folder, "state.json");
  const sandbox = start(bounded, `sandbox --port 0 --json --state ${state}`);
  try {
    const baseUrl = JSON.parse(await written(sandbox)).listening;
    const client = createClient({
      accountSid,
      authToken,
      target: { baseUrl },
      extend: { services },
    });
    const kept = () => JSON.parse(readFileSync(state, "utf8")).accounts[0].services.length;

    await client.services.create({ friendlyName: "small" });
    while (kept() < 3) await new Promise((resolve) => setTimeout(resolve, 20));
    for (let number = 0; number < 40; number++) {
      await client.services.create({ friendlyName: `large ${number} ${"x".repeat(40)}` });
    }
    while (!sandbox.err().includes("\n")) await new Promise((resolve) => setTimeout(resolve, 20));
    const whole = kept();
    expect(whole).toBeGreaterThan(2);
    expect(whole).toBeLessThan(43);
    expect((await client.services.list().toArray()).length).toBe(43);

    // It has said so, and tries again without a word.
    await client.services.create({ friendlyName: "one more" });
    sandbox.child.kill("SIGINT");
    const { code, err } = await sandbox.outcome;
    expect(code).toBe(1);
    const [warning, lost, ...more] = err.trim().split("\n").map((line) => JSON.parse(line));
    expect(warning.note).toMatch(/^warning: cannot write .*what is there stays as it is/);
    expect(lost.error.message).toMatch(/^the state is lost: cannot write /);
    expect(more).toEqual([]);
    expect(kept()).toBe(whole);
    expect(readdirSync(folder)).toEqual(["state.json"]); // nothing that is half there takes space
  } finally {
    sandbox.child.kill("SIGKILL");
  }
}, 60_000);
