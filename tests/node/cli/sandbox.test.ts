/** `senderpool sandbox`, in process: what it serves, what it logs, what it keeps. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { Sink } from "../../../lib/cli/platform/platform.ts";
import { run } from "../../../lib/cli/program.ts";
import { createLog, jsonLog, plainLog } from "../../../lib/cli/commands/sandbox/request_log.ts";
import { defaultSeed, type Exchange, type SandboxSeed } from "../../../lib/sandbox/mod.ts";
import { createClient, isTwilioApiError, messages, senders } from "../../../mod.ts";
import { accountSid, authToken, command, MG, type Outcome, sink, XE } from "./harness.ts";
import { serve, stopServed } from "./served.ts";

const folder = mkdtempSync(join(tmpdir(), "senderpool-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);

function file(name: string, content: unknown): string {
  writeFileSync(path(name), typeof content === "string" ? content : JSON.stringify(content));
  return path(name);
}

const secret = "the-token-of-the-seed";
const otherAccount = `AC${"b".repeat(32)}`;
const seed = {
  accounts: [{
    ...defaultSeed().accounts[0]!,
    accountSid: otherAccount,
    authToken: secret,
    apiKeys: [{ apiKey: `SK${"b".repeat(32)}`, apiSecret: "the-secret-of-the-seed" }],
  }],
} satisfies SandboxSeed;

const exchange: Exchange = {
  number: 1,
  operation: null,
  accountSid: null,
  method: "GET",
  url: "http://127.0.0.1:8080/v1",
  path: "/v1",
  requestHeaders: {},
  requestBody: null,
  outcome: "answered",
  status: 404,
  responseHeaders: {},
  responseBody: null,
  requestId: "RQ",
  struck: false,
  date: new Date(0),
  duration: 3,
};

afterEach(stopServed);

const call = (baseUrl: string, credentials = { accountSid, authToken }) =>
  createClient({ ...credentials, target: { baseUrl }, retry: null }).channelSenders;
const input = { messagingServiceSid: MG, sid: XE };
const codeOf = (error: unknown) => isTwilioApiError(error) ? error.code : error;
/** The log without the greeting. */
const logOf = ({ out }: Outcome) => out.split("Ctrl-C ends it.\n")[1]!.split("\n").slice(0, -1);

