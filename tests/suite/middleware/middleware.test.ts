import { describe, expect, test } from "vitest";
import { fetchChannelSender, send } from "../../../mod.ts";
import { basicAuth, compose, type Middleware, timeout } from "../../../lib/middleware/mod.ts";
import {
  AC,
  bytes,
  caught,
  expectError,
  feed,
  json,
  observe,
  one,
  secret,
  settle,
  silent,
  SK,
  timersLeft,
  wire,
} from "../support/support.ts";

const url = "https://messaging.twilio.com/v1/Services";
const ok = () => json(200, wire(1));

describe("compose", () => {
  const log: string[] = [];
  const logging = (name: string): Middleware => (next) => async (request) => {
    log.push(`>${name}`);
    const response = await next(request);
    log.push(`<${name}`);
    return response;
  };
  const wire = () => {
    log.push("wire");
    return Promise.resolve(ok());
  };

  test("the first is the outermost", async () => {
    log.length = 0;
    await compose(logging("a"), logging("b"), logging("c"))(wire)(new Request(url));
    expect(log.join(" ")).toBe(">a >b >c wire <c <b <a");
  });

  test("composes what is composed", async () => {
    log.length = 0;
    const inner = compose(logging("b"), logging("c"));
    await compose(logging("a"), inner, logging("d"))(wire)(new Request(url));
    expect(log.join(" ")).toBe(">a >b >c >d wire <d <c <b <a");
  });

  test("of none it is the transport itself", () => {
    expect(compose()(wire)).toBe(wire);
  });

  test("calls nothing until there is a request, and each anew for each", async () => {
    log.length = 0;
    const transport = compose(logging("a"))(wire);
    expect(log).toEqual([]);
    await Promise.all([transport(new Request(url)), transport(new Request(url))]);
    expect(log.filter((entry) => entry === "wire").length).toBe(2);
  });

  test("does not alter what it is given, and errors pass through it", async () => {
    const list = Object.freeze([logging("a"), logging("b")]);
    const reason = new Error("no");
    const transport = compose(...list)(() => Promise.reject(reason));
    expect(await caught(() => transport(new Request(url)))).toBe(reason);
  });
});

describe("basicAuth", () => {
  test.each<[string, Parameters<typeof basicAuth>[0], string]>([
    ["an account", { accountSid: AC, authToken: secret }, AC],
    ["an API key", { apiKey: SK, apiSecret: secret }, SK],
  ])("%s: around a fetch of one's own", async (_, credentials, user) => {
    const { fetch, requests } = observe(ok);
    const transport = basicAuth(credentials)(fetch);
    const request = new Request(url, { method: "POST", body: "a=b" });
    expect((await transport(request)).status).toBe(200);
    expect(requests[0]!.headers.get("authorization")).toBe(`Basic ${btoa(`${user}:${secret}`)}`);
    expect(await requests[0]!.text()).toBe("a=b");
  });

  test("other origins get the request as it is, their own credentials included", async () => {
    const { fetch, requests } = observe(ok);
    const transport = basicAuth({ accountSid: AC, authToken: secret })(fetch);
    const headers = { authorization: "Bearer other", "x-a": "b" };
    const plain = new Request("https://other.example/");
    const signed = new Request("https://other.example/", { headers });
    await transport(plain);
    await transport(signed);
    expect(requests).toEqual([plain, signed]);
    expect(requests[0]).toBe(plain);
    expect(requests.map((request) => request.headers.get("authorization"))).toEqual([
      null,
      "Bearer other",
    ]);
  });

  test("at the target's origin, its credentials take the place of others", async () => {
    const { fetch, requests } = observe(ok);
    const target = { baseUrl: "http://127.0.0.1:8080/prefix" };
    const transport = basicAuth({ accountSid: AC, authToken: secret }, target)(fetch);
    const headers = { authorization: "Bearer other" };
    await transport(new Request("http://127.0.0.1:8080/elsewhere", { headers }));
    await transport(new Request("http://127.0.0.1:8081/prefix"));
    await transport(new Request(url));
    expect(requests.map((request) => request.headers.get("authorization"))).toEqual([
      `Basic ${btoa(`${AC}:${secret}`)}`,
      null,
      null,
    ]);
  });

  test("composes, and send takes it", async () => {
    const { fetch, requests } = observe(ok);
    const stack = compose(timeout(1000), basicAuth({ apiKey: SK, apiSecret: secret }))(fetch);
    expect((await send(fetchChannelSender, one, { fetch: stack })).senderType).toBe("WhatsApp");
    expect(requests[0]!.headers.has("authorization")).toBe(true);
  });
});

/** Reads a body to its end. Not by `text()`: Chromium's has an error of its own. */
async function read({ body }: Response): Promise<void> {
  const reader = body!.getReader();
  while (!(await reader.read()).done);
}

