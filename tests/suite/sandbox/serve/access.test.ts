import { describe, expect, test } from "vitest";
import { createSandbox, defaultSeed, type SandboxOptions } from "../../../../lib/sandbox/mod.ts";

// Who may call, from where, and what every answer carries, spoken in raw HTTP.
const AC = `AC${"a".repeat(32)}`;
const MG = `MG${"a".repeat(32)}`;
const MG2 = `MG${"a".repeat(31)}b`;
const XE = `XE${"a".repeat(32)}`;
const XE2 = `XE${"a".repeat(31)}b`;
const base = "https://messaging.twilio.com";
const path = `/v1/Services/${MG}/ChannelSenders`;
const form = "application/x-www-form-urlencoded";

interface Init {
  method?: string;
  body?: BodyInit;
  auth?: string | null;
  base?: string;
  signal?: AbortSignal;
}

function start(options: SandboxOptions = {}) {
  const sandbox = createSandbox({
    now: () => new Date("2023-07-30T20:12:31.456Z"),
    requestId: () => `RQ${"0".repeat(31)}1`,
    ...options,
  });
  const { accountSid, authToken } = sandbox.credentials;
  const call = (target: string, init: Init = {}) => {
    const { auth = basic(accountSid, authToken), ...rest } = init;
    const headers = new Headers();
    if (auth !== null) headers.set("authorization", auth);
    if (rest.body) headers.set("content-type", form);
    const request = { ...rest, headers, duplex: "half" }; // as a stream for a body needs
    return sandbox.fetch(new Request((init.base ?? base) + target, request));
  };
  const attach = (sid: string, service = MG) =>
    call(`/v1/Services/${service}/ChannelSenders`, { method: "POST", body: `Sid=${sid}` });
  return { sandbox, call, attach };
}

const basic = (user: string, password: string) => `Basic ${btoa(`${user}:${password}`)}`;
const said = async (response: Response) => [response.status, await response.text()];

