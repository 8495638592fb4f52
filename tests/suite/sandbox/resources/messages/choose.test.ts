import { describe, expect, test } from "vitest";
import { createSandbox, type SandboxOptions } from "../../../../../lib/sandbox/mod.ts";
import {
  account,
  at,
  callers,
  MESSENGER,
  MG,
  MG2,
  NUMBER,
  RCS,
  senders,
  start,
  type Started,
  WHATSAPP,
  xe,
} from "../../../support/sandbox_messages.ts";
import { pool, refusal } from "../../../support/sandbox.ts";

// Which sender of the service a message leaves by.
const [, , , german, second, third] = senders.map(({ sender }) => sender);
const to = (index: number) => `whatsapp:+1415555${`${index}`.padStart(4, "0")}`;

async function inTurn({ sender }: Started, count: number, prefix = "whatsapp:+1415555") {
  const from = [];
  for (let i = 0; i < count; i++) from.push(await sender(`${prefix}${`${i}`.padStart(4, "0")}`));
  return from;
}

describe("even distribution", () => {
  test("three senders take turns, in the pool's order", async () => {
    const started = start([4, 0, 1, 5]);
    const round = [second, WHATSAPP, third];
    expect(await inTurn(started, 300)).toEqual(Array(100).fill(round).flat());
  });

  test("whatever else is sent in between", async () => {
    const started = start([0, 1, 2, 4, 5]);
    const { sender } = started;
    const from: (string | null)[] = [];
    for (let i = 0; i < 30; i++) {
      from.push(await sender(to(i)));
      expect(await sender("messenger:1")).toBe(MESSENGER);
      expect(await sender(`+1415555${1000 + i}`)).toBe(RCS);
      expect(await sender(to(100 + i), { from: third })).toBe(third);
    }
    expect(from).toEqual(Array(10).fill([WHATSAPP, second, third]).flat());
  });

  test("by countries that have senders of their own, and all others together", async () => {
    const started = start([0, 3, 4]);
    const { sender } = started;
    // One of each country in turn: nobody's turn is counted for another.
    const us: (string | null)[] = [];
    const rest: (string | null)[] = [];
    for (let i = 0; i < 12; i++) {
      us.push(await sender(to(i)));
      expect(await sender(`whatsapp:+49301234${100 + i}`)).toBe(german);
      const code = ["44", "33", "81", "55"][i % 4];
      rest.push(await sender(`whatsapp:+${code}201234${1000 + i}`));
    }
    expect(us).toEqual(Array(6).fill([WHATSAPP, second]).flat());
    expect(rest).toEqual(Array(4).fill([WHATSAPP, german, second]).flat());
  });

  test("goes on when senders come and go", async () => {
    const started = start([0, 4, 5]);
    const { sandbox, call, sender } = started;
    expect(await sender(to(0))).toBe(WHATSAPP);
    await call(`${pool()}/${xe(4)}`, { method: "DELETE" });
    expect(await sender(to(1))).toBe(third);
    await call(pool(), { method: "POST", body: `Sid=${xe(4)}` });
    const from = [await sender(to(2)), await sender(to(3)), await sender(to(4))];
    expect(from.sort()).toEqual([WHATSAPP, second, third].sort());
    expect(sandbox.state().accounts[0]!.services![0]!.turns).toEqual({ "whatsapp US": 5 });
  });

  test("is a service's own", async () => {
    const services = [
      { sid: MG, channelSenders: [xe(0), xe(4)] },
      { sid: MG2, channelSenders: [xe(5), xe(3)] },
    ];
    const { sender } = start([], { accounts: [{ ...account([]), services }] });
    expect(await sender(to(0))).toBe(WHATSAPP);
    expect(await sender(to(1), { messagingServiceSid: MG2 })).toBe(third);
    expect(await sender(to(2))).toBe(second);
  });
});

