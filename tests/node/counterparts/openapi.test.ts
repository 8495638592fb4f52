/** Twilio's OpenAPI document: what we build and what the sandbox answers is valid under it. */
import type { MessageListInstanceCreateOptions } from "twilio/lib/rest/api/v2010/account/message.js";
import { describe, expect, test } from "vitest";
import { createSandbox, type SandboxOptions } from "../../../lib/sandbox/mod.ts";
import * as core from "../../../mod.ts";
import {
  accountSid,
  apiDocument,
  authToken,
  checkAnswer,
  checkRequest,
  document,
  documented,
  emptyMG,
  MG,
  pool,
  sidOf,
  spare,
} from "../support.ts";

const host = "https://messaging.twilio.com";
const collection = `/v1/Services/${MG}/ChannelSenders`;
const one = { messagingServiceSid: MG, sid: spare };

/** The operations of the document on channel senders, by their ids. */
const operations = Object.fromEntries(
  Object.entries(document.paths)
    .filter(([path]) => path.includes("ChannelSenders"))
    .flatMap(([, item]) => Object.values(item).filter(({ operationId }) => operationId))
    .map((operation) => [operation.operationId, operation]),
);
/** The fields of a channel sender in the document. */
const fields = document.components.schemas["messaging.v1.service.channel_sender"]!.properties;

const camelCase = (name: string) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

function form(fields: Record<string, string>): RequestInit {
  return { method: "POST", body: new URLSearchParams(fields) };
}

describe("the document declares what we have, and no more", () => {
  test("operations", () => {
    const ours = Object.entries(core)
      .filter(([name, value]) => /ChannelSenders?$/.test(name) && "request" in value)
      .map(([name]) => name[0]!.toUpperCase() + name.slice(1).replace(/s$/, ""));
    expect(ours.sort()).toEqual(Object.keys(operations).sort());
  });

  test("a host", () => expect(document.servers).toEqual([{ url: host }]));

  test("fields of a channel sender", () => {
    const ours: Record<keyof core.ChannelSender, true> = {
      accountSid: true,
      messagingServiceSid: true,
      sid: true,
      sender: true,
      senderType: true,
      countryCode: true,
      dateCreated: true,
      dateUpdated: true,
      url: true,
    };
    expect(Object.keys(ours)).toEqual(Object.keys(fields).map(camelCase));
  });

  test("types of these fields: strings and dates, each of which may be null", async () => {
    const wire = {
      account_sid: accountSid,
      messaging_service_sid: MG,
      sid: spare,
      sender: "rcs:agent",
      sender_type: "RCS",
      country_code: "US",
      date_created: "2023-07-30T20:12:31Z",
      date_updated: "2023-07-30T20:12:33Z",
      url: `${host}${collection}/${spare}`,
    };
    const parsed = await core.fetchChannelSender.parse(Response.json(wire));
    for (const [name, schema] of Object.entries(fields)) {
      expect({ name, ...schema }).toMatchObject({ name, type: "string", nullable: true });
      const text = wire[name as keyof typeof wire];
      const value = "format" in schema && schema.format === "date-time" ? new Date(text) : text;
      expect(parsed[camelCase(name) as keyof core.ChannelSender]).toEqual(value);
      const empty = await core.fetchChannelSender.parse(Response.json({ ...wire, [name]: null }));
      expect(empty).toEqual({ ...parsed, [camelCase(name)]: null });
    }
  });

  test("fields of a page request", () => {
    const ours: Record<Exclude<keyof core.PageInput, "skip" | "after">, true> = {
      pageSize: true,
      page: true,
      pageToken: true,
    };
    const declared = operations["ListChannelSender"]!.parameters!
      .flatMap((parameter) => parameter.in === "query" ? [parameter.name] : []);
    expect(Object.keys(ours).map((name) => `P${name.slice(1)}`)).toEqual(declared);
  });

  test("answers: one success each, and not a refusal", () => {
    const statuses = Object.entries(operations)
      .map(([id, { responses }]) => [id, Object.keys(responses)]);
    expect(Object.fromEntries(statuses)).toEqual({
      ListChannelSender: ["200"],
      CreateChannelSender: ["201"],
      FetchChannelSender: ["200"],
      DeleteChannelSender: ["204"],
    });
  });
});