describe("credentials", () => {
  const key = { apiKey: `SK${"c".repeat(32)}`, apiSecret: "key:secret" };
  const other = {
    accountSid: `AC${"b".repeat(32)}`,
    authToken: "token-of-another",
    services: [{ sid: `MG${"b".repeat(32)}` }],
    channelSenders: [{ sid: `XE${"b".repeat(32)}`, sender: "whatsapp:+15005550006" }],
  };
  const [account] = defaultSeed().accounts;
  const { accountSid, authToken } = account!;
  const options = { accounts: [{ ...account!, apiKeys: [key] }, other] };
  const unauthorized = [
    401,
    '{"code":20003,"detail":"Your AccountSid or AuthToken was incorrect.",' +
    '"message":"Authentication Error - No credentials provided",' +
    '"more_info":"https://www.twilio.com/docs/errors/20003","status":401}',
  ];

  test.each([
    ["none", null],
    ["an unknown user", basic(`AC${"9".repeat(32)}`, authToken)],
    ["no user", basic("", "")],
    ["a wrong token", basic(accountSid, `${authToken.slice(0, -1)}0`)],
    ["a token's beginning", basic(accountSid, authToken.slice(0, -1))],
    ["a token and more", basic(accountSid, `${authToken}0`)],
    ["a token twice", basic(accountSid, authToken + authToken)],
    ["no token", basic(accountSid, "")],
    ["a key's secret for an account", basic(accountSid, key.apiSecret)],
    ["another account's token", basic(accountSid, other.authToken)],
    ["no colon", `Basic ${btoa(accountSid)}`],
    ["what is not base64", "Basic !"],
    ["cut base64", "Basic abcde"],
    ["another scheme", `Bearer ${authToken}`],
  ])("refuses %s", async (_, auth) => {
    const { call } = start(options);
    const response = await call(path, { auth });
    expect(response.headers.get("www-authenticate")).toBe('Basic realm="Twilio API"');
    expect(await said(response)).toEqual(unauthorized);
  });

  test("asks for them before it says what exists", async () => {
    const { call } = start(options);
    expect((await call("/nowhere", { auth: null })).status).toBe(401);
    expect((await call(path, { auth: null, method: "PUT" })).status).toBe(401);
  });

  test("takes an API key, and the scheme in any case", async () => {
    const { call } = start(options);
    const auth = basic(key.apiKey, key.apiSecret);
    const created = await call(path, { method: "POST", body: `Sid=${XE}`, auth });
    expect((await created.json()).account_sid).toBe(AC);
    expect((await call(path, { auth: auth.replace("Basic", "basic") })).status).toBe(200);
  });

  test("keeps accounts apart", async () => {
    const { call, attach } = start(options);
    await attach(XE);
    const auth = basic(other.accountSid, other.authToken);
    const theirs = `/v1/Services/${other.services[0]!.sid}/ChannelSenders`;
    const body = `Sid=${other.channelSenders[0]!.sid}`;
    expect((await call(theirs)).status).toBe(404);
    expect((await call(path, { auth })).status).toBe(404);
    expect((await call(path, { method: "POST", body })).status).toBe(404);
    expect((await call(theirs, { method: "POST", body: `Sid=${XE2}`, auth })).status).toBe(404);
    const created = await call(theirs, { method: "POST", body, auth });
    expect((await created.json()).account_sid).toBe(other.accountSid);
    expect((await (await call(theirs, { auth })).json()).senders.length).toBe(1);
  });

  test("shows them under one name alone, and never by the way", async () => {
    const { sandbox, call } = start(options);
    expect(sandbox.credentials).toEqual({ accountSid, authToken });
    const secrets = [authToken, key.apiSecret, other.authToken];
    const refused = await call(path, { auth: basic(accountSid, "wrong") });
    const shown = JSON.stringify(sandbox) + Object.values(sandbox).join() + String(sandbox) +
      JSON.stringify([...refused.headers]) + await refused.text();
    for (const secret of secrets) expect(shown.includes(secret)).toBe(false);
    const own = Object.values(Object.getOwnPropertyDescriptors(sandbox));
    expect(own.filter(({ value }) => typeof value === "object").length).toBe(0);
  });
});

describe("sandboxes", () => {
  test("share nothing", async () => {
    const [one, two] = [start(), start()];
    await one.attach(XE);
    expect((await two.call(`${path}/${XE}`)).status).toBe(404);
    expect((await two.attach(XE, MG2)).status).toBe(201);
    expect((await one.call(`${path}/${XE}`)).status).toBe(200);
  });

  test("work unbound, whatever the host, and name it unless it is one of Twilio's", async () => {
    const { sandbox: { fetch } } = start();
    const { attach, call } = start();
    await attach(XE);
    expect((await fetch(new Request(base + path))).status).toBe(401);
    const named = async (base: string) =>
      (await (await call(`${path}/${XE}`, { base })).json()).url.slice(0, -`${path}/${XE}`.length);
    expect(await named("https://messaging.dublin.ie1.twilio.com")).toBe(base);
    expect(await named("https://api.twilio.com")).toBe(base);
    expect(await named("http://127.0.0.1:8080")).toBe("http://127.0.0.1:8080");
    expect(await named("https://nottwilio.com")).toBe("https://nottwilio.com");
  });

  test("name Twilio's public host alone, if told to", async () => {
    const { call } = start({ publicUrl: "twilio" });
    const { meta } = await (await call(path, { base: "http://127.0.0.1:8080" })).json();
    expect(meta.url).toBe(`${base}${path}?PageSize=50&Page=0`);
  });
});

