/**
 * Prism, which serves Twilio's OpenAPI document, and our client: as a mock of Twilio that it calls, and
 * as a proxy that watches it and our sandbox talk, as `prism mock --errors` and `prism proxy --errors`.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import {
  type ChannelSender,
  type Client,
  createClient,
  isTwilioApiError,
  type Transport,
} from "../../../mod.ts";
import { type Operations, readMessaging, startPrism, violationsIn } from "./prism_server.ts";
import { accountSid, authToken, emptyMG, MG, pool, serve, sidOf, spare } from "../support.ts";

const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
const running: (() => unknown)[] = [];
let operations: Operations;

// Reading the document takes a moment. All that runs is in this process, and ends with it at worst.
beforeAll(async () => void (operations = await readMessaging()), 60_000);
afterAll(() => Promise.all(running.map((end) => end())));

/** Starts Prism, to mock the API or to forward to it; resolves to its URL. */
async function prism(upstream?: string): Promise<string> {
  const { url, close } = await startPrism(operations, upstream ? { upstream } : {});
  running.push(close);
  return url;
}

describe("as a mock", () => {
  let baseUrl: string;
  beforeAll(async () => void (baseUrl = await prism()));

  /** A client that asks for one of the document's examples by its name, as Prism has it. */
  function client(example?: string): Client["channelSenders"] {
    const fetch: Transport = (request) => {
      if (example) request.headers.set("prefer", `example=${example}`);
      return globalThis.fetch(request);
    };
    return createClient({ accountSid, authToken, target: { baseUrl }, fetch }).channelSenders;
  }

  const whatsapp = `XE${"a".repeat(32)}`;
  const messenger = `XE${"a".repeat(31)}b`;
  const rcs = `XE${"a".repeat(31)}c`;

  const example = (sid: string, sender: string, senderType: string): ChannelSender => ({
    accountSid: `AC${"a".repeat(32)}`,
    messagingServiceSid: `MG${"a".repeat(32)}`,
    sid: sid as `XE${string}`,
    sender,
    senderType,
    countryCode: "US",
    dateCreated: new Date("2023-07-30T20:12:31Z"),
    dateUpdated: new Date("2023-07-30T20:12:33Z"),
    url: `https://messaging.twilio.com/v1/Services/${MG}/ChannelSenders/${sid}`,
  });

  test.each([
    ["createwhatsappsender", whatsapp, "whatsapp:+12487960483", "WhatsApp"],
    ["createfbsender", messenger, "messenger:104794531907950", "Messanger"], // as Twilio has it
    ["creatercssender", rcs, "rcs:ms_dev_test_agent", "RCS"],
  ])("creates: %s", async (name, sid, sender, type) => {
    const created = await client(name).create({ messagingServiceSid: MG, sid });
    expect(created).toEqual(example(sid, sender, type));
  });

  test.each([
    ["fetchwhatsappsender", whatsapp, "whatsapp:+12487960483", "WhatsApp"],
    ["fetchfbsender", messenger, "messenger:104794531907950", "Messenger"],
    ["fetchrcssender", rcs, "rcs:ms_dev_test_agent", "RCS"],
  ])("fetches: %s", async (name, sid, sender, type) => {
    const fetched = await client(name).fetch({ messagingServiceSid: MG, sid });
    expect(fetched).toEqual(example(sid, sender, type));
  });

  test("lists", async () => {
    const senders: ChannelSender[] = [];
    for await (const sender of client().list({ messagingServiceSid: MG })) senders.push(sender);
    expect(senders).toEqual([
      example(whatsapp, "whatsapp:+12487960483", "WhatsApp"),
      example(messenger, "messenger:104794531907950", "Messenger"),
      example(rcs, "rcs:ms_dev_ttatqler_agent", "RCS"),
    ]);
  });

  test("deletes", async () => {
    expect(await client().delete({ messagingServiceSid: MG, sid: whatsapp })).toBeUndefined();
  });

  test("wants Basic credentials; its refusal, by RFC 9457, is read", async () => {
    const { channelSenders } = createClient({ auth: null, target: { baseUrl } });
    const error: unknown = await channelSenders.fetch({ messagingServiceSid: MG, sid: whatsapp })
      .catch((error) => error);
    expect(isTwilioApiError(error) && { ...error, headers: null }).toMatchObject({
      status: 401,
      code: null,
      reason: "Invalid security scheme used",
      moreInfo: "https://stoplight.io/prism/errors#UNAUTHORIZED",
    });
  });

  test("refuses what our builders would not build", async () => {
    const url = `${baseUrl}/v1/Services/${MG}/ChannelSenders?PageSize=1001`;
    const answer = await fetch(url, { headers: { authorization } });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ validation: [{ code: "maximum" }] });
  });
});

