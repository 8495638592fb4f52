import { describe, expect, test } from "vitest";
import {
  createSend,
  createService,
  type CreateServiceInput,
  deleteService,
  fetchService,
  listServices,
  type Service,
  services,
  updateService,
  withRetry,
} from "../../../mod.ts";
import { AC, caught, expectError, json, MG, observe } from "../support/support.ts";

const collection = "https://messaging.twilio.com/v1/Services";
const resource = `${collection}/${MG}`;
const wire = { sid: MG, account_sid: AC, friendly_name: "Shop", validity_period: 0 };

/** All that an input may have. */
const all: Required<CreateServiceInput> = {
  friendlyName: "Shop ☕",
  inboundRequestUrl: "https://example.com/in?a=b",
  inboundMethod: "GET",
  fallbackUrl: "http://example.com",
  fallbackMethod: "POST",
  statusCallback: "",
  stickySender: false,
  mmsConverter: true,
  smartEncoding: false,
  scanMessageContent: "disable",
  fallbackToLongCode: true,
  areaCodeGeomatch: false,
  validityPeriod: 36_000,
  synchronousValidation: true,
  usecase: "another",
  useInboundWebhookOnNumber: false,
};

describe("requests", () => {
  test("have every field, booleans and numbers as text, and an empty text where a URL goes", async () => {
    const request = createService.request(all);
    expect(`${request.method} ${request.url}`).toBe(`POST ${collection}`);
    expect([...new URLSearchParams(await request.text())]).toEqual([
      ["FriendlyName", "Shop ☕"],
      ["InboundRequestUrl", "https://example.com/in?a=b"],
      ["InboundMethod", "GET"],
      ["FallbackUrl", "http://example.com"],
      ["FallbackMethod", "POST"],
      ["StatusCallback", ""],
      ["StickySender", "false"],
      ["MmsConverter", "true"],
      ["SmartEncoding", "false"],
      ["ScanMessageContent", "disable"],
      ["FallbackToLongCode", "true"],
      ["AreaCodeGeomatch", "false"],
      ["ValidityPeriod", "36000"],
      ["SynchronousValidation", "true"],
      ["Usecase", "another"],
      ["UseInboundWebhookOnNumber", "false"],
    ]);
  });

  test("of an update have what is given and nothing else", async () => {
    const input = { sid: MG, stickySender: false, usecase: undefined, fallbackUrl: null };
    const request = updateService.request(input as never);
    expect(`${request.method} ${request.url}`).toBe(`POST ${resource}`);
    expect(await request.text()).toBe("StickySender=false");
    expect(await updateService.request({ sid: MG }).text()).toBe("");
  });

  test("go elsewhere where they are told to", () => {
    const target = { baseUrl: "http://127.0.0.1:8080/x/" };
    const urls = [
      createService.request({ friendlyName: "Shop" }, target),
      fetchService.request({ sid: MG }, target),
      listServices.request({ pageSize: 5 }, target),
      deleteService.request({ sid: MG }, target),
    ].map(({ url }) => url.replace("http://127.0.0.1:8080/x/v1/Services", ""));
    expect(urls).toEqual(["", `/${MG}`, "?PageSize=5", `/${MG}`]);
  });

  test.each<[string, object, string]>([
    [
      "friendlyName",
      { friendlyName: "" },
      "expected a text of 1 to 64 characters, got an empty text",
    ],
    ["friendlyName", { friendlyName: 5 }, "expected a text of 1 to 64 characters, got 5"],
    [
      "friendlyName",
      { friendlyName: "👍".repeat(65) },
      "expected a text of at most 64 characters, got one of 65",
    ],
    [
      "inboundRequestUrl",
      { inboundRequestUrl: "example.com" },
      "expected a URL that starts with http:// or https://, got a text of 11 characters",
    ],
    [
      "fallbackUrl",
      { fallbackUrl: "ftp://example.com" },
      "expected a URL that starts with http:// or https://, got an address",
    ],
    [
      "statusCallback",
      { statusCallback: new URL("https://example.com") },
      "expected a URL that starts with http:// or https://, got an object",
    ],
    ["inboundMethod", { inboundMethod: "get" }, "expected GET or POST, got a text of 3 characters"],
    [
      "fallbackMethod",
      { fallbackMethod: "PUT" },
      "expected GET or POST, got a text of 3 characters",
    ],
    [
      "stickySender",
      { stickySender: "true" },
      "expected true or false, got a text of 4 characters",
    ],
    ["mmsConverter", { mmsConverter: 1 }, "expected true or false, got 1"],
    [
      "scanMessageContent",
      { scanMessageContent: "on" },
      "expected inherit or enable or disable, got a text of 2 characters",
    ],
    ["validityPeriod", { validityPeriod: 0 }, "expected a whole number from 1 to 36000, got 0"],
    [
      "validityPeriod",
      { validityPeriod: 36_001 },
      "expected a whole number from 1 to 36000, got 36001",
    ],
    [
      "validityPeriod",
      { validityPeriod: "600" },
      "expected a whole number from 1 to 36000, got a text of 3 characters",
    ],
    ["usecase", { usecase: "" }, "expected a text, got an empty text"],
    ["name", { name: "Shop" }, "expected friendlyName, got an unknown name"],
    ["useCase", { useCase: "poll" }, "expected usecase, got an unknown name"],
    ["webhookUrl", { webhookUrl: "x" }, "expected inboundRequestUrl, got an unknown name"],
  ])("say what is wrong: %s", async (field, wrong, reason) => {
    const inputs = [
      () => createService.request({ friendlyName: "Shop", ...wrong } as never),
      () => updateService.request({ sid: MG, ...wrong } as never),
    ];
    for (const build of inputs) {
      expectError(await caught(build), "TwilioInputError", { field, reason });
    }
  });

  test("say what is missing, and list what there is", async () => {
    const missing = await caught(() => createService.request({} as never));
    expectError(missing, "TwilioInputError", { field: "friendlyName" });
    expectError(await caught(() => createService.request(undefined as never)), "TwilioInputError");
    expectError(await caught(() => updateService.request(undefined as never)), "TwilioInputError", {
      field: "sid",
    });
    const unknown = await caught(() => updateService.request({ sid: MG, sticky: true } as never));
    expect((unknown as Error).message).toMatch(/^sticky: expected one of friendlyName, .*, got an/);
    const other = { messagingServiceSid: MG } as never;
    for (const { request } of [fetchService, updateService, deleteService]) {
      expectError(await caught(() => request(other)), "TwilioInputError", { field: "sid" });
    }
  });
});