describe("sandbox", () => {
  test("says how to use it, serves it, logs each request, and ends with Ctrl-C", async () => {
    const { url, stop, out } = await serve();
    const greeting = out();
    for (const text of [accountSid, authToken, MG, XE, `--base-url ${url}`, "Ctrl-C"]) {
      expect(greeting).toContain(text);
    }
    await call(url).create(input);
    expect(await call(url).create(input).catch(codeOf)).toBe(21710);
    for await (const { sid } of call(url).list({ ...input, pageSize: 5 })) expect(sid).toBe(XE);
    await fetch(`${url}/v1/nothing?Password=hunter2`);
    const outcome = await stop();
    expect(outcome).toMatchObject({ code: 0, err: "" });
    const pool = `/v1/Services/${MG}/ChannelSenders`;
    expect(logOf(outcome).map((line) => line.replace(/ \d+ ms/, " n ms").split(/ +/))).toEqual([
      ["POST", "201", "n", "ms", pool, accountSid],
      ["POST", "409", "n", "ms", pool, accountSid, "21710"],
      ["GET", "200", "n", "ms", `${pool}?PageSize=5`, accountSid],
      ["GET", "401", "n", "ms", "/v1/nothing?Password=[masked]", "-", "20003"],
    ]);
    await expect(fetch(url)).rejects.toThrow();
  });

  test("logs JSON", async () => {
    const { url, stop } = await serve("--json");
    await call(url).create(input);
    await call(url).create(input).catch(codeOf);
    await call(url, { accountSid, authToken: "hunter2" }).fetch(input).catch(codeOf);
    const { code, out, err } = await stop();
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const [first, ...lines] = out.trimEnd().split("\n").map((line) => JSON.parse(line));
    expect(first).toEqual({ listening: url });
    const path = `/v1/Services/${MG}/ChannelSenders`;
    const common = { duration: expect.any(Number), outcome: "answered", struck: false };
    expect(lines.map(({ date, requestId, ...line }) => {
      expect(new Date(date).toISOString()).toBe(date);
      expect(requestId).toMatch(/^RQ[\da-f]{32}$/);
      return line;
    })).toEqual([{
      ...common,
      number: 1,
      operation: "createChannelSender",
      method: "POST",
      path,
      status: 201,
      accountSid,
      code: null,
    }, {
      ...common,
      number: 2,
      operation: "createChannelSender",
      method: "POST",
      path,
      status: 409,
      accountSid,
      code: 21710,
    }, {
      ...common,
      number: 3,
      operation: "fetchChannelSender",
      method: "GET",
      path: `${path}/${XE}`,
      status: 401,
      accountSid: null,
      code: 20003,
    }]);
    for (const text of ["hunter2", authToken, btoa(`${accountSid}:hunter2`)]) {
      expect(out).not.toContain(text);
    }
  });

  test("is quiet if told so", async () => {
    const { url, stop, out } = await serve("--quiet");
    const greeting = out();
    await call(url).create(input);
    expect((await stop()).out).toBe(greeting);
  });

  test("on every interface, with a warning, if told so", async () => {
    const { url, stop } = await serve("--host 0.0.0.0");
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    await call(url).create(input);
    expect((await stop()).err).toBe("warning: whoever reaches 0.0.0.0 can use this sandbox\n");
  });

  test("with JSON, is the URL and no more if told to be quiet", async () => {
    const { url, stop } = await serve("--json --quiet");
    await call(url).create(input);
    expect(await stop()).toEqual({ code: 0, out: `{"listening":"${url}"}\n`, err: "" });
  });

  test.each([
    ["the log", (text: string) => text.startsWith('{"number"')],
    ["the greeting either", () => true],
  ])("serves on, and keeps its state, once nobody reads %s", async (what, isUnread) => {
    const state = path(`unread ${what}.json`);
    const controller = new AbortController();
    let unread = 0;
    let say = (_: string) => {};
    const listening = new Promise<string>((resolve) => say = resolve);
    let err = "";
    const ended = run(["sandbox", "--port", "0", "--json", "--state", state], {
      env: {},
      signal: controller.signal,
      stdout: {
        write: (text) => {
          if (text.includes("listening")) say(JSON.parse(text).listening);
          if (!isUnread(text)) return Promise.resolve();
          unread++;
          return Promise.reject(Object.assign(new Error("EPIPE"), { code: "EPIPE" }));
        },
      },
      stderr: sink((text) => err += text),
    });
    const senders = call(await listening);
    await senders.create(input);
    expect((await senders.fetch(input)).sid).toBe(XE);
    await senders.delete(input);
    await senders.create(input);
    controller.abort();
    expect(await ended).toBe(0);
    expect(JSON.parse(err)).toEqual({ note: `the state is in ${state}` });
    expect(readFileSync(state, "utf8")).toContain(`"dateCreated"`);
    expect(unread).toBeLessThanOrEqual(2); // of a log that is over nothing is written
  });

  test("ends, with 1, when the log can't be written for another reason", async () => {
    let say = (_: string) => {};
    const listening = new Promise<string>((resolve) => say = resolve);
    let err = "";
    const ended = run(["sandbox", "--port", "0", "--json"], {
      env: {},
      stdout: {
        write: (text) => {
          if (!text.includes("listening")) return Promise.reject(new Error("the disk is full"));
          say(JSON.parse(text).listening);
          return Promise.resolve();
        },
      },
      stderr: sink((text) => err += text),
    });
    await call(await listening).create(input).catch(() => {});
    expect(await ended).toBe(1);
    expect(JSON.parse(err).error.message).toBe("the disk is full");
  });
});

