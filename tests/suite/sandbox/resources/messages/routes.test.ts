import { describe, expect, test } from "vitest";
import { createClient, messages } from "../../../../../mod.ts";
import { createSandbox } from "../../../../../lib/sandbox/mod.ts";
import { basic, refusal, SK } from "../../../support/sandbox.ts";
import {
  AC,
  account,
  at,
  callers,
  create,
  host,
  MESSENGER,
  MG,
  NUMBER,
  path,
  RCS,
  start,
  WHATSAPP,
} from "../../../support/sandbox_messages.ts";
import { caught, expectError } from "../../../support/support.ts";

// Sending in the sandbox: what is answered, to whom, and that our client understands it.
const date = "Fri, 02 Jan 2026 03:04:05 +0000";
const date3 = new Date("2026-01-02T03:04:05Z");
const to = "whatsapp:+14155550199";
const SID = /^SM[\da-f]{32}$/;

describe("on the wire", () => {
  /** The members as they are recorded, in their order. */
  const wire = (sid: string, fields: object) => ({
    body: "Hello! 👍",
    num_segments: "0",
    direction: "outbound-api",
    from: null,
    date_updated: date,
    price: null,
    error_message: null,
    uri: `${path}/${sid}.json`,
    account_sid: AC,
    num_media: "0",
    to,
    date_created: date,
    status: "accepted",
    sid,
    date_sent: null,
    messaging_service_sid: MG,
    error_code: null,
    price_unit: null,
    api_version: "2010-04-01",
    subresource_uris: { media: `${path}/${sid}/Media.json` },
    ...fields,
  });

  test("a message with a service, and once it has arrived", async () => {
    const { sandbox, call, post } = start();
    const created = await post({ To: to, MessagingServiceSid: MG, Body: "Hello! 👍" });
    const text = await created.text();
    const { sid } = JSON.parse(text);
    expect(created.status).toBe(201);
    expect(sid).toMatch(SID);
    expect(text).toBe(JSON.stringify(wire(sid, {})));

    await sandbox.deliver();
    const fetched = await call(at(sid));
    expect(fetched.status).toBe(200);
    const end = {
      from: WHATSAPP,
      status: "delivered",
      num_segments: "1",
      date_sent: date,
      price_unit: "USD",
    };
    expect(await fetched.text()).toBe(JSON.stringify(wire(sid, end)));
  });

  test("a message from a sender", async () => {
    const { post } = start();
    const text = await (await post({ To: to, From: WHATSAPP, Body: "Hello! 👍" })).text();
    const own = {
      from: WHATSAPP,
      status: "queued",
      num_segments: "1",
      messaging_service_sid: null,
      price_unit: "USD",
    };
    expect(text).toBe(JSON.stringify(wire(JSON.parse(text).sid, own)));
  });

  test("one with a service and its sender, which waits nevertheless", async () => {
    const { post } = start();
    const form = { To: to, From: WHATSAPP, MessagingServiceSid: MG, Body: "Hello! 👍" };
    const text = await (await post(form)).text();
    expect(text).toBe(JSON.stringify(wire(JSON.parse(text).sid, { from: WHATSAPP })));
  });

  test("one that nobody sends", async () => {
    const { sandbox, call, post } = start([1]);
    const form = { To: to, MessagingServiceSid: MG, Body: "Hello! 👍" };
    const { sid } = await (await post(form)).json();
    await sandbox.deliver();
    const end = {
      status: "failed",
      error_code: 21703,
      error_message:
        "The Messaging Service does not have a phone number available to send a message",
    };
    expect(await (await call(at(sid))).text()).toBe(JSON.stringify(wire(sid, end)));
  });

  test("media: another SID, and how many there are", async () => {
    const { post } = start();
    const MediaUrl = ["https://example.com/1", "https://example.com/2"];
    const body = await (await post({ To: to, MessagingServiceSid: MG, MediaUrl })).json();
    expect(body).toMatchObject({ num_media: "2", body: "", sid: expect.stringMatching(/^MM/) });
  });

  test.each<[string, number, number]>([
    ["", 1, 1],
    ["x", 160, 1],
    ["x", 161, 2],
    ["x", 306, 2],
    ["x", 307, 3],
    ["€", 80, 1],
    ["€", 81, 2],
    ["\n", 160, 1],
    ["👍", 35, 1],
    ["👍", 36, 2],
    ["ш", 134, 2],
    ["ш", 135, 3],
  ])("segments of SMS: %j, %i times", async (text, count, segments) => {
    const { post } = start();
    const Body = text ? text.repeat(count) : "x";
    const body = await (await post({ To: "+14155550199", From: NUMBER, Body })).json();
    expect(body.num_segments).toBe(`${segments}`);
    const whatsapp = await (await post({ To: to, From: WHATSAPP, Body })).json();
    expect(whatsapp.num_segments).toBe("1");
  });

  test("headers: those of all answers, of Twilio's API of 2010", async () => {
    const { call, post } = start();
    const created = await post({ To: to, From: WHATSAPP, Body: "x" });
    const fetched = await call(at((await created.json()).sid));
    for (const { headers } of [created, fetched, await call(at("SM1")), await post({})]) {
      expect(headers.get("x-api-domain")).toBe("api.twilio.com");
      expect(headers.get("content-type")).toBe("application/json");
      expect(headers.get("twilio-request-id")).toMatch(/^RQ[\da-f]{32}$/);
    }
  });

  test("any host will do", async () => {
    const { call } = start();
    for (const host of ["http://localhost:8080", "https://api.dublin.ie1.twilio.com"]) {
      const body = new URLSearchParams({ To: to, From: WHATSAPP, Body: "x" });
      const answer = await call(`${host}${path}.json`, { method: "POST", body });
      const { uri } = await answer.json();
      expect([answer.status, (await call(host + uri)).status]).toEqual([201, 200]);
    }
  });

  test("a form of several parts, whose files are no texts", async () => {
    const { sandbox } = start();
    const { accountSid, authToken } = sandbox.credentials;
    const body = new FormData();
    for (const [name, value] of Object.entries({ To: to, From: WHATSAPP, Body: "x" })) {
      body.append(name, value);
    }
    body.append("MediaUrl", new Blob(["x"]), "x.txt");
    const headers = { authorization: basic(accountSid, authToken) };
    const answer = await sandbox.fetch(new Request(create, { method: "POST", headers, body }));
    expect(await answer.json()).toMatchObject({ num_media: "0", status: "queued" });
  });
});

