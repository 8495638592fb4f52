/**
 * The receivers of the README, as they stand there, each on its platform: a Worker with a Durable
 * Object in workerd, Hono in workerd and in Bun, and `Deno.serve` with Deno's KV. The sandbox delivers
 * over real sockets, and they verify.
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
const readme = readFileSync(`${root}README.md`, "utf8");
const home = mkdtempSync(join(tmpdir(), "webhooks-"));
const { authToken } = createSandbox().credentials;
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(home, { recursive: true, force: true });
});

/** A block of the README, without what tries it there. */
function block(...parts: string[]): string {
  const [found, ...more] = readme.split("```").filter((text) =>
    /^ts\b/.test(text) && parts.every((part) => text.includes(part))
  );
  if (found === undefined || more.length > 0) throw new Error(`not one block has ${parts}`);
  return found.replace(/^ts.*/, "").replace(/^\/\/ (Try it|In a test)[\s\S]*/m, "");
}

/** What is served, told from the README, and how to ask what it has kept of a message. */
const platforms: Record<string, { runtime: string; path: string; source: () => string }> = {
  "a Worker with a Durable Object": {
    runtime: "workerd",
    path: "/status",
    source: () =>
      block("class Message", "verifyWebhook(").replace("export default worker;", "") + `
        export default {
          fetch(request: Request, env: Env): Promise<Response> {
            const { pathname } = new URL(request.url);
            if (!pathname.startsWith("/kept/")) return worker.fetch(request, env);
            const id = env.MESSAGES.idFromName(pathname.slice(6));
            return env.MESSAGES.get(id).fetch("https://message/");
          },
        };`,
  },
  "Hono in workerd": {
    runtime: "workerd",
    path: "/twilio",
    source: () => `${hono()}; export default app;`,
  },
  "Hono in Bun": {
    runtime: "bun",
    path: "/twilio",
    source: () =>
      `${hono()}
      const env = { TWILIO_AUTH_TOKEN: ${JSON.stringify(authToken)} };
      const fetch = (request: Request) => app.fetch(request, env);
      const { port } = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch });
      console.log(JSON.stringify({ port }));`,
  },
  "Deno.serve": {
    runtime: "deno",
    path: "/status",
    source: () =>
      block("Deno.serve(", "Deno.openKv(").replace("openKv()", `openKv(":memory:")`)
        .replace(/Deno\.serve\(.*/, "") + `
        Deno.serve({
          hostname: "127.0.0.1",
          port: 0,
          onListen: ({ port }) => console.log(JSON.stringify({ port })),
        }, async (request) => {
          const { pathname } = new URL(request.url);
          if (!pathname.startsWith("/kept/")) return receive(request);
          const keys = await Array.fromAsync(kv.list({ prefix: ["messages", pathname.slice(6)] }));
          return Response.json({ seen: keys.map(({ key }) => key[2]) });
        });`,
  },
};

const hono = () =>
  block("new Hono", "verifyWebhook(").replace("export default app;", "") + `
    app.get("/kept/:sid", (c) => c.json({ status: statuses.get(c.req.param("sid")) }));`;

/** How workerd runs a module that has an object for each message. */
function workerdConfig(hasObjects: boolean): string {
  const objects = `
    bindings = [
      (name = "TWILIO_AUTH_TOKEN", text = ${JSON.stringify(authToken)}),
      ${hasObjects ? `(name = "MESSAGES", durableObjectNamespace = "Message"),` : ""}
    ],
    ${hasObjects ? `durableObjectNamespaces = [(className = "Message", uniqueKey = "m")],` : ""}
    durableObjectStorage = (inMemory = void),`;
  return `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [(name = "main", worker = (
        modules = [(name = "main.js", esModule = embed "main.js")],
        compatibilityDate = "2026-10-01",
        compatibilityFlags = ["no_nodejs_compat", "no_nodejs_compat_v2"],
        ${objects}
      ))],
      sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
    );`;
}

/** A server: where it is, and what it has printed. */
interface Server {
  readonly origin: string;
  printed(): string;
}

async function start(runtime: string, source: string): Promise<Server> {
  const folder = mkdtempSync(join(home, "server-"));
  const file = join(folder, "main.js");
  await build({
    stdin: { contents: source, loader: "ts", resolveDir: root },
    outfile: file,
    bundle: true,
    format: "esm",
    platform: "neutral",
    alias: { "@senderpool/twilio/webhooks": "./lib/webhooks/mod.ts" },
    logLevel: "warning",
  });
  const config = join(folder, "config.capnp");
  writeFileSync(config, workerdConfig(source.includes("class Message")));
  const permissions = ["--allow-net=127.0.0.1", "--allow-env=TWILIO_AUTH_TOKEN"];
  const args: Record<string, string[]> = {
    workerd: ["serve", config, "--control-fd=3"],
    deno: ["run", "--no-config", "--no-prompt", "--unstable-kv", ...permissions, file],
    bun: ["run", file],
  };
  const child = spawn(join(root, "node_modules/.bin", runtime), args[runtime]!, {
    env: { ...process.env, TWILIO_AUTH_TOKEN: authToken },
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
      if (port !== undefined) resolve({ origin: `http://127.0.0.1:${port}`, printed: () => text });
    });
  });
}

