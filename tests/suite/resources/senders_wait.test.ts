import { describe, expect, test } from "vitest";
import { nextInterval } from "../../../lib/resources/senders/wait_for_sender.ts";
import {
  createClient,
  createSend,
  isTwilioTimeoutError,
  type Sender,
  senders,
  type Transport,
  waitForSender,
  type WaitForSenderOptions,
} from "../../../mod.ts";
import { caught, expectError, json, observe, silent, timersLeft, XE } from "../support/support.ts";

/** Answers with these statuses, the last one again and again. */
function inTurn(...statuses: readonly (string | null)[]) {
  return observe((_, index) => json(200, { sid: XE, status: statuses[index] ?? statuses.at(-1) }));
}

const soon = { interval: 0 };
const wait = (fetch: Transport, options: WaitForSenderOptions = soon) =>
  waitForSender(createSend({ auth: null, fetch }), { sid: XE }, options);

describe("waiting for a sender", () => {
  test("goes on until it is no longer being created, verified or updated", async () => {
    const statuses = ["CREATING", "CREATING", "VERIFYING", "ONLINE:UPDATING", "ONLINE"];
    const { fetch, requests } = inTurn(...statuses);
    expect((await wait(fetch)).status).toBe("ONLINE");
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(
      statuses.map(() => `GET https://messaging.twilio.com/v2/Channels/Senders/${XE}`),
    );
  });

  test.each([
    "ONLINE",
    "OFFLINE",
    "PENDING_VERIFICATION",
    "TWILIO_REVIEW",
    "DRAFT",
    "STUBBED",
    "UNKNOWN",
    "ONLINE:PENDING_VERIFICATION",
    null,
  ])("is over at once with what needs somebody, or days: %s", async (status) => {
    const { fetch, requests } = inTurn(status);
    expect((await wait(fetch, {})).status).toBe(status);
    expect(requests).toHaveLength(1);
  });

  test("tells of each status once, whatever becomes of the hook", async () => {
    const told: unknown[] = [];
    const { fetch } = inTurn("CREATING", "CREATING", "VERIFYING", "VERIFYING", "ONLINE");
    const onStatus = (sender: Sender) => {
      told.push([sender.sid, sender.status]);
      if (told.length === 1) throw new Error("a hook");
      return Promise.reject(new Error("a hook")) as never;
    };
    expect((await wait(fetch, { interval: 0, onStatus })).status).toBe("ONLINE");
    expect(told).toEqual([[XE, "CREATING"], [XE, "VERIFYING"], [XE, "ONLINE"]]);
  });

  test("waits half as long again each time, up to a minute", () => {
    const waits = [2_000];
    while (waits.length < 12) waits.push(nextInterval(waits.at(-1)!));
    expect(waits.slice(0, 4)).toEqual([2_000, 3_000, 4_500, 6_750]);
    expect(waits.slice(-2)).toEqual([60_000, 60_000]);
  });

  test("waits for its interval between two looks", async () => {
    const { setTimeout: set } = globalThis;
    const waits: unknown[] = [];
    globalThis.setTimeout = ((run: () => void, ms: number) => {
      waits.push(ms);
      return set(run, ms > 1_000 && ms < 600_000 ? 0 : ms);
    }) as typeof setTimeout;
    try {
      await wait(inTurn("CREATING", "VERIFYING", "VERIFYING", "ONLINE").fetch, {});
    } finally {
      globalThis.setTimeout = set;
    }
    expect(waits.filter((ms) => Number(ms) > 1_000)).toEqual([600_000, 2_000, 3_000, 4_500]);
  });

  test("obeys its signal while it waits and while it looks, and throws its reason", async () => {
    for (const transport of [inTurn("CREATING").fetch, silent]) {
      const controller = new AbortController();
      const waiting = caught(() => wait(transport, { signal: controller.signal }));
      await Promise.resolve();
      const reason = { why: "enough" };
      setTimeout(() => controller.abort(reason), 5);
      expect(await waiting).toBe(reason);
    }
    const over = AbortSignal.abort("over");
    const { fetch, requests } = inTurn("ONLINE");
    expect(await caught(() => wait(fetch, { signal: over }))).toBe("over");
    expect(requests).toHaveLength(0);
  });

  test("is over when its time is, and tells the last status", async () => {
    const error = await caught(() => wait(inTurn("CREATING").fetch, { deadline: 20 }));
    expectError(error, "TwilioTimeoutError", { lastStatus: "CREATING", method: "", url: "" });
    expect((error as Error).message)
      .toBe("expected the sender to be ready within 20 ms, but it was CREATING");
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ lastStatus: "CREATING" });
    const never = await caught(() => wait(silent, { deadline: 5 }));
    expectError(never, "TwilioTimeoutError", { lastStatus: null });
    expect((never as Error).message).toContain("Twilio never said what its status is");
  });

  test("takes null for no bound, and for what is not given", async () => {
    const options = { deadline: null, interval: null, onStatus: null } as object;
    expect((await wait(inTurn("CREATING", "ONLINE").fetch, { ...options, interval: 1 })).status)
      .toBe("ONLINE");
    expect((await wait(inTurn("ONLINE").fetch, options)).status).toBe("ONLINE");
  });

  test("throws what a look throws", async () => {
    const { fetch } = observe((_, index) =>
      index === 0
        ? json(200, { sid: XE, status: "CREATING" })
        : json(404, { code: 20404, message: "gone", status: 404 })
    );
    expectError(await caught(() => wait(fetch)), "TwilioApiError", { code: 20404 });
  });

  test("goes by the policies of a client: each look is repeated, and bounded", async () => {
    const { fetch, requests } = observe((_, index) => {
      if (index < 2) return json(503, { code: 20503, message: "busy", status: 503 });
      return json(200, { sid: XE, status: index === 2 ? "VERIFYING" : "ONLINE" });
    });
    const retry = { random: () => 0 };
    const client = createClient({ auth: null, fetch, retry, extend: { senders } });
    expect((await client.senders.waitFor({ sid: XE }, soon)).status).toBe("ONLINE");
    expect(requests).toHaveLength(4);
    const slow = createClient({
      auth: null,
      fetch: silent,
      retry: null,
      timeout: 5,
      extend: { senders },
    });
    const error = await caught(() => slow.senders.waitFor({ sid: XE }));
    expect(isTwilioTimeoutError(error) && error.lastStatus).toBe(undefined);
  });

  test.each([
    ["deadline", { deadline: -1 }, "expected milliseconds, 0 or more, got -1"],
    ["interval", { interval: "1" }, "expected milliseconds, 0 or more, got a text of 1 character"],
    ["onStatus", { onStatus: 5 }, "expected a function, got 5"],
    ["timeout", { timeout: 5 }, "expected deadline, got an unknown name"],
    ["options", null, "expected an object, got nothing"],
  ])("refuses %s before anything is sent", async (field, options, reason) => {
    const { fetch, requests } = inTurn("ONLINE");
    const error = await caught(() => wait(fetch, options as never));
    expectError(error, "TwilioInputError", { field, reason });
    expect(requests).toHaveLength(0);
  });

  test("leaves no timer behind", async () => {
    expect(await timersLeft(() => wait(inTurn("CREATING", "ONLINE").fetch))).toBe(0);
    expect(await timersLeft(() => caught(() => wait(() => Promise.reject(new Error("x")))))).toBe(
      0,
    );
  });
});
