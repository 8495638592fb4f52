import { describe, expect, test } from "vitest";
import { createClient } from "../../../../mod.ts";
import type { FaultRule, SandboxOptions } from "../../../../lib/sandbox/mod.ts";
import { MG, pool, refusal, start, xe } from "../../support/sandbox.ts";
import { caught, settle, timersLeft } from "../../support/support.ts";

// What a fault does to an answer, in process; over HTTP it is in tests/node.
const one = `${pool()}/${xe(0)}`;

function startFaulty(rule: FaultRule, options: SandboxOptions = {}) {
  return start({ faults: [rule], ...options });
}

/** What of a body came before it broke, and what it broke with. */
async function broken(response: Response): Promise<{ text: string; error: unknown }> {
  const reader = response.body!.getReader();
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text, error: null };
      text += new TextDecoder().decode(value);
    }
  } catch (error) {
    return { text, error };
  }
}

describe("a status", () => {
  test.each([
    [400, 20400, "Bad Request"],
    [401, 20003, "Authentication Error - No credentials provided"],
    [403, 20403, "Forbidden"],
    [404, 20404, `The requested resource ${one.slice(3)} was not found`],
    [409, 20409, "Conflict"],
    [418, 20418, "Bad Request"],
    [429, 20429, "Too Many Requests"],
    [500, 20500, "An internal server error has occurred"],
    [502, 20502, "Bad Gateway"],
    [503, 20503, "Service Unavailable"],
    [504, 20504, "Gateway Timeout"],
    [599, 20599, "Internal Server Error"],
  ])("%i has Twilio's form", async (status, code, message) => {
    const answer = await startFaulty({ status }).call(one);
    expect(answer.headers.get("twilio-concurrent-requests")).toBe("1");
    expect(answer.headers.get("retry-after")).toBe(null);
    expect(await refusal(answer)).toEqual([status, code, message]);
  });

  test("may be plain text, as Twilio's own servers say it", async () => {
    const answer = await startFaulty({ status: 500, body: "text" }).call(one);
    expect([answer.status, await answer.text()]).toEqual([500, "Internal Server Error"]);
    expect(answer.headers.get("content-type")).toBe("text/plain");
    expect(answer.headers.get("twilio-request-id")).toMatch(/^RQ/);
  });

  test("may be the page of a proxy, which knows nothing of Twilio", async () => {
    const answer = await startFaulty({ status: 502, body: "html" }).call(one);
    expect(Object.fromEntries(answer.headers)).toEqual({
      "content-type": "text/html",
      "server": "nginx",
    });
    expect(answer.status).toBe(502);
    expect(await answer.text()).toContain("<h1>502 Bad Gateway</h1>");
  });

  test.each([
    [{ retryAfter: 0 }, "0"],
    [{ retryAfter: 120 }, "120"],
    [{ retryAfter: 120, retryAfterForm: "seconds" }, "120"],
    [{ retryAfter: 120, retryAfterForm: "date" }, "Fri, 02 Jan 2026 03:06:05 GMT"],
  ])("says when to come back: %j", async (fields, expected) => {
    for (const body of ["json", "text", "html"] as const) {
      const rule = { status: 429, body, ...fields } as FaultRule;
      expect((await startFaulty(rule).call(one)).headers.get("retry-after")).toBe(expected);
    }
  });

  test("of HEAD comes without its body", async () => {
    const answer = await startFaulty({ status: 503 }).call(one, { method: "HEAD" });
    expect([answer.status, answer.body]).toEqual([503, null]);
  });
});

describe("a connection that breaks before the head", () => {
  test("is what fetch rejects with, and our client's network error", async () => {
    const { sandbox, call } = startFaulty({ reset: true });
    const error = await caught(() => call(one)) as TypeError;
    expect([error instanceof TypeError, error.message]).toEqual([true, "fetch failed"]);
    expect(error.cause).toMatchObject({ code: "ECONNRESET" });
    const { credentials, fetch } = sandbox;
    const { channelSenders } = createClient({ ...credentials, fetch, retry: null });
    const input = { messagingServiceSid: MG, sid: xe(0) };
    expect(await caught(() => channelSenders.fetch(input))).toMatchObject({
      name: "TwilioNetworkError",
    });
  });
});

