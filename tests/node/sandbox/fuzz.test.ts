/**
 * Whatever comes, a sandbox that is served answers in Twilio's form, or Node does where it is no HTTP;
 * it stays what it was but for its state, which stays one to start with; and nothing leaves loopback.
 *
 * A failure names its seed and its path: pass both to `fc.assert` to see it again.
 */
import fc from "../../suite/support/fc.ts";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createSandbox, type Sandbox, type SandboxSeed } from "../../../lib/sandbox/mod.ts";
import { bytes, cleanRequests, type Fuzzed, type Known, woundedRequests } from "./fuzz_requests.ts";
import { setTrap, type Trap } from "../loopback.ts";
import { type Manner, type RawAnswer, say } from "./raw_http.ts";
import * as world from "../counterparts/scenario/world.ts";
import {
  accountSid,
  apiDocument,
  authToken,
  checkAnswer,
  document,
  emptyMG,
  MG,
  serve,
  sidOf,
  spare,
} from "../support.ts";

const message = `SM${"a".repeat(32)}`;
const basic = (user: string, password: string) => `Basic ${btoa(`${user}:${password}`)}`;

/** A few of everything. */
function seed(): SandboxSeed {
  const [main, ...others] = world.accounts();
  const { services = [], channelSenders = [] } = main!;
  const few = services.map((service) =>
    service.sid === MG
      ? { ...service, channelSenders: service.channelSenders!.slice(0, 9) }
      : service
  );
  const messages = [{
    sid: message,
    to: "whatsapp:+14155550199",
    from: world.whatsappSender,
    status: "queued",
    dateCreated: "2026-01-01T00:00:00Z",
  }];
  const senders = channelSenders.filter(({ sid }) => sid >= "XE6" || sid < sidOf(20));
  return { accounts: [{ ...main!, channelSenders: senders, services: few, messages }, ...others] };
}

const portOf = (url: string) => Number(new URL(url).port);

let trap: Trap;
let sandbox: Sandbox;
let port: number;
let callbackPort: number;
let known: Known;
const closers: (() => void)[] = [];
const servers: number[] = [];
const callbacks: string[] = [];
const trouble: unknown[] = [];
const note = (error: unknown) => void trouble.push(error);
const globals = Reflect.ownKeys(globalThis);
const secrets = [...JSON.stringify(seed()).matchAll(/"(?:authToken|\w+Secret)":"([^"]+)"/g)]
  .map(([, secret]) => secret!);

