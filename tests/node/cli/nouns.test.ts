/** Nouns and verbs in process, over the sandbox: services, the rest of their pools, messages. */
import { beforeEach, describe, expect, test } from "vitest";
import type { Platform } from "../../../lib/cli/platform/platform.ts";
import { createSandbox, defaultSeed } from "../../../lib/sandbox/mod.ts";
import type { Transport } from "../../../mod.ts";
import { accountSid, apiKey, apiSecret, command, env, MG, XE } from "./harness.ts";

const PN = `PN${"a".repeat(32)}`;
const SC = `SC${"a".repeat(32)}`;

let fetch: Transport;
/** What was sent, as method and path. */
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
        { sid: `MG${"b".repeat(32)}`, friendlyName: "Twins" },
        { sid: `MG${"c".repeat(32)}`, friendlyName: "Twins" },
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

describe("services", () => {
  test("are created, changed, listed, shown and deleted", async () => {
    const created = await cli("services create Depot --usecase marketing --sticky-sender off");
    expect(created).toMatchObject({ code: 0, err: "" });
    const [head, row] = words(created.out);
    expect(head).toEqual(["NAME", "USE", "SID", "CREATED"]);
    expect(row).toEqual(["Depot", "marketing", expect.stringMatching(/^MG/), expect.anything()]);
    const sid = row![2]!;

    const shown = JSON.parse((await cli(`services fetch ${sid} --json`)).out);
    expect(shown).toMatchObject({ friendlyName: "Depot", stickySender: false });
    const changed = await cli(
      `services update ${sid} --name Store --sticky-sender on --validity-period 60 --json`,
    );
    expect(JSON.parse(changed.out)).toMatchObject({
      friendlyName: "Store",
      stickySender: true,
      validityPeriod: 60,
      usecase: "marketing",
    });
    const names = words((await cli("services list")).out).map(([name]) => name);
    expect(names.sort()).toEqual(["NAME", "Shop", "Store", "Twins", "Twins"]);
    expect(await cli(`services delete ${sid}`))
      .toEqual({ code: 0, out: "", err: `the Messaging Service ${sid} is deleted\n` });
    expect((await cli(`services fetch ${sid}`)).code).toBe(1);
  });

  test("a change of nothing is refused, and so is what makes no sense", async () => {
    const bad = [
      [`services update ${MG}`, /^error: nothing to change\nhint: /],
      [`services update ${MG} --validity-period 0`, /^error: --validity-period: expected /],
      [`services update ${MG} --sticky-sender maybe`, /Expected on or off/],
      [`services create ${"x".repeat(65)}`, /^error: <name>: expected /],
      [`services fetch ${XE}`, /^error: <service>: expected MG and 32 hex digits, got XE/],
      ["services", /Usage: senderpool services/],
      ["services sing", /unknown command 'sing'/],
    ] as const;
    for (const [line, said] of bad) {
      const { code, out, err } = await cli(line);
      expect({ code, out }, line).toEqual({ code: 2, out: "" });
      expect(err).toMatch(said);
    }
    expect(sent).toEqual([]);
  });
});

describe("a service by its name", () => {
  test("wherever a service is named", async () => {
    expect((await cli("numbers list --service Shop")).err).toBe(`no phone numbers in ${MG}\n`);
    expect((await cli(`create ${XE} -s Shop`)).out).toContain(XE);
    expect((await cli("explain --to whatsapp:+12125550199 -s Shop")).out).toContain(XE);
    expect((await cli("services fetch Shop")).out).toContain(MG);
    const withService = { env: { ...env, TWILIO_MESSAGING_SERVICE_SID: "Shop" } };
    expect((await cli("list", withService)).out).toContain(XE);
    expect((await cli("services delete Shop")).err).toContain(MG);
  });

  test("a SID is taken as it is, and nothing is looked for", async () => {
    await cli(`list -s ${MG}`);
    expect(sent).toEqual([`GET /v1/Services/${MG}/ChannelSenders`]);
  });

  test("several of one name are refused, with all of them", async () => {
    const { code, out, err } = await cli(`numbers add ${PN} --service Twins`);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^error: 2 Messaging Services are called "Twins"\n/);
    expect(err).toMatch(/^hint: .*MGb{32} \(created \d{4}-\d\d-\d\d\), MGc{32} \(/m);
    expect(sent.filter((line) => line.startsWith("POST"))).toEqual([]);
  });

  test("none of a name is refused, with the one that was meant", async () => {
    expect(await cli("list -s shop")).toMatchObject({
      code: 2,
      err: 'error: no Messaging Service of the account is called "shop"\n' +
        'hint: there is one called "Shop"\n',
    });
    expect((await cli("list -s Nothing")).err).toMatch(/^hint: `services list` shows them/m);
  });

  test("what is wrong with the rest is told before anything is looked for", async () => {
    expect((await cli("numbers add +12125550100 -s Shop")).err).toMatch(/^error: <sid>: expected /);
    expect(sent).toEqual([]);
  });
});

