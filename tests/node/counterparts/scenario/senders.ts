import { expect } from "vitest";
import { MG, sidOf, spare } from "../../support.ts";
import {
  type Chapter,
  loose,
  MANY,
  many,
  one,
  sendersOf,
  sids,
  smallMG,
  three,
  two,
} from "./world.ts";

const pages = (size: number) => Math.ceil(MANY / size);
const page = (number: number, size: number) => many.slice(number * size, (number + 1) * size);

/** What the four operations do when all is well. */
export const channelSenders: Chapter = {
  title: "channel senders",
  steps: {
    "create, fetch, fetch itself, remove itself, and create anew": async (world) => {
      const before = Date.now() - 1000;
      const created = await sendersOf(world).create({ sid: spare });
      expect(created).toMatchObject({
        sid: spare,
        messagingServiceSid: MG,
        sender: "rcs:spare",
        senderType: "RCS",
        countryCode: null,
        url: `https://messaging.twilio.com/v1/Services/${MG}/ChannelSenders/${spare}`,
      });
      expect(created.dateCreated.getTime()).toBeGreaterThan(before);
      expect(created.dateUpdated).toEqual(created.dateCreated);
      const fetched = await sendersOf(world).get(spare).fetch();
      expect(fetched.toJSON()).toEqual(created.toJSON());
      expect((await fetched.fetch()).toJSON()).toEqual(created.toJSON());
      expect(await fetched.remove()).toBe(true);
      expect((await sendersOf(world).create({ sid: spare })).sid).toBe(spare);
      expect(await sendersOf(world).get(spare).remove()).toBe(true);
    },

    "each, with what the answer says beside": async (world) => {
      const channelSenders = sendersOf(world, smallMG);
      const created = await channelSenders.createWithHttpInfo({ sid: loose });
      expect([created.statusCode, created.body.sid]).toEqual([201, loose]);
      const fetched = await channelSenders.get(loose).fetchWithHttpInfo();
      expect([fetched.statusCode, fetched.body.sid]).toEqual([200, loose]);
      const listed = await channelSenders.listWithHttpInfo();
      expect([listed.statusCode, sids(listed.body)]).toEqual([200, [one, two, three, loose]]);
      const removed = await channelSenders.get(loose).removeWithHttpInfo();
      expect([removed.statusCode, removed.body]).toEqual([204, true]);
      const ids = [created, fetched, listed, removed].map(({ headers }) => {
        const { "twilio-request-id": id, "t-request-id": same, ...rest } = headers;
        expect(id).toMatch(/^RQ[\da-f]{32}$/);
        expect(same).toBe(id);
        expect(rest).toMatchObject({
          "twilio-concurrent-requests": "1",
          "twilio-request-duration": expect.stringMatching(/^\d+\.\d{3}$/),
          "x-home-region": "us1",
          "x-api-domain": "messaging.twilio.com",
          "x-powered-by": "AT-5000",
          "x-shenanigans": "none",
          "access-control-allow-origin": "*",
          "access-control-allow-methods": "GET, POST, DELETE, OPTIONS",
          "access-control-expose-headers": "ETag",
          "access-control-allow-credentials": "true",
        });
        return id;
      });
      expect(new Set(ids).size).toBe(4);
    },

    "list: all, by pages of 50": async (world) => {
      expect(sids(await sendersOf(world).list())).toEqual(many);
      expect(world.sandbox.exchanges({ operation: "listChannelSenders", path: new RegExp(MG) }))
        .toHaveLength(pages(50));
    },

    "list: all, and the first ones, by greater pages": async (world) => {
      expect(sids(await sendersOf(world).list({ pageSize: 1000 }))).toEqual(many);
      expect(sids(await sendersOf(world).list({ pageSize: 300, limit: 700 })))
        .toEqual(many.slice(0, 700));
    },

    "list: a limit above the greatest page, which the SDK makes the size of a page": async (
      world,
    ) => {
      expect(sids(await sendersOf(world).list({ limit: 2_400 }))).toEqual(many.slice(0, 2_400));
    },

    "each: to the end, and until it is enough": async (world) => {
      const seen: string[] = [];
      await new Promise<void>((resolve, reject) => {
        sendersOf(world).each({
          pageSize: 500,
          callback: ({ sid }) => void seen.push(sid),
          done: (error?: Error) => error ? reject(error) : resolve(),
        });
      });
      expect(seen).toEqual(many);
      const some: string[] = [];
      await sendersOf(world).each({ pageSize: 100 }, ({ sid }, done) => {
        if (some.push(sid) === 250) done();
      });
      expect(some).toEqual(many.slice(0, 250));
    },

    "page: forwards and back, by the pages themselves": async (world) => {
      const first = await sendersOf(world).page({ pageSize: 250 });
      const forth = [first];
      for (let next; (next = await forth.at(-1)!.nextPage());) forth.push(next as typeof first);
      expect(forth.map(({ instances }) => sids(instances)))
        .toEqual(Array.from({ length: pages(250) }, (_, n) => page(n, 250)));
      const back = [forth.at(-1)!];
      for (let next; (next = await back[0]!.previousPage());) back.unshift(next as typeof first);
      expect(back.flatMap(({ instances }) => sids(instances))).toEqual(many);
      expect(first.previousPageUrl).toBe(undefined);
      expect(forth.at(-1)!.nextPageUrl).toBe(undefined);
    },

    "getPage: forwards and back, by next and previous URLs": async (world) => {
      const { getPage, page: firstPage } = sendersOf(world);
      const list = `https://messaging.twilio.com/v1/Services/${MG}/ChannelSenders`;
      let current = await firstPage({ pageSize: 120 });
      const forth = [sids(current.instances)];
      const visited: string[] = [];
      while (current.nextPageUrl) {
        // The recorded order; the first page's URL has no token, all others have one.
        expect(current.nextPageUrl).toMatch(
          RegExp(`^${list}\\?PageSize=120&Page=${forth.length}&PageToken=PT`),
        );
        visited.push(current.nextPageUrl);
        current = await getPage(current.nextPageUrl);
        forth.push(sids(current.instances));
      }
      expect(forth).toHaveLength(pages(120));
      expect(forth.flat()).toEqual(many);
      const back = [sids(current.instances)];
      while (current.previousPageUrl) {
        expect(current.previousPageUrl).toContain(`${list}?PageSize=120&Page=`);
        current = await getPage(current.previousPageUrl);
        back.unshift(sids(current.instances));
      }
      expect(back).toEqual(forth);
      // Any of them again, in any order.
      for (const at of [visited.length - 1, 0, 7]) {
        expect(sids((await getPage(visited[at]!)).instances)).toEqual(forth[at + 1]);
      }
    },

    "page: from a token on, with another size, and by a number alone": async (world) => {
      const { nextPageUrl } = await sendersOf(world).page({ pageSize: 20 });
      const pageToken = new URL(nextPageUrl!).searchParams.get("PageToken")!;
      const resumed = await sendersOf(world).page({ pageSize: 5, pageNumber: 1, pageToken });
      expect(sids(resumed.instances)).toEqual(many.slice(20, 25));
      // A number is the client's business: documented, and so inferred to select nothing.
      const { instances } = await sendersOf(world).page({ pageSize: 5, pageNumber: 3 });
      expect(sids(instances)).toEqual(many.slice(0, 5));
    },

    "page: what stays is listed once, whatever is removed and added meanwhile": async (world) => {
      const channelSenders = sendersOf(world);
      const first = await channelSenders.page({ pageSize: 1000 });
      await channelSenders.get(sidOf(999)).remove();
      await channelSenders.get(sidOf(1500)).remove();
      await channelSenders.create({ sid: sidOf(1500) });
      const second = await channelSenders.getPage(first.nextPageUrl!);
      const third = await channelSenders.getPage(second.nextPageUrl!);
      const rest = [...sids(second.instances), ...sids(third.instances)];
      expect(rest).toEqual([...many.slice(1000).filter((sid) => sid !== sidOf(1500)), sidOf(1500)]);
      const again = await channelSenders.getPage(second.previousPageUrl!);
      expect(sids(again.instances)).toEqual(many.slice(0, 999));
      await channelSenders.create({ sid: sidOf(999) });
    },
  },
};
