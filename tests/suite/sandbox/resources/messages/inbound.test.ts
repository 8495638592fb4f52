import { describe, expect, test } from "vitest";
import {
  createSandbox,
  type InboundMessage,
  type SandboxOptions,
  type ServiceSeed,
} from "../../../../../lib/sandbox/mod.ts";
import { type InboundMessageEvent, verifyWebhook } from "../../../../../lib/webhooks/mod.ts";
import { createClient, messages, senders } from "../../../../../mod.ts";

// Messages of customers: whom they reach, and what is answered.
const accountSid = `AC${"a".repeat(32)}`;
const authToken = "the-auth-token";
const sid = `MG${"a".repeat(32)}`;
const XE = `XE${"a".repeat(32)}`;
const PN = `PN${"a".repeat(32)}`;
const sender = "whatsapp:+12487960483";
const customer = "whatsapp:+14155550199";
const url = "http://127.0.0.1:3000/inbound";
const twiml = (content: string) =>
  new Response(`<Response>${content}</Response>`, { headers: { "content-type": "text/xml" } });

type Answer = (event: InboundMessageEvent, request: Request) => Response | Promise<Response>;

function start(service: Partial<ServiceSeed>, answer: Answer, options: SandboxOptions = {}) {
  const heard: InboundMessageEvent[] = [];
  const sandbox = createSandbox({
    accounts: [{
      accountSid,
      authToken,
      channelSenders: [{ sid: XE, sender }],
      phoneNumbers: [{ sid: PN, phoneNumber: "+12025550100" }],
      services: [{ sid, channelSenders: [XE], phoneNumbers: [PN], ...service }],
    }],
    async callbackFetch(request) {
      const event = await verifyWebhook(request.clone(), { authToken });
      if (event.type !== "inboundMessage") return new Response(null, { status: 204 });
      heard.push(event);
      return await answer(event, request);
    },
    ...options,
  });
  const client = createClient({
    ...sandbox.credentials,
    fetch: sandbox.fetch,
    extend: { messages, senders },
  });
  const write = (message: Partial<InboundMessage> = {}) =>
    sandbox.receive({ from: customer, to: sender, body: "Hi", ...message });
  return { sandbox, client, heard, write };
}

const own = { inboundRequestUrl: url, useInboundWebhookOnNumber: false };
const silent = () => twiml("");

describe("whom it reaches", () => {
  test("the service's webhook, signed, and it is a message like others", async () => {
    const { client, heard, write } = start(own, silent);
    const received = await write();
    expect(received).toEqual({
      sid: expect.stringMatching(/^SM/),
      accountSid,
      messagingServiceSid: sid,
      errorCode: null,
      replies: [],
    });
    expect(heard).toMatchObject([{
      messageSid: received.sid,
      messagingServiceSid: sid,
      from: customer,
      to: sender,
      body: "Hi",
      waId: "14155550199",
    }]);
    expect(await client.messages.fetch({ sid: received.sid! })).toMatchObject({
      direction: "inbound",
      status: "received",
      from: customer,
      to: sender,
    });
  });

  test("nobody, where the service insists on its webhook and has none", async () => {
    const { client, heard, write } = start({ useInboundWebhookOnNumber: false }, silent);
    expect(await write()).toMatchObject({ sid: null, replies: [] });
    expect([heard, await client.messages.list({}).toArray()]).toEqual([[], []]);
  });

  test("the sender's own, where the service leaves it to that", async () => {
    const webhook = { sender, url: `${url}/own` };
    const { sandbox, heard, write } = start({}, silent);
    const [account] = sandbox.state().accounts;
    sandbox.reset({ accounts: [{ ...account!, inboundWebhooks: [webhook] }] });
    await write();
    expect(heard).toHaveLength(1);
    expect(sandbox.callbacks()[0]?.url).toBe(webhook.url);
  });

  test("the one that was said of the sender in Channels/Senders", async () => {
    const { sandbox, client, write } = start({}, silent);
    await client.senders.update({ sid: XE, webhook: { callbackUrl: `${url}/v2` } });
    await write();
    expect(sandbox.callbacks().map(({ url }) => url)).toEqual([`${url}/v2`]);
  });

  test("the fallback, where the webhook fails, with why", async () => {
    const { heard, write } = start(
      { ...own, fallbackUrl: `${url}/fallback`, fallbackMethod: "GET" },
      (_, { url }) => url.includes("fallback") ? twiml("<Message>Sorry</Message>") : error(),
    );
    const { errorCode, replies } = await write();
    expect([errorCode, replies.length]).toEqual([null, 1]);
    expect(heard[1]?.fields).toMatchObject({ ErrorCode: "11200", ErrorUrl: url });
  });

  test("by GET, where the service says so", async () => {
    const { sandbox, heard, write } = start({ ...own, inboundMethod: "GET" }, silent);
    await write();
    expect([heard.length, sandbox.callbacks()[0]?.method]).toEqual([1, "GET"]);
  });

  test("nothing but loopback, and hosts that are named", async () => {
    const elsewhere = { ...own, inboundRequestUrl: "http://app:3000/inbound" };
    const refused = start(elsewhere, silent);
    expect(await refused.write()).toMatchObject({ errorCode: 11205 });
    expect(refused.heard).toEqual([]);
    const named = start(elsewhere, silent, { callbackHosts: ["app"] });
    expect(await named.write()).toMatchObject({ errorCode: null });
    expect(named.heard).toHaveLength(1);
  });
});

const error = () => new Response("no", { status: 500 });