describe("aborts", () => {
  test("reject with their reason, and change nothing", async () => {
    const { call } = start();
    const reason = new Error("enough");
    const init = { method: "POST", body: `Sid=${XE}`, signal: AbortSignal.abort(reason) };
    await expect(call(path, init)).rejects.toBe(reason);
    await expect(call(path, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await expect(call(path, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect((await call(`${path}/${XE}`)).status).toBe(404);
  });

  test("stop the reading of a body, and change nothing", async () => {
    const { call } = start();
    const reason = new Error("enough");
    const endless = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(`Sid=${XE}`)),
    });
    for (const body of [`Sid=${XE}`, endless]) {
      const controller = new AbortController();
      const answer = call(path, { method: "POST", body, signal: controller.signal });
      controller.abort(reason);
      await expect(answer).rejects.toBe(reason);
      expect((await call(`${path}/${XE}`)).status).toBe(404);
    }
  });
});

describe("headers", () => {
  const cors = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers":
      "Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, " +
      "If-Unmodified-Since, Idempotency-Key",
    "access-control-allow-methods": "GET, POST, DELETE, OPTIONS",
    "access-control-expose-headers": "ETag",
    "access-control-allow-credentials": "true",
  };
  const common = {
    "t-request-id": `RQ${"0".repeat(31)}1`,
    "twilio-request-id": `RQ${"0".repeat(31)}1`,
    "twilio-concurrent-requests": "1",
    "twilio-request-duration": "0.000",
    "x-api-domain": "messaging.twilio.com",
    "x-home-region": "us1",
    "x-powered-by": "AT-5000",
    "x-shenanigans": "none",
    ...cors,
  };
  const json = { "content-type": "application/json" };

  test("are Twilio's on every answer", async () => {
    const { call, attach } = start();
    const created = await attach(XE);
    expect(Object.fromEntries(created.headers)).toEqual({ ...common, ...json });
    for (const target of [path, `${path}/${XE}`, "/nowhere"]) {
      const { headers } = await call(target);
      expect(Object.fromEntries(headers)).toEqual({ ...common, ...json });
    }
    const deleted = await call(`${path}/${XE}`, { method: "DELETE" });
    expect(Object.fromEntries(deleted.headers)).toEqual(common);
    const refused = await call(path, { auth: null });
    expect(Object.fromEntries(refused.headers)).toEqual({
      ...common,
      ...json,
      "www-authenticate": 'Basic realm="Twilio API"',
    });
  });

  test("are all that HEAD gets", async () => {
    const { call, attach } = start();
    await attach(XE);
    for (const target of [path, `${path}/${XE}`, "/nowhere"]) {
      const head = await call(target, { method: "HEAD" });
      expect(head.body).toBe(null);
      const get = await call(target);
      await get.text();
      expect(head.status).toBe(get.status);
      expect([...head.headers]).toEqual([...get.headers]);
    }
  });

  test("answer a preflight without credentials, for any path", async () => {
    const { call } = start();
    for (const target of [path, `${path}/${XE}`, "/nowhere"]) {
      const preflight = await call(target, { method: "OPTIONS", auth: null });
      expect(preflight.status).toBe(204);
      expect(preflight.body).toBe(null);
      expect(Object.fromEntries(preflight.headers)).toEqual(common);
    }
  });

  test("have an id of their own by default", async () => {
    const { call } = start({ requestId: undefined });
    const ids = await Promise.all(
      Array.from({ length: 20 }, async () => (await call(path)).headers.get("twilio-request-id")),
    );
    expect(new Set(ids).size).toBe(20);
    for (const id of ids) expect(id).toMatch(/^RQ[0-9a-f]{32}$/);
  });

  test("count the account's requests and say how long one took, by the clock", async () => {
    let time = 0;
    const { attach, call } = start({ now: () => new Date(time += 80) });
    const answers = await Promise.all([attach(XE), attach(XE2), call(path, { auth: null })]);
    const counts = answers.map(({ headers }) => headers.get("twilio-concurrent-requests"));
    expect(counts).toEqual(["1", "2", "1"]);
    const last = await call(path);
    expect(last.headers.get("twilio-concurrent-requests")).toBe("1");
    expect(last.headers.get("twilio-request-duration")).toBe("0.080");
  });
});