beforeAll(async () => {
  for (const event of ["unhandledRejection", "uncaughtExceptionMonitor", "warning"] as const) {
    process.on(event as "warning", note);
  }
  trap = setTrap();
  const catcher = await serve(async (request) => {
    callbacks.push(request.url);
    // Some would lead away: the first of each message, for messages are told of at the same time.
    const status = (await request.text()).includes("MessageStatus=sent") ? 302 : 204;
    return new Response(null, { status, headers: { location: "http://192.0.2.1/" } });
  });
  closers.push(catcher.close);
  callbackPort = portOf(catcher.url);
  const { accountSid: sub } = world.subaccount;
  known = {
    authorizations: [
      ...Array(6).fill(basic(accountSid, authToken)),
      basic(sub, world.subaccount.authToken),
      basic(world.mayList.apiKey, world.mayList.apiSecret),
      basic(world.maySend.apiKey, world.maySend.apiSecret),
    ],
    paths: [
      `/v1/Services/${MG}/ChannelSenders`,
      `/v1/Services/${MG}/ChannelSenders/${sidOf(0)}`,
      `/2010-04-01/Accounts/${accountSid}/Messages.json`,
      `/2010-04-01/Accounts/${sub}/Messages.json`,
      `/2010-04-01/Accounts/${accountSid}/Messages/${message}.json`,
      "/v2/token",
      "/v1/Services",
      "/",
    ],
    services: [
      MG,
      MG,
      emptyMG,
      world.sendingMG,
      world.sendingMG,
      world.subaccount.MG,
      world.nobodysMG,
    ],
    senders: [
      sidOf(0),
      sidOf(8),
      sidOf(12),
      spare,
      world.loose,
      world.nobodysXE,
      world.subaccount.sender.sid,
    ],
    clients: [
      [world.app.clientId, world.app.clientSecret],
      [world.listingApp.clientId, world.listingApp.clientSecret],
      [world.app.clientId, "wrong"],
      ["__proto__", "constructor"],
    ],
    callbacks: [
      ...["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "user:pass@127.0.0.1"]
        .map((host) => `http://${host}:${callbackPort}/status`),
      `http://[::1]:${callbackPort}/nobody`,
      ...["http:", "http:\\\\", " http://", "ht\ttp:/"]
        .map((start) => `${start}user:pass@127.0.0.1:${callbackPort}/status`),
      ...strangers.map((host) => `http://${host}:${callbackPort}/`),
      "ftp://127.0.0.1/",
      "file:///etc/passwd",
      "//127.0.0.1/",
      "javascript:alert(1)",
      "http://",
      "http://a_b.example/",
    ],
  };
});

/** Serves a sandbox anew: by its own way into Node's server, or by that of any transport. */
async function start(own: boolean): Promise<void> {
  sandbox = createSandbox({ ...seed(), pace: 1, callbackTimeout: 500 });
  const { fetch } = sandbox;
  const served = await serve(own ? fetch : (request) => fetch(request));
  closers.push(served.close);
  port = portOf(served.url);
  servers.push(port);
  seen.clear();
}

/** Hosts that are not of this machine, or not by their name. */
const strangers = [
  "example.com",
  "192.0.2.1",
  "169.254.169.254",
  "10.0.0.1",
  "127.0.0.1.example.com",
  "localhost.example.com",
  "127.0.0.1@example.com",
  "example.com\\@127.0.0.1",
  "0.0.0.0",
  "0",
  "[::]",
  "[::ffff:192.0.2.1]",
  "[64:ff9b::192.0.2.1]",
  "a.localhost",
  "localhost.",
  "128.0.0.1",
  "ⓔxample.com",
];

afterAll(() => {
  closers.forEach((close) => close());
  trap.restore();
  for (const event of ["unhandledRejection", "uncaughtExceptionMonitor", "warning"]) {
    process.off(event, note);
  }
});

const twilios = {
  "twilio-concurrent-requests": /^[1-9]\d*$/,
  "twilio-request-duration": /^\d+\.\d{3}$/,
  "twilio-request-id": /^RQ[\da-f]{32}$/,
  "t-request-id": /^RQ[\da-f]{32}$/,
  "x-api-domain": /^[\w-]+\.twilio\.com$/,
  "x-home-region": /^us1$/,
  "x-powered-by": /^AT-5000$/,
  "x-shenanigans": /^none$/,
  "access-control-allow-origin": /^\*$/,
  "access-control-allow-headers": /^Accept, Authorization, Content-Type, .*Idempotency-Key$/,
  "access-control-allow-methods": /^GET, POST, DELETE, OPTIONS$/,
  "access-control-expose-headers": /^ETag$/,
  "access-control-allow-credentials": /^true$/,
};
const nodes = ["date", "connection", "keep-alive", "content-length", "transfer-encoding"];
const senders = document.paths["/v1/Services/{MessagingServiceSid}/ChannelSenders"]!;
const messages = apiDocument.paths["/2010-04-01/Accounts/{AccountSid}/Messages.json"]!;
const pathOf = (kind: string) => document.paths[`/v1/Services/{ServiceSid}/${kind}`]!;
const services = document.paths["/v1/Services"]!;
const destinations = pathOf("DestinationAlphaSenders");
/** Of a body that has this member, the operation that answers so. */
const operations = {
  services: services["get"]!,
  friendly_name: services["post"]!,
  phone_numbers: pathOf("PhoneNumbers")["get"]!,
  phone_number: pathOf("PhoneNumbers")["post"]!,
  short_codes: pathOf("ShortCodes")["get"]!,
  short_code: pathOf("ShortCodes")["post"]!,
  iso_country_code: destinations["post"]!,
  alpha_sender: pathOf("AlphaSenders")["post"]!,
  alpha_senders: pathOf("AlphaSenders")["get"]!,
  num_segments: messages["post"]!,
  messages: messages["get"]!,
  senders: senders["get"]!,
  messaging_service_sid: senders["post"]!,
};
/** The headers that an answer has of its status. */
const more: Record<number, string[]> = { 401: ["www-authenticate"], 405: ["allow"] };
const statuses = [200, 201, 202, 204, 400, 401, 403, 404, 405, 409, 413];
const seen = new Map<string, number>();
const count = (what: string) => void seen.set(what, (seen.get(what) ?? 0) + 1);

/** What is wrong with an answer that must be the sandbox's; an assertion for each would take long. */
async function wrongWith(
  { status, headers, body }: RawAnswer,
  method?: string,
): Promise<unknown[]> {
  count(`sandbox ${status}`);
  const wrong: unknown[] = [];
  const check = (right: boolean, what: unknown) => right || wrong.push(what);
  check(statuses.includes(status), status);
  for (const [name, pattern] of Object.entries(twilios)) {
    check(pattern.test(headers.get(name) ?? ""), [name, headers.get(name)]);
  }
  const expected = [...Object.keys(twilios), ...status === 204 ? [] : ["content-type"]];
  const names = [...expected, ...more[status] ?? []].sort().join();
  const others = [...headers.keys()].filter((name) => !nodes.includes(name)).sort().join();
  check(others === names, others);
  if (status === 204 || method === "HEAD") {
    check(!body.length, "a body");
    return wrong;
  }
  check(headers.get("content-type") === "application/json", headers.get("content-type"));
  const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
  check(!secrets.some((secret) => text.includes(secret)), "a secret");
  const answer = JSON.parse(text);
  if (status >= 400) return [...wrong, ...wrongRefusal(status, answer)];
  if ("access_token" in answer) {
    const members = "access_token id_token token_type expires_in refresh_token";
    check(Object.keys(answer).join(" ") === members, answer);
    return wrong;
  }
  // Of the senders of an account, the document at hand is older than the sandbox.
  if ("sender_id" in answer || /\/v2\//.test(answer.meta?.url)) return wrong;
  const [, likely] = Object.entries(operations).find(([name]) => name in answer)!;
  // Two lists are called the same.
  const isDestinations = "alpha_senders" in answer && /Destination/.test(answer.meta.url);
  const operation = isDestinations ? destinations["get"]! : likely;
  const declared = Object.keys(operation.responses).at(-1);
  const init = { status: Number(declared), headers: Object.fromEntries(headers) };
  const found = await checkAnswer(operation, new Response(text, init));
  // The document says URLs where Twilio, and its own examples, have paths.
  return [...wrong, ...found.filter((violation) => !/uri must match format/.test(violation))];
}

function wrongRefusal(status: number, body: Record<string, unknown>): unknown[] {
  const { code, message, more_info: url } = body;
  const names = ["code", ...status === 401 ? ["detail"] : [], "message", "more_info", "status"];
  const right = Object.keys(body).join() === names.join() && body["status"] === status &&
    typeof code === "number" && url === `https://www.twilio.com/docs/errors/${code}` &&
    /\w/.test(String(message)) &&
    !/\n\s*at |node:|\.ts:\d|(Type|Range|Syntax)Error/.test(String(message));
  return right ? [] : [body];
}

/** What is wrong with what Node says for itself: of what is not HTTP, or expects too much. */
function wrongWithNodes({ status, headers, body }: RawAnswer): unknown[] {
  count(`Node ${status}`);
  const others = [...headers.keys()].filter((name) => !nodes.includes(name));
  const right = [400, 408, 413, 417, 431].includes(status) && !others.length && !body.length;
  return right ? [] : [status, others, body.toString()];
}

const isNodes = ({ headers }: RawAnswer) => !headers.has("x-shenanigans");

/** What is wrong beside the answers. */
function wrongElsewhere(): unknown[] {
  return [...trouble, ...trap.astray, ...Object.keys(Object.prototype)];
}

/** Says clean requests; each of them is answered by the sandbox, in its turn. */
async function sayClean(requests: readonly Fuzzed[], pieces: readonly number[]): Promise<void> {
  const all = requests.map(({ text }) => text).join("");
  const methods = requests.map(({ method }) => method);
  const { answers, rest } = await say(port, cut(all, pieces), "wait", methods);
  expect([answers.length, rest]).toEqual([requests.length, ""]);
  const wrong: unknown[] = wrongElsewhere();
  for (const [at, answer] of answers.entries()) {
    const { method, stranger } = requests[at]!;
    const { status, body } = answer;
    wrong.push(...await wrongWith(answer, method));
    // A preflight is for all, unless its host is none. A stranger gets nothing but a token, for which
    // an app's secret is in the body.
    const allowed = method === "OPTIONS"
      ? status === 204 || status === 400
      : !stranger || status >= 400 || method === "HEAD" || body.includes('{"access_token":');
    if (!allowed) wrong.push([status, body.toString()]);
  }
  expect(wrong).toEqual([]);
}

/** Says whatever it is: what comes is the sandbox's, or Node's, and ends. */
async function sayAny(text: string, pieces: readonly number[], manner: Manner): Promise<void> {
  const { answers, rest } = await say(port, cut(text, pieces), manner, []);
  const wrong: unknown[] = wrongElsewhere();
  for (const answer of answers) {
    wrong.push(...isNodes(answer) ? wrongWithNodes(answer) : await wrongWith(answer));
  }
  if (manner !== "leave" && rest) wrong.push(rest);
  expect(wrong).toEqual([]);
}

/** Cuts a text where these numbers say. */
function cut(text: string, pieces: readonly number[]): string[] {
  const places = pieces.map((piece) => piece % (text.length + 1)).sort((a, b) => a - b);
  return [...places, text.length].map((place, at) => text.slice(places[at - 1] ?? 0, place));
}

/** Insists that it is the sandbox that it was, and that one can start with its state. */
async function checkState(): Promise<void> {
  const { accounts } = sandbox.state();
  const copy = createSandbox({ ...JSON.parse(JSON.stringify({ accounts })), pace: "manual" });
  expect(copy.state()).toEqual({ accounts });
  expect(accounts.map(({ accountSid }) => accountSid))
    .toEqual(seed().accounts.map(({ accountSid }) => accountSid));
  expect(Reflect.ownKeys(globalThis)).toEqual(globals);
  // Anything but a message, which may be deleted by now.
  const head = `GET ${known.paths[0]} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n`;
  const text = `${head}Authorization: ${known.authorizations[0]}\r\n\r\n`;
  const { answers: [answer] } = await say(port, [text], "wait", ["GET"]);
  expect(await wrongWith(answer!)).toEqual([]);
  // Nobody who left is still counted.
  expect([answer!.status, answer!.headers.get("twilio-concurrent-requests")]).toEqual([200, "1"]);
}

const pieces = fc.oneof(
  { weight: 3, arbitrary: fc.constant<number[]>([]) },
  { weight: 1, arbitrary: fc.array(fc.nat(5_000), { maxLength: 3 }) },
);
const manner = fc.constantFrom<Manner>("end", "end", "leave");
const check = (property: fc.IAsyncPropertyWithHooks<unknown>, numRuns: number) =>
  // To shrink a connection without an end would take longer than the test may.
  fc.assert(property as fc.IAsyncProperty<unknown>, { numRuns, endOnFailure: true });

describe.each([
  ["its own way", 1],
  ["that of any transport", 0.3],
])("by %s", (way, share) => {
  beforeAll(() => start(way === "its own way"));

  describe("whatever comes", () => {
    afterEach(checkState);

    test("one request", async () => {
      const property = fc.asyncProperty(cleanRequests(known, 1), pieces, sayClean);
      await check(property, 2_500 * share);
    }, 60_000);

    test("several requests at a time", async () => {
      const property = fc.asyncProperty(cleanRequests(known, 5), pieces, sayClean);
      await check(property, 700 * share);
    }, 60_000);

    test("requests that may be none", async () => {
      const property = fc.asyncProperty(woundedRequests(known), pieces, manner, sayAny);
      await check(property, 1_300 * share);
    }, 60_000);

    test("bytes", async () => {
      await check(fc.asyncProperty(bytes(known), pieces, manner, sayAny), 1_000 * share);
    }, 60_000);
  });

  test("that was everything that there is", () => {
    // In fewer cases, not all that is rare need be among them.
    const often = share < 1 ? [200, 400, 401, 403, 404, 405] : statuses;
    for (const status of often) expect(seen.get(`sandbox ${status}`)).toBeGreaterThan(1);
    for (const status of [400, 431]) expect(seen.get(`Node ${status}`)).toBeGreaterThan(1);
  });

  test("nobody is told of a message but loopback", tellOnlyLoopback);
});

/** Sends a message for each URL that might be told of it. */
async function tellOnlyLoopback(): Promise<void> {
  const before = sandbox.callbacks().at(-1)?.number ?? 0;
  for (const url of known.callbacks) {
    const form = new URLSearchParams({ From: world.whatsappSender, To: "whatsapp:+14155550199" });
    form.set("Body", "Hello!");
    form.set("StatusCallback", url);
    const text = `POST ${known.paths[2]} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n` +
      `Authorization: ${known.authorizations[0]}\r\nContent-Length: ${`${form}`.length}\r\n` +
      `Content-Type: application/x-www-form-urlencoded\r\n\r\n${form}`;
    const { answers: [answer] } = await say(port, [text], "wait", ["POST"]);
    expect(await wrongWith(answer!)).toEqual([]);
  }
  await sandbox.deliver();
  const told = sandbox.callbacks();
  expect(told.at(-1)!.number).toBeGreaterThan(before);
  expect(JSON.stringify(told)).not.toContain("user:pass");
  const hosts = (outcome: string) => {
    const urls = told.filter((one) => one.outcome === outcome).map(({ url }) => new URL(url));
    return [...new Set(urls.map(({ hostname }) => hostname))].sort();
  };
  // A redirect is none that is followed, and at [::1] there is nobody.
  expect(hosts("answered")).toEqual(["127.0.0.1", "localhost"]);
  expect(hosts("failed")).toContain("[::1]");
  expect(["127.0.0.1", "[::1]", "localhost"]).toEqual(expect.arrayContaining(hosts("failed")));
  expect(hosts("waiting")).toEqual([]);
  expect(hosts("not sent")).toEqual([
    "0.0.0.0",
    "10.0.0.1",
    "127.0.0.1.example.com",
    "128.0.0.1",
    "169.254.169.254",
    "192.0.2.1",
    "[64:ff9b::c000:201]",
    "[::]",
    "[::ffff:c000:201]",
    "a.localhost",
    "example.com",
    "localhost.",
    "localhost.example.com",
  ]);
  expect(trap.astray).toEqual([]);
  // All that went anywhere went to one of these.
  expect([...trap.ports].sort()).toEqual([...servers, callbackPort].sort());
}