describe("our client", () => {
  const sent = {
    accountSid: AC,
    messagingServiceSid: MG,
    body: "Hello!",
    direction: "outbound-api",
    numMedia: 0,
    price: null,
    errorCode: null,
    errorMessage: null,
    dateCreated: date3,
    dateUpdated: date3,
    apiVersion: "2010-04-01",
  };

  test.each([
    ["WhatsApp", to, WHATSAPP],
    ["WhatsApp, by a user's id", "whatsapp:US.13491208655302741918", WHATSAPP],
    ["Messenger", "messenger:9876543210", MESSENGER],
    ["RCS", "rcs:+14155550199", RCS],
    ["a plain number, over RCS", "+14155550199", RCS],
  ])("sends through the pool, and sees it arrive: %s", async (_, to, from) => {
    const { sandbox, messages, send } = start();
    const accepted = await send(to);
    expect(accepted).toMatchObject({ ...sent, to, from: null, status: "accepted" });
    expect(accepted).toMatchObject({ numSegments: 0, priceUnit: null, dateSent: null });
    const { sid } = accepted;
    await sandbox.deliver();
    const message = await messages.fetch({ sid: sid! });
    expect(message).toMatchObject({ ...sent, sid, to, from, status: "delivered" });
    expect(message).toMatchObject({ numSegments: 1, priceUnit: "USD", dateSent: date3 });
  });

  test.each([
    [to, WHATSAPP],
    ["messenger:9876543210", MESSENGER],
    ["rcs:+14155550199", RCS],
    ["+14155550199", RCS],
    ["+14155550199", NUMBER],
    ["+14155550199", "12345"],
    ["+14155550199", "Ahoy Ltd"],
  ])("sends to %s from %s", async (to, from) => {
    const { sandbox, messages } = start();
    const queued = await messages.create({ to, from, body: "Hello!" });
    expect(queued).toMatchObject({ from, status: "queued", messagingServiceSid: null });
    await sandbox.deliver();
    const { status } = await messages.fetch({ sid: queued.sid! });
    expect(status).toBe("delivered");
  });

  test("sends from a service where the sender stands", async () => {
    const { sandbox, messages } = start();
    const { sid } = await messages.create({ to, from: MG, body: "Hello!" });
    await sandbox.deliver();
    const message = await messages.fetch({ sid: sid! });
    expect(message).toMatchObject({ from: WHATSAPP, messagingServiceSid: MG });
  });

  test("sends a template with its variables", async () => {
    const { send } = start();
    const contentSid = `HX${"a".repeat(32)}`;
    const input = { body: undefined, contentSid, contentVariables: { 1: "Ann" } };
    expect(await send(to, input)).toMatchObject({ status: "accepted", body: "", numMedia: 0 });
  });

  test("is told why not", async () => {
    const { messages, send } = start();
    const unknown = messages.create({ to, from: "whatsapp:+15005550006", body: "x" });
    expectError(await caught(() => unknown), "TwilioApiError", { status: 400, code: 63007 });
    const service = send(to, { messagingServiceSid: `MG${"f".repeat(32)}` });
    expectError(await caught(() => service), "TwilioApiError", { status: 404, code: 21701 });
    const missing = messages.fetch({ sid: `SM${"f".repeat(32)}` });
    expectError(await caught(() => missing), "TwilioApiError", { status: 404, code: 20404 });
  });
});

