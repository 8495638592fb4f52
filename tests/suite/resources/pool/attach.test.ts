import { describe, expect, test } from "vitest";
import {
  createClient,
  isTwilioError,
  isTwilioSenderError,
  pool,
  senderKinds,
  type TwilioSenderError,
} from "../../../../mod.ts";
import { createSandbox } from "../../../../lib/sandbox/mod.ts";
import {
  accountWith,
  channelSender,
  destinationName,
  name,
  phoneNumber,
  shortCode,
  sid,
  startPool,
} from "../../support/pool.ts";
import { AC, caught, expectError, json, MG, service, silent } from "../../support/support.ts";

// Into a pool and out of it by plain addresses: their SIDs are looked for.
const elsewhere = { messagingServiceSid: sid("MG", 1) };
const numbers = `/2010-04-01/Accounts/${AC}/IncomingPhoneNumbers.json`;
const codes = `/2010-04-01/Accounts/${AC}/SMS/ShortCodes.json`;
const senders = "/v2/Channels/Senders";

/** The account's senders on a channel, as Twilio lists them. */
function sendersOf(...all: { sid: string; sender_id: string }[]) {
  return ({ url }: Request) => {
    const { pathname, searchParams } = new URL(url);
    if (pathname !== senders) return null;
    const prefix = `${searchParams.get("Channel")}:`;
    const listed = all.filter(({ sender_id }) => sender_id.startsWith(prefix));
    return json(200, { senders: listed, meta: { next_page_url: null, key: "senders" } });
  };
}

/** An account whose senders are in the first of two services; the second has none. */
const seed = accountWith({ channelSenders: 2, phoneNumbers: 2, shortCodes: 2 }, 2);
/** The same, with nothing in a pool. */
const free = { ...seed, services: seed.services!.map(({ sid }) => ({ sid })) };
const listed = [0, 1].map((index) => ({ sid: sid("XE", index), sender_id: channelSender(index) }));

