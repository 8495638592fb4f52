import { describe, expect, test } from "vitest";
import type { SearchProgress, TwilioSenderError, WhereIsOptions } from "../../../../mod.ts";
import { concurrency } from "../../../../lib/middleware/mod.ts";
import type { AccountSeed } from "../../../../lib/sandbox/mod.ts";
import {
  accountWith,
  channelSender,
  phoneNumber,
  shortCode,
  sid,
  startPool,
} from "../../support/pool.ts";
import { caught, expectError, json, MG, settle, silent } from "../../support/support.ts";

// Which service has a sender: a search of all of their pools.
/** An account of so many services, the last of which has what the first one would have. */
function accountOf(services: number, counts = {}): AccountSeed {
  const seed = accountWith(counts, services);
  const [first, ...rest] = seed.services!;
  const pool = { ...first!, ...rest.at(-1)! };
  return { ...seed, services: [{ sid: MG }, ...rest.slice(0, -1), pool] };
}

const everyKind = { channelSenders: 2, phoneNumbers: 2, shortCodes: 2 };
const last = (services: number) => sid("MG", services - 1);
const isList = (request: string) => /\/Services\?/.test(request);

describe("a sender", () => {
  test.each([
    ["channelSender", channelSender(1), sid("XE", 1)],
    ["phoneNumber", phoneNumber(1), sid("PN", 1)],
    ["shortCode", shortCode(1), sid("SC", 1)],
  ])("of the kind %s is found by its address", async (kind, address, expected) => {
    const { client, sent } = startPool(accountOf(20, everyKind));
    const places = await client.pool.whereIs(address);
    expect(places.map(({ service, entry }) => [service.sid, entry.kind, entry.sid])).toEqual([
      [last(20), kind, expected],
    ]);
    expect(places[0]!.service.friendlyName).toBe("Service 19");
    // One request for the services, and one for each: the other kinds are not asked for.
    expect(sent.filter(isList)).toHaveLength(1);
    expect(sent).toHaveLength(21);
  });

  test("on Messenger and RCS is a channel sender", async () => {
    const seed = accountOf(2);
    const senders = ["messenger:104794531907950", "rcs:ms_dev_test_agent"];
    const { client } = startPool({
      ...seed,
      channelSenders: senders.map((sender, index) => ({ sid: sid("XE", index), sender })),
      services: [{ sid: MG, channelSenders: [sid("XE", 0), sid("XE", 1)] }],
    });
    for (const [index, sender] of senders.entries()) {
      expect((await client.pool.whereIs(sender))[0]?.entry.sid).toBe(sid("XE", index));
    }
  });

  test("that is found ends the search", async () => {
    const { client, sent } = startPool(accountWith(everyKind, 500));
    const [place] = await client.pool.whereIs(phoneNumber(0), { concurrency: 4 });
    expect(place?.service.sid).toBe(MG);
    await settle();
    expect(sent.length).toBeLessThan(12);
  });

  test("that is found on a page is not looked for on the next", async () => {
    const { client, sent } = startPool(accountWith({ channelSenders: 3500 }), { slow: true });
    expect(await client.pool.whereIs(channelSender(0))).toHaveLength(1);
    // The second page was on its way.
    expect(sent).toHaveLength(3);
    await settle();
  });

  test("that is nowhere has no place, after all services", async () => {
    const { client, sent } = startPool(accountWith(everyKind, 30));
    for (const address of ["+12125559999", "whatsapp:+12125559999", "99999", "rcs:nobody"]) {
      sent.length = 0;
      expect(await client.pool.whereIs(address)).toEqual([]);
      expect(sent).toHaveLength(31);
    }
    const none = startPool({ ...accountWith({}), services: [] });
    expect(await none.client.pool.whereIs("+12125559999")).toEqual([]);
  });
});

describe("a name", () => {
  const named = (alpha: string[], destination: string[]) => ({
    alphaSenders: alpha.map((one) => ({ sid: `AI${one}`, alphaSender: "Shop" })),
    destinationAlphaSenders: destination.map((one) => ({
      sid: `AI${one}`,
      alphaSender: "Shop",
      isoCountryCode: "FR",
    })),
  });
  const [a, b, c] = ["a", "b", "c"].map((digit) => digit.repeat(32)) as [string, string, string];
  const seed = {
    ...accountWith({}),
    services: [
      { sid: sid("MG", 1), ...named([a], []) },
      { sid: sid("MG", 2), alphaSenders: [{ sid: sid("AI", 9), alphaSender: "shop" }] },
      { sid: sid("MG", 3), ...named([b], [c]) },
    ],
  };

  test("is found in all services and as all kinds, in their order", async () => {
    const { client, sent } = startPool(seed);
    const places = await client.pool.whereIs("Shop");
    expect(places.map(({ service, entry }) => [service.sid, entry.kind, entry.sid])).toEqual([
      [sid("MG", 1), "alphaSender", `AI${a}`],
      [sid("MG", 3), "destinationAlphaSender", `AI${c}`],
      [sid("MG", 3), "alphaSender", `AI${b}`],
    ]);
    expect(sent).toHaveLength(1 + 2 * 3);
  });

  test("is where it is though later services answer first", async () => {
    const { client, sandbox } = startPool(seed, {
      async instead(request) {
        if (request.url.includes(sid("MG", 1))) await settle();
        return await sandbox.fetch(request);
      },
    });
    const places = await client.pool.whereIs("Shop");
    expect(places.map(({ service }) => service.sid)).toEqual([1, 3, 3].map((at) => sid("MG", at)));
  });
});

