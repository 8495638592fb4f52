import { describe, expect, test } from "vitest";
import {
  createSend,
  createSender,
  type CreateSenderInput,
  deleteSender,
  fetchSender,
  listSenders,
  type Sender,
  senders,
  updateSender,
  withRetry,
} from "../../../mod.ts";
import { AC, caught, expectError, json, observe, XE } from "../support/support.ts";

const collection = "https://messaging.twilio.com/v2/Channels/Senders";
const resource = `${collection}/${XE}`;
const senderId = "whatsapp:+12487960483";

/** All that an input may have. */
const all: Required<CreateSenderInput> = {
  senderId,
  friendlyName: "Shop ☕",
  configuration: {
    wabaId: "12345678912345",
    verificationMethod: "voice",
    verificationCode: "012345",
    voiceApplicationSid: `AP${"a".repeat(32)}`,
    accountType: "",
  },
  webhook: {
    callbackUrl: "https://a.example/in",
    callbackMethod: "PUT",
    fallbackUrl: "",
    fallbackMethod: "POST",
    statusCallbackUrl: "http://a.example/status",
    statusCallbackMethod: "GET",
  },
  profile: {
    name: "👍".repeat(255),
    about: "",
    address: "1 Street",
    description: "A shop",
    logoUrl: "https://a.example/logo.png",
    bannerUrl: "https://a.example/banner.png",
    privacyUrl: "https://a.example/privacy",
    termsOfServiceUrl: "https://a.example/terms",
    accentColor: "#00Ff7a",
    useCase: "OTP",
    vertical: "Something new",
    websites: [{ website: "https://a.example", label: "Website" }, { website: "http://b.example" }],
    emails: [{ email: "a@a.example" }],
    phoneNumbers: [{ phoneNumber: "+12125551212", label: "phone" }],
  },
};

const wire = {
  sender_id: senderId,
  friendly_name: "Shop ☕",
  configuration: {
    waba_id: "12345678912345",
    verification_method: "voice",
    verification_code: "012345",
    voice_application_sid: `AP${"a".repeat(32)}`,
    account_type: "",
  },
  webhook: {
    callback_url: "https://a.example/in",
    callback_method: "PUT",
    fallback_url: "",
    fallback_method: "POST",
    status_callback_url: "http://a.example/status",
    status_callback_method: "GET",
  },
  profile: {
    name: "👍".repeat(255),
    about: "",
    address: "1 Street",
    description: "A shop",
    logo_url: "https://a.example/logo.png",
    banner_url: "https://a.example/banner.png",
    privacy_url: "https://a.example/privacy",
    terms_of_service_url: "https://a.example/terms",
    accent_color: "#00Ff7a",
    use_case: "OTP",
    vertical: "Something new",
    websites: [{ website: "https://a.example", label: "Website" }, { website: "http://b.example" }],
    emails: [{ email: "a@a.example" }],
    phone_numbers: [{ phone_number: "+12125551212", label: "phone" }],
  },
};