describe("answers", () => {
  test("without a member have null, and without what is unknown nothing", async () => {
    const service = await fetchService.parse(json(200, { ...wire, sending_windows: [] }));
    const given: Partial<Service> = {
      sid: MG as `MG${string}`,
      accountSid: AC as `AC${string}`,
      friendlyName: "Shop",
      validityPeriod: 0,
    };
    const names = Object.keys(await fetchService.parse(json(200, { sid: null })));
    expect(names).toHaveLength(23);
    const none = Object.fromEntries(names.map((name) => [name, null]));
    expect(service).toEqual({ ...none, ...given });
  });

  test("have links as they come, whatever their names, which nobody follows", async () => {
    const links = { broadcasts: "https://elsewhere.example/x", __proto__x: "" };
    const { fetch, requests } = observe(() => json(200, { sid: null, links }));
    const methods = services(createSend({ auth: null, fetch }));
    expect((await methods.fetch({ sid: MG })).links).toEqual(links);
    expect(requests).toHaveLength(1);
  });

  test.each<[string, unknown, string]>([
    ["sid", AC, "expected a text that starts with MG, got AC and 32 hex digits"],
    ["sticky_sender", "true", "expected true or false, got a text of 4 characters"],
    ["validity_period", "600", "expected a whole number, got a text of 3 characters"],
    ["links", ["x"], "expected an object of texts, got a list"],
    ["links.messages", { messages: null }, "expected a text, got nothing"],
    ["date_updated", 5, "expected a date and time in ISO 8601, got 5"],
  ])("say which member is wrong: %s", async (member, value, problem) => {
    const body = { ...wire, [member.split(".")[0]!]: value };
    const error = await caught(() => fetchService.parse(json(200, body)));
    expectError(error, "TwilioResponseError", { status: 200 });
    expect((error as Error).message).toContain(`${member}: ${problem}`);
  });
});

test("the methods of a client send the five operations", async () => {
  const { fetch, requests } = observe(({ method, url }) => {
    if (method === "DELETE") return new Response(null, { status: 204 });
    const isList = url.includes("?");
    const meta = { next_page_url: null };
    return json(200, isList ? { services: [wire, wire], meta } : wire);
  });
  const methods = services(createSend({ auth: null, fetch }));
  expect((await methods.create({ friendlyName: "Shop" })).sid).toBe(MG);
  expect((await methods.fetch({ sid: MG })).friendlyName).toBe("Shop");
  expect((await methods.update({ sid: MG, usecase: "poll" })).sid).toBe(MG);
  expect(await methods.list().toArray()).toHaveLength(2);
  expect(await methods.list({ limit: 1 }).toArray()).toHaveLength(1);
  expect(await methods.delete({ sid: MG })).toBe(undefined);
  expect(requests.map(({ method, url }) => `${method} ${url.replace(collection, "")}`)).toEqual([
    "POST ",
    `GET /${MG}`,
    `POST /${MG}`,
    "GET ?PageSize=1000",
    "GET ?PageSize=1",
    `DELETE /${MG}`,
  ]);
});

describe("an attempt without an answer", () => {
  const options = { random: () => 0 };

  /** The methods that are sent, where the first attempt gets no answer. */
  async function attempts(run: (send: ReturnType<typeof createSend>) => Promise<unknown>) {
    const { fetch, requests } = observe((_, index) => {
      if (index === 0) throw new TypeError("network");
      return json(404, { code: 20404, message: "gone", status: 404 });
    });
    const outcome = await run(withRetry(createSend({ auth: null, fetch }), options))
      .then(() => "done", (error) => error.name);
    return [outcome, ...requests.map(({ method }) => method)];
  }

  test("of a create or an update stands, and is not repeated", async () => {
    expect(await attempts((send) => send(createService, { friendlyName: "Shop" })))
      .toEqual(["TwilioNetworkError", "POST"]);
    expect(await attempts((send) => send(updateService, { sid: MG, usecase: "poll" })))
      .toEqual(["TwilioNetworkError", "POST"]);
  });

  test("of a delete is repeated, and then nothing is left to do", async () => {
    expect(await attempts((send) => send(deleteService, { sid: MG })))
      .toEqual(["done", "DELETE", "DELETE"]);
  });
});