describe("many services", () => {
  test.each([[20, 1], [100, 8], [500, 25]])("%i are searched %i at once", async (count, atOnce) => {
    const { client, most, sent } = startPool(accountOf(count, everyKind), { slow: true });
    const [place] = await client.pool.whereIs(phoneNumber(0), { concurrency: atOnce });
    expect(place?.service.sid).toBe(last(count));
    expect(most()).toBe(atOnce);
    expect(sent).toHaveLength(count + 1);
  });

  test("are eight at once unless told otherwise", async () => {
    const { client, most } = startPool(accountWith({}, 40), { slow: true });
    await client.pool.whereIs("+12125559999");
    expect(most()).toBe(8);
  });

  test("are fewer at once by a limiter of the client", async () => {
    const limited = startPool(accountOf(60, everyKind), {
      around: concurrency({ limit: 3, max: 3 }),
      slow: true,
    });
    const places = await limited.client.pool.whereIs(shortCode(0), { concurrency: 50 });
    expect(places).toHaveLength(1);
    expect(limited.most()).toBe(3);
  });

  test("are told of one by one", async () => {
    const { client } = startPool(accountOf(500, everyKind));
    const told: SearchProgress[] = [];
    await client.pool.whereIs(phoneNumber(0), { onProgress: (progress) => told.push(progress) });
    expect(told.map(({ scanned }) => scanned)).toEqual(
      Array.from({ length: 500 }, (_, index) => index + 1),
    );
    expect(told.every(({ known, allKnown }) => known === 500 && allKnown)).toBe(true);
  });

  test("a hook breaks nothing", async () => {
    const { client } = startPool(accountOf(5, everyKind));
    const hooks = [
      () => {
        throw new Error("the hook broke");
      },
      () => Promise.reject(new Error("the hook broke")),
    ];
    for (const onProgress of hooks) {
      expect(await client.pool.whereIs(phoneNumber(0), { onProgress })).toHaveLength(1);
    }
  });
});

describe("services on several pages", () => {
  const pages = (count: number) => (request: Request) => {
    const url = new URL(request.url);
    if (!/\/Services$/.test(url.pathname)) return null;
    const at = Number(url.searchParams.get("Page"));
    const next = `https://any.example/?Page=${at + 1}&PageToken=PT${at + 1}`;
    return json(200, {
      services: [2 * at, 2 * at + 1].map((index) => ({ sid: index ? sid("MG", index) : MG })),
      meta: { next_page_url: at + 1 < count ? next : null },
    });
  };

  test("are known as their list is read", async () => {
    const { client } = startPool(accountWith({}, 6), { instead: pages(3) });
    const told: SearchProgress[] = [];
    const onProgress = (progress: SearchProgress) => told.push(progress);
    await client.pool.whereIs("+12125559999", { concurrency: 1, onProgress });
    expect(told.map(({ known, allKnown }) => [known, allKnown])).toEqual([
      [2, false],
      [2, false],
      [4, false],
      [4, false],
      [6, true],
      [6, true],
    ]);
  });
});

