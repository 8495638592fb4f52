import { describe, expect, test } from "vitest";
import { TwilioInputError } from "../../../../../mod.ts";
import {
  createSandbox,
  type MessageEnd,
  type MessageOutcome,
  type OutgoingMessage,
  type SandboxOptions,
} from "../../../../../lib/sandbox/mod.ts";
import {
  AC,
  account,
  at,
  callers,
  MG,
  NUMBER,
  start,
  time,
  WHATSAPP,
} from "../../../support/sandbox_messages.ts";
import { caught, expectError } from "../../../support/support.ts";

// The life of a message, and what moves it on.
const to = "whatsapp:+14155550199";

/** The statuses that a message takes, as whoever fetches it sees them. */
async function statuses(options: SandboxOptions, input: object = {}): Promise<unknown[]> {
  const { messages, send } = start([0, 2], options);
  const { sid, status } = await send(to, input);
  const seen: unknown[] = [status];
  for (;;) {
    const { status, errorCode } = await messages.fetch({ sid: sid! });
    if (status === seen.at(-1) || errorCode === seen.at(-1)) return seen;
    seen.push(status);
    if (errorCode !== null) seen.push(errorCode);
  }
}

describe("a message takes a status each time that somebody looks", () => {
  test.each<[MessageEnd | MessageOutcome | undefined, unknown[]]>([
    [undefined, ["queued", "sent", "delivered"]],
    ["delivered", ["queued", "sent", "delivered"]],
    ["read", ["queued", "sent", "delivered", "read"]],
    ["undelivered", ["queued", "sent", "undelivered", 30008]],
    ["failed", ["queued", "failed", 30008]],
    [{ status: "read" }, ["queued", "sent", "delivered", "read"]],
    [{ status: "delivered", errorCode: null }, ["queued", "sent", "delivered"]],
    [{ status: "undelivered", errorCode: 63024 }, ["queued", "sent", "undelivered", 63024]],
    [{ status: "failed", errorCode: 63016 }, ["queued", "failed", 63016]],
  ])("and ends as it is told: %j", async (end, expected) => {
    expect(await statuses({ outcome: () => end })).toEqual(["accepted", ...expected]);
    const direct = { messagingServiceSid: undefined, from: WHATSAPP };
    expect(await statuses({ outcome: () => end }, direct)).toEqual(expected);
  });

  test("unless nothing but deliver() shall move it", async () => {
    expect(await statuses({ pace: "manual" })).toEqual(["accepted"]);
    const { sandbox, messages, send } = start([0], { pace: "manual" });
    const { sid } = await send(to);
    await sandbox.deliver();
    expect((await messages.fetch({ sid: sid! })).status).toBe("delivered");
  });

  test("HEAD is a look, a refusal is none", async () => {
    const { sandbox, call, send } = start([0]);
    const { sid } = await send(to);
    const status = () => sandbox.state().accounts[0]!.messages![0]!.status;
    await call(at(sid), { auth: null });
    expect(status()).toBe("accepted");
    await call(at(sid), { method: "HEAD" });
    expect(status()).toBe("queued");
  });
});

describe("deliver", () => {
  test("moves all messages to their ends", async () => {
    const { sandbox, messages, send } = start([0, 2]);
    const sids = [];
    for (const number of [to, "+14155550199", "messenger:1"]) sids.push((await send(number)).sid!);
    await sandbox.deliver();
    const ends = await Promise.all(
      sids.map(async (sid) => (await messages.fetch({ sid })).status),
    );
    expect(ends).toEqual(["delivered", "delivered", "failed"]);
    await sandbox.deliver();
  });

  test("by so many statuses", async () => {
    const { sandbox, send } = start([0], { outcome: () => "read" });
    await send(to);
    const seen = [];
    for (const steps of [0, 1, 0, 2, 1, 1]) {
      await sandbox.deliver(steps);
      seen.push(sandbox.state().accounts[0]!.messages![0]!.status);
    }
    expect(seen).toEqual(["accepted", "queued", "queued", "delivered", "read", "read"]);
  });

  test("takes a number of them", async () => {
    const { sandbox } = start();
    for (const steps of [-1, NaN, "x"]) {
      const error = await caught(() => sandbox.deliver(steps as number));
      expectError(error, "TwilioInputError", { field: "steps" });
    }
  });

  test("may be called at once, many times", async () => {
    const { sandbox, send } = start([0]);
    await send(to);
    await Promise.all([sandbox.deliver(), sandbox.deliver(), sandbox.deliver(1)]);
    expect(sandbox.state().accounts[0]!.messages![0]!.status).toBe("delivered");
  });
});