describe("a body that breaks off", () => {
  test.each([0, 1, 100])("after %i bytes", async (truncate) => {
    const { sandbox, call } = startFaulty({ truncate, calls: [2, 2] });
    const text = await (await call(one)).text();
    const answer = await call(one);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-length")).toBe(`${text.length}`);
    const cut = await broken(answer);
    expect(cut.text).toBe(text.slice(0, truncate));
    expect(cut.error instanceof TypeError).toBe(true);
    expect(sandbox.exchanges().map(({ outcome }) => outcome)).toEqual(["answered", "truncated"]);
  });

  test("but not where it is shorter, or where there is none", async () => {
    const { sandbox, call, detach } = startFaulty({ truncate: 10_000 });
    expect(await broken(await call(one))).toMatchObject({ error: null });
    const none = startFaulty({ truncate: 0 });
    expect((await none.call(one, { method: "HEAD" })).body).toBe(null);
    expect((await none.detach(0)).status).toBe(204);
    expect((await detach(0)).status).toBe(204);
    for (const { exchanges } of [sandbox, none.sandbox]) {
      expect(new Set(exchanges().map(({ outcome }) => outcome))).toEqual(new Set(["answered"]));
    }
  });

  test("of a refusal, too, and our client tells of it", async () => {
    const { sandbox: { credentials, fetch } } = startFaulty({ truncate: 20 });
    const { channelSenders } = createClient({ ...credentials, fetch, retry: null });
    for (const index of [0, 999]) {
      const input = { messagingServiceSid: MG, sid: xe(index) };
      expect(await caught(() => channelSenders.fetch(input))).toMatchObject({
        name: "TwilioNetworkError",
      });
    }
  });
});

describe("a stall", () => {
  test("of the head ends with the caller's patience alone", async () => {
    const { sandbox, call } = startFaulty({ stall: "head" });
    const stop = new AbortController();
    let over = false;
    const answer = call(one, { signal: stop.signal }).finally(() => over = true);
    await sandbox.waitFor({ outcome: "stalled" });
    await settle();
    expect(over).toBe(false);
    const reason = new Error("enough");
    stop.abort(reason);
    expect(await caught(() => answer)).toBe(reason);
    expect(sandbox.exchanges().map(({ outcome, status }) => [outcome, status]))
      .toEqual([["stalled", null]]);
  });

  test.each([0, 100])("of the body comes after %i bytes", async (stall) => {
    const { sandbox, call } = startFaulty({ stall });
    const stop = new AbortController();
    const answer = await call(one, { signal: stop.signal });
    expect(answer.status).toBe(200);
    expect(Number(answer.headers.get("content-length"))).toBeGreaterThan(300);
    const reading = broken(answer);
    let over = false;
    reading.finally(() => over = true);
    await settle();
    expect(over).toBe(false);
    const reason = new Error("enough");
    stop.abort(reason);
    const { text, error } = await reading;
    expect([text.length, error]).toEqual([stall, reason]);
    expect(sandbox.exchanges()).toMatchObject([{ outcome: "stalled", status: 200 }]);
  });

  test("of the body may be left alone", async () => {
    const answer = await startFaulty({ stall: 100 }).call(one);
    await answer.body!.cancel();
    expect(
      await timersLeft(async () => {
        const reader = (await startFaulty({ stall: 0 }).call(one)).body!.getReader();
        const read = reader.read();
        await reader.cancel();
        expect((await read).done).toBe(true);
      }),
    ).toBe(0);
  });
});

describe("a delay", () => {
  /** The delays that timers were set for while `run` ran; all of them are over at once. */
  async function delays(run: () => Promise<unknown>): Promise<number[]> {
    const { setTimeout: set } = globalThis;
    const seen: number[] = [];
    globalThis.setTimeout = ((run: () => void, ms = 0) => {
      seen.push(ms);
      return set(run, 0);
    }) as typeof setTimeout;
    try {
      await run();
    } finally {
      globalThis.setTimeout = set;
    }
    return seen;
  }

  test("passes before the answer, which is the same", async () => {
    const { call } = startFaulty({ latency: 1234 });
    expect(await delays(async () => expect((await call(one)).status).toBe(200))).toEqual([1234]);
    expect(await delays(() => startFaulty({ latency: 0 }).call(one))).toEqual([]);
  });

  test("of several rules adds up, before and after the request is processed", async () => {
    const { sandbox, call } = startFaulty({ latency: 100 });
    sandbox.fault({ latency: 20, status: 503 });
    sandbox.fault({ latency: 3, processed: true });
    const seen = await delays(async () => expect((await call(one)).status).toBe(503));
    expect(seen).toEqual([120, 3]);
  });

  test("may be drawn from a range", async () => {
    const chances = [0, 0.25, 0.999];
    const { call } = startFaulty({ latency: [100, 200] }, {
      random: () => chances.shift() ?? 0,
      requestId: () => "RQ",
    });
    const seen = await delays(async () => {
      for (let i = 0; i < 3; i++) await call(one);
    });
    expect(seen).toEqual([100, 125, 199.9]);
  });

  test("ends with the caller's patience, and leaves no timer", async () => {
    for (const processed of [false, true]) {
      const { sandbox, call } = startFaulty({ latency: 1e9, processed });
      const reason = new Error("enough");
      expect(
        await timersLeft(async () => {
          const stop = new AbortController();
          const create = { method: "POST", body: `Sid=${xe(5)}`, signal: stop.signal };
          const answer = call(pool(), create);
          await settle();
          stop.abort(reason);
          expect(await caught(() => answer)).toBe(reason);
        }),
      ).toBe(0);
      expect(sandbox.exchanges()).toMatchObject([{ outcome: "aborted", status: null }]);
      const services = JSON.stringify(sandbox.state().accounts[0]!.services);
      expect(services.includes(xe(5))).toBe(processed);
    }
  });
});