describe("every request that we build is valid", () => {
  const services = [MG, `MG${"AF09".repeat(8)}`, `MG${"aF09".repeat(8)}`];
  const ones = services.flatMap((messagingServiceSid) =>
    [spare, `XE${"AF09".repeat(8)}`].map((sid) => ({ messagingServiceSid, sid }))
  );
  const tokens = [undefined, `PT${spare}`, "a b&c=d+e/f?g#h%20", "PTeyJwYWdlT2Zmc2V0IjoxfQ=="];
  const pages = [undefined, 1, 50, 1000].flatMap((pageSize) =>
    [undefined, 0, "1", 2147483647].flatMap((page) =>
      tokens.map((pageToken) => ({ messagingServiceSid: MG, pageSize, page, pageToken }))
    )
  );
  const targets: [string, core.Target | undefined][] = [
    [host, undefined],
    ["https://messaging.dublin.ie1.twilio.com", { region: "ie1" }],
    ["https://messaging.sydney.au1.twilio.com", { region: "au1" }],
    ["http://127.0.0.1:8080/some/proxy", { baseUrl: "http://127.0.0.1:8080/some/proxy/" }],
  ];

  test.each([
    { id: "CreateChannelSender", build: core.createChannelSender.request, inputs: ones },
    { id: "FetchChannelSender", build: core.fetchChannelSender.request, inputs: ones },
    { id: "DeleteChannelSender", build: core.deleteChannelSender.request, inputs: ones },
    { id: "ListChannelSender", build: core.listChannelSenders.request, inputs: pages },
  ])("$id", async ({ id, build, inputs }) => {
    for (const input of inputs) {
      for (const [base, target] of targets) {
        const request = build(input as typeof one, target);
        const { url, headers } = request;
        const { operation, violations } = await checkRequest(request, base);
        expect({ url, violations, id: operation?.operationId }).toEqual({
          url,
          violations: [],
          id,
        });
        expect([...headers.keys()]).toEqual(id.startsWith("Create") ? ["content-type"] : []);
      }
    }
  });

  test.each([
    ["another path", "/v1/Senders", {}],
    ["another method", collection, { method: "PUT" }],
    ["another resource", collection.replace("MG", "PN"), {}],
    ["an undeclared parameter", `${collection}?Limit=1`, {}],
    ["a parameter of another type", `${collection}?PageSize=ten`, {}],
    ["a parameter out of bounds", `${collection}?PageSize=1001`, {}],
    ["a parameter twice", `${collection}?Page=1&Page=1`, {}],
    ["a body of another type", collection, { method: "POST", body: "{}" }],
    ["a form without its field", collection, form({})],
    ["a form with another field", collection, form({ Sid: spare, Sender: "rcs:agent" })],
    ["a form with another's SID", collection, form({ Sid: spare.replace("XE", "PN") })],
    ["a body for nothing", `${collection}/${spare}`, { method: "DELETE", body: "x" }],
  ])("and this check would find %s", async (_, path, init) => {
    const { violations } = await checkRequest(new Request(host + path, init));
    expect(violations).toHaveLength(1);
  });
});

