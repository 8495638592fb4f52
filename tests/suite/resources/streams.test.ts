import { describe, expect, test } from "vitest";
import {
  alphaSenders,
  createClient,
  destinationAlphaSenders,
  type Page,
  phoneNumbers,
  pool,
  services,
  shortCodes,
} from "../../../mod.ts";
import { json, once, service, settle } from "../support/support.ts";
import { sid } from "../support/pool.ts";

// Long lists: everything comes once and in order, while no more is in memory than two pages.
const many = 100_000;

/** What answers with pages of so many, and how many pages were asked for. */
function library(key: string, prefix: string, path: RegExp, count = many) {
  let asked = 0;
  const answer = (url: string): Response => {
    if (!path.test(new URL(url).pathname)) {
      return json(200, {
        senders: [],
        phone_numbers: [],
        short_codes: [],
        alpha_senders: [],
        meta,
      });
    }
    asked++;
    const query = new URL(url).searchParams;
    const size = Number(query.get("PageSize"));
    const page = Number(query.get("Page"));
    const from = page * size;
    const items = Array.from({ length: Math.min(size, count - from) }, (_, index) => ({
      sid: sid(prefix, from + index),
    }));
    const isLast = from + size >= count;
    const next_page_url = isLast ? null : `https://x/?Page=${page + 1}&PageToken=PT${page + 1}`;
    return json(200, { [key]: items, meta: { next_page_url } });
  };
  const client = createClient({
    auth: null,
    ...once,
    extend: { services, phoneNumbers, shortCodes, alphaSenders, destinationAlphaSenders, pool },
    fetch: ({ url }) => Promise.resolve(answer(url)),
  });
  return { client, asked: () => asked };
}

const meta = { next_page_url: null };

type Resources = ReturnType<typeof library>["client"];
type Listed = AsyncIterable<{ readonly sid: string | null }>;
type Paged = Listed & { pages(): AsyncGenerator<Page<unknown>> };

const lists: [
  name: string,
  key: string,
  prefix: string,
  path: RegExp,
  list: (client: Resources) => Paged,
][] = [
  ["services", "services", "MG", /Services$/, ({ services }) => services.list({})],
  [
    "phone numbers",
    "phone_numbers",
    "PN",
    /\/PhoneNumbers$/,
    ({ phoneNumbers }) => phoneNumbers.list(service),
  ],
  [
    "short codes",
    "short_codes",
    "SC",
    /\/ShortCodes$/,
    ({ shortCodes }) => shortCodes.list(service),
  ],
  [
    "alpha senders",
    "alpha_senders",
    "AI",
    /\/AlphaSenders$/,
    ({ alphaSenders }) => alphaSenders.list(service),
  ],
  [
    "destination alpha senders",
    "alpha_senders",
    "AI",
    /\/DestinationAlphaSenders$/,
    ({ destinationAlphaSenders }) => destinationAlphaSenders.list(service),
  ],
];

/** Insists on every SID, in order. */
async function expectAll(list: Listed, prefix: string): Promise<void> {
  let at = 0;
  let wrong = 0;
  for await (const item of list) if (item.sid !== sid(prefix, at++)) wrong++;
  expect([at, wrong]).toEqual([many, 0]);
}

for (const [name, key, prefix, path, list] of lists) {
  describe(`100,000 ${name}`, () => {
    test("come once each and in order, in as few requests as there are pages", async () => {
      const { client, asked } = library(key, prefix, path);
      await expectAll(list(client), prefix);
      expect(asked()).toBe(100);
    });

    test("wait for a slow consumer: one page is ahead, and no more", async () => {
      const { client, asked } = library(key, prefix, path, 10_000);
      let read = 0;
      for await (const _ of list(client).pages()) {
        read++;
        await settle();
        expect(asked()).toBe(Math.min(read + 1, 10));
      }
      expect(read).toBe(10);
    });
  });
}

test("100,000 senders of a pool come once each and in order", async () => {
  const { client, asked } = library("senders", "XE", /\/ChannelSenders$/);
  await expectAll(client.pool.list(service), "XE");
  expect(asked()).toBe(100);
});
