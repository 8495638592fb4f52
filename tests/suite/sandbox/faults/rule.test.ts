import { describe, expect, test } from "vitest";
import { TwilioInputError } from "../../../../mod.ts";
import {
  createSandbox,
  type FaultRule,
  type SandboxOperation,
  type SandboxOptions,
  seededRandom,
} from "../../../../lib/sandbox/mod.ts";
import { AC, account, basic, type Call, MG, pool, start, xe } from "../../support/sandbox.ts";

// Which requests a fault rule strikes, and how often.
const one = `${pool()}/${xe(0)}`;
const ofAccount = `https://api.twilio.com/2010-04-01/Accounts/${AC}`;
const messages = `${ofAccount}/Messages`;
type Operations<Name extends string> = Record<Name, (call: Call) => Promise<Response>>;

/** The operations of a resource: whether they are refused makes no difference. */
function operationsOf<Name extends string>(name: Name, path: string) {
  return {
    [`create${name}`]: (call: Call) => call(path, { method: "POST" }),
    [`fetch${name}`]: (call: Call) => call(`${path}/${MG}`),
    [`list${name}s`]: (call: Call) => call(path),
    [`delete${name}`]: (call: Call) => call(`${path}/x`, { method: "DELETE" }),
  } as Operations<`${"create" | "fetch" | "delete"}${Name}` | `list${Name}s`>;
}
const operations: Operations<SandboxOperation> = {
  createChannelSender: (call) => call(pool(), { method: "POST", body: `Sid=${xe(5)}` }),
  fetchChannelSender: (call) => call(one),
  listChannelSenders: (call) => call(pool()),
  deleteChannelSender: (call) => call(one, { method: "DELETE" }),
  ...operationsOf("Service", "/v1/Services"),
  updateService: (call) => call(`/v1/Services/${MG}`, { method: "POST" }),
  ...operationsOf("PhoneNumber", `/v1/Services/${MG}/PhoneNumbers`),
  ...operationsOf("ShortCode", `/v1/Services/${MG}/ShortCodes`),
  ...operationsOf("AlphaSender", `/v1/Services/${MG}/AlphaSenders`),
  ...operationsOf("DestinationAlphaSender", `/v1/Services/${MG}/DestinationAlphaSenders`),
  ...operationsOf("Sender", "/v2/Channels/Senders"),
  updateSender: (call) => call(`/v2/Channels/Senders/${xe(0)}`, { method: "POST" }),
  createMessage: (call) => call(`${messages}.json`, { method: "POST" }),
  fetchMessage: (call) => call(`${messages}/SM1.json`),
  listMessages: (call) => call(`${messages}.json`),
  updateMessage: (call) => call(`${messages}/SM1.json`, { method: "POST" }),
  deleteMessage: (call) => call(`${messages}/SM1.json`, { method: "DELETE" }),
  listMedia: (call) => call(`${messages}/SM1/Media.json`),
  fetchMedia: (call) => call(`${messages}/SM1/Media/ME1.json`),
  createMessageFeedback: (call) => call(`${messages}/SM1/Feedback.json`, { method: "POST" }),
  listIncomingPhoneNumbers: (call) => call(`${ofAccount}/IncomingPhoneNumbers.json`),
  fetchIncomingPhoneNumber: (call) => call(`${ofAccount}/IncomingPhoneNumbers/PN1.json`),
  listAccountShortCodes: (call) => call(`${ofAccount}/SMS/ShortCodes.json`),
  fetchAccountShortCode: (call) => call(`${ofAccount}/SMS/ShortCodes/SC1.json`),
  createOauth2Token: (call) => call("/v2/token", { method: "POST", auth: null }),
};
const names = Object.keys(operations) as SandboxOperation[];

/** Whether each of so many requests is struck, as a text of "x" and "-". */
async function pattern(rule: FaultRule, count: number, options: SandboxOptions = {}) {
  const { call } = start({ faults: [{ status: 503, ...rule }], ...options });
  let text = "";
  for (let i = 0; i < count; i++) text += (await call(one)).status === 503 ? "x" : "-";
  return text;
}

