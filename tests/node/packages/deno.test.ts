/** Deno's promise: a script gets by on the permissions that the README names. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox, nodeListener } from "../../../lib/sandbox/mod.ts";

const root = new URL("../../../", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "deno-"));
const service = `MG${"b".repeat(32)}`;
const account = `AC${"b".repeat(32)}`;
const sids = ["1", "2", "3"].map((digit) => `XE${digit.repeat(32)}`);
const seed = {
  accounts: [{
    accountSid: account,
    authToken: "a-token-of-a-test",
    channelSenders: sids.map((sid, index) => ({
      sid,
      sender: `whatsapp:+1555000000${index}`,
      senderType: "WhatsApp",
      countryCode: "US",
    })),
    services: [{ sid: service, channelSenders: sids }],
  }],
};
let server: Server;
let host: string;

beforeAll(async () => {
  const sandbox = createSandbox(seed);
  server = createServer(nodeListener(sandbox.fetch)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function deno(args: string[], env: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env["PATH"]!, NO_COLOR: "1", ...env }, cwd: folder };
    execFile("deno", ["run", "--no-prompt", "--no-lock", ...args], options, (_, stdout, stderr) => {
      resolve(stdout + stderr);
    });
  });
}

describe("a script that lists senders", () => {
  const script = join(folder, "list.ts");

  beforeAll(() =>
    writeFileSync(
      script,
      `import { createClient } from "${new URL("mod.ts", root)}";
      const client = createClient({
        accountSid: "${account}",
        authToken: "a-token-of-a-test",
        target: { baseUrl: "http://${host}" },
      });
      const input = { messagingServiceSid: "${service}", pageSize: 2 };
      for await (const { sid } of client.channelSenders.list(input)) console.log(sid);`,
    )
  );

  test("runs with its host's permission and no other", async () => {
    expect(await deno(["--no-config", `--allow-net=${host}`, script])).toBe(`${sids.join("\n")}\n`);
  });

  test("does not run without", async () => {
    // Said as Deno says it, and at once: no repeat of the call would mend it.
    expect(await deno(["--no-config", script])).toContain(
      `NotCapable: Requires net access to "${host}"`,
    );
  });
});

test("the README's script runs with the permissions that it names", async () => {
  const readme = readFileSync(new URL("README.md", root), "utf8");
  const script = readme.match(/```ts ignore\n(\/\/ list\.ts\n[\s\S]*?)```/)![1]!;
  const [, permissions] = readme.match(/deno run (--allow-\S+ --allow-\S+) list\.ts/)!;
  writeFileSync(join(folder, "readme.ts"), script);
  const imports = { "jsr:@senderpool/twilio": new URL("mod.ts", root).href };
  writeFileSync(join(folder, "deno.json"), JSON.stringify({ imports }));
  // Nothing leaves this machine: the sandbox answers for the host.
  writeFileSync(
    join(folder, "offline.ts"),
    `import { createSandbox } from "${new URL("lib/sandbox/mod.ts", root)}";
    const sandbox = createSandbox(${JSON.stringify(seed)});
    globalThis.fetch = (input, init) => sandbox.fetch(new Request(input, init));`,
  );
  const env = { TWILIO_ACCOUNT_SID: account, TWILIO_AUTH_TOKEN: "a-token-of-a-test" };
  const args = [...permissions!.split(" "), "--preload", "offline.ts", "readme.ts", service];
  const lines = sids.map((sid, index) => `${sid} whatsapp:+1555000000${index}\n`);
  expect(await deno(args, env)).toBe(lines.join(""));
});