describe("messages", () => {
  const contentSid = `HX${"a".repeat(32)}`;
  const to = "whatsapp:+14155550199";
  const statusCallback = "http://localhost:3000/status?key=hunter2";

  async function send(url: string, content: object = { contentSid, statusCallback }) {
    const client = createClient({
      accountSid,
      authToken,
      target: { baseUrl: url },
      extend: { messages },
    });
    await client.channelSenders.create(input);
    const { sid } = await client.messages
      .create({ messagingServiceSid: MG, to, ...content });
    return { sid, status: async () => (await client.messages.fetch({ sid: sid! })).status };
  }

  test("arrive by themselves; the log has the status callbacks", async () => {
    const answers = [
      () => new Response(null, { status: 204 }),
      () => Promise.reject(new TypeError("failed", { cause: new Error("nobody is\nthere") })),
      () => Promise.reject(new Error("no more")),
    ];
    let last = () => {};
    const arrived = new Promise<void>((resolve) => last = resolve);
    const { url, stop } = await serve("--pace 1", {
      fetch: async () => {
        if (answers.length === 1) last();
        return await answers.shift()!();
      },
    });
    const { sid, status } = await send(url);
    await arrived;
    expect(await status()).toBe("delivered");
    const outcome = await stop();
    expect(outcome.out + outcome.err).not.toContain("hunter2");
    const told = logOf(outcome).filter((line) => line.startsWith("told"));
    const where = `http://localhost:3000/status  ${sid}`;
    expect(told.map((line) => line.replace(/ +\d+ ms/, ""))).toEqual([
      `told    204  ${where}  queued`,
      `told      -  ${where}  sent nobody is\uFFFDthere`,
      `told      -  ${where}  delivered no more`,
    ]);
  });

  test("to another machine are not sent, which the log tells", async () => {
    const { url, stop, out } = await serve("--pace 1");
    const target = { baseUrl: url };
    const client = createClient({ accountSid, authToken, target, extend: { messages } });
    const from = "messenger:104794531907950";
    const statusCallback = "https://example.com/status?key=hunter2";
    const { sid } = await client.messages
      .create({ from, to: "messenger:9876543210", body: "Hello!", statusCallback });
    while (!out().includes("delivered")) await new Promise((resolve) => setTimeout(resolve, 1));
    const told = logOf(await stop()).filter((line) => line.startsWith("told"));
    expect(told.map((line) => line.replace(/ +\d+ ms/, ""))).toEqual([
      `told      -  https://example.com/status  ${sid}  sent not sent: not a loopback URL`,
      `told      -  https://example.com/status  ${sid}  delivered not sent: not a loopback URL`,
    ]);
  });

  test("in JSON", async () => {
    const { url, stop, out } = await serve("--pace 1 --json", {
      fetch: () => Promise.resolve(new Response(null, { status: 200 })),
    });
    const { sid } = await send(url);
    while (!out().includes('"messageStatus":"delivered"')) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const lines = (await stop()).out.trimEnd().split("\n").map((line) => JSON.parse(line));
    const common = { callback: "http://localhost:3000/status", messageSid: sid, status: 200 };
    const rest = { ...common, duration: expect.any(Number), reason: null };
    expect(lines.filter(({ callback }) => callback)).toEqual([
      { ...rest, messageStatus: "queued" },
      { ...rest, messageStatus: "sent" },
      { ...rest, messageStatus: "delivered" },
    ]);
  });

  test("move on when they are looked at, with --pace look; quiet callbacks go out", async () => {
    let count = 0;
    const { url, stop, out } = await serve("--pace look --quiet", {
      fetch: () => {
        count++;
        return Promise.resolve(new Response());
      },
    });
    const { status } = await send(url);
    expect([await status(), await status(), await status(), await status()])
      .toEqual(["queued", "sent", "delivered", "delivered"]);
    while (count < 3) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(out()).not.toContain("told");
    await stop();
  });

  test("of free text fail on WhatsApp, unless --customer-wrote", async () => {
    const ends: (string | null)[] = [];
    for (const flags of ["", " --customer-wrote"]) {
      const { url, stop } = await serve(`--pace look --quiet${flags}`);
      const { status } = await send(url, { body: "Hello!" });
      for (let looks = 0; looks < 3; looks++) await status();
      ends.push(await status());
      await stop();
    }
    expect(ends).toEqual(["undelivered", "delivered"]);
  });
});

