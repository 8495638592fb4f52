import { describe, expect, test } from "vitest";
import {
  type ChannelSender,
  createChannelSender,
  fetchChannelSender,
  listChannelSenders,
} from "../../../mod.ts";
import {
  AC,
  caught,
  collection,
  expectError,
  json,
  MG,
  pageBody,
  wire,
  XE,
} from "../support/support.ts";

// What the parsers make of the JSON of a success: values of the documented types, or an error.
const url = `${collection}/${XE}`;
const parse = (fields: object) => fetchChannelSender.parse(json(200, wire(1, fields)), { url });
const fields: [keyof ChannelSender, string][] = [
  ["accountSid", "account_sid"],
  ["messagingServiceSid", "messaging_service_sid"],
  ["sid", "sid"],
  ["sender", "sender"],
  ["senderType", "sender_type"],
  ["countryCode", "country_code"],
  ["dateCreated", "date_created"],
  ["dateUpdated", "date_updated"],
  ["url", "url"],
];

async function expectUnexpected(run: () => unknown, what: string): Promise<void> {
  const error = await caught(run);
  expectError(error, "TwilioResponseError", { method: "GET", url, status: 200 });
  expect((error as Error).message).toContain(`${what}: expected`);
}

describe("a channel sender", () => {
  const whole = {
    accountSid: AC,
    messagingServiceSid: MG,
    sid: XE,
    sender: "whatsapp:+15550000001",
    senderType: "WhatsApp",
    countryCode: "US",
    dateCreated: new Date("2023-07-30T20:12:31Z"),
    dateUpdated: new Date("2023-07-30T20:12:33Z"),
    url: `${collection}/${XE}`,
  };
  const resource = { sid: XE, url: whole.url };

  test("has nine fields, and no more", async () => {
    const value = await parse({ ...resource, capabilities: ["SMS"], links: {}, new_field: 1 });
    expect(value).toEqual(whole);
    expect(Object.keys(value).sort()).toEqual(Object.keys(whole).sort());
  });

  test("is the same from create and in a list", async () => {
    const body = wire(1, resource);
    expect(await createChannelSender.parse(json(201, body))).toEqual(whole);
    const page = await listChannelSenders.parse(
      json(200, { ...pageBody([], null), senders: [body] }),
    );
    expect(page.items).toEqual([whole]);
  });

  test.each(fields)("%s may be null", async (field, key) => {
    expect(await parse({ ...resource, [key]: null })).toEqual({ ...whole, [field]: null });
  });

  test("all may be null at once", async () => {
    const nulls = Object.fromEntries(fields.map(([_, key]) => [key, null]));
    const value = await fetchChannelSender.parse(json(200, nulls));
    expect(Object.values(value)).toEqual(fields.map(() => null));
  });

  test.each(fields)("%s may be missing, the SID excepted", async (field, key) => {
    const { [key]: _, ...rest } = wire(1, resource);
    const answer = () => fetchChannelSender.parse(json(200, rest), { url });
    if (key === "sid") await expectUnexpected(answer, "sid");
    else expect(await answer()).toEqual({ ...whole, [field]: null });
  });

  test.each(fields)("%s of the wrong type is an error", async (_, key) => {
    for (const value of [0, 5, true, false, [], ["US"], {}, { toString: "x" }]) {
      await expectUnexpected(() => parse({ [key]: value }), key);
    }
  });

  test.each([
    ["account_sid", XE],
    ["account_sid", AC.toLowerCase()],
    ["account_sid", ""],
    ["messaging_service_sid", AC],
    ["sid", MG],
    ["sid", ""],
    ["sid", ` ${XE}`],
  ])("%s: %j is another kind of SID", async (key, value) => {
    await expectUnexpected(() => parse({ [key]: value }), key);
  });

  test.each(["WhatsApp", "Whatsapp", "Messenger", "Messanger", "RCS", "Viber", "", "💬"])(
    "senderType is an open set: %s",
    async (senderType) => {
      expect((await parse({ sender_type: senderType })).senderType).toBe(senderType);
    },
  );

  test("a key such as __proto__ changes nothing", async () => {
    const hostile =
      `{"__proto__":{"sender":"rcs:evil","polluted":1},"constructor":5,"sid":"${XE}"}`;
    const value = await fetchChannelSender.parse(json(200, hostile));
    expect([value.sid, value.sender]).toEqual([XE, null]);
    expect("polluted" in value || "polluted" in {}).toBe(false);
    await expectUnexpected(
      () => fetchChannelSender.parse(json(200, `{"__proto__":{"sid":"${XE}"}}`), { url }),
      "sid",
    );
  });

  test("text is kept as it came", async () => {
    const sender = 'rcs:ü𝒳\u0000\u2028"\\ ';
    expect((await parse({ sender })).sender).toBe(sender);
    // Never followed, so never checked.
    expect((await parse({ url: "javascript:alert(1)" })).url).toBe("javascript:alert(1)");
  });
});

