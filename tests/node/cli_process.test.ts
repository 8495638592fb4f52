/** The command as a process, in Node, Deno and Bun. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { afterEach, describe, expect, test } from "vitest";
import { nodeListener } from "../../lib/sandbox/mod.ts";
import { env, MG, type Outcome, pool, root, XE } from "./cli_harness.ts";

const bin = (name: string) => join(root, "node_modules/.bin", name);
const variables = "TWILIO_ACCOUNT_SID,TWILIO_AUTH_TOKEN";
/** Each runtime's command line; Deno has no permission but for what a command needs. */
const runtimes: [string, (list: boolean) => string[]][] = [
  ["node", () => [process.execPath]],
  ["deno", (list) => [
    bin("deno"),
    "run",
    "--no-prompt",
    "--allow-net=127.0.0.1",
    ...(list ? [`--allow-env=${variables}`] : []),
  ]],
  ["bun", () => [bin("bun")]],
];

describe.each(runtimes)("in %s", (_, command) => {
  const children: ChildProcess[] = [];
  const servers: Server[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  function start(line: string): { child: ChildProcess; outcome: Promise<Outcome> } {
    const [program = "", ...args] = [...command(!line.startsWith("demo")), "lib/cli/main.ts"];
    const { PATH, HOME } = process.env;
    const child = spawn(program, [...args, ...line.split(" ")], {
      cwd: root,
      env: { PATH, HOME, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    const outcome = new Promise<Outcome>((resolve, reject) => {
      const texts = { out: "", err: "" };
      child.stdout!.on("data", (chunk) => texts.out += chunk);
      child.stderr!.on("data", (chunk) => texts.err += chunk);
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? -1, ...texts }));
    });
    return { child, outcome };
  }

  test("demo", async () => {
    const { code, out, err } = await start("demo").outcome;
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("21710");
    expect(out).toContain("npx @senderpool/twilio");
  }, 20_000);

  test("list, over HTTP", async () => {
    const base = await serve(nodeListener(pool(3)));
    const { code, out, err } = await start(`list -s ${MG} --page-size 2 --base-url ${base}`)
      .outcome;
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n")).toHaveLength(5);
  }, 20_000);

  test("a refusal", async () => {
    const base = await serve(nodeListener(pool(0)));
    const { code, out, err } = await start(`fetch ${XE} -s ${MG} --base-url ${base}`).outcome;
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^error: \[20404\]/);
  }, 20_000);

  test("a reader that leaves", async () => {
    const base = await serve(nodeListener(pool(5_000)));
    const { child, outcome } = start(`list -s ${MG} --json --base-url ${base}`);
    child.stdout!.once("data", () => child.stdout!.destroy());
    const { code, err } = await outcome;
    expect({ code, err }).toEqual({ code: 0, err: "" });
  }, 20_000);

  test("Ctrl-C", async () => {
    let left = () => {};
    const leaves = new Promise<void>((resolve) => left = resolve);
    const base = await serve((_, response) => {
      response.on("close", left);
      child.kill("SIGINT");
    });
    const { child, outcome } = start(`list -s ${MG} --base-url ${base}`);
    expect(await outcome).toEqual({ code: 130, out: "", err: "" });
    await leaves;
  }, 20_000);
});
