import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

// What requests to a real Worker share must outlive each of them: one that ends takes its promises,
// its timers, and its input and output with it.
const root = fileURLToPath(new URL("../..", import.meta.url));
const dir = mkdtempSync(join(tmpdir(), "workerd-"));

/** The paths of what came. */
const came: string[] = [];
/** Answers what is asked for; `null` leaves it open. */
let answering: (path: string) => object | null | Promise<object> = () => null;

const twilio = createServer(async (request: IncomingMessage, response: ServerResponse) => {
  request.resume();
  const path = request.url ?? "";
  came.push(path);
  const body = await answering(path);
  if (body === null) return;
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
});

let workerd: ChildProcess;
let worker = "";
let log = "";

beforeAll(async () => {
  twilio.listen(0, "127.0.0.1");
  await once(twilio, "listening");
  const { port } = twilio.address() as AddressInfo;
  await build({
    entryPoints: [join(root, "tests/node/workerd/shared_worker.ts")],
    outfile: join(dir, "worker.js"),
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2024",
    logLevel: "warning",
  });
  const config = join(dir, "config.capnp");
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [
        (name = "internet", network = (allow = ["private"])),
        (name = "main", worker = (
          modules = [(name = "worker.js", esModule = embed "worker.js")],
          bindings = [(name = "UPSTREAM", text = "http://127.0.0.1:${port}")],
          compatibilityDate = "2026-10-01",
          compatibilityFlags = ["no_nodejs_compat", "no_nodejs_compat_v2"],
        )),
      ],
      sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
    );`,
  );
  workerd = spawn(join(root, "node_modules/.bin/workerd"), ["serve", config, "--control-fd=3"], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  workerd.stdout!.on("data", (data) => log += data);
  workerd.stderr!.on("data", (data) => log += data);
  const lines = createInterface({ input: workerd.stdio[3] as NodeJS.ReadableStream });
  const [line] = await once(lines, "line");
  worker = `http://127.0.0.1:${JSON.parse(line).port}`;
}, 30_000);

afterAll(() => {
  workerd?.kill("SIGKILL");
  twilio.closeAllConnections();
  twilio.close();
  rmSync(dir, { recursive: true, force: true });
});

const token = { access_token: "t", expires_in: 3600 };
const sender = (path: string) => ({ sid: path.slice(-34), sender: "rcs:agent" });
const isToken = (path: string) => path.endsWith("/v2/token");

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function ask(path: string): Promise<Response> {
  return fetch(`${worker}${path}`);
}

/** A request that ends while its call is pending. */
async function endWith(path: string): Promise<void> {
  expect(await (await ask(`${path}&ends`)).text()).toBe("ended");
  await pause(200);
}

async function numberIn(response: Response): Promise<number> {
  const text = await response.text();
  expect(response.status, `${text}\n${log}`).toBe(200);
  return Number(JSON.parse(text).sid.slice(2));
}

test("a request whose forerunner ended while it waited for its token has its own", async () => {
  answering = () => null;
  await endWith("/signed?number=1");
  expect(came).toEqual(["/v2/token"]);
  answering = (path) => isToken(path) ? token : sender(path);
  const start = performance.now();
  const both = await Promise.all([ask("/signed?number=2"), ask("/signed?number=3")]);
  expect(await Promise.all(both.map(numberIn))).toEqual([2, 3]);
  expect(performance.now() - start).toBeLessThan(9_000);
  // The token is kept for all, whoever asked for it.
  answering = (path) => isToken(path) ? null : sender(path);
  expect(await numberIn(await ask("/signed?number=4"))).toBe(4);
}, 20_000);

test("a place of a request that ended is taken back, while another one waits for it", async () => {
  answering = () => null;
  await endWith("/limited?number=1");
  answering = sender;
  expect(await numberIn(await ask("/limited?number=2"))).toBe(2);
}, 20_000);

test("so is one that a request would have had, if it had not ended in the queue", async () => {
  came.length = 0;
  let answer = (_: object) => {};
  answering = () => new Promise((resolve) => (answer = resolve));
  const first = ask("/limited?number=1");
  await pause(200);
  await endWith("/limited?number=2");
  const third = ask("/limited?number=3");
  await pause(200);
  answering = sender;
  answer(sender(came[0]!));
  expect(await numberIn(await first)).toBe(1);
  expect(await numberIn(await third)).toBe(3);
  // The second one was never sent.
  expect(came.map((path) => path.at(-1))).toEqual(["1", "3"]);
}, 20_000);
