import { describe, expect, test } from "vitest";
import {
  createChannelSender,
  createClient,
  createSend,
  deleteChannelSender,
  fetchChannelSender,
  isTwilioApiError,
  isTwilioNetworkError,
  isTwilioResponseError,
  isTwilioTimeoutError,
  type Retry,
  type RetryOptions,
  type Transport,
  TwilioNetworkError,
  withMetadata,
  withRetry,
  withTimeout,
} from "../../../mod.ts";
import { type AttemptRequest, retry } from "../../../lib/middleware/mod.ts";
import { type Answer, brokenBody, existing, missing, scripted } from "../support/scripted.ts";
import { expectError, timersLeft } from "../support/support.ts";

const input = { messagingServiceSid: `MG${"a".repeat(32)}`, sid: `XE${"a".repeat(32)}` };
const url = `https://messaging.twilio.com/v1/Services/${input.messagingServiceSid}/ChannelSenders`;
const sender = () => Response.json({ sid: input.sid, sender: "rcs:agent" });
const refused = (status: number, code = 0, headers = {}) =>
  Response.json({ code, message: "no", status }, { status, headers });

describe("what is repeated", () => {
  const call = {
    create: "POST ",
    fetch: `GET /${input.sid}`,
    delete: `DELETE /${input.sid}`,
  } as const;
  const failures: Record<string, Answer> = {
    "429": () => refused(429, 20429),
    "502 of a proxy": () => new Response("<html>", { status: 502 }),
    "503": () => refused(503, 20503),
    "504": () => refused(504, 20504),
    "no answer": () => Promise.reject(new TypeError("fetch failed")),
    "a body that breaks off": brokenBody,
  };
  const good = {
    create: sender,
    fetch: sender,
    delete: () => new Response(null, { status: 204 }),
  };

  for (const [failure, answer] of Object.entries(failures)) {
    test.each(["create", "fetch", "delete"] as const)(`${failure}: %s`, async (name) => {
      const isRepeated = failure === "429" || name !== "create";
      // What a create did is asked before it is made again: it did nothing.
      const between = isRepeated ? [] : [missing];
      const { client, sent } = scripted([answer, ...between, good[name]]);
      if (name === "delete" && answer === brokenBody) {
        // A delete has no body to break off: a 200 that has one is no answer of Twilio's.
        const error = await client.channelSenders.delete(input).catch((error) => error);
        expectError(error, "TwilioResponseError", { status: 200 });
        expect(sent).toEqual([call.delete]);
        return;
      }
      await client.channelSenders[name](input);
      const asked = isRepeated ? [] : [call.fetch];
      expect(sent).toEqual([call[name], ...asked, call[name]]);
    });
  }

  test.each([400, 401, 403, 404, 409, 422, 500, 501, 505])("%i is final", async (status) => {
    const { client, sent } = scripted([() => refused(status)]);
    await expect(client.channelSenders.fetch(input)).rejects.toMatchObject({ status });
    expect(sent.length).toBe(1);
  });

  test("bad input and an answer of the wrong shape are final", async () => {
    const bad = scripted([sender]);
    await expect(bad.client.channelSenders.fetch({ ...input, sid: "" })).rejects.toThrow("sid");
    expect(bad.sent).toEqual([]);
    const shape = scripted([() => Response.json({ sid: 1 })]);
    const error = await shape.client.channelSenders.fetch(input).catch((error) => error);
    expect(isTwilioResponseError(error)).toBe(true);
    expect(shape.sent.length).toBe(1);
  });

  test("a list is repeated page by page, and nothing is lost or doubled", async () => {
    const page = (sids: string[], next: string | null) => () =>
      Response.json({
        senders: sids.map((sid) => ({ sid: `XE${sid}` })),
        meta: { next_page_url: next && `https://x.example/?PageToken=${next}` },
      });
    const { client } = scripted([
      () => refused(503),
      page(["1", "2"], "PT2"),
      brokenBody,
      () => refused(429),
      page(["3"], null),
    ]);
    const sids: (string | null)[] = [];
    for await (const { sid } of client.channelSenders.list(input)) sids.push(sid);
    expect(sids).toEqual(["XE1", "XE2", "XE3"]);
  });
});