describe("the seed and the state", () => {
  test("a seed's accounts are served; its credentials are not shown", async () => {
    const { url, stop } = await serve(`--seed ${file("seed.json", seed)}`);
    expect(await call(url).create(input).catch(codeOf)).toBe(20003);
    await call(url, { accountSid: otherAccount, authToken: secret }).create(input);
    const { out, err } = await stop();
    expect(out).toMatch(/from {8}\S+seed\.json\n {2}accounts {4}1\n {2}services {4}2\n/);
    expect(out).toMatch(/ {2}senders {5}3\n/);
    for (const text of [secret, "the-secret-of-the-seed", authToken]) {
      expect(out + err).not.toContain(text);
    }
  });

  test("a state is there from the start, for its owner alone, and at the end", async () => {
    const state = path("state.json");
    const first = await serve(`--state ${state}`);
    expect(JSON.parse(readFileSync(state, "utf8")).accounts[0].accountSid).toBe(accountSid);
    expect(statSync(state).mode & 0o777).toBe(0o600);
    await call(first.url).create(input);
    expect(await first.stop()).toMatchObject({ code: 0, err: `the state is in ${state}\n` });

    // What is kept goes before the seed.
    const second = await serve(`--state ${state} --seed ${file("other.json", seed)}`);
    expect(second.out()).not.toContain(authToken);
    expect((await call(second.url).fetch(input)).sender).toBe("whatsapp:+12487960483");
    await call(second.url).delete(input);
    await second.stop();

    const third = await serve(`--state ${state}`);
    expect(await call(third.url).fetch(input).catch(codeOf)).toBe(20404);
  });

  test("a state that is not there begins with the seed; a BOM is no harm", async () => {
    const other = file("bom.json", `\uFEFF${JSON.stringify(seed)}`);
    const { url, stop } = await serve(`--seed ${other} --state ${path("new.json")}`);
    await call(url, { accountSid: otherAccount, authToken: secret }).create(input);
    await stop();
    expect(readFileSync(path("new.json"), "utf8")).toContain(otherAccount);
  });

  test("a state that cannot be written for a while is told of once, and kept as it can", async () => {
    const state = path("while.json");
    const { url, stop, err } = await serve(`--state ${state}`);
    const before = readFileSync(state, "utf8");
    mkdirSync(`${state}.tmp`);
    await call(url).create(input);
    while (!err()) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(readFileSync(state, "utf8")).toBe(before);
    rmSync(`${state}.tmp`, { recursive: true });
    while (!err().includes("json again\n")) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(readFileSync(state, "utf8")).toContain('"dateCreated"');
    const { code, err: said } = await stop();
    expect(code).toBe(0);
    const [warning, again, end] = said.split("\n");
    expect(warning).toMatch(
      /^warning: cannot write \S+while\.json: .*; what is there stays as it is/,
    );
    expect([again, end]).toEqual([
      `the state is kept in ${state} again`,
      `the state is in ${state}`,
    ]);
  });

  test("a sender that moves on as somebody looks is kept, too", async () => {
    const state = path("senders.json");
    const { url, stop } = await serve(`--state ${state}`);
    const client = createClient({
      accountSid,
      authToken,
      target: { baseUrl: url },
      extend: { senders },
    });
    const { sid } = await client.senders.create({
      senderId: "whatsapp:+12125550111",
      profile: { name: "Shop" },
    });
    await client.senders.waitFor({ sid: sid! }, { interval: 1 });
    const statuses = () =>
      JSON.parse(readFileSync(state, "utf8")).accounts[0].senders.map(
        ({ status }: { status: string }) => status,
      );
    await expect.poll(statuses, { timeout: 5_000 }).toEqual(["ONLINE"]);
    await stop();
  });

  test("a broken state is left as it is", async () => {
    const state = file("broken.json", "{");
    await command(`sandbox --port 0 --state ${state}`);
    expect(readFileSync(state, "utf8")).toBe("{");
  });

  test("a state that gets lost at the end is a failure", async () => {
    const sub = path("sub");
    mkdirSync(sub);
    const { stop } = await serve(`--state ${join(sub, "lost.json")}`);
    rmSync(sub, { recursive: true });
    const { code, err } = await stop();
    expect(code).toBe(1);
    expect(err).toMatch(
      /^error: the state is lost: cannot write \S+lost\.json: .*no such folder\n$/,
    );
  });
});

