import { describe, expect, test } from "vitest";
import type { Exchange, ExchangeFilter, SandboxOptions } from "../../../../lib/sandbox/mod.ts";
import { AC, account, base, OQ, pool, start, xe } from "../../support/sandbox.ts";
import { caught, settle, timersLeft } from "../../support/support.ts";

// What a sandbox keeps of the exchanges that it had, and how one waits for them.
const one = `${pool()}/${xe(0)}`;
const numbers = (exchanges: readonly Exchange[]) => exchanges.map(({ number }) => number);

/** A sandbox that has answered requests of many kinds. */
async function used(options: SandboxOptions = {}) {
  const started = start(options);
  const { call, attach, detach } = started;
  await attach(5); // 1
  await call(`${pool()}?PageSize=1`); // 2
  await call(one); // 3
  await detach(0); // 4
  await call(one); // 5: not found
  await call(one, { auth: null }); // 6
  await call("/nowhere"); // 7
  await call(pool(), { method: "PUT" }); // 8
  await call(pool(), { method: "OPTIONS", auth: null }); // 9
  return started;
}

describe("an exchange", () => {
  test("is all that was said, but for credentials", async () => {
    let time = Date.parse("2026-01-02T03:04:05.678Z");
    const { sandbox, attach } = start({ now: () => new Date(time++) });
    const answer = await attach(5);
    const body = await answer.text();
    const [exchange] = sandbox.exchanges();
    expect(exchange).toEqual({
      number: 1,
      operation: "createChannelSender",
      accountSid: AC,
      method: "POST",
      url: base + pool(),
      path: pool(),
      requestHeaders: expect.objectContaining({
        "authorization": "Basic [masked]",
        "content-type": "application/x-www-form-urlencoded",
      }),
      requestBody: `Sid=${xe(5)}`,
      outcome: "answered",
      status: 201,
      responseHeaders: Object.fromEntries(answer.headers),
      responseBody: body,
      requestId: answer.headers.get("twilio-request-id"),
      struck: false,
      date: new Date("2026-01-02T03:04:05.679Z"), // the seed was dated a moment before
      duration: 2,
    });
    expect(JSON.parse(JSON.stringify(exchange)).status).toBe(201);
  });

  test("is of every kind of request", async () => {
    const { sandbox } = await used();
    const rows = sandbox.exchanges().map(({ operation, status, accountSid }) => [
      operation,
      status,
      accountSid,
    ]);
    expect(rows).toEqual([
      ["createChannelSender", 201, AC],
      ["listChannelSenders", 200, AC],
      ["fetchChannelSender", 200, AC],
      ["deleteChannelSender", 204, AC],
      ["fetchChannelSender", 404, AC],
      ["fetchChannelSender", 401, null],
      [null, 404, AC],
      [null, 405, AC],
      [null, 204, null],
    ]);
  });

  test("has no body where none was read, or none was sent", async () => {
    const { sandbox, call, detach } = start();
    await call(pool(), { method: "POST", body: "Sid=x", auth: null });
    await detach(0);
    await call(pool(), { method: "HEAD" });
    const [refused, detached, head] = sandbox.exchanges();
    expect([refused!.requestBody, refused!.responseBody?.slice(0, 9)]).toEqual([null, '{"code":2']);
    expect([detached!.requestBody, detached!.responseBody]).toEqual([null, null]);
    expect([head!.status, head!.responseBody]).toEqual([200, null]);
  });

  test("is there when its answer is", async () => {
    const { sandbox, call } = start();
    const answer = call(one);
    expect(sandbox.exchanges()).toEqual([]);
    await answer;
    expect(sandbox.exchanges().length).toBe(1);
  });

  test("of a request whose caller left is one, too", async () => {
    const { sandbox, call } = start();
    const stop = new AbortController();
    const answer = call(pool(), { method: "POST", body: `Sid=${xe(5)}`, signal: stop.signal });
    stop.abort();
    await caught(() => answer);
    expect(sandbox.exchanges()).toMatchObject([{
      operation: "createChannelSender",
      outcome: "aborted",
      status: null,
      responseHeaders: {},
      responseBody: null,
    }]);
    // One that was over before it began is none.
    await caught(() => call(one, { signal: AbortSignal.abort() }));
    expect(sandbox.exchanges().length).toBe(1);
  });

  test("of a fault says what became of it", async () => {
    const { sandbox, call } = start({ faults: [{ truncate: 9, first: 1 }] });
    await call(one).then((answer) => answer.text()).catch(() => {});
    sandbox.fault({ reset: true, calls: [1, 1] });
    await call(one).catch(() => {});
    sandbox.fault({ status: 503, calls: [1, 1] });
    await call(one);
    sandbox.fault({ latency: 1, calls: [1, 1] });
    await call(one);
    const rows = sandbox.exchanges().map(({ outcome, status, struck, responseBody }) => [
      outcome,
      status,
      struck,
      responseBody?.slice(0, 20) ?? null,
    ]);
    expect(rows).toEqual([
      ["truncated", 200, true, '{"account'],
      ["reset", null, true, null],
      ["answered", 503, true, '{"code":20503,"messa'],
      ["answered", 200, true, '{"account_sid":"ACaa'],
    ]);
  });
});

