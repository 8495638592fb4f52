/**
 * The worker of the README, in servers of three runtimes, workerd among them: the sandbox delivers
 * over real sockets, and the worker verifies.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../lib/sandbox/mod.ts";
import { signWebhook } from "../../lib/webhooks/mod.ts";
import { createClient, messages } from "../../mod.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "webhooks-"));
const { authToken } = createSandbox().credentials;
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(home, { recursive: true, force: true });
});

/** The README's worker, to the letter, and what it needs around it. */
function source(): string {
  const readme = readFileSync(`${root}README.md`, "utf8");
  const block = readme.split("```ts\n").find((text) =>
    text.includes("const worker = {") &&
    text.includes("verifyWebhook(request")
  );
  const [worker] = block!.split("// Try it");
  return `${worker}
    const kept = new Map<string, string>();
    const env: Env = {
      TWILIO_AUTH_TOKEN: ${JSON.stringify(authToken)},
      MESSAGES: {
        get: (key) => Promise.resolve(kept.get(key) ?? null),
        put: async (key, value) => void kept.set(key, value),
      },
    };
    export const fetch = (request: Request): Promise<Response> | Response =>
      new URL(request.url).pathname === "/kept"
        ? Response.json(Object.fromEntries(kept))
        : worker.fetch(request, env);`;
}

/** How a server of each runtime is written. */
const servers: Record<string, string> = {
  workerd: "export default { fetch };",
  deno: `Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => console.log(JSON.stringify({ port })),
  }, fetch);`,
  bun: `const { port } = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch });
    console.log(JSON.stringify({ port }));`,
};

async function start(runtime: string): Promise<string> {
  const file = join(home, `${runtime}.js`);
  await build({
    stdin: { contents: `${source()}\n${servers[runtime]}`, loader: "ts", resolveDir: root },
    outfile: file,
    bundle: true,
    format: "esm",
    platform: "neutral",
    alias: { "@senderpool/twilio/webhooks": "./lib/webhooks/mod.ts" },
    logLevel: "warning",
  });
  const config = join(home, "config.capnp");
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [(name = "main", worker = (
        modules = [(name = "main.js", esModule = embed "workerd.js")],
        compatibilityDate = "2026-10-01",
        compatibilityFlags = ["no_nodejs_compat", "no_nodejs_compat_v2"],
      ))],
      sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
    );`,
  );
  const args: Record<string, string[]> = {
    workerd: ["serve", config, "--control-fd=3"],
    deno: ["run", "--no-config", "--no-prompt", "--allow-net=127.0.0.1", file],
    bun: ["run", file],
  };
  const child = spawn(join(root, "node_modules/.bin", runtime), args[runtime]!, {
    stdio: ["ignore", "pipe", "inherit", "pipe"],
  });
  children.push(child);
  const told = child.stdio[runtime === "workerd" ? 3 : 1] as Readable;
  return await new Promise((resolve, reject) => {
    let text = "";
    child.once("exit", (code) => reject(new Error(`${runtime} ended with ${code}`)));
    told.on("data", (chunk) => {
      text += chunk;
      const port = /"port":\s*(\d+)/.exec(text)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
  });
}

describe.each(Object.keys(servers))("in %s", (runtime) => {
  let origin = "";
  beforeAll(async () => void (origin = await start(runtime)), 30_000);

  test("what the sandbox delivers is verified, whatever its URL, and kept once", async () => {
    const sandbox = createSandbox();
    const { credentials, fetch } = sandbox;
    const client = createClient({ ...credentials, fetch, extend: { messages } });
    const sids: string[] = [];
    for (const rest of ["/status", "", `/a'{b}|^?Body=It's+"x"<y>&z=é'`, "/é?a=b%20c"]) {
      const { sid } = await client.messages.create({
        from: "whatsapp:+12487960483",
        to: "whatsapp:+14155550199",
        body: "Hello!",
        statusCallback: origin + rest,
      });
      sids.push(sid!);
    }
    await sandbox.deliver();
    const callbacks = sandbox.callbacks();
    expect(callbacks.map(({ status, reason }) => [status, reason]))
      .toEqual(Array(8).fill([204, null]));
    const kept = await (await globalThis.fetch(`${origin}/kept`)).json();
    for (const sid of sids) expect([kept[sid], kept[`${sid} sent`]]).toEqual(["delivered", "seen"]);
  });

  test("an inbound message is answered, a forged one refused", async () => {
    const sid = `SM${"1".repeat(32)}`;
    const form = {
      SmsSid: sid,
      SmsStatus: "received",
      Body: "<b>é</b>",
      To: "+12125550123",
      MessageSid: sid,
      AccountSid: `AC${"0".repeat(32)}`,
      From: "+14155550199",
    };
    const { url, ...init } = await signWebhook({ url: `${origin}/inbound`, form }, { authToken });
    const answer = await fetch(url, init);
    expect([answer.status, answer.headers.get("content-type")])
      .toEqual([200, "text/xml; charset=utf-8"]);
    expect(await answer.text()).toContain("<Body>You said: &lt;b&gt;é&lt;/b&gt;</Body>");
    const body = new URLSearchParams({ ...form, From: "+14155550100" }).toString();
    expect((await fetch(url, { ...init, body })).status).toBe(403);
    expect((await fetch(url, { method: "POST" })).status).toBe(403);
  });
});
