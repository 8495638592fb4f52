/** What an account has, and the pool as one, in process over the sandbox. */
import { beforeEach, describe, expect, test } from "vitest";
import type { Platform } from "../../../lib/cli/platform/platform.ts";
import { createSandbox, defaultSeed, type SenderEnd } from "../../../lib/sandbox/mod.ts";
import type { Transport } from "../../../mod.ts";
import { apiKey, apiSecret, command, MG, pool, sink, XE } from "./harness.ts";

const PN = `PN${"a".repeat(32)}`;
const SC = `SC${"a".repeat(32)}`;
const MG2 = `MG${"b".repeat(32)}`;

let fetch: Transport;
let sent: string[];
beforeEach(() => {
  const [account] = defaultSeed().accounts;
  const inner = createSandbox({
    accounts: [{
      ...account!,
      phoneNumbers: [{ sid: PN, phoneNumber: "+12125550100" }],
      shortCodes: [{ sid: SC, shortCode: "12345" }],
      apiKeys: [{ apiKey, apiSecret }],
      services: [
        { sid: MG, friendlyName: "Shop" },
        { sid: MG2, friendlyName: "Depot" },
      ],
    }],
  }).fetch;
  sent = [];
  fetch = (request) => {
    sent.push(`${request.method} ${new URL(request.url).pathname}`);
    return inner(request);
  };
});
const cli = (line: string, platform: Partial<Platform> = {}) =>
  command(line, { fetch, ...platform });
const words = (text: string) => text.trimEnd().split("\n").map((line) => line.split(/ {2,}/));

describe("the pool as one", () => {
  test("what is attached by its address is listed, found, and detached", async () => {
    for (const address of ["+12125550100", "12345", "whatsapp:+12487960483", "Boutique"]) {
      const { code, out, err } = await cli(`pool attach ${address} -s Shop`);
      expect({ code, err }, address).toEqual({ code: 0, err: "" });
      expect(out).toContain(address);
    }
    const [head, ...rows] = words((await cli("pool list -s Shop")).out);
    expect(head).toEqual(["SENDER", "KIND", "COUNTRY", "CAN", "SID"]);
    expect(rows.map(([sender, kind]) => [sender, kind])).toEqual([
      ["whatsapp:+12487960483", "channel sender"],
      ["+12125550100", "phone number"],
      ["12345", "short code"],
      ["Boutique", "alpha sender"],
    ]);
    expect(words((await cli("pool list -s Shop --limit 2")).out)).toHaveLength(3);

    const where = await cli("pool where +12125550100");
    expect(where).toMatchObject({ code: 0, err: "" });
    expect(words(where.out)).toEqual([
      ["SERVICE", "SERVICE SID", "KIND", "SID"],
      ["Shop", MG, "phone number", PN],
    ]);
    const json = JSON.parse((await cli("pool where 12345 --json")).out);
    expect(json).toMatchObject({ service: { sid: MG }, entry: { sid: SC, kind: "shortCode" } });

    expect(await cli("pool detach +12125550100 -s Shop"))
      .toEqual({ code: 0, out: "", err: `+12125550100 is no longer in ${MG}\n` });
    expect(await cli("pool where +12125550100"))
      .toEqual({
        code: 1,
        out: "",
        err:
          "error: +12125550100 is in the pool of no service\nhint: a channel sender goes by its " +
          "whole address, such as whatsapp:…, rcs:… or messenger:…\n",
      });
    expect((await cli("pool where Nobody")).err)
      .toBe("error: Nobody is in the pool of no service\n");
  });

  test("a long one is listed in one table, some at a time", async () => {
    const { code, out } = await cli(`pool list -s ${MG}`, { fetch: pool(250) });
    expect(code).toBe(0);
    expect(out.match(/^SENDER /gm)).toHaveLength(1);
    expect(out.match(/^whatsapp:\+1\d+ +channel sender +/gm)).toHaveLength(250);
  });

  test("a search tells how far it is, on a terminal", async () => {
    let screen = "";
    const stderr = { ...sink((text) => screen += text), interactive: true };
    await cli("pool where +12125550100", { stderr });
    expect(screen).toContain("looking for +12125550100: 2 of 2 services");
  });

  test("what can't be told by its address, with what to do", async () => {
    const missing = await cli("pool attach +12125550177 -s Shop");
    expect(missing.code).toBe(1);
    expect(missing.err).toMatch(/^error: .*found none\nhint: `account-numbers list`/);
    expect((await cli("pool detach +12125550100 -s Shop")).err).toMatch(/found none\nhint: /);
    expect((await cli("pool where +12125550100 --max-services 1")).err)
      .toMatch(/^error: .*: raise --max-services\nhint: raise --max-services/);
    expect(await cli("pool where whatsapp:abc")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^error: <address>: expected /),
    });
  });

  test("an address where a SID belongs is told how", async () => {
    for (const noun of ["numbers add", "numbers remove", "codes add", "create"]) {
      const { code, err } = await cli(`${noun} +12125550100 -s ${MG}`);
      expect(code).toBe(2);
      expect(err).toMatch(/^error: <sid>: expected [^]*^hint: `pool attach` and `pool detach`/m);
    }
    expect(sent).toEqual([]);
  });

  test("explain has all of it", async () => {
    await cli("pool attach +12125550100 -s Shop");
    await cli("pool attach 12345 -s Shop");
    const { code, out, err } = await cli("explain --to +12125550199 -s Shop");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^12345 \(SC/);
    expect(out).toMatch(/^\+12125550100 .* no /m);
    await cli("pool attach Boutique -s Shop");
    const german = "explain --to +4915112345678 -s Shop";
    expect((await cli(german)).out).toMatch(/^Boutique \(AI/);
    expect((await cli(`${german} --no-names`)).out).toMatch(/^\+12125550100 \(PN/);
  });
});

