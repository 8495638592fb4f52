import { describe, expect, test } from "vitest";
import {
  type AccountSeed,
  createSandbox,
  defaultSeed,
  type SandboxOptions,
  seededRandom,
} from "../../../../lib/sandbox/mod.ts";
import {
  AC,
  account,
  caller,
  MG,
  MG2,
  OQ,
  pool,
  range,
  SK,
  start,
  whole,
  xe,
} from "../../support/sandbox.ts";

// What a sandbox exports, and that another one which starts with it goes on the same way.
const now = () => new Date("2026-01-02T03:04:05.678Z");
const rich: AccountSeed = {
  ...account(3, 5),
  apiKeys: [
    { apiKey: SK, apiSecret: "standard" },
    { apiKey: `SK${"b".repeat(32)}`, apiSecret: "restricted", permissions: ["/twilio/a/b/list"] },
  ],
  oauthApps: [{
    clientId: OQ,
    clientSecret: "client-secret",
    lifetime: 60,
    permissions: [],
    tokens: [{ accessToken: "token", expires: "2026-01-02T04:00:00.001Z" }],
  }],
};

/** What a state becomes in a file. */
const saved = (state: SandboxOptions): SandboxOptions => JSON.parse(JSON.stringify(state));

describe("the state", () => {
  test("is a seed with all that was left out, and secrets", () => {
    const sandbox = createSandbox({ accounts: [rich], now });
    const date = "2026-01-02T03:04:05Z";
    const state = sandbox.state();
    expect(state).toEqual({
      accounts: [{
        ...rich,
        channelSenders: rich.channelSenders!.map((sender) => ({
          ...sender,
          senderType: "WhatsApp",
          countryCode: "US",
        })),
        services: [
          {
            sid: MG,
            channelSenders: range(0, 3).map((sid) => ({
              sid,
              dateCreated: date,
              dateUpdated: date,
            })),
          },
          { sid: MG2, channelSenders: [] },
        ],
      }],
    });
    expect(saved(state)).toEqual(state);
    expect(createSandbox({ ...saved(state), now }).state()).toEqual(state);
  });

  test("put into itself is what it was", () => {
    const publicKey = `-----BEGIN PUBLIC KEY-----\n${
      "MIIB".repeat(16)
    }\n-----END PUBLIC KEY-----\n`;
    const publicKeys = [{ credentialSid: `CR${"a".repeat(32)}`, publicKey }];
    const sandbox = createSandbox({ accounts: [{ ...rich, publicKeys }], now });
    const state = sandbox.state();
    sandbox.add(state);
    expect(sandbox.state()).toEqual(state);
  });

  test("of the default seed makes the same sandbox", () => {
    const state = createSandbox().state();
    expect(state.accounts[0]!.channelSenders!.map(({ senderType }) => senderType))
      .toEqual(["WhatsApp", "Messenger", "RCS"]);
    expect(createSandbox(state).credentials).toEqual(createSandbox(defaultSeed()).credentials);
  });

  test("is a value of its own: nobody alters the sandbox by it", async () => {
    const { sandbox, call } = start({ accounts: [rich] });
    const before = JSON.stringify(sandbox.state());
    const { accounts } = sandbox.state() as { accounts: AccountSeed[] };
    for (const value of Object.values(accounts[0]!)) if (Array.isArray(value)) value.length = 0;
    accounts.length = 0;
    expect(JSON.stringify(sandbox.state())).toBe(before);
    expect((await call(`${pool()}/${xe(0)}`)).status).toBe(200);
  });

  test("has what was attached and detached, in its order, with its dates", async () => {
    let time = Date.parse("2026-01-01T00:00:00Z");
    const { sandbox, attach, detach } = start({ now: () => new Date(time) });
    time += 61_999;
    await detach(1);
    await attach(5);
    await attach(1);
    await attach(6, MG2);
    const [first, second] = sandbox.state().accounts[0]!.services!;
    const old = { dateCreated: "2026-01-01T00:00:00Z", dateUpdated: "2026-01-01T00:00:00Z" };
    const later = { dateCreated: "2026-01-01T00:01:01Z", dateUpdated: "2026-01-01T00:01:01Z" };
    expect(first!.channelSenders).toEqual([
      { sid: xe(0), ...old },
      { sid: xe(1), removed: true },
      { sid: xe(2), ...old },
      { sid: xe(5), ...later },
      { sid: xe(1), ...later },
    ]);
    expect(second!.channelSenders).toEqual([{ sid: xe(6), ...later }]);
  });
});

