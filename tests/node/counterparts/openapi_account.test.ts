/**
 * Twilio's OpenAPI document of 2010 on what an account has: the list of its messages and what changes
 * them, its phone numbers and its short codes. Its copy on npm is older than the newest one of the
 * project twilio/twilio-oai, of which no operation here differs.
 */
import { describe, expect, test } from "vitest";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import * as core from "../../../mod.ts";
import {
  accountSid,
  apiDocument,
  authToken,
  checkRequest,
  type Documented,
  documented,
  MG,
} from "../support.ts";

const api = "https://api.twilio.com";
const ofAccount = "/2010-04-01/Accounts/{AccountSid}";
const SM = `SM${"aF09".repeat(8)}`;
const PN = `PN${"aF09".repeat(8)}`;
const SC = `SC${"aF09".repeat(8)}`;
const schemas = apiDocument.components.schemas as Record<
  string,
  { properties: Record<string, { format?: string; $ref?: string; nullable?: boolean }> }
>;

function operationAt(path: string, method: string): Documented {
  return apiDocument.paths[`${ofAccount}/${path}`]![method]!;
}

/** The query of a list in the document, without that of its pages. */
function filtersOf(path: string): string[] {
  return operationAt(path, "get").parameters!
    .flatMap((parameter) => parameter.in === "query" ? [parameter.name] : [])
    .filter((name) => !name.startsWith("Page"));
}

const camelCase = (name: string) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

describe("the document declares what we have", () => {
  test("operations, with one success each", () => {
    const declared = [
      ["Messages.json", "get"],
      ["Messages/{Sid}.json", "post"],
      ["Messages/{Sid}.json", "delete"],
      ["IncomingPhoneNumbers.json", "get"],
      ["IncomingPhoneNumbers/{Sid}.json", "get"],
      ["SMS/ShortCodes.json", "get"],
      ["SMS/ShortCodes/{Sid}.json", "get"],
    ].map(([path, method]) => {
      const { operationId, responses } = operationAt(path!, method!);
      return [operationId, ...Object.keys(responses)];
    });
    expect(declared).toEqual([
      ["ListMessage", "200"],
      ["UpdateMessage", "200"],
      ["DeleteMessage", "204"],
      ["ListIncomingPhoneNumber", "200"],
      ["FetchIncomingPhoneNumber", "200"],
      ["ListShortCode", "200"],
      ["FetchShortCode", "200"],
    ]);
  });

  test("filters: all of messages and of short codes, and the two by which a number is found", () => {
    expect(filtersOf("Messages.json")).toEqual([
      "To",
      "From",
      "DateSent",
      "DateSent<",
      "DateSent>",
    ]);
    expect(filtersOf("SMS/ShortCodes.json")).toEqual(["FriendlyName", "ShortCode"]);
    expect(filtersOf("IncomingPhoneNumbers.json"))
      .toEqual(["Beta", "FriendlyName", "PhoneNumber", "Origin"]);
  });

  test("the one status that a message may be given, and the one text", () => {
    expect(apiDocument.components.schemas["message_enum_update_status"])
      .toMatchObject({ enum: ["canceled"] });
    const { content } = operationAt("Messages/{Sid}.json", "post").requestBody!;
    const { schema } = content["application/x-www-form-urlencoded"]!;
    expect(Object.keys((schema as { properties: object }).properties)).toEqual(["Body", "Status"]);
  });

  test.each([
    ["incoming_phone_number", core.fetchIncomingPhoneNumber, { sid: PN, bundle_sid: "BU1" }],
    ["short_code", core.fetchAccountShortCode, { sid: SC }],
  ])("the fields of %s", async (name, { parse }, sids) => {
    const { properties } = schemas[`api.v2010.account.${name}`]!;
    const date = "Thu, 30 Jul 2015 23:19:04 +0000";
    const wire = Object.fromEntries(
      Object.entries(properties).map(([key, { format }]) => {
        if (key === "account_sid") return [key, accountSid];
        if (key === "capabilities") {
          return [key, { voice: true, sms: false, mms: true, fax: false }];
        }
        if (key === "beta") return [key, true];
        return [key, format === "date-time-rfc-2822" ? date : "text"];
      }),
    );
    const value = await parse(Response.json({ ...wire, ...sids })) as unknown as object;
    for (const [key, own] of Object.entries(value)) {
      const wireName = Object.keys(properties).find((name) => camelCase(name) === key)!;
      const { format } = properties[wireName]!;
      const given = { ...wire, ...sids }[wireName as "sid"];
      const expected = format === "date-time-rfc-2822" ? new Date(date) : given;
      expect({ key, own }).toEqual({ key, own: expected });
    }
  });

  test("the states of addresses", () => {
    type Known = Exclude<core.IncomingPhoneNumber["addressRequirements"], null>;
    type KnownOf<Text> = Text extends unknown ? string extends Text ? never : Text : never;
    const ours: Record<KnownOf<Known>, true> = {
      none: true,
      any: true,
      local: true,
      foreign: true,
    };
    expect(apiDocument.components.schemas["incoming_phone_number_enum_address_requirement"])
      .toMatchObject({ enum: Object.keys(ours) });
  });

  test("its examples are read", async () => {
    const rows = [
      ["Messages.json", core.listMessages],
      ["IncomingPhoneNumbers.json", core.listIncomingPhoneNumbers],
      ["SMS/ShortCodes.json", core.listAccountShortCodes],
    ] as const;
    for (const [path, operation] of rows) {
      const content = operationAt(path, "get").responses[200]!.content!["application/json"] as {
        examples?: Record<string, { value: Record<string, unknown[]> }>;
      };
      for (const { value } of Object.values(content.examples!)) {
        const page = await operation.parse(Response.json(value));
        const key = Object.keys(value).find((key) => Array.isArray(value[key]))!;
        expect(page.items).toHaveLength(value[key]!.length);
        expect(page.next === null).toBe(value["next_page_uri"] === null);
      }
    }
  });
});

