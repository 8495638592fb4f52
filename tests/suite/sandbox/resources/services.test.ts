import { describe, expect, test } from "vitest";
import {
  createClient,
  messages,
  phoneNumbers,
  services,
  shortCodes,
  type UpdateServiceInput,
} from "../../../../mod.ts";
import {
  type AccountSeed,
  createSandbox,
  type SandboxOptions,
} from "../../../../lib/sandbox/mod.ts";
import {
  AC,
  base,
  basic,
  caller,
  MG,
  MG2,
  refusal,
  SK,
  start as startRaw,
  xe,
} from "../../support/sandbox.ts";

const NUMBER = "+12025550100";
const PN = `PN${"a".repeat(32)}`;
const SC = `SC${"a".repeat(32)}`;

function start({ more, ...options }: SandboxOptions & { more?: Partial<AccountSeed> } = {}) {
  let time = Date.parse("2026-01-02T03:04:05.678Z");
  const sandbox = createSandbox({
    accounts: [{
      accountSid: AC,
      authToken: "the-auth-token",
      phoneNumbers: [{ sid: PN, phoneNumber: NUMBER }],
      shortCodes: [{ sid: SC, shortCode: "72345" }],
      channelSenders: [{ sid: xe(0), sender: "whatsapp:+12487960483" }],
      services: [{ sid: MG, friendlyName: "One" }, { sid: MG2 }],
      ...more,
    }],
    now: () => new Date(time += 1000),
    ...options,
  });
  const { credentials, fetch } = sandbox;
  const extend = { messages, services, phoneNumbers, shortCodes };
  return {
    sandbox,
    call: caller(sandbox),
    ...createClient({ ...credentials, fetch, extend, retry: null }),
  };
}