describe("a sandbox that starts with a state", () => {
  test("takes the page tokens of before, of removed senders too", async () => {
    const { sandbox, call, attach, detach } = start({ accounts: [account(9, 12)] });
    const first = await (await call(`${pool()}?PageSize=3`)).json();
    const second = await (await call(first.meta.next_page_url)).json();
    for (const index of [2, 3, 0]) await detach(index);
    await attach(2);
    const restored = caller(
      createSandbox({ ...saved(sandbox.state()), now, random: seededRandom(1) }),
    );
    const urls = [
      first.meta.next_page_url, // named by 2, which was removed and came back
      second.meta.previous_page_url, // named by 3, which was removed
      second.meta.next_page_url,
      `${pool()}?PageToken=PT${xe(2)}.2`,
      `${pool()}?PageToken=PT${xe(0)}-`,
    ];
    for (const url of urls) {
      const [one, other] = await Promise.all([call(url), restored(url)]);
      expect(one.status).toBe(200);
      expect(await other.json()).toEqual(await one.json());
    }
    for (const token of [`PT${xe(2)}.3`, `PT${xe(0)}.2`, `PT${xe(11)}`]) {
      expect((await restored(`${pool()}?PageToken=${token}`)).status).toBe(400);
    }
  });

  test("answers to the byte as the one that it is of, whatever happened before", async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const dice = seededRandom(seed);
      const requestId = () => `RQ${"0".repeat(32)}`;
      const one = start({ accounts: [account(5, 8)], requestId });
      const urls = [`${pool()}?PageSize=2`];
      const step = async (call: typeof one.call, roll: number) => {
        const index = Math.floor(roll * 8);
        const service = roll * 8 % 1 < 0.8 ? MG : MG2;
        const answers = [
          await call(pool(service), { method: "POST", body: `Sid=${xe(index)}` }),
          await call(`${pool(service)}/${xe((index + 3) % 8)}`, { method: "DELETE" }),
          await call(urls[Math.floor(roll * 1000) % urls.length]!),
        ];
        return await Promise.all(answers.map(whole));
      };
      for (let i = 0; i < 15; i++) {
        const texts = await step(one.call, dice());
        const meta = JSON.parse(JSON.parse(texts[2]!)[2]).meta;
        for (const url of [meta?.next_page_url, meta?.previous_page_url]) if (url) urls.push(url);
      }
      expect(urls.length).toBeGreaterThan(5);
      const two = start({ ...saved(one.sandbox.state()), requestId });
      for (let i = 0; i < 15; i++) {
        const roll = dice();
        expect(await step(two.call, roll)).toEqual(await step(one.call, roll));
      }
      expect(two.sandbox.state()).toEqual(one.sandbox.state());
    }
  });

  test("shares nothing with the one that it is of", async () => {
    const one = start();
    const two = start(one.sandbox.state());
    await two.detach(0);
    expect((await one.call(`${pool()}/${xe(0)}`)).status).toBe(200);
    expect((await two.call(`${pool()}/${xe(0)}`)).status).toBe(404);
  });

  test("may be one where a sender is in several services", async () => {
    const { sandbox, attach, call } = start({ senderElsewhere: "share" });
    expect((await attach(0, MG2)).status).toBe(201);
    const state = saved(sandbox.state());
    expect(() => createSandbox(state)).toThrow("accounts[0].services[1].channelSenders[0].sid");
    const restored = caller(createSandbox({ ...state, senderElsewhere: "share" }));
    for (const service of [MG, MG2]) {
      const path = `${pool(service)}/${xe(0)}`;
      expect(await (await restored(path)).text()).toBe(await (await call(path)).text());
    }
  });
});

describe("a removed sender in a seed", () => {
  const seed = (...channelSenders: object[]) => ({
    accounts: [{ ...account(0), services: [{ sid: MG, channelSenders }] as never }],
  });

  test("leaves its place, and may be in another service", async () => {
    const [one] =
      seed({ sid: xe(0), removed: true }, { sid: xe(1) }, { sid: xe(0), removed: true }).accounts;
    const other = { sid: MG2, channelSenders: [xe(0)] };
    const accounts = [{ ...one!, services: [...one!.services, other] }];
    const call = caller(createSandbox({ accounts }));
    const page = async (query: string) => {
      const { senders } = await (await call(`${pool()}?${query}`)).json();
      return senders.map(({ sid }: { sid: string }) => sid);
    };
    expect(await page(`PageToken=PT${xe(0)}`)).toEqual([xe(1)]);
    expect(await page(`PageToken=PT${xe(0)}-`)).toEqual([]);
    expect(await page(`PageToken=PT${xe(0)}.2-`)).toEqual([xe(1)]);
    expect((await call(`${pool(MG2)}/${xe(0)}`)).status).toBe(200);
  });

  test.each([
    ["[0].removed", [{ sid: xe(0), removed: 1 }]],
    ["[0].sid", [{ sid: xe(99), removed: true }]],
    ["[0].sid", [{ sid: AC, removed: true }]],
    ["[1].removed", [{ sid: xe(0) }, { sid: xe(0), removed: true }]],
    ["[0].dateCreated", [{ sid: xe(0), removed: true, dateCreated: "soon" }]],
  ])("%s is told of by its path (%#)", (path, entries) => {
    expect(() => createSandbox(seed(...entries as object[])))
      .toThrow(`accounts[0].services[0].channelSenders${path}: `);
  });
});
