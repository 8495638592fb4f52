/** Twilio's OpenAPI document: what we build and what the sandbox answers is valid under it. */
import { describe, expect, test } from "vitest";
import { createSandbox, type SandboxOptions } from "../../lib/sandbox/mod.ts";
import * as core from "../../mod.ts";
import {
  accountSid,
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
} from "./support.ts";

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
    const ours: Record<keyof core.PageInput, true> = {
      pageSize: true,
      page: true,
      pageToken: true,
    };
    const declared = operations["ListChannelSender"]!.parameters
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