describe("a sticky sender", () => {
  test("serves a recipient again and again", async () => {
    const { sender } = start([0, 4, 5]);
    for (const _ of [1, 2, 3]) {
      expect(await sender(to(0))).toBe(WHATSAPP);
      expect(await sender(to(1))).toBe(second);
      expect(await sender(to(2))).toBe(third);
    }
  });

  test("is chosen by turns alone: not by those that name it", async () => {
    const { sender } = start([0, 4, 5]);
    expect(await sender(to(0), { from: third })).toBe(third);
    expect(await sender(to(0))).toBe(WHATSAPP);
  });

  test("is forgotten when it leaves the service, even if it comes back", async () => {
    const { call, sender } = start([0, 4]);
    expect(await sender(to(0))).toBe(WHATSAPP);
    await call(`${pool()}/${xe(0)}`, { method: "DELETE" });
    await call(pool(), { method: "POST", body: `Sid=${xe(0)}` });
    expect(await sender(to(1))).toBe(WHATSAPP); // second in the pool now, and it has the turn
    expect(await sender(to(0))).toBe(second);
  });

  test("is none where the service will have none", async () => {
    const { sandbox, sender } = start([0, 4], { service: { stickySender: false } });
    const from = [];
    for (let i = 0; i < 4; i++) from.push(await sender(to(0)));
    expect(from).toEqual([WHATSAPP, second, WHATSAPP, second]);
    expect(sandbox.state().accounts[0]!.services![0]).not.toHaveProperty("stickies");
  });

  test("is kept while the service has it off, and goes on afterwards", async () => {
    const stickies = [{ to: to(0), sender: second! }];
    const off = start([0, 4], { service: { stickySender: false, stickies } });
    expect(await off.sender(to(0))).toBe(WHATSAPP);
    const [first] = off.sandbox.state().accounts;
    const services = first!.services!.map((service) => ({ ...service, stickySender: true }));
    const on = callers(createSandbox({ accounts: [{ ...first!, services }] }));
    expect(await on.sender(to(0))).toBe(second);
  });

  test("is none on RCS", async () => {
    const agents = ["rcs:one", "rcs:two"];
    const channelSenders = agents.map((sender, index) => ({ sid: xe(index), sender }));
    const { sender } = start([], { accounts: [{ ...account([0, 1]), channelSenders }] });
    const from = [];
    for (let i = 0; i < 4; i++) from.push(await sender("+14155550199"));
    expect(from).toEqual([...agents, ...agents]);
  });
});

describe("a message that names its sender", () => {
  test("leaves by it, whose turn it may be", async () => {
    const { sender } = start([0, 4, 5]);
    for (let i = 0; i < 3; i++) expect(await sender(to(i), { from: third })).toBe(third);
    expect(await sender("+14155550199", { from: RCS, messagingServiceSid: undefined })).toBe(RCS);
  });

  test("fails if it has left the service meanwhile", async () => {
    const { sandbox, call, messages, send } = start([0, 4]);
    const { sid } = await send(to(0), { from: second });
    await call(`${pool()}/${xe(4)}`, { method: "DELETE" });
    await sandbox.deliver();
    const message = await messages.fetch({ sid: sid! });
    expect(message).toMatchObject({ status: "failed", errorCode: 63007 });
  });
});

describe("where none fits", () => {
  const cases: [string, number[], string, number][] = [
    ["none of the channel", [1, 2], to(0), 21703],
    ["none for SMS", [0, 1], "+14155550199", 21703],
    ["none at all", [], to(0), 21704],
  ];

  test.each(cases)("the message fails later: %s", async (_, attached, to, code) => {
    const { sandbox, messages, send } = start(attached);
    const { sid, status } = await send(to);
    expect(status).toBe("accepted");
    await sandbox.deliver();
    const message = await messages.fetch({ sid: sid! });
    expect(message).toMatchObject({ status: "failed", errorCode: code, from: null });
    expect(message.errorMessage).toContain("Messaging Service");
    expect(message.dateSent).toBe(null);
  });

  test.each(cases)("or it is refused at once, if told so: %s", async (_, attached, To, code) => {
    const { sandbox, post } = start(attached, { noSender: "refuse" });
    const answer = await refusal(post({ To, MessagingServiceSid: MG, Body: "x" }));
    expect(answer.slice(0, 2)).toEqual([400, code]);
    expect(sandbox.state().accounts[0]).not.toHaveProperty("messages");
  });

  test("the others are sent even so", async () => {
    const { sender } = start([0], { noSender: "refuse" });
    expect(await sender(to(0))).toBe(WHATSAPP);
    expect(await sender(to(0), { from: WHATSAPP })).toBe(WHATSAPP);
  });

  test("it helps to attach one in time", async () => {
    const { sandbox, call, messages, send } = start([]);
    const { sid } = await send(to(0));
    await call(pool(), { method: "POST", body: `Sid=${xe(0)}` });
    await sandbox.deliver();
    expect((await messages.fetch({ sid: sid! })).from).toBe(WHATSAPP);
  });
});