describe("the five operations", () => {
  test("create answers with all members, as in a new service", async () => {
    const { services, call } = start();
    const created = await services.create({ friendlyName: "Shop" });
    const url = `${base}/v1/Services/${created.sid}`;
    const wire = await (await call(url)).json();
    expect(wire).toEqual({
      sid: expect.stringMatching(/^MG[\da-f]{32}$/),
      account_sid: AC,
      friendly_name: "Shop",
      date_created: expect.stringMatching(/^2026-01-02T03:04:\d\dZ$/),
      date_updated: null,
      inbound_request_url: null,
      inbound_method: "POST",
      fallback_url: null,
      fallback_method: "POST",
      status_callback: null,
      sticky_sender: true,
      mms_converter: true,
      smart_encoding: true,
      scan_message_content: "inherit",
      fallback_to_long_code: true,
      area_code_geomatch: true,
      synchronous_validation: false,
      validity_period: 36000,
      url,
      links: {
        phone_numbers: `${url}/PhoneNumbers`,
        short_codes: `${url}/ShortCodes`,
        alpha_senders: `${url}/AlphaSenders`,
        messages: `${url}/Messages`,
        us_app_to_person: `${url}/Compliance/Usa2p`,
        us_app_to_person_usecases: `${url}/Compliance/Usa2p/Usecases`,
        channel_senders: `${url}/ChannelSenders`,
        destination_alpha_senders: `${url}/DestinationAlphaSenders`,
      },
      usecase: "undeclared",
      us_app_to_person_registered: false,
      use_inbound_webhook_on_number: true,
    });
    expect(await services.fetch({ sid: created.sid! })).toEqual(created);
  });

  test("update changes what is given, and the date", async () => {
    const { services } = start();
    const changes: Omit<UpdateServiceInput, "sid"> = {
      friendlyName: "Two ☕",
      inboundRequestUrl: "https://example.com/in",
      inboundMethod: "GET",
      fallbackUrl: "https://example.com/fallback",
      fallbackMethod: "GET",
      statusCallback: "http://localhost:3000/status",
      stickySender: false,
      mmsConverter: false,
      smartEncoding: false,
      scanMessageContent: "disable",
      fallbackToLongCode: false,
      areaCodeGeomatch: false,
      validityPeriod: 600,
      synchronousValidation: true,
      usecase: "poll",
      useInboundWebhookOnNumber: false,
    };
    const before = await services.fetch({ sid: MG });
    for (const [name, value] of Object.entries(changes)) {
      const last = await services.fetch({ sid: MG });
      const updated = await services.update({ sid: MG, [name]: value });
      expect(updated).toEqual({ ...last, [name]: value, dateUpdated: expect.any(Date) });
    }
    const after = await services.fetch({ sid: MG });
    expect(after).toEqual({ ...before, ...changes, dateUpdated: expect.any(Date) });
    const cleared = await services.update({ sid: MG, inboundRequestUrl: "" });
    expect(cleared.inboundRequestUrl).toBe(null);
  });

  test("list has all of the account in their order, in pages, also while some go and come", async () => {
    const { services } = start();
    const made: string[] = [];
    for (let n = 0; n < 23; n++) made.push((await services.create({ friendlyName: "x" })).sid!);
    const seen: (string | null)[] = [];
    for await (const { items } of services.list({ pageSize: 5 }).pages()) {
      if (seen.length === 0) await services.delete({ sid: MG2 });
      seen.push(...items.map(({ sid }) => sid));
    }
    expect(seen).toEqual([MG, MG2, ...made]);
    expect(await services.list().toArray()).toHaveLength(24);
  });

  test("delete frees whatever was in the pool, which the account keeps", async () => {
    const { services, channelSenders, phoneNumbers, shortCodes } = start();
    const [one, two] = [MG, MG2].map((messagingServiceSid) => ({ messagingServiceSid }));
    await channelSenders.create({ ...one!, sid: xe(0) });
    await phoneNumbers.create({ ...one!, sid: PN });
    await shortCodes.create({ ...one!, sid: SC });
    const taken = phoneNumbers.create({ ...two!, sid: PN });
    await expect(taken).rejects.toMatchObject({ code: 21712 });
    await services.delete({ sid: MG });
    await expect(services.fetch({ sid: MG })).rejects.toMatchObject({ code: 20404 });
    await expect(services.delete({ sid: MG })).rejects.toMatchObject({ code: 20404 });
    await expect(phoneNumbers.list(one!).toArray()).rejects.toMatchObject({ code: 20404 });
    await channelSenders.create({ ...two!, sid: xe(0) });
    await phoneNumbers.create({ ...two!, sid: PN });
    await shortCodes.create({ ...two!, sid: SC });
  });

  test("a service that was made over HTTP has a pool, and sends", async () => {
    const { sandbox, services, phoneNumbers, messages } = start();
    const { sid } = await services.create({ friendlyName: "Shop" });
    await phoneNumbers.create({ messagingServiceSid: sid!, sid: PN });
    const input = { messagingServiceSid: sid!, to: "+12025550199", body: "x" };
    const message = await messages.create(input);
    await sandbox.deliver();
    expect((await messages.fetch({ sid: message.sid! })).from).toBe(NUMBER);
  });

  test("SIDs differ even where chance repeats itself, and where one is gone", async () => {
    const { services } = start({ random: () => 0 });
    const first = (await services.create({ friendlyName: "a" })).sid!;
    await services.delete({ sid: first });
    const second = (await services.create({ friendlyName: "a" })).sid!;
    expect(second).not.toBe(first);
  });
});