describe("a request whose answer is lost", () => {
  const create: FaultRule = { operation: "createChannelSender", first: 1 };

  test.each([
    [{ status: 503 }, false],
    [{ status: 503, processed: true }, true],
    [{ status: 503, processed: false }, false],
    [{ status: 429 }, false],
    [{ reset: true }, false],
    [{ reset: true, processed: true }, true],
    [{ truncate: 3 }, true],
    [{ stall: 3 }, true],
  ])("by %j was processed: %s", async (fault, processed) => {
    const { attach, call } = startFaulty({ ...create, ...fault });
    const answer = await attach(5).catch(() => null);
    await answer?.body?.cancel();
    expect((await call(`${pool()}/${xe(5)}`)).status).toBe(processed ? 200 : 404);
    expect((await attach(5)).status).toBe(processed ? 409 : 201);
  });

  test("our client recovers from", async () => {
    const { sandbox: { credentials, fetch, ...sandbox } } = startFaulty({
      operation: "fetchChannelSender",
      first: 2,
      reset: true,
    });
    sandbox.fault({ operation: "fetchChannelSender", calls: [3, 3], truncate: 10 });
    const retry = { attempts: 4, random: () => 0 };
    const { channelSenders } = createClient({ ...credentials, fetch, retry });
    const sender = await channelSenders.fetch({ messagingServiceSid: MG, sid: xe(0) });
    expect(sender.sid).toBe(xe(0));
    expect(sandbox.exchanges().map(({ outcome }) => outcome))
      .toEqual(["reset", "reset", "truncated", "answered"]);
  });
});

describe("a limit of requests at once", () => {
  test("refuses those beyond, unprocessed, and says how many there were", async () => {
    const { sandbox, attach, call } = start({ concurrency: 3 });
    const answers = await Promise.all([5, 6, 7, 8, 9].map((index) => attach(index)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 429, 429]);
    const counts = answers.map(({ headers }) => headers.get("twilio-concurrent-requests"));
    expect(counts).toEqual(["1", "2", "3", "4", "5"]);
    expect(answers[3]!.headers.get("retry-after")).toBe(null);
    expect(await refusal(answers[3]!)).toEqual([429, 20429, "Too Many Requests"]);
    expect((await (await call(pool())).json()).senders.length).toBe(6);
    expect(sandbox.exchanges({ status: 429 }).length).toBe(2);
  });

  test("has a Retry-After, if told so", async () => {
    const { attach } = start({ concurrency: 1, retryAfter: 2 });
    const [, second] = await Promise.all([attach(5), attach(6)]);
    expect([second!.status, second!.headers.get("retry-after")]).toEqual([429, "2"]);
  });

  test("counts a request while it is delayed, until its caller leaves, and its fault's end", async () => {
    const { sandbox, call } = start({ concurrency: 1 });
    const recover = sandbox.fault({ latency: 1e9, first: 1 });
    const stop = new AbortController();
    const delayed = call(one, { signal: stop.signal });
    expect((await call(one)).status).toBe(429);
    stop.abort();
    await caught(() => delayed);
    recover();
    for (const rule of [{ reset: true }, { status: 500 }, { truncate: 0 }]) {
      sandbox.fault({ ...rule, first: 1 });
      await call(one).then((answer) => answer.text()).catch(() => {});
    }
    expect((await call(one)).status).toBe(200);
  });

  test("is each account's own, and nobody's who did not sign in", async () => {
    const { sandbox, call, attach } = start({ concurrency: 1 });
    const stranger = { auth: null };
    const answers = await Promise.all([attach(5), call(one, stranger), call(one, stranger)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 401, 401]);
    expect(sandbox.exchanges({ accountSid: null }).length).toBe(2);
  });
});