describe("what is not there", () => {
  test.each([
    [404, 20404, at(`SM${"f".repeat(32)}`), "GET"],
    [404, 20404, at("SM1"), "GET"],
    [404, 20404, `${host}${path}`, "POST"],
    [404, 20404, `${host}/2010-04-01/Accounts//Messages.json`, "POST"],
    [404, 20404, at("SM1"), "POST"],
    [404, 20404, at("SM1"), "DELETE"],
    [405, 20004, create, "DELETE"],
    [405, 20004, at("SM1"), "PUT"],
  ])("%i, %i: %s", async (status, code, url, method) => {
    const { call } = start();
    const [ownStatus, ownCode, message] = await refusal(call(url, { method }));
    expect([ownStatus, ownCode]).toEqual([status, code]);
    // The version is part of the path here, as recorded.
    const { pathname } = new URL(url);
    if (status === 404) expect(message).toBe(`The requested resource ${pathname} was not found`);
  });

  test("a message is there for HEAD too, and by its own SID alone", async () => {
    const { call, send } = start();
    const { sid } = await send(to);
    expect((await call(at(sid), { method: "HEAD" })).status).toBe(200);
    expect((await call(at(sid!.replace("SM", "MM")))).status).toBe(404);
  });
});

describe("accounts", () => {
  const AC2 = `AC${"b".repeat(32)}`;
  const sub = { accountSid: AC2, authToken: "sub", parentSid: AC };
  const stranger = { ...sub, parentSid: undefined };
  const form = new URLSearchParams({ To: "+14155550199", From: "Ahoy", Body: "x" });
  const theirs = create.replace(AC, AC2);

  test("a stranger's is not found, and nothing is sent", async () => {
    const { call, sandbox } = start([0], { accounts: [account([0]), stranger] });
    const expected = `The requested resource ${new URL(theirs).pathname} was not found`;
    const refused = await refusal(call(theirs, { method: "POST", body: form }));
    expect(refused).toEqual([404, 20404, expected]);
    expect((await refusal(call(at("SM1").replace(AC, AC2))))[1]).toBe(20404);
    expect(sandbox.state().accounts.map(({ messages }) => messages)).toEqual([
      undefined,
      undefined,
    ]);
  });

  test("or not authorised, if told so", async () => {
    const accounts = [account([0]), stranger];
    const { call } = start([0], { accounts, otherAccount: 401 });
    const refused = await refusal(call(theirs, { method: "POST", body: form }));
    expect(refused.slice(0, 2)).toEqual([401, 20003]);
    expect((await refusal(call(at("SM1").replace(AC, AC2)))).slice(0, 2)).toEqual([401, 20003]);
  });

  test("a subaccount's is within reach, and reaches nobody else's", async () => {
    const sandbox = createSandbox({ accounts: [account([0]), sub] });
    const { messages: own } = callers(sandbox);
    const { fetch } = sandbox;
    const { sid, accountSid } = await own.create({
      accountSid: AC2,
      to: "+14155550199",
      from: "Ahoy",
      body: "x",
    });
    expect(accountSid).toBe(AC2);
    const child = createClient({
      accountSid: sub.accountSid,
      authToken: sub.authToken,
      fetch,
      retry: null,
      extend: { messages },
    });
    expect((await child.messages.fetch({ sid: sid! })).sid).toBe(sid);
    const up = child.messages.fetch({ sid: sid!, accountSid: AC });
    expectError(await caught(() => up), "TwilioApiError", { status: 404 });
    expectError(await caught(() => own.fetch({ sid: sid! })), "TwilioApiError", { status: 404 });
    expect((await own.fetch({ sid: sid!, accountSid: AC2 })).sid).toBe(sid);
  });
});

describe("a restricted key", () => {
  const prefix = "/twilio/messaging/messages/";
  const body = new URLSearchParams({ To: to, From: WHATSAPP, Body: "x" });
  const auth = basic(SK, "secret");
  const restricted = (...permissions: string[]) => {
    const apiKeys = [{ apiKey: SK, apiSecret: "secret", permissions }];
    return start([0], { accounts: [{ ...account([0]), apiKeys }] });
  };

  test("may create, or read, if it may", async () => {
    const forbidden = [403, 70051, "Authorization Failed"];
    const writer = restricted(`${prefix}create`);
    expect((await writer.call(create, { auth, method: "POST", body })).status).toBe(201);
    expect(await refusal(writer.call(at("SM1"), { auth }))).toEqual(forbidden);
    const reader = restricted(`${prefix}read`);
    expect(await refusal(reader.call(create, { auth, method: "POST", body }))).toEqual(forbidden);
    const { sid } = await reader.send(to);
    expect((await reader.call(at(sid), { auth })).status).toBe(200);
  });
});

describe("SIDs", () => {
  test("are the same for the same source of chance", async () => {
    const sids = await Promise.all([0, 1].map(async () => (await start().send(to)).sid));
    expect(sids[0]).toBe(sids[1]);
  });

  test("are not repeated though the source repeats itself", async () => {
    const { send, sandbox } = start([0], { random: () => 0 });
    const sids = [];
    for (let i = 0; i < 20; i++) sids.push((await send(to)).sid);
    expect(new Set(sids).size).toBe(20);
    for (const sid of sids) expect(sid).toMatch(SID);
    const again = createSandbox({ ...sandbox.state(), random: () => 0 });
    expect(sids).not.toContain((await callers(again).send(to)).sid);
  });
});