describe("what goes wrong on demand", () => {
  test("--fail, --latency and a file of rules, in this order: the file's first", async () => {
    const rules = file("rules.json", [{ operation: "fetchChannelSender", first: 1, status: 502 }]);
    const { url, stop } = await serve(`--faults ${rules} --fail 0:404 --fail 1:429 --latency 1-2`);
    for (const status of [502, 429]) {
      const error = await call(url).fetch(input).catch((error) => error);
      expect(error.status).toBe(status);
    }
    expect(logOf(await stop()).map((line) => line.replace(/ +\d+ ms.*? {2}AC\w+/, ""))).toEqual([
      "GET     502  20502 fault",
      "GET     429  20429 fault",
    ]);
  });

  test("--fail is 503 unless told otherwise", async () => {
    const { url } = await serve("--fail 1");
    expect((await fetch(url)).status).toBe(503);
  });

  test("--concurrency", async () => {
    // The first never gets an answer; that it is under way is in the log.
    const rules = file("stall.json", [{ first: 1, stall: "head" }]);
    const { url, stop, out } = await serve(`--json --concurrency 1 --faults ${rules}`);
    const stalled = call(url).fetch(input).catch((error) => error.name);
    while (!out().includes("stalled")) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(await call(url).fetch(input).catch(codeOf)).toBe(20429);
    await stop();
    expect(await stalled).toBe("TwilioNetworkError");
  });

  test("--random-seed repeats it all", async () => {
    const ids: (string | null)[] = [];
    for (const seed of [7, 7, 8]) {
      const { url } = await serve(`--random-seed ${seed}`);
      ids.push((await fetch(url)).headers.get("twilio-request-id"));
    }
    expect(ids[0]).toMatch(/^RQ/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });
});

describe("wrong usage", () => {
  const leaky = '{"accounts": [{"authToken": hunter2}]}';
  const bad = { ...seed.accounts[0]!, services: [{ sid: `MX${"a".repeat(32)}` }] };
  const rule = (value: unknown) => `--faults ${file("rule.json", value)}`;
  const start = (value: unknown) => `--seed ${file("start.json", value)}`;

  test.each<[name: string, line: () => string, said: RegExp]>([
    ["a port beyond", () => "--port 65536", /'--port <n>'.*0 to 65535/],
    ["a port in words", () => "--port http", /'--port <n>'.*0 to 65535/],
    ["late for ever", () => "--latency soon", /'--latency <ms>'.*200 or 100-300/],
    ["late backwards", () => "--latency 300-100", /'--latency <ms>'.*200 or 100-300/],
    ["late beyond timers", () => "--latency 9999999999", /'--latency <ms>'.*200 or 100-300/],
    ["a pace in words", () => "--pace slow", /'--pace <ms>'.*milliseconds, or look/],
    ["too probable", () => "--fail 1.5", /'--fail <p\[:status\]>'.*0 to 1/],
    ["a success", () => "--fail 0.5:200", /'--fail <p\[:status\]>'.*0 to 1/],
    ["nobody at once", () => "--concurrency 0", /^error: --concurrency: expected a whole number/],
    ["a seed in words", () => "--random-seed luck", /whole number/],
    ["a region", () => "--region ie1", /no --base-url and no --region/],
    ["another server", () => "--base-url http://x.example", /no --base-url and no --region/],
    ["not our host", () => "--host 203.0.113.9", /^error: 203\.0\.113\.9 is no address of this/],
    ["no seed", () => "--seed /no/seed.json", /^error: cannot read \/no\/seed\.json: there is no/],
    ["a folder", () => `--seed ${folder}`, /^error: cannot read \S+: it is a folder\n$/],
    ["not JSON", () => start(leaky), /^error: \S+start\.json is not JSON\n$/],
    ["JSON but for a comma", () => start('{\n"a": 1\n"b"}'), /is not JSON: line 3, column 1\n$/],
    ["an empty file", () => start(""), /start\.json is not JSON/],
    [
      "a seed of nothing",
      () => start({}),
      /start\.json: accounts: expected an array\nhint: a seed/,
    ],
    ["a list", () => start([]), /start\.json: accounts: expected an array\nhint: a seed/],
    ["null", () => start(null), /start\.json: accounts: expected an array\nhint: a seed/],
    ["null accounts", () => start({ accounts: null }), /start\.json: accounts: expected an array/],
    ["no accounts", () => start({ accounts: [] }), /start\.json: accounts: expected at least one/],
    ["a stranger", () => start({ ...seed, acounts: [] }), /start\.json: acounts: not in a seed/],
    [
      "a SID of another kind",
      () => start({ accounts: [bad] }),
      /^error: \S+start\.json: accounts\[0\]\.services\[0\]\.sid: expected MG .*\nhint: a seed/,
    ],
    [
      "a token with white space",
      () => start({ accounts: [{ accountSid, authToken: "hunter2 hunter2" }] }),
      /start\.json: accounts\[0\]\.authToken: expected /,
    ],
    [
      "a broken state",
      () => `--state ${file("s.json", "{")}`,
      /^error: \S+s\.json is not JSON.*\nhint: it stays as it is: mend it, or name another file/,
    ],
    ["an empty state", () => `--state ${file("empty.json", "")}`, /is not JSON.*\nhint: it stays/],
    [
      "a state nowhere",
      () => "--state /no/s.json",
      /cannot write \/no\/s\.json: there is no such fo/,
    ],
    [
      "no rules",
      () => "--faults /no/f.json",
      /^error: cannot read \/no\/f\.json: there is no such/,
    ],
    ["one rule", () => rule({ status: 503 }), /rule\.json: expected an array\nhint: a rule/],
    ["half a rule", () => rule([{ every: 3 }]), /rule\.json: \[0\]: expected one of latency/],
    [
      "an unknown operation",
      () => rule([{ status: 503 }, { operation: "sing", status: 503 }]),
      /rule\.json: \[1\]\.operation: expected any of createChannelSender/,
    ],
  ])("%s", async (_, line, said) => {
    const { code, out, err } = await command(`sandbox --port 0 ${line()}`);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(said);
  });

  test("a port that is in use: nothing is written", async () => {
    const { url } = await serve();
    const state = path("unwritten.json");
    const { code, out, err } = await command(
      `sandbox --port ${new URL(url).port} --state ${state}`,
    );
    expect({ code, out, written: existsSync(state) }).toEqual({ code: 2, out: "", written: false });
    expect(err).toMatch(/^error: port \d+ of 127\.0\.0\.1 is in use\nhint: .*--port 0/);
  });
});

test("a proxy that cannot start leaves the certificate of one that runs as it is", async () => {
  const { url } = await serve();
  const file = path("certificate.pem");
  writeFileSync(file, "that of another one");
  const { code } = await command(`sandbox --port ${new URL(url).port} --proxy ${file}`);
  expect({ code, text: readFileSync(file, "utf8") }).toEqual({
    code: 2,
    text: "that of another one",
  });
});

test.each(["", "two words", "é"])("a token of %j is none", async (token) => {
  let err = "";
  const code = await run(["sandbox", "--port", "0", "--token", token], {
    env: {},
    stdout: sink(() => {}),
    stderr: sink((text) => err += text),
  });
  expect(code).toBe(2);
  expect(err).toMatch(/^error: --token: expected /);
});

describe("the log", () => {
  test("does not hold more than 10,000 lines for a slow reader, and says so", async () => {
    const written: string[] = [];
    const reads: (() => void)[] = [];
    const slow: Sink = {
      write: (text) => {
        written.push(text);
        return new Promise((resolve) => reads.push(resolve));
      },
    };
    const log = createLog(jsonLog, slow);
    for (let number = 1; number <= 10_005; number++) log.add({ ...exchange, number });
    expect(written).toHaveLength(1);
    reads.shift()!();
    await new Promise((resolve) => setTimeout(resolve));
    log.add({ ...exchange, number: 10_006 });
    reads.shift()!();
    await new Promise((resolve) => setTimeout(resolve));
    reads.shift()!();
    await log.end();
    const lines = written.join("").trimEnd().split("\n").map((line) => JSON.parse(line));
    expect(lines.map(({ number, skipped }) => number ?? `${skipped} skipped`).slice(-3))
      .toEqual([10_001, "4 skipped", 10_006]);
    expect(plainLog.skipped(4)).toMatch(/^… 4 more, /);
  });

  test("keeps what commands a terminal in its place", () => {
    const url = "http://127.0.0.1:8080/v1/\u202e\x1b[2J?x\n=1";
    expect(plainLog.request({ ...exchange, url, status: null, outcome: "reset" }))
      .toBe("GET       -     3 ms  /v1/\uFFFD\uFFFD[2J?x\uFFFD=1  -  reset\n");
  });
});