describe("how often and how long", () => {
  test("four attempts by default; then the last error stands", async () => {
    const { client, sent, retries, attempts } = scripted([() => refused(503, 20503)]);
    const error = await client.channelSenders.fetch(input).catch((error) => error);
    expect(isTwilioApiError(error) && error.code).toBe(20503);
    expect(sent.length).toBe(4);
    expect(attempts).toEqual([1, 2, 3, 4]);
    expect(retries.map(({ attempt }) => attempt)).toEqual([2, 3, 4]);
    expect(retries[0]!.failure.status).toBe(503);
    expect(retries[0]!.failure.url).toBe(`${url}/${input.sid}`);
  });

  test.each([1, 2, 7])("attempts: %i", async (attempts) => {
    const { client, sent } = scripted([() => refused(429)], { attempts });
    await expect(client.channelSenders.fetch(input)).rejects.toThrow("429");
    expect(sent.length).toBe(attempts);
  });

  test("the wait is a random part of 200, 400, 800 ms", async () => {
    const delays: number[] = [];
    const options = { random: () => 0.01, onRetry: ({ delay }: Retry) => delays.push(delay) };
    await scripted([() => refused(503)], options).client.channelSenders.fetch(input)
      .catch(() => {});
    expect(delays).toEqual([2, 4, 8]);
  });

  test.each([
    ["0", 0],
    ["1", 1000],
    ["Thu, 01 Jan 2026 00:00:02 GMT", 2000],
    ["soon", 0],
  ])("Retry-After: %s asks for %i ms", async (header, delay) => {
    const stop = new AbortController();
    const reason = new Error("seen enough");
    let seen: number | undefined;
    const { client } = scripted([() => refused(429, 20429, { "retry-after": header })], {
      now: () => Date.UTC(2026, 0, 1),
      onRetry: (retry) => {
        seen = retry.delay;
        stop.abort(reason);
      },
    });
    await expect(client.channelSenders.fetch(input, { signal: stop.signal })).rejects.toBe(reason);
    expect(seen).toBe(delay);
  });

  test.each(["61", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])(
    "Retry-After: %s is too long: it gives up at once, and says when to come back",
    async (header) => {
      const { client, sent } = scripted([() => refused(429, 20429, { "retry-after": header })]);
      const error = await client.channelSenders.fetch(input).catch((error) => error);
      expect(isTwilioApiError(error) && error.retryAfter).toBeTruthy();
      expect(sent.length).toBe(1);
    },
  );

  test("no attempt starts later than maxTime", async () => {
    let now = 0;
    const { client, sent } = scripted([() => {
      now += 400;
      return refused(503);
    }], { now: () => now, maxTime: 1000, attempts: 100 });
    await expect(client.channelSenders.fetch(input)).rejects.toThrow("503");
    expect(sent.length).toBe(3);
  });

  test("no wait is longer than maxTime, though the clock was put back", async () => {
    const times = [3_600_000, 3_600_000, 0];
    const { client, sent } = scripted([() => refused(429, 20429, { "retry-after": "50" })], {
      now: () => times.length > 1 ? times.shift()! : times[0]!,
      maxTime: 1000,
    });
    const error = await client.channelSenders.fetch(input).catch((error) => error);
    expect(isTwilioApiError(error) && error.retryAfter).toBe(50);
    expect(sent.length).toBe(1);
  });

  test("an abort ends the wait, with its own reason", async () => {
    const stop = new AbortController();
    const { client, sent } = scripted([() => refused(429, 20429, { "retry-after": "50" })], {
      onRetry: () => void setTimeout(() => stop.abort(new Error("enough")), 1),
    });
    const left = await timersLeft(() =>
      expect(client.channelSenders.fetch(input, { signal: stop.signal })).rejects.toThrow("enough")
    );
    expect([left, sent.length]).toEqual([0, 1]);
  });

  test("nothing of a wait stays on the caller's signal, which may last", async () => {
    const { signal } = new AbortController();
    const listeners: unknown[] = [];
    signal.addEventListener = (...listener: unknown[]) => void listeners.push(listener.join());
    signal.removeEventListener = (...listener: unknown[]) => {
      const at = listeners.indexOf(listener.join());
      if (at >= 0) listeners.splice(at, 1);
    };
    const seen: number[] = [];
    let calls = 0;
    const failing = withRetry(
      () =>
        ++calls < 3
          ? Promise.reject(new TwilioNetworkError({ reason: "down", method: "GET", url }))
          : Promise.resolve(7 as never),
      { random: () => 0.1, onRetry: () => void setTimeout(() => seen.push(listeners.length), 2) },
    );
    expect(await failing(fetchChannelSender, input, { signal })).toBe(7);
    expect([calls, seen, listeners]).toEqual([3, [1, 1], []]);
  });
});

