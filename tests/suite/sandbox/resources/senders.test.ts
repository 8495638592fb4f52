import { describe, expect, test } from "vitest";
import {
  createSandbox,
  type SandboxOptions,
  type SandboxSeed,
  seededRandom,
} from "../../../../lib/sandbox/mod.ts";
import {
  AC,
  basic,
  type Call,
  caller,
  MG,
  pool,
  range,
  refusal,
  SK,
  xe,
} from "../../support/sandbox.ts";

const path = "/v2/Channels/Senders";
const base = "https://messaging.twilio.com";
const senderId = "whatsapp:+4915112345678";
const body = { sender_id: senderId, profile: { name: "Shop" } };

/** A sandbox whose clock stands still until it is moved, with a sender on each channel. */
function start(options: SandboxOptions = {}) {
  const clock = { time: Date.parse("2026-01-02T03:04:05.678Z") };
  const sandbox = createSandbox({
    accounts: [{
      accountSid: AC,
      authToken: "the-auth-token",
      channelSenders: [
        { sid: xe(0), sender: "whatsapp:+15550000000" },
        { sid: xe(1), sender: "messenger:104794531907950" },
        { sid: xe(2), sender: "rcs:agent" },
      ],
      services: [{ sid: MG }],
    }],
    now: () => new Date(clock.time),
    random: seededRandom(1),
    ...options,
  });
  const call = caller(sandbox);
  return { sandbox, clock, call, ...requests(call) };
}

