import fc from "../support/fc.ts";
import { describe, expect, test } from "vitest";
import {
  createClient,
  createSend,
  listMessages,
  type MessageListInput,
  type MessagePageInput,
  messages,
  type Transport,
} from "../../../mod.ts";
import { AC, caught, expectError, json, observe, once, secret } from "../support/support.ts";

// The list of an account's messages: its filters, and the pages of the API of 2010.
const base = `https://api.twilio.com/2010-04-01/Accounts/${AC}/Messages.json`;
const build = (input: object) => listMessages.request({ accountSid: AC, ...input });
const queryOf = (input: object) => new URL(build(input).url).search;
const sm = (number: number) => `SM${String(number).padStart(32, "0")}`;

/** A page of so many messages. */
function pageBody(numbers: readonly number[], next: string | null, more: object = {}): object {
  return {
    messages: numbers.map((number) => ({ sid: sm(number) })),
    next_page_uri: next,
    previous_page_uri: null,
    ...more,
  };
}

const uri = (query: string) => `/2010-04-01/Accounts/${AC}/Messages.json?${query}`;
const listBy = (fetch: Transport, input?: MessageListInput) =>
  messages(createSend({ auth: null, fetch }), { accountSid: AC }).list(input);

describe("the request", () => {
  test.each<[object, string]>([
    [{}, ""],
    [{ to: "+14155550199" }, "?To=%2B14155550199"],
    [{ from: "whatsapp:+12487960483" }, "?From=whatsapp%3A%2B12487960483"],
    [{ from: "12345", to: "rcs:ms_dev_test_agent" }, "?To=rcs%3Ams_dev_test_agent&From=12345"],
    [{ from: "My Co & Me" }, "?From=My+Co+%26+Me"],
    [{ sentOn: "2026-11-26" }, "?DateSent=2026-11-26"],
    [{ sentOn: new Date("2026-11-26T23:59:59.999Z") }, "?DateSent=2026-11-26"],
    [{ sentBefore: "2026-11-26" }, "?DateSent%3C=2026-11-26"],
    [{ sentAfter: new Date("2026-11-26T09:30:00.5Z") }, "?DateSent%3E=2026-11-26T09%3A30%3A00Z"],
    [{ sentAfter: "2026-11-26T09:30Z" }, "?DateSent%3E=2026-11-26T09%3A30%3A00Z"],
    [{ sentBefore: "2026-11-26T09:30:00.7+02:00" }, "?DateSent%3C=2026-11-26T07%3A30%3A00Z"],
    [
      { pageToken: "PASM1", page: 1, pageSize: 20, sentAfter: "2026-11-25", to: "+14155550199" },
      "?To=%2B14155550199&DateSent%3E=2026-11-25&PageSize=20&Page=1&PageToken=PASM1",
    ],
    [{ to: undefined, from: null, sentOn: undefined }, ""],
  ])("%j asks for %s", (input, query) => {
    const request = build(input);
    expect(request.url).toBe(base + query);
    expect(request.method).toBe("GET");
  });

  test.each<[object, string, string]>([
    [{ to: "4155550199" }, "to", "expected + and 7 to 15 digits, got digits without +"],
    [
      { to: "WhatsApp:+14155550199" },
      "to",
      "expected + and 7 to 15 digits, got a channel in capitals",
    ],
    [{ from: `MG${"a".repeat(32)}` }, "from", "got MG and 32 hex digits"],
    [{ from: 5 }, "from", "got 5"],
    [{ to: "" }, "to", "got an empty text"],
    [{ sentOn: "26.11.2026" }, "sentOn", "expected a Date, or a day such as 2026-11-26"],
    [{ sentOn: "2026-02-30" }, "sentOn", "expected a Date, or a day such as 2026-11-26"],
    [{ sentOn: "2026-11-26T00:00:00Z" }, "sentOn", "expected a Date, or a day"],
    [{ sentOn: 1_700_000_000 }, "sentOn", "expected a Date, or a day"],
    [
      { sentBefore: "2026-11-26T09:30:00" },
      "sentBefore",
      "or a moment such as 2026-11-26T09:30:00Z",
    ],
    [{ sentBefore: "yesterday" }, "sentBefore", "got a text of 9 characters"],
    [{ sentAfter: new Date(NaN) }, "sentAfter", "expected a Date, got an invalid one"],
    [{ sentAfter: Date.now() }, "sentAfter", "expected a Date, a day such as 2026-11-26"],
    [{ sentAfter: new Date(8.64e15) }, "sentAfter", "got one of another era"],
    [{ dateSent: "2026-11-26" }, "dateSent", "expected sentOn, got an unknown name"],
    [{ dateSentAfter: new Date() }, "dateSentAfter", "expected sentAfter, got an unknown name"],
    [{ dateSentBefore: new Date() }, "dateSentBefore", "expected sentBefore, got an unknown name"],
    [{ status: "failed" }, "status", "expected no status, by which Twilio does not filter"],
    [{ messagingServiceSid: `MG${"a".repeat(32)}` }, "messagingServiceSid", "expected no service"],
    [
      { sender: "+14155550199" },
      "sender",
      "expected one of to, from, sentOn, sentBefore, sentAfter",
    ],
    [{ pageSize: 1001 }, "pageSize", "expected a whole number from 1 to 1000"],
    [{ accountSid: "MG1" }, "accountSid", "expected AC and 32 hex digits"],
  ])("%j is refused", async (input, field, reason) => {
    const error = await caught(() => build(input));
    expectError(error, "TwilioInputError", { field, reason: expect.stringContaining(reason) });
  });

  test("without an input is refused", async () => {
    for (const input of [undefined, null, "AC"]) {
      const error = await caught(() => listMessages.request(input as unknown as MessagePageInput));
      expectError(error, "TwilioInputError");
    }
  });

  test("shows no value that may be a secret", async () => {
    for (const field of ["to", "from", "sentOn", "sentBefore"]) {
      const error = await caught(() => build({ [field]: secret }));
      expect(`${error}`).not.toContain("hunter2");
    }
  });

  test("has the same moment whatever the form", () => {
    const times = fc.date({
      min: new Date("0001-01-02T00:00:00Z"),
      max: new Date("9999-12-30T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(fc.property(times, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
      const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
      const minutes = Math.abs(offset);
      const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
        .map((part) => String(part).padStart(2, "0"));
      const text = `${local}${offset < 0 ? "-" : "+"}${hours}:${rest}`;
      expect(queryOf({ sentAfter: text })).toBe(queryOf({ sentAfter: date }));
    }));
  });
});