describe("what a service says is what it does", () => {
  test("its callback and its sticky sender, as they are updated", async () => {
    const told: string[] = [];
    const { sandbox, services, messages } = start({
      callbackFetch: (request) => {
        told.push(request.url);
        return Promise.resolve(new Response(null, { status: 204 }));
      },
      more: {
        services: [{ sid: MG, phoneNumbers: ["+12025550101", "+12025550102"] }],
      },
    });
    await services.update({
      sid: MG,
      statusCallback: "http://localhost:3000/new",
      stickySender: false,
    });
    const senders: unknown[] = [];
    for (let n = 0; n < 4; n++) {
      const { sid } = await messages.create({
        messagingServiceSid: MG,
        to: "+12025550199",
        body: "x",
      });
      await sandbox.deliver();
      senders.push((await messages.fetch({ sid: sid! })).from);
    }
    expect(new Set(senders).size).toBe(2);
    expect(new Set(told)).toEqual(new Set(["http://localhost:3000/new"]));
  });

  test("messages of one that was deleted fail, and its state can be restored", async () => {
    const { sandbox, services, messages } = start();
    const sent = await messages.create({ messagingServiceSid: MG, to: "+12025550199", body: "x" });
    await services.delete({ sid: MG });
    const again = createSandbox(sandbox.state());
    expect(again.state()).toEqual(sandbox.state());
    await sandbox.deliver();
    expect(await messages.fetch({ sid: sent.sid! })).toMatchObject({
      status: "failed",
      errorCode: 21701,
    });
  });
});

describe("refusals", () => {
  const create = "FriendlyName=Shop&";
  test.each<[string, string, unknown[]]>([
    ["no name", "", [400, 20001, "Missing required parameter FriendlyName in the post body"]],
    ["an empty name", "FriendlyName=", [
      400,
      20002,
      "FriendlyName must be between 1 and 64 characters",
    ]],
    ["a long name", `FriendlyName=${"x".repeat(65)}`, [
      400,
      20002,
      "FriendlyName must be between 1 and 64 characters",
    ]],
    ["a method", `${create}InboundMethod=PUT`, [400, 20001, "Invalid InboundMethod."]],
    ["a URL", `${create}FallbackUrl=x`, [400, 20001, "Invalid FallbackUrl."]],
    ["a flag", `${create}StickySender=yes`, [400, 20001, "Invalid StickySender."]],
    ["a period", `${create}ValidityPeriod=36001`, [400, 20001, "Invalid ValidityPeriod."]],
    ["a period of nothing", `${create}ValidityPeriod=0`, [400, 20001, "Invalid ValidityPeriod."]],
    ["a scan", `${create}ScanMessageContent=on`, [400, 20001, "Invalid ScanMessageContent."]],
    ["a usecase", `${create}Usecase=fun`, [400, 21713, "Usecase is invalid."]],
  ])("%s", async (name, body, expected) => {
    const { call, services } = start();
    expect(await refusal(call("/v1/Services", { method: "POST", body }))).toEqual(expected);
    if (name !== "no name") {
      const update = body.replace(create, "");
      expect(await refusal(call(`/v1/Services/${MG}`, { method: "POST", body: update })))
        .toEqual(expected);
    }
    expect(await services.list().toArray()).toHaveLength(2);
    expect((await services.fetch({ sid: MG })).dateUpdated).toBe(null);
  });

  test("what is unknown is passed over, what is too large is not", async () => {
    const { call } = start();
    const post = (body: string) => call("/v1/Services", { method: "POST", body });
    expect((await post(`${create}Color=red`)).status).toBe(201);
    expect((await refusal(post(create + "x".repeat(70_000))))[1]).toBe(20413);
  });

  test("what is not there, another's, or no method", async () => {
    const accounts = [
      { accountSid: AC, authToken: "the-auth-token", services: [{ sid: MG }] },
      { accountSid: `AC${"b".repeat(32)}`, authToken: "other", services: [{ sid: MG2 }] },
    ];
    const { call } = startRaw({ accounts });
    for (const sid of [MG2, `MG${"f".repeat(32)}`, "x"]) {
      const message = `The requested resource /Services/${sid} was not found`;
      for (const method of ["GET", "POST", "DELETE"]) {
        const init = method === "POST" ? { method, body: "FriendlyName=x" } : { method };
        expect(await refusal(call(`/v1/Services/${sid}`, init))).toEqual([404, 20404, message]);
      }
    }
    expect((await refusal(call(`/v1/Services/${MG}`, { method: "PUT" })))[1]).toBe(20004);
    expect((await (await call("/v1/Services")).json()).services).toHaveLength(1);
  });

  test("restricted keys have a permission for each operation", async () => {
    const targets = {
      list: ["/v1/Services", "GET", 200],
      create: ["/v1/Services", "POST", 201],
      read: [`/v1/Services/${MG}`, "GET", 200],
      update: [`/v1/Services/${MG}`, "POST", 200],
      delete: [`/v1/Services/${MG}`, "DELETE", 204],
    } as const;
    for (const name of Object.keys(targets)) {
      const permissions = [`/twilio/messaging/services/${name}`];
      const apiKeys = [{ apiKey: SK, apiSecret: "secret", permissions }];
      const { call } = start({ more: { apiKeys } });
      for (const [other, [target, method, status]] of Object.entries(targets)) {
        const init = method === "POST" ? { method, body: "FriendlyName=x" } : { method };
        const answer = await call(target, { ...init, auth: basic(SK, "secret") });
        expect([name, other, answer.status]).toEqual([name, other, name === other ? status : 403]);
      }
    }
  });
});

