import { describe, expect, test } from "vitest";
import { createSandbox } from "../../../../lib/sandbox/mod.ts";

// What a listing sees of senders that come and go meanwhile, and of very many, spoken in raw HTTP.
const MG = `MG${"a".repeat(32)}`;
const url = `https://messaging.twilio.com/v1/Services/${MG}/ChannelSenders`;
const xe = (index: number) => `XE${index.toString(16).padStart(32, "0")}`;
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => xe(from + index));

interface Body {
  meta: Record<string, string | number | null>;
  senders: { sid: string }[];
}

/** A service to which the first `count` of the account's senders are attached. */
function start(count: number, known = count + 10) {
  const sandbox = createSandbox({
    accounts: [{
      accountSid: `AC${"a".repeat(32)}`,
      authToken: "token",
      channelSenders: range(0, known).map((sid) => ({ sid, sender: `rcs:agent_${sid}` })),
      services: [{ sid: MG, channelSenders: range(0, count) }],
    }],
  });
  const authorization = `Basic ${btoa(`AC${"a".repeat(32)}:token`)}`;
  const call = (target: string, init: RequestInit = {}) =>
    sandbox.fetch(new Request(target, { ...init, headers: { authorization } }));
  const list = async (target: string | number | null | undefined = url) => {
    const response = await call(String(target));
    expect(response.status).toBe(200);
    const { meta, senders }: Body = await response.json();
    return { meta, sids: senders.map(({ sid }) => sid) };
  };
  const attach = (index: number) =>
    call(url, {
      method: "POST",
      body: new URLSearchParams({ Sid: xe(index) }),
    });
  const detach = (index: number) => call(`${url}/${xe(index)}`, { method: "DELETE" });
  return { list, attach, detach, call };
}

/** Follows `next_page_url` or `previous_page_url` from a page to the end. */
async function follow(
  { list }: ReturnType<typeof start>,
  key: "next_page_url" | "previous_page_url",
  from: string,
  between: (page: number) => Promise<unknown> = async () => {},
) {
  const sids: string[] = [];
  let target: string | number | null | undefined = from;
  for (let page = 0; target; page++) {
    if (page > 1000) throw new Error("endless");
    const { meta, sids: some }: Awaited<ReturnType<typeof list>> = await list(target);
    key === "next_page_url" ? sids.push(...some) : sids.unshift(...some);
    target = meta[key];
    await between(page);
  }
  return sids;
}

describe("changes between pages", () => {
  test("forwards: what stays is listed once, whatever is detached", async () => {
    const sandbox = start(120);
    const gone = [[0, 10, 49], [50, 51, 99, 100], [119]];
    const sids = await follow(sandbox, "next_page_url", url, async (page) => {
      for (const index of gone[page]!) expect((await sandbox.detach(index)).status).toBe(204);
    });
    // All but 100 were listed before they went.
    expect(sids).toEqual(range(0, 120).filter((sid) => sid !== xe(100)));
    expect((await follow(sandbox, "next_page_url", url)).length).toBe(112);
  });

  test("backwards: what stays is listed once, whatever is detached", async () => {
    const sandbox = start(120);
    const last = `${url}?PageSize=50&Page=2&PageToken=PT${xe(99)}`;
    const gone = [[0, 1, 2, 60, 99, 100], [20, 49, 50], []];
    const sids = await follow(sandbox, "previous_page_url", last, async (page) => {
      for (const index of gone[page]!) expect((await sandbox.detach(index)).status).toBe(204);
    });
    // 49, 50 and 100 were listed before they went.
    const missed = [20, 60, 99].map(xe);
    expect(sids).toEqual(range(3, 120).filter((sid) => !missed.includes(sid)));
  });

  test("what is attached comes at the end", async () => {
    const sandbox = start(4);
    const sids = await follow(sandbox, "next_page_url", `${url}?PageSize=2`, async (page) => {
      if (page === 0) await sandbox.attach(4);
    });
    expect(sids).toEqual(range(0, 5));
  });

  test("a page that was emptied leads back, and forth", async () => {
    const { list, detach } = start(6);
    const first = await list(`${url}?PageSize=2`);
    const second = await list(first.meta.next_page_url);
    for (const index of [2, 3, 4, 5]) await detach(index);
    const emptied = await list(second.meta.next_page_url);
    expect(emptied.sids).toEqual([]);
    expect(emptied.meta.next_page_url).toBe(null);
    expect((await list(emptied.meta.previous_page_url)).sids).toEqual(range(0, 2));

    const other = start(6);
    const { meta } = await other.list(first.meta.next_page_url);
    for (const index of [0, 1]) await other.detach(index);
    const before = await other.list(meta.previous_page_url);
    expect(before.sids).toEqual([]);
    expect(before.meta.previous_page_url).toBe(null);
    expect((await other.list(before.meta.next_page_url)).sids).toEqual(range(2, 4));
  });

  test("the page before an emptied one is full", async () => {
    const { list, detach } = start(7);
    for (const index of [5, 6]) await detach(index);
    const emptied = await list(`${url}?PageSize=2&Page=3&PageToken=PT${xe(6)}`);
    expect(emptied.sids).toEqual([]);
    const back = await list(emptied.meta.previous_page_url);
    expect(back.sids).toEqual(range(3, 5));
    expect((await list(back.meta.previous_page_url)).sids).toEqual(range(1, 3));
  });

  test("a sender that comes back has a new place, and old tokens keep theirs", async () => {
    const { list, attach, detach, call } = start(6);
    const first = await list(`${url}?PageSize=2`);
    await detach(1);
    await attach(1);
    expect((await list(first.meta.next_page_url)).sids).toEqual(range(2, 4));
    await attach(6);
    expect((await list(url)).sids).toEqual([0, 2, 3, 4, 5, 1, 6].map(xe));
    const { meta } = await list(`${url}?PageSize=6`);
    expect(meta.next_page_url).toBe(`${url}?PageSize=6&Page=1&PageToken=PT${xe(1)}.2`);
    expect((await list(meta.next_page_url)).sids).toEqual([xe(6)]);
    expect((await call(`${url}?PageToken=PT${xe(1)}.3`)).status).toBe(400);
  });

  test("at random: what is there throughout is listed once, in both directions", async () => {
    let state = 1;
    const random = (below: number) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    for (const key of ["next_page_url", "previous_page_url"] as const) {
      for (let round = 0; round < 10; round++) {
        const sandbox = start(60);
        const touched = new Set<string>();
        const size = 1 + random(12);
        const from = key === "next_page_url" ? "" : `&PageToken=PT${xe(59)}-`;
        const sids = await follow(sandbox, key, `${url}?PageSize=${size}${from}`, async () => {
          for (let i = 0; i < 4; i++) {
            const index = random(60);
            touched.add(xe(index));
            await sandbox.detach(index);
            if (random(2)) await sandbox.attach(index);
          }
        });
        const all = key === "next_page_url" ? range(0, 60) : range(0, 59);
        const stayed = all.filter((sid) => !touched.has(sid));
        expect(sids.filter((sid) => !touched.has(sid))).toEqual(stayed);
      }
    }
  });
});

describe("100,000 senders", () => {
  const sandbox = start(100_000, 100_000);

  test("are listed once each, in a hundred pages", async () => {
    let pages = 0;
    const sids = await follow(sandbox, "next_page_url", `${url}?PageSize=1000`, () => {
      pages++;
      return Promise.resolve();
    });
    expect(pages).toBe(100);
    expect(new Set(sids).size).toBe(100_000);
  }, 20_000);
});
