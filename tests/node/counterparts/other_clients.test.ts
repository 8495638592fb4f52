/**
 * What other languages have, as it is, against the command's sandbox: Twilio's own command line,
 * twilio-python (Debian's) and the official SDK for Node through its proxy, and curl at the sandbox
 * itself. Each makes a service, fills its pool, sends, sees the message arrive, receives an answer
 * and a webhook's reply, cancels and resets.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { validateRequest } from "twilio";
import { accountSid, authToken, root } from "../cli/harness.ts";
import { start, type Started, written } from "../cli/processes.ts";

const TIMEOUT = 300_000; // each call of twilio-cli takes seconds
const customer = "+14155550199";
const number = "+12025550100";
const folder = mkdtempSync(join(tmpdir(), "senderpool-"));
const certificate = join(folder, "ca.pem");
const seed = join(folder, "seed.json");
const clients = join(root, "tests/node/counterparts/clients");

let sandbox: Started;
let url: string;
let receiver: Server;
let webhook: string;
const signatures: boolean[] = [];

beforeAll(async () => {
  ensurePython();
  const phoneNumbers = [{ sid: `PN${"a".repeat(32)}`, phoneNumber: number }];
  writeFileSync(seed, JSON.stringify({ accounts: [{ accountSid, authToken, phoneNumbers }] }));
  const flags = `--port 0 --json --pace 3600000 --seed ${seed} --proxy ${certificate}`;
  sandbox = start([process.execPath], `sandbox ${flags}`);
  url = JSON.parse(await written(sandbox)).listening;
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => body += chunk);
    request.on("end", () => {
      const signature = String(request.headers["x-twilio-signature"]);
      const fields = Object.fromEntries(new URLSearchParams(body));
      signatures.push(validateRequest(authToken, signature, webhook, fields));
      response.setHeader("content-type", "text/xml");
      response.end("<Response><Message>Pong</Message></Response>");
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => receiver.once("listening", resolve));
  webhook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/inbound`;
}, TIMEOUT);

afterAll(() => {
  sandbox?.child.kill("SIGKILL");
  receiver?.close();
  receiver?.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

/** Debian's twilio-python, which root installs where it is missing; elsewhere it has to be there. */
function ensurePython(): void {
  const has = () => spawnSync("/usr/bin/python3", ["-c", "import twilio"]).status === 0;
  if (has()) return;
  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-qq"], { env });
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "python3-twilio"], {
      env,
    });
  }
  if (!has()) throw new Error("twilio-python is missing: install Debian's python3-twilio");
}

/** Runs a program with what it needs to know, and a home of its own; what it printed, as JSON. */
function run(program: string, ...args: string[]): Promise<unknown> {
  const { PATH } = process.env;
  const child = spawn(program, args, {
    cwd: root,
    env: {
      PATH,
      HOME: folder,
      NODE: process.execPath,
      SANDBOX: url,
      WEBHOOK: webhook,
      NUMBER_SID: `PN${"a".repeat(32)}`,
      CUSTOMER: customer,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_CLI: join(root, "node_modules/.bin/twilio"),
      HTTPS_PROXY: url,
      HTTP_PROXY: url,
      NO_PROXY: "127.0.0.1",
      NODE_EXTRA_CA_CERTS: certificate,
      REQUESTS_CA_BUNDLE: certificate,
    },
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => out += chunk);
  child.stderr.on("data", (chunk) => err += chunk);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(out));
      else reject(new Error(`${program} ended with ${code}: ${err}`));
    });
  });
}

test.each<[string, string, ...string[]]>([
  ["curl", "/bin/bash", join(clients, "scenario.sh")],
  ["twilio-python", "/usr/bin/python3", join(clients, "scenario.py")],
  ["the official SDK for Node", process.execPath, join(clients, "scenario.mjs")],
  ["twilio-cli", "/bin/bash", join(clients, "scenario_cli.sh")],
])("%s", async (_, ...command) => {
  signatures.length = 0;
  expect(await run(...command)).toEqual({
    service: "Other clients",
    pool: [number],
    sent: "accepted",
    delivered: "delivered",
    received: [["inbound", "Ping"]],
    replied: ["Pong"],
    scheduled: "scheduled",
    canceled: "canceled",
    left: 0,
  });
  expect(signatures).toEqual([true]);
}, TIMEOUT);