describe("as a proxy", () => {
  let proxy: string;
  let sandbox: string;
  let answers: Response[];
  let client: Client;

  beforeAll(async () => {
    const served = await serve(createSandbox(pool(123)).fetch);
    running.push(served.close);
    sandbox = served.url;
    proxy = await prism(sandbox);
    const fetch: Transport = async (request) => {
      const answer = await globalThis.fetch(request);
      answers.push(answer.clone());
      return answer;
    };
    answers = [];
    client = createClient({ accountSid, authToken, target: { baseUrl: proxy }, fetch });
  });

  /** What Prism found in an answer, or in the request to it. */
  const violations = ({ headers }: Response) => violationsIn(headers.get("sl-violations"));

  test("sees no violation in create, fetch, list over many pages, and delete", async () => {
    const { create, fetch, list, delete: remove } = client.channelSenders;
    const one = { messagingServiceSid: MG, sid: spare };
    const created = await create(one);
    expect(await fetch(one)).toEqual(created);
    const seen: unknown[] = [];
    for await (const { sid } of list({ messagingServiceSid: MG, pageSize: 10 })) seen.push(sid);
    expect(seen).toEqual([...Array.from({ length: 123 }, (_, index) => sidOf(index)), spare]);
    for await (const _ of list({ messagingServiceSid: emptyMG })) expect.unreachable();
    await remove(one);

    expect(answers.map(({ status }) => status)).toEqual([201, 200, ...Array(14).fill(200), 204]);
    expect(answers.flatMap(violations)).toEqual([]);
    // Each went through Prism, although the sandbox knows nothing of it and names its own URLs.
    expect(answers.map(({ url }) => new URL(url).origin)).toEqual(Array(17).fill(proxy));
    expect(await answers[2]!.json()).toMatchObject({
      meta: { next_page_url: expect.stringMatching(`^${sandbox}/`) },
    });
  });

  test("lets refusals through, which the document does not declare", async () => {
    const { channelSenders } = client;
    answers = [];
    const refused = (call: Promise<unknown>) => call.then(() => null, ({ code }) => code);
    const here = { messagingServiceSid: MG, sid: sidOf(0) };
    expect(await refused(channelSenders.create(here))).toBe(21710);
    expect(await refused(channelSenders.create({ ...here, messagingServiceSid: emptyMG }))).toBe(
      21712,
    );
    expect(await refused(channelSenders.delete({ ...here, sid: spare }))).toBe(20404);
    expect(answers.map(violations)).toEqual(
      Array(3).fill([{
        location: ["response"],
        severity: "Warning",
        message: expect.stringContaining("Unable to match the returned status code"),
      }]),
    );
  });

  test("would report a wrong request", async () => {
    const url = `${proxy}/v1/Services/${MG}/ChannelSenders`;
    const body = new URLSearchParams({ Sid: `PN${"a".repeat(32)}` });
    const answer = await fetch(url, { method: "POST", body, headers: { authorization } });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      validation: [{ severity: "Error", location: ["body", "Sid"], code: "pattern" }],
    });
  });

  test("would report a wrong answer", async () => {
    const wrong = await serve(() => Promise.resolve(Response.json({ sid: "PN1" })));
    running.push(wrong.close);
    const url = `${await prism(wrong.url)}/v1/Services/${MG}/ChannelSenders/${spare}`;
    const answer = await fetch(url, { headers: { authorization } });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({
      type: expect.stringContaining("VIOLATIONS"),
      validation: expect.arrayContaining([
        expect.objectContaining({ severity: "Error", location: ["response", "body", "sid"] }),
      ]),
    });
  });
});
