import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startHostile } from "../runtimes/hostile_server.ts";

// That a call which ended, however it ended, keeps no process alive: no timer, no socket.
const mod = fileURLToPath(new URL("../../mod.ts", import.meta.url));
let server: Awaited<ReturnType<typeof startHostile>>;
beforeAll(async () => {
  server = await startHostile();
});
afterAll(() => server.stop());

/** Runs one call in a process of its own; what it said, and when it ended after that. */
function run(how: string): Promise<{ said: string; code: number | null; lingered: number }> {
  const program = `
    import { createClient } from ${JSON.stringify(mod)};
    const client = createClient({
      accountSid: "AC" + "a".repeat(32),
      authToken: "token",
      target: { baseUrl: ${JSON.stringify(`${server.hostile}/${how}/exit-${how}`)} },
      timeout: 300,
      retry: { attempts: 2, random: () => 0 },
    });
    const input = { messagingServiceSid: "MG" + "a".repeat(32), sid: "XE" + "a".repeat(32) };
    const call = client.channelSenders.fetch(input);
    console.log(await call.then(() => "value", ({ name }) => name));
  `;
  return new Promise((resolve) => {
    const args = ["--input-type=module", "--no-warnings", "--eval", program];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    let at = 0;
    child.stdout.on("data", (data) => {
      said += data;
      at = performance.now();
    });
    child.on("close", (code) => {
      resolve({ said: said.trim(), code, lingered: performance.now() - at });
    });
  });
}

describe("a process ends when its call has", () => {
  test.each([
    ["good", "value"],
    ["reset", "TwilioNetworkError"],
    ["stall", "TwilioTimeoutError"],
    ["stall-in-body", "TwilioTimeoutError"],
    ["drip-body", "TwilioTimeoutError"],
    ["body-without-end", "TwilioResponseError"],
    ["redirect-307", "TwilioResponseError"],
    ["gzip-garbled", "TwilioNetworkError"],
  ])("%s: %s", async (how, outcome) => {
    const { said, code, lingered } = await run(how);
    expect([said, code]).toEqual([outcome, 0]);
    expect(lingered).toBeLessThan(2000); // the client's bound on a call is 120 s
  }, 20_000);
});
