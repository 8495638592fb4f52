import { describe, expect, test } from "vitest";
import { createClient, isTwilioError, services, type Transport } from "../../../mod.ts";
import {
  compose,
  concurrency,
  type ConcurrencyOptions,
  retry,
} from "../../../lib/middleware/mod.ts";
import { account } from "../support/pool.ts";
import { caught, expectError, feed, silent } from "../support/support.ts";

/** A request that is known by its number. */
function request(number: number, signal?: AbortSignal): Request {
  return new Request(`https://example.com/${number}`, signal ? { signal } : {});
}

const numberOf = ({ url }: Request) => Number(new URL(url).pathname.slice(1));
const ok = () => new Response(null, { status: 200 });
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Lets others run, so many times: the time unit of these tests. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await undefined;
}

/** A transport whose calls wait for the test: what started, in order, and who settles it. */
function held() {
  const started: number[] = [];
  const calls = new Map<number, (response: Response | Promise<never>) => void>();
  let most = 0;
  const fetch: Transport = (request) =>
    new Promise((resolve) => {
      const number = numberOf(request);
      started.push(number);
      calls.set(number, resolve);
      most = Math.max(most, calls.size);
    });
  const settle = (number: number, outcome: Response | Promise<never>) => {
    calls.get(number)!(outcome);
    calls.delete(number);
  };
  return {
    fetch,
    started,
    /** The most calls that were ever in flight. */
    most: () => most,
    inFlight: () => calls.size,
    async answer(number: number, status = 200): Promise<void> {
      settle(number, new Response(null, { status }));
      await turns(20);
    },
    async fail(number: number, reason: unknown): Promise<void> {
      settle(number, Promise.reject(reason));
      await turns(20);
    },
    /** Answers all that is in flight, as if at once. */
    async answerAll(status = 200): Promise<void> {
      for (const number of [...calls.keys()]) settle(number, new Response(null, { status }));
      await turns(20);
    },
  };
}

/** A request whose signal tells how many listen, and what else happens when one stops. */
function watched(number: number) {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Set<unknown>();
  const hooks = { removed: () => {} };
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (type: string, listener: EventListener, options?: unknown) => {
    // One that listens once is gone when it was called.
    const called = (event: Event) => {
      if ((options as AddEventListenerOptions | undefined)?.once) listeners.delete(listener);
      listener.call(signal, event);
    };
    listeners.add(listener);
    wrapped.set(listener, called);
    add(type, called, options as AddEventListenerOptions);
  };
  const wrapped = new Map<unknown, EventListener>();
  signal.removeEventListener = (type: string, listener: unknown) => {
    listeners.delete(listener);
    remove(type, wrapped.get(listener)!);
    hooks.removed();
  };
  const watched = request(number);
  Object.defineProperty(watched, "signal", { value: signal });
  return { request: watched, abort: controller.abort.bind(controller), listeners, hooks };
}

