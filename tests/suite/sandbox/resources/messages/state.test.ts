import fc from "../../../support/fc.ts";
import { describe, expect, test } from "vitest";
import { createMessage, fetchMessage } from "../../../../../mod.ts";
import {
  type AccountSeed,
  createSandbox,
  type MessageSeed,
  type SandboxOptions,
  seededRandom,
  type ServiceSeed,
} from "../../../../../lib/sandbox/mod.ts";
import { runtime } from "../../../../runtimes/runtime.ts";
import {
  AC,
  account,
  at,
  callers,
  create,
  MG,
  NUMBER,
  RCS,
  senders,
  start,
  time,
  toForm,
  WHATSAPP,
  xe,
} from "../../../support/sandbox_messages.ts";
import { pool } from "../../../support/sandbox.ts";

// Messages in a seed and in a state, and what holds for any form.
const to = "whatsapp:+14155550199";
const url = "http://localhost:3000/status";
const saved = (state: SandboxOptions): SandboxOptions => JSON.parse(JSON.stringify(state));
const seed: MessageSeed = {
  sid: `SM${"a".repeat(32)}`,
  to,
  from: WHATSAPP,
  status: "delivered",
  dateCreated: "2026-01-01T00:00:00.999Z",
};
const withMessages = (...messages: MessageSeed[]): { accounts: AccountSeed[] } => ({
  accounts: [{ ...account([0, 4]), messages }],
});

/** A story, step by step: what is answered, and in the end the callbacks and the state. */
async function story(restart: boolean): Promise<string[]> {
  const told: string[] = [];
  const options: SandboxOptions = {
    now: () => new Date(time),
    outcome: ({ to }) => to.endsWith("9") ? "read" : "delivered",
    callbackFetch: async (request) => {
      told.push(`${request.headers.get("x-twilio-signature")} ${await request.text()}`);
      return new Response();
    },
  };
  const service = { statusCallback: url, phoneNumbers: [NUMBER] };
  const random = seededRandom(1);
  let sandbox = createSandbox({ accounts: [account([0, 2, 4, 5], service)], random, ...options });
  const answers: string[] = [];
  const sids: string[] = [];
  for (let round = 0; round < 4; round++) {
    // Another sandbox has another record, and so its own count of callbacks.
    if (restart) sandbox = createSandbox({ ...saved(sandbox.state()), ...options, random });
    const { call, post } = callers(sandbox);
    for (let i = 0; i < 6; i++) {
      const To = i % 3 ? `whatsapp:+141555501${round % 2}${i}` : `+1415555019${i}`;
      const answer = await post({ To, MessagingServiceSid: MG, Body: `${round} ${i}` });
      const text = await answer.text();
      answers.push(text);
      sids.push(JSON.parse(text).sid);
      if (i === 4) await sandbox.deliver(1);
      answers.push(await (await call(at(sids[i * round]!))).text());
    }
    if (round === 2) await call(`${pool()}/${xe(4)}`, { method: "DELETE" });
    await sandbox.deliver(0);
  }
  await sandbox.deliver();
  answers.push(JSON.stringify(sandbox.state()));
  return [...answers, ...told];
}

describe("the state", () => {
  test("is the same for the same story, to the byte, and so are the callbacks", async () => {
    const first = await story(false);
    expect(await story(false)).toEqual(first);
    expect(first.length).toBeGreaterThan(100);
  });

  test("makes a sandbox that goes on as this one would", async () => {
    expect(await story(true)).toEqual(await story(false));
  });

  test("has what was sent, who served whom, and whose turn it is", async () => {
    const { sandbox, send } = start([0, 4, 2], { service: { statusCallback: url } });
    const { sid } = await send(to);
    await sandbox.deliver(1);
    const state = sandbox.state();
    const [{ messages, services, phoneNumbers }] = state.accounts as [AccountSeed];
    const date = "2026-01-02T03:04:05Z";
    expect(messages).toEqual([{
      sid,
      to,
      from: WHATSAPP,
      channelSender: xe(0),
      messagingServiceSid: MG,
      fallbackFrom: null,
      body: "Hello!",
      contentSid: null,
      direction: "outbound-api",
      mediaUrls: [],
      numMedia: 0,
      status: "queued",
      outcome: null,
      errorCode: null,
      dateCreated: date,
      dateUpdated: date,
      dateSent: null,
      sendAt: null,
      statusCallback: null,
    }]);
    expect(services![0]).toMatchObject({
      statusCallback: url,
      stickies: [{ to, sender: WHATSAPP }],
      turns: { "whatsapp US": 1 },
    });
    expect(phoneNumbers).toEqual([NUMBER, "12345"]);
    expect(createSandbox(saved(state)).state()).toEqual(saved(state));
  });

  test("is a value of its own", async () => {
    const { sandbox, send } = start([0], { outcome: () => "read" });
    await send(to);
    await sandbox.deliver(2);
    const before = JSON.stringify(sandbox.state());
    const [first] = sandbox.state().accounts;
    Object.assign(first!.messages![0]!, { status: "failed" });
    Object.assign(first!.messages![0]!.outcome!, { status: "failed" });
    Object.assign(first!.services![0]!.turns!, { "whatsapp US": 7 });
    expect(JSON.stringify(sandbox.state())).toBe(before);
  });

  test("tells nothing of who left", async () => {
    const { sandbox, call, sender } = start([0, 4]);
    expect(await sender(to)).toBe(WHATSAPP);
    await call(`${pool()}/${xe(0)}`, { method: "DELETE" });
    expect(sandbox.state().accounts[0]!.services![0]).not.toHaveProperty("stickies");
  });
});