describe("a bound", () => {
  test("that is reached is an error, which tells of what was found", async () => {
    const { client, sent } = startPool(accountOf(10, everyKind));
    const error = await caught(() => client.pool.whereIs(phoneNumber(0), { maxServices: 9 }));
    expectError(error, "TwilioSenderError", {
      problem: "unfinished",
      address: phoneNumber(0),
      where: "in the pools of the first 9 services of the account",
      found: [],
    });
    const { message } = error as TwilioSenderError;
    expect(message).toBe(
      "searched for the sender in the pools of the first 9 services of the account, of which " +
        "it is in none, but there may be more: raise maxServices",
    );
    expect(message).not.toContain(phoneNumber(0));
    expect(sent).toHaveLength(10);
  });

  test("that all services are within is none", async () => {
    const { client } = startPool(accountOf(10, everyKind));
    for (const maxServices of [10, 11, Infinity, undefined]) {
      expect(await client.pool.whereIs(phoneNumber(0), { maxServices })).toHaveLength(1);
      expect(await client.pool.whereIs("+12125559999", { maxServices })).toEqual([]);
    }
  });

  test("does not matter to what was found within it, but to a name, which may be beyond", async () => {
    const { client } = startPool(accountWith({ ...everyKind, alphaSenders: 1 }, 10));
    expect(await client.pool.whereIs(phoneNumber(0), { maxServices: 3 })).toHaveLength(1);
    const error = await caught(() => client.pool.whereIs("Shop 0", { maxServices: 3 }));
    expectError(error, "TwilioSenderError", { problem: "unfinished", found: [MG] });
    expect((error as Error).message).toContain("of which it is in 1");
  });
});

describe("trouble", () => {
  const inService = (index: number) => (request: Request) =>
    request.url.includes(index === 0 ? MG : sid("MG", index));

  test("with one service stops the search, and is told as it is", async () => {
    const isFifth = inService(5);
    const { client, signals } = startPool(accountWith(everyKind, 100), {
      instead(request) {
        if (isFifth(request)) return json(403, { code: 70051, message: "no", status: 403 });
        return /Services\?/.test(request.url) ? null : silent(request);
      },
    });
    const error = await caught(() => client.pool.whereIs(phoneNumber(0)));
    expectError(error, "TwilioApiError", { code: 70051, status: 403 });
    expect(signals).toHaveLength(9);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });

  test("with the list of services is told as it is", async () => {
    const { client } = startPool(accountWith(everyKind), {
      instead: () => json(401, { code: 20003, message: "Authenticate", status: 401 }),
    });
    const error = await caught(() => client.pool.whereIs(phoneNumber(0)));
    expectError(error, "TwilioApiError", { code: 20003 });
  });

  test("is not that a service was deleted meanwhile", async () => {
    const isFirst = inService(0);
    const { client } = startPool(accountOf(3, everyKind), {
      instead: (request) =>
        isFirst(request) ? json(404, { code: 20404, message: "not found", status: 404 }) : null,
    });
    expect(await client.pool.whereIs(phoneNumber(0))).toHaveLength(1);
  });

  test("an abort is told as it is, and stops all", async () => {
    const controller = new AbortController();
    const { client, signals } = startPool(accountWith(everyKind, 100), {
      instead: (request) => /Services\?/.test(request.url) ? null : silent(request),
    });
    const { signal } = controller;
    const search = client.pool.whereIs(phoneNumber(0), { signal });
    search.catch(() => {});
    await settle();
    controller.abort("enough");
    expect(await caught(() => search)).toBe("enough");
    expect(signals).toHaveLength(9);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });
});

describe("bad input", () => {
  test.each<[address: unknown, expected: RegExp]>([
    ["", /^address: expected an address, a short code, or a name/],
    [undefined, /^address: expected an address, a short code, or a name/],
    ["12125550100", /got digits without \+/],
    ["+1 212 555 0100", /got white space/],
    [" +12125550100", /got white space/],
    [" whatsapp:+12125550100", /got white space/],
    ["WhatsApp:+12125550100", /got a channel in capitals/],
    [sid("XE", 1), /got a SID, which channelSenders/],
    ["rcs:+12125550100", /^address: expected that of a sender, got one that only recipients have$/],
    ["whatsapp:US.123", /^address: expected that of a sender, got one that only recipients have$/],
    ["sim:DEaaaa", /^address: expected that of a sender in a pool, got a SIM$/],
  ])("%s is refused before anything is sent", async (address, expected) => {
    const { client, sent } = startPool(accountWith({}));
    const error = await caught(() => client.pool.whereIs(address as string));
    expectError(error, "TwilioInputError", { field: "address" });
    expect((error as Error).message).toMatch(expected);
    expect(sent).toEqual([]);
  });

  test.each<[options: unknown, field: string]>([
    ["all", "options"],
    [{ concurency: 1 }, "concurency"],
    [{ concurrency: 0 }, "concurrency"],
    [{ concurrency: 1001 }, "concurrency"],
    [{ maxServices: 0 }, "maxServices"],
    [{ maxServices: 1.5 }, "maxServices"],
    [{ onProgress: true }, "onProgress"],
  ])("%j are no options", async (options, field) => {
    const { client, sent } = startPool(accountWith({}));
    const error = await caught(() =>
      client.pool.whereIs(phoneNumber(0), options as WhereIsOptions)
    );
    expectError(error, "TwilioInputError", { field });
    expect(sent).toEqual([]);
  });
});