describe("senders of the account", () => {
  test("are listed by channel, created, waited for, changed and deleted", async () => {
    const listed = words((await cli("senders list --channel whatsapp")).out);
    expect(listed[0]).toEqual(["SENDER", "STATUS", "NAME", "SID"]);
    expect(listed[1]).toEqual(["whatsapp:+12487960483", "ONLINE", "-", XE]);

    const created = await cli("senders create whatsapp:+12125550111 --name Shop --json");
    const { sid, status } = JSON.parse(created.out);
    expect(status).toBe("CREATING");
    let screen = "";
    const stderr = { ...sink((text) => screen += text), interactive: true };
    const waited = await cli(`senders wait ${sid} --deadline 60`, { stderr });
    expect(words(waited.out)[1]).toEqual(["whatsapp:+12125550111", "ONLINE", "Shop", sid]);
    expect(screen).toContain(`${sid} is ONLINE`);

    const changed = await cli(
      `senders update ${sid} --about Everything --inbound-url https://shop.example/in --json`,
    );
    expect(JSON.parse(changed.out)).toMatchObject({
      profile: { about: "Everything" },
      webhook: { callbackUrl: "https://shop.example/in" },
    });
    expect((await cli(`senders fetch ${sid}`)).out).toContain("whatsapp:+12125550111");
    expect((await cli(`senders delete ${sid}`)).err).toBe(`the sender ${sid} is deleted\n`);
  });

  test.each([
    ["senders list", /required option '--channel <name>'/],
    ["senders list --channel messenger", /^error: --channel: expected whatsapp or rcs/],
    ["senders create +12125550111", /^error: <address>: expected /],
    [`senders update ${XE}`, /^error: nothing to change/],
    [`senders update ${XE} --logo nowhere`, /^error: --logo: expected /],
    [`senders update ${XE} --verify-by post`, /^error: --verify-by: expected /],
    ["senders wait XE", /^error: <sid>: expected XE/],
    [`senders wait ${XE} --deadline soon`, /whole number/],
  ])("wrong usage: %s", async (line, said) => {
    const { code, out, err } = await cli(line);
    expect({ code, out, sent }).toEqual({ code: 2, out: "", sent: [] });
    expect(err).toMatch(said);
  });
});

