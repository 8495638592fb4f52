/** `senderpool sandbox` as a process, in Node, Deno and Bun. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { defaultSeed } from "../../../lib/sandbox/mod.ts";
import { createClient, isTwilioApiError, messages } from "../../../mod.ts";
import { accountSid, authToken, MG, XE } from "./harness.ts";
import { runtimes, start, type Started, written } from "./processes.ts";

const folder = mkdtempSync(join(tmpdir(), "senderpool-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const running: Started[] = [];
const servers: Server[] = [];
afterEach(() => {
  for (const { child } of running.splice(0)) child.kill("SIGKILL");
  for (const server of servers.splice(0)) close(server);
});

function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}

async function portOf(server: Server): Promise<number> {
  if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
  return (server.address() as AddressInfo).port;
}

function run(runtime: readonly string[], line: string): Started {
  const started = start(runtime, `sandbox ${line}`);
  running.push(started);
  return started;
}

const senders = (baseUrl: string) =>
  createClient({ accountSid, authToken, target: { baseUrl } }).channelSenders;
const input = { messagingServiceSid: MG, sid: XE };
const listening = async (started: Started): Promise<string> =>
  JSON.parse(await written(started)).listening;

describe.each(runtimes)("in %s", (runtime, command) => {
  const seed = join(folder, "seed.json");
  writeFileSync(seed, JSON.stringify(defaultSeed()));
  const net = "--allow-net=127.0.0.1";

  test("serves, logs, keeps its state, and ends with Ctrl-C and SIGTERM", async () => {
    const state = join(folder, `${runtime}.json`);
    const line = `--port 0 --json --seed ${seed} --state ${state}`;
    const files = [
      `--allow-read=${seed},${state},${state}.tmp`,
      `--allow-write=${state},${state}.tmp`,
    ];
    const first = run(command(net, ...files), line);
    const url = await listening(first);
    await senders(url).create(input);
    const refused = await senders(url).create(input).catch((error) => error);
    expect(isTwilioApiError(refused) && refused.code).toBe(21710);
    first.child.kill("SIGINT");
    const { code, out, err } = await first.outcome;
    expect({ code, err: JSON.parse(err) })
      .toEqual({ code: 0, err: { note: `the state is in ${state}` } });
    const lines = out.trimEnd().split("\n").slice(1).map((line) => JSON.parse(line));
    expect(lines.map(({ method, path, status, code }) => [method, path, status, code])).toEqual([
      ["POST", `/v1/Services/${MG}/ChannelSenders`, 201, null],
      ["POST", `/v1/Services/${MG}/ChannelSenders`, 409, 21710],
    ]);

    const second = run(command(net, ...files), line);
    const { sender } = await senders(await listening(second)).fetch(input);
    expect(sender).toBe("whatsapp:+12487960483");
    second.child.kill("SIGTERM");
    expect((await second.outcome).code).toBe(0);
    expect(readFileSync(state, "utf8")).toContain('"dateCreated"');
  }, 30_000);

  test("keeps its state as its terminal is closed, and when it is killed", async () => {
    const state = join(folder, `${runtime} ended.json`.replace(" ", "-"));
    const files = ["--allow-read", "--allow-write"];
    const line = `--port 0 --json --state ${state}`;
    const first = run(command(net, ...files), line);
    await senders(await listening(first)).create(input);
    first.child.kill("SIGHUP");
    expect((await first.outcome).code).toBe(0);

    const second = run(command(net, ...files), line);
    const baseUrl = await listening(second);
    expect((await senders(baseUrl).fetch(input)).sid).toBe(XE);
    await senders(baseUrl).delete(input);
    while (readFileSync(state, "utf8").includes('"dateCreated"')) {
      await new Promise((resolve) => setTimeout(resolve, 20)); // within a second
    }
    second.child.kill("SIGKILL");
    await second.outcome;

    const third = run(command(net, ...files), line);
    const error = await senders(await listening(third)).fetch(input).catch((error) => error);
    expect(error.code).toBe(20404);
  }, 30_000);

  test("ends with Ctrl-C whatever is under way", async () => {
    const faults = join(folder, "faults.json");
    writeFileSync(faults, JSON.stringify([{ operation: "fetchChannelSender", stall: "head" }]));
    let called = () => {};
    const told = new Promise<void>((resolve) => called = resolve);
    const server = createServer(() => called()).listen(0, "127.0.0.1");
    servers.push(server);
    const statusCallback = `http://127.0.0.1:${await portOf(server)}/status`;

    const flags = [net, `--allow-read=${faults}`];
    const started = run(command(...flags), `--port 0 --json --pace 1 --faults ${faults}`);
    const baseUrl = await listening(started);
    const target = { baseUrl };
    const client = createClient({ accountSid, authToken, target, extend: { messages } });
    const late = client.channelSenders.fetch(input).catch(({ name }) => name);
    await written(started, "stalled");
    await client.channelSenders.create(input);
    const message = { messagingServiceSid: MG, to: "whatsapp:+14155550199", body: "Hello!" };
    await client.messages.create({ ...message, statusCallback });
    await client.messages.create({ ...message, sendAt: new Date(Date.now() + 600_000) });
    await told;
    started.child.kill("SIGINT");
    expect(await started.outcome).toMatchObject({ code: 0, err: "" });
    expect(await late).toBe("TwilioNetworkError");
  }, 30_000);

  test("a reader that leaves", async () => {
    const started = run(command(net), "--port 0 --json");
    const url = await listening(started);
    started.child.stdout!.destroy();
    // The pipe may take a line before it breaks.
    for (let n = 0; n < 5; n++) await fetch(url).then((response) => response.text());
    await senders(url).create(input);
    started.child.kill("SIGINT");
    expect(await started.outcome).toMatchObject({ code: 0, err: "" });
  }, 30_000);

  test("a port that is in use, a host that is not here, no such file", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    servers.push(server);
    const port = await portOf(server);
    for (
      const [line, said] of [
        [`--port ${port}`, `error: port ${port} of 127.0.0.1 is in use\nhint: `],
        ["--port 0 --host 203.0.113.9", "error: 203.0.113.9 is no address of this machine\nhint: "],
        ["--seed /no/s.json", "error: cannot read /no/s.json: there is no such file\n"],
        [
          "--port 0 --state /no/s.json",
          "error: cannot write /no/s.json: there is no such folder\n",
        ],
      ] as const
    ) {
      const { code, out, err } = await run(
        command("--allow-net", "--allow-read", "--allow-write"),
        line,
      ).outcome;
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err.startsWith(said), err).toBe(true);
    }
  }, 60_000);
});

describe("Deno says which permission it lacks:", () => {
  const [, deno] = runtimes.find(([name]) => name === "deno")!;
  const file = join(folder, "permissions.json");
  const net = "--allow-net=127.0.0.1";

  test.each([
    ["to listen", [], "--port 18431", "--allow-net=127.0.0.1:18431"],
    ["to listen anywhere", [], "--port 0", "--allow-net=127.0.0.1"],
    ["to read a seed", [net], `--seed ${file}`, `--allow-read=${file}`],
    ["to read a state", [net], `--state ${file}`, `--allow-read=${file}`],
    ["to read faults", [net], "--faults rules.json", "--allow-read=rules.json"],
    [
      "to write a state",
      [net, `--allow-read=${file}`],
      `--port 0 --state ${file}`,
      `--allow-read=${file},${file}.tmp --allow-write=${file},${file}.tmp`,
    ],
  ])("%s", async (_, permissions, line, flag) => {
    const { code, out, err } = await run(deno(...permissions), line).outcome;
    expect({ code, out }).toEqual({ code: 2, out: "" });
    const [error, hint, ...rest] = err.split("\n");
    expect(error).toMatch(/^error: cannot (listen|read|write) /);
    expect(hint).toMatch(/^hint: Deno does not let this command .*: run it with /);
    expect(hint!.endsWith(` ${flag}`), hint).toBe(true);
    expect(rest).toEqual([""]);
    expect(existsSync(file)).toBe(false);
  }, 20_000);

  test("and with that to listen alone, it runs", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    const port = await portOf(server);
    close(server);
    const started = run(deno(`--allow-net=127.0.0.1:${port}`), `--port ${port} --json`);
    expect(await listening(started)).toBe(`http://127.0.0.1:${port}`);
    started.child.kill("SIGINT");
    expect((await started.outcome).code).toBe(0);
  }, 20_000);
});