describe("seeds", () => {
  test("in and out, with what was deleted, to the page token", async () => {
    const { sandbox, services, call } = start();
    await services.create({ friendlyName: "Three", usecase: "poll" });
    await services.update({ sid: MG2, stickySender: false });
    const { meta } = await (await call("/v1/Services?PageSize=1")).json();
    await services.delete({ sid: MG });
    const state = sandbox.state();
    expect(state.accounts[0]!.deletedServices).toEqual([{ sid: MG, at: 0 }]);
    const again = createSandbox(JSON.parse(JSON.stringify(state)));
    expect(again.state()).toEqual(state);
    for (const target of ["/v1/Services", meta.next_page_url as string]) {
      const theirs = await (await caller(again)(target)).json();
      expect(theirs).toEqual(await (await call(target)).json());
      expect(theirs.services[0].sid).toBe(MG2);
    }
  });

  test("say no more than they have to", () => {
    const { sandbox } = start();
    const [one, two] = sandbox.state().accounts[0]!.services!;
    expect(one).toMatchObject({ sid: MG, friendlyName: "One" });
    expect(Object.keys(two!).sort()).toEqual(["channelSenders", "shortCodes", "sid"]);
  });

  test.each<[string, Partial<AccountSeed>]>([
    ["services[0].friendlyName", { services: [{ sid: MG, friendlyName: "" }] }],
    ["services[0].inboundMethod", { services: [{ sid: MG, inboundMethod: "PUT" }] }],
    ["services[0].fallbackUrl", { services: [{ sid: MG, fallbackUrl: "x" }] }],
    ["services[0].statusCallback", { services: [{ sid: MG, statusCallback: "ftp://x" }] }],
    ["services[0].stickySender", { services: [{ sid: MG, stickySender: "true" as never }] }],
    ["services[0].validityPeriod", { services: [{ sid: MG, validityPeriod: 0 }] }],
    ["services[0].usecase", { services: [{ sid: MG, usecase: "fun" }] }],
    ["services[0].dateCreated", { services: [{ sid: MG, dateCreated: "x" }] }],
    ["services[0].usAppToPersonRegistered", {
      services: [{ sid: MG, usAppToPersonRegistered: 1 as never }],
    }],
    ["deletedServices[0].sid", { services: [{ sid: MG }], deletedServices: [{ sid: MG, at: 0 }] }],
    ["deletedServices[0].at", { services: [{ sid: MG }], deletedServices: [{ sid: MG2, at: 2 }] }],
  ])("that make no sense: %s", (field, more) => {
    expect(() => start({ more })).toThrow(
      expect.objectContaining({ field: `accounts[0].${field}` }),
    );
  });
});