describe("how often", () => {
  test.each([
    [{}, "xxxxxxxxxx"],
    [{ every: 1 }, "xxxxxxxxxx"],
    [{ every: 3 }, "--x--x--x-"],
    [{ first: 0 }, "----------"],
    [{ first: 4 }, "xxxx------"],
    [{ calls: [3, 5] }, "--xxx-----"],
    [{ calls: [1, 1] }, "x---------"],
    [{ probability: 0 }, "----------"],
    [{ probability: 1 }, "xxxxxxxxxx"],
  ])("%j: %s", async (rule, expected) => {
    expect(await pattern(rule as FaultRule, 10)).toBe(expected);
  });

  test("by chance, and the same each time", async () => {
    const requestId = () => "RQ";
    const patterns = await Promise.all(
      [7, 7, 8].map((seed) =>
        pattern({ probability: 0.3 }, 200, { random: seededRandom(seed), requestId })
      ),
    );
    expect(patterns[1]).toBe(patterns[0]);
    expect(patterns[2]).not.toBe(patterns[0]);
    const random = seededRandom(7);
    const expected = Array.from({ length: 200 }, () => random() < 0.3 ? "x" : "-").join("");
    expect(patterns[0]).toBe(expected);
    expect(expected.replaceAll("-", "").length).toBeGreaterThan(40);
  });

  test("counts the requests that it is about", async () => {
    const rule: FaultRule = { operation: "fetchChannelSender", every: 2, status: 500 };
    const { call } = start({ faults: [rule] });
    const statuses: number[] = [];
    for (const target of [one, pool(), pool(), one, pool(), one, one]) {
      statuses.push((await call(target)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 500, 200, 200, 500]);
  });
});

describe("which", () => {
  test.each(names)("%s alone", async (operation) => {
    const { sandbox, call } = start({ faults: [{ operation, status: 599 }] });
    for (const name of names) {
      const { status } = await operations[name](call);
      expect(status === 599).toBe(name === operation);
      expect(sandbox.exchanges().at(-1)).toMatchObject({ operation: name, struck: status === 599 });
    }
  });

  test("several operations, and HEAD as GET", async () => {
    const operation: SandboxOperation[] = ["fetchChannelSender", "deleteChannelSender"];
    const { call } = start({ faults: [{ operation, status: 599 }] });
    const statuses: Partial<Record<SandboxOperation, number>> = {};
    for (const name of names) statuses[name] = (await operations[name](call)).status;
    expect(statuses).toMatchObject({
      createChannelSender: 201,
      fetchChannelSender: 599,
      listChannelSenders: 200,
      deleteChannelSender: 599,
      createMessage: 400,
      fetchMessage: 404,
      createOauth2Token: 400,
    });
    expect(Object.values(statuses).filter((status) => status === 599)).toHaveLength(2);
    expect((await call(one, { method: "HEAD" })).status).toBe(599);
  });

  test("any request without an operation, but no preflight", async () => {
    const { call } = start({ faults: [{ status: 599, first: 6 }] });
    expect((await call(one, { method: "OPTIONS" })).status).toBe(204);
    expect((await call("/nowhere")).status).toBe(599);
    expect((await call(one, { method: "PUT" })).status).toBe(599);
    expect((await call(one, { auth: null })).status).toBe(599);
    expect((await call("/v2/token", { auth: null })).status).toBe(599);
  });

  test("one account's", async () => {
    const other = { accountSid: `AC${"b".repeat(32)}`, authToken: "other" };
    const accounts = [account(3), other];
    const faults = [{ accountSid: other.accountSid, status: 599 }];
    const { call } = start({ accounts, faults });
    expect((await call(one)).status).toBe(200);
    expect((await call(one, { auth: null })).status).toBe(401);
    const auth = basic(other.accountSid, other.authToken);
    expect((await call(one, { auth })).status).toBe(599);
  });
});

describe("rules", () => {
  test("come and go", async () => {
    const { sandbox, call } = start();
    const status = async () => (await call(one)).status;
    const recover = sandbox.fault({ status: 500 });
    const recoverToo = sandbox.fault({ status: 502 });
    expect(await status()).toBe(500);
    recover();
    expect(await status()).toBe(502);
    recover(); // once more does nothing
    expect(await status()).toBe(502);
    recoverToo();
    expect(await status()).toBe(200);
  });

  test("may be the same twice: each counts by itself", async () => {
    const rule: FaultRule = { status: 500, first: 1 };
    const { sandbox, call } = start({ faults: [rule, rule] });
    const recover = sandbox.fault(rule);
    recover();
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await call(one)).status);
    expect(statuses).toEqual([500, 200, 200]);
  });

  test("are asked in their order, and the first that ends a request ends it", async () => {
    const { call } = start({ faults: [{ status: 500, every: 2 }, { status: 502, every: 3 }] });
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await call(one)).status);
    expect(statuses).toEqual([200, 500, 502, 500, 200, 500]);
  });

  test("are read once: altering one later changes nothing", async () => {
    const operation: SandboxOperation[] = ["fetchChannelSender"];
    const rule = { operation, status: 500, calls: [1, 2] as [number, number] };
    const { call } = start({ faults: [rule] });
    operation[0] = "listChannelSenders";
    rule.status = 502;
    rule.calls[1] = 1;
    expect([(await call(one)).status, (await call(one)).status]).toEqual([500, 500]);
  });

  test("are of one sandbox, and no part of its state", async () => {
    const [one, two] = [start({ faults: [{ status: 500 }] }), start()];
    const three = start(one.sandbox.state());
    const statuses = await Promise.all([one, two, three].map(({ call }) => call(pool())));
    expect(statuses.map(({ status }) => status)).toEqual([500, 200, 200]);
  });
});

