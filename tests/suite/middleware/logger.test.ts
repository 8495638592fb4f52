import { describe, expect, test } from "vitest";
import { createClient } from "../../../mod.ts";
import { compose, logger, type LogLine, type Middleware } from "../../../lib/middleware/mod.ts";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import {
  caught,
  collection,
  expectError,
  secret,
  service,
  settle,
  silent,
} from "../support/support.ts";

const ok = () => Promise.resolve(new Response("ok"));

/** A logger that keeps its lines, and a clock that goes on by 7 ms each time it is read. */
function keeping(): { lines: LogLine[]; middleware: Middleware } {
  const lines: LogLine[] = [];
  let time = 1000;
  return { lines, middleware: logger((line) => void lines.push(line), { now: () => time += 7 }) };
}

describe("a line", () => {
  test("tells of an answer", async () => {
    const { lines, middleware } = keeping();
    const answer = new Response("{}", { status: 429, headers: { "Twilio-Request-Id": "RQ1" } });
    const url = `${collection}?PageSize=5&PageToken=PT1`;
    expect(await middleware(() => Promise.resolve(answer))(new Request(url))).toBe(answer);
    expect(lines).toEqual([
      { method: "GET", url, attempt: 1, status: 429, error: null, duration: 7, requestId: "RQ1" },
    ]);
    expect(answer.bodyUsed).toBe(false);
  });

  test("tells the id of a request in its other name, and the lack of one", async () => {
    const { lines, middleware } = keeping();
    const answers = [new Response(null, { headers: { "T-Request-Id": "RQ2" } }), new Response()];
    const transport = middleware(() => Promise.resolve(answers.shift()!));
    await transport(new Request(collection, { method: "DELETE" }));
    await transport(new Request(collection));
    expect(lines.map(({ method, requestId }) => [method, requestId])).toEqual([
      ["DELETE", "RQ2"],
      ["GET", null],
    ]);
  });

  test.each<[string, unknown, string]>([
    ["an error", new TypeError(`cannot reach https://user:${secret}@host`), "TypeError"],
    ["an abort", new DOMException(secret, "AbortError"), "AbortError"],
    ["a text", secret, "string"],
    ["nothing", undefined, "undefined"],
    ["null", null, "object"],
    ["an object", { name: { secret } }, "object"],
  ])("tells of %s that was thrown by its name, and throws it", async (_, thrown, name) => {
    const { lines, middleware } = keeping();
    const rejected = await middleware(() => Promise.reject(thrown))(new Request(collection))
      .then(() => "nothing", (error) => error);
    expect(rejected).toBe(thrown);
    expect(lines).toEqual([
      {
        method: "GET",
        url: collection,
        attempt: 1,
        status: null,
        error: name,
        duration: 7,
        requestId: null,
      },
    ]);
  });

  test("tells of a transport that throws at once", async () => {
    const { lines, middleware } = keeping();
    const error = await caught(() =>
      middleware(() => {
        throw new RangeError("no");
      })(new Request(collection))
    );
    expectError(error, "RangeError");
    expect(lines.map(({ error }) => error)).toEqual(["RangeError"]);
  });

  test("tells of an abort by the caller", async () => {
    const { lines, middleware } = keeping();
    const stop = new AbortController();
    const call = middleware(silent)(new Request(collection, { signal: stop.signal }));
    stop.abort();
    expectError(await caught(() => call), "AbortError");
    expect(lines.map(({ error }) => error)).toEqual(["AbortError"]);
  });

  test("tells neither a credential nor a body", async () => {
    const { lines, middleware } = keeping();
    const request = new Request(collection, {
      method: "POST",
      body: new URLSearchParams({ secret }),
      headers: { authorization: `Bearer ${secret}`, cookie: secret },
    });
    const headers = { "set-cookie": secret, "content-type": "application/json" };
    await middleware(() => Promise.resolve(Response.json({ secret }, { headers })))(request);
    // Node and browsers refuse such a request, others do not.
    const url = `https://user:${secret}@messaging.twilio.com/v1/Services?PageSize=1`;
    await middleware(ok)({ method: "GET", url } as Request);
    expect(JSON.stringify(lines)).not.toContain(secret);
    expect(lines[1]?.url).toBe("https://messaging.twilio.com/v1/Services?PageSize=1");
    expect(request.bodyUsed).toBe(false);
  });

  test("is one for each time that the call passes", async () => {
    const { lines, middleware } = keeping();
    const twice: Middleware = (next) => async (request) => {
      await next(request);
      return await next(request);
    };
    await compose(twice, middleware)(ok)(new Request(collection));
    expect(lines.length).toBe(2);
  });

  test("says which attempt it is, where something counts them", async () => {
    const { lines, middleware } = keeping();
    const count: Middleware = (next) => async (request) => {
      const send = (number: number) =>
        next(Object.assign(request.clone(), { attempt: { number, sent: true } }));
      await send(1);
      await send(2);
      return await send(3);
    };
    await compose(count, middleware)(ok)(new Request(collection));
    expect(lines.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  });

  test("measures without a clock of one's own", async () => {
    const lines: LogLine[] = [];
    await logger((line) => void lines.push(line))(ok)(new Request(collection));
    expect(lines[0]!.duration >= 0 && lines[0]!.duration < 5000).toBe(true);
  });

  test("tells of a client's calls", async () => {
    const { credentials, fetch } = createSandbox();
    const { lines, middleware } = keeping();
    const client = createClient({ ...credentials, fetch: middleware(fetch) });
    for await (const _ of client.channelSenders.list(service));
    expect(lines).toEqual([{
      method: "GET",
      url: `${collection}?PageSize=1000`,
      attempt: 1,
      status: 200,
      error: null,
      duration: 7,
      requestId: expect.stringContaining("RQ"),
    }]);
  });
});

describe("the log", () => {
  test.each<[string, () => void]>([
    ["throws", () => {
      throw new Error("disk full");
    }],
    ["rejects", () => Promise.reject(new Error("disk full"))],
    ["never ends", () => new Promise(() => {})],
  ])("that %s does not matter", async (_, log) => {
    const transport = logger(log)(ok);
    expect(await (await transport(new Request(collection))).text()).toBe("ok");
    const error = await caught(() =>
      logger(log)(() => Promise.reject(new RangeError()))(new Request(collection))
    );
    expectError(error, "RangeError");
    await settle(); // a rejection that nobody handles would fail the run
  });

  test.each([[undefined], [null], ["info"], [{}]])("that is %j is refused", async (log) => {
    const error = await caught(() => logger(log as never));
    expectError(error, "TwilioInputError", { field: "log" });
  });
});

test("has a name to be known by in a stack", () => {
  expect(keeping().middleware(ok).name).toMatch(/^logger/); // a bundler may add a number
});