describe("every answer of the sandbox is valid", () => {
  test.each<[string, SandboxOptions, core.Target]>([
    ["for Twilio's host", {}, {}],
    ["for another, in whose name it answers", {}, { baseUrl: "http://sandbox.example:8080" }],
    ["for another, in Twilio's", { publicUrl: "twilio" }, { baseUrl: "http://sandbox.example" }],
  ])("%s", async (_, options, target) => {
    const { fetch, calls, violations } = documented(
      createSandbox({ ...pool(123), ...options }).fetch,
    );
    const { channelSenders, send } = core.createClient({ accountSid, authToken, fetch, target });

    const created = await channelSenders.create(one);
    expect(await channelSenders.fetch(one)).toEqual(created);
    let page: core.Page<core.ChannelSender> | undefined;
    const forwards: unknown[] = [];
    for await (page of channelSenders.list({ messagingServiceSid: MG, pageSize: 10 }).pages()) {
      forwards.push(...page.items.map(({ sid }) => sid));
    }
    expect(forwards).toEqual([...Array.from({ length: 123 }, (_, index) => sidOf(index)), spare]);
    const backwards: unknown[] = page!.items.map(({ sid }) => sid);
    while (page?.previous) {
      page = await send(core.listChannelSenders, { ...one, pageSize: 10, ...page.previous });
      backwards.unshift(...page.items.map(({ sid }) => sid));
    }
    expect(backwards).toEqual(forwards);
    const none = await channelSenders.list({ messagingServiceSid: emptyMG }).pages().next();
    expect(none.value?.items).toEqual([]);
    await channelSenders.delete(one);

    const lists = Array(13 + 12 + 1).fill("List");
    expect(calls).toEqual(
      ["Create", "Fetch", ...lists, "Delete"].map((id) => `${id}ChannelSender`),
    );
    expect(violations).toEqual([]);
  });

  test("and this check would find another status, type, header, field or value", async () => {
    const { fetch } = createSandbox(pool(1));
    const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
    const right = await fetch(new Request(host + collection, { headers: { authorization } }));
    const body = await right.clone().json();
    const { headers } = right;
    const [item] = body.senders;
    const check = (body: unknown, init: ResponseInit) =>
      checkAnswer(operations["ListChannelSender"]!, new Response(JSON.stringify(body), init));
    const senders = (fields: object) =>
      check({ ...body, senders: [{ ...item, ...fields }] }, right);

    expect(await check(body, right)).toEqual([]);
    expect(await check(body, { status: 201, headers })).toHaveLength(1);
    const html = new Headers(headers);
    html.set("content-type", "text/html");
    expect(await check(body, { headers: html })).toHaveLength(1);
    const mute = new Headers(headers);
    mute.delete("access-control-allow-origin");
    expect(await check(body, { headers: mute })).toHaveLength(1);
    expect(await check({ senders: [] }, right)).toHaveLength(1);
    expect(await check({ ...body, meta: { ...body.meta, page: "0" } }, right)).toHaveLength(1);
    expect(await senders({ sid: sidOf(0).replace("XE", "PN") })).toHaveLength(1);
    expect(await senders({ date_created: "30 July 2023" })).toHaveLength(1);
    expect(await senders({ url: undefined })).toHaveLength(1);
    expect(await senders({ status: "ONLINE" })).toHaveLength(1);
    const operation = operations["DeleteChannelSender"]!;
    expect(await checkAnswer(operation, new Response(null, { status: 204 }))).toEqual([]);
  });
});