describe("what decides where a message ends", () => {
  test("is told of the message, once, as it leaves", async () => {
    const seen: OutgoingMessage[] = [];
    const { sandbox, send } = start([0], { outcome: (message) => void seen.push(message) });
    const { sid } = await send(to);
    await sandbox.deliver(1);
    expect(seen).toEqual([]);
    await sandbox.deliver();
    const message = { sid, accountSid: AC, messagingServiceSid: MG, from: WHATSAPP, to };
    expect(seen).toEqual([{ ...message, body: "Hello!" }]);
  });

  test("is told to whoever moves the message when it throws, and the message stays", async () => {
    let fails = true;
    const outcome = () => {
      if (fails) throw new Error("undecided");
      return "read" as const;
    };
    const { sandbox, call, send } = start([0], { outcome });
    const { sid } = await send(to);
    expect(await caught(() => sandbox.deliver())).toEqual(new Error("undecided"));
    expect((await call(at(sid))).status).toBe(500);
    fails = false;
    const { status } = await (await call(at(sid))).json();
    expect(status).toBe("sent");
  });

  test.each<[unknown, string]>([
    ["arrived", "outcome"],
    [1, "outcome"],
    [null, "outcome"],
    [{}, "outcome"],
    [{ status: "queued" }, "outcome"],
    [{ status: "failed", errorCode: "63016" }, "outcome.errorCode"],
    [{ status: "failed", errorCode: 1.5 }, "outcome.errorCode"],
    [{ status: "delivered", errorCode: 63016 }, "outcome.errorCode"],
  ])("may not say %j", async (end, field) => {
    const { sandbox, send } = start([0], { outcome: () => end as MessageEnd });
    await send(to);
    expectError(await caught(() => sandbox.deliver()), "TwilioInputError", { field });
  });

  test("may ask for whom it is not reached over RCS", async () => {
    const numbers: string[] = [];
    const overRcs = (number: string) => numbers.push(number) > 0;
    const { sandbox, send } = start([2], { overRcs });
    await send("+14155550199");
    await send("rcs:+14155550198");
    await sandbox.deliver();
    expect([...new Set(numbers)]).toEqual(["+14155550199", "+14155550198"]);
  });
});

describe("a scheduled message", () => {
  const input = { sendAt: new Date("2026-01-02T03:14:05Z") };

  test("waits for its time by the sandbox's clock", async () => {
    let now = Date.parse(time);
    const { sandbox, messages, send } = start([0], { now: () => new Date(now) });
    const { sid, status, numSegments } = await send(to, input);
    expect([status, numSegments]).toEqual(["scheduled", 0]);
    await sandbox.deliver();
    expect((await messages.fetch({ sid: sid! })).status).toBe("scheduled");
    now = Date.parse("2026-01-02T03:14:04.999Z");
    await sandbox.deliver();
    expect((await messages.fetch({ sid: sid! })).status).toBe("scheduled");
    now += 1;
    const queued = await messages.fetch({ sid: sid! });
    expect([queued.status, queued.from]).toEqual(["queued", WHATSAPP]);
    await sandbox.deliver();
    const sent = await messages.fetch({ sid: sid! });
    expect(sent.status).toBe("delivered");
    expect(sent.dateCreated).toEqual(new Date("2026-01-02T03:04:05Z"));
    expect(sent.dateSent).toEqual(input.sendAt);
  });

  test("does not hold up the others", async () => {
    const { sandbox, messages, send } = start([0]);
    await send(to, input);
    const { sid } = await send(to);
    await sandbox.deliver();
    expect((await messages.fetch({ sid: sid! })).status).toBe("delivered");
  });
});

test("dates are those of the clock, in whole seconds", async () => {
  let now = Date.parse(time);
  const { sandbox, messages, send } = start([0], { now: () => new Date(now) });
  const { sid } = await send(to);
  for (const _ of ["queued", "sent", "delivered"]) {
    now += 1500;
    await sandbox.deliver(1);
  }
  const { dateCreated, dateSent, dateUpdated } = await messages.fetch({ sid: sid! });
  expect([dateCreated, dateSent, dateUpdated].map((date) => date?.toISOString())).toEqual([
    "2026-01-02T03:04:05.000Z",
    "2026-01-02T03:04:08.000Z",
    "2026-01-02T03:04:10.000Z",
  ]);
});

