/** The command in process, over the sandbox. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Platform } from "../../../lib/cli/platform/platform.ts";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import type { Transport } from "../../../mod.ts";
import { accountSid, command, env, MG, pool, root, sink, XE } from "./harness.ts";

let fetch: Transport;
beforeEach(() => {
  fetch = createSandbox().fetch;
});
const cli = (line: string, platform: Partial<Platform> = {}) =>
  command(line, { fetch, ...platform });

describe("commands", () => {
  test("create, list, fetch and delete, as tables", async () => {
    const head =
      "SENDER                 TYPE      COUNTRY  SID                                 CREATED\n";
    const row = `whatsapp:+12487960483  WhatsApp  US       ${XE}  `;
    const created = await cli(`create ${XE} --service ${MG}`);
    expect(created).toMatchObject({ code: 0, err: "" });
    expect(created.out.startsWith(head + row)).toBe(true);
    expect(created.out.slice((head + row).length)).toMatch(/^\d{4}-\d\d-\d\d\n$/);
    expect(await cli(`list -s ${MG}`)).toEqual(created);
    expect(await cli(`fetch ${XE} -s ${MG}`)).toEqual(created);
    expect(await cli(`delete ${XE} -s ${MG}`))
      .toEqual({ code: 0, out: "", err: `${XE} is no longer in ${MG}\n` });
    expect(await cli(`list -s ${MG}`))
      .toEqual({ code: 0, out: "", err: `no channel senders in ${MG}\n` });
  });

  test("JSON: one sender a line, dates in ISO 8601", async () => {
    const created = await cli(`create ${XE} -s ${MG} --json`);
    expect(created.out.endsWith("}\n")).toBe(true);
    const sender = JSON.parse(created.out);
    expect(sender).toMatchObject({
      sid: XE,
      messagingServiceSid: MG,
      accountSid,
      countryCode: "US",
    });
    expect(new Date(sender.dateCreated).toISOString()).toBe(sender.dateCreated);
    expect(await cli(`--json fetch ${XE} -s ${MG}`)).toEqual(created);
    expect(await cli(`delete ${XE} -s ${MG} --json`)).toMatchObject({ code: 0, out: "" });
    expect(await cli(`list -s ${MG} --json`)).toMatchObject({ code: 0, out: "" });
    const list = await cli(`list -s ${MG} --json --page-size 2`, { fetch: pool(5) });
    const lines = list.out.trimEnd().split("\n").map((line) => JSON.parse(line).sender);
    expect(lines).toEqual([
      "whatsapp:+10",
      "whatsapp:+11",
      "whatsapp:+12",
      "whatsapp:+13",
      "whatsapp:+14",
    ]);
  });

  test("the service of the environment, overruled by --service", async () => {
    const withService = { env: { ...env, TWILIO_MESSAGING_SERVICE_SID: MG } };
    expect((await cli(`create ${XE}`, withService)).code).toBe(0);
    expect((await cli("list", withService)).out).toContain(XE);
    expect((await cli(`list -s MG${"a".repeat(31)}b`, withService)).out).toBe("");
  });

  test("region and base URL", async () => {
    const urls: string[] = [];
    const spy: Transport = (request) => {
      urls.push(request.url);
      return fetch(request);
    };
    await cli(`list -s ${MG} --region ie1`, { fetch: spy });
    await cli(`--region au1 list -s ${MG}`, { fetch: spy });
    await cli(`list -s ${MG} --base-url https://proxy.example/twilio/`, { fetch: spy });
    expect(urls.map((url) => url.split("/v1/")[0])).toEqual([
      "https://messaging.dublin.ie1.twilio.com",
      "https://messaging.sydney.au1.twilio.com",
      "https://proxy.example/twilio",
    ]);
  });
});

describe("a long list", () => {
  test("one header, columns that never get narrower, --limit and how to go on", async () => {
    fetch = pool(12);
    const first = await cli(`list -s ${MG} --page-size 5 --limit 5`);
    expect(first.out.split("\n")).toHaveLength(7);
    const [, token] = first.err.match(/^5 listed, and there are more: .* --page-token (\S+)\n$/)!;
    const rest = await cli(`list -s ${MG} --page-size 4 --page-token ${token}`);
    expect(rest.err).toBe("");
    expect(rest.out.match(/^SENDER/gm)).toHaveLength(1);
    expect(rest.out.trimEnd().split("\n").slice(1).map((line) => line.split(/ +/)[0]))
      .toEqual([5, 6, 7, 8, 9, 10, 11].map((n) => `whatsapp:+1${n}`));
    // The rest of a page that the limit cut is under no token.
    expect((await cli(`list -s ${MG} --page-size 5 --limit 7`)).err)
      .toMatch(/^7 listed, as --limit says, and there are more; go on from .* --page-size\n$/);
    expect((await cli(`list -s ${MG} --limit 12`)).err).toBe("");
  });

  test("is written page by page, and tells how to go on when it breaks off", async () => {
    const inner = pool(6);
    let calls = 0;
    let out = "";
    const outWhenFailing: string[] = [];
    const { code, err } = await cli(`list -s ${MG} --page-size 2`, {
      stdout: sink((text) => out += text),
      fetch: async (request) => {
        if (++calls < 3) return await inner(request);
        while (out.split("\n").length < 6) await new Promise((resolve) => setTimeout(resolve, 1));
        outWhenFailing.push(out);
        return Response.json({ code: 20500, message: "oh", status: 500 }, { status: 500 });
      },
    });
    expect(outWhenFailing).toHaveLength(1);
    expect(out).toContain("whatsapp:+13");
    expect(code).toBe(1);
    expect(err).toMatch(
      /^4 listed, and there are more: go on with --page-token \S+\nerror: \[20500\] oh\n/,
    );
    expect(err).toContain("hint: Twilio is in trouble");
  });

  test("ends quietly, and asks for no more, once nobody reads", async () => {
    const inner = pool(100);
    let calls = 0;
    const { code, err } = await cli(`list -s ${MG} --page-size 2`, {
      stdout: { write: () => Promise.reject(Object.assign(new Error("EPIPE"), { code: "EPIPE" })) },
      fetch: (request) => {
        calls++;
        return inner(request);
      },
    });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(calls).toBeLessThanOrEqual(2);
  });
});
describe("help", () => {
  test("the version is that of the package", async () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(await cli("--version")).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });

  test("commands, options, environment, exit codes; in 80 columns", async () => {
    const { code, out, err } = await cli("--help");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (
      const word
        of "demo list fetch create delete explain sandbox --json --region --base-url --version TWILIO_API_KEY " +
          "TWILIO_API_SECRET TWILIO_ACCOUNT_SID TWILIO_AUTH_TOKEN TWILIO_MESSAGING_SERVICE_SID 130 " +
          "--allow-net=messaging.twilio.com --allow-env=TWILIO_ACCOUNT_SID,TWILIO_AUTH_TOKEN"
            .split(" ")
    ) expect(out).toContain(word);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect((await cli("list --help")).out).toMatch(
      /--limit[^]*--page-size[^]*--page-token[^]*--json/,
    );
    expect((await cli("sandbox --help")).out).toMatch(
      /--port[^]*--host[^]*--seed[^]*--state[^]*--latency[^]*--fail[^]*--faults[^]*--quiet/,
    );
    expect((await cli("explain --help")).out).toMatch(
      /--service[^]*--to[^]*--from[^]*--turn[^]*--sticky[^]*--country[^]*--no-rcs[^]*--all/,
    );
    expect((await cli("help fetch")).out).toBe((await cli("fetch -h")).out);
  });

  test("no escape sequences but on a terminal", async () => {
    let out = "";
    const stdout = { ...sink((text) => out += text), styled: true };
    await cli("--help", { stdout });
    await cli(`list -s ${MG}`, { stdout, fetch: pool(1) });
    expect(out).toContain("\x1b[1mUsage:\x1b[22m");
    expect(out).toContain("\x1b[1mSENDER");
    expect((await cli("--help")).out).not.toContain("\x1b");
  });
});

describe("demo", () => {
  test("shows the code that it runs", async () => {
    const { code, out, err } = await cli("demo");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("21710");
    const source = readFileSync(join(root, "lib/cli/commands/demo.ts"), "utf8").replace(/\s/g, "");
    const shown = [...out.matchAll(/^\d\. .*\n([^]*?)\n\n/gm)].flatMap((step) =>
      step[1]!.split("\n")
    );
    expect(shown.length).toBeGreaterThan(10);
    for (const line of shown) {
      expect(source.split(line.replace(/\s/g, "")).length, line).toBeGreaterThan(2);
    }
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