describe("a seed", () => {
  test("of a message needs little", async () => {
    const { messages } = callers(createSandbox(withMessages(seed)));
    expect(await messages.fetch({ sid: seed.sid })).toMatchObject({
      sid: seed.sid,
      from: WHATSAPP,
      status: "delivered",
      body: "",
      numMedia: 0,
      messagingServiceSid: null,
      dateCreated: new Date("2026-01-01T00:00:00Z"),
      dateUpdated: new Date("2026-01-01T00:00:00Z"),
      dateSent: null,
    });
  });

  test.each(["received", "canceled", "partially_delivered", "sending"])(
    "of a message that is %s leaves it at that",
    async (status) => {
      const sandbox = createSandbox(withMessages({ ...seed, status }));
      await sandbox.deliver();
      const { messages } = callers(sandbox);
      expect((await messages.fetch({ sid: seed.sid })).status).toBe(status);
    },
  );

  test.each<[string, object, string]>([
    ["sid", { sid: "SM1" }, "delivered"],
    ["sid", { sid: undefined }, "delivered"],
    ["to", { to: "14155550199" }, "delivered"],
    ["to", { to: RCS }, "delivered"],
    ["to", { to: undefined }, "delivered"],
    ["from", { from: 1 }, "delivered"],
    ["from", { from: undefined }, "queued"],
    ["from", { from: null }, "sent"],
    ["channelSender", { channelSender: "XE1" }, "delivered"],
    ["messagingServiceSid", { messagingServiceSid: `MG${"f".repeat(32)}` }, "delivered"],
    ["messagingServiceSid", {}, "accepted"],
    ["messagingServiceSid", { sendAt: time }, "scheduled"],
    ["sendAt", { messagingServiceSid: MG }, "scheduled"],
    ["sendAt", { sendAt: "tomorrow" }, "delivered"],
    ["fallbackFrom", { fallbackFrom: 1 }, "delivered"],
    ["body", { body: 1 }, "delivered"],
    ["numMedia", { numMedia: 1.5 }, "delivered"],
    ["numMedia", { numMedia: -1 }, "delivered"],
    ["status", {}, "Delivered"],
    ["status", {}, undefined as never],
    ["outcome", { outcome: "delivered!" }, "sent"],
    ["outcome.errorCode", { outcome: { status: "failed", errorCode: "1" } }, "sent"],
    ["errorCode", { errorCode: "30008" }, "failed"],
    ["dateCreated", { dateCreated: "yesterday" }, "delivered"],
    ["dateCreated", { dateCreated: undefined }, "delivered"],
    ["dateSent", { dateSent: "yesterday" }, "delivered"],
    ["dateUpdated", { dateUpdated: "yesterday" }, "delivered"],
    ["statusCallback", { statusCallback: "localhost:3000" }, "delivered"],
  ])(
    "of a message with a mistake is refused: %s (%#)",
    (field, fields, status) => {
      const bad = { ...seed, ...fields, status } as MessageSeed;
      const make = () => createSandbox(withMessages({ ...seed, sid: `MM${"a".repeat(32)}` }, bad));
      expect(make).toThrow(`accounts[0].messages[1].${field}: `);
    },
  );

  test("has each SID once", () => {
    expect(() => createSandbox(withMessages(seed, seed))).toThrow("accounts[0].messages[1].sid: ");
  });

  test.each<[string, Partial<ServiceSeed>]>([
    ["statusCallback", { statusCallback: "/status" }],
    ["stickySender", { stickySender: "yes" as never }],
    ["phoneNumbers[1]", { phoneNumbers: [NUMBER, "14155550199"] }],
    ["phoneNumbers", { phoneNumbers: NUMBER as never }],
    ["stickies[0].to", { stickies: [{ to: "x", sender: WHATSAPP }] }],
    ["stickies[0].sender", { stickies: [{ to } as never] }],
    ["turns", { turns: 1 as never }],
    ["turns.whatsapp", { turns: { whatsapp: -1 } }],
  ])("of a service with a mistake is refused: %s", (field, service) => {
    const make = () => createSandbox({ accounts: [account([0], service)] });
    expect(make).toThrow(`accounts[0].services[0].${field}: `);
  });

  test.each([
    ["of itself", AC],
    ["of nobody", `AC${"f".repeat(32)}`],
    ["of a subaccount", `AC${"b".repeat(32)}`],
    ["of a text", "main"],
  ])("of a subaccount %s is refused", (_, parentSid) => {
    const accounts = [
      { ...account([0]), parentSid },
      { accountSid: `AC${"b".repeat(32)}`, authToken: "x", parentSid: `AC${"c".repeat(32)}` },
      { accountSid: `AC${"c".repeat(32)}`, authToken: "x" },
    ];
    expect(() => createSandbox({ accounts })).toThrow("accounts[0].parentSid: ");
  });

  test("that names who served whom, and has left, means nothing", async () => {
    const stickies = [{ to, sender: "whatsapp:+15005550006" }, { to: `${to}1`, sender: WHATSAPP }];
    const { sandbox, sender } = start([0, 4], {
      service: { stickies, turns: { "whatsapp US": 1 } },
    });
    expect(sandbox.state().accounts[0]!.services![0]!.stickies).toEqual(stickies.slice(1));
    expect(await sender(to)).toBe(senders[4]!.sender);
  });
});

