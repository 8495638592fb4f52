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

/** What came, and is not answered yet. */
type Exchange = { readonly path: string; readonly answer: (body: object) => void };
const open: Exchange[] = [];
/** Answers what is asked for; `null` leaves it open. */
let answering: (path: string) => object | null = () => null;

const twilio = createServer((request: IncomingMessage, response: ServerResponse) => {
  request.resume();
  const path = request.url ?? "";
  const answer = (body: object) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  };
  const body = answering(path);
  if (body === null) open.push({ path, answer });
  else answer(body);
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

/** Waits until so much is left open. */
async function opened(count: number): Promise<void> {
  for (let turn = 0; turn < 500 && open.length < count; turn++) await pause(10);
  expect(open.map(({ path }) => path), log).toHaveLength(count);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks the worker; `leave` is a caller who hangs up, which ends the request in the worker. */
function ask(path: string): { answer: Promise<Response>; leave: () => Promise<void> } {
  const stop = new AbortController();
  const answer = fetch(`${worker}${path}`, { signal: stop.signal });
  const leave = async () => {
    stop.abort();
    await answer.catch(() => {});
    await pause(200);
  };
  return { answer, leave };
}

async function numberIn(response: Response): Promise<number> {
  const text = await response.text();
  expect(response.status, `${text}\n${log}`).toBe(200);
  return Number(JSON.parse(text).sid.slice(2));
}

test(
  "a request whose forerunner ended while it waited for its token has one of its own",
  async () => {
    open.length = 0;
    answering = () => null;
    const first = ask("/signed?number=1");
    await opened(1);
    await first.leave();
    answering = (path) => isToken(path) ? token : sender(path);
    const start = performance.now();
    const [second, third] = await Promise.all([
      ask("/signed?number=2").answer,
      ask("/signed?number=3").answer,
    ]);
    expect([await numberIn(second), await numberIn(third)]).toEqual([2, 3]);
    expect(performance.now() - start).toBeLessThan(9_000);
    // The token is kept for all, whoever asked for it.
    answering = (path) => isToken(path) ? null : sender(path);
    expect(await numberIn(await ask("/signed?number=4").answer)).toBe(4);
  },
  20_000,
);

test("a place of a request that ended is taken back, while another one waits for it", async () => {
  open.length = 0;
  answering = () => null;
  const first = ask("/limited?number=1");
  await opened(1);
  const second = ask("/limited?number=2");
  await pause(100);
  answering = sender;
  await first.leave();
  expect(await numberIn(await second.answer)).toBe(2);
}, 20_000);

test("so is one that a request would have had, if it had not ended in the queue", async () => {
  open.length = 0;
  answering = () => null;
  const first = ask("/limited?number=1");
  await opened(1);
  const second = ask("/limited?number=2");
  await pause(100);
  const third = ask("/limited?number=3");
  await pause(100);
  await second.leave();
  answering = sender;
  open[0]!.answer(sender(open[0]!.path));
  expect(await numberIn(await first.answer)).toBe(1);
  expect(await numberIn(await third.answer)).toBe(3);
}, 20_000);