describe("attach", () => {
  test.each([
    ["phoneNumber", phoneNumber(1), sid("PN", 1), [
      `GET ${numbers}?PhoneNumber=${encodeURIComponent(phoneNumber(1))}&PageSize=1000`,
      `POST /v1/Services/${MG}/PhoneNumbers`,
    ]],
    ["shortCode", shortCode(1), sid("SC", 1), [
      `GET ${codes}?ShortCode=${shortCode(1)}&PageSize=1000`,
      `POST /v1/Services/${MG}/ShortCodes`,
    ]],
    ["channelSender", channelSender(1), sid("XE", 1), [
      `GET ${senders}?Channel=whatsapp&PageSize=1000`,
      `POST /v1/Services/${MG}/ChannelSenders`,
    ]],
  ])("looks for the SID of a %s", async (kind, address, expected, requests) => {
    const { client, sent } = startPool(free, { instead: sendersOf(...listed) });
    const entry = await client.pool.attach(address, service);
    expect(entry).toMatchObject({ kind, sid: expected, sender: address });
    expect(sent).toEqual(requests);
    expect(await client.pool.list(service).toArray()).toEqual([entry]);
  });

  test("takes an agent of RCS", async () => {
    const agent = { sid: sid("XE", 7), sender: "rcs:ms_dev_test_agent" };
    const { client } = startPool({ ...free, channelSenders: [agent] }, {
      instead: sendersOf(...listed, { sid: agent.sid, sender_id: agent.sender }),
    });
    expect(await client.pool.attach(agent.sender, service)).toMatchObject(agent);
  });

  test("makes an alpha sender of a name, which has no SID before", async () => {
    const { client, sent } = startPool(free);
    const entry = await client.pool.attach("Shop", service);
    expect(entry).toMatchObject({ kind: "alphaSender", sender: "Shop", countryCode: null });
    expect(sent).toEqual([`POST /v1/Services/${MG}/AlphaSenders`]);
  });

  test("takes the very number or code, of those that Twilio's filter finds", async () => {
    const like = (text: (index: number) => string, index: number) =>
      index === 9 ? `${text(0)}1` : text(index);
    const items = [9, 0, 1].map((index) => ({
      numbers: { sid: sid("PN", index), phone_number: like(phoneNumber, index) },
      codes: { sid: sid("SC", index), short_code: like(shortCode, index) },
    }));
    const { client } = startPool(free, {
      instead: ({ url }) =>
        url.includes("2010-04-01")
          ? json(200, {
            incoming_phone_numbers: items.map(({ numbers }) => numbers),
            short_codes: items.map(({ codes }) => codes),
            next_page_uri: null,
          })
          : null,
    });
    expect((await client.pool.attach(phoneNumber(0), service)).sid).toBe(sid("PN", 0));
    expect((await client.pool.attach(shortCode(0), service)).sid).toBe(sid("SC", 0));
  });

  test.each([
    ["+12125559999", "among the account's phone numbers (IncomingPhoneNumbers)"],
    ["99999", "among the account's short codes (SMS/ShortCodes)"],
    ["whatsapp:+12125559999", "among the account's senders on WhatsApp (Channels/Senders)"],
    ["rcs:nobody", "among the account's senders on RCS (Channels/Senders)"],
  ])("says what was looked for and where: %s", async (address, where) => {
    const { client, sent } = startPool(free, { instead: sendersOf(...listed) });
    const error = await caught(() => client.pool.attach(address, service));
    expectError(error, "TwilioSenderError", { problem: "missing", address, where, found: [] });
    const message = `expected a sender of this address ${where}, found none`;
    expect((error as Error).message).toBe(message);
    expect(isTwilioError(error) && isTwilioSenderError(error)).toBe(true);
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: "TwilioSenderError",
      message,
      reason: message,
      problem: "missing",
      address,
      where,
      found: [],
    });
    expect(sent.filter((request) => request.startsWith("POST"))).toEqual([]);
  });

  test("refuses to guess where there are two", async () => {
    const twice = [sid("XE", 0), sid("XE", 1)].map((sid) => ({ sid, sender_id: channelSender(0) }));
    const { client, sent } = startPool(free, { instead: sendersOf(...twice) });
    const error = await caught(() => client.pool.attach(channelSender(0), service));
    const found = twice.map(({ sid }) => sid);
    expectError(error, "TwilioSenderError", { problem: "ambiguous", found });
    expect((error as Error).message).toContain(
      `found 2: channelSenders.create takes one of ${found.join(", ")}`,
    );
    expect(sent).toHaveLength(1);
    // The same one twice is one.
    const same = startPool(free, { instead: sendersOf(listed[0]!, listed[0]!) });
    expect((await same.client.pool.attach(channelSender(0), service)).sid).toBe(sid("XE", 0));
  });

  test.each([
    ["XE", "channelSenders.create and channelSenders.delete"],
    ["PN", "phoneNumbers.create and phoneNumbers.delete"],
    ["SC", "shortCodes.create and shortCodes.delete"],
    ["AI", "alphaSenders.delete and destinationAlphaSenders.delete"],
  ])("says what takes a SID that begins with %s", async (letters, takers) => {
    const { client, sent } = startPool(free);
    const calls = [client.pool.attach, client.pool.detach].map((call) => () =>
      call(sid(letters, 1), service)
    );
    for (const call of [...calls, () => client.pool.whereIs(sid(letters, 1))]) {
      const error = await caught(call);
      expectError(error, "TwilioInputError", { field: "address" });
      expect((error as Error).message).toContain(`got a SID, which ${takers} take`);
    }
    expect(sent).toEqual([]);
  });

  test("says that Messenger's can't be looked for", async () => {
    const { client, sent } = startPool(free);
    const error = await caught(() => client.pool.attach("messenger:104794531907950", service));
    expectError(error, "TwilioInputError", { field: "address" });
    expect((error as Error).message).toBe(
      "address: expected an address whose SID can be looked for, got one of Messenger, whose " +
        "senders Twilio does not list: give its XE… to channelSenders.create",
    );
    expect(sent).toEqual([]);
  });

  test("what Twilio refuses is told as it is", async () => {
    const { client } = startPool(seed, { instead: sendersOf(...listed) });
    for (const address of [phoneNumber(0), shortCode(0), channelSender(0)]) {
      const here = await caught(() => client.pool.attach(address, service));
      expectError(here, "TwilioApiError", { status: 409, code: 21710 });
      const there = await caught(() => client.pool.attach(address, elsewhere));
      expectError(there, "TwilioApiError", { status: 409, code: 21712 });
      const [place] = await client.pool.whereIs(address);
      expect(place?.service.sid).toBe(MG);
    }
  });

  test("of a client without an account says so, where one is needed", async () => {
    const sandbox = createSandbox({ accounts: [free] });
    const client = createClient({ auth: null, extend: { pool }, fetch: sandbox.fetch });
    for (const address of [phoneNumber(0), shortCode(0)]) {
      const error = await caught(() => client.pool.attach(address, service));
      expectError(error, "TwilioInputError", { field: "accountSid" });
    }
  });
});