describe("concurrency", () => {
  test("passes requests, responses and failures as they are", async () => {
    const given: Request[] = [];
    const answer = ok();
    const transport = concurrency()((request) => {
      given.push(request);
      return Promise.resolve(answer);
    });
    const sent = request(0);
    expect(await transport(sent)).toBe(answer);
    expect(given[0]).toBe(sent);
    const failure = new TypeError("the cable is out");
    expect(await caught(() => concurrency()(() => Promise.reject(failure))(request(0)))).toBe(
      failure,
    );
    expect(transport.name).toMatch(/^concurrency/); // bundlers number what they rename
  });

  test("calls the transport without a this, and at once where there is room", () => {
    const seen: unknown[] = [];
    const transport = concurrency()(function (this: unknown) {
      seen.push(this);
      return Promise.resolve(ok());
    });
    void transport(request(0));
    expect(seen).toEqual([undefined]);
  });

  test.each<[ConcurrencyOptions, string, string]>([
    [{ limit: 0 }, "limit", "expected a whole number from 1 to 100 (max)"],
    [{ limit: -1 }, "limit", "from 1"],
    [{ limit: 1.5 }, "limit", "whole"],
    [{ limit: NaN }, "limit", "whole"],
    [{ limit: 101 }, "limit", "to 100 (max)"],
    [{ limit: 6, max: 5 }, "limit", "to 5 (max)"],
    [{ limit: "8" as unknown as number }, "limit", "whole"],
    [{ max: 0 }, "max", "expected a whole number from 1"],
    [{ max: 2.5 }, "max", "whole"],
    [{ max: Infinity }, "max", "whole"],
    [{ max: null as unknown as number }, "max", "whole"],
    [{ queue: -1 }, "queue", "expected a whole number from 0"],
    [{ queue: 0.5 }, "queue", "whole"],
    [{ queue: Infinity }, "queue", "whole"],
  ])("refuses %j", async (options, field, expected) => {
    const error = await caught(() => concurrency(options));
    expectError(error, "TwilioInputError", { field, message: expect.stringContaining(expected) });
  });

  test.each<[ConcurrencyOptions | undefined, number]>([
    [undefined, 8],
    [{ limit: undefined, max: undefined, queue: undefined }, 8],
    [{ limit: 1 }, 1],
    [{ limit: 100 }, 100],
    [{ max: 5 }, 5],
    [{ limit: 3, max: 3 }, 3],
    [{ limit: 300, max: 300 }, 300],
  ])("with %j starts with %i in flight", async (options, expected) => {
    const { fetch, inFlight, answerAll } = held();
    const transport = concurrency(options)(fetch);
    const all = Promise.all(upTo(expected * 2 - 1).map((number) => transport(request(number))));
    expect(inFlight()).toBe(expected);
    await answerAll();
    await answerAll();
    expect(await all).toHaveLength(expected * 2 - 1);
  });
});

describe("the queue", () => {
  test("starts calls in the order in which they came, and no more than the limit", async () => {
    const { fetch, started, answer, most } = held();
    const transport = concurrency({ limit: 2, max: 2 })(fetch);
    const calls = upTo(5).map((number) => transport(request(number)));
    expect(started).toEqual([0, 1]);
    await answer(1);
    expect(started).toEqual([0, 1, 2]);
    calls.push(transport(request(5)));
    await answer(2);
    await answer(0);
    expect(started).toEqual([0, 1, 2, 3, 4]);
    await answer(3);
    expect(started).toEqual([0, 1, 2, 3, 4, 5]);
    await answer(4);
    await answer(5);
    await Promise.all(calls);
    expect(most()).toBe(2);
  });

  test("lets nobody in between when a place is free", async () => {
    const started: number[] = [];
    const transport = concurrency({ limit: 1, max: 1 })(async (request) => {
      started.push(numberOf(request));
      await turns(20);
      return ok();
    });
    // It comes the moment that the first is over, but the second has been waiting.
    const late = transport(request(0)).then(() => transport(request(2)));
    const waiting = transport(request(1));
    await Promise.all([late, waiting]);
    expect(started).toEqual([0, 1, 2]);
  });

  test("is fair to 32 callers", async () => {
    const started: number[] = [];
    const transport = concurrency({ max: 8 })(async (request) => {
      started.push(numberOf(request));
      await turns(20);
      return ok();
    });
    await Promise.all(
      upTo(32).map(async (caller) => {
        for (let call = 0; call < 20; call++) await transport(request(caller));
      }),
    );
    expect(started).toEqual(upTo(20 * 32).map((call) => call % 32));
  });

  test("is shared by all transports that a limiter wraps, and by no other limiter", async () => {
    const { fetch, started, answer, answerAll } = held();
    const limiter = concurrency({ limit: 1, max: 1 });
    const [a, b] = [limiter(fetch), limiter((request) => fetch(request))];
    const all = [a(request(0)), b(request(1)), a(request(2))];
    all.push(concurrency({ limit: 1 })(fetch)(request(3)));
    expect(started).toEqual([0, 3]);
    await answer(0);
    expect(started).toEqual([0, 3, 1]);
    await answer(1);
    await answerAll();
    await Promise.all(all);
  });

  test("is bounded: one more fails at once, and nothing is sent", async () => {
    const { fetch, started, answer, answerAll } = held();
    const transport = concurrency({ limit: 1, max: 1, queue: 2 })(fetch);
    const calls = upTo(3).map((number) => transport(request(number)));
    const error = await caught(() => transport(request(3)));
    expectError(error, "TwilioInputError", {
      field: "queue",
      message: "queue: expected at most 2 calls waiting, got one more",
    });
    expect(isTwilioError(error)).toBe(true);
    await answer(0);
    calls.push(transport(request(4)));
    expectError(await caught(() => transport(request(5))), "TwilioInputError");
    for (let call = 0; call < 3; call++) await answerAll();
    await Promise.all(calls);
    expect(started).toEqual([0, 1, 2, 4]);
  });

  test("may be none, and is of 10,000 by default", async () => {
    const { fetch, started, answer } = held();
    const none = concurrency({ limit: 1, queue: 0 })(fetch);
    const only = none(request(0));
    expectError(await caught(() => none(request(1))), "TwilioInputError", { field: "queue" });
    await answer(0);
    await only;
    expect(started).toEqual([0]);

    const transport = concurrency({ limit: 1, max: 1 })(() => Promise.resolve(ok()));
    const calls = upTo(10_001).map((number) => transport(request(number)));
    expectError(await caught(() => transport(request(0))), "TwilioInputError", { field: "queue" });
    expect((await Promise.all(calls)).every(({ status }) => status === 200)).toBe(true);
  });
});

