import fc from "../../../support/fc.ts";
import { describe, expect, test } from "vitest";
import { createSandbox, type MessageSeed } from "../../../../../lib/sandbox/mod.ts";
import { basic, refusal, SK } from "../../../support/sandbox.ts";
import {
  AC,
  account,
  at,
  callers,
  create,
  host,
  path,
  RCS,
  start,
  WHATSAPP,
} from "../../../support/sandbox_messages.ts";

// The list of messages: its pages as the API of 2010 has them, and its filters.
const sm = (number: number) => `SM${number.toString(16).padStart(32, "0")}`;
const numberOf = (sid: string | null) => Number.parseInt(sid!.slice(2), 16);

/** Message `number`, sent at that hour of the new year, or not at all. */
function message(number: number, fields: Partial<MessageSeed> = {}): MessageSeed {
  const date = new Date(Date.UTC(2026, 0, 1, number)).toISOString();
  return {
    sid: sm(number),
    to: "+14155550199",
    from: "+12025550100",
    status: "delivered",
    dateCreated: date,
    dateSent: date,
    ...fields,
  };
}

function startWith(messages: readonly MessageSeed[], options: object = {}) {
  const sandbox = createSandbox({ accounts: [{ ...account([0]), messages }], ...options });
  return { sandbox, ...callers(sandbox) };
}
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => index + from);

interface Wire {
  messages: { sid: string }[];
  next_page_uri: string | null;
  previous_page_uri: string | null;
}

describe("on the wire", () => {
  test("a page in the middle, with its members in the order of Twilio's example", async () => {
    const { call } = startWith(range(0, 5).map((number) => message(number)));
    const first = await (await call(`${create}?PageSize=2`)).json() as Wire;
    const answer = await call(host + first.next_page_uri);
    expect(answer.status).toBe(200);
    const body = await answer.json();
    const { messages, ...rest } = body;
    expect(Object.keys(body)).toEqual([
      ...["end", "first_page_uri", "next_page_uri", "page", "page_size", "previous_page_uri"],
      ...["messages", "start", "uri"],
    ]);
    expect(messages.map(({ sid }: { sid: string }) => numberOf(sid))).toEqual([2, 1]);
    expect(rest).toEqual({
      end: 3,
      first_page_uri: `${path}.json?PageSize=2&Page=0`,
      next_page_uri: `${path}.json?PageSize=2&Page=2&PageToken=PA${sm(1)}`,
      page: 1,
      page_size: 2,
      previous_page_uri: `${path}.json?PageSize=2&Page=0&PageToken=PB${sm(2)}`,
      start: 2,
      uri: `${path}.json?PageSize=2&Page=1&PageToken=PA${sm(3)}`,
    });
    const back = await (await call(host + rest.previous_page_uri)).json() as Wire;
    expect(back.messages.map(({ sid }) => numberOf(sid))).toEqual([4, 3]);
  });

  test("a list of nothing", async () => {
    const { call } = startWith([]);
    expect(await (await call(create)).json()).toEqual({
      end: 0,
      first_page_uri: `${path}.json?PageSize=50&Page=0`,
      next_page_uri: null,
      page: 0,
      page_size: 50,
      previous_page_uri: null,
      messages: [],
      start: 0,
      uri: `${path}.json?PageSize=50&Page=0`,
    });
  });

  test("filters are told of in each URL, in Twilio's order", async () => {
    const { call } = startWith(range(0, 3).map((number) => message(number)));
    const query = "PageSize=1&DateSent%3E=2026-01-01&From=%2B12025550100&To=%2B14155550199";
    const { next_page_uri, uri } = await (await call(`${create}?${query}`)).json();
    const filters = "To=%2B14155550199&From=%2B12025550100&DateSent%3E=2026-01-01";
    expect(uri).toBe(`${path}.json?${filters}&PageSize=1&Page=0`);
    expect(next_page_uri).toBe(`${path}.json?${filters}&PageSize=1&Page=1&PageToken=PA${sm(2)}`);
  });

  test.each([
    ["PageToken=PTx", 400, 21481],
    [`PageToken=PT${sm(1)}`, 400, 21481],
    [`PageToken=PA${sm(99)}`, 400, 21481],
    [`PageToken=PA${sm(1)}-`, 400, 21481],
    ["PageSize=0", 400, 20001],
    ["PageSize=x", 400, 20001],
    ["Page=-1", 400, 20001],
    ["DateSent=yesterday", 400, 20001],
    ["DateSent%3C=2026-13-01", 400, 20001],
  ])("%s: %i, %i", async (query, status, code) => {
    const { call } = startWith(range(0, 3).map((number) => message(number)));
    expect((await refusal(call(`${create}?${query}`))).slice(0, 2)).toEqual([status, code]);
  });
});

