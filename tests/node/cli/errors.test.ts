/** What the command says when something is wrong, and its exit codes. */
import { beforeEach, describe, expect, test } from "vitest";
import { credentials } from "../../../lib/cli/platform/credentials.ts";
import type { Platform } from "../../../lib/cli/platform/platform.ts";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import type { Transport } from "../../../mod.ts";
import {
  accountSid,
  apiKey,
  apiSecret,
  authToken,
  command,
  env,
  MG,
  pool,
  refuse,
  sink,
  XE,
} from "./harness.ts";

let fetch: Transport;
beforeEach(() => {
  fetch = createSandbox().fetch;
});
const cli = (line: string, platform: Partial<Platform> = {}) =>
  command(line, { fetch, ...platform });

describe("errors", () => {
  test("Twilio refuses: code, message, particulars and what to do; exit code 1", async () => {
    const { code, out, err } = await cli(`fetch ${XE} -s ${MG}`);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    const path = `/Services/${MG}/ChannelSenders/${XE}`;
    const lines = err.split("\n");
    expect(lines[0]).toBe(`error: [20404] The requested resource ${path} was not found`);
    expect(lines[1]).toBe(`  request:     GET https://messaging.twilio.com/v1${path}`);
    expect(lines[2]).toBe("  status:      404");
    expect(lines[3]).toMatch(/^ {2}request id: {2}RQ[\da-f]{32}$/);
    expect(lines[4]).toMatch(/^ {2}more info: {3}https:\/\/www\.twilio\.com\/\S*20404$/);
    expect(lines[5]).toMatch(/^hint: check the SIDs: .*; the `list` beside this command/);
    expect(lines.slice(6)).toEqual([""]);
  });

  test.each([
    [{ code: 20003, message: "Authenticate", status: 401 }, 401, "[20003]", "belong together"],
    [{ code: 21710, message: "Already", status: 409 }, 409, "[21710]", "nothing to do"],
    [{ code: 21712, message: "Other", status: 409 }, 409, "[21712]", "from the other one"],
    [{ code: 21714, message: "Full", status: 412 }, 412, "[21714]", "service is full"],
    [{ code: 70051, message: "No", status: 403 }, 403, "[70051]", "permission"],
    [
      { code: 99999, message: "Slow down", status: 429 },
      429,
      "retry after: 700 s",
      "wait a little",
    ],
    [{ message: "Forbidden", status: 403 }, 403, "error: Forbidden", "allowed to do"],
    [{ type: "t", title: "Bad", status: 503, code: 1, detail: "why" }, 503, "why", "in trouble"],
  ])("a hint for %j", async (body, status, said, hint) => {
    // More than a call may wait for, or it would be repeated.
    fetch = refuse(status, body, { "retry-after": "700" });
    const { code, err } = await cli(`create ${XE} -s ${MG}`);
    expect(code).toBe(1);
    expect(err).toContain(said);
    expect(err).toMatch(new RegExp(`^hint: .*${hint}`, "m"));
  });

  test("a spent page token, wrong credentials", async () => {
    expect((await cli(`list -s ${MG} --page-token PTnone`)).err).toMatch(/hint: the page token/);
    const wrong = { ...env, TWILIO_AUTH_TOKEN: "hunter2" };
    expect((await cli(`list -s ${MG}`, { env: wrong })).err).toMatch(
      /\[20003\][^]*hint: check that/,
    );
  });

  test.each([
    [`fetch whatsapp:+12487960483 -s ${MG}`, /^error: <sid>: expected .*address/],
    [`fetch ${XE} -s ${XE}`, /^error: --service: expected /],
    [`fetch ${XE} -s ${"a".repeat(32)}`, /^error: --service: expected /],
    [`create PN${"a".repeat(32)} -s ${MG}`, /^error: <sid>: expected /],
    [`list -s ${MG} --limit 0`, /^error: --limit: expected /],
    [`list -s ${MG} --page-size 1001`, /^error: --page-size: expected .*1000/],
    [`list -s ${MG} --page-token=`, /^error: --page-token: expected /],
    [`list -s ${MG} --base-url https://me:hunter2@x.example`, /^error: --base-url: expected /],
    [`list -s ${MG} --base-url ftp://x.example`, /^error: --base-url: expected /],
    [`list -s ${MG} --limit many`, /'--limit <n>'.*whole number/],
    [`list -s ${MG} --region mars`, /Allowed choices are us1, ie1, au1/],
    [`list -s ${MG} --region ie1 --base-url https://x.example`, /cannot be used with/],
    ["list", /^error: no Messaging Service given\nhint: .*--service.*TWILIO_MESSAGING_SERVICE_SID/],
    ["fetch", /missing required argument 'sid'/],
    [`services fetch ${MG} ${MG}`, /too many arguments/],
    ["lsit", /unknown command 'lsit'\n\(Did you mean list\?\)/],
    ["list --auth-token=hunter2", /unknown option '--auth-token'/],
    ["demo --json", /demo takes no options/],
    ["", /Usage: senderpool/],
  ])("wrong usage: %s", async (line, said) => {
    const { code, out, err } = await cli(line, { fetch: () => Promise.reject(new Error("sent")) });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(said);
  });

  test("the network", async () => {
    fetch = () =>
      Promise.reject(new TypeError("fetch failed", { cause: new Error("ECONNREFUSED") }));
    const { code, err } = await cli(`list -s ${MG} --base-url http://127.0.0.1:1`);
    expect(code).toBe(1);
    // What the platform threw is shown without the names of its classes, and once.
    expect(err).toMatch(/^error: fetch failed\n {2}detail: {6}ECONNREFUSED\n/);
    expect(err.split("ECONNREFUSED")).toHaveLength(2);
    expect(err).toContain("  request:     GET http://127.0.0.1:1/v1/Services/");
    expect(err).toMatch(/^ {2}attempts: {4}4 in \d+\.\d s$/m);
    expect(err).not.toContain("outcome:");
    expect(err).toMatch(/^hint: check the network/m);
  });

  test("a change that nobody knows whether it was made", async () => {
    fetch = refuse(500, { code: 20500, message: "oh", status: 500 });
    const { err } = await cli(`create ${XE} -s ${MG}`);
    expect(err).toMatch(/^error: \[20500\] oh\n/);
    expect(err).toMatch(
      /^ {2}outcome: {5}not known: look whether it was done, before you repeat it$/m,
    );
    fetch = refuse(400, { code: 20400, message: "no", status: 400 });
    expect((await cli(`create ${XE} -s ${MG}`)).err).not.toMatch(/attempts:|outcome:/);
  });

  test("a proxy's page", async () => {
    const headers = { "content-type": "text/html", server: "squid" };
    fetch = () => Promise.resolve(new Response("<h1>Hi</h1>", { status: 200, headers }));
    const { code, err } = await cli(`list -s ${MG}`);
    expect(code).toBe(1);
    expect(err).toMatch(/^error: .*text\/html[^]*answered by: squid$/m);
    expect(err).toMatch(/^hint: this is no answer of Twilio's/m);
  });

  test("what Deno does not allow", async () => {
    const denied = ["TWILIO_AUTH_TOKEN"];
    const some = { TWILIO_ACCOUNT_SID: accountSid };
    expect((await cli(`list -s ${MG}`, { env: some, denied })).err)
      .toMatch(/^hint: .*--allow-env=TWILIO_ACCOUNT_SID,TWILIO_AUTH_TOKEN$/m);
    const key = { ...env, TWILIO_API_KEY: apiKey };
    expect((await cli(`list -s ${MG}`, { env: key, denied: ["TWILIO_API_SECRET"] })).err)
      .toMatch(/^hint: .*--allow-env=TWILIO_API_KEY,TWILIO_API_SECRET$/m);
    const message = 'Requires net access to "messaging.twilio.com:443", run again with --allow-net';
    fetch = () => Promise.reject(Object.assign(new Error(message), { name: "NotCapable" }));
    expect((await cli(`list -s ${MG}`)).err).toMatch(/^hint: .*--allow-net=messaging.twilio.com$/m);
  });

  test("no text from elsewhere commands the terminal", async () => {
    const wire = { sid: XE, sender: "whatsapp:\x1b[2J\r\n+1\u202e", account_sid: null };
    fetch = refuse(200, wire);
    expect((await cli(`fetch ${XE} -s ${MG}`)).out).toContain(
      "whatsapp:\uFFFD[2J\uFFFD\uFFFD+1\uFFFD",
    );
    fetch = refuse(400, { code: 1, message: "\x1b]0;title\x07", status: 400 });
    // deno-lint-ignore no-control-regex -- the point of it
    expect((await cli(`fetch ${XE} -s ${MG}`)).err).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
  });

  test("Ctrl-C aborts what is under way", async () => {
    const controller = new AbortController();
    fetch = (request) =>
      new Promise((_, reject) => {
        request.signal.addEventListener("abort", () => reject(request.signal.reason));
        setTimeout(() => controller.abort(), 1);
      });
    expect(await cli(`list -s ${MG}`, { signal: controller.signal }))
      .toEqual({ code: 130, out: "", err: "" });
  });
});

describe("credentials", () => {
  const key = { TWILIO_API_KEY: apiKey, TWILIO_API_SECRET: apiSecret };

  test.each([
    ["an account and its token", env, `${accountSid}:${authToken}`],
    ["an API key", key, `${apiKey}:${apiSecret}`],
    ["an API key beside the account that it is of", {
      TWILIO_ACCOUNT_SID: accountSid,
      ...key,
    }, `${apiKey}:${apiSecret}`],
    ["both: the key", { ...env, ...key }, `${apiKey}:${apiSecret}`],
  ])("%s", async (_, env, pair) => {
    const seen: (string | null)[] = [];
    const inner = pool(1);
    const { code } = await cli(`list -s ${MG}`, {
      env,
      fetch: (request) => {
        seen.push(request.headers.get("authorization"));
        return inner(request);
      },
    });
    expect(code).toBe(0);
    expect(seen).toEqual([`Basic ${btoa(pair)}`]);
  });

  test("the account of an API key is known too, for what has it in its URLs", () => {
    const platform = { stdout: sink(() => {}), stderr: sink(() => {}) };
    expect(credentials({ ...platform, env: { TWILIO_ACCOUNT_SID: accountSid, ...key } }))
      .toEqual({ apiKey, apiSecret, accountSid });
    expect(credentials({ ...platform, env: key })).toEqual({ apiKey, apiSecret });
  });

  test.each([
    [{}, /^error: no credentials\nhint: set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or /],
    [
      { TWILIO_ACCOUNT_SID: accountSid },
      /^error: TWILIO_ACCOUNT_SID is set, but TWILIO_AUTH_TOKEN is/,
    ],
    [
      { TWILIO_AUTH_TOKEN: authToken },
      /^error: TWILIO_AUTH_TOKEN is set, but TWILIO_ACCOUNT_SID is/,
    ],
    [{ TWILIO_API_KEY: apiKey }, /^error: TWILIO_API_KEY is set, but TWILIO_API_SECRET is not/],
    [
      { TWILIO_API_SECRET: apiSecret },
      /^error: TWILIO_API_SECRET is set, but TWILIO_API_KEY is not/,
    ],
    [{ ...env, TWILIO_API_KEY: apiKey }, /^error: TWILIO_API_KEY is set, but TWILIO_API_SECRET/],
    [{ ...env, TWILIO_API_SECRET: apiSecret }, /^error: TWILIO_API_SECRET is set, but TWILIO_API_/],
    [{ ...env, TWILIO_AUTH_TOKEN: "" }, /but TWILIO_AUTH_TOKEN is not/],
    [{ ...env, TWILIO_AUTH_TOKEN: `${authToken}\n` }, /^error: TWILIO_AUTH_TOKEN: expected /],
    [{ ...env, TWILIO_AUTH_TOKEN: "hunter2 hunter2" }, /^error: TWILIO_AUTH_TOKEN: expected /],
    [{ ...env, TWILIO_ACCOUNT_SID: authToken }, /^error: TWILIO_ACCOUNT_SID: expected /],
    [
      { TWILIO_API_KEY: apiSecret, TWILIO_API_SECRET: apiSecret },
      /^error: TWILIO_API_KEY: expected /,
    ],
  ])("unusable: %#", async (env, said) => {
    const { code, out, err } = await cli(`list -s ${MG}`, { env });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(said);
  });
});
