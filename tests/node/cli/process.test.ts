/** The command as a process, in Node, Deno and Bun. */
import type { ChildProcess } from "node:child_process";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { nodeListener } from "../../../lib/sandbox/mod.ts";
import { MG, pool, XE } from "./harness.ts";
import { runtimes, start as startProcess, type Started } from "./processes.ts";

const net = "--allow-net=127.0.0.1";
const variables = "--allow-env=TWILIO_ACCOUNT_SID,TWILIO_AUTH_TOKEN";

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

  function start(line: string): Started {
    const permissions = line.startsWith("demo") ? [net] : [net, variables];
    const started = startProcess(command(...permissions), line);
    children.push(started.child);
    return started;
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

  test("a noun and its verbs, over HTTP; a service by its name", async () => {
    const base = await serve(nodeListener(pool(0)));
    const created = await start(`services create Shop --json --base-url ${base}`).outcome;
    expect(created).toMatchObject({ code: 0, err: "" });
    const { sid } = JSON.parse(created.out);
    const added = await start(`alphas add Shop -s Shop --json --base-url ${base}`).outcome;
    expect(JSON.parse(added.out)).toMatchObject({ serviceSid: sid, alphaSender: "Shop" });
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