describe("timeout", () => {
  test("leaves the response what it says of where it came from", async () => {
    const response = Object.defineProperties(new Response("text", { status: 203 }), {
      url: { value: "https://elsewhere.example/" },
      redirected: { value: true },
    });
    const answer = await timeout(1000)(() => Promise.resolve(response))(new Request(url));
    const { redirected, status } = answer;
    expect([answer.url, redirected, status]).toEqual(["https://elsewhere.example/", true, 203]);
    expect(await answer.text()).toBe("text");
  });

  const members = { method: "GET", url };

  test("a server that stays silent is cut off", async () => {
    const { fetch, requests } = observe(silent);
    const error = await caught(() => timeout(10)(fetch)(new Request(url)));
    expectError(error, "TwilioTimeoutError", members);
    expect((error as Error).message).toContain("10 ms");
    expect(requests[0]!.signal.aborted).toBe(true);
  });

  test("so is one whose transport does not look at the signal", async () => {
    const deaf = () => new Promise<Response>(() => {});
    expectError(
      await caught(() => timeout(5)(deaf)(new Request(url))),
      "TwilioTimeoutError",
      members,
    );
  });

  test("a server that drips bytes is cut off, and its body cancelled", async () => {
    const { response, controller, cancelled } = feed();
    const drip = setInterval(() => controller.enqueue(bytes(" ")), 2);
    try {
      const fetch = timeout(30)(() => Promise.resolve(response));
      const error = await caught(() => send(fetchChannelSender, one, { fetch }));
      expectError(error, "TwilioTimeoutError", { method: "GET" });
      await cancelled;
    } finally {
      clearInterval(drip);
    }
  });

  test("so is one that begins an answer and goes silent", async () => {
    const { response, controller, cancelled } = feed();
    controller.enqueue(bytes("{"));
    const answer = await timeout(10)(() => Promise.resolve(response))(new Request(url));
    expect(answer.status).toBe(200);
    expectError(await caught(() => read(answer)), "TwilioTimeoutError", members);
    await cancelled;
  });

  test("an answer in time comes as it is", async () => {
    const headers = { "content-type": "text/plain", "x-a": "b" };
    const fetch = () => Promise.resolve(new Response("früh", { status: 418, headers }));
    const response = await timeout(60_000)(fetch)(new Request(url));
    expect([response.status, response.headers.get("x-a")]).toEqual([418, "b"]);
    expect(await response.text()).toBe("früh");
  });

  test("an answer without a body comes as it is", async () => {
    const fetch = () =>
      Promise.resolve(new Response(null, { status: 204, headers: { "x-a": "b" } }));
    const response = await timeout(60_000)(fetch)(new Request(url));
    expect([response.status, response.headers.get("x-a"), response.body]).toEqual([204, "b", null]);
  });

  test("wins over whatever the transport makes of its abort", async () => {
    const fetch = (request: Request) =>
      silent(request).catch(() => Promise.reject(new TypeError("socket closed")));
    expectError(await caught(() => timeout(5)(fetch)(new Request(url))), "TwilioTimeoutError");
  });

  test("leaves no timer behind, however the exchange ends", async () => {
    const broken = feed();
    broken.controller.error("reset");
    const answers: [() => Promise<Response>, (response: Response) => unknown][] = [
      [() => Promise.resolve(ok()), read],
      [() => Promise.resolve(ok()), (response) => response.body?.cancel()],
      [() => Promise.resolve(feed().response), (response) => response.body?.cancel()],
      [() => Promise.resolve(new Response(null, { status: 204 })), () => {}],
      [() => Promise.reject("reset"), read],
      [() => Promise.resolve(broken.response), read],
    ];
    for (const [fetch, use] of answers) {
      const run = async () => {
        try {
          await use(await timeout(60_000)(fetch)(new Request(url)));
        } catch (error) {
          expect(error).toBe("reset");
        }
      };
      expect(await timersLeft(run)).toBe(0);
    }
  });

  test("what the transport throws passes, and so does the caller's own reason", async () => {
    const thrown = new TypeError("reset");
    const failing = timeout(60_000)(() => Promise.reject(thrown));
    expect(await caught(() => failing(new Request(url)))).toBe(thrown);
    const stop = new AbortController();
    const error = caught(() => timeout(60_000)(silent)(new Request(url, { signal: stop.signal })));
    await settle();
    stop.abort("enough");
    expect(await error).toBe("enough");
  });

  test("a body that breaks off says why, and one that is given up is cancelled", async () => {
    const broken = feed();
    broken.controller.error(new TypeError("reset"));
    const answer = await timeout(60_000)(() => Promise.resolve(broken.response))(new Request(url));
    expectError(await caught(() => read(answer)), "TypeError", { message: "reset" });
    const { response, cancelled } = feed();
    const unread = await timeout(60_000)(() => Promise.resolve(response))(new Request(url));
    await unread.body?.cancel("enough");
    expect(await cancelled).toBe("enough");
  });
});
