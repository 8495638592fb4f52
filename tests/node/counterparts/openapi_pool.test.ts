/**
 * Twilio's OpenAPI document on services and the rest of their pools, as `openapi.test.ts` has it on
 * channel senders: what we build and what the sandbox answers is valid under it.
 */
import { describe, expect, test } from "vitest";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import * as core from "../../../mod.ts";
import {
  accountSid,
  authToken,
  checkAnswer,
  checkRequest,
  document,
  type Documented,
  documented,
  MG,
} from "../support.ts";

const host = "https://messaging.twilio.com";
const PN = `PN${"aF09".repeat(8)}`;
const SC = `SC${"aF09".repeat(8)}`;
const AI = `AI${"aF09".repeat(8)}`;

const resources = [
  { name: "Service", schema: "service", path: "/v1/Services" },
  { name: "PhoneNumber", schema: "service.phone_number", path: "PhoneNumbers" },
  { name: "ShortCode", schema: "service.short_code", path: "ShortCodes" },
  { name: "AlphaSender", schema: "service.alpha_sender", path: "AlphaSenders" },
  {
    name: "DestinationAlphaSender",
    schema: "service.destination_alpha_sender",
    path: "DestinationAlphaSenders",
  },
] as const;

/** The operations of the document on a resource, by their ids. */
function operationsOf(name: string, path: string): Record<string, Documented> {
  const start = path.startsWith("/") ? path : `/v1/Services/{ServiceSid}/${path}`;
  return Object.fromEntries(
    [start, `${start}/{Sid}`]
      .flatMap((template) => Object.values(document.paths[template]!))
      .filter(({ operationId }) => operationId?.endsWith(name))
      .map((operation) => [operation.operationId, operation]),
  );
}

const camelCase = (name: string) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const pascalCase = (name: string) => name[0]!.toUpperCase() + name.slice(1);
const ours = core as unknown as Record<string, core.Operation<never, unknown>>;

const settings: Required<core.CreateServiceInput> = {
  friendlyName: "Shop ☕",
  inboundRequestUrl: "https://example.com/in",
  inboundMethod: "GET",
  fallbackUrl: "https://example.com/fallback",
  fallbackMethod: "POST",
  statusCallback: "https://example.com/status",
  stickySender: false,
  mmsConverter: true,
  smartEncoding: false,
  scanMessageContent: "disable",
  fallbackToLongCode: true,
  areaCodeGeomatch: false,
  validityPeriod: 36_000,
  synchronousValidation: true,
  usecase: "poll",
  useInboundWebhookOnNumber: false,
};

