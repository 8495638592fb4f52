import { describe, expect, test } from "vitest";
import {
  createChannelSender,
  createClient,
  deleteChannelSender,
  fetchChannelSender,
  listChannelSenders,
  send,
  withMetadata,
} from "../../mod.ts";
import { basicAuth, compose, timeout } from "../../lib/middleware/mod.ts";
import { type AccountSeed, createSandbox } from "../../lib/sandbox/mod.ts";
import {
  AC,
  caught,
  collect,
  expectError,
  MG,
  one,
  sender,
  service,
  SK,
  XE,
} from "./support/support.ts";

// The real client over the sandbox, in process: what one call did, the next one sees.
const others = ["b", "c"].map((digit) => XE.slice(0, -1) + digit);
const sids = [XE, ...others];
const many = 2345;
const all = Array.from({ length: many }, (_, number) => number);

function crowd(): AccountSeed {
  return {
    accountSid: AC,
    authToken: "token",
    apiKeys: [{ apiKey: SK, apiSecret: "secret" }],
    channelSenders: all.map((number) => ({ sid: sender(number), sender: `rcs:agent_${number}` })),
    services: [{ sid: MG, channelSenders: all.map(sender) }, { sid: `MG${"b".repeat(32)}` }],
  };
}

describe("round trips", () => {
  test("the whole life of a sender", async () => {
    const sandbox = createSandbox({ now: () => new Date("2026-01-02T03:04:05Z") });
    const client = createClient({ ...sandbox.credentials, fetch: sandbox.fetch });
    const { channelSenders } = client;
    const listed = async () => {
      const found: (string | null)[] = [];
      for await (const { sid } of channelSenders.list(service)) found.push(sid);
      return found;
    };

    expect(await listed()).toEqual([]);
    expectError(await caught(() => channelSenders.fetch(one)), "TwilioApiError", { code: 20404 });

    const created = await channelSenders.create(one);
    expect(created).toEqual({
      accountSid: AC,
      messagingServiceSid: MG,
      sid: XE,
      sender: "whatsapp:+12487960483",
      senderType: "WhatsApp",
      countryCode: "US",
      dateCreated: new Date("2026-01-02T03:04:05Z"),
      dateUpdated: new Date("2026-01-02T03:04:05Z"),
      url: `https://messaging.twilio.com/v1/Services/${MG}/ChannelSenders/${XE}`,
    });
    expect(await channelSenders.fetch(one)).toEqual(created);
    for (const sid of others) await channelSenders.create({ ...service, sid });
    expect(await listed()).toEqual(sids);

    const again = await caught(() => channelSenders.create(one));
    expectError(again, "TwilioApiError", { status: 409, code: 21710 });
    expect(await channelSenders.delete(one)).toBe(undefined);
    expect(await listed()).toEqual(others);
    const gone = await caught(() => channelSenders.delete(one));
    expectError(gone, "TwilioApiError", { status: 404, code: 20404 });
    expect((await channelSenders.create(one)).sid).toBe(XE);
    expect((await listed()).sort()).toEqual(sids);
  });

  test("the same without a client: builders, parsers, and a stack of one's own", async () => {
    const { credentials, fetch } = createSandbox();
    const transport = compose(timeout(60_000), basicAuth(credentials))(fetch);
    const request = createChannelSender.request(one);
    const { sid } = await createChannelSender.parse(await transport(request));
    expect(sid).toBe(XE);
    const options = { fetch: transport };
    const { value, metadata } = await send(withMetadata(fetchChannelSender), one, options);
    expect(value.sid).toBe(XE);
    expect(metadata.requestId).toContain("RQ");
    expect((await send(listChannelSenders, service, options)).items.length).toBe(1);
    expect(await send(deleteChannelSender, one, options)).toBe(undefined);
    expect((await send(listChannelSenders, service, options)).items).toEqual([]);
  });

  test.each<[string, object, number]>([
    ["all of them", {}, many],
    ["on pages of 1000", { pageSize: 1000 }, many],
    ["on pages of 97", { pageSize: 97 }, many],
    ["some", { limit: 1001 }, 1001],
    ["a few", { limit: 5, pageSize: 2 }, 5],
  ])("a listing over many pages, in order: %s", async (_, input, count) => {
    const { fetch } = createSandbox({ accounts: [crowd()] });
    const { channelSenders } = createClient({ apiKey: SK, apiSecret: "secret", fetch });
    const expected = all.slice(0, count);
    expect(await collect(channelSenders.list({ ...service, ...input }))).toEqual(expected);
    const listing = channelSenders.list({ ...service, ...input });
    expect(await collect(listing.pages())).toEqual(expected);
  });

  test("a listing resumes from any page, forwards and backwards", async () => {
    const { fetch, credentials } = createSandbox({ accounts: [crowd()] });
    const client = createClient({ ...credentials, fetch });
    const input = { ...service, pageSize: 1000 };
    const first = await client.send(listChannelSenders, input);
    const rest = await collect(client.channelSenders.list({ ...input, ...first.next }));
    expect(rest).toEqual(all.slice(1000));
    const second = await client.send(listChannelSenders, { ...input, ...first.next });
    const back = await client.send(listChannelSenders, { ...input, ...second.previous });
    expect(back.items).toEqual(first.items);
    expect([first.previous, back.previous]).toEqual([null, null]);
  });

  test("a proxy's prefix is kept from page to page", async () => {
    const { fetch, credentials } = createSandbox({ accounts: [crowd()] });
    const prefix = "https://proxy.example/twilio";
    const seen = new Set<string>();
    const { channelSenders } = createClient({
      ...credentials,
      target: { baseUrl: prefix },
      fetch: (request) => {
        seen.add(request.url.slice(0, prefix.length + 1));
        return fetch(new Request(request.url.replace("/twilio/", "/"), request));
      },
    });
    expect(await collect(channelSenders.list(service))).toEqual(all);
    expect([...seen]).toEqual([`${prefix}/`]);
  });

  test("refusals are typed, and tell which request it was", async () => {
    const { fetch, credentials } = createSandbox({ accounts: [crowd()] });
    const { channelSenders } = createClient({ ...credentials, fetch });
    const elsewhere = { messagingServiceSid: `MG${"b".repeat(32)}`, sid: sender(1) };
    const unknown = { ...service, messagingServiceSid: `MG${"c".repeat(32)}` };
    const stranger = createClient({ ...credentials, authToken: "wrong", fetch });
    const cases: [() => unknown, object][] = [
      [() => channelSenders.create({ ...service, sid: sender(1) }), { status: 409, code: 21710 }],
      [() => channelSenders.create(elsewhere), { status: 409, code: 21712 }],
      [() => channelSenders.fetch(elsewhere), { status: 404, code: 20404 }],
      [() => channelSenders.list(unknown).pages().next(), { status: 404, code: 20404 }],
      [() => collect(channelSenders.list({ ...service, pageToken: "PTx" })), { code: 21481 }],
      [() => stranger.channelSenders.delete(one), { status: 401, code: 20003 }],
    ];
    for (const [run, members] of cases) {
      const error = await caught(run);
      expectError(error, "TwilioApiError", members);
      expectError(error, "TwilioApiError", { requestId: expect.stringContaining("RQ") });
    }
  });

  test("a hundred at once", async () => {
    const { fetch, credentials } = createSandbox({ accounts: [crowd()] });
    const { channelSenders } = createClient({ ...credentials, fetch });
    const hundred = all.slice(0, 100).map((number) => ({ ...service, sid: sender(number) }));
    const fetched = await Promise.all(hundred.map((input) => channelSenders.fetch(input)));
    expect(fetched.map(({ sid }) => sid)).toEqual(hundred.map(({ sid }) => sid));
    await Promise.all(hundred.map((input) => channelSenders.delete(input)));
    expect(await collect(channelSenders.list(service))).toEqual(all.slice(100));
  });
});