describe("by our client", () => {
  const listed = async (
    { messages }: { messages: ReturnType<typeof startWith>["messages"] },
    filter: object,
  ) => {
    const found: number[] = [];
    for await (const { sid } of messages.list(filter)) found.push(numberOf(sid));
    return found;
  };

  test("all come once, the newest first, in pages", async () => {
    const own = startWith(range(0, 7).map((number) => message(number)));
    expect(await listed(own, { pageSize: 3 })).toEqual([6, 5, 4, 3, 2, 1, 0]);
    expect(own.sandbox.exchanges({ operation: "listMessages" })).toHaveLength(3);
  });

  test.each<[object, number[]]>([
    [{}, [4, 3, 2, 1, 0]],
    [{ to: "+14155550199" }, [4, 1, 0]],
    [{ to: "+1415555019" }, []],
    [{ to: "whatsapp:+14155550199" }, [2]],
    [{ from: WHATSAPP }, [2]],
    [{ from: "12345", to: "+14155550100" }, [3]],
    [{ sentOn: "2026-01-01" }, [3, 2, 1]],
    [{ sentOn: new Date("2026-01-01T23:00:00Z") }, [3, 2, 1]],
    [{ sentOn: "2026-01-02" }, [4]],
    [{ sentBefore: "2026-01-01" }, [3, 2, 1]],
    [{ sentAfter: "2026-01-02" }, [4]],
    [{ sentBefore: new Date("2026-01-01T02:00:00Z") }, [2, 1]],
    [{ sentAfter: "2026-01-01T02:00:00Z" }, [4, 3, 2]],
    [{ sentAfter: "2026-01-01T03:00:00+01:00", sentBefore: "2026-01-01" }, [3, 2]],
    [{ sentAfter: "2026-01-01T02:00:01Z", sentBefore: "2026-01-01T02:59:59Z" }, []],
  ])("%j finds %j", async (filter, expected) => {
    const own = startWith([
      message(0, { status: "failed", dateSent: null }),
      message(1),
      message(2, { from: WHATSAPP, to: "whatsapp:+14155550199" }),
      message(3, { from: "12345", to: "+14155550100" }),
      message(24),
    ].map((seed, index) => ({ ...seed, sid: sm(index) })));
    expect(await listed(own, filter)).toEqual(expected);
    expect(await listed(own, { ...filter, pageSize: 1 })).toEqual(expected);
  });

  test("what is listed stays where it is, and what was created is there", async () => {
    const { messages, send } = start([0, 1, 2]);
    const { sid } = await send(RCS.replace("ms_dev_test_agent", "+14155550199"));
    for (let times = 0; times < 3; times++) {
      const [first] = await messages.list({ limit: 1 }).toArray();
      expect(first).toMatchObject({ sid, status: "accepted" });
    }
  });

  test("all are deleted as they are listed, page after page", async () => {
    const own = startWith(range(0, 25).map((number) => message(number)));
    let count = 0;
    for await (const { sid } of own.messages.list({ pageSize: 4 })) {
      await own.messages.delete({ sid: sid! });
      count++;
    }
    expect(count).toBe(25);
    expect(await own.messages.list().toArray()).toEqual([]);
  });

  test("a state keeps the places of what was deleted, which tokens name", async () => {
    const own = startWith(range(0, 6).map((number) => message(number)));
    const { next_page_uri } = await (await own.call(`${create}?PageSize=3`)).json() as Wire;
    for (const number of [3, 5, 0]) await own.messages.delete({ sid: sm(number) });
    const state = JSON.parse(JSON.stringify(own.sandbox.state()));
    expect(state.accounts[0].deletedMessages).toEqual([
      { sid: sm(0), at: 0 },
      { sid: sm(3), at: 2 },
      { sid: sm(5), at: 3 },
    ]);
    const again = createSandbox(state);
    expect(again.state()).toEqual(own.sandbox.state());
    const page = await callers(again).call(host + next_page_uri).then((answer) => answer.json());
    expect((page as Wire).messages.map(({ sid }) => numberOf(sid))).toEqual([2, 1]);
  });

  test("whatever comes and goes between pages, what stays is listed once", async () => {
    const story = fc.array(fc.constantFrom("add", "first", "last", "middle"), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(story, fc.integer({ min: 1, max: 4 }), async (steps, pageSize) => {
        const own = startWith(range(0, 8).map((number) => message(number)));
        const seen: (string | null)[] = [];
        const gone = new Set<string>();
        for await (const page of own.messages.list({ pageSize }).pages()) {
          seen.push(...page.items.map(({ sid }) => sid));
          const step = steps.shift();
          if (step === "add") await own.send("+14155550199", { from: "Ahoy" }).catch(() => {});
          if (step === undefined || step === "add") continue;
          const all = (await own.messages.list().toArray()).map(({ sid }) => sid!);
          const sid = { first: all[0], last: all.at(-1), middle: all[all.length >> 1] }[step];
          const answer = sid && await own.call(at(sid), { method: "DELETE" });
          if (answer && answer.status === 204) gone.add(sid);
        }
        expect(new Set(seen).size).toBe(seen.length);
        const stayed = range(0, 8).map(sm).filter((sid) => !gone.has(sid));
        expect(stayed.filter((sid) => !seen.includes(sid))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("a restricted key", () => {
  const prefix = "/twilio/messaging/messages/";

  test.each([
    ["list", create, "GET", 200],
    ["read", create, "GET", 403],
    ["update", at(sm(1)), "POST", 400],
    ["create", at(sm(1)), "POST", 403],
    ["delete", at(sm(1)), "DELETE", 204],
    ["update", at(sm(1)), "DELETE", 403],
  ])("that may %s: %s by %s", async (may, url, method, status) => {
    const apiKeys = [{ apiKey: SK, apiSecret: "s", permissions: [prefix + may] }];
    const seed = { ...account([0]), messages: [message(1)], apiKeys };
    const { call } = callers(createSandbox({ accounts: [seed] }));
    const answer = await call(url, { method, auth: basic(SK, "s") });
    expect(answer.status).toBe(status);
  });
});

test("the messages of a subaccount are a list of their own", async () => {
  const AC2 = `AC${"b".repeat(32)}`;
  const sub = { accountSid: AC2, authToken: "sub", parentSid: AC, messages: [message(7)] };
  const own = callers(
    createSandbox({ accounts: [{ ...account([0]), messages: [message(1)] }, sub] }),
  );
  const theirs = await own.messages.list({ accountSid: AC2 }).toArray();
  expect(theirs.map(({ sid }) => numberOf(sid))).toEqual([7]);
  expect((await own.messages.list().toArray()).map(({ sid }) => numberOf(sid))).toEqual([1]);
  const other = `AC${"c".repeat(32)}`;
  expect((await refusal(own.call(create.replace(AC, other)))).slice(0, 2)).toEqual([404, 20404]);
});

test("100,000 messages are listed once each, in a hundred pages", async () => {
  const own = startWith(range(0, 100_000).map((number) => message(0, { sid: sm(number) })));
  let [pages, count] = [0, 0];
  for await (const { items } of own.messages.list().pages()) {
    pages++;
    for (const { sid } of items) if (sid === sm(99_999 - count)) count++;
  }
  expect([pages, count]).toEqual([100, 100_000]);
}, 60_000);