describe("requests", () => {
  test("have every field as JSON, in snake case", async () => {
    const request = createSender.request(all);
    expect(`${request.method} ${request.url}`).toBe(`POST ${collection}`);
    expect(request.headers.get("content-type")).toBe("application/json");
    expect(request.redirect).toBe("manual");
    expect(await request.json()).toEqual(wire);
    const { senderId: _, ...changes } = all;
    const { sender_id: __, ...changesOnWire } = wire;
    const update = updateSender.request({ sid: XE, ...changes });
    expect(`${update.method} ${update.url}`).toBe(`POST ${resource}`);
    expect(await update.json()).toEqual(changesOnWire);
  });

  test("have what is given and nothing else", async () => {
    const profile = { name: "Shop", about: undefined, vertical: null };
    const webhook = undefined;
    const update = updateSender.request({ sid: XE, webhook, profile } as never);
    expect(await update.text()).toBe('{"profile":{"name":"Shop"}}');
    expect(await createSender.request({ senderId: "rcs:agent" }).text())
      .toBe('{"sender_id":"rcs:agent"}');
  });

  test("obey their signal, though the JSON comes later", () => {
    const controller = new AbortController();
    const { signal } = createSender.request({ senderId: "rcs:agent" }, {}, controller.signal);
    controller.abort();
    expect(signal.aborted).toBe(true);
  });

  test("go elsewhere where they are told to, and filter by the channel", () => {
    const target = { baseUrl: "http://127.0.0.1:8080/x/" };
    const urls = [
      createSender.request({ senderId: "rcs:agent" }, target),
      fetchSender.request({ sid: XE }, target),
      updateSender.request({ sid: XE, friendlyName: "" }, target),
      listSenders.request({ channel: "rcs" }, target),
      listSenders.request({ channel: "whatsapp", pageSize: 5, page: 1, pageToken: "PT" }, target),
      deleteSender.request({ sid: XE }, target),
    ].map(({ url }) => url.replace("http://127.0.0.1:8080/x/v2/Channels/Senders", ""));
    expect(urls).toEqual([
      "",
      `/${XE}`,
      `/${XE}`,
      "?Channel=rcs",
      "?Channel=whatsapp&PageSize=5&Page=1&PageToken=PT",
      `/${XE}`,
    ]);
  });
});

const text = "expected a text, got";
const url = "expected a URL that starts with http:// or https://, got";
const address = "expected whatsapp: and a phone number in E.164, or rcs: and an agent, got";