describe("a number that cannot be reached over RCS", () => {
  const unreachable: SandboxOptions = { overRcs: (number) => number !== "+14155550199" };
  const service = { phoneNumbers: [NUMBER] };
  const number = "+14155550199";

  test("is sent SMS, by a number of the service", async () => {
    const { sender } = start([0, 2], { ...unreachable, service });
    expect(await sender(number)).toBe(NUMBER);
    expect(await sender("+14155550198")).toBe(RCS);
  });

  test("or from what the message falls back to", async () => {
    const { sender } = start([0, 2], unreachable);
    expect(await sender(number, { fallbackFrom: "12345" })).toBe("12345");
    expect(await sender(number, { fallbackFrom: "Ahoy Ltd" })).toBe("Ahoy Ltd");
    expect(await sender("+14155550198", { fallbackFrom: "12345" })).toBe(RCS);
  });

  test.each<[string, string, object, number]>([
    ["has no SMS", number, {}, 21703],
    ["is asked for RCS alone", `rcs:${number}`, {}, 63036],
    ["is sent from an agent", number, { from: RCS }, 63036],
  ])("fails where it %s", async (_, to, input, code) => {
    const { sandbox, messages, send } = start([0, 2], unreachable);
    const { sid } = await send(to, input);
    await sandbox.deliver();
    const message = await messages.fetch({ sid: sid! });
    expect(message).toMatchObject({ status: "failed", errorCode: code });
    expect(message.errorMessage).toMatch(/\w/);
  });

  test("is refused at once only where nothing is left", async () => {
    const { post } = start([0, 2], { ...unreachable, noSender: "refuse" });
    const form = { To: number, MessagingServiceSid: MG, Body: "x" };
    expect((await refusal(post(form)))[1]).toBe(21703);
    expect((await post({ ...form, FallbackFrom: "12345" })).status).toBe(201);
    const messenger = { ...form, To: "messenger:1", FallbackFrom: "12345" };
    expect((await refusal(post(messenger)))[1]).toBe(21703);
  });
});

test("a service of thousands sends as any other", async () => {
  const channelSenders = Array.from({ length: 3000 }, (_, index) => {
    return { sid: xe(index), sender: `whatsapp:+1248${`${index}`.padStart(7, "0")}` };
  });
  const services = [{ sid: MG, channelSenders: channelSenders.map(({ sid }) => sid) }];
  const { sandbox, call, messages, send } = start([], {
    accounts: [{ ...account([]), channelSenders, services }],
  });
  const sids = [];
  for (let i = 0; i < 5; i++) sids.push((await send(to(i))).sid!);
  await sandbox.deliver();
  const from = await Promise.all(sids.map(async (sid) => (await messages.fetch({ sid })).from));
  expect(from).toEqual(channelSenders.slice(0, 5).map(({ sender }) => sender));
  expect((await call(at(sids[0]!))).status).toBe(200);
});

describe("on SMS", () => {
  const sid = (prefix: string, index: number) => prefix + `${index}`.padStart(32, "0");
  const accounts = () => [{
    ...account([]),
    phoneNumbers: [
      { sid: sid("PN", 1), phoneNumber: "+12025550101" },
      { sid: sid("PN", 2), phoneNumber: "+18005550101" },
      { sid: sid("PN", 3), phoneNumber: "+18885550101", countryCode: "CA" },
    ],
    shortCodes: [
      { sid: sid("SC", 1), shortCode: "12345" },
      { sid: sid("SC", 2), shortCode: "54321" },
    ],
    services: [{
      sid: MG,
      phoneNumbers: [1, 2, 3].map((index) => sid("PN", index)),
      shortCodes: [1, 2].map((index) => sid("SC", index)),
      alphaSenders: [{ sid: sid("AI", 1), alphaSender: "Shop" }],
      destinationAlphaSenders: [
        { sid: sid("AI", 2), alphaSender: "Magasin", isoCountryCode: "FR" },
      ],
    }],
  }];

  test("short codes, names and numbers come in their order, each kind with turns of its own", async () => {
    const { sandbox, sender } = start([], { accounts: accounts() });
    const from: (string | null)[] = [];
    for (const start of ["+1415555", "+3312345", "+4930901", "+1416555"]) {
      for (const end of ["0001", "0002", "0003"]) from.push(await sender(start + end));
    }
    expect(from).toEqual([
      ...["12345", "54321", "12345"],
      ...["Magasin", "Magasin", "Magasin"],
      ...["Shop", "Shop", "Shop"],
      ...["+18005550101", "+18885550101", "+18005550101"],
    ]);
    expect(sandbox.state().accounts[0]!.services![0]!.turns).toEqual({
      "sms code US": 3,
      "sms name FR": 3,
      "sms name": 3,
      "sms toll-free": 3,
    });
  });
});
