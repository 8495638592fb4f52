import { describe, expect, test } from "vitest";
import {
  type ControlOptions,
  createClock,
  createOutcomes,
  createRecipients,
  createSenderOutcomes,
  withControl,
} from "../../../../lib/sandbox/control/mod.ts";
import { createSandbox, defaultSeed, type SandboxOptions } from "../../../../lib/sandbox/mod.ts";
import { createClient, messages, senders, services } from "../../../../mod.ts";

// A sandbox driven over HTTP: what each route does.
const MG = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const sender = "whatsapp:+12487960483";
const to = "whatsapp:+14155550199";
const PN = (digit: string) => `PN${digit.repeat(32)}`;
const origin = "http://localhost:8080";

function start(options: SandboxOptions = {}, control: ControlOptions = {}) {
  const clock = createClock();
  const outcomes = createOutcomes();
  const sandbox = createSandbox({
    now: clock.now,
    outcome: outcomes.outcome,
    customerWrote: true,
    pace: "manual",
    ...options,
  });
  const fetch = withControl(sandbox, { clock, outcomes, ...control });
  const send = async (method: string, path: string, body?: unknown, headers = {}) => {
    const init = body === undefined ? {} : {
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "content-type": "application/json", ...headers },
    };
    const request = new Request(`${origin}/_sandbox/${path}`, { method, headers, ...init });
    const response = await fetch(request);
    const text = await response.text();
    return { status: response.status, value: text === "" ? null : JSON.parse(text) };
  };
  const client = createClient({ ...sandbox.credentials, fetch, extend: { messages, services } });
  const create = (body = "Hello") => client.messages.create({ from: sender, to, body });
  return { sandbox, fetch, send, client, create, clock };
}