describe("a mistake in a rule", () => {
  const mistakes: [string, unknown][] = [
    ["", null],
    ["", "status"],
    ["", {}],
    ["", { operation: "fetchChannelSender" }],
    ["", { status: 500, every: 2, first: 1 }],
    ["", { status: 500, reset: true }],
    ["", { truncate: 1, stall: 1 }],
    ["", { reset: false }],
    [".fisrt", { status: 500, fisrt: 1 }],
    [".constructor", { status: 500, constructor: 1 }],
    [".operation", { status: 500, operation: "FetchChannelSender" }],
    [".operation", { status: 500, operation: ["fetchChannelSender", "toString"] }],
    [".operation", { status: 500, operation: 1 }],
    [".accountSid", { status: 500, accountSid: MG }],
    [".probability", { status: 500, probability: 1.1 }],
    [".probability", { status: 500, probability: "0.5" }],
    [".every", { status: 500, every: 0 }],
    [".first", { status: 500, first: -1 }],
    [".calls", { status: 500, calls: 3 }],
    [".calls", { status: 500, calls: [0, 1] }],
    [".calls", { status: 500, calls: [2, 1] }],
    [".latency", { latency: -1 }],
    [".latency", { latency: "5" }],
    [".latency", { latency: 2 ** 31 }],
    [".latency", { latency: [5, 1] }],
    [".latency", { latency: [5] }],
    [".status", { status: 302 }],
    [".status", { status: 600 }],
    [".status", { status: "500" }],
    [".status", { reset: true, retryAfter: 1 }],
    [".status", { latency: 1, body: "html" }],
    [".body", { status: 500, body: "xml" }],
    [".retryAfter", { status: 429, retryAfter: "soon" }],
    [".retryAfterForm", { status: 429, retryAfter: 1, retryAfterForm: "ms" }],
    [".reset", { reset: 1 }],
    [".truncate", { truncate: 0.5 }],
    [".stall", { stall: "body" }],
    [".processed", { status: 500, processed: 1 }],
    [".processed", { status: 429, processed: true }],
    [".processed", { truncate: 1, processed: false }],
    [".processed", { stall: 1, processed: false }],
  ];

  test.each(mistakes)("is told of by its path: %s (%#)", (path, rule) => {
    const field = (run: () => unknown) => {
      try {
        run();
      } catch (error) {
        return error instanceof TwilioInputError && error.field;
      }
      return null;
    };
    expect(field(() => createSandbox().fault(rule as FaultRule))).toBe(`rule${path}`);
    const faults = [{ status: 500 }, rule] as FaultRule[];
    expect(field(() => createSandbox({ faults }))).toBe(`faults[1]${path}`);
  });

  test("is none in what is left out on purpose", () => {
    const rule: FaultRule = { status: 500, first: undefined, reset: false, every: 2 };
    expect(() => createSandbox({ faults: [rule] })).not.toThrow();
    expect(() => createSandbox({ faults: {} as never })).toThrow("faults: ");
  });

  test.each([
    ["concurrency", [0, 1.5, "8", NaN]],
    ["record", [-1, null, "all"]],
    ["recordBodies", [-1, null, 0.5]],
    ["onExchange", [{}, "log", null]],
    ["random", [1, null]],
  ])("so is one in the option %s", (name, values) => {
    for (const value of values) {
      expect(() => createSandbox({ [name]: value } as SandboxOptions)).toThrow(`${name}: `);
    }
  });
});
