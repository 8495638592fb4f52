/** The sandbox over real HTTP: by its own way into Node's server, and by that of any transport. */
import { request as ask, type RequestOptions } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import {
  createSandbox,
  type FaultRule,
  type Sandbox,
  type SandboxOptions,
  seededRandom,
} from "../../../lib/sandbox/mod.ts";
import { accountSid, authToken, MG, pool, serve, sidOf, spare } from "../support.ts";
import { say } from "./raw_http.ts";

const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
const path = `/v1/Services/${MG}/ChannelSenders`;
const one = `${path}/${sidOf(0)}`;
const form = { authorization, "content-type": "application/x-www-form-urlencoded" };
const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

const ways = ["its own way", "that of any transport"] as const;

async function start(way: typeof ways[number], options: SandboxOptions = {}) {
  const sandbox = createSandbox({
    ...pool(3),
    now: () => new Date("2026-01-02T03:04:05.678Z"),
    random: seededRandom(1),
    ...options,
  });
  const { fetch } = sandbox;
  const served = await serve(way === "its own way" ? fetch : (request) => fetch(request));
  closers.push(served.close);
  return { sandbox, url: served.url };
}

interface Said {
  status?: number | undefined;
  headers?: Record<string, unknown>;
  body: string;
  error: string | null;
}

/** What comes back, as Node's own client sees it: without any repetition. */
function send(url: string, target: string, init: RequestOptions & { body?: string } = {}) {
  return new Promise<Said>((resolve) => {
    const { body, ...options } = { headers: { authorization }, ...init };
    const request = ask(url, { path: target, agent: false, ...options }, (response) => {
      let text = "";
      const end = (error: string | null) => {
        const { date: _, ...headers } = response.headers;
        resolve({ status: response.statusCode, headers, body: text, error });
      };
      response.on("data", (chunk) => text += chunk);
      response.on("end", () => end(null));
      response.on("error", ({ message }) => end(message));
    });
    request.on("error", ({ message }) => resolve({ body: "", error: message }));
    request.end(body);
  });
}

/** Sends bytes, and waits for the end of the connection. */
function raw(url: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.setTimeout(5000, () => reject(new Error(`a hang after ${text}`)));
    socket.on("data", (chunk) => answer += chunk);
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
  });
}

test("both ways say the same", async () => {
  const served = await Promise.all(ways.map((way) => start(way)));
  const requests: [string, RequestOptions & { body?: string }][] = [
    [path, {}],
    [`${path}?PageSize=2`, {}],
    [one, {}],
    [one, { method: "HEAD" }],
    [path, { method: "POST", headers: form, body: `Sid=${spare}` }],
    [path, { method: "POST", headers: form, body: `Sid=${spare}` }],
    [path, { method: "POST", headers: form }],
    [path, { method: "POST", headers: form, body: `Sid=${spare}&x=${"x".repeat(70_000)}` }],
    [path, { method: "POST", headers: { authorization }, body: `Sid=${spare}` }],
    [`${path}/${spare}`, { method: "DELETE" }],
    [`${path}/${spare}`, { method: "DELETE", body: "whatever" }],
    [path, { headers: {} }],
    [path, { method: "POST", headers: {}, body: "x".repeat(200_000) }],
    [path, { method: "OPTIONS", headers: {} }],
    [path, { method: "PUT", body: "{}" }],
    [path, { method: "TRACE" }],
    ["/v1/x/../%2e%2e/é/\u0001", {}],
    ["//evil.example/", {}],
    ["http://messaging.twilio.com/v1", {}],
    [`http://user:pass@messaging.twilio.com${one}`, {}],
    [path, { headers: { authorization, host: "a.example:1" } }],
    [path, { headers: { authorization, host: "a/b" } }],
    [path, { headers: { authorization, host: "[::1" } }],
    ["/v2/token", { method: "POST", headers: form, body: "grant_type=x" }],
    ["http://[::1", {}],
  ];
  for (const [target, init] of requests) {
    const encoded = encodeURI(target);
    const said = await Promise.all(served.map(({ url }) => send(url, encoded, init)));
    const plain = said.map(({ headers, body, ...rest }, at) => {
      // One of them knows the length, and each its own port.
      const { "content-length": _, "transfer-encoding": __, ...others } = headers ?? {};
      return { ...rest, others, body: body.replaceAll(served[at]!.url, "http://here") };
    });
    // A URL that is none cannot become a Request, so that only one of them gets to the sandbox.
    if (target.includes("[::1") && target.startsWith("http")) {
      expect(said.map(({ status, body }) => [status, body])).toEqual(
        Array(2).fill([
          400,
          '{"code":20001,"message":"Invalid URL.",' +
          '"more_info":"https://www.twilio.com/docs/errors/20001","status":400}',
        ]),
      );
    } else expect(plain[1]).toEqual(plain[0]);
    expect(said[0]!.error).toBe(null);
  }
});