// The document declares no refusal. The form is that of recordings.
describe("every refusal of the sandbox has Twilio's legacy form", () => {
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
  const wrong = `Basic ${btoa(`${accountSid}:wrong`)}`;
  const unknown = "e".repeat(32);

  test.each<[number, number, string, string, RequestInit]>([
    [400, 20001, "no Sid", collection, form({})],
    [400, 20001, "a malformed Sid", collection, form({ Sid: "XE1" })],
    [400, 20001, "a page size of nothing", `${collection}?PageSize=0`, {}],
    [400, 20001, "a page that is no number", `${collection}?Page=x`, {}],
    [400, 21481, "a token of nobody's", `${collection}?PageToken=PTx`, {}],
    [401, 20003, "no credentials", collection, { headers: { authorization: "" } }],
    [401, 20003, "wrong credentials", collection, { headers: { authorization: wrong } }],
    [404, 20404, "an unknown service", `/v1/Services/MG${unknown}/ChannelSenders`, {}],
    [404, 20404, "an unknown sender", `${collection}/XE${unknown}`, {}],
    [404, 20404, "a sender that is not there", `${collection}/${spare}`, { method: "DELETE" }],
    [404, 20404, "nobody's sender to add", collection, form({ Sid: `XE${unknown}` })],
    [404, 20404, "an unknown path", "/v1/Senders", {}],
    [405, 20004, "a method that is not there", collection, { method: "PUT" }],
    [409, 21710, "a sender that is here", collection, form({ Sid: sidOf(0) })],
    [409, 21712, "one that is elsewhere", collection.replace(MG, emptyMG), form({ Sid: sidOf(0) })],
    [413, 20413, "a body too large", collection, form({ Sid: "x".repeat(70_000) })],
  ])("%i, %i: %s", async (status, code, _, path, init) => {
    const { fetch } = createSandbox(pool(1));
    const answer = await fetch(new Request(host + path, { headers: { authorization }, ...init }));
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(await answer.json()).toEqual({
      code,
      ...status === 401 && { detail: expect.stringMatching(/\w/) },
      message: expect.stringMatching(/\w/),
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      status,
    });
  });
});

