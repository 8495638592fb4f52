/** With `--json`, what goes wrong and what is noted is JSON as well: a line of stderr. */
import { describe, expect, test } from "vitest";
import type { Platform } from "../../../lib/cli/platform/platform.ts";
import { command, env, MG, pool, poolOf, refuse, XE } from "./harness.ts";

async function run(line: string, platform: Partial<Platform> = {}) {
  const { code, out, err } = await command(line, platform);
  const lines = err.split("\n").slice(0, -1).map((line) => JSON.parse(line));
  return { code, out, lines };
}

describe("errors", () => {
  test("a refusal, with its particulars", async () => {
    const { code, out, lines } = await run(`fetch ${XE} -s ${MG} --json`);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(lines).toEqual([{
      error: {
        name: "TwilioApiError",
        code: 20404,
        message: expect.stringMatching(/^The requested resource .* was not found$/),
        request: expect.stringMatching(/^GET https:/),
        status: 404,
        requestId: expect.stringMatching(/^RQ/),
        moreInfo: expect.stringMatching(/20404$/),
        hint: expect.stringMatching(/^check the SIDs/),
      },
    }]);
  });

  test("what is asked to wait for, and how often it was tried", async () => {
    const busy = { code: 20429, message: "Too many", status: 429 };
    const fetch = refuse(429, busy, { "retry-after": "700" });
    const { lines: [{ error }] } = await run(`list -s ${MG} --json`, { fetch });
    expect(error).toMatchObject({ code: 20429, retryAfter: "700 s" });
  });

  test.each([
    [`list -s ${MG} --limit 0 --json`, "TwilioInputError", /^--limit: expected /],
    [`fetch +12125550100 -s ${MG} --json`, "UsageError", /^<sid>: expected /],
    ["list --json", "UsageError", /^no Messaging Service given$/],
    ["--json lsit", "UsageError", /^unknown command 'lsit' \(Did you mean list\?\)$/],
    ["list --json --auth-token=hunter2", "UsageError", /^unknown option '--auth-token'/],
    ["fetch --json", "UsageError", /^missing required argument 'sid'$/],
    ["--json", "UsageError", /^no command$/],
    ["services --json", "UsageError", /^no command$/],
    ["sandbox --json --port x", "UsageError", /whole number from 0 to 65535/],
  ])("wrong usage: %s", async (line, name, said) => {
    const { code, out, lines } = await run(line);
    expect({ code, out, count: lines.length }).toEqual({ code: 2, out: "", count: 1 });
    expect(lines[0].error).toMatchObject({ name, message: expect.stringMatching(said) });
  });

  test("no credentials; nobody to take", async () => {
    expect((await run(`list -s ${MG} --json`, { env: {} })).lines[0].error)
      .toMatchObject({ message: "no credentials", hint: expect.stringContaining("TWILIO_") });
    const fetch = poolOf([{ sender: "rcs:agent" }]);
    const { code, lines } = await run(`explain --to messenger:5 -s ${MG} --json`, { fetch });
    expect(code).toBe(1);
    expect(lines[0].error).toMatchObject({ name: "NoSender", code: 21703 });
  });

  test("help and version are no errors", async () => {
    expect((await run("--json --help")).code).toBe(0);
    expect((await run("--json --version")).out).toMatch(/^\d/);
  });
});

describe("notes", () => {
  test("how to go on has the token by itself", async () => {
    const { code, lines } = await run(`list -s ${MG} --json --page-size 2 --limit 2`, {
      env,
      fetch: pool(3),
    });
    expect(code).toBe(0);
    expect(lines).toEqual([{ note: expect.any(String), pageToken: expect.stringMatching(/^PT/) }]);
    expect(lines[0].note).toContain(lines[0].pageToken);
  });

  test("what was removed, and that there is nothing", async () => {
    await expect(run(`list -s ${MG} --json`)).resolves.toMatchObject({
      lines: [{ note: `no channel senders in ${MG}` }],
    });
  });
});