describe("a date", () => {
  test.each([
    ["2023-07-30T20:12:31Z", "2023-07-30T20:12:31.000Z"],
    ["2023-07-30T20:12:31", "2023-07-30T20:12:31.000Z"],
    ["2023-07-30", "2023-07-30T00:00:00.000Z"],
    ["2023-07-30T20:12:31.5Z", "2023-07-30T20:12:31.500Z"],
    ["2024-02-29T23:59:59.999Z", "2024-02-29T23:59:59.999Z"],
    ["1969-12-31T23:59:59Z", "1969-12-31T23:59:59.000Z"],
    ["1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"],
    ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"],
  ])("%s", async (text, iso) => {
    const { dateCreated, dateUpdated } = await parse({ date_created: text, date_updated: text });
    expect(dateCreated).toBeInstanceOf(Date);
    expect([dateCreated?.toISOString(), dateUpdated?.toISOString()]).toEqual([iso, iso]);
  });

  test.each([
    "",
    "now",
    "0",
    "1690747951",
    "2023",
    "2023-07-30 20:12:31",
    "2023-13-01T00:00:00Z",
    "2023-07-30T25:00:00Z",
    "2023-07-30T20:12:31ZZ",
    "Sun, 30 Jul 2023 20:12:31 +0000",
    "+275760-09-14T00:00:00Z",
    "Z",
  ])("%j is none", async (text) => {
    await expectUnexpected(() => parse({ date_created: text }), "date_created");
    await expectUnexpected(() => parse({ date_updated: text }), "date_updated");
  });
});

describe("a page", () => {
  const page = (body: unknown) => listChannelSenders.parse(json(200, body), { url });
  const meta = { next_page_url: null, previous_page_url: null };

  test("is the last where the next URL is empty", async () => {
    expect(await page({ senders: [], meta: { ...meta, next_page_url: "" } })).toMatchObject({
      next: null,
    });
  });

  test("may be empty, and yet have a next one", async () => {
    expect(await page({ senders: [], meta })).toMatchObject({ items: [], next: null });
    const next = `${collection}?PageSize=2&Page=1&PageToken=PT1`;
    expect(await page({ senders: [], meta: { ...meta, next_page_url: next } })).toMatchObject({
      items: [],
      next: { page: "1", pageToken: "PT1" },
    });
  });

  test("keeps the order, and tells of its response", async () => {
    const headers = { "twilio-request-id": "RQ1", server: "twilio" };
    const { items, metadata } = await listChannelSenders.parse(
      json(200, pageBody([3, 1, 2], null), headers),
      { url },
    );
    expect(items.map(({ sid }) => Number(sid?.slice(2)))).toEqual([3, 1, 2]);
    expect(metadata).toMatchObject({ url, status: 200, requestId: "RQ1", server: "twilio" });
    expect(metadata.headers.get("server")).toBe("twilio");
  });

  test.each([
    ["no list", { meta }, "senders"],
    ["another list", { channel_senders: [], meta }, "senders"],
    ["null for a list", { senders: null, meta }, "senders"],
    ["an object for a list", { senders: { length: 0 }, meta }, "senders"],
    ["text for a list", { senders: "abc", meta }, "senders"],
    ["null for an item", { senders: [wire(1), null], meta }, "sid"],
    ["text for an item", { senders: [XE], meta }, "sid"],
    ["a list for an item", { senders: [[wire(1)]], meta }, "sid"],
    ["an item of another kind", { senders: [{ sender: "rcs:a" }], meta }, "sid"],
    [
      "an item with a wrong type",
      { senders: [wire(1, { country_code: 1 })], meta },
      "country_code",
    ],
    ["no meta", { senders: [] }, "meta.next_page_url"],
    ["null for meta", { senders: [], meta: null }, "meta.next_page_url"],
    ["text for meta", { senders: [], meta: "next_page_url" }, "meta.next_page_url"],
    ["no next URL", { senders: [], meta: { previous_page_url: null } }, "meta.next_page_url"],
    [
      "a number for a URL",
      { senders: [], meta: { ...meta, next_page_url: 5 } },
      "meta.next_page_url",
    ],
    [
      "a URL without a page",
      { senders: [], meta: { ...meta, next_page_url: url } },
      "meta.next_page_url",
    ],
    [
      "a wrong previous URL",
      { senders: [], meta: { ...meta, previous_page_url: 5 } },
      "meta.previous_page_url",
    ],
    [
      "flat paging, as of 2010",
      { senders: [], next_page_uri: null, page: 0 },
      "meta.next_page_url",
    ],
    ["a single sender", wire(1), "senders"],
  ])("%s is an error", async (_, body, what) => {
    await expectUnexpected(() => page(body), what);
  });
});