describe("a seed that is put in while something is under way", () => {
  const nothingNew = () => {
    const { accountSid, authToken } = defaultSeed().accounts[0]!;
    return { accounts: [{ accountSid, authToken }] };
  };

  test("loses nothing that was answered", async () => {
    const { sandbox, create, client } = start({
      faults: [{ operation: "createMessage", latency: 20 }],
    });
    const creating = create();
    await new Promise((resolve) => setTimeout(resolve, 5));
    sandbox.add(nothingNew());
    const { sid } = await creating;
    expect((await client.messages.fetch({ sid: sid! })).sid).toBe(sid);
  });

  test("loses no reply to a customer", async () => {
    const [account] = defaultSeed().accounts;
    const channelSenders = [`XE${"a".repeat(32)}`];
    const inboundRequestUrl = "http://localhost:3000/inbound";
    const services = [{ sid: MG, channelSenders, inboundRequestUrl }];
    const { sandbox, client } = start({
      accounts: [{ ...account!, services }],
      callbackFetch: () => {
        sandbox.add(nothingNew());
        const headers = { "content-type": "text/xml" };
        return Promise.resolve(
          new Response("<Response><Message>Hi</Message></Response>", { headers }),
        );
      },
    });
    const { replies } = await sandbox.receive({ from: to, to: sender, body: "Hello" });
    expect(replies).toHaveLength(1);
    expect((await client.messages.fetch({ sid: replies[0]! })).body).toBe("Hi");
  });

  test("leaves messages that move by themselves under way", async () => {
    for (const call of ["list", "control"]) {
      const { sandbox, create, client, send } = start({ pace: 1 });
      const { sid } = await create();
      sandbox.add(nothingNew());
      await (call === "list" ? client.services.list().toArray() : send("GET", "faults"));
      const message = () => sandbox.state().accounts[0]!.messages!.find((one) => one.sid === sid)!;
      while (message().status !== "delivered") {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
  });
});

test("a body that does not end is read as far as may be", async () => {
  const { fetch } = start();
  let given = 0;
  const body = new ReadableStream({
    pull(controller) {
      given += 1_000_000;
      controller.enqueue(new Uint8Array(1_000_000).fill(0x20));
    },
  });
  const init = {
    method: "PUT",
    body,
    duplex: "half",
    headers: { "content-type": "application/json" },
  };
  const response = await fetch(new Request(`${origin}/_sandbox/state`, init as RequestInit));
  expect(response.status).toBe(413);
  expect(given).toBeLessThan(70_000_000);
});

describe("the state", () => {
  test("is reset to the seed, or emptied, and nothing of before is left", async () => {
    const { send, client, create, sandbox } = start();
    await create();
    await client.channelSenders.create({ messagingServiceSid: MG, sid: `XE${"a".repeat(32)}` });
    expect((await send("POST", "reset")).status).toBe(204);
    expect(await client.messages.list({}).toArray()).toEqual([]);
    expect(await client.services.list({}).toArray()).toHaveLength(2);
    expect(sandbox.exchanges()).toHaveLength(2);
    await send("POST", "reset", { empty: true });
    expect(await client.services.list({}).toArray()).toEqual([]);
    await send("POST", "reset", {});
    expect(await client.services.list({}).toArray()).toHaveLength(2);
  });

  test("is read, replaced and added to", async () => {
    const { send, client } = start();
    const { value: seed } = await send("GET", "state");
    expect(seed.accounts).toHaveLength(1);
    const service = { sid: `MG${"c".repeat(32)}`, friendlyName: "Third" };
    const { accountSid, authToken } = seed.accounts[0];
    const added = { accounts: [{ accountSid, authToken, services: [service] }] };
    expect((await send("PATCH", "state", added)).status).toBe(204);
    const names = (await client.services.list({}).toArray()).map(({ friendlyName }) =>
      friendlyName
    );
    expect(names).toEqual([null, null, "Third"]);
    expect((await send("PUT", "state", added)).status).toBe(204);
    expect(await client.services.list({}).toArray()).toHaveLength(1);
    expect((await send("POST", "reset")).status).toBe(204);
    expect(await client.services.list({}).toArray()).toHaveLength(2);
  });

  test.each<[string, string, unknown, string]>([
    ["PUT", "state", {}, "accounts"],
    ["PUT", "state", { accounts: [] }, "accounts"],
    ["PUT", "state", { accounts: [{ accountSid: "AC1", authToken: "x" }] }, "accountSid"],
    ["PATCH", "state", { accounts: [{ accountSid: "AC1" }] }, "accountSid"],
    ["PUT", "state", [], "object"],
    ["POST", "reset", { empty: 1 }, "empty"],
  ])("is unharmed by what makes no sense: %s %s %j", async (method, path, body, says) => {
    const { send, create, client } = start();
    await create();
    const { status, value } = await send(method, path, body);
    expect({ status, says: value.message }).toEqual({
      status: 400,
      says: expect.stringContaining(says),
    });
    expect(await client.messages.list({}).toArray()).toHaveLength(1);
  });

  test.each<[member: string, added: object[], field: string]>([
    ["phoneNumbers", [{ sid: PN("2") }, { sid: PN("1"), phoneNumber: "+1" }], "[1].phoneNumber"],
    ["phoneNumbers", [{ sid: PN("3"), phoneNumber: "12125550103" }], "[0].phoneNumber"],
    ["services", [{ sid: `MG${"c".repeat(32)}`, phoneNumbers: [PN("9")] }], "[0].phoneNumbers[0]"],
    ["phoneNumbers", [{ sid: PN("4"), phoneNumber: "+12125550104", nonsense: 1 }], "[0].nonsense"],
  ])("what is wrong with an added %s has the place where it was given", async (
    member,
    added,
    field,
  ) => {
    const { send } = start();
    const { accountSid, authToken } = defaultSeed().accounts[0]!;
    const account = { accountSid, authToken };
    const phoneNumbers = ["1", "2"].map((n) => ({ sid: PN(n), phoneNumber: `+1212555010${n}` }));
    await send("PATCH", "state", { accounts: [{ ...account, phoneNumbers }] });
    await send("PATCH", "state", { accounts: [{ accountSid: `AC${"f".repeat(32)}`, authToken }] });
    const { status, value } = await send("PATCH", "state", {
      accounts: [{ accountSid: `AC${"f".repeat(32)}` }, { ...account, [member]: added }],
    });
    expect(status).toBe(400);
    expect(value.message).toContain(`accounts[1].${member}${field}: expected `);
  });

  test("what no longer fits in what was there is told as that", async () => {
    const { send } = start();
    const { accountSid, authToken } = defaultSeed().accounts[0]!;
    const sid = `XE${"a".repeat(32)}`;
    const senders = [{ sid, senderId: sender }];
    await send("PATCH", "state", { accounts: [{ accountSid, authToken, senders }] });
    const channelSenders = [{ sid, sender: "whatsapp:+12125550101" }];
    const { value } = await send("PATCH", "state", {
      accounts: [{ accountSid, authToken, channelSenders }],
    });
    expect(value.message).toMatch(
      /^accounts\[0\]\.senders\[0\]\.senderId: expected .*, in what was there already/,
    );
  });

  test("of other accounts has other credentials, and the old ones are good no more", async () => {
    const { send, client, sandbox } = start();
    await client.services.list({}).toArray(); // so that the login is known
    const other = { accountSid: `AC${"f".repeat(32)}`, authToken: "another-token" };
    await send("PUT", "state", { accounts: [other] });
    expect({ ...sandbox.credentials }).toEqual(other);
    const refused = await client.services.list({}).toArray().catch(({ status }) => status);
    expect(refused).toBe(401);
  });

  test("is the same in process", async () => {
    const { sandbox, create, client } = start();
    await create();
    sandbox.reset({ accounts: defaultSeed().accounts });
    expect(await client.messages.list({}).toArray()).toEqual([]);
    expect(() => sandbox.reset({ accounts: [] })).toThrow("at least one account");
    expect(() => sandbox.add({ accounts: [{ accountSid: "x" }] } as never)).toThrow("accountSid");
  });
});

test("faults are added, listed, and taken away one by one or all at once", async () => {
  const { send, client } = start();
  const { status, value: first } = await send("POST", "faults", { status: 503 });
  expect(status).toBe(201);
  await send("POST", "faults", { status: 500, operation: "createMessage" });
  const list = (await send("GET", "faults")).value.faults;
  expect(list.map(({ rule }: { rule: unknown }) => rule)).toEqual([
    { status: 503 },
    { status: 500, operation: "createMessage" },
  ]);
  expect(await client.services.list({}).toArray().catch(({ status }) => status)).toBe(503);
  expect((await send("DELETE", `faults/${first.id}`)).status).toBe(204);
  expect((await send("DELETE", `faults/${first.id}`)).status).toBe(404);
  expect(await client.services.list({}).toArray()).toHaveLength(2);
  expect((await send("DELETE", "faults")).status).toBe(204);
  expect((await send("GET", "faults")).value).toEqual({ faults: [] });
  expect((await send("POST", "faults", { status: 200 })).status).toBe(400);
});

describe("the record", () => {
  test("is filtered, limited and forgotten", async () => {
    const { send, client, create } = start();
    await create();
    await client.services.list({}).toArray();
    const all = (await send("GET", "exchanges")).value.exchanges;
    expect(all.map(({ operation }: { operation: string }) => operation))
      .toEqual(["createMessage", "listServices"]);
    expect(JSON.stringify(all)).not.toContain("0123456789abcdef");
    const created = await send("GET", "exchanges?operation=createMessage&status=201");
    expect(created.value.exchanges).toHaveLength(1);
    expect((await send("GET", "exchanges?limit=1")).value.exchanges[0].operation)
      .toBe("listServices");
    expect((await send("GET", "exchanges?nonsense=1")).status).toBe(400);
    await send("DELETE", "exchanges");
    expect((await send("GET", "exchanges")).value.exchanges).toEqual([]);
  });

  test("is waited for, as long as asked", async () => {
    const { send, create } = start();
    const waited = send("POST", "exchanges/wait", { filter: { operation: "createMessage" } });
    await create();
    expect((await waited).value).toMatchObject({ status: 201, operation: "createMessage" });
    const late = await send("POST", "exchanges/wait", { filter: { status: 418 }, timeout: 5 });
    expect(late).toEqual({ status: 408, value: { status: 408, message: expect.any(String) } });
    expect((await send("POST", "exchanges/wait", { timeout: -1 })).status).toBe(400);
  });

  test("has what webhooks were told, and no signature", async () => {
    const { send, client, sandbox } = start({
      callbackFetch: () => Promise.resolve(new Response(null, { status: 204 })),
    });
    const statusCallback = "http://127.0.0.1:3000/status";
    const { sid } = await client.messages.create({ from: sender, to, body: "x", statusCallback });
    await sandbox.deliver();
    const { value } = await send("GET", `callbacks?messageSid=${sid}`);
    expect(value.callbacks.map((one: { messageStatus: string }) => one.messageStatus))
      .toEqual(["sent", "delivered"]);
    expect(value.callbacks[0]).toMatchObject({ outcome: "answered", status: 204, method: "POST" });
    expect(value.callbacks[0]).not.toHaveProperty("signature");
    expect((await send("GET", "callbacks?messageSid=SM1")).value).toEqual({ callbacks: [] });
  });
});

describe("the life of messages", () => {
  test("goes on by steps, or to the end", async () => {
    const { send, client, create } = start();
    const { sid } = await create();
    const status = async () => (await client.messages.fetch({ sid: sid! })).status;
    await send("POST", "deliver", { steps: 1 });
    expect(await status()).toBe("sent");
    await send("POST", "deliver");
    expect(await status()).toBe("delivered");
    expect((await send("POST", "deliver", { steps: -1 })).status).toBe(400);
    expect((await send("POST", "deliver", { steps: "1" })).status).toBe(400);
  });

  test("ends as rules say, the first that fits", async () => {
    const { send, client, create } = start();
    const outcomes = [
      { body: "lost", status: "undelivered", errorCode: 63024 },
      { to: "0199", status: "read" },
    ];
    expect((await send("PUT", "outcomes", { outcomes })).status).toBe(204);
    expect((await send("GET", "outcomes")).value).toEqual({ outcomes });
    const [lost, read] = [await create("It is lost"), await create("It is here")];
    await send("POST", "deliver");
    expect(await client.messages.fetch({ sid: lost.sid! }))
      .toMatchObject({ status: "undelivered", errorCode: 63024 });
    expect((await client.messages.fetch({ sid: read.sid! })).status).toBe("read");
    for (
      const bad of [[{ status: "lost" }], [{ state: "read" }], {}, [null], [{
        to: 7,
        status: "read",
      }]]
    ) {
      expect((await send("PUT", "outcomes", { outcomes: bad })).status).toBe(400);
    }
    expect((await send("GET", "outcomes")).value).toEqual({ outcomes });
  });

  test("waits for a clock that is put forward", async () => {
    const { send, client, clock } = start();
    const seed = defaultSeed().accounts[0]!;
    const channelSenders = [seed.channelSenders![0]!.sid];
    await send("PATCH", "state", {
      accounts: [{ ...seed, services: [{ sid: MG, channelSenders }] }],
    });
    const sendAt = new Date(clock.now().getTime() + 3_600_000);
    const { sid } = await client.messages.create({
      messagingServiceSid: MG,
      to,
      body: "Later",
      scheduleType: "fixed",
      sendAt,
    });
    await send("POST", "deliver");
    expect((await client.messages.fetch({ sid: sid! })).status).toBe("scheduled");
    const { value } = await send("POST", "advance", { milliseconds: 3_600_001 });
    expect(Date.parse(value.now)).toBeGreaterThan(sendAt.getTime());
    await send("POST", "deliver");
    expect((await client.messages.fetch({ sid: sid! })).status).toBe("delivered");
    for (const milliseconds of [0.5, -1, 8.64e15, Number.MAX_SAFE_INTEGER]) {
      expect((await send("POST", "advance", { milliseconds })).status).toBe(400);
    }
    expect((await client.messages.fetch({ sid: sid! })).status).toBe("delivered");
  });

  test("puts forward what waits for its time and moves by itself, too", async () => {
    const { send, client, sandbox, clock } = start({ pace: 1 });
    const channelSenders = [`XE${"a".repeat(32)}`];
    await send("PATCH", "state", {
      accounts: [{ ...defaultSeed().accounts[0]!, services: [{ sid: MG, channelSenders }] }],
    });
    const later = (hours: number) => new Date(clock.now().getTime() + hours * 3_600_000);
    const create = (hours: number) =>
      client.messages.create({
        messagingServiceSid: MG,
        to,
        body: "Later",
        scheduleType: "fixed",
        sendAt: later(hours),
      });
    const [first, second] = [await create(1), await create(3)];
    await send("POST", "advance", { milliseconds: 2 * 3_600_000 });
    const of = (sid: string | null) =>
      sandbox.state().accounts[0]!.messages!.find((message) => message.sid === sid)!.status;
    while (of(first.sid) !== "delivered") await new Promise((resolve) => setTimeout(resolve, 1));
    expect(of(second.sid)).toBe("scheduled");
    await client.messages.cancel({ sid: second.sid! }); // or its timer outlives the test
  });

  test("is what the program's own clock and function say, where they do", async () => {
    const fetch = withControl(createSandbox());
    for (
      const [method, path] of [
        ["POST", "advance"],
        ["GET", "outcomes"],
        ["GET", "recipients"],
        ["GET", "sender-outcomes"],
      ]
    ) {
      const body = method === "POST" ? '{"milliseconds":1}' : null;
      const headers = { "content-type": "application/json" };
      const url = `${origin}/_sandbox/${path}`;
      const response = await fetch(new Request(url, { method: method!, body, headers }));
      expect(response.status).toBe(409);
    }
  });
});

test("unknowns are decided otherwise, from now on", async () => {
  const { send, client } = start({ customerWrote: false });
  const emptyList = async () =>
    await client.channelSenders.list({ messagingServiceSid: MG }).toArray()
      .catch(({ status }) => status);
  expect(await emptyList()).toEqual([]);
  const { value } = await send("PATCH", "unknowns", { emptyList: 404, outsideWindow: "failed" });
  expect(value).toMatchObject({ emptyList: 404, outsideWindow: "failed" });
  expect(await emptyList()).toBe(404);
  const { sid } = await client.messages.create({ from: sender, to, body: "Nobody wrote" });
  await send("POST", "deliver");
  expect(await client.messages.fetch({ sid: sid! })).toMatchObject({
    status: "failed",
    errorCode: 63016,
  });
  expect((await send("PATCH", "unknowns", { emptyList: 500 })).status).toBe(400);
  expect((await send("PATCH", "unknowns", { nonsense: 1 })).status).toBe(400);
  expect((await send("GET", "unknowns")).value).toMatchObject({ emptyList: 404 });
});

test("recipients do something else", async () => {
  const recipients = createRecipients();
  const { overRcs, customerWrote } = recipients;
  const { send, create, client } = start({ overRcs, customerWrote }, { recipients });
  const end = async () => {
    const { sid } = await create();
    await send("POST", "deliver");
    return (await client.messages.fetch({ sid: sid! })).status;
  };
  expect((await send("GET", "recipients")).value)
    .toEqual({ customerWrote: false, withoutRcs: [] });
  expect(await end()).toBe("undelivered");
  const { value } = await send("PATCH", "recipients", { customerWrote: true });
  expect(value).toEqual({ customerWrote: true, withoutRcs: [] });
  expect(await end()).toBe("delivered");
  await send("PATCH", "recipients", { withoutRcs: ["+14155550199"] });
  expect([overRcs("+14155550199"), overRcs("+14155550100"), customerWrote()])
    .toEqual([false, true, true]);
  for (
    const bad of [{ customerWrote: 1 }, { withoutRcs: "x" }, { withoutRcs: ["415"] }, { x: 1 }]
  ) {
    expect((await send("PATCH", "recipients", bad)).status).toBe(400);
  }
  expect((await start().send("GET", "recipients")).status).toBe(409);
});

test("a customer writes", async () => {
  const { send, client } = start({ customerWrote: false });
  const { status, value } = await send("POST", "inbound", { from: to, to: sender, body: "Hi" });
  expect(status).toBe(201);
  const { direction, body } = await client.messages.fetch({ sid: value.sid });
  expect([direction, body]).toEqual(["inbound", "Hi"]);
  const bad = [{}, { from: to }, { from: "x", to: sender, body: "" }, {
    from: to,
    to: "+1",
    body: "x",
  }];
  for (const one of bad) expect((await send("POST", "inbound", one)).status).toBe(400);
});

describe("what becomes of senders", () => {
  function driven() {
    const senderOutcomes = createSenderOutcomes();
    const { senderOutcome, nameOutcome } = senderOutcomes;
    const { sandbox, fetch, send } = start({ senderOutcome, nameOutcome }, { senderOutcomes });
    const client = createClient({ ...sandbox.credentials, fetch, extend: { senders } });
    const create = (senderId: string) =>
      client.senders.create({ senderId, profile: { name: "Shop" } });
    return { client, create, deliver: () => send("POST", "deliver"), send };
  }

  test("is what rules say, the first that fits; without one it is as it was", async () => {
    const { client, create, deliver, send } = driven();
    const senders = [
      { senderId: "0101", end: "OFFLINE" },
      { senderId: "whatsapp:+14155550102", end: 63103 },
      { senderId: "0101", end: "ONLINE" },
    ];
    const names = [{ name: "Bank", end: "DECLINED" }];
    expect((await send("PATCH", "sender-outcomes", { senders })).value)
      .toEqual({ senders, names: [] });
    expect((await send("PATCH", "sender-outcomes", { names })).value).toEqual({ senders, names });
    expect((await send("GET", "sender-outcomes")).value).toEqual({ senders, names });

    const offline = await create("whatsapp:+14155550101");
    const online = await create("whatsapp:+14155550103");
    await expect(create("whatsapp:+14155550102")).rejects.toMatchObject({ code: 63103 });
    await deliver();
    expect((await client.senders.fetch({ sid: offline.sid! })).status).toBe("OFFLINE");
    expect((await client.senders.fetch({ sid: online.sid! })).status).toBe("ONLINE");

    await client.senders.update({ sid: online.sid!, profile: { name: "My Bank" } });
    await deliver();
    const { profile } = await client.senders.fetch({ sid: online.sid! });
    expect(profile?.name).toBe("Shop");
  });

  test.each<[object, string]>([
    [{ senders: {} }, "senders: expected an array"],
    [{ senders: [null] }, "senders[0]: expected an object"],
    [{ senders: [{ end: "DECLINED" }] }, "senders[0].end: expected one of ONLINE"],
    [{ senders: [{ senderId: 7, end: "ONLINE" }] }, "senders[0].senderId: expected a text"],
    [{ senders: [{ sender: "0101", end: "ONLINE" }] }, "senders[0].sender"],
    [{ names: [{ name: "Bank", end: "ONLINE" }] }, "names[0].end: expected one of COMPLETED"],
    [{ outcomes: [] }, "outcomes"],
  ])("is not what makes no sense: %j", async (rules, message) => {
    const { send } = driven();
    const { status, value } = await send("PATCH", "sender-outcomes", rules);
    expect([status, value.message]).toEqual([400, expect.stringContaining(message)]);
    expect((await send("GET", "sender-outcomes")).value).toEqual({ senders: [], names: [] });
  });
});