describe("a page", () => {
  const read = (body: unknown) => listMessages.parse(json(200, body));

  test("has the messages, and where its neighbours are", async () => {
    const body = pageBody([1, 2], uri("PageSize=2&Page=2&PageToken=PASM2"), {
      previous_page_uri: uri("PageSize=2&Page=0&PageToken=PBSM1"),
    });
    const { items, next, previous } = await read(body);
    expect(items.map(({ sid }) => sid)).toEqual([sm(1), sm(2)]);
    expect(next).toEqual({ page: "2", pageToken: "PASM2" });
    expect(previous).toEqual({ page: "0", pageToken: "PBSM1" });
  });

  test.each<[unknown, string]>([
    [{}, "messages: expected in an object, got one without it"],
    [{ messages: [] }, "next_page_uri: expected in an object, got one without it"],
    [{ messages: {}, next_page_uri: null }, "messages: expected a list, got an object"],
    [{ messages: [{}], next_page_uri: null }, "messages[0].sid: expected in an object"],
    [pageBody([1], uri("PageSize=2")), "next_page_uri: expected a URL with a Page or PageToken"],
    [{ ...pageBody([1], null), next_page_uri: 5 }, "next_page_uri: expected a text, got 5"],
    [{ ...pageBody([1], null), previous_page_uri: [] }, "previous_page_uri: expected a text"],
    // The other style of pages is not taken for the end of a list.
    [{ messages: [], meta: { next_page_url: null } }, "next_page_uri: expected in an object"],
  ])("that is %j is refused", async (body, reason) => {
    const error = await caught(() => read(body));
    expectError(error, "TwilioResponseError", { reason: expect.stringContaining(reason) });
  });

  test("may say that there is none beside it by an empty text", async () => {
    const page = await read(pageBody([], "", { previous_page_uri: "" }));
    expect([page.next, page.previous]).toEqual([null, null]);
  });
});

