// What `onRetry` is told, and what it can break: nothing.
import { describe, expect, test } from "vitest";
import { createClient, fetchChannelSender, type Retry } from "../../../mod.ts";
import { busy, made, refused, reset, scripted, tooMany } from "../support/scripted.ts";
import { caught, expectError, observe, one, settle, until, wire } from "../support/support.ts";

describe("onRetry is told of every repeat that is made, and of no other", () => {
  test("not of one that would come too late", async () => {
    const late = refused(429, 20429, { "retry-after": "61" });
    const { client, retries, sent } = scripted([late]);
    expectError(await caught(() => client.channelSenders.fetch(one)), "TwilioApiError");
    expect([retries.length, sent.length]).toEqual([0, 1]);
  });

  test("not of one after the deadline", async () => {
    const retries: Retry[] = [];
    const { fetch } = observe(refused(503, 20503, { "retry-after": "1" }));
    const onRetry = (retry: Retry) => void retries.push(retry);
    const client = createClient({ auth: null, fetch, deadline: 500, retry: { onRetry } });
    expectError(await caught(() => client.channelSenders.fetch(one)), "TwilioApiError");
    expect(retries).toEqual([]);
  });

  test.each<[string, unknown]>([
    ["text", "enough"],
    ["an object that has a method", { method: "GET", status: 503, retryAfter: null }],
    ["an error that looks like ours", { name: "TwilioNetworkError", method: "GET" }],
  ])("not after an abort, whose reason is %s", async (_, reason) => {
    const stop = new AbortController();
    const { client, retries, sent } = scripted([(request) => {
      stop.abort(reason);
      return busy(request);
    }]);
    const call = client.channelSenders.fetch(one, { signal: stop.signal });
    expect(await caught(() => call)).toBe(reason);
    await settle();
    expect([retries.length, sent.length]).toEqual([0, 1]);
  });

  test("in order, with what failed and how long it waits", async () => {
    const { client, retries } = scripted([busy, tooMany, reset, made]);
    await client.channelSenders.fetch(one);
    expect(retries.map(({ attempt, delay, failure }) => [attempt, delay, failure.status])).toEqual([
      [2, 0, 503],
      [3, 0, 429],
      [4, 0, undefined],
    ]);
    expect(retries.every(({ failure }) => failure.sent && failure.method === "GET")).toBe(true);
  });
});

describe("onRetry can break nothing", () => {
  test.each<[string, () => unknown]>([
    ["throws", () => {
      throw new Error("hook");
    }],
    ["rejects", () => Promise.reject(new Error("hook"))],
    ["never settles", () => new Promise(() => {})],
    ["answers with a thenable that throws", () => ({
      get then() {
        throw new Error("hook");
      },
    })],
  ])("one that %s: the call goes on", async (_, hook) => {
    let told = 0;
    const onRetry = () => {
      told++;
      return hook() as void;
    };
    const { client } = scripted([busy, made], { onRetry });
    expect((await client.channelSenders.fetch(one)).sid).toBe(wire(1).sid);
    const failing = scripted([refused(503, 20503)], { onRetry });
    const error = await caught(() => failing.client.send(fetchChannelSender, one));
    expectError(error, "TwilioApiError", { code: 20503 });
    await until(() => told === 4); // and nobody's rejection is unhandled, which would fail the run
  });
});