describe("an abort", () => {
  test("before the call: nothing is sent or queued", async () => {
    const { fetch, started } = held();
    const reason = new Error("not today");
    const transport = concurrency({ limit: 1, queue: 0 })(fetch);
    const aborted = request(0, AbortSignal.abort(reason));
    expect(await caught(() => transport(aborted))).toBe(reason);
    expect(started).toEqual([]);
    void transport(request(1));
    expect(await caught(() => transport(aborted))).toBe(reason);
    expect(started).toEqual([1]);
  });

  test("while it waits: it leaves at once, and the others keep their order", async () => {
    const { fetch, started, answer } = held();
    const transport = concurrency({ limit: 1, max: 1, queue: 3 })(fetch);
    const first = transport(request(0));
    const leaving = [watched(1), watched(3)];
    const left = [caught(() => transport(leaving[0]!.request))];
    const staying = [transport(request(2))];
    left.push(caught(() => transport(leaving[1]!.request)));
    expect(leaving.map(({ listeners }) => listeners.size)).toEqual([1, 1]);

    const reason = { why: "any value" };
    leaving[0]!.abort(reason);
    leaving[1]!.abort(reason);
    expect(await Promise.all(left)).toEqual([reason, reason]);
    expect((await left[0]) === reason).toBe(true);
    expect(leaving.map(({ listeners }) => listeners.size)).toEqual([0, 0]);
    expect(started).toEqual([0]);

    // Their places in the queue are free again.
    staying.push(transport(request(4)), transport(request(5)));
    expectError(await caught(() => transport(request(6))), "TwilioInputError", { field: "queue" });
    for (const number of [0, 2, 4, 5]) await answer(number);
    await Promise.all([first, ...staying]);
    expect(started).toEqual([0, 2, 4, 5]);
  });

  test("between its turn and its start: nothing is sent, and the place is free", async () => {
    const { fetch, started, answer } = held();
    const transport = concurrency({ limit: 1, max: 1 })(fetch);
    const first = transport(request(0));
    const waiting = watched(1);
    waiting.hooks.removed = () => waiting.abort("at the last moment");
    const aborted = caught(() => transport(waiting.request));
    const next = transport(request(2));
    await answer(0);
    expect(await aborted).toBe("at the last moment");
    // The next one has its turn once what ends calls has had its own: timers come first.
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(started).toEqual([0, 2]);
    await answer(2);
    await Promise.all([first, next]);
  });

  test("in flight is the transport's affair: the place is free when it has settled", async () => {
    const started: number[] = [];
    const transport = concurrency({ limit: 1, max: 1 })((request) => {
      started.push(numberOf(request));
      return numberOf(request) === 0 ? silent(request) : Promise.resolve(ok());
    });
    const stop = new AbortController();
    const first = caught(() => transport(request(0, stop.signal)));
    const next = transport(request(1));
    await turns(20);
    expect(started).toEqual([0]);
    stop.abort("enough");
    expect(await first).toBe("enough");
    await next;
    expect(started).toEqual([0, 1]);
  });

  test("has no listener left once a call has started, and none where none waits", async () => {
    const { fetch, answer, started } = held();
    const transport = concurrency({ limit: 1, max: 1 })(fetch);
    const both = [watched(0), watched(1)];
    const calls = both.map(({ request }) => transport(request));
    expect(both.map(({ listeners }) => listeners.size)).toEqual([0, 1]);
    await answer(0);
    expect(started).toEqual([0, 1]);
    expect(both.map(({ listeners }) => listeners.size)).toEqual([0, 0]);
    both[1]!.abort("too late to leave the queue");
    await answer(1);
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe("a place among the calls in flight", () => {
  test("is free when the response is there, though nobody reads its body", async () => {
    const { response } = feed();
    const transport = concurrency({ limit: 1, max: 1 })(() => Promise.resolve(response));
    expect(await transport(request(0))).toBe(response);
    expect(await transport(request(1))).toBe(response);
  });

  test("is free after a failure of any kind", async () => {
    let calls = 0;
    const transport = concurrency({ limit: 1, max: 1 })((request) => {
      calls++;
      if (numberOf(request) === 0) throw new TypeError("at once");
      if (numberOf(request) === 1) return Promise.reject(new TypeError("later"));
      if (numberOf(request) === 2) return Promise.resolve(undefined as unknown as Response);
      return Promise.resolve(ok());
    });
    const outcomes = await Promise.allSettled(upTo(9).map((n) => transport(request(n % 4))));
    expect(outcomes.map(({ status }) => status === "fulfilled")).toEqual(
      upTo(9).map((number) => number % 4 === 3),
    );
    expect(calls).toBe(9);
    expect((await transport(request(3))).status).toBe(200);
  });

  test("is never lost, nor given twice, whatever happens", async () => {
    const random = generator(7);
    let inFlight = 0;
    let most = 0;
    let hostile = true;
    const transport = concurrency({ limit: 4, max: 4 })(async (request) => {
      most = Math.max(most, ++inFlight);
      await turns(random(10));
      inFlight--;
      if (!hostile) return ok();
      request.signal.throwIfAborted();
      if (random(4) === 0) throw new TypeError("reset");
      return new Response(null, { status: [200, 404, 429, 503][random(4)]! });
    });
    const outcomes = await Promise.allSettled(
      upTo(1000).map(async (number) => {
        await turns(random(500));
        const stop = new AbortController();
        const call = transport(request(number, stop.signal));
        await turns(random(500));
        if (random(2)) stop.abort("enough");
        return await call;
      }),
    );
    const kinds = outcomes.map((outcome) =>
      outcome.status === "fulfilled" ? outcome.value.status : String(outcome.reason)
    );
    expect(new Set(kinds)).toEqual(new Set([200, 404, 429, 503, "enough", "TypeError: reset"]));
    expect(inFlight).toBe(0);
    expect(most).toBe(4);
    // None is lost: once all goes well, the limit gets back to four.
    hostile = false;
    most = 0;
    await Promise.all(upTo(3000).map((number) => transport(request(number))));
    expect(most).toBe(4);
    expect(inFlight).toBe(0);
  });
});

/** Whole numbers below a bound, the same in every run. */
function generator(seed: number): (below: number) => number {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor(seed / 2 ** 32 * below);
  };
}

/**
 * A server that processes so many calls at once and refuses the others, at the end of a network
 * that takes its time both ways and lets requests overtake each other.
 */
function server(allowed: (served: number) => number, seed = 1) {
  const random = generator(seed);
  const served: number[] = [];
  const refusals: number[] = [];
  const busyAt: number[] = [];
  let busy = 0;
  const fetch: Transport = async (request) => {
    await turns(1 + random(2));
    const refused = busy >= allowed(served.length);
    if (refused) refusals.push(served.length);
    else {
      busyAt.push(++busy);
      await turns(5 + random(10));
      busy--;
      served.push(numberOf(request));
    }
    await turns(1 + random(2));
    return new Response(null, { status: refused ? 429 : 200 });
  };
  const between = (from: number, to: number) => ({
    /** Refusals for each thousand calls that were served. */
    refusals: refusals.filter((at) => at >= from && at < to).length * 1000 / (to - from),
    /** How many it was busy with, on average, when a call came. */
    busy: busyAt.slice(from, to).reduce((sum, busy) => sum + busy, 0) / (to - from),
  });
  return { fetch, served, refusals, between };
}

/** How busy a server is, on average, with a limit that is known from the start. */
async function ideal(limit: number): Promise<number> {
  const { fetch, between } = server(() => Infinity);
  await work(concurrency({ limit, max: limit })(fetch), 1000, 80);
  return between(200, 1000).busy;
}

/** Repeats what is refused, a little later: what a `retry` outside of the limiter does. */
function again(next: Transport): Transport {
  const random = generator(3);
  return async function again(request) {
    for (;;) {
      const response = await next(request);
      if (response.status !== 429) return response;
      await turns(random(50));
    }
  };
}

/** So many calls by so many callers; the numbers of those that succeeded. */
async function work(transport: Transport, calls: number, callers: number): Promise<number[]> {
  const done: number[] = [];
  let number = 0;
  await Promise.all(
    upTo(callers).map(async () => {
      while (number < calls) {
        const mine = number++;
        const { status } = await transport(request(mine));
        if (status === 200) done.push(mine);
      }
    }),
  );
  return done;
}

const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);

describe("a server's limit", () => {
  test.each([[1, 4000], [3, 4000], [8, 6000], [50, 6000]])(
    "of %i is found, and hardly ever exceeded, in %i calls",
    async (allowed, calls) => {
      const { fetch, served, between } = server(() => allowed);
      const done = await work(compose(again, concurrency())(fetch), calls, 80);
      expect(sorted(done)).toEqual(upTo(calls));
      expect(sorted(served)).toEqual(upTo(calls)); // none lost, none doubled
      const settled = calls / 2;
      // A few in a thousand; of 50 that the network hides, a few more.
      expect(between(settled, calls).refusals).toBeLessThanOrEqual(allowed === 50 ? 6 : 2);
      expect(between(settled, calls).busy).toBeGreaterThan(await ideal(allowed) * 0.95);
      expect(between(0, settled).refusals).toBeLessThanOrEqual(10);
    },
  );

  test("of 8 is found by 32 callers", async () => {
    const { fetch, served, refusals, between } = server(() => 8);
    const done = await work(compose(again, concurrency())(fetch), 10_000, 32);
    expect(sorted(done)).toEqual(upTo(10_000));
    expect(sorted(served)).toEqual(upTo(10_000));
    expect(refusals.length).toBeLessThanOrEqual(20);
    expect(between(2000, 10_000).refusals).toBeLessThanOrEqual(1.5);
  });

  test("of 8 is found by 10,000 callers at once", async () => {
    const { fetch, served, refusals } = server(() => 8);
    const transport = compose(again, concurrency())(fetch);
    const responses = await Promise.all(upTo(10_000).map((number) => transport(request(number))));
    expect(new Set(responses).size).toBe(10_000);
    expect(sorted(served)).toEqual(upTo(10_000));
    expect(refusals.length).toBeLessThanOrEqual(20);
  });

  test("of 1 is found from a guess of 50", async () => {
    const { fetch, served, between } = server(() => 1);
    await work(compose(again, concurrency({ limit: 50 }))(fetch), 3000, 80);
    expect(sorted(served)).toEqual(upTo(3000));
    expect(between(0, 500).refusals * 0.5).toBeLessThan(110); // 49 + 24 + 11 + …, and a few
    expect(between(1000, 3000).refusals).toBeLessThanOrEqual(3);
  });

  test("may change: 8, then 2, then 20", async () => {
    const { fetch, served, between } = server((served) =>
      served < 3000 ? 8 : served < 6000 ? 2 : 20
    );
    const done = await work(compose(again, concurrency())(fetch), 12_000, 32);
    expect(sorted(done)).toEqual(upTo(12_000));
    expect(sorted(served)).toEqual(upTo(12_000));
    expect(between(2000, 3000).busy).toBeGreaterThan(await ideal(8) * 0.95);
    expect(between(3000, 3100).refusals * 0.1).toBeLessThanOrEqual(15);
    expect(between(4000, 6000).refusals).toBeLessThanOrEqual(3);
    expect(between(5000, 6000).busy).toBeGreaterThan(await ideal(2) * 0.95);
    expect(between(10_000, 12_000).busy).toBeGreaterThan(await ideal(20) * 0.95);
    expect(between(10_000, 12_000).refusals).toBeLessThanOrEqual(4);
  });

  test("is found again soon after a time in which all was refused", async () => {
    let refusing = 0;
    const { fetch, served, between } = server((served) =>
      served >= 4000 && refusing++ < 300 ? 0 : 8
    );
    await work(compose(again, concurrency())(fetch), 6000, 32);
    expect(sorted(served)).toEqual(upTo(6000));
    expect(refusing).toBeGreaterThan(300);
    expect(between(4400, 6000).busy).toBeGreaterThan(await ideal(8) * 0.95);
  });

  test("is found with a retry outside, which queues anew", async () => {
    const { fetch, served, refusals } = server(() => 3);
    const patient = retry({ attempts: 20, random: () => 0 });
    const transport = compose(patient, concurrency())(fetch);
    const responses = await Promise.all(upTo(500).map((number) => transport(request(number))));
    expect(responses.every(({ status }) => status === 200)).toBe(true);
    expect(sorted(served)).toEqual(upTo(500));
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals.length).toBeLessThanOrEqual(15);
  });

  test("that others use as well costs few refusals", async () => {
    const { fetch, served, between } = server((served) => 5 + Math.floor(served / 50) * 7919 % 4);
    await work(compose(again, concurrency())(fetch), 6000, 32);
    expect(sorted(served)).toEqual(upTo(6000));
    expect(between(1000, 6000).refusals).toBeLessThanOrEqual(3);
    expect(between(1000, 6000).busy).toBeGreaterThan(await ideal(5) * 0.95);
  });
});

describe("the limit", () => {
  /** Fills what may be in flight, and says how many that is. */
  async function probe(transport: Transport, { inFlight, answerAll }: ReturnType<typeof held>) {
    const calls = upTo(50).map((number) => transport(request(1000 + number)));
    await turns(20);
    const full = inFlight();
    while (inFlight() > 0) await answerAll(503); // which moves nothing
    await Promise.all(calls);
    return full;
  }

  test("grows by one when that many calls have succeeded at it", async () => {
    const { fetch, inFlight, started, answer, most } = held();
    const transport = concurrency({ limit: 2, max: 4 })(fetch);
    const calls = upTo(30).map((number) => transport(request(number)));
    const levels: number[] = [];
    for (let next = 0; next < 20; next++) {
      levels.push(inFlight());
      await answer(started[next]!);
    }
    expect(levels).toEqual([2, 2, 3, 3, 3, ...Array(15).fill(4)]);
    for (let next = 20; next < 30; next++) await answer(started[next]!);
    await Promise.all(calls);
    expect(most()).toBe(4);
  });

  test.each([[400, true], [404, true], [304, true], [500, false], [503, false]])(
    "takes a status of %i for a call that was served: %j",
    async (status, grows) => {
      const hold = held();
      const transport = concurrency({ limit: 2 })(hold.fetch);
      const calls = upTo(20).map((number) => transport(request(number)));
      while (hold.inFlight() > 0) await hold.answerAll(status);
      await Promise.all(calls);
      expect((await probe(transport, hold)) > 2).toBe(grows);
    },
  );

  test("stays where it is while calls fail, or do not use it", async () => {
    const hold = held();
    const transport = concurrency({ limit: 3 })(hold.fetch);
    for (let call = 0; call < 20; call++) {
      const two = [transport(request(0)), transport(request(1))];
      await hold.answerAll();
      await Promise.all(two);
      const failed = upTo(3).map((number) => caught(() => transport(request(number))));
      for (const number of upTo(3)) await hold.fail(number, new TypeError("reset"));
      await Promise.all(failed);
    }
    expect(await probe(transport, hold)).toBe(3);
  });

  test("is halved by a refusal, and once for a burst of them", async () => {
    const hold = held();
    const transport = concurrency({ limit: 40 })(hold.fetch);
    const burst = upTo(40).map((number) => transport(request(number)));
    for (const number of upTo(40)) await hold.answer(number, number % 3 ? 429 : 503);
    expect((await Promise.all(burst)).filter(({ status }) => status === 429)).toHaveLength(26);
    // The first refusal came when 39 were in flight.
    expect(await probe(transport, hold)).toBe(19);
  });

  test("is halved again by a refusal of what was sent afterwards, but never to none", async () => {
    const hold = held();
    const transport = concurrency({ limit: 8 })(hold.fetch);
    const limits: number[] = [];
    for (let round = 0; round < 5; round++) {
      const calls = upTo(8).map((number) => transport(request(number)));
      await hold.answer(0, 429);
      while (hold.inFlight() > 0) await hold.answerAll(503);
      await Promise.all(calls);
      limits.push(await probe(transport, hold));
    }
    expect(limits).toEqual([4, 2, 1, 1, 1]);
  });

  test("does not grow by what was sent before it was halved", async () => {
    const hold = held();
    const transport = concurrency({ limit: 8 })(hold.fetch);
    const calls = upTo(8).map((number) => transport(request(number)));
    await hold.answer(0, 429);
    await hold.answerAll();
    await Promise.all(calls);
    expect(await probe(transport, hold)).toBe(4);
  });

  test("counts anew after a refusal", async () => {
    const hold = held();
    const transport = concurrency({ limit: 2 })(hold.fetch);
    const calls = upTo(80).map((number) => transport(request(number)));
    await hold.answer(0); // one of the two that it takes to grow
    await hold.answer(1, 429);
    await hold.answer(2, 503);
    for (let next = 3; next < 3 + 64; next++) {
      expect(hold.inFlight()).toBe(1);
      await hold.answer(next);
    }
    expect(hold.inFlight()).toBe(2);
    while (hold.inFlight() > 0) await hold.answerAll();
    await Promise.all(calls);
  });

  /** The calls that were served between one refusal of a 9th call at once and the next. */
  async function waits(transport: Transport, hold: ReturnType<typeof held>, calls: number) {
    const all = upTo(calls).map((number) => transport(request(number)));
    const waits: number[] = [];
    let served = 0;
    for (let next = 0; next < calls; next++) {
      const status = hold.inFlight() > 8 ? 429 : 200;
      if (status === 429) waits.push(served);
      served = status === 429 ? 0 : served + 1;
      await hold.answer(hold.started[next]!, status);
    }
    await Promise.all(all);
    return waits;
  }

  test("returns fast to below what was refused, and tries that ever more rarely", async () => {
    const hold = held();
    const found = await waits(concurrency({ limit: 8 })(hold.fetch), hold, 6000);
    // Eight successes raise it to nine. Then there are those in flight at the refusal, those on the
    // way back from four to eight, and those that it waits for.
    const back = 8 + 4;
    expect(found.slice(0, 7)).toEqual(
      [8, 64, 128, 256, 512, 1024, 1024].map((patience, index) =>
        index ? patience + back : patience
      ),
    );
  });
});

describe("calls that are given up in one moment", () => {
  const aborting: [string, (ms: number) => AbortSignal][] = [
    ["each by a timer of its own", (ms) => AbortSignal.timeout(ms)],
    ["each by a controller of its own", (ms) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), ms);
      return controller.signal;
    }],
  ];
  test.each(aborting)(
    "are not sent in the places of those before them: %s",
    async (_, signalOf) => {
      const sent: number[] = [];
      const transport = concurrency({ limit: 2, max: 2 })((request) => {
        sent.push(numberOf(request));
        return new Promise((_, reject) => {
          request.signal.addEventListener("abort", () => reject(request.signal.reason));
        });
      });
      const requests = upTo(50).map((at) => request(at, signalOf(40)));
      const outcomes = await Promise.allSettled(requests.map(transport));
      // Held until here: Node hands an abort on to no request that nobody holds, as a socket would.
      expect(requests.every(({ signal }) => signal.aborted)).toBe(true);
      expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
      expect(sent.length).toBeLessThan(40);
    },
  );

  test("by the deadline of a client, which says that they were not sent", async () => {
    let sent = 0;
    const slow: Transport = ({ signal }) => {
      sent++;
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      });
    };
    const fetch = concurrency({ limit: 2, max: 2 })(slow);
    const client = createClient({ ...account, fetch, deadline: 40, extend: { services } });
    const outcomes = await Promise.allSettled(
      upTo(50).map((at) => client.services.create({ friendlyName: `S${at}` })),
    );
    const stories = outcomes.map((outcome) =>
      outcome.status === "rejected" ? outcome.reason.story : null
    );
    expect(stories.filter((story) => story?.mayHaveActed)).toHaveLength(sent);
    expect(sent).toBeLessThan(40);
    expect(stories.filter((story) => story?.sent === false).length).toBe(50 - sent);
  });
});