describe("what is answered", () => {
  test("goes to the customer, from whom was written to, and arrives", async () => {
    const { sandbox, client, write } = start(own, () =>
      twiml(
        "<Message>One &amp; only</Message>" +
          "<Message><Body>Two</Body><Media>https://example.com/cat.jpg</Media></Message>",
      ));
    const { replies } = await write();
    await sandbox.deliver();
    const all = await Promise.all(replies.map((sid) => client.messages.fetch({ sid })));
    expect(all.map(({ body, numMedia, direction, status, from, to }) => ({
      body,
      numMedia,
      direction,
      status,
      from,
      to,
    }))).toEqual([
      { body: "One & only", numMedia: 0 },
      { body: "Two", numMedia: 1 },
    ].map((one) => ({
      ...one,
      direction: "outbound-reply",
      status: "delivered",
      from: sender,
      to: customer,
    })));
  });

  test.each<[string, () => Response, number | null, number]>([
    [
      "a plain text",
      () => new Response("Hello", { headers: { "content-type": "text/plain" } }),
      null,
      1,
    ],
    ["nothing", () => new Response(null, { status: 204 }), null, 0],
    ["no message", () => twiml("<Redirect>https://example.com</Redirect>"), null, 0],
    ["a failure", error, 11200, 0],
    ["a redirect", () => new Response(null, { status: 302, headers: { location: url } }), 11200, 0],
    ["no TwiML", () => Response.json({}), 12300, 0],
    [
      "XML of another kind",
      () => new Response("<a/>", { headers: { "content-type": "text/xml" } }),
      12100,
      0,
    ],
    ["XML that is not well formed", () => twiml("<Message>"), 12100, 0],
    ["too much", () => twiml(" ".repeat(70_000)), 11750, 0],
    ["a message that is too long", () => twiml(`<Message>${"x".repeat(1601)}</Message>`), null, 0],
  ])("%s", async (_, answer, errorCode, replies) => {
    const received = await start(own, answer).write();
    expect([received.errorCode, received.replies.length]).toEqual([errorCode, replies]);
    expect(received.sid).not.toBe(null);
  });

  test("not in time: a failure", async () => {
    const { write } = start(own, () => new Promise<Response>(() => {}), { callbackTimeout: 5 });
    expect(await write()).toMatchObject({ errorCode: 11205, replies: [] });
  });
});

describe("what it tells", () => {
  test("media, a button, a place, a name", async () => {
    const { heard, write, client } = start(own, silent);
    const sent = await client.messages.create({
      from: sender,
      to: customer,
      contentSid: `HX${"a".repeat(32)}`,
    });
    await write({
      media: ["https://example.com/a.jpg", {
        url: "https://example.com/b.pdf",
        contentType: "application/pdf",
      }],
    });
    await write({
      body: undefined,
      button: { text: "Yes", payload: "confirm" },
      profileName: "Ada",
    });
    await write({ location: { latitude: 1.5, longitude: -2, label: "Here" } });
    expect(heard[0]).toMatchObject({
      numMedia: 2,
      media: [
        { url: "https://example.com/a.jpg", contentType: "image/jpeg" },
        { url: "https://example.com/b.pdf", contentType: "application/pdf" },
      ],
    });
    expect(heard[1]).toMatchObject({
      body: "Yes",
      button: { text: "Yes", payload: "confirm" },
      repliedTo: { messageSid: sent.sid },
      profileName: "Ada",
      messageType: "interactive",
    });
    expect(heard[2]).toMatchObject({ location: { latitude: 1.5, longitude: -2, label: "Here" } });
  });

  test("an SMS, in the order of the recordings", async () => {
    const { heard, write } = start(own, silent);
    await write({ from: "+14155550199", to: "+12025550100" });
    expect(Object.keys(heard[0]!.fields)).toEqual([
      ...["ToCountry", "ToState", "SmsMessageSid", "NumMedia", "ToCity", "FromZip", "SmsSid"],
      ...["FromState", "SmsStatus", "FromCity", "Body", "FromCountry", "To"],
      ...["MessagingServiceSid", "ToZip", "NumSegments", "MessageSid", "AccountSid", "From"],
      "ApiVersion",
    ]);
  });

  test("and for a day, WhatsApp takes free text to the customer", async () => {
    let now = new Date("2026-01-02T03:04:05Z");
    const { sandbox, client, write } = start(own, silent, { now: () => now });
    const send = async () => {
      const { sid } = await client.messages.create({ from: sender, to: customer, body: "Hi" });
      await sandbox.deliver();
      return (await client.messages.fetch({ sid: sid! })).errorCode;
    };
    expect(await send()).toBe(63016);
    await write();
    expect(await send()).toBe(null);
    now = new Date(now.getTime() + 24 * 3_600_000);
    expect(await send()).toBe(63016);
  });
});

test.each<[string, Partial<InboundMessage>]>([
  ["from", { from: "x" }],
  ["to", { to: "whatsapp:+19999999999" }],
  ["to", { to: "+12025550100" }],
  ["body", { body: "" }],
  ["body", { body: "x".repeat(1601) }],
  ["media", { media: Array(11).fill("https://example.com/a.jpg") }],
  ["media[0].url", { media: ["cat.jpg"] }],
  ["button.text", { button: { text: "" } }],
  ["location.latitude", { location: { latitude: 91, longitude: 0 } }],
  ["profileName", { profileName: 7 as never }],
  ["text", { text: "Hi" } as never],
])("a mistake in %s is told of before anything is sent: %j", async (field, wrong) => {
  const { heard, write } = start(own, silent);
  await expect(write(wrong)).rejects.toMatchObject({ name: "TwilioInputError", field });
  expect(heard).toEqual([]);
});