describe.each(Object.entries(platforms))("%s", (_, { runtime, path, source }) => {
  let server: Server;
  let origin = "";
  beforeAll(async () => {
    server = await start(runtime, source());
    origin = server.origin;
  }, 30_000);

  /** What it says of a message. */
  async function keptOf(sid: string | null): Promise<{ status?: string; seen?: string[] }> {
    const kept = await (await fetch(`${origin}/kept/${sid}`)).json();
    return { ...kept, ...kept.seen && { seen: kept.seen.toSorted() } };
  }

  test("what the sandbox delivers is verified, whatever its URL, and kept", async () => {
    const sandbox = createSandbox({ customerWrote: true });
    const { credentials, fetch } = sandbox;
    const client = createClient({ ...credentials, fetch, extend: { messages } });
    const rests = ["", `?Body=It's+"x"<y>&z=é'{b}|^`, "?a=b%20c"];
    const sids: (string | null)[] = [];
    for (const rest of rests) {
      const { sid } = await client.messages.create({
        from: "whatsapp:+12487960483",
        to: "whatsapp:+14155550199",
        body: "Hello!",
        statusCallback: origin + path + rest,
      });
      sids.push(sid);
    }
    await sandbox.deliver();
    const outcomes = sandbox.callbacks().map(({ status, reason }) => [status, reason]);
    expect(outcomes).toEqual(Array(2 * rests.length).fill([204, null]));
    for (const sid of sids) {
      const kept = { status: "delivered", seen: ["delivered", "sent"], ...await keptOf(sid) };
      expect(kept).toEqual({ status: "delivered", seen: ["delivered", "sent"] });
    }
  });

  test("what is repeated does nothing twice, and what comes late undoes nothing", async () => {
    const sid = `SM${"2".repeat(32)}`;
    const receive = async (status: string) => {
      const form = {
        SmsSid: sid,
        SmsStatus: status,
        MessageStatus: status,
        To: "+14155550199",
        MessageSid: sid,
        AccountSid: `AC${"0".repeat(32)}`,
        From: "+12125550123",
      };
      const { url, ...init } = await signWebhook({ url: origin + path, form }, { authToken });
      expect((await fetch(url, init)).status).toBe(204);
    };
    await receive("delivered");
    await Promise.all(Array.from({ length: 5 }, () => receive("sent")));
    await receive("delivered");
    const { seen, ...kept } = await keptOf(sid);
    if (seen !== undefined) expect(seen).toEqual(["delivered", "sent"]);
    const done = server.printed().split("\n").filter((line) => line.includes(sid));
    if (runtime === "deno") expect(done.length).toBe(2);
    // A map keeps what came last.
    expect({ status: "delivered", ...kept }).toEqual({ status: "delivered" });
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
    const { url, ...init } = await signWebhook({ url: origin + path, form }, { authToken });
    const answer = await fetch(url, init);
    expect([answer.status, answer.headers.get("content-type")])
      .toEqual([200, "text/xml; charset=utf-8"]);
    expect(await answer.text()).toMatch(/<Body>(You said: &lt;b&gt;é&lt;\/b&gt;|Thanks!)<\/Body>/);
    const body = new URLSearchParams({ ...form, From: "+14155550100" }).toString();
    expect((await fetch(url, { ...init, body })).status).toBe(403);
    expect((await fetch(url, { method: "POST" })).status).toBe(403);
  });
});
