import { describe, expect, test } from "vitest";
import { type PoolEntry, selectSender } from "../../../../mod.ts";
import { concurrency } from "../../../../lib/middleware/mod.ts";
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
import { caught, expectError, json, MG, service, settle, silent } from "../../support/support.ts";

// The pool of a service as one list of all kinds.
const oneOfEach = {
  channelSenders: 1,
  phoneNumbers: 1,
  shortCodes: 1,
  destinationAlphaSenders: 1,
  alphaSenders: 1,
};
const paths = [
  "ChannelSenders",
  "PhoneNumbers",
  "ShortCodes",
  "DestinationAlphaSenders",
  "AlphaSenders",
];
const pathOf = (request: string) => /\/v1\/Services\/MG\w+\/(\w+)/.exec(request)?.[1];
const kindsOf = (entries: readonly PoolEntry[]) => entries.map(({ kind }) => kind);

describe("entries", () => {
  test("say what they are, in the order of kinds", async () => {
    const { client } = startPool(accountWith(oneOfEach));
    const entries = await client.pool.list(service).toArray();
    expect(entries.map(({ resource: _, ...entry }) => entry)).toEqual([
      {
        kind: "channelSender",
        sid: sid("XE", 0),
        sender: channelSender(0),
        countryCode: "US",
        capabilities: null,
      },
      {
        kind: "phoneNumber",
        sid: sid("PN", 0),
        sender: phoneNumber(0),
        countryCode: "US",
        capabilities: ["MMS", "SMS", "Voice"],
      },
      {
        kind: "shortCode",
        sid: sid("SC", 0),
        sender: shortCode(0),
        countryCode: "US",
        capabilities: ["SMS"],
      },
      {
        kind: "destinationAlphaSender",
        sid: sid("AI", 100_000),
        sender: destinationName(0),
        countryCode: "DE",
        capabilities: ["SMS"],
      },
      {
        kind: "alphaSender",
        sid: sid("AI", 0),
        sender: name(0),
        countryCode: null,
        capabilities: ["SMS"],
      },
    ]);
  });

  test("have their resource, as its own list gives it", async () => {
    const { client } = startPool(accountWith(oneOfEach));
    const entries = await client.pool.list(service).toArray();
    const [entry] = entries;
    expect(entry?.resource).toEqual((await client.channelSenders.list(service).toArray())[0]);
    // The kind tells what the resource is.
    const texts = entries.map((entry) => {
      switch (entry.kind) {
        case "channelSender":
          return entry.resource.senderType;
        case "phoneNumber":
          return entry.resource.phoneNumber;
        case "shortCode":
          return entry.resource.shortCode;
        case "destinationAlphaSender":
          return entry.resource.isoCountryCode;
        case "alphaSender":
          return entry.resource.alphaSender;
      }
    });
    expect(texts).toEqual(["WhatsApp", phoneNumber(0), shortCode(0), "DE", name(0)]);
  });

  test("that are names for all countries have none", async () => {
    const { client } = startPool(accountWith({ destinationAlphaSenders: 2 }));
    const entries = await client.pool.list(service).toArray();
    expect(entries.map(({ countryCode }) => countryCode)).toEqual(["DE", null]);
    expect(entries[1]!.resource).toMatchObject({ isoCountryCode: "" });
  });

  test("of which nothing is known are all null", async () => {
    const keys = ["senders", "phone_numbers", "short_codes", "alpha_senders"];
    const nothing = Object.fromEntries(keys.map((key) => [key, [{ sid: null }]]));
    const { client } = startPool(accountWith({}), {
      instead: () => json(200, { ...nothing, meta: { next_page_url: null } }),
    });
    const entries = await client.pool.list(service).toArray();
    expect(entries).toHaveLength(5);
    for (const { kind: _, resource: _all, ...entry } of entries) {
      const said = { sid: null, sender: null, countryCode: null, capabilities: null };
      expect(entry).toEqual(said);
    }
  });

  test("that Twilio shows among names of both kinds are given once, with their country", async () => {
    const shown = { sid: sid("AI", 1), alpha_sender: "Shop", iso_country_code: "FR" };
    const other = { sid: sid("AI", 2), alpha_sender: "Shop" };
    const { client } = startPool(accountWith({}), {
      instead({ url }) {
        if (!/AlphaSenders/.test(url)) return null;
        const names = url.includes("/AlphaSenders") ? [shown, other, shown] : [shown];
        return json(200, { alpha_senders: names, meta: { next_page_url: null } });
      },
    });
    const entries = await client.pool.list(service).toArray();
    expect(entries.map(({ kind, sid, countryCode }) => [kind, sid, countryCode])).toEqual([
      ["destinationAlphaSender", shown.sid, "FR"],
      ["alphaSender", other.sid, null],
    ]);
  });

  test("can be handed to selectSender", async () => {
    const { client } = startPool(accountWith(oneOfEach));
    const pool = await client.pool.list(service).toArray();
    expect(selectSender(pool, { to: "+12125550199" }).sender?.kind).toBe("shortCode");
    expect(selectSender(pool, { to: "+4930901820" }).sender?.kind).toBe("destinationAlphaSender");
    expect(selectSender(pool, { to: "+442071838750" }).sender?.kind).toBe("alphaSender");
    expect(selectSender(pool, { to: "whatsapp:+4930901820" }).sender?.kind).toBe("channelSender");
  });
});

