import { describe, expect, test } from "vitest";
import { createClient, senders } from "../../../mod.ts";
import { json, once, sender, settle } from "../support/support.ts";

// Long lists: every sender comes once and in order, while no more is in memory than two pages.

/** What answers with pages of so many senders, and how many pages were asked for. */
function library(count: number) {
  let asked = 0;
  const answer = (url: string): Response => {
    asked++;
    const query = new URL(url).searchParams;
    const [size, page] = [Number(query.get("PageSize")), Number(query.get("Page"))];
    const from = page * size;
    const items = Array.from({ length: Math.min(size, count - from) }, (_, index) => ({
      sid: sender(from + index),
      profile: { name: "Shop", websites: [{ website: "https://a.example" }] },
    }));
    const next = `https://x/?PageSize=${size}&Page=${page + 1}&PageToken=PT${page}&Channel=rcs`;
    const meta = { next_page_url: from + size < count ? next : null };
    return json(query.get("Channel") === "rcs" ? 200 : 500, { senders: items, meta });
  };
  const fetch = ({ url }: Request) => Promise.resolve(answer(url));
  const client = createClient({ auth: null, ...once, fetch, extend: { senders } });
  return { list: client.senders.list({ channel: "rcs" }), asked: () => asked };
}

describe("100,000 senders of an account", () => {
  test("come once each and in order, in as few requests as there are pages", async () => {
    const { list, asked } = library(100_000);
    let at = 0;
    let wrong = 0;
    for await (const { sid } of list) if (sid !== sender(at++)) wrong++;
    expect([at, wrong, asked()]).toEqual([100_000, 0, 100]);
  });

  test("wait for a slow consumer: one page is ahead, and no more", async () => {
    const { list, asked } = library(10_000);
    let read = 0;
    for await (const _ of list.pages()) {
      read++;
      await settle();
      expect(asked()).toBe(Math.min(read + 1, 10));
    }
    expect(read).toBe(10);
  });
});