describe("messages, in the document of 2010", () => {
  const api = "https://api.twilio.com";
  const path = `/2010-04-01/Accounts/${accountSid}/Messages`;
  const create = apiDocument.paths["/2010-04-01/Accounts/{AccountSid}/Messages.json"]!["post"]!;
  const fetch = apiDocument.paths["/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json"]!["get"]!;
  const { schemas } = apiDocument.components;
  const fields = schemas["api.v2010.account.message"]!.properties as Record<string, Field>;
  interface Field {
    $ref?: string;
    type?: string;
    format?: string;
    nullable?: boolean;
  }
  interface Content {
    schema: { properties: Record<string, object> };
    examples: Record<string, { value: Record<string, unknown> }>;
  }
  const formOf = create.requestBody!.content["application/x-www-form-urlencoded"] as
    & Content
    & object;
  const examplesOf = ({ responses }: typeof create, status: number) =>
    Object.values((responses[status]!.content!["application/json"] as Content & object).examples);
  const pascalCase = (name: string) => name[0]!.toUpperCase() + name.slice(1);

  const sid = `SM${"a".repeat(32)}`;
  const least = { accountSid, to: "+14155550199", messagingServiceSid: MG, body: "Hello! 👍" };
  /** All that an input may have, and a value of it. */
  const all: Record<keyof core.NewMessage, unknown> = {
    ...least,
    from: "+14155550100",
    fallbackFrom: "+14155550100",
    mediaUrl: ["https://example.com/1", "https://example.com/2"],
    contentSid: `HX${"a".repeat(32)}`,
    contentVariables: { 1: "Ann" },
    statusCallback: "https://example.com",
    applicationSid: `AP${"a".repeat(32)}`,
    validityPeriod: 36000,
    sendAt: new Date("2026-12-01T09:30:00Z"),
    scheduleType: "fixed",
    sendAsMms: true,
    shortenUrls: false,
    smartEncoded: true,
    persistentAction: ["geo:1,2|x", "mailto:test@example.com"],
    messageIntent: "otp",
    riskCheck: "disable",
    contentRetention: "discard",
    addressRetention: "obfuscate",
    provideFeedback: false,
    trafficType: "free",
    attempt: 2,
    forceDelivery: true,
    maxPrice: 0.5,
  };
  /** What the official SDK takes and the document has not. */
  const undeclared = ["fallbackFrom", "messageIntent"];

  test("the host, and one success each", () => {
    expect(apiDocument.servers).toEqual([{ url: api }]);
    const operations = [create, fetch].map(({ operationId, responses }) => [
      operationId,
      ...Object.keys(responses),
    ]);
    expect(operations).toEqual([["CreateMessage", "201"], ["FetchMessage", "200"]]);
  });

  test("the fields of the form, and those that the official SDK has beside them", () => {
    const ours = Object.keys(all).filter((field) => field !== "accountSid");
    const declared = Object.keys(formOf.schema.properties);
    expect(ours.filter((field) => !undeclared.includes(field)).map(pascalCase).sort())
      .toEqual(declared.sort());
    const sdk: Record<keyof MessageListInstanceCreateOptions, true> = {
      ...all as Record<Exclude<keyof core.NewMessage, "accountSid">, true>,
    };
    const same: Record<keyof core.NewMessage, unknown> = { ...sdk, accountSid };
    expect(Object.keys(same).sort()).toEqual(Object.keys(all).sort());
  });

  test("the fields of a message: their types, and which may be null", async () => {
    const wire: Record<string, unknown> = {
      ...Object.fromEntries(Object.keys(fields).map((name) => [name, "text"])),
      sid,
      account_sid: accountSid,
      messaging_service_sid: MG,
      num_segments: "1",
      num_media: "0",
      error_code: 30007,
      subresource_uris: { media: "/Media.json" },
      ...Object.fromEntries(
        ["created", "updated", "sent"].map((
          it,
        ) => [`date_${it}`, "Fri, 24 May 2019 17:18:27 +0000"]),
      ),
    };
    const parsed = await core.fetchMessage.parse(Response.json(wire));
    expect(Object.keys(parsed).sort()).toEqual(Object.keys(fields).map(camelCase).sort());
    for (const [name, field] of Object.entries(fields)) {
      const value = parsed[camelCase(name) as keyof core.Message];
      const isNumber = name.startsWith("num_");
      const expected = isNumber
        ? Number(wire[name])
        : field.format === "date-time-rfc-2822"
        ? new Date(wire[name] as string)
        : wire[name];
      expect({ name, value }).toEqual({ name, value: expected });
      // What is an enumeration is not nullable by the document, but open here.
      const isOpen = name === "status" || name === "direction";
      expect({ name, nullable: field.nullable, enumeration: "$ref" in field }).toEqual({
        name,
        nullable: isOpen ? undefined : true,
        enumeration: isOpen,
      });
      const empty = await core.fetchMessage.parse(Response.json({ ...wire, [name]: null }));
      expect(empty).toEqual({ ...parsed, [camelCase(name)]: null });
    }
  });

  test("the states and directions are those of the document", () => {
    const states: Record<KnownOf<core.MessageStatus>, true> = {
      queued: true,
      sending: true,
      sent: true,
      failed: true,
      delivered: true,
      undelivered: true,
      receiving: true,
      received: true,
      accepted: true,
      scheduled: true,
      read: true,
      partially_delivered: true,
      canceled: true,
    };
    const directions: Record<KnownOf<core.Message["direction"] & string>, true> = {
      inbound: true,
      "outbound-api": true,
      "outbound-call": true,
      "outbound-reply": true,
    };
    type KnownOf<Text extends string> = Text extends unknown ? string extends Text ? never : Text
      : never;
    expect(schemas["message_enum_status"]).toMatchObject({ enum: Object.keys(states) });
    expect(schemas["message_enum_direction"]).toMatchObject({ enum: Object.keys(directions) });
  });

  const targets: [string, core.Target | undefined][] = [
    [api, undefined],
    ["https://api.dublin.ie1.twilio.com", { region: "ie1" }],
    ["http://127.0.0.1:8080/some/proxy", { baseUrl: "http://127.0.0.1:8080/some/proxy/" }],
  ];

  test.each(targets)("every request that we build for %s is valid", async (base, target) => {
    // One field at a time, and all that go together.
    const one = Object.keys(all).map((field) => ({
      ...least,
      contentSid: all.contentSid,
      [field]: all[field as keyof typeof all],
      ...field === "scheduleType" && { sendAt: all.sendAt },
    }));
    const addresses = ["whatsapp:+14155550199", "whatsapp:US.1", "messenger:1", "rcs:+14155550199"]
      .map((to) => ({ ...least, to }));
    const inputs = [...one, ...addresses, { ...all, fallbackFrom: undefined }];
    for (const input of inputs) {
      const request = core.createMessage.request(input as core.CreateMessageInput, target);
      const { operation, violations } = await checkRequest(request, base);
      expect(operation?.operationId).toBe("CreateMessage");
      const names = undeclared.filter((name) => (input as Record<string, unknown>)[name]);
      expect(violations, JSON.stringify(input))
        .toEqual(names.map(() => "form must NOT have additional properties"));
    }
    for (const one of [sid, sid.replace("SM", "MM"), `MM${"aF09".repeat(8)}`]) {
      const request = core.fetchMessage.request({ accountSid, sid: one }, target);
      const { operation, violations } = await checkRequest(request, base);
      expect([operation?.operationId, violations]).toEqual(["FetchMessage", []]);
    }
  });

  test.each([
    ["another path", `${path}/${sid}.xml`, {}],
    ["another SID", `${path}/${sid.replace("SM", "XE")}.json`, {}],
    ["no recipient", `${path}.json`, form({ Body: "x" })],
    ["another field", `${path}.json`, form({ To: "+1", Text: "x" })],
    ["a wrong flag", `${path}.json`, form({ To: "+1", SendAsMms: "yes" })],
    ["a wrong number", `${path}.json`, form({ To: "+1", ValidityPeriod: "1.5" })],
    ["a wrong time", `${path}.json`, form({ To: "+1", SendAt: "tomorrow" })],
    ["a wrong choice", `${path}.json`, form({ To: "+1", RiskCheck: "yes" })],
    ["another's SID", `${path}.json`, form({ To: "+1", ContentSid: MG })],
    ["two recipients", `${path}.json`, {
      method: "POST",
      body: new URLSearchParams("To=+1&To=+2"),
    }],
  ])("and this check would find %s", async (_, path, init) => {
    const { violations } = await checkRequest(new Request(api + path, init));
    expect(violations).toHaveLength(1);
  });

  test("its examples of requests are what we build of them", async () => {
    const built = Object.entries(formOf.examples).map(async ([name, { value }]) => {
      const { Tags: _, To, ...rest } = value;
      const input = Object.fromEntries(
        Object.entries({ ...rest, To }).map(([name, value]) => [
          name[0]!.toLowerCase() + name.slice(1),
          value,
        ]),
      );
      // Neither a number nor an address of a channel.
      if (To === "94287277+15558675310") input["to"] = "whatsapp:+15558675310";
      // Left out everywhere, and the official SDK has it.
      if (input["scheduleType"]) input["sendAt"] = all.sendAt;
      const request = core.createMessage.request(
        { accountSid, ...input } as unknown as core.CreateMessageInput,
      );
      const pairs = [...new URLSearchParams(await request.text())];
      const expected = Object.entries({ ...rest, To: input["to"] }).flatMap(([name, value]) =>
        [value].flat().map((one) => [name, one])
      );
      const sent = pairs.filter(([name]) => name !== "SendAt");
      expect({ name, pairs: sent.sort() }).toEqual({ name, pairs: expected.sort() });
    });
    expect((await Promise.all(built)).length).toBe(7);
  });

  test("its examples of answers can be read", async () => {
    const read = [
      ...examplesOf(create, 201).map((one) => ({ ...one, parse: core.createMessage.parse })),
      ...examplesOf(fetch, 200).map((one) => ({ ...one, parse: core.fetchMessage.parse })),
    ].map(async ({ value, parse }) => {
      const message = await parse(Response.json(value));
      for (const name of Object.keys(fields)) {
        const own = message[camelCase(name) as keyof core.Message];
        const text = own instanceof Date ? own.toUTCString().replace("GMT", "+0000") : own;
        expect({ name, text: name.startsWith("num_") ? String(text) : text })
          .toEqual({ name, text: value[name] });
      }
    });
    expect((await Promise.all(read)).length).toBe(8);
  });
});