describe("every request that we build is valid", () => {
  const targets: [string, core.Target | undefined][] = [
    [api, undefined],
    ["https://api.dublin.ie1.twilio.com", { region: "ie1" }],
    ["http://127.0.0.1:8080/some/proxy", { baseUrl: "http://127.0.0.1:8080/some/proxy/" }],
  ];
  const sent = ["2026-11-26", new Date(0), "2026-11-26T09:30:00+01:00"];
  const pages = [{ pageSize: 1 }, { page: 3, pageToken: `PA${SM}` }];
  const lists = {
    ListMessage: [core.listMessages, [
      ...["+14155550199", "whatsapp:+14155550199", "12345"].flatMap((to) => [{ to }, { from: to }]),
      ...sent.flatMap((date) => [{ sentBefore: date }, { sentAfter: date }]),
    ]],
    ListIncomingPhoneNumber: [core.listIncomingPhoneNumbers, [
      { phoneNumber: "+12487960483" },
      { phoneNumber: "248*" },
      { friendlyName: "Shop & Co" },
    ]],
    ListShortCode: [core.listAccountShortCodes, [{ shortCode: "12345" }, { friendlyName: "é" }]],
  } as const;
  const ones = {
    FetchIncomingPhoneNumber: [core.fetchIncomingPhoneNumber, PN],
    FetchShortCode: [core.fetchAccountShortCode, SC],
    UpdateMessage: [core.cancelMessage, SM],
    DeleteMessage: [core.deleteMessage, SM.replace("SM", "MM")],
  } as const;

  test.each(targets)("for %s", async (base, target) => {
    for (const [id, [operation, inputs]] of Object.entries(lists)) {
      for (const input of [{}, ...pages, ...inputs]) {
        const request = operation.request({ accountSid, ...input } as never, target);
        const { operation: found, violations } = await checkRequest(request, base);
        // A date alone is documented in words and by the examples; its format is that of a moment.
        const asked = JSON.stringify(input);
        const isDay = asked.includes('"2026-11-26"');
        expect([asked, found?.operationId, violations.length > 0]).toEqual([asked, id, isDay]);
      }
    }
    for (const [id, [operation, sid]] of Object.entries(ones)) {
      const request = operation.request({ accountSid, sid }, target);
      const { operation: found, violations } = await checkRequest(request, base);
      expect([found?.operationId, violations]).toEqual([id, []]);
    }
    const redact = core.redactMessage.request({ accountSid, sid: SM }, target);
    expect((await checkRequest(redact, base)).violations).toEqual([]);
  });
});

test("the sandbox answers as the document has it, to our client", async () => {
  const sandbox = createSandbox({
    accounts: [{
      accountSid,
      authToken,
      phoneNumbers: [{ sid: PN, phoneNumber: "+12487960483" }, "+12487960484"],
      shortCodes: [{ sid: SC, shortCode: "12345" }],
      services: [{ sid: MG, phoneNumbers: [PN] }],
    }],
  });
  const { fetch, calls, violations } = documented(sandbox.fetch);
  const extend = {
    messages: core.messages,
    incomingPhoneNumbers: core.incomingPhoneNumbers,
    accountShortCodes: core.accountShortCodes,
  };
  const { accountShortCodes, incomingPhoneNumbers, messages } = core.createClient({
    ...{ accountSid, authToken, fetch, extend, retry: null },
  });
  const input = { messagingServiceSid: MG, to: "+14155550199", body: "Hello!" };
  const sids: string[] = [];
  for (let index = 0; index < 3; index++) sids.push((await messages.create(input)).sid!);
  await sandbox.deliver();
  const later = await messages.create({ ...input, sendAt: new Date(Date.now() + 3_600_000) });
  expect((await messages.cancel({ sid: later.sid! })).status).toBe("canceled");
  expect((await messages.redact({ sid: sids[0]! })).body).toBe("");
  await messages.delete({ sid: sids[1]! });
  expect(await messages.list({ pageSize: 2 }).toArray()).toHaveLength(3);
  expect(await incomingPhoneNumbers.list({ pageSize: 1 }).toArray()).toHaveLength(2);
  expect((await incomingPhoneNumbers.fetch({ sid: PN })).phoneNumber).toBe("+12487960483");
  expect(await accountShortCodes.list().toArray()).toHaveLength(1);
  expect((await accountShortCodes.fetch({ sid: SC })).shortCode).toBe("12345");
  expect(new Set(calls)).toEqual(
    new Set([
      ...["CreateMessage", "UpdateMessage", "DeleteMessage", "ListMessage"],
      ...["ListIncomingPhoneNumber", "FetchIncomingPhoneNumber", "ListShortCode", "FetchShortCode"],
    ]),
  );
  // Paths stand where the document says URLs, and a number has `subresource_uris`, which its schema has
  // not: the document's own examples are so too.
  const known = [/uri must match format/, /^answer must NOT have additional properties$/];
  expect(violations.filter((one) => !known.some((pattern) => pattern.test(one)))).toEqual([]);
});