describe("what did not become what one hoped for", () => {
  const ended = (senderOutcome: () => SenderEnd) => {
    const { fetch } = createSandbox({ senderOutcome });
    const run = (line: string) => command(line, { fetch });
    const create = async () =>
      JSON.parse((await run("senders create whatsapp:+12125550111 --name Shop --json")).out).sid;
    return { run, create };
  };

  test("a sender that is waited for is shown, with why it is offline, and ends with 1", async () => {
    const { run, create } = ended(() => "OFFLINE");
    const sid = await create();
    const { code, out, err } = await run(`senders wait ${sid} --deadline 60`);
    expect(words(out)[1]).toEqual(["whatsapp:+12125550111", "OFFLINE", "Shop", sid]);
    expect(err).toMatch(/^it is offline for \d+: .+\nerror: XE\w+ is OFFLINE, and not ONLINE\n$/);
    expect(code).toBe(1);
    const fetched = await run(`senders fetch ${sid}`);
    expect(fetched).toMatchObject({ code: 0 });
    expect(fetched.err).toMatch(/^it is offline for \d+: .+\n$/);
  });

  test("one that waits for somebody says for what", async () => {
    const { run, create } = ended(() => "PENDING_VERIFICATION");
    const { code, err } = await run(`senders wait ${await create()} --deadline 60`);
    expect(code).toBe(1);
    expect(err).toContain("hint: `senders update … --code …` gives the code");
  });

  test("an open set of statuses may have any name, and Twilio may leave all of it out", async () => {
    const answers: [answer: object, said: string][] = [
      [{ status: "constructor" }, `error: ${XE} is constructor, and not ONLINE\n`],
      [
        { status: null, offline_reasons: [{ code: "63110" }, { message: "no such page" }] },
        `it is offline for 63110; no such page\nerror: ${XE} says no status, and not ONLINE\n`,
      ],
    ];
    for (const [answer, said] of answers) {
      const fetch = () => Promise.resolve(Response.json({ sid: XE, ...answer }));
      expect((await command(`senders wait ${XE}`, { fetch })).err).toBe(said);
    }
  });

  test("a message says why it failed, in words", async () => {
    const outcome = () => ({ status: "undelivered", errorCode: 30003 }) as const;
    const [account] = defaultSeed().accounts;
    const sandbox = createSandbox({
      accounts: [{ ...account!, phoneNumbers: ["+12125550100"] }],
      outcome,
    });
    const run = (line: string) => command(line, { fetch: sandbox.fetch });
    const sent = await run("messages send --to +12125550199 --from +12125550100 --body hi --json");
    await sandbox.deliver();
    const { code, out, err } = await run(`messages fetch ${JSON.parse(sent.out).sid}`);
    expect(out).toContain("undelivered");
    expect({ code, err }).toEqual({ code: 0, err: "30003: Unreachable destination handset\n" });
  });
});

test("wrong usage of a verb points to its own help", async () => {
  expect((await cli("messages send --body hi")).err).toContain(
    "(senderpool messages send --help tells more)",
  );
  expect((await cli("numbers delete PN1")).err).toContain("(senderpool numbers --help tells more)");
});

describe("what the account has", () => {
  test("phone numbers, by their digits", async () => {
    const { out } = await cli("account-numbers list --number +12125550100");
    expect(words(out)[0]).toEqual(["NUMBER", "NAME", "CAN", "SID"]);
    expect(out).toMatch(/^\+12125550100 .*sms.* PN/m);
    expect(await cli(`account-numbers fetch ${PN}`)).toMatchObject({
      code: 0,
      out: expect.stringMatching(new RegExp(`^sid +${PN}$`, "m")),
    });
    expect((await cli("account-numbers list --number +4412345678")).err)
      .toBe("no phone numbers of the account\n");
  });

  test("short codes", async () => {
    const { out } = await cli("account-codes list --code 12345");
    expect(words(out)[1]![0]).toBe("12345");
    expect((await cli(`account-codes fetch ${SC}`)).out).toContain(SC);
  });
});

describe("messages", () => {
  async function send(more = ""): Promise<string> {
    await cli(`create ${XE} -s ${MG}`);
    const line = `messages send --to whatsapp:+12125550199 --template HX${"a".repeat(32)}`;
    const { out, err } = await cli(`${line} -s ${MG} --json ${more}`);
    expect(err).toBe("");
    return JSON.parse(out).sid;
  }

  test("are listed with filters, redacted and deleted", async () => {
    const sid = await send();
    expect((await cli("messages list")).out).toContain(sid);
    expect((await cli("messages list --to whatsapp:+12125550199")).out).toContain(sid);
    expect((await cli("messages list --to whatsapp:+12125550198")).err).toBe("no messages\n");
    expect((await cli("messages list --sent-before 2001-01-01")).err).toBe("no messages\n");
    for (let at = 0; at < 5; at++) await cli(`messages fetch ${sid}`);
    expect((await cli(`messages redact ${sid} --json`)).code).toBe(0);
    expect((await cli(`messages delete ${sid}`)).err).toBe(`the message ${sid} is deleted\n`);
    expect((await cli(`messages fetch ${sid}`)).err).toMatch(/^error: \[20404\]/);
  });

  test("one that is scheduled is canceled", async () => {
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    const sid = await send(`--send-at ${soon}`);
    const { out } = await cli(`messages cancel ${sid} --json`);
    expect(JSON.parse(out).status).toBe("canceled");
  });

  test.each([
    ["messages list --sent-on yesterday", /^error: --sent-on: expected /],
    ["messages list --to 5", /^error: --to: expected /],
    ["messages cancel SM", /^error: <sid>: expected SM or MM/],
    ["messages list -s MG", /unknown option '-s'/],
  ])("wrong usage: %s", async (line, said) => {
    const { code, out, err } = await cli(line);
    expect({ code, out, sent }).toEqual({ code: 2, out: "", sent: [] });
    expect(err).toMatch(said);
  });
});