describe("requests", () => {
  test("are made at the first step, one for each kind at once", async () => {
    const { client, sent, most } = startPool(accountWith(oneOfEach));
    const list = client.pool.list(service);
    await settle();
    expect(sent).toEqual([]);
    const iterator = list[Symbol.asyncIterator]();
    await iterator.next();
    expect(sent).toEqual(paths.map((path) => `GET /v1/Services/${MG}/${path}?PageSize=1000`));
    expect(most()).toBe(5);
    for (let left = 4; left > 0; left--) expect((await iterator.next()).done).toBe(false);
    expect((await iterator.next()).done).toBe(true);
    expect(sent).toHaveLength(5);
  });

  test("run one page ahead of a slow consumer, in each kind, and no more", async () => {
    const counts = { channelSenders: 8, phoneNumbers: 8, shortCodes: 8, alphaSenders: 8 };
    const { client, sent } = startPool(accountWith(counts));
    const asked = () => {
      const pages: Record<string, number> = {};
      for (const request of sent) pages[pathOf(request)!] = (pages[pathOf(request)!] ?? 0) + 1;
      return pages;
    };
    const ahead = { ChannelSenders: 2, PhoneNumbers: 2, ShortCodes: 2, AlphaSenders: 2 };
    const steps: Record<string, number>[] = [];
    for await (const _ of client.pool.list({ ...service, pageSize: 2 })) {
      await settle();
      steps.push(asked());
    }
    expect(steps).toHaveLength(32);
    expect(steps[0]).toEqual({ ...ahead, DestinationAlphaSenders: 1 });
    expect(steps[2]!["ChannelSenders"]).toBe(3);
    expect(steps[5]).toEqual({ ...ahead, ChannelSenders: 4, DestinationAlphaSenders: 1 });
    // While the first kind is read, the others wait.
    expect(steps[7]).toEqual({ ...ahead, ChannelSenders: 4, DestinationAlphaSenders: 1 });
    expect(steps.at(-1)).toEqual({
      ChannelSenders: 4,
      PhoneNumbers: 4,
      ShortCodes: 4,
      DestinationAlphaSenders: 1,
      AlphaSenders: 4,
    });
  });

  test("10,000 senders are given once each, in order", async () => {
    const counts = { channelSenders: 9000, phoneNumbers: 300, shortCodes: 100, alphaSenders: 600 };
    const { client, sent } = startPool(accountWith(counts));
    const sids: (string | null)[] = [];
    for await (const entry of client.pool.list({ ...service, pageSize: 500 })) sids.push(entry.sid);
    const expected = [["XE", 9000], ["PN", 300], ["SC", 100], ["AI", 600]] as const;
    expect(sids).toEqual(
      expected.flatMap(([prefix, count]) =>
        Array.from({ length: count }, (_, index) => sid(prefix, index))
      ),
    );
    expect(sent).toHaveLength(18 + 1 + 1 + 1 + 2);
  });

  test("stop at a limit, which is that of all kinds together", async () => {
    const { client, sent, signals } = startPool(accountWith({ phoneNumbers: 3, shortCodes: 9 }));
    const entries = await client.pool.list({ ...service, limit: 5 }).toArray();
    expect(kindsOf(entries)).toEqual([
      ...Array(3).fill("phoneNumber"),
      ...Array(2).fill("shortCode"),
    ]);
    expect(sent).toHaveLength(5);
    expect(sent.every((request) => request.endsWith("?PageSize=5"))).toBe(true);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });

  test("are as few as the limiter of the client allows, at once", async () => {
    const { client, most } = startPool(accountWith({ ...oneOfEach, phoneNumbers: 30 }), {
      around: concurrency({ limit: 2, max: 2 }),
    });
    const entries = await client.pool.list({ ...service, pageSize: 10 }).toArray();
    expect(entries).toHaveLength(34);
    expect(most()).toBe(2);
  });

  test("are made anew by another iteration, and by that alone", async () => {
    const { client, sent } = startPool(accountWith(oneOfEach));
    const input = { messagingServiceSid: MG };
    const list = client.pool.list(input);
    input.messagingServiceSid = "altered";
    expect(kindsOf(await list.toArray())).toEqual(kindsOf(await list.toArray()));
    expect(sent).toHaveLength(10);
    const error = await caught(() => list.length);
    expectError(error, "TypeError");
  });
});

