/**
 * Twilio's OpenAPI document on the senders of an account, in its copy on npm. That is older than what
 * is built here: it knows neither RCS nor `friendly_name`, `use_case`, `compliance` and the pending
 * name, which newer copies of it and the official SDK have. So it judges what it knows: the operations,
 * their parameters and statuses, and the members that it has. For the rest see the golden files.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type AnySchema } from "ajv";
import formats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import * as core from "../../../mod.ts";
import type { OpenApi } from "../support.ts";

const file = createRequire(import.meta.url).resolve(
  "@twilio-alpha/mcp/twilio-oai/spec/json/twilio_messaging_v2.json",
);
const document: OpenApi = JSON.parse(
  readFileSync(file, "utf8").replaceAll("#/components/schemas/", ""),
  (_, value) => {
    // Its own examples have `null` where it may be, though the enum does not say so; and beside a
    // reference nothing counts.
    if (value?.nullable && value.enum) return { ...value, enum: [...value.enum, null] };
    if (value?.$ref) return { $ref: value.$ref };
    return value;
  },
);
const ajv = new Ajv({ allErrors: true, strict: false });
formats.default(ajv);
for (const [name, schema] of Object.entries(document.components.schemas)) {
  ajv.addSchema(schema, name);
}
const senders = document.paths["/v2/Channels/Senders"]!;
const one = document.paths["/v2/Channels/Senders/{Sid}"]!;
const wrongIn = (schema: AnySchema, value: unknown) =>
  ajv.validate(schema, value) ? "nothing" : ajv.errorsText(ajv.errors);

const input: core.CreateSenderInput = {
  senderId: "whatsapp:+4915112345678",
  configuration: {
    wabaId: "1",
    verificationMethod: "sms",
    verificationCode: "123456",
    voiceApplicationSid: `AP${"a".repeat(32)}`,
  },
  webhook: {
    callbackUrl: "https://a.example",
    callbackMethod: "POST",
    fallbackUrl: "https://a.example",
    fallbackMethod: "PUT",
    statusCallbackUrl: "https://a.example",
    statusCallbackMethod: "POST",
  },
  profile: {
    name: "Shop",
    about: "About",
    address: "1 Street",
    description: "A shop",
    emails: [{ email: "a@a.example", label: "Email" }],
    logoUrl: "https://a.example",
    vertical: "Other",
    websites: [{ website: "https://a.example", label: "Website" }],
  },
};

/** All names of members in a value, with those of the objects in it. */
function membersOf(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => [
    path + name,
    ...membersOf(member, `${path}${name}.`),
  ]);
}

/** The names of the members that a schema declares. */
function declaredIn(schema: { $ref?: string; properties?: object }, path = ""): string[] {
  const whole = schema.$ref ? document.components.schemas[schema.$ref]! : schema;
  return Object.entries(whole.properties ?? {}).flatMap(([name, member]) => [
    path + name,
    ...declaredIn(member, `${path}${name}.`),
  ]);
}

describe("the document, as far as it goes", () => {
  test("declares our operations, and the statuses of their answers", () => {
    const declared = [senders, one].flatMap((item) =>
      Object.entries(item).filter(([_, { operationId }]) => operationId)
        .map((
          [method, { operationId, responses }],
        ) => [method, operationId, Object.keys(responses)])
    );
    expect(declared).toEqual([
      ["post", "CreateChannelsSender", ["202"]],
      ["get", "ListChannelsSender", ["200"]],
      ["get", "FetchChannelsSender", ["200"]],
      ["post", "UpdateChannelsSender", ["202"]],
      ["delete", "DeleteChannelsSender", ["204"]],
    ]);
  });

  test("declares the parameters of our list, of which the channel is required", () => {
    const names = senders["get"]!.parameters!.map(({ name, required = false }) => [name, required]);
    expect(names).toEqual([
      ["Channel", true],
      ["PageSize", false],
      ["Page", false],
      ["PageToken", false],
    ]);
    const page = { channel: "whatsapp", pageSize: 1, page: 1, pageToken: "x" } as const;
    const { searchParams } = new URL(core.listSenders.request(page).url);
    expect([...searchParams.keys()]).toEqual(names.map(([name]) => name));
  });

  test.each(
    [
      ["create", senders["post"]!, core.createSender.request(input)],
      [
        "update",
        one["post"]!,
        core.updateSender.request({
          sid: `XE${"a".repeat(32)}`,
          configuration: input.configuration,
          webhook: input.webhook,
          profile: input.profile,
        }),
      ],
    ] as const,
  )("declares the members of a %s, and knows none beside", async (_, operation, request) => {
    const { schema } = operation.requestBody!.content["application/json"]!;
    const body = await request.json();
    expect(wrongIn(schema, body)).toBe("nothing");
    expect(membersOf(body).sort()).toEqual(declaredIn(schema as object).sort());
    expect(request.headers.get("content-type")).toBe("application/json");
  });

  test("declares members that our resource has, all of them", async () => {
    const { schema } = one["get"]!.responses["200"]!.content!["application/json"]!;
    const declared = declaredIn(schema as object);
    const parts = ["configuration", "webhook", "profile", "properties"];
    const wire = { sid: null, ...Object.fromEntries(parts.map((name) => [name, {}])) };
    const parsed = membersOf(await core.fetchSender.parse(Response.json(wire)));
    const camelCase = (name: string) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
    expect(declared.map(camelCase).filter((name) => !parsed.includes(name))).toEqual([]);
    // What it does not know yet, to be looked at when the package has a newer copy.
    const newer = parsed.filter((name) => !declared.map(camelCase).includes(name));
    expect(newer).toEqual([
      "friendlyName",
      "configuration.accountType",
      "profile.bannerUrl",
      "profile.privacyUrl",
      "profile.termsOfServiceUrl",
      "profile.accentColor",
      "profile.useCase",
      "profile.phoneNumbers",
      "compliance",
      "pendingDisplayName",
      "pendingDisplayNameStatus",
      "pendingDisplayNameStatusDate",
      "displayNameStatus",
    ]);
  });

  test("finds the answers of the sandbox right", async () => {
    const { credentials, fetch } = createSandbox();
    const { accountSid, authToken } = credentials;
    const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
    const said = async (request: Request, operation: typeof senders[string], status: number) => {
      const answer = await fetch(
        new Request(request, {
          headers: { ...Object.fromEntries(request.headers), authorization },
        }),
      );
      expect(answer.status).toBe(status);
      const { content } = operation.responses[status]!;
      if (!content) return null;
      const body = await answer.json();
      expect(wrongIn(content["application/json"]!.schema, body)).toBe("nothing");
      return body;
    };
    const { sid } = await said(core.createSender.request(input), senders["post"]!, 202);
    await said(core.fetchSender.request({ sid }), one["get"]!, 200);
    const changes = { sid, profile: { name: "Another", about: "x" } };
    await said(core.updateSender.request(changes), one["post"]!, 202);
    await said(core.listSenders.request({ channel: "whatsapp" }), senders["get"]!, 200);
    await said(core.deleteSender.request({ sid }), one["delete"]!, 204);
  });
});