describe("the rest of a pool", () => {
  test.each([
    ["numbers", PN, /^\+12125550100 +US +\S+ +PN/m],
    ["codes", SC, /^12345 +US +\S+ +SC/m],
  ])("%s are added, listed, shown and removed", async (noun, sid, row) => {
    const added = await cli(`${noun} add ${sid} -s ${MG}`);
    expect(added).toMatchObject({ code: 0, err: "" });
    expect(added.out).toMatch(row);
    expect(await cli(`${noun} list -s ${MG}`)).toEqual(added);
    expect(await cli(`${noun} fetch ${sid} -s ${MG}`)).toEqual(added);
    expect((await cli(`${noun} add ${sid} -s ${MG}`)).err).toMatch(/^error: \[21710\]/);
    expect(await cli(`${noun} remove ${sid} -s ${MG}`))
      .toEqual({ code: 0, out: "", err: `${sid} is no longer in ${MG}\n` });
  });

  test("names to send by, for everywhere and for a country", async () => {
    const added = await cli(`alphas add Shop -s ${MG} --json`);
    const { sid } = JSON.parse(added.out);
    expect(words((await cli(`alphas list -s ${MG}`)).out)[1]).toContain(sid);
    await cli(`destination-alphas add Boutique --country FR -s ${MG}`);
    await cli(`destination-alphas add Store -s ${MG}`);
    const rows = words((await cli(`destination-alphas list -s ${MG}`)).out).slice(1);
    expect(rows.map(([name, country]) => [name, country]).sort())
      .toEqual([["Boutique", "FR"], ["Store", "all others"]]);
    const french = await cli(`destination-alphas list --country FR -s ${MG}`);
    expect(words(french.out)).toHaveLength(2);
    expect((await cli(`alphas remove ${sid} -s ${MG}`)).err).toBe(`${sid} is no longer in ${MG}\n`);
    expect((await cli(`alphas add TwelveLetters -s ${MG}`)).err).toMatch(/^error: <name>: exp/);
    expect((await cli(`destination-alphas add Store --country fr -s ${MG}`)).err)
      .toMatch(/^error: --country: expected /);
  });
});

describe("messages", () => {
  test("are sent and looked up", async () => {
    await cli(`create ${XE} -s Shop`);
    const line = "messages send --to whatsapp:+12125550199 --body Hello -s Shop --json";
    const { sid, ...message } = JSON.parse((await cli(line)).out);
    expect(message).toMatchObject({
      to: "whatsapp:+12125550199",
      body: "Hello",
      messagingServiceSid: MG,
    });
    const shown = words((await cli(`messages fetch ${sid}`)).out);
    expect(shown).toContainEqual(["sid", sid]);
    expect(shown).toContainEqual(["body", "Hello"]);
    const [head, row] = words((await cli("messages list")).out);
    expect(head).toEqual(["STATUS", "FROM", "TO", "SID", "CREATED", "ERROR"]);
    expect(row).toContain(sid);
  });

  test("by one sender, without the service of the environment", async () => {
    let body = "";
    const withService = {
      env: { ...env, TWILIO_MESSAGING_SERVICE_SID: MG },
      fetch: async (request: Request) => {
        body = await request.text();
        return Response.json({ sid: null, status: "queued" }, { status: 201 });
      },
    };
    const rest = "--media https://x.example/1 --media https://x.example/2";
    const { code } = await cli(
      `messages send --to +12125550199 --from +12125550100 ${rest}`,
      withService,
    );
    expect(code).toBe(0);
    const form = new URLSearchParams(body);
    expect(Object.fromEntries(form)).not.toHaveProperty("MessagingServiceSid");
    expect(form.getAll("MediaUrl")).toEqual(["https://x.example/1", "https://x.example/2"]);
    await cli("messages send --to +12125550199 --body Hi --send-at 2026-12-24T18:00:00+01:00", {
      ...withService,
    });
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      To: "+12125550199",
      Body: "Hi",
      MessagingServiceSid: MG,
      SendAt: "2026-12-24T17:00:00Z",
      ScheduleType: "fixed",
    });
  });

  test.each([
    ["messages send --body Hi -s MG", /required option '--to <address>'/],
    [`messages send --to 5 --body Hi -s ${MG}`, /^error: --to: expected /],
    ["messages send --to +12125550199 --body Hi", /^error: no Messaging Service given\nhint: /],
    ["messages send --to +12125550199 --send-at tomorrow", /time zone/],
    [
      `messages send --to +12125550199 --media ftp://x -s ${MG}`,
      /^error: --media: expected /,
    ],
    ["messages fetch SM", /^error: <sid>: expected SM or MM/],
  ])("wrong usage: %s", async (line, said) => {
    const { code, out, err } = await cli(line);
    expect({ code, out, sent }).toEqual({ code: 2, out: "", sent: [] });
    expect(err).toMatch(said);
  });

  test("an API key has to be told of the account", async () => {
    const key = { TWILIO_API_KEY: apiKey, TWILIO_API_SECRET: apiSecret };
    const sid = `SM${"a".repeat(32)}`;
    expect((await cli(`messages fetch ${sid}`, { env: key })).err)
      .toMatch(/^error: TWILIO_ACCOUNT_SID: expected AC and 32 hex digits, got nothing/);
    await cli(`messages fetch ${sid}`, { env: { ...key, TWILIO_ACCOUNT_SID: accountSid } });
    expect(sent).toEqual([`GET /2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`]);
  });
});