describe("mistakes", () => {
  test.each<[string, object, string]>([
    ["friendlyName", { friendlyName: 5 }, `${text} 5`],
    [
      "configuration",
      { configuration: "x" },
      "expected an object of wabaId, verificationMethod, verificationCode, " +
      "voiceApplicationSid, accountType, got a text of 1 character",
    ],
    [
      "configuration.wabaId",
      { configuration: { wabaId: 12345 } },
      "expected the id of a WhatsApp Business Account, as a text, got 12345",
    ],
    [
      "configuration.verificationMethod",
      { configuration: { verificationMethod: "SMS" } },
      "expected sms or voice, got a text of 3 characters",
    ],
    [
      "configuration.verificationCode",
      { configuration: { verificationCode: 123456 } },
      "expected the digits of the code, as a text, got a number",
    ],
    [
      "configuration.voiceApplicationSid",
      { configuration: { voiceApplicationSid: AC } },
      "expected AP and 32 hex digits, got AC and 32 hex digits",
    ],
    [
      "configuration.accountType",
      { configuration: { accountType: "isv" } },
      "expected ISV or ISVSubAccount, got a text of 3 characters",
    ],
    [
      "configuration.waba_id",
      { configuration: { waba_id: "1" } },
      "expected wabaId, got an unknown name",
    ],
    [
      "webhook.callbackUrl",
      { webhook: { callbackUrl: "a.example" } },
      `${url} a text of 9 characters`,
    ],
    [
      "webhook.callbackMethod",
      { webhook: { callbackMethod: "GET" } },
      "expected POST or PUT, got GET, by which no sender calls",
    ],
    [
      "webhook.fallbackMethod",
      { webhook: { fallbackMethod: "put" } },
      "expected POST or PUT, got a text of 3 characters",
    ],
    [
      "webhook.statusCallbackMethod",
      { webhook: { statusCallbackMethod: "" } },
      "expected an HTTP method in capitals, got an empty text",
    ],
    ["webhook.url", { webhook: { url: "x" } }, "expected callbackUrl, got an unknown name"],
    [
      "profile.name",
      { profile: { name: "" } },
      "expected a text of 1 to 255 characters, got an empty text",
    ],
    [
      "profile.name",
      { profile: { name: "👍".repeat(256) } },
      "expected a text of at most 255 characters, got one of 256",
    ],
    ["profile.about", { profile: { name: "x", about: [] } }, `${text} a list`],
    ["profile.logoUrl", { profile: { name: "x", logoUrl: "" } }, `${url} an empty text`],
    [
      "profile.accentColor",
      { profile: { name: "x", accentColor: "blue" } },
      "expected # and 6 hex digits, got a text of 4 characters",
    ],
    [
      "profile.useCase",
      { profile: { name: "x", useCase: "otp" } },
      "expected PROMOTIONAL or TRANSACTIONAL or OTP or MULTI_USE, got a text of 3 characters",
    ],
    [
      "profile.vertical",
      { profile: { name: "x", vertical: "PROF_SERVICES" } },
      'expected one as Twilio writes it, such as "Shopping and Retail", ' +
      "got one in capitals, as Meta writes it",
    ],
    [
      "profile.websites",
      { profile: { name: "x", websites: "https://a.example" } },
      "expected a list of { website, label }, got an address",
    ],
    [
      "profile.websites[1]",
      { profile: { name: "x", websites: [{ website: "https://a.example" }, "https://b.example"] } },
      "expected an object of website, label, got an address",
    ],
    [
      "profile.websites[0].website",
      { profile: { name: "x", websites: [{ label: "Website" }] } },
      `${url} nothing`,
    ],
    [
      "profile.websites[0].url",
      { profile: { name: "x", websites: [{ url: "https://a.example" }] } },
      "expected one of website, label, got an unknown name",
    ],
    [
      "profile.emails[0].email",
      { profile: { name: "x", emails: [{ email: "example.com" }] } },
      "expected an email address, got a text of 11 characters",
    ],
    [
      "profile.phoneNumbers[0].phoneNumber",
      { profile: { name: "x", phoneNumbers: [{ phoneNumber: "call us" }] } },
      "expected a phone number, got a text with white space",
    ],
    [
      "profile.displayName",
      { profile: { displayName: "x" } },
      "expected name, got an unknown name",
    ],
    ["profile.logo_url", { profile: { logo_url: "x" } }, "expected logoUrl, got an unknown name"],
    ["friendly_name", { friendly_name: "x" }, "expected friendlyName, got an unknown name"],
    ["name", { name: "x" }, "expected friendlyName, or profile.name, got an unknown name"],
    ["wabaId", { wabaId: "1" }, "expected configuration.wabaId, got an unknown name"],
  ])("say what is wrong: %s", async (field, wrong, reason) => {
    const profile = { name: "Shop" };
    for (
      const build of [
        () => createSender.request({ senderId, profile, ...wrong } as never),
        () => updateSender.request({ sid: XE, ...wrong } as never),
      ]
    ) expectError(await caught(build), "TwilioInputError", { field, reason });
  });

  test.each<[unknown, string]>([
    ["+12487960483", "a number without its channel"],
    ["12487960483", "a number without its channel"],
    ["messenger:104794531907950", "a page of Messenger, which the Console connects"],
    ["whatsapp:12487960483", "an address"],
    ["WhatsApp:+12487960483", "an address"],
    ["rcs:+12487960483", "an address"],
    ["whatsapp:US.13491208655302741918", "an address"],
    [XE, "XE and 32 hex digits"],
    [undefined, "nothing"],
  ])("say what is no address of a sender: %s", async (given, got) => {
    const build = () => createSender.request({ senderId: given } as never);
    const members = { field: "senderId", reason: `${address} ${got}` };
    expectError(await caught(build), "TwilioInputError", members);
  });

  test.each(["+12487960483", senderId, "rcs:agent"])("say how to find a SID: %s", async (sid) => {
    const reason =
      "expected XE and 32 hex digits, got an address, whose SID is among senders.list({ channel })";
    for (const { request } of [fetchSender, updateSender, deleteSender]) {
      const error = await caught(() => request({ sid }));
      expectError(error, "TwilioInputError", { field: "sid", reason });
    }
  });

  test("say what is missing", async () => {
    expectError(await caught(() => createSender.request({ senderId })), "TwilioInputError", {
      field: "profile.name",
      reason: "expected a name, which WhatsApp's senders need, got nothing",
    });
    expectError(await caught(() => createSender.request(null as never)), "TwilioInputError", {
      field: "input",
      reason: "expected an object with senderId, got nothing",
    });
    const nothing = { sid: XE, profile: undefined } as never;
    expectError(await caught(() => updateSender.request(nothing)), "TwilioInputError", {
      field: "profile",
      reason: "expected friendlyName, configuration, webhook or profile, got none of them",
    });
  });

  test.each<[unknown, string]>([
    ["messenger", "messenger, which Twilio does not list"],
    ["WhatsApp", "a text of 8 characters"],
    [undefined, "nothing"],
  ])("say which channels have lists: not %s", async (channel, got) => {
    const build = () => listSenders.request({ channel } as never);
    const members = { field: "channel", reason: `expected whatsapp or rcs, got ${got}` };
    expectError(await caught(build), "TwilioInputError", members);
  });

  test("show no value", async () => {
    const secret = "hunter2-0fedcba9";
    for (const input of [{ senderId: secret }, { senderId, profile: { logoUrl: secret } }]) {
      const error = await caught(() => createSender.request(input as never));
      expect(JSON.stringify(error)).not.toContain("hunter2");
    }
  });
});