describe("whatever the form", () => {
  const text = fc.string({ unit: "binary", maxLength: 9 });
  const address = fc.oneof(
    text,
    fc.constantFrom(to, WHATSAPP, RCS, NUMBER, "rcs:+14155550199", "messenger:1", MG, "Ahoy", ""),
    fc.tuple(fc.constantFrom("", "whatsapp:", "rcs:", "sms:", "sim:"), fc.nat()).map(
      ([prefix, number]) => `${prefix}+${number}`,
    ),
  );
  const good = { To: to, MessagingServiceSid: MG, Body: "x" };
  const fields: Record<string, fc.Arbitrary<string | string[]>> = {
    To: address,
    From: address,
    MessagingServiceSid: fc.oneof(text, fc.constant("")),
    FallbackFrom: address,
    Body: fc.oneof(text, fc.constant("x".repeat(1601))),
    MediaUrl: fc.array(fc.oneof(fc.webUrl(), text), { maxLength: 11 }),
    ContentSid: fc.constantFrom(`HX${"a".repeat(32)}`, "HX"),
    ContentVariables: fc.oneof(fc.json(), text),
    StatusCallback: fc.oneof(fc.webUrl(), text, fc.constant(url)),
    ValidityPeriod: fc.oneof(text, fc.integer({ min: -9, max: 40_000 }).map(String)),
    ScheduleType: fc.constantFrom("fixed", "x"),
    SendAt: fc.oneof(fc.date().map(String), fc.constant("2026-01-02T03:20:00Z")),
    "xxx[]": text,
  };
  /** A good form, but for some of its fields. */
  const form = fc.subarray(Object.keys(fields), { maxLength: 4 }).chain((names) =>
    fc.record(Object.fromEntries(names.map((name) => [name, fields[name]!])))
      .map((some): Record<string, string | string[]> => ({ ...good, ...some }))
  );
  const RUNS = runtime === "node" ? 2100 : 300;

  test(
    "the answer is a message that our parser reads and that can be fetched, or a refusal",
    async () => {
      let sent = 0;
      const outside: string[] = [];
      const { sandbox, call } = start([0, 2, 4], {
        random: undefined,
        callbackFetch: ({ url }) => {
          if (!url.startsWith("http://localhost:3000/")) outside.push(url);
          return Promise.resolve(new Response());
        },
      });
      await fc.assert(
        fc.asyncProperty(form, async (form) => {
          const answer = await call(create, { method: "POST", body: toForm(form) });
          if (answer.status !== 201) {
            const body = await answer.json();
            expect(body).toEqual({
              code: expect.any(Number),
              message: expect.stringMatching(/\w/),
              more_info: `https://www.twilio.com/docs/errors/${body.code}`,
              status: answer.status,
            });
            expect([400, 404]).toContain(answer.status);
            return;
          }
          sent++;
          const { sid, to, status } = await createMessage.parse(answer);
          expect([to, /accepted|queued|scheduled/.test(status!)]).toEqual([form["To"], true]);
          const fetched = await fetchMessage.parse(await call(at(sid)));
          expect(fetched.sid).toBe(sid);
        }),
        { numRuns: RUNS },
      );
      await sandbox.deliver();
      expect(outside).toEqual([]);
      expect(sent).toBeGreaterThan(RUNS / 10);
      expect(sandbox.state().accounts[0]!.messages).toHaveLength(sent);
      expect(createSandbox(saved(sandbox.state())).state()).toEqual(saved(sandbox.state()));
    },
    60_000,
  );

  test("or the body at all", async () => {
    const { call } = start();
    const types = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "x"];
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 99 }),
        fc.constantFrom(...types),
        async (bytes, type) => {
          const body = new Uint8Array(bytes);
          const answer = await call(create, { method: "POST", body, type });
          expect([400, (await answer.json()).code]).toEqual([answer.status, expect.any(Number)]);
        },
      ),
      { numRuns: RUNS / 3 },
    );
  });
});