describe("a filter", () => {
  const filters: [ExchangeFilter, number[]][] = [
    [{}, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    [{ operation: "fetchChannelSender" }, [3, 5, 6]],
    [{ operation: null }, [7, 8, 9]],
    [{ operation: undefined, status: 404 }, [5, 7]],
    [{ method: "GET" }, [2, 3, 5, 6, 7]],
    [{ path: pool() }, [1, 2, 8, 9]],
    [{ path: /\/XE/ }, [3, 4, 5, 6]],
    [{ path: /e$/g }, [7]],
    [{ status: 404, operation: "fetchChannelSender" }, [5]],
    [{ accountSid: null }, [6, 9]],
    [{ accountSid: AC, method: "PUT" }, [8]],
    [{ outcome: "reset" }, []],
    [({ status }) => status! > 400 && status! < 405, [5, 6, 7]],
  ];

  test.each(filters.map(([filter, expected]) => ({ filter, expected })))(
    "%#",
    async ({ filter, expected }) => {
      const { sandbox } = await used();
      expect(numbers(sandbox.exchanges(filter))).toEqual(expected);
      expect(numbers(sandbox.exchanges(filter))).toEqual(expected);
      if (expected.length) expect((await sandbox.waitFor(filter)).number).toBe(expected[0]!);
    },
  );
});

test.each<[filter: object, field: string]>([
  [{ opration: "createMessage" }, "opration"],
  [{ operation: "creatMessage" }, "operation"],
  [{ operation: "cancelMessage" }, "operation"],
  [[], "filter"],
  ["createMessage" as unknown as object, "filter"],
])("a filter that lets nothing through by mistake is refused: %j", async (filter, field) => {
  const { sandbox } = start();
  const expected = { name: "TwilioInputError", field };
  expect(await caught(() => sandbox.exchanges(filter as never))).toMatchObject(expected);
  expect(await caught(() => sandbox.waitFor(filter as never))).toMatchObject(expected);
});

describe("no credential", () => {
  const secrets = ["the-auth-token", "hunter2", btoa(`${AC}:the-auth-token`), "eyJ"];
  const app = { clientId: OQ, clientSecret: "hunter2" };
  const accounts = [{ ...account(3), oauthApps: [app] }];

  test("is in any exchange, in whatever form it was sent", async () => {
    const seen: Exchange[] = [];
    const { sandbox, call } = start({ accounts, onExchange: (exchange) => seen.push(exchange) });
    const form = { client_id: OQ, client_secret: "hunter2", grant_type: "client_credentials" };
    const post = (body: BodyInit, type?: string) =>
      call("/v2/token", { method: "POST", body, auth: null, ...type && { type } });
    const token = (await (await post(`${new URLSearchParams(form)}`)).json()).access_token;
    await call(pool(), { auth: `Bearer ${token}` });
    await call(pool(), { auth: `bearer ${token}` });
    await post("grant_type=x&client%5Fsecret=hunter2");
    await post("CLIENT_SECRET=hunter2&ClientSecret=hunter2&AuthToken=hunter2");
    await post("client+_secret=1&client_secret=hunter2=hunter2?client_secret=hunter2");
    await post(JSON.stringify(form), "application/json");
    await post(JSON.stringify({ "client_secret": 'a"hunter2\\"hunter2' }), "application/json");
    await post('{"client_secret" : "hunter2', "application/json");
    const part = (value: string) =>
      `--x\r\nContent-Disposition: form-data; name="client_secret"\r\n\r\n${value}\r\n`;
    await post(`${part("hunter2")}--x--\r\n`, "multipart/form-data; boundary=x");
    await post(`${part("a")}${part("hunter2\r\nhunter2")}--x--`, "multipart/form-data; boundary=x");
    await post(part("hunter2").slice(0, -2), "multipart/form-data; boundary=x");
    await call("/v2/token?client_secret=hunter2&a=b&access_token=hunter2#x", { auth: null });
    const headers = {
      "authorization": "hunter2",
      "proxy-authorization": "Basic hunter2",
      "twilio-client-validation": "eyJ.hunter2",
      "x-twilio-signature": "hunter2",
    };
    await sandbox.fetch(new Request(base + pool(), { headers }));

    const exchanges = sandbox.exchanges();
    expect(exchanges.length).toBe(14);
    expect(seen).toEqual(exchanges);
    const shown = JSON.stringify(exchanges);
    for (const secret of [...secrets, token]) expect(shown).not.toContain(secret);
    expect(exchanges[0]!.requestBody)
      .toBe(`client_id=${OQ}&client_secret=[masked]&grant_type=client_credentials`);
    expect(exchanges[0]!.responseBody).toContain('{"access_token":"[masked]","id_token":null,');
    expect(exchanges[1]!.requestHeaders["authorization"]).toBe("Bearer [masked]");
    expect(exchanges[12]!.url).toBe(
      `${base}/v2/token?client_secret=[masked]&a=b&access_token=[masked]`,
    );
  });

  test("is in a URL, where a platform leaves it in there", async () => {
    const { sandbox } = start();
    const url = `https://user:hunter2@messaging.twilio.com${one}?a=b@c`;
    const request = { method: "GET", url, headers: new Headers() } as Request;
    expect((await sandbox.fetch(request)).status).toBe(401);
    expect(sandbox.exchanges()[0]!.url).toBe(`${base}${one}?a=b@c`);
  });

  test("is in a URL that a form or JSON has", async () => {
    const { sandbox, call } = start();
    const hook = "http://bob:hunter2@127.0.0.1/x?to=a@b#c";
    await call("/v1/Services", {
      method: "POST",
      body: `${new URLSearchParams({ FriendlyName: "a@b", InboundRequestUrl: hook })}`,
    });
    await call("/v1/Services", { method: "POST", body: `InboundRequestUrl=${hook}` });
    await call("/v1/Services", {
      method: "POST",
      body: JSON.stringify({ hook }).replaceAll("/", "\\/"),
    });
    const exchanges = sandbox.exchanges();
    expect(JSON.stringify(exchanges)).not.toMatch(/hunter2|bob/);
    const [{ requestBody, responseBody }] = exchanges as [Exchange, ...Exchange[]];
    expect(requestBody).toBe(
      "FriendlyName=a%40b&InboundRequestUrl=http%3A%2F%2F127.0.0.1%2Fx%3Fto%3Da%40b%23c",
    );
    expect(JSON.parse(responseBody!).inbound_request_url).toBe("http://127.0.0.1/x?to=a@b#c");
  });

  test("is what a text says beside a URL", async () => {
    const { sandbox, call } = start();
    const text = "Visit https://shop.example or write to help@shop.example";
    const body = `${new URLSearchParams({ FriendlyName: text })}`;
    await call("/v1/Services", { method: "POST", body });
    await call("/v1/Services", { method: "POST", body: body.replaceAll("+", "%20") });
    await call("/v1/Services", { method: "POST", body: JSON.stringify({ text }) });
    expect(sandbox.exchanges().map(({ requestBody }) => requestBody))
      .toEqual([body, body.replaceAll("+", "%20"), JSON.stringify({ text })]);
  });

  test("is in a part of a body", async () => {
    for (let recordBodies = 0; recordBodies < 200; recordBodies++) {
      const { sandbox, call } = start({ accounts, recordBodies });
      const form = { grant_type: "client_credentials", client_id: OQ, client_secret: "hunter2" };
      const body = new URLSearchParams(form);
      await call("/v2/token", { method: "POST", body, auth: null });
      expect(JSON.stringify(sandbox.exchanges())).not.toMatch(/hunter|eyJ/);
    }
  });

  test("is masked in what is no credential: the rest is as it was", async () => {
    const { sandbox, call } = start();
    const body = `Sid=${xe(5)}&Code=1&a=b&tokens=c&secret`;
    await call(`${pool()}?PageToken=x`, { method: "POST", body });
    const [exchange] = sandbox.exchanges();
    expect(exchange!.requestBody).toBe(`Sid=${xe(5)}&Code=[masked]&a=b&tokens=c&secret`);
    expect(exchange!.url).toBe(`${base}${pool()}?PageToken=x`);
  });
});

describe("what is kept", () => {
  test("are the last exchanges, 1,000 unless told otherwise", async () => {
    const { sandbox, call } = start({ record: 3 });
    for (let i = 0; i < 5; i++) await call(one);
    expect(numbers(sandbox.exchanges())).toEqual([3, 4, 5]);
    const many = start();
    for (let i = 0; i < 1005; i++) await many.call("/nowhere");
    const kept = numbers(many.sandbox.exchanges());
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([1000, 6, 1005]);
  });

  test("may be none, which does not stop those who wait", async () => {
    const { sandbox, call } = start({ record: 0 });
    const waiting = sandbox.waitFor({ status: 200 });
    await call(one);
    expect(sandbox.exchanges()).toEqual([]);
    expect((await waiting).number).toBe(1);
  });

  test("of a body are its first characters", async () => {
    const { sandbox, call, attach } = start({ accounts: [account(100)], recordBodies: 10 });
    await attach(105);
    await call(`${pool()}?PageSize=100`);
    const [first, second] = sandbox.exchanges();
    expect([first!.requestBody, first!.responseBody]).toEqual(["Sid=XE0000", '{"account_']);
    expect(second!.responseBody).toBe('{"meta":{"');
    const more = start({ accounts: [account(100)] });
    const text = await (await more.call(`${pool()}?PageSize=100`)).text();
    expect(text.length).toBeGreaterThan(16_384);
    expect(more.sandbox.exchanges()[0]!.responseBody).toBe(text.slice(0, 16_384));
  });

  test("cannot be altered from outside", async () => {
    const { sandbox, call } = start();
    await call(one);
    const [exchange] = sandbox.exchanges();
    const before = JSON.stringify(exchange);
    Object.assign(exchange!, { status: 1 });
    Object.assign(exchange!.responseHeaders, { a: "b" });
    exchange!.date.setTime(0);
    sandbox.exchanges().length = 0;
    expect(JSON.stringify(sandbox.exchanges()[0])).toBe(before);
  });

  test("is one sandbox's own", async () => {
    const [{ sandbox }, other] = [start(), start()];
    await other.call(one);
    expect(sandbox.exchanges()).toEqual([]);
  });
});

describe("waiting", () => {
  test("ends with the next exchange that fits, for all who wait for it", async () => {
    const { sandbox, call, attach } = start();
    await call(one);
    const waiting = [
      sandbox.waitFor({ operation: "createChannelSender" }),
      sandbox.waitFor(({ number }) => number === 3),
      sandbox.waitFor({ operation: "createChannelSender", status: 409 }),
    ];
    let over = 0;
    waiting.forEach((exchange) => exchange.then(() => over++));
    await call(one);
    await settle();
    expect(over).toBe(0);
    await attach(5);
    await settle();
    expect(over).toBe(2);
    await attach(5);
    expect(numbers(await Promise.all(waiting))).toEqual([3, 3, 4]);
  });

  test("ends with its signal, and its time, and leaves no timer", async () => {
    const { sandbox, call } = start();
    const reason = new Error("enough");
    const signal = AbortSignal.abort(reason);
    expect(await caught(() => sandbox.waitFor({}, { signal }))).toBe(reason);
    const stop = new AbortController();
    expect(
      await timersLeft(async () => {
        const waiting = sandbox.waitFor({}, { signal: stop.signal, timeout: 1e6 });
        stop.abort(reason);
        expect(await caught(() => waiting)).toBe(reason);
        const found = sandbox.waitFor({ status: 200 }, { timeout: 1e6 });
        await call(one);
        await found;
        await sandbox.waitFor({ status: 200 }, { timeout: 1e6 });
      }),
    ).toBe(0);
    const late = await caught(() => sandbox.waitFor({ status: 1 }, { timeout: 1 }));
    expect(late).toMatchObject({ name: "TimeoutError" });
    expect(late instanceof DOMException).toBe(true);
  });

  test("ends with what its filter throws", async () => {
    const { sandbox, call } = start();
    const error = new Error("mine");
    const filter = () => {
      throw error;
    };
    const waiting = caught(() => sandbox.waitFor(filter));
    expect((await call(one)).status).toBe(200);
    expect(await waiting).toBe(error);
    expect(await caught(() => sandbox.waitFor(filter))).toBe(error);
    expect(() => sandbox.exchanges(filter)).toThrow("mine");
  });
});

describe("onExchange", () => {
  test("is told of each exchange, in their order, before its caller is", async () => {
    const seen: string[] = [];
    const { call } = start({
      onExchange: ({ number, status }) => seen.push(`${number}:${status}`),
    });
    await call(one);
    seen.push("answered");
    await call("/nowhere");
    expect(seen).toEqual(["1:200", "answered", "2:404"]);
  });

  test("harms nobody by what it throws", async () => {
    const hooks: (() => unknown)[] = [
      () => {
        throw new Error("mine");
      },
      () => Promise.reject(new Error("mine")),
    ];
    for (const onExchange of hooks) {
      const { call } = start({ onExchange: onExchange as () => void });
      expect((await call(one)).status).toBe(200);
    }
    await settle();
  });
});