describe.each(resources)("$name: the document declares what we have, and no more", (resource) => {
  const { name, schema, path } = resource;
  const operations = operationsOf(name, path);
  const fields = document.components.schemas[`messaging.v1.${schema}`]!.properties as Record<
    string,
    { type: string; format?: string; nullable?: boolean; enum?: string[]; $ref?: string }
  >;

  test("operations", () => {
    const pattern = RegExp(`^(create|fetch|update|list|delete)${name}s?$`);
    const names = Object.keys(core).filter((key) => pattern.test(key));
    expect(names.map((key) => pascalCase(key).replace(/s$/, "")).sort())
      .toEqual(Object.keys(operations).sort());
  });

  test("fields of the resource, and their types", async () => {
    const date = "2015-07-30T20:12:31Z";
    const values: Record<string, unknown> = {
      ...{ sid: null, account_sid: accountSid, service_sid: MG },
      ...{ capabilities: ["SMS"], links: { messages: "https://x" }, validity_period: 600 },
    };
    const wire = Object.fromEntries(
      Object.entries(fields).map(([key, { type, format }]) => {
        if (key in values) return [key, values[key]];
        if (format === "date-time") return [key, date];
        return [key, type === "boolean" ? true : "text"];
      }),
    );
    const parsed = await ours[`fetch${name}`]!.parse(Response.json(wire)) as Record<
      string,
      unknown
    >;
    expect(Object.keys(parsed).sort()).toEqual(Object.keys(fields).map(camelCase).sort());
    for (const [key, { format }] of Object.entries(fields)) {
      const expected = format === "date-time" ? new Date(date) : wire[key];
      expect({ key, value: parsed[camelCase(key)] }).toEqual({ key, value: expected });
    }
    const notNullable = Object.keys(fields).filter((key) => fields[key]!.nullable !== true);
    expect(notNullable).toEqual(
      name === "Service" ? ["scan_message_content", "validity_period"] : [],
    );
  });

  test("fields of the forms", () => {
    const formOf = (id: string) => {
      const { content } = operations[id]!.requestBody!;
      const { schema } = content["application/x-www-form-urlencoded"]!;
      return Object.keys((schema as { properties: object }).properties).sort();
    };
    const expected = {
      Service: Object.keys(settings).map(pascalCase).sort(),
      PhoneNumber: ["PhoneNumberSid"],
      ShortCode: ["ShortCodeSid"],
      AlphaSender: ["AlphaSender"],
      DestinationAlphaSender: ["AlphaSender", "IsoCountryCode"],
    }[name];
    expect(formOf(`Create${name}`)).toEqual(expected);
    if (name === "Service") expect(formOf("UpdateService")).toEqual(expected);
  });

  test("what a list can ask for", () => {
    const declared = operations[`List${name}`]!.parameters!
      .flatMap((parameter) => parameter.in === "query" ? [parameter.name] : []);
    const more = name === "DestinationAlphaSender" ? ["IsoCountryCode"] : [];
    expect(declared).toEqual([...more, "PageSize", "Page", "PageToken"]);
  });

  test("answers: successes, and not a refusal", () => {
    const statuses = Object.values(operations).flatMap(({ operationId, responses }) =>
      Object.keys(responses).map((status) => `${operationId} ${status}`)
    );
    const also = /^(PhoneNumber|ShortCode)$/.test(name) ? [`Create${name} 200`] : [];
    const update = name === "Service" ? ["UpdateService 200"] : [];
    expect(statuses.sort()).toEqual(
      [`Create${name} 201`, `Fetch${name} 200`, `List${name} 200`, `Delete${name} 204`]
        .concat(also, update).sort(),
    );
  });
});

describe("every request that we build is valid", () => {
  const reference = { messagingServiceSid: MG };
  const pages = [{}, { pageSize: 1 }, { pageSize: 1000, page: 3, pageToken: "a b&c=d+e/f?g#h%20" }];
  const names = ["Twilio", "A-b_c+d&e f"];
  const inputs: Record<string, readonly object[]> = {
    createService: [settings, { friendlyName: "x" }, { friendlyName: "👍".repeat(64) }],
    fetchService: [{ sid: MG }],
    updateService: [
      ...Object.entries(settings).map(([name, value]) => ({ sid: MG, [name]: value })),
      { sid: MG, ...settings },
    ],
    listServices: pages,
    deleteService: [{ sid: MG }],
    ...Object.fromEntries(
      [["PhoneNumber", PN], ["ShortCode", SC], ["AlphaSender", AI], ["DestinationAlphaSender", AI]]
        .flatMap(([name, sid]) => [
          [`create${name}`, [{ ...reference, sid }]],
          [`fetch${name}`, [{ ...reference, sid }]],
          [`list${name}s`, pages.map((page) => ({ ...reference, ...page }))],
          [`delete${name}`, [{ ...reference, sid }]],
        ]),
    ),
    createAlphaSender: names.map((alphaSender) => ({ ...reference, alphaSender })),
    createDestinationAlphaSender: names.flatMap((alphaSender) => [
      { ...reference, alphaSender },
      { ...reference, alphaSender, isoCountryCode: "FR" },
    ]),
    listDestinationAlphaSenders: pages.flatMap((page) => [
      { ...reference, ...page },
      { ...reference, ...page, isoCountryCode: "FR" },
    ]),
  };

  test.each(Object.entries(inputs))("%s", async (name, inputs) => {
    for (const input of inputs) {
      const request = ours[name]!.request(input as never);
      const { operation, violations } = await checkRequest(request);
      const id = pascalCase(name).replace(/s$/, "");
      expect({ violations, id: operation?.operationId }).toEqual({ violations: [], id });
    }
  });

  test.each<[string, string, RequestInit]>([
    ["a service without a name", "/v1/Services", { method: "POST", body: new URLSearchParams() }],
    ["another field", "/v1/Services", {
      method: "POST",
      body: new URLSearchParams({ FriendlyName: "x", Name: "x" }),
    }],
    ["another method's name", `/v1/Services/${MG}`, {
      method: "POST",
      body: new URLSearchParams({ InboundMethod: "PUT" }),
    }],
    ["another SID", `/v1/Services/${MG}/PhoneNumbers`, {
      method: "POST",
      body: new URLSearchParams({ PhoneNumberSid: SC }),
    }],
    ["an undeclared filter", `/v1/Services/${MG}/AlphaSenders?IsoCountryCode=FR`, {}],
  ])("and this check would find %s", async (_, path, init) => {
    expect((await checkRequest(new Request(host + path, init))).violations).toHaveLength(1);
  });
});