describe.each(ways)("by %s", (way) => {
  const faulty = (rule: FaultRule) => start(way, { faults: [rule] });

  test("a reset is one", async () => {
    const { url, sandbox } = await faulty({ reset: true, processed: true });
    const create = { method: "POST", headers: form, body: `Sid=${spare}` };
    const { status, error } = await send(url, path, create);
    expect([status, error]).toEqual([undefined, expect.stringMatching(/ECONNRESET|hang up/)]);
    expect(sandbox.exchanges()).toMatchObject([{ outcome: "reset" }]);
    expect(JSON.stringify(sandbox.state())).toContain(`"sid":"${spare}","dateCreated"`);
    await expect(fetch(url + one, { headers: { authorization } })).rejects.toThrow(TypeError);
  });

  test.each([0, 1, 100])("a body breaks off after %i bytes", async (truncate) => {
    const { url } = await faulty({ truncate, first: 1 });
    const { status, headers, body, error } = await send(url, one);
    expect([status, error]).toEqual([200, "aborted"]);
    const intact = await send(url, one);
    expect(body).toBe(intact.body.slice(0, truncate));
    expect(headers!["content-length"]).toBe(`${intact.body.length}`);
  });

  test("a large body breaks off where it should", async () => {
    const { url } = await start(way, { ...pool(1000), faults: [{ truncate: 300_000, first: 1 }] });
    const { body, error } = await send(url, `${path}?PageSize=1000`);
    expect([body.length, error]).toEqual([300_000, "aborted"]);
  });

  test.each(["head", 0, 100] as const)("a stall (%s) ends with the client", async (stall) => {
    const { url, sandbox } = await start(way, {
      faults: [{ stall, operation: "fetchChannelSender" }],
      concurrency: 1,
    });
    const stop = new AbortController();
    const got = fetch(url + one, { headers: { authorization }, signal: stop.signal });
    await sandbox.waitFor({ outcome: "stalled" });
    if (stall !== "head") {
      const answer = await got;
      expect(answer.status).toBe(200);
      const reader = answer.body!.getReader();
      let size = 0;
      while (size < stall) size += (await reader.read()).value!.length;
      expect(size).toBe(stall);
      const rest = reader.read();
      stop.abort();
      await expect(rest).rejects.toMatchObject({ name: "AbortError" });
    } else {
      stop.abort();
      await expect(got).rejects.toMatchObject({ name: "AbortError" });
    }
    await free(url, sandbox);
  });

  test("a client that leaves within its body counts no more", async () => {
    const { url, sandbox } = await start(way, { concurrency: 1 });
    const head = `POST ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: ${authorization}\r\n` +
      "Content-Length: 100\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nSid=";
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(head));
    await waitUntil(async () => (await send(url, one)).status === 429);
    socket.destroy();
    await free(url, sandbox);
    expect(sandbox.exchanges({ outcome: "aborted", method: "POST" }).length).toBe(1);
  });

  test("requests at once are limited", async () => {
    const { url } = await start(way, { concurrency: 4, faults: [{ latency: 50 }] });
    const said = await Promise.all(Array.from({ length: 12 }, () => send(url, one)));
    const statuses = said.map(({ status }) => status).sort();
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(4);
    const refused = said.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers } of refused) {
      expect(Number(headers!["twilio-concurrent-requests"])).toBeGreaterThan(4);
    }
  });

  test("the page of a proxy has its own headers alone", async () => {
    const { url } = await faulty({ status: 502, body: "html" });
    const { status, headers, body } = await send(url, one);
    expect([status, headers!["content-type"], headers!["server"]]).toEqual([
      502,
      "text/html",
      "nginx",
    ]);
    expect(Object.keys(headers!).filter((name) => /twilio|cors|x-/.test(name))).toEqual([]);
    expect(body).toContain("502 Bad Gateway");
  });

  test("whatever bytes come, the answer is HTTP, and no crash", async () => {
    const { url } = await start(way);
    const random = seededRandom(2);
    const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
    const methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "PATCH", "LOCK"];
    const targets = [
      path,
      one,
      "/",
      "*",
      "//",
      "/%",
      "/%00",
      "/v2/token",
      `${path}?PageSize=%`,
      "http://a",
      "/\x7f",
      "/é",
    ];
    const hosts = [
      "a",
      "",
      "a:b",
      "[",
      "a b",
      "twilio.com",
      "x.twilio.com",
      "\u00e9",
      "a/..//b",
      "@",
      "a@b",
    ];
    const auths = [authorization, "Basic", "Basic !!", "Bearer x", "", `Basic ${"A".repeat(9000)}`];
    const types = [
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=",
      "\t",
      "x",
    ];
    const bodies = ["", "Sid=x", "a".repeat(500), `Sid=${spare}`, "\0\r\n\r\n", "--\r\n"];
    for (let i = 0; i < 400; i++) {
      const body = pick(bodies);
      const answer = await raw(
        url,
        `${pick(methods)} ${pick(targets)} HTTP/1.1\r\nHost: ${
          pick(hosts)
        }\r\nConnection: close\r\n` +
          `Authorization: ${pick(auths)}\r\nContent-Type: ${pick(types)}\r\n` +
          `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
      const [head = "", content = ""] = answer.split("\r\n\r\n");
      expect(head).toMatch(/^HTTP\/1\.1 (200|201|204|400|401|404|405|409)/);
      expect(answer).not.toMatch(/\bat .*\.ts|node:|TypeError/);
      if (/^HTTP\/1\.1 4/.test(head) && content && /json/.test(head)) {
        expect(content).toContain("twilio.com/docs/errors/");
      }
    }
    expect((await send(url, one)).status).toBe(200);
  });
});

/** Waits until the account has room for a request again. */
async function free(url: string, sandbox: Sandbox) {
  await waitUntil(async () => (await send(url, path)).status === 200);
  expect(sandbox.exchanges({ status: 500 })).toEqual([]);
}

async function waitUntil(condition: () => Promise<boolean>) {
  for (let turn = 0; turn < 200; turn++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("it never became true");
}

describe.each(ways)("by %s, the answer to a TRACE is whole", (way) => {
  test.each(["GET", "GARBAGE\r\n\r\n", "\x01"])("whatever comes after it: %j", async (after) => {
    const { url } = await start(way);
    const text = `TRACE / HTTP/1.0\r\nHost: a\r\n\r\n${after}`;
    const { answers: [answer] } = await say(Number(new URL(url).port), [text], "end", []);
    expect(answer?.status).toBe(405);
    expect(JSON.parse(`${answer?.body}`)).toMatchObject({ code: 20004, status: 405 });
  });
});