describe("by a timer", () => {
  /** A sandbox whose messages move on by themselves, and a promise of when they have arrived. */
  function moving(count: number, options: SandboxOptions = {}) {
    let arrived = () => {};
    const done = new Promise<void>((resolve) => arrived = resolve);
    const statuses: string[] = [];
    const started = start([0, 2], {
      pace: 1,
      service: { statusCallback: "http://localhost:1/" },
      callbackFetch: async (request) => {
        const status = new URLSearchParams(await request.text()).get("MessageStatus")!;
        statuses.push(status);
        if (/ed$/.test(status) && status !== "queued" && --count === 0) arrived();
        return new Response();
      },
      ...options,
    });
    return { ...started, statuses, done };
  }

  test("messages move on, and nobody needs to look", async () => {
    const { messages, send, statuses, done } = moving(1);
    const { sid, status } = await send(to);
    expect(status).toBe("accepted");
    await done;
    expect(statuses).toEqual(["queued", "sent", "delivered"]);
    expect((await messages.fetch({ sid: sid! })).status).toBe("delivered");
  });

  test("a look moves nothing", async () => {
    const { sandbox, messages, send } = moving(1, { pace: 1_000_000 });
    const { sid } = await send(to);
    for (const _ of [1, 2]) {
      expect((await messages.fetch({ sid: sid! })).status).toBe("accepted");
    }
    await sandbox.deliver(); // which leaves no timer behind
  });

  test("those of a state move on once somebody calls", async () => {
    const before = start([0], { service: { statusCallback: "http://localhost:1/" } });
    await before.send(to);
    await before.send(to);
    const { sandbox, messages, done } = moving(2, before.sandbox.state());
    const [first] = sandbox.state().accounts[0]!.messages!;
    expect(first!.status).toBe("accepted");
    await messages.fetch({ sid: first!.sid });
    await done;
    const ends = sandbox.state().accounts[0]!.messages!.map(({ status }) => status);
    expect(ends).toEqual(["delivered", "delivered"]);
  });

  test("a message that nobody can decide about stays, and the others go on", async () => {
    const { sandbox, send, done } = moving(1, {
      outcome: ({ body }) => {
        if (body === "x") throw new Error("undecided");
        return undefined;
      },
    });
    await send(to, { body: "x" });
    await send(to, { body: "y" });
    await done;
    const ends = sandbox.state().accounts[0]!.messages!.map(({ status }) => status);
    expect(ends).toEqual(["queued", "delivered"]);
  });
});

describe("options", () => {
  test.each<[string, unknown]>([
    ["pace", "fast"],
    ["pace", -1],
    ["pace", 1.5],
    ["pace", null],
    ["outcome", "delivered"],
    ["overRcs", true],
    ["callbackFetch", "https://example.com"],
    ["callbackTimeout", 0],
    ["callbackTimeout", "1"],
  ])("%s: a mistake is told of", (name, value) => {
    const make = () => createSandbox({ accounts: [account([0])], [name]: value });
    expect(make).toThrow(TwilioInputError);
    expect(make).toThrow(`${name}: `);
  });
});

test("two sandboxes share nothing", async () => {
  const [one, two] = [start([0]), start([0])];
  const { sid } = await one.send(to);
  await one.sandbox.deliver();
  expect((await two.call(at(sid))).status).toBe(404);
  expect(two.sandbox.state().accounts[0]!.services![0]).not.toHaveProperty("turns");
  expect(two.sandbox.callbacks()).toEqual([]);
});

test("a thousand messages at once are all sent", async () => {
  const { sandbox, send } = start([0]);
  await Promise.all(Array.from({ length: 1000 }, () => send("whatsapp:+14155550199")));
  await sandbox.deliver();
  const all = sandbox.state().accounts[0]!.messages!;
  expect(new Set(all.map(({ sid }) => sid)).size).toBe(1000);
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set(["delivered"]));
  const { send: direct, sandbox: other } = { ...callers(sandbox), sandbox };
  await direct("+14155550199", { messagingServiceSid: undefined, from: NUMBER });
  expect(other.state().accounts[0]!.messages).toHaveLength(1001);
});