describe("every answer of the sandbox is valid", () => {
  test.each<[string, core.Target]>([
    ["for Twilio's host", {}],
    ["for another, in whose name it answers", { baseUrl: "http://sandbox.example:8080" }],
  ])("%s", async (_, target) => {
    const sandbox = createSandbox({
      accounts: [{
        accountSid,
        authToken,
        phoneNumbers: [{ sid: PN, phoneNumber: "+15005550006" }],
        shortCodes: [{ sid: SC, shortCode: "72345" }],
        services: [],
      }],
    });
    const { fetch, calls, violations } = documented(sandbox.fetch);
    const { services, phoneNumbers, shortCodes, alphaSenders, destinationAlphaSenders } = core;
    const extend = { services, phoneNumbers, shortCodes, alphaSenders, destinationAlphaSenders };
    const client = core.createClient({ accountSid, authToken, fetch, target, extend });

    const { sid } = await client.services.create(settings);
    const another = await client.services.create({ friendlyName: "Another" });
    const service = { messagingServiceSid: sid! };
    expect(await client.services.fetch({ sid: sid! })).toMatchObject(settings);
    await client.services.update({ sid: sid!, validityPeriod: 1 });
    expect(await client.services.list({ pageSize: 1 }).toArray()).toHaveLength(2);

    const numbers = [[client.phoneNumbers, PN], [client.shortCodes, SC]] as const;
    for (const [methods, sid] of numbers) {
      const created = await methods.create({ ...service, sid });
      expect(await methods.fetch({ ...service, sid })).toEqual(created);
      expect(await methods.list(service).toArray()).toEqual([created]);
      await methods.delete({ ...service, sid });
      expect(await methods.list(service).toArray()).toEqual([]);
    }
    for (const methods of [client.alphaSenders, client.destinationAlphaSenders]) {
      const created = await methods.create({ ...service, alphaSender: "Twilio" });
      const one = { ...service, sid: created.sid! };
      expect(await methods.fetch(one)).toEqual(created);
      await methods.create({ ...service, alphaSender: "Shop" });
      expect(await methods.list({ ...service, pageSize: 1 }).toArray()).toHaveLength(2);
      await methods.delete(one);
    }
    await client.services.delete({ sid: another.sid! });
    expect(violations).toEqual([]);
    const all = resources.flatMap(({ name, path }) => Object.keys(operationsOf(name, path)));
    expect([...new Set(calls)].sort()).toEqual(all.sort());
  });

  test("and this check would find another type or member", async () => {
    const sandbox = createSandbox({
      accounts: [{ accountSid, authToken, services: [{ sid: MG }] }],
    });
    const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
    const url = `${host}/v1/Services/${MG}`;
    const right = await sandbox.fetch(new Request(url, { headers: { authorization } }));
    const body = await right.clone().json();
    const operation = operationsOf("Service", "/v1/Services")["FetchService"]!;
    const check = (more: object) =>
      checkAnswer(operation, new Response(JSON.stringify({ ...body, ...more }), right));
    expect(await check({})).toEqual([]);
    expect(await check({ sticky_sender: "true" })).toHaveLength(1);
    expect(await check({ sending_windows: [] })).toHaveLength(1);
    expect(await check({ sid: null, usecase: undefined })).toHaveLength(1);
  });
});