describe("answers", () => {
  test("without a member have null, and without what is unknown nothing", async () => {
    const names = Object.keys(await fetchSender.parse(json(200, { sid: null })));
    expect(names).toHaveLength(15);
    const none = Object.fromEntries(names.map((name) => [name, null]));
    expect(await fetchSender.parse(json(200, { sid: null, more: 1 }))).toEqual(none);
    const parts = { configuration: {}, webhook: {}, profile: {}, properties: {}, compliance: {} };
    const sender = await fetchSender.parse(json(200, { sid: null, ...parts })) as unknown as Record<
      string,
      object
    >;
    const lengths = Object.keys(parts).map((name) => Object.keys(sender[name]!).length);
    expect(lengths).toEqual([5, 6, 14, 2, 2]);
    for (const name of Object.keys(parts)) {
      expect(new Set(Object.values(sender[name]!))).toEqual(new Set([null]));
    }
  });

  test("have the pending name wherever it stands, that at the top first", async () => {
    const [top, inside] = ["APPROVED", "DECLINED"];
    const profile = { pending_display_name_status: inside, pending_display_name: "Inside" };
    const both = { sid: XE, profile, pending_display_name_status: top, pending_display_name: null };
    const sender = await fetchSender.parse(json(200, both));
    expect([sender.pendingDisplayNameStatus, sender.pendingDisplayName]).toEqual([top, "Inside"]);
    expect(sender.profile).not.toHaveProperty("pendingDisplayName");
  });

  test.each<[string, object, string]>([
    ["sid", { sid: AC }, "expected a text that starts with XE, got AC and 32 hex digits"],
    ["status", { status: 5 }, "expected a text, got 5"],
    ["profile", { profile: ["x"] }, "expected an object, got a list"],
    ["profile.logo_url", { profile: { logo_url: 5 } }, "expected a text, got 5"],
    [
      "profile.websites",
      { profile: { websites: {} } },
      "expected a list of objects, got an object",
    ],
    [
      "profile.websites[1]",
      { profile: { websites: [{}, null] } },
      "expected an object, got nothing",
    ],
    [
      "profile.phone_numbers[0].label",
      { profile: { phone_numbers: [{ label: [] }] } },
      "expected a text, got a list",
    ],
    [
      "compliance.countries[0].carriers[1].status",
      { compliance: { countries: [{ carriers: [{}, { status: false }] }] } },
      "expected a text, got false",
    ],
    [
      "offline_reasons[0].code",
      { offline_reasons: [{ code: 30008 }] },
      "expected a text, got 30008",
    ],
    [
      "profile.pending_display_name_status_date",
      { profile: { pending_display_name_status_date: "soon" } },
      "expected a date and time in ISO 8601, got a text of 4 characters",
    ],
  ])("say which member is wrong: %s", async (member, wrong, problem) => {
    const error = await caught(() => fetchSender.parse(json(200, { sid: XE, ...wrong })));
    expectError(error, "TwilioResponseError", { status: 200 });
    expect((error as Error).message).toContain(`${member}: ${problem}`);
    const page = { senders: [{ sid: XE }, { sid: XE, ...wrong }], meta: { next_page_url: null } };
    const ofPage = await caught(() => listSenders.parse(json(200, page)));
    expect((ofPage as Error).message).toContain(`senders[1].${member}: ${problem}`);
  });

  test("to a change that can't be read say that it was made", async () => {
    const error = await caught(() => updateSender.parse(json(202, { sid: XE, status: 5 })));
    expect((error as Error).message).toContain("by status 202 the change was made");
  });
});