describe("detach", () => {
  const all = accountWith({
    channelSenders: 2,
    phoneNumbers: 2,
    shortCodes: 2,
    alphaSenders: 2,
    destinationAlphaSenders: 2,
  }, 2);

  test.each([
    ["channelSender", "ChannelSenders", channelSender(1), sid("XE", 1)],
    ["phoneNumber", "PhoneNumbers", phoneNumber(1), sid("PN", 1)],
    ["shortCode", "ShortCodes", shortCode(1), sid("SC", 1)],
    ["alphaSender", "AlphaSenders", name(1), sid("AI", 1)],
    ["destinationAlphaSender", "DestinationAlphaSenders", destinationName(1), sid("AI", 100_001)],
  ])("takes a %s out of the pool", async (kind, path, address, expected) => {
    const { client, sent } = startPool(all);
    const before = await client.pool.list(service).toArray();
    sent.length = 0;
    const entry = await client.pool.detach(address, service);
    expect(entry).toMatchObject({ kind, sid: expected, sender: address });
    expect(sent.at(-1)).toBe(`DELETE /v1/Services/${MG}/${path}/${expected}`);
    expect(sent.length).toBe(/Alpha/.test(path) ? 3 : 2);
    const after = await client.pool.list(service).toArray();
    expect(after).toEqual(before.filter(({ sid }) => sid !== expected));
  });

  test("finds what attach has put in", async () => {
    const { client } = startPool(free, { instead: sendersOf(...listed) });
    for (const address of [phoneNumber(0), shortCode(0), channelSender(0), "Shop"]) {
      const put = await client.pool.attach(address, service);
      expect(await client.pool.detach(address, service)).toEqual(put);
    }
    expect(await client.pool.list(service).toArray()).toEqual([]);
  });

  test.each([
    [phoneNumber(1), "a phone number"],
    [shortCode(1), "a short code"],
    [channelSender(1), "a channel sender"],
    [name(1), "a name"],
  ])("says what is not in the pool: %s", async (address, words) => {
    const { client, sent } = startPool(all);
    const error = await caught(() => client.pool.detach(address, elsewhere));
    const where = `in the pool of ${elsewhere.messagingServiceSid}`;
    expectError(error, "TwilioSenderError", { problem: "missing", address, where, found: [] });
    const { message } = error as TwilioSenderError;
    expect(message).toBe(`expected ${words} of this address ${where}, found none`);
    expect(sent.every((request) => request.startsWith("GET"))).toBe(true);
  });

  test("refuses to guess of a name that is in the pool twice", async () => {
    const names = [sid("AI", 1), sid("AI", 2)];
    const services = [{
      sid: MG,
      alphaSenders: [{ sid: names[1]!, alphaSender: "Shop" }],
      destinationAlphaSenders: [{ sid: names[0]!, alphaSender: "Shop", isoCountryCode: "FR" }],
    }];
    const { client, sent } = startPool({ ...accountWith({}), services });
    const error = await caught(() => client.pool.detach("Shop", service));
    expectError(error, "TwilioSenderError", { problem: "ambiguous", found: names });
    expect((error as Error).message).toContain(
      `destinationAlphaSenders.delete takes ${names[0]}, and alphaSenders.delete takes ${names[1]}`,
    );
    expect(sent).toHaveLength(2);
  });

  test("an abort is told as it is, and nothing is taken out", async () => {
    const { client, sent } = startPool(all, { instead: silent });
    const signal = AbortSignal.abort("enough");
    for (const call of [client.pool.attach, client.pool.detach]) {
      expect(await caught(() => call(phoneNumber(0), service, { signal }))).toBe("enough");
    }
    expect(sent).toEqual([]);
  });
});

describe("bad input", () => {
  test.each<[address: unknown, input: unknown, field: string]>([
    ["12125550100", service, "address"],
    [sid("PN", 1), service, "address"],
    ["", service, "address"],
    [undefined, service, "address"],
    [phoneNumber(0), undefined, "input"],
    [phoneNumber(0), {}, "messagingServiceSid"],
    [phoneNumber(0), { messagingServiceSid: "MG1" }, "messagingServiceSid"],
    [phoneNumber(0), { ...service, sid: MG }, "sid"],
  ])("%s into %j is refused before anything is sent", async (address, input, field) => {
    const { client, sent } = startPool(free);
    for (const call of [client.pool.attach, client.pool.detach]) {
      const error = await caught(() => call(address as string, input as typeof service));
      expectError(error, "TwilioInputError", { field });
    }
    expect(sent).toEqual([]);
  });
});

test.each([
  ["whatsapp:+12487960483", ["channelSender"]],
  ["rcs:agent", ["channelSender"]],
  ["messenger:104794531907950", ["channelSender"]],
  ["+12487960483", ["phoneNumber"]],
  ["12345", ["shortCode"]],
  ["Boutique", ["destinationAlphaSender", "alphaSender"]],
])("%s may be that of %j", (address, kinds) => {
  expect(senderKinds(address)).toEqual(kinds);
});

test.each(["rcs:+12487960483", "whatsapp:US.1", "nobody:", "", "00123456789", null])(
  "%j is that of no sender of a pool",
  (address) => {
    expect(() => senderKinds(address as string)).toThrow(/^address: expected /);
  },
);