describe("the end", () => {
  /** All but the channel senders never answer. */
  const stuck = (request: Request) =>
    request.url.includes("/ChannelSenders") ? null : silent(request);

  test("leaving the loop aborts what is under way", async () => {
    const seed = accountWith({ ...oneOfEach, channelSenders: 4 });
    const { client, signals } = startPool(seed, { instead: stuck });
    for await (const entry of client.pool.list({ ...service, pageSize: 2 })) {
      expect(entry.kind).toBe("channelSender");
      break;
    }
    await settle();
    expect(signals).toHaveLength(6);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });

  test("an abort is heard at the next sender, as it is, and stops all kinds", async () => {
    const seed = accountWith({ ...oneOfEach, channelSenders: 4 });
    for (const after of [0, 1, 4]) {
      const { client, signals } = startPool(seed, { instead: stuck });
      const controller = new AbortController();
      const { signal } = controller;
      const iterator = client.pool.list(service, { signal })[Symbol.asyncIterator]();
      for (let step = 0; step < after; step++) await iterator.next();
      const next = iterator.next();
      next.catch(() => {});
      if (after === 1) await next;
      controller.abort("enough");
      const last = after === 1 ? iterator.next() : next;
      expect(await caught(() => last)).toBe("enough");
      expect(signals.every(({ aborted }) => aborted)).toBe(true);
    }
  });

  test("a signal that aborted before sends nothing", async () => {
    const { client, sent } = startPool(accountWith(oneOfEach));
    const list = client.pool.list(service, { signal: AbortSignal.abort("never") });
    expect(await caught(() => list.toArray())).toBe("never");
    expect(sent).toEqual([]);
  });

  test("the failure of a kind is told as it is, and stops the others", async () => {
    for (const failing of paths) {
      const { client, signals } = startPool(accountWith(oneOfEach), {
        instead: (request) =>
          pathOf(request.url) === failing
            ? json(403, { code: 70051, message: "no", status: 403 })
            : silent(request),
      });
      const error = await caught(() => client.pool.list(service).toArray());
      expectError(error, "TwilioApiError", { code: 70051, status: 403 });
      expect((error as { url: string }).url).toContain(`/${failing}?`);
      expect(signals).toHaveLength(5);
      expect(signals.every(({ aborted }) => aborted)).toBe(true);
    }
  });

  test("a failure is heard at the next sender, though its kind is not read yet", async () => {
    let fail!: () => void;
    const failed = new Promise<Response>((resolve) => {
      fail = () => resolve(json(500, { code: 20500, message: "no", status: 500 }));
    });
    const { client } = startPool(accountWith({ ...oneOfEach, channelSenders: 4 }), {
      instead: ({ url }) => url.includes("/AlphaSenders") ? failed : null,
    });
    const iterator = client.pool.list(service)[Symbol.asyncIterator]();
    expect((await iterator.next()).value?.kind).toBe("channelSender");
    fail();
    await settle();
    expectError(await caught(() => iterator.next()), "TwilioApiError", { code: 20500 });
    expect((await iterator.next()).done).toBe(true);
  });

  test("a failure of a later page is heard where it would have come", async () => {
    const { client } = startPool(accountWith({ phoneNumbers: 4, shortCodes: 1 }), {
      instead: ({ url }) =>
        /PhoneNumbers.*PageToken/.test(url)
          ? json(500, { code: 20500, message: "no", status: 500 })
          : null,
    });
    const seen: string[] = [];
    const error = await caught(async () => {
      for await (const { kind } of client.pool.list({ ...service, pageSize: 2 })) seen.push(kind);
    });
    expectError(error, "TwilioApiError", { code: 20500 });
    expect(seen).toEqual(["phoneNumber", "phoneNumber"]);
  });

  test("is not that Twilio answers with 404 where a kind has none", async () => {
    const noneOf = (...kinds: string[]) => (request: Request) =>
      kinds.includes(pathOf(request.url)!)
        ? json(404, { code: 20404, message: "not found", status: 404 })
        : null;
    for (const missing of [["ChannelSenders"], ["AlphaSenders"], paths.slice(0, 4)]) {
      const seed = accountWith({ ...oneOfEach, phoneNumbers: 3 });
      const { client } = startPool(seed, { instead: noneOf(...missing) });
      const entries = await client.pool.list({ ...service, pageSize: 2 }).toArray();
      const all = [...paths, "PhoneNumbers", "PhoneNumbers"];
      expect(entries).toHaveLength(all.filter((path) => !missing.includes(path)).length);
    }
    // What another kind meets is told, and not that.
    const worse = startPool(accountWith({}), {
      instead: (request) =>
        pathOf(request.url) === "AlphaSenders"
          ? json(403, { code: 70051, message: "no", status: 403 })
          : json(404, { code: 20404, message: "not found", status: 404 }),
    });
    const error = await caught(() => worse.client.pool.list(service).toArray());
    expectError(error, "TwilioApiError", { code: 70051 });
    // That of a later page is one all the same.
    const { client } = startPool(accountWith({ phoneNumbers: 3 }), {
      instead: (request) =>
        request.url.includes("PageToken")
          ? json(404, { code: 20404, message: "not found", status: 404 })
          : null,
    });
    const list = client.pool.list({ ...service, pageSize: 2 });
    expectError(await caught(() => list.toArray()), "TwilioApiError", { code: 20404 });
  });

  test("of a service that is not there is Twilio's refusal", async () => {
    const { client } = startPool(accountWith({}));
    const list = client.pool.list({ messagingServiceSid: sid("MG", 99) });
    expectError(await caught(() => list.toArray()), "TwilioApiError", { code: 20404 });
  });
});

describe("bad input", () => {
  test.each<[input: unknown, field: string]>([
    [undefined, "input"],
    ["MG", "input"],
    [{}, "messagingServiceSid"],
    [{ messagingServiceSid: "MG1" }, "messagingServiceSid"],
    [{ ...service, sid: MG }, "sid"],
    [{ ...service, pageSize: 0 }, "pageSize"],
    [{ ...service, pageSize: 1001 }, "pageSize"],
    [{ ...service, limit: 0 }, "limit"],
    [{ ...service, limit: "5" }, "limit"],
  ])("%j is refused at the first step, and nothing is sent", async (input, field) => {
    const { client, sent } = startPool(accountWith({}));
    const list = client.pool.list(input as typeof service);
    expectError(await caught(() => list.toArray()), "TwilioInputError", { field });
    expect(sent).toEqual([]);
  });
});