test("the methods of a client send the operations", async () => {
  const { fetch, requests } = observe(({ method, url }) => {
    if (method === "DELETE") return new Response(null, { status: 204 });
    const isList = url.includes("?");
    const one: Partial<Sender> = { sid: XE as `XE${string}`, status: "ONLINE" };
    return json(200, isList ? { senders: [one, one], meta: { next_page_url: null } } : one);
  });
  const methods = senders(createSend({ auth: null, fetch }));
  expect((await methods.create({ senderId: "rcs:agent" })).sid).toBe(XE);
  expect((await methods.fetch({ sid: XE })).status).toBe("ONLINE");
  expect((await methods.update({ sid: XE, friendlyName: "x" })).sid).toBe(XE);
  expect(await methods.list({ channel: "rcs" }).toArray()).toHaveLength(2);
  expect(await methods.list({ channel: "whatsapp", limit: 1 }).toArray()).toHaveLength(1);
  expect(await methods.delete({ sid: XE })).toBe(undefined);
  expect((await methods.waitFor({ sid: XE })).status).toBe("ONLINE");
  expect(requests.map(({ method, url }) => `${method} ${url.replace(collection, "")}`)).toEqual([
    "POST ",
    `GET /${XE}`,
    `POST /${XE}`,
    "GET ?Channel=rcs&PageSize=1000",
    "GET ?Channel=whatsapp&PageSize=1",
    `DELETE /${XE}`,
    `GET /${XE}`,
  ]);
});

describe("an attempt without an answer", () => {
  /** The outcome, and the methods that are sent, where the first attempt gets no answer. */
  async function attempts(run: (send: ReturnType<typeof createSend>) => Promise<unknown>) {
    const { fetch, requests } = observe((_, index) => {
      if (index === 0) throw new TypeError("network");
      return json(404, { code: 20404, message: "gone", status: 404 });
    });
    const outcome = await run(withRetry(createSend({ auth: null, fetch }), { random: () => 0 }))
      .then(() => "done", (error) => error.name);
    return [outcome, ...requests.map(({ method }) => method)];
  }

  test("of a create or an update stands, and is not repeated", async () => {
    expect(await attempts((send) => send(createSender, { senderId: "rcs:agent" })))
      .toEqual(["TwilioNetworkError", "POST"]);
    expect(await attempts((send) => send(updateSender, { sid: XE, friendlyName: "x" })))
      .toEqual(["TwilioNetworkError", "POST"]);
  });

  test("of a delete is repeated, and then nothing is left to do", async () => {
    expect(await attempts((send) => send(deleteSender, { sid: XE })))
      .toEqual(["done", "DELETE", "DELETE"]);
  });

  test("of a create that was never processed is repeated with its JSON", async () => {
    const bodies: string[] = [];
    const { fetch } = observe(async (request, index) => {
      bodies.push(await request.text());
      if (index === 0) return json(429, { code: 20429, message: "busy", status: 429 });
      return json(202, { sid: XE });
    });
    const send = withRetry(createSend({ auth: null, fetch }), { random: () => 0 });
    expect((await send(createSender, { senderId: "rcs:agent" })).sid).toBe(XE);
    expect(bodies).toEqual(['{"sender_id":"rcs:agent"}', '{"sender_id":"rcs:agent"}']);
  });
});

test("an address that is no text, and can't be made one, is refused as any other", async () => {
  for (const odd of [{ toString: 1 }, Object.create(null), Symbol("x"), [], 5n]) {
    const error = await caught(() => createSender.request({ senderId: odd } as never));
    expectError(error, "TwilioInputError", { field: "senderId" });
  }
});