function requests(call: Call) {
  const post = (target: string, body: unknown, type = "application/json") =>
    call(target, {
      method: "POST",
      type,
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const create = (body: unknown) => post(path, body);
  return {
    post,
    create,
    made: async (more: object = {}): Promise<string> =>
      (await (await create({ ...body, ...more })).json()).sid,
    fetch: async (sid: string) => await (await call(`${path}/${sid}`)).json(),
    update: (sid: string, body: unknown) => post(`${path}/${sid}`, body),
    remove: (sid: string) => call(`${path}/${sid}`, { method: "DELETE" }),
    statuses: async (sid: string, count: number) => {
      const seen: string[] = [];
      for (let look = 0; look < count; look++) {
        seen.push((await (await call(`${path}/${sid}`)).json()).status);
      }
      return seen;
    },
  };
}

describe("creating a sender", () => {
  test("is accepted, with the members of the documented example alone", async () => {
    const { create } = start();
    const configuration = { waba_id: "123", verification_code: "123456" };
    const webhook = { callback_url: "https://a.example", callback_method: "POST" };
    const answer = await create({ ...body, friendly_name: "F", configuration, webhook, more: 1 });
    expect(answer.status).toBe(202);
    const sender = await answer.json();
    expect(sender).toEqual({
      sid: sender.sid,
      status: "CREATING",
      sender_id: senderId,
      friendly_name: "F",
      configuration: {
        waba_id: "123",
        verification_method: null,
        verification_code: null,
        voice_application_sid: null,
        account_type: null,
      },
      webhook,
      profile: { name: "Shop" },
    });
    expect(sender.sid).toMatch(/^XE[\da-f]{32}$/);
  });

  test("on RCS has its compliance, and no configuration", async () => {
    const { create, fetch } = start();
    const answer = await (await create({ sender_id: "rcs:another" })).json();
    const members = ["sid", "status", "sender_id", "friendly_name", "webhook", "profile"];
    expect(Object.keys(answer)).toEqual([...members, "compliance"]);
    const compliance = { registration_sid: "", countries: [] };
    expect(answer).toMatchObject({ status: "CREATING", compliance });
    expect(Object.keys(await fetch(answer.sid))).toEqual([...members, "compliance"]);
  });

  test("makes one that a service takes, with the country of its number", async () => {
    const { call, made, create } = start();
    const sid = await made();
    const attached = await call(pool(), { method: "POST", body: `Sid=${sid}` });
    expect(attached.status).toBe(201);
    expect(await attached.json()).toMatchObject({
      sid,
      sender: senderId,
      sender_type: "WhatsApp",
      country_code: "DE",
    });
    expect(await refusal(create(body)))
      .toEqual([409, 63100, "sender_id provided already exists"]);
    expect(await refusal(create({ ...body, sender_id: "whatsapp:+15550000000" })))
      .toEqual([409, 63100, "sender_id provided already exists"]);
  });

  test.each<[string, unknown, string]>([
    ["no body", "", "senderId"],
    ["no JSON", "{", "senderId"],
    ["a list", [], "senderId"],
    ["no address", { profile: { name: "x" } }, "senderId"],
    ["an address of Messenger", { ...body, sender_id: "messenger:1" }, "senderId"],
    ["a number alone", { ...body, sender_id: "+4915112345678" }, "senderId"],
    ["no name on WhatsApp", { sender_id: senderId }, "profile.name"],
    ["an empty name", { sender_id: senderId, profile: { name: "" } }, "profile.name"],
    ["a long name", { ...body, profile: { name: "x".repeat(256) } }, "profile.name"],
    ["a label that is no text", { ...body, friendly_name: 5 }, "friendlyName"],
    ["a profile that is none", { ...body, profile: "x" }, "profile"],
    [
      "a vertical of Meta's",
      { ...body, profile: { name: "x", vertical: "RETAIL" } },
      "profile.vertical",
    ],
    [
      "a logo that is no URL",
      { ...body, profile: { name: "x", logo_url: "x" } },
      "profile.logoUrl",
    ],
    [
      "websites that are texts",
      { ...body, profile: { name: "x", websites: ["https://a.example"] } },
      "profile.websites",
    ],
    [
      "a method that no sender knows",
      { ...body, webhook: { callback_method: "GET" } },
      "webhook.callbackMethod",
    ],
    [
      "a verification that is none",
      { ...body, configuration: { verification_method: "mail" } },
      "configuration.verificationMethod",
    ],
  ])("is refused with %s", async (_, body, member) => {
    const { create, call } = start();
    expect(await refusal(create(body)))
      .toEqual([400, 63100, `Sender validation failed: ${member}`]);
    expect((await (await call(`${path}?Channel=whatsapp`)).json()).senders).toHaveLength(1);
  });

  test("takes JSON alone, and not too much of it", async () => {
    const { post, create } = start();
    const form = "application/x-www-form-urlencoded";
    expect(await refusal(post(path, `sender_id=${senderId}`, form)))
      .toEqual([400, 63100, "Sender validation failed: senderId"]);
    const long = { ...body, friendly_name: "x".repeat(70_000) };
    expect((await create(long)).status).toBe(413);
  });

  test.each([[63101, 400], [63102, 400], [63103, 409]] as const)(
    "is refused with %d where so decided",
    async (code, status) => {
      const { create } = start({ senderOutcome: () => code });
      expect((await refusal(create(body))).slice(0, 2)).toEqual([status, code]);
    },
  );
});

describe("the life of a sender", () => {
  test.each(
    [
      ["ONLINE", ["VERIFYING", "ONLINE", "ONLINE"]],
      [undefined, ["VERIFYING", "ONLINE", "ONLINE"]],
      ["PENDING_VERIFICATION", ["PENDING_VERIFICATION", "PENDING_VERIFICATION"]],
      ["TWILIO_REVIEW", ["VERIFYING", "TWILIO_REVIEW", "TWILIO_REVIEW"]],
      ["OFFLINE", ["VERIFYING", "OFFLINE", "OFFLINE"]],
    ] as const,
  )("that ends as %s moves on by each look", async (end, seen) => {
    const told: unknown[] = [];
    const { made, statuses, fetch } = start({
      senderOutcome(sender) {
        told.push(sender);
        return end;
      },
    });
    const sid = await made({ friendly_name: "F" });
    expect(await statuses(sid, seen.length)).toEqual(seen);
    expect(told).toEqual([{ accountSid: AC, senderId, friendlyName: "F" }]);
    const { offline_reasons } = await fetch(sid);
    if (end !== "OFFLINE") expect(offline_reasons).toBe(null);
    else expect(offline_reasons).toMatchObject([{ code: "63111" }]);
  });

  test("on RCS ends as a draft", async () => {
    const { made, statuses } = start();
    const sid = await made({ sender_id: "rcs:another" });
    expect(await statuses(sid, 2)).toEqual(["DRAFT", "DRAFT"]);
  });

  test("that waits for a code goes on with one", async () => {
    const { made, statuses, update } = start({ senderOutcome: () => "PENDING_VERIFICATION" });
    const sid = await made();
    expect(await statuses(sid, 2)).toEqual(["PENDING_VERIFICATION", "PENDING_VERIFICATION"]);
    const other = await (await update(sid, { friendly_name: "x" })).json();
    expect(other.status).toBe("PENDING_VERIFICATION");
    const configuration = { verification_code: "123456" };
    const answer = await (await update(sid, { configuration })).json();
    expect(answer.status).toBe("VERIFYING");
    expect(answer.configuration.verification_code).toBe(null);
    expect(await statuses(sid, 1)).toEqual(["ONLINE"]);
  });

  test("goes by the clock, if so decided, whoever looks", async () => {
    const { made, statuses, clock, call, fetch } = start({ senderPace: 1_000 });
    const sid = await made();
    expect(await statuses(sid, 2)).toEqual(["CREATING", "CREATING"]);
    clock.time += 999;
    expect(await statuses(sid, 1)).toEqual(["CREATING"]);
    clock.time += 1;
    const list = await (await call(`${path}?Channel=whatsapp`)).json();
    expect(list.senders.at(-1).status).toBe("VERIFYING");
    clock.time += 60_000;
    expect((await fetch(sid)).status).toBe("ONLINE");
  });

  test("goes by deliver, which moves all by so many statuses", async () => {
    const { made, statuses, sandbox, update, fetch } = start({ senderPace: "manual" });
    const sid = await made();
    expect(await statuses(sid, 2)).toEqual(["CREATING", "CREATING"]);
    await sandbox.deliver(0);
    expect(await statuses(sid, 1)).toEqual(["CREATING"]);
    await sandbox.deliver(1);
    expect(await statuses(sid, 1)).toEqual(["VERIFYING"]);
    await update(sid, { profile: { name: "Another" } });
    await sandbox.deliver();
    const { status, profile, pending_display_name_status } = await fetch(sid);
    expect([status, profile.name, pending_display_name_status])
      .toEqual(["ONLINE", "Another", "COMPLETED"]);
  });
});

describe("changing a sender", () => {
  test("keeps what is not said, takes away what is null or empty, and passes by", async () => {
    const { made, statuses, update, fetch } = start();
    const webhook = { callback_url: "https://a.example", fallback_url: "https://b.example" };
    const profile = { name: "Shop", about: "About", vertical: "Other" };
    const sid = await made({ friendly_name: "F", webhook, profile });
    await statuses(sid, 2);
    const answer = await update(sid, {
      webhook: { fallback_url: "" },
      profile: { about: null, description: "D" },
      friendly_name: null,
    });
    expect(answer.status).toBe(202);
    const after = {
      friendly_name: null,
      webhook: { callback_url: "https://a.example", fallback_url: null },
      profile: { name: "Shop", about: null, vertical: "Other", description: "D" },
      url: `${base}${path}/${sid}`,
    };
    expect(await answer.json()).toMatchObject({ status: "ONLINE:UPDATING", ...after });
    expect(await fetch(sid)).toMatchObject({ status: "ONLINE", ...after });
  });

  test("takes a sender of the seed, of which nothing was said", async () => {
    const { update, fetch } = start();
    expect((await update(xe(0), { profile: { about: "About" } })).status).toBe(202);
    const { status, profile } = await fetch(xe(0));
    expect([status, profile.about, profile.name]).toEqual(["ONLINE", "About", null]);
  });

  test("says nothing of a name where there is none", async () => {
    const { update } = start();
    const answer = await (await update(xe(0), { friendly_name: "x" })).json();
    expect(Object.keys(answer).filter((name) => name.includes("display_name"))).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ["nothing", {}, "the request body is empty"],
    ["no JSON", "x", "the request body is empty"],
    ["what is unknown", { more: 1 }, "the request body is empty"],
    ["a profile that is none", { profile: [] }, "profile"],
    [
      "an account type that is none",
      { configuration: { account_type: "x" } },
      "configuration.accountType",
    ],
  ])("is refused with %s", async (_, body, member) => {
    const { update } = start();
    expect(await refusal(update(xe(0), body)))
      .toEqual([400, 63100, `Sender validation failed: ${member}`]);
  });
});

describe("another name", () => {
  const name = (name: string) => ({ profile: { name } });

  test("is in force once Meta agrees, and told of for 14 days after that", async () => {
    const { made, statuses, update, fetch, clock } = start();
    const sid = await made();
    await statuses(sid, 2);
    const answer = await (await update(sid, name("Another"))).json();
    expect(answer).toMatchObject({
      profile: { name: "Shop" },
      pending_display_name: "Another",
      pending_display_name_status: "PENDING_REVIEW",
      pending_display_name_status_date: "2026-01-02T03:04:05Z",
      display_name_status: "updating",
    });
    clock.time += 1_000;
    const approved = await fetch(sid);
    expect([approved.profile.name, approved.pending_display_name_status])
      .toEqual(["Shop", "APPROVED"]);
    expect(approved).not.toHaveProperty("display_name_status");
    expect(approved.pending_display_name_status_date).toBe("2026-01-02T03:04:06Z");
    const done = await fetch(sid);
    expect([done.profile.name, done.pending_display_name_status]).toEqual(["Another", "COMPLETED"]);
    clock.time += 14 * 86_400_000;
    expect(await fetch(sid)).toHaveProperty("pending_display_name", "Another");
    clock.time += 1;
    const later = await fetch(sid);
    expect(Object.keys(later).filter((name) => name.includes("pending"))).toEqual([]);
    expect(later.profile.name).toBe("Another");
  });

  test("that is the old one, or is looked at already, changes nothing", async () => {
    const { made, update } = start();
    const sid = await made();
    const same = await (await update(sid, name("Shop"))).json();
    expect(same.display_name_status).toBe("no_change");
    expect(same).not.toHaveProperty("pending_display_name");
    await update(sid, name("Another"));
    const again = await (await update(sid, name("Another"))).json();
    expect(again.display_name_status).toBe("pending_review");
  });

  test("is refused while another one is under way; with more beside it, the rest is done", async () => {
    const { made, update, fetch } = start();
    const sid = await made();
    await update(sid, name("Another"));
    expect((await refusal(update(sid, name("A third")))).slice(0, 2)).toEqual([409, 63128]);
    const answer = await update(sid, { profile: { name: "A third", about: "About" } });
    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({
      display_name_status: "error",
      pending_display_name: "Another",
      profile: { about: "About" },
    });
    expect((await fetch(sid)).pending_display_name).toBe("Another");
  });

  test("that Meta declines at once is refused", async () => {
    const { made, update, fetch } = start({ nameOutcome: () => 63124 });
    const sid = await made();
    expect((await refusal(update(sid, name("Another")))).slice(0, 2)).toEqual([400, 63124]);
    expect(await fetch(sid)).not.toHaveProperty("pending_display_name");
  });

  test.each(
    [
      ["DECLINED", ["DECLINED", "DECLINED"]],
      ["EXPIRED", ["APPROVED", "EXPIRED"]],
      ["PIN_MISMATCH", ["APPROVED", "PIN_MISMATCH"]],
      ["REGISTRATION_FAILED", ["APPROVED", "REGISTRATION_FAILED"]],
    ] as const,
  )("may end as %s, and can be asked for again", async (end, seen) => {
    const { made, update, fetch } = start({ nameOutcome: () => end });
    const sid = await made();
    await update(sid, name("Another"));
    const statuses = [await fetch(sid), await fetch(sid)];
    expect(statuses.map((one) => one.pending_display_name_status)).toEqual(seen);
    expect(statuses[1].profile.name).toBe("Shop");
    const again = await (await update(sid, name("Another"))).json();
    expect(again).toMatchObject({
      display_name_status: "updating",
      pending_display_name_status: "PENDING_REVIEW",
    });
  });
});

describe("what there is", () => {
  test("is fetched, but of Messenger, which this resource does not know", async () => {
    const { fetch, call, update, remove } = start();
    expect(await fetch(xe(0))).toEqual({
      sid: xe(0),
      status: "ONLINE",
      sender_id: "whatsapp:+15550000000",
      friendly_name: null,
      configuration: {
        waba_id: null,
        verification_method: null,
        verification_code: null,
        voice_application_sid: null,
        account_type: null,
      },
      webhook: null,
      profile: null,
      properties: null,
      offline_reasons: null,
      compliance: null,
      url: `${base}${path}/${xe(0)}`,
    });
    for (const sid of [xe(1), xe(9), "x"]) {
      const gone = [404, 20404, `The requested resource ${path}/${sid} was not found`];
      expect(await refusal(call(`${path}/${sid}`))).toEqual(gone);
      expect(await refusal(update(sid, { friendly_name: "x" }))).toEqual(gone);
      expect(await refusal(remove(sid))).toEqual(gone);
    }
  });

  test("is changed and deleted on WhatsApp alone", async () => {
    const { update, remove } = start();
    for (const answer of [update(xe(2), { friendly_name: "x" }), remove(xe(2))]) {
      expect((await refusal(answer)).slice(0, 2)).toEqual([400, 63105]);
    }
  });

  test("is listed by channel, the query of its pages in the documented order", async () => {
    const { call } = start();
    const list = async (query: string) => await (await call(`${path}?${query}`)).json();
    const whatsApp = await list("Channel=whatsapp");
    expect(whatsApp.senders.map(({ sid }: { sid: string }) => sid)).toEqual([xe(0)]);
    const url = `${base}${path}?PageSize=20&Page=0&Channel=whatsapp`;
    expect(whatsApp.meta).toEqual({
      page: 0,
      page_size: 20,
      first_page_url: url,
      previous_page_url: null,
      url,
      next_page_url: null,
      key: "senders",
    });
    const rcs = await list("PageSize=1&Channel=rcs");
    expect(rcs.senders.map(({ sid }: { sid: string }) => sid)).toEqual([xe(2)]);
    expect((await list("Channel=rcs")).meta.page_size).toBe(50);
    for (
      const [query, message] of [
        ["", "Missing required parameter Channel in the query"],
        ["Channel=messenger", "Invalid Channel."],
        ["Channel=toString", "Invalid Channel."],
      ]
    ) expect(await refusal(call(`${path}?${query}`))).toEqual([400, 20001, message]);
  });

  test("is listed in pages that hold still while senders come and go", async () => {
    const { call, made, remove } = start();
    const sids = [];
    for (let n = 0; n < 5; n++) sids.push(await made({ sender_id: `whatsapp:+1666000000${n}` }));
    const first = await (await call(`${path}?Channel=whatsapp&PageSize=2`)).json();
    expect(first.senders.map(({ sid }: { sid: string }) => sid)).toEqual([xe(0), sids[0]]);
    await remove(sids[0]!);
    const late = await made({ sender_id: "whatsapp:+16660000009" });
    const second = await (await call(first.meta.next_page_url.replace(base, ""))).json();
    expect(second.senders.map(({ sid }: { sid: string }) => sid)).toEqual([sids[1], sids[2]]);
    const third = await (await call(second.meta.next_page_url.replace(base, ""))).json();
    expect(third.senders.map(({ sid }: { sid: string }) => sid)).toEqual([sids[3], sids[4]]);
    const last = await (await call(third.meta.next_page_url.replace(base, ""))).json();
    expect(last.senders.map(({ sid }: { sid: string }) => sid)).toEqual([late]);
  });

  test("goes when it is deleted, from the pools as well", async () => {
    const { call, made, remove } = start();
    const sid = await made();
    await call(pool(), { method: "POST", body: `Sid=${sid}` });
    expect((await remove(sid)).status).toBe(204);
    expect((await call(`${path}/${sid}`)).status).toBe(404);
    expect((await call(`${pool()}/${sid}`)).status).toBe(404);
    expect((await call(pool(), { method: "POST", body: `Sid=${sid}` })).status).toBe(404);
    expect(await made()).not.toBe(sid);
  });

  test("is for who has the permission", async () => {
    const permissions = ["/twilio/messaging/channels.senders/list"];
    const apiKeys = [{ apiKey: SK, apiSecret: "s", permissions }];
    const seed = { accountSid: AC, authToken: "t", apiKeys, channelSenders: [] };
    const { call } = start({ accounts: [seed] });
    const auth = basic(SK, "s");
    expect((await call(`${path}?Channel=rcs`, { auth })).status).toBe(200);
    const others = [
      call(path, { auth, method: "POST" }),
      call(`${path}/${xe(0)}`, { auth }),
      call(`${path}/${xe(0)}`, { auth, method: "POST" }),
      call(`${path}/${xe(0)}`, { auth, method: "DELETE" }),
    ];
    for (const other of others) expect((await refusal(other)).slice(0, 2)).toEqual([403, 70051]);
    expect((await call(`${path}?Channel=rcs`, { auth: null })).status).toBe(401);
  });

  test("is on record by its operation, without the code", async () => {
    const { sandbox, made, update } = start();
    const sid = await made();
    await update(sid, { configuration: { verification_code: "123456" } });
    const [exchange] = sandbox.exchanges({ operation: "updateSender" });
    expect(exchange?.requestBody).toContain('"verification_code":"[masked]"');
    expect(sandbox.exchanges({ operation: "createSender", status: 202 })).toHaveLength(1);
  });
});

describe("seeds", () => {
  const seed = (senders: object, more: object = {}): SandboxSeed => ({
    accounts: [{ accountSid: AC, authToken: "t", ...more, ...senders } as never],
  });

  test("say what there is of a sender, and make those that are not listed", async () => {
    const senders = [
      { sid: xe(0), status: "OFFLINE", offlineReasons: [{ code: "63112" }] },
      { sid: xe(5), senderId, profile: { name: "Shop" }, nextStatuses: ["OFFLINE"] },
    ];
    const channelSenders = [{ sid: xe(0), sender: "whatsapp:+15550000000" }];
    const services = [{ sid: MG, channelSenders: [xe(5)] }];
    const { call, fetch } = start(seed({ senders, channelSenders, services }));
    expect(await fetch(xe(0))).toMatchObject({
      status: "OFFLINE",
      offline_reasons: [{ code: "63112" }],
    });
    expect((await fetch(xe(5))).status).toBe("OFFLINE");
    expect((await (await call(pool())).json()).senders[0].sender).toBe(senderId);
  });

  test("are what state gives: a sandbox goes on where another one was", async () => {
    const { sandbox, call, made, update, remove, statuses, clock } = start();
    const sid = await made();
    await statuses(sid, 2);
    await call(pool(), { method: "POST", body: `Sid=${sid}` });
    await update(sid, { profile: { name: "Another", about: "x" } });
    const gone = await made({ sender_id: "whatsapp:+16660000000" });
    await made({ sender_id: "whatsapp:+16660000001" });
    await call(pool(), { method: "POST", body: `Sid=${gone}` });
    await remove(gone);
    const saved = JSON.stringify(sandbox.state());
    const now = () => new Date(clock.time);
    const other = createSandbox({ ...JSON.parse(saved), now, random: seededRandom(1) });
    expect(JSON.stringify(other.state())).toBe(saved);
    const there = caller(other);
    for (
      const target of [
        `${path}/${sid}`,
        `${path}?Channel=whatsapp`,
        `${path}?Channel=whatsapp&PageSize=1&PageToken=PT${gone}`,
        pool(),
        `${pool()}?PageToken=PT${gone}`,
      ]
    ) expect(await (await there(target)).text()).toBe(await (await call(target)).text());
    expect(JSON.stringify(other.state())).toBe(JSON.stringify(sandbox.state()));
    // A SID that was one's is nobody else's, though the source of chance begins anew.
    const sids = await Promise.all(
      range(0, 3).map((_, n) => requests(there).made({ sender_id: `whatsapp:+1777000000${n}` })),
    );
    expect(sids).not.toContain(gone);
  });

  test("that were looked at stay as they are", async () => {
    const { sandbox, call, fetch } = start();
    const before = JSON.stringify(sandbox.state());
    await fetch(xe(0));
    await call(`${path}?Channel=whatsapp`);
    expect(JSON.stringify(sandbox.state())).toBe(before);
  });

  const sender = { sid: xe(5), senderId };
  test.each<[string, object, string]>([
    ["a SID of another kind", { senders: [{ ...sender, sid: MG }] }, "senders[0].sid"],
    ["a SID twice", { senders: [sender, sender] }, "senders[1].sid"],
    ["no address", { senders: [{ sid: xe(5) }] }, "senders[0].senderId"],
    [
      "one of Messenger",
      { senders: [{ sid: xe(5), senderId: "messenger:1" }] },
      "senders[0].senderId",
    ],
    [
      "another address",
      { senders: [sender], channelSenders: [{ sid: xe(5), sender: "rcs:a" }] },
      "senders[0].senderId",
    ],
    ["a status that is none", { senders: [{ ...sender, status: "online" }] }, "senders[0].status"],
    ["a date that is none", { senders: [{ ...sender, statusDate: "x" }] }, "senders[0].statusDate"],
    [
      "a next status",
      { senders: [{ ...sender, nextStatuses: ["x"] }] },
      "senders[0].nextStatuses[0]",
    ],
    ["a label", { senders: [{ ...sender, friendlyName: 5 }] }, "senders[0].friendlyName"],
    [
      "a profile",
      { senders: [{ ...sender, profile: { logo_url: 5 } }] },
      "senders[0].profile.logo_url",
    ],
    ["properties", { senders: [{ ...sender, properties: "x" }] }, "senders[0].properties"],
    [
      "reasons",
      { senders: [{ ...sender, offlineReasons: ["x"] }] },
      "senders[0].offlineReasons[0]",
    ],
    [
      "a pending name",
      { senders: [{ ...sender, pendingName: { name: "", status: "APPROVED" } }] },
      "senders[0].pendingName.name",
    ],
    [
      "the status of a pending name",
      { senders: [{ ...sender, pendingName: { name: "x", status: "" } }] },
      "senders[0].pendingName.status",
    ],
    [
      "a deleted one",
      { senders: [sender], deletedSenders: [{ sid: xe(5), at: 0 }] },
      "deletedSenders[0].sid",
    ],
    ["its place", { deletedSenders: [{ sid: xe(5), at: 1 }] }, "deletedSenders[0].at"],
  ])("name what is wrong: %s", (_, senders, field) => {
    expect(() => createSandbox(seed(senders))).toThrow(`accounts[0].${field}: expected`);
  });

  test.each([
    ["senderPace", { senderPace: -1 }],
    ["senderOutcome", { senderOutcome: "ONLINE" }],
    ["nameOutcome", { nameOutcome: "COMPLETED" }],
  ])("and options that are wrong are told of: %s", (name, options) => {
    expect(() => createSandbox(options as never)).toThrow(`${name}: expected`);
  });

  test("and outcomes that are none reach who asks", async () => {
    const { create } = start({ senderOutcome: () => "online" as never });
    expect((await create(body)).status).toBe(500);
  });
});