describe("what a repeat may find", () => {
  test("a repeated delete that finds nothing has succeeded", async () => {
    const { client, sent } = scripted([() => refused(503), () => refused(404, 20404)]);
    expect(await client.channelSenders.delete(input)).toBeUndefined();
    expect(sent.length).toBe(2);
  });

  test("… but not by a 404 that is not Twilio's, such as a captive portal's", async () => {
    const portal = () => new Response("<html>", { status: 404 });
    const { client } = scripted([() => refused(503), portal]);
    const error = await client.channelSenders.delete(input).catch((error) => error);
    expect(isTwilioResponseError(error)).toBe(true);
  });

  test("only a create is told that it is there already", async () => {
    for (const name of ["fetch", "delete"] as const) {
      const { client, sent } = scripted([() => refused(503), () => refused(409, 21710)]);
      await expect(client.channelSenders[name](input)).rejects.toMatchObject({ code: 21710 });
      expect(sent.length).toBe(2);
    }
  });

  test("… and the caller can see that it was a repeat, and what it was answered", async () => {
    const { client } = scripted([() => refused(503), () => refused(404, 20404)]);
    const { metadata } = await client.send(withMetadata(deleteChannelSender), input);
    expect([metadata.status, metadata.attempt, metadata.recognised]).toEqual([404, 2, true]);
  });

  test("a first delete that finds nothing fails", async () => {
    const { client } = scripted([() => refused(404, 20404)]);
    await expect(client.channelSenders.delete(input)).rejects.toMatchObject({ code: 20404 });
  });

  test("a repeated create of what an earlier attempt made fetches it", async () => {
    const { client, sent } = scripted([() => refused(503), missing, existing, sender]);
    const { value, metadata } = await client.send(withMetadata(createChannelSender), input);
    expect(value.sender).toBe("rcs:agent");
    expect(metadata.attempt).toBe(2);
    expect(sent).toEqual(["POST ", `GET /${input.sid}`, "POST ", `GET /${input.sid}`]);
  });

  test("a first create of what is there already fails", async () => {
    const { client, sent } = scripted([() => refused(409, 21710)]);
    await expect(client.channelSenders.create(input)).rejects.toMatchObject({ code: 21710 });
    expect(sent.length).toBe(1);
  });

  test("a server that says so for ever is not asked for ever", async () => {
    const { client, sent } = scripted([() => refused(503), missing, existing]);
    await expect(client.channelSenders.create(input)).rejects.toMatchObject({ code: 21710 });
    expect(sent.length).toBe(4);
  });

  test("what the first attempt brought is told of as such", async () => {
    const { client } = scripted([sender]);
    const { metadata } = await client.send(withMetadata(fetchChannelSender), input);
    expect(metadata.attempt).toBe(1);
  });
});

describe("time", () => {
  const silent = () => new Promise<Response>(() => {});
  // As a platform's fetch does it: the body ends with the request's signal.
  const dripping = ({ signal }: Request) =>
    Promise.resolve(
      new Response(
        new ReadableStream({
          start(controller) {
            const drip = setInterval(() => controller.enqueue(new Uint8Array([32])), 1);
            signal.addEventListener("abort", () => {
              clearInterval(drip);
              controller.error(signal.reason);
            });
          },
        }),
        { headers: { "content-type": "application/json" } },
      ),
    );

  test.each([["silent", silent], ["dripping", dripping]])(
    "a %s server is cut off",
    async (_, fetch) => {
      const client = createClient({ auth: null, fetch, timeout: 20, retry: null });
      const error = await client.channelSenders.fetch(input).catch((error) => error);
      expect(isTwilioTimeoutError(error)).toBe(true);
      expect(error.message).toContain(
        `expected a complete answer within 20 ms (GET ${url}/${input.sid})`,
      );
    },
  );

  test("an attempt that took too long is repeated", async () => {
    const answers = [silent, () => Promise.resolve(sender())];
    const client = createClient({ auth: null, fetch: () => answers.shift()!(), timeout: 20 });
    expect((await client.channelSenders.fetch(input)).sender).toBe("rcs:agent");
  });

  test("the deadline bounds all attempts, whatever the transport does", async () => {
    const client = createClient({ auth: null, fetch: silent, timeout: 400, deadline: 40 });
    const error = await client.channelSenders.fetch(input).catch((error) => error);
    expect(isTwilioTimeoutError(error)).toBe(true);
    expect(error.message).toContain("within 40 ms");
  });

  test("an attempt that could not start in time is not made: its own failure stands", async () => {
    let sent = 0;
    const fetch: Transport = () => {
      sent++;
      return new Promise(() => {});
    };
    const retry = { random: () => 0.5 }; // 100 ms
    const client = createClient({ auth: null, fetch, timeout: 15, deadline: 90, retry });
    const error = await client.channelSenders.fetch(input).catch((error) => error);
    expect(error.message).toContain("within 15 ms");
    expect(sent).toBe(1);
  });

  test("the request is aborted, with the error as the reason", async () => {
    let reason: unknown;
    const send = createSend({
      auth: null,
      fetch: ({ signal }) =>
        new Promise((_, reject) =>
          signal.addEventListener("abort", () => reject(reason = signal.reason))
        ),
    });
    const error = await withTimeout(send, 5)(fetchChannelSender, input).catch((error) => error);
    expect(reason).toBe(error);
    expect(isTwilioTimeoutError(error)).toBe(true);
  });

  test("the caller's own abort wins, with its own reason", async () => {
    const client = createClient({ auth: null, fetch: silent });
    const stop = new AbortController();
    const call = client.channelSenders.fetch(input, { signal: stop.signal });
    stop.abort("mine");
    await expect(call).rejects.toBe("mine");
  });

  test("no bound is a bound that never comes", async () => {
    for (const ms of [Infinity, 2 ** 40, null]) {
      const fetch = () => new Promise<Response>((resolve) => setTimeout(resolve, 5, sender()));
      const client = createClient({ auth: null, fetch, timeout: ms, deadline: ms });
      expect((await client.channelSenders.fetch(input)).sender).toBe("rcs:agent");
    }
  });
});