describe("a listing", () => {
  const sidsOf = async (listing: AsyncIterable<{ sid: string | null }>) => {
    const sids: (string | null)[] = [];
    for await (const { sid } of listing) sids.push(sid);
    return sids;
  };

  test("keeps its filters, and follows no URL of an answer", async () => {
    const { fetch, requests } = observe((_, index) =>
      json(
        200,
        pageBody(
          [index],
          index < 2 ? `//evil.example/x?To=%2B1&Page=${index + 1}&PageToken=PA${index}` : null,
        ),
      )
    );
    const input = { to: "+14155550199", sentAfter: "2026-11-25", pageSize: 1 };
    expect(await sidsOf(listBy(fetch, input))).toEqual([sm(0), sm(1), sm(2)]);
    const start = `${base}?To=%2B14155550199&DateSent%3E=2026-11-25&PageSize=1`;
    expect(requests.map(({ url }) => url)).toEqual([
      start,
      `${start}&Page=1&PageToken=PA0`,
      `${start}&Page=2&PageToken=PA1`,
    ]);
  });

  test("ends where a page comes that was there before", async () => {
    const { fetch, requests } = observe(() =>
      json(200, pageBody([1], uri("Page=1&PageToken=PA1")))
    );
    const error = await caught(() => sidsOf(listBy(fetch)));
    expectError(error, "TwilioResponseError", {
      reason: "expected another page, got the place of one that was listed already",
    });
    expect(requests).toHaveLength(2);
  });

  test("goes on where another one was cut", async () => {
    const pages = [[1, 2, 3], [4, 5, 6]];
    const { fetch } = observe(({ url }) => {
      const index = Number(new URL(url).searchParams.get("Page") ?? 0);
      const next = index === 0 ? uri("PageSize=3&Page=1&PageToken=PASM3") : null;
      return json(200, pageBody(pages[index]!, next));
    });
    const input = { from: "+14155550199", pageSize: 3 };
    let next = null;
    const first: (string | null)[] = [];
    for await (const page of listBy(fetch, { ...input, limit: 5 }).pages()) {
      first.push(...page.items.map(({ sid }) => sid));
      next = page.next;
    }
    expect(first).toEqual([1, 2, 3, 4, 5].map(sm));
    expect(next).toEqual({ page: "1", pageToken: "PASM3", skip: 2, after: sm(5) });
    expect(await sidsOf(listBy(fetch, { ...input, ...next! }))).toEqual([sm(6)]);
  });

  test("asks for nothing before it is read, and needs an account", async () => {
    const { fetch, requests } = observe(() => json(200, pageBody([], null)));
    listBy(fetch);
    expect(requests).toHaveLength(0);
    const client = createClient({ auth: null, fetch, extend: { messages }, ...once });
    const error = await caught(() => client.messages.list().toArray());
    expectError(error, "TwilioInputError", { field: "accountSid" });
    expect(await client.messages.list({ accountSid: AC }).toArray()).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  test("refuses a bad filter before it asks", async () => {
    const { fetch, requests } = observe(() => json(200, pageBody([], null)));
    const bad = { dateSent: "2026-11-26" } as MessageListInput;
    expectError(await caught(() => listBy(fetch, bad).toArray()), "TwilioInputError");
    expect(requests).toHaveLength(0);
  });
});
