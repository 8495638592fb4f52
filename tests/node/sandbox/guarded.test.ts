/** A sandbox that Deno or Bun serves: `guarded` refuses there what our own listener refuses in Node. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as ask } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const bin = (name: string) => join(root, "node_modules/.bin", name);
const folder = mkdtempSync(join(tmpdir(), "senderpool-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entry = JSON.stringify(pathToFileURL(join(root, "lib/sandbox/mod.ts")).href);
const program = (serve: string) => `
  import { createSandbox, guarded } from ${entry};
  const fetch = guarded(createSandbox().fetch);
  ${serve}
`;

const runtimes: Record<string, { command: string[]; serve: string }> = {
  deno: {
    command: [bin("deno"), "run", "--no-prompt", "--allow-net=127.0.0.1"],
    serve: `Deno.serve({
      hostname: "127.0.0.1",
      port: 0,
      onListen: ({ port }) => console.log(port),
    }, fetch);`,
  },
  bun: {
    command: [bin("bun")],
    serve: `console.log(Bun.serve({ hostname: "127.0.0.1", port: 0, fetch }).port);`,
  },
};

function statusOf(port: number, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const init = { host: "127.0.0.1", port, path: "/v1/Services", agent: false, headers };
    ask(init, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject).end();
  });
}

test.each(Object.entries(runtimes))("in %s", async (name, { command, serve }) => {
  const file = join(folder, `${name}.ts`);
  writeFileSync(file, program(serve));
  const [executable = "", ...args] = [...command, file];
  const child = spawn(executable, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const port = await new Promise<number>((resolve, reject) => {
      child.stdout.once("data", (line) => resolve(Number(line)));
      child.once("close", () => reject(new Error("it ended")));
    });
    const host = `localhost:${port}`;
    expect(await statusOf(port, { host })).toBe(401); // nobody has signed it
    expect(await statusOf(port, { host: "messaging.twilio.com" })).toBe(401);
    expect(await statusOf(port, { host, origin: `http://${host}` })).toBe(401);
    expect(await statusOf(port, { host: "rebound.example" })).toBe(403);
    expect(await statusOf(port, { host, origin: "https://evil.example" })).toBe(403);
    const image = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" };
    expect(await statusOf(port, { host, ...image })).toBe(403);
  } finally {
    child.kill("SIGKILL");
  }
}, 30_000);