describe("the middleware, around any fetch", () => {
  function around(answers: Answer[], options: RetryOptions = {}) {
    const sent: string[] = [];
    const transport = retry({ random: () => 0, ...options })(async (request: AttemptRequest) => {
      sent.push(`${request.attempt?.number} ${request.method} ${await request.text()}`);
      return await answers[Math.min(sent.length, answers.length) - 1]!(request);
    });
    return { transport, sent };
  }
  const ok = () => new Response("ok");

  test("a body is sent again whole", async () => {
    const { transport, sent } = around([() => refused(429), () => refused(429), ok]);
    const request = new Request(url, { method: "POST", body: "Sid=XE" });
    expect(await (await transport(request)).text()).toBe("ok");
    expect(sent).toEqual(["1 POST Sid=XE", "2 POST Sid=XE", "3 POST Sid=XE"]);
  });

  test.each([["POST", 1], ["PATCH", 1], ["PUT", 2], ["DELETE", 2], ["GET", 2]])(
    "%s after a 503: %i requests",
    async (method, count) => {
      const { transport, sent } = around([() => refused(503), ok]);
      await (await transport(new Request(url, { method }))).text();
      expect(sent.length).toBe(count);
    },
  );

  test("the last answer is handed on, body and all; the others are let go", async () => {
    let cancelled = 0;
    const answer = () =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode("busy"));
            controller.close();
          },
          cancel() {
            cancelled++;
          },
        }),
        { status: 503 },
      );
    const open = () =>
      new Response(new ReadableStream({ cancel: () => void cancelled++ }), { status: 503 });
    const { transport } = around([open, open, answer], { attempts: 3 });
    const response = await transport(new Request(url));
    expect([response.status, await response.text(), cancelled]).toEqual([503, "busy", 2]);
  });

  test("the last error is handed on as it is", async () => {
    const error = new TypeError("fetch failed");
    const { transport, sent } = around([() => Promise.reject(error)], { attempts: 3 });
    await expect(transport(new Request(url))).rejects.toBe(error);
    expect(sent.length).toBe(3);
  });

  test("an abort is not repeated", async () => {
    const stop = new AbortController();
    const { transport, sent } = around([() => {
      stop.abort("mine");
      return Promise.reject(new TypeError("aborted"));
    }]);
    const call = transport(new Request(url, { signal: stop.signal }));
    await expect(call).rejects.toBeDefined();
    expect(sent.length).toBe(1);
  });

  test("waits no longer than the signal of the request lets", async () => {
    const stop = new AbortController();
    const busy = () => new Response(null, { status: 503, headers: { "retry-after": "50" } });
    const transport = retry()(() => {
      setTimeout(() => stop.abort("enough"));
      return Promise.resolve(busy());
    });
    const { signal } = stop;
    const waiting = transport(new Request("https://messaging.twilio.com/", { signal }));
    expect(await waiting.catch((reason) => reason)).toBe("enough");
  });

  test("under send, a failure keeps its kind", async () => {
    const fetch = retry({ random: () => 0 })(() => Promise.reject(new TypeError("down")));
    const client = createClient({ auth: null, fetch, retry: null });
    const error = await client.channelSenders.fetch(input).catch((error) => error);
    expect(isTwilioNetworkError(error)).toBe(true);
  });
});
