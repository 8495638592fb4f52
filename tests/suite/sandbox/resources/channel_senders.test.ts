import { describe, expect, test } from "vitest";
import { createSandbox, type SandboxOptions } from "../../../../lib/sandbox/mod.ts";

// The rules of single requests, spoken in raw HTTP; access, paging and seeds have files of their own.
const AC = `AC${"a".repeat(32)}`;
const MG = `MG${"a".repeat(32)}`;
const MG2 = `MG${"a".repeat(31)}b`;
const XE = `XE${"a".repeat(32)}`;
const XE2 = `XE${"a".repeat(31)}b`;
const XE3 = `XE${"a".repeat(31)}c`;
const base = "https://messaging.twilio.com";
const path = `/v1/Services/${MG}/ChannelSenders`;
const form = "application/x-www-form-urlencoded";

interface Init {
  method?: string;
  body?: BodyInit;
  type?: string;
}

function start(options: SandboxOptions = {}) {
  const sandbox = createSandbox({
    now: () => new Date("2023-07-30T20:12:31.456Z"),
    requestId: () => `RQ${"0".repeat(31)}1`,
    ...options,
  });
  const { accountSid, authToken } = sandbox.credentials;
  const call = (target: string, init: Init = {}) => {
    const { type = form, ...rest } = init;
    const headers = new Headers({ authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` });
    if (rest.body) headers.set("content-type", type);
    return sandbox.fetch(new Request(base + target, { ...rest, headers }));
  };
  const attach = (sid: string, service = MG) =>
    call(`/v1/Services/${service}/ChannelSenders`, { method: "POST", body: `Sid=${sid}` });
  return { call, attach };
}

const said = async (response: Response) => [response.status, await response.text()];
const error = (status: number, code: number, message: string) => [
  status,
  JSON.stringify({
    code,
    message,
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status,
  }),
];

const wire = (sid: string, sender: string, type: string | null) => ({
  account_sid: AC,
  messaging_service_sid: MG,
  sid,
  sender,
  sender_type: type,
  country_code: "US",
  date_created: "2023-07-30T20:12:31Z",
  date_updated: "2023-07-30T20:12:31Z",
  url: `${base}/v1/Services/${MG}/ChannelSenders/${sid}`,
});

describe("the four operations", () => {
  test("create answers 201 with the resource, members in the documented order", async () => {
    const { attach } = start();
    const whatsApp = await attach(XE);
    expect(whatsApp.status).toBe(201);
    expect(await whatsApp.text()).toBe(
      JSON.stringify(wire(XE, "whatsapp:+12487960483", "WhatsApp")),
    );
    const messenger = await attach(XE2);
    expect(await messenger.json()).toEqual(wire(XE2, "messenger:104794531907950", "Messenger"));
    expect(await (await attach(XE3)).json()).toEqual(wire(XE3, "rcs:ms_dev_test_agent", "RCS"));
  });

  test("fetch answers 200 with what create answered", async () => {
    const { call, attach } = start();
    const created = await (await attach(XE)).text();
    expect(await said(await call(`${path}/${XE}`))).toEqual([200, created]);
  });

  test("list answers 200 with the attached senders alone, in their order", async () => {
    const { call, attach } = start();
    const empty = await call(path);
    expect(empty.status).toBe(200);
    expect((await empty.json()).senders).toEqual([]);
    await attach(XE3);
    await attach(XE);
    await attach(XE2, MG2);
    const { senders } = await (await call(path)).json();
    expect(senders).toEqual([
      wire(XE3, "rcs:ms_dev_test_agent", "RCS"),
      wire(XE, "whatsapp:+12487960483", "WhatsApp"),
    ]);
  });

  test("delete answers 204 without a body, and the sender can be attached again", async () => {
    const { call, attach } = start();
    await attach(XE);
    const deleted = await call(`${path}/${XE}`, { method: "DELETE" });
    expect(await said(deleted)).toEqual([204, ""]);
    expect(deleted.body).toBe(null);
    expect(deleted.headers.get("content-type")).toBe(null);
    expect((await call(`${path}/${XE}`)).status).toBe(404);
    expect((await (await call(path)).json()).senders).toEqual([]);
    expect((await attach(XE, MG2)).status).toBe(201);
  });

  test("the clock dates what is attached, to the second", async () => {
    let time = Date.parse("2026-01-02T03:04:05.999Z");
    const { attach } = start({ now: () => new Date(time) });
    expect((await (await attach(XE)).json()).date_created).toBe("2026-01-02T03:04:05Z");
    time += 1000;
    const { date_created, date_updated } = await (await attach(XE2)).json();
    expect([date_created, date_updated]).toEqual(["2026-01-02T03:04:06Z", "2026-01-02T03:04:06Z"]);
  });

  test("a multipart form does as well", async () => {
    const { call } = start();
    const type = "multipart/form-data; boundary=x";
    const body = `--x\r\ncontent-disposition: form-data; name="Sid"\r\n\r\n${XE}\r\n--x--\r\n`;
    expect((await call(path, { method: "POST", body, type })).status).toBe(201);
    const broken = await call(path, { method: "POST", body: "--x\r\nSid", type });
    expect(broken.status).toBe(400);
  });
});

describe("refusals", () => {
  const missing = error(400, 20001, "Missing required parameter Sid in the post body");
  const invalid = error(400, 20001, "Invalid Sid.");
  const notFound = (path: string) =>
    error(404, 20404, `The requested resource ${path} was not found`);

  test.each([
    ["no body", undefined, form, missing],
    ["another field", `sid=${XE}`, form, missing],
    ["an empty field", "Sid=", form, missing],
    ["JSON", JSON.stringify({ Sid: XE }), "application/json", missing],
    ["a form that says to be text", `Sid=${XE}`, "text/plain;charset=UTF-8", missing],
    ["an address", "Sid=whatsapp:%2B12487960483", form, invalid],
    ["a lower-case prefix", `Sid=${XE.toLowerCase()}`, form, invalid],
    ["one digit too few", `Sid=${XE.slice(1)}`, form, invalid],
    ["one digit too many", `Sid=${XE}0`, form, invalid],
    ["white space", `Sid=${XE}%20`, form, invalid],
  ])("create with %s", async (_, body, type, expected) => {
    const { call } = start();
    const init = body === undefined ? {} : { body, type };
    expect(await said(await call(path, { method: "POST", ...init }))).toEqual(expected);
  });

  test("create with a parameter in the charset of its type, and with others beside it", async () => {
    const { call } = start();
    const body = `Foo=bar&Sid=${XE}&Sid=${XE2}`;
    const type = `${form};charset=UTF-8`;
    const created = await (await call(path, { method: "POST", body, type })).json();
    expect(created.sid).toBe(XE);
  });

  test("a sender that is in this service already", async () => {
    const { attach } = start();
    await attach(XE);
    const message = "Phone Number or Short Code is already in the Messaging Service.";
    expect(await said(await attach(XE))).toEqual(error(409, 21710, message));
  });

  test("a sender that is in another service", async () => {
    const { call, attach } = start();
    await attach(XE, MG2);
    const message = "Phone Number or Short Code is associated with another Messaging Service.";
    expect(await said(await attach(XE))).toEqual(error(409, 21712, message));
    expect((await call(`${path}/${XE}`)).status).toBe(404);
    expect((await call(`${path}/${XE}`, { method: "DELETE" })).status).toBe(404);
    expect((await call(`/v1/Services/${MG2}/ChannelSenders/${XE}`)).status).toBe(200);
  });

  test("what is not there, by its path without the version", async () => {
    const { call, attach } = start();
    const nowhere = `/Services/MG${"f".repeat(32)}/ChannelSenders`;
    expect(await said(await call(`/v1${nowhere}`))).toEqual(notFound(nowhere));
    expect(await said(await call(`/v1${nowhere}/${XE}`))).toEqual(notFound(`${nowhere}/${XE}`));
    expect(await said(await call(`/v1${nowhere}`, { method: "POST", body: `Sid=${XE}` })))
      .toEqual(notFound(nowhere));
    const detached = `/Services/${MG}/ChannelSenders/${XE}`;
    expect(await said(await call(`/v1${detached}`))).toEqual(notFound(detached));
    expect(await said(await call(`/v1${detached}`, { method: "DELETE" })))
      .toEqual(notFound(detached));
    const unknown = `XE${"f".repeat(32)}`;
    expect(await said(await attach(unknown)))
      .toEqual(notFound(`/Services/${MG}/ChannelSenders/${unknown}`));
  });

  test.each([
    ["/", "/"],
    ["/v1", "/v1"],
    ["/v1/Service", "/Service"],
    ["/v1/Services/MG71/ChannelSenders", "/Services/MG71/ChannelSenders"],
    [`${path}/`, `/Services/${MG}/ChannelSenders/`],
    [`${path}/${XE}/x?PageSize=1`, `/Services/${MG}/ChannelSenders/${XE}/x`],
    [`${path}.json`, `/Services/${MG}/ChannelSenders.json`],
    [path.toLowerCase(), path.toLowerCase().slice(3)],
    [`/prefix${path}`, `/prefix${path}`],
    ["/v2/Channels/Sender", "/v2/Channels/Sender"],
    ["/v1/__proto__/constructor", "/__proto__/constructor"],
  ])("the unknown path %s", async (target, named) => {
    const { call } = start();
    expect(await said(await call(target))).toEqual(notFound(named));
  });

  test.each([
    ["PUT", path, "GET, POST, HEAD, OPTIONS"],
    ["PATCH", path, "GET, POST, HEAD, OPTIONS"],
    ["DELETE", path, "GET, POST, HEAD, OPTIONS"],
    ["POST", `${path}/${XE}`, "GET, DELETE, HEAD, OPTIONS"],
    ["PUT", `${path}/${XE}`, "GET, DELETE, HEAD, OPTIONS"],
  ])("the method %s of %s, which does not exist", async (method, target, allowed) => {
    const { call } = start();
    const response = await call(target, { method });
    expect(response.headers.get("allow")).toBe(allowed);
    expect(await said(response)).toEqual(error(405, 20004, "Method not allowed"));
  });

  test("a body over 64 KiB, of which no more is read", async () => {
    const { call } = start();
    const tooLarge = error(413, 20413, "Request entity too large");
    const body = (size: number) => `Sid=${XE}&x=`.padEnd(size, "x");
    const post = (size: number) => call(path, { method: "POST", body: body(size) });
    expect(await said(await post(65_537))).toEqual(tooLarge);
    expect((await post(65_536)).status).toBe(201);
  });

  test("a fault inside, as Twilio would say it and no more", async () => {
    const fail = () => {
      throw new Error("secret");
    };
    const expected = error(500, 20500, "An internal server error has occurred");
    for (const broken of [{ now: fail }, { now: () => new Date(NaN) }, { requestId: fail }]) {
      const { attach } = start(broken);
      const response = await attach(XE);
      const id = `RQ${"0".repeat(31)}${"now" in broken ? 1 : 0}`;
      expect(response.headers.get("twilio-request-id")).toBe(id);
      expect(response.headers.get("twilio-request-duration")).toBe("0.000");
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
      expect(await said(response)).toEqual(expected);
    }
  });
});

test("a sender of a seed is of the country of its number, unless it says another", async () => {
  const senders: [sender: string, countryCode: string | undefined, expected: string][] = [
    ["whatsapp:+14165550100", undefined, "CA"],
    ["whatsapp:+4930901820", undefined, "DE"],
    ["whatsapp:+4930901821", "FR", "FR"],
    ["rcs:agent", undefined, "US"],
  ];
  const channelSenders = senders.map(([sender, countryCode], index) => ({
    sid: `XE${"b".repeat(31)}${index}`,
    sender,
    countryCode,
  }));
  const services = [{ sid: MG, channelSenders: channelSenders.map(({ sid }) => sid) }];
  const authToken = "0123456789abcdef0123456789abcdef";
  const sandbox = createSandbox({
    accounts: [{ accountSid: AC, authToken, channelSenders, services }],
  });
  const authorization = `Basic ${btoa(`${AC}:${authToken}`)}`;
  const answer = await sandbox.fetch(new Request(base + path, { headers: { authorization } }));
  const listed = (await answer.json()).senders as { sender: string; country_code: string }[];
  const countryOf = Object.fromEntries(listed.map((one) => [one.sender, one.country_code]));
  expect(countryOf).toEqual(
    Object.fromEntries(senders.map(([sender, , expected]) => [sender, expected])),
  );
});
