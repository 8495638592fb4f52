import { describe, expect, test } from "vitest";
import type { Transport } from "../../../../../mod.ts";
import type { SandboxOptions, ServiceSeed } from "../../../../../lib/sandbox/mod.ts";
import { isLoopback } from "../../../../../lib/sandbox/resources/messages/callbacks.ts";
import { messageStatus, signWebhook, verifyWebhook } from "../../../../../lib/webhooks/mod.ts";
import {
  AC,
  account,
  MESSENGER,
  MG,
  NUMBER,
  RCS,
  start,
  WHATSAPP,
  xe,
} from "../../../support/sandbox_messages.ts";

// Status callbacks: what they say, that they are signed, and that they stay on this machine.
const to = "whatsapp:+14155550199";
const url = "http://127.0.0.1:3000/status?user=1";
const ok: Transport = () => Promise.resolve(new Response(null, { status: 204 }));

interface Seen {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string;
}

/** A sandbox whose callbacks are kept as they leave. */
function observe(options: SandboxOptions & { service?: Partial<ServiceSeed> } = {}) {
  const seen: Seen[] = [];
  const callbackFetch: Transport = async (request) => {
    const { url, method, headers } = request;
    seen.push({ url, method, headers: Object.fromEntries(headers), body: await request.text() });
    return new Response("OK");
  };
  return { ...start([0, 1, 2], { callbackFetch, ...options }), seen };
}

describe("a status callback", () => {
  test("tells of each status but the first", async () => {
    const { sandbox, send, seen } = observe({ outcome: () => "read" });
    const { sid } = await send(to, { statusCallback: url });
    expect(seen).toEqual([]);
    await sandbox.deliver();
    const form = (status: string, event = "", install = `&ChannelInstallSid=${xe(0)}`) =>
      `${event}SmsSid=${sid}&SmsStatus=${status}&MessageStatus=${status}&` +
      `ChannelToAddress=%2B1415555XXXX&To=whatsapp%3A%2B14155550199&ChannelPrefix=whatsapp&` +
      `MessagingServiceSid=${MG}&MessageSid=${sid}&AccountSid=${AC}&` +
      `StructuredMessage=false&From=whatsapp%3A%2B12487960483&ApiVersion=2010-04-01${install}`;
    expect(seen.map(({ body }) => body)).toEqual([
      form("queued"),
      form("sent"),
      form("delivered", "EventType=DELIVERED&"),
      form("read", "EventType=READ&", ""),
    ]);
    for (const { method, headers, ...rest } of seen) {
      expect([method, rest.url]).toEqual(["POST", url]);
      expect(headers["content-type"]).toBe("application/x-www-form-urlencoded; charset=utf-8");
      expect(headers["accept"]).toBe("*/*");
    }
    const tokens = seen.map(({ headers }) => headers["i-twilio-idempotency-token"]);
    expect(new Set(tokens).size).toBe(4);
    for (const token of tokens) expect(token).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  });

  test.each<[string, { from: string }, Record<string, string>]>([
    ["+14155550199", { from: NUMBER }, { From: NUMBER }],
    ["+14155550199", { from: RCS }, {
      ChannelToAddress: "+1415555XXXX",
      ChannelPrefix: "rcs",
      From: RCS,
      ChannelInstallSid: xe(2),
    }],
    ["messenger:9876543210", { from: MESSENGER }, {
      ChannelToAddress: "987654XXXX",
      ChannelPrefix: "messenger",
      From: MESSENGER,
      ChannelInstallSid: xe(1),
    }],
  ])("to %s, %j", async (to, input, fields) => {
    const { sandbox, send } = observe({ now: () => new Date("2026-01-02T03:04:05Z") });
    const direct = { messagingServiceSid: undefined, statusCallback: url, ...input };
    const { sid } = await send(to, direct);
    await sandbox.deliver();
    const { sent, delivered } = Object.fromEntries(
      sandbox.callbacks().map(({ messageStatus, params }) => [messageStatus, params]),
    );
    expect(sent).toEqual({
      SmsSid: sid,
      SmsStatus: "sent",
      MessageStatus: "sent",
      To: to,
      MessageSid: sid,
      AccountSid: AC,
      ApiVersion: "2010-04-01",
      ...fields,
    });
    expect(delivered).toEqual({
      ...sent,
      SmsStatus: "delivered",
      MessageStatus: "delivered",
      ...to === "+14155550199" && input.from === NUMBER && { RawDlrDoneDate: "2601020304" },
    });
  });

  test("says why a message failed", async () => {
    const outcome = () => ({ status: "undelivered", errorCode: 63024 } as const);
    const { sandbox, send } = observe({ outcome });
    await send(to, { statusCallback: url });
    await send("rcs:+14155550199", { statusCallback: url, messagingServiceSid: MG, from: RCS });
    await sandbox.deliver();
    const ends = sandbox.callbacks().filter(({ params }) => "ErrorCode" in params);
    expect(ends.map(({ messageStatus, params }) => [messageStatus, params["ErrorCode"]]))
      .toEqual([["undelivered", "63024"], ["undelivered", "63024"]]);
  });

  test("of a message that nobody sends has no sender", async () => {
    const { sandbox, send, seen } = observe({ accounts: [account([1])] });
    const { sid } = await send(to, { statusCallback: url });
    await sandbox.deliver();
    expect(seen.map(({ body }) => body)).toEqual([
      `ErrorCode=21703&SmsSid=${sid}&SmsStatus=failed&MessageStatus=failed&` +
      `ChannelToAddress=%2B1415555XXXX&To=whatsapp%3A%2B14155550199&ChannelPrefix=whatsapp&` +
      `MessagingServiceSid=${MG}&MessageSid=${sid}&AccountSid=${AC}&` +
      "StructuredMessage=false&ApiVersion=2010-04-01",
    ]);
  });

  test("goes to the service's URL, unless the message has one", async () => {
    const statusCallback = "http://localhost:3000/service";
    const { sandbox, send, messages, seen } = observe({ service: { statusCallback } });
    await send(to);
    await send(to, { statusCallback: url });
    await messages.create({ to, from: WHATSAPP, body: "x" });
    await sandbox.deliver(1);
    expect(seen.map((one) => one.url)).toEqual([statusCallback, url]);
  });

  test("is sent where somebody looks, and does not keep them waiting", async () => {
    let answer = () => {};
    const answered = new Promise<Response>((resolve) => answer = () => resolve(new Response()));
    const { sandbox, messages, send } = observe({ callbackFetch: () => answered });
    const { sid } = await send(to, { statusCallback: url });
    expect((await messages.fetch({ sid: sid! })).status).toBe("queued");
    expect(sandbox.callbacks().map(({ outcome }) => outcome)).toEqual(["waiting"]);
    answer();
    await sandbox.deliver(0);
    expect(sandbox.callbacks().map(({ outcome }) => outcome)).toEqual(["answered"]);
  });

  test("may send a message, which waits for the next time", async () => {
    const { sandbox, send } = observe({
      callbackFetch: async () => {
        await send(to, { statusCallback: url });
        return new Response();
      },
    });
    await send(to, { statusCallback: url });
    await sandbox.deliver();
    const statuses = sandbox.state().accounts[0]!.messages!.map(({ status }) => status);
    expect(statuses).toEqual(["delivered", "accepted", "accepted", "accepted"]);
  });
});

describe("a receiver", () => {
  test("has fifty at once to answer; another is no slower for it", async () => {
    const open: (() => void)[] = [];
    const seen = { slow: 0, quick: 0 };
    let allQuick = () => {};
    const quick = new Promise<void>((resolve) => allQuick = resolve);
    const { sandbox, send } = observe({
      callbackFetch: ({ url }) => {
        if (url.includes(":3000")) {
          seen.slow++;
          return new Promise((resolve) => open.push(() => resolve(new Response())));
        }
        if (++seen.quick === 10) allQuick();
        return Promise.resolve(new Response());
      },
    });
    for (let i = 0; i < 60; i++) await send(to, { statusCallback: "http://127.0.0.1:3000/slow" });
    for (let i = 0; i < 10; i++) await send(to, { statusCallback: "http://127.0.0.1:3001/quick" });
    const delivered = sandbox.deliver(1);
    await quick;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toEqual({ slow: 50, quick: 10 });
    while (seen.slow < 60) {
      open.shift()!();
      await new Promise((resolve) => setTimeout(resolve));
    }
    open.forEach((answer) => answer());
    await delivered;
    expect(sandbox.callbacks().every(({ outcome }) => outcome === "answered")).toBe(true);
  });

  test("that does not answer is told of in words, and hears of it", async () => {
    let reason: unknown;
    const { sandbox, send } = observe({
      callbackTimeout: 1000,
      callbackFetch: ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(reason = signal.reason));
        }),
    });
    await send(to, { statusCallback: url });
    await sandbox.deliver(1);
    expect(sandbox.callbacks()[0]).toMatchObject({
      outcome: "failed",
      status: null,
      reason: "no answer within 1 s",
    });
    expect(String(reason)).toBe("Error: no answer within 1 s");
  });

  test.each([
    [Object.assign(new Error("connect"), { code: "ECONNREFUSED" })],
    [new AggregateError([Object.assign(new Error(), { code: "ECONNREFUSED" })])],
    [new Error("tcp connect error: Connection refused (os error 111)")],
  ])("that is not there is told of in words: %s", async (cause) => {
    const callbackFetch = () => Promise.reject(new TypeError("fetch failed", { cause }));
    const { sandbox, send } = observe({ callbackFetch });
    await send(to, { statusCallback: url });
    await sandbox.deliver(1);
    expect(sandbox.callbacks().map(({ reason }) => reason))
      .toEqual(["connection refused: nobody listens there"]);
  });
});

describe("the signature", () => {
  /** What signs a form for a URL. */
  async function sign(url: string, form: Record<string, string>): Promise<string> {
    const { headers } = await signWebhook({ url, form }, { authToken: "12345" });
    return headers["x-twilio-signature"]!;
  }

  test("is of the URL and the form that are sent", async () => {
    const { sandbox, send, seen } = observe();
    await send(to, { statusCallback: url, body: "Grüße" });
    await sandbox.deliver();
    expect(seen).toHaveLength(3);
    for (const { url, headers, body } of seen) {
      const form = Object.fromEntries(new URLSearchParams(body));
      expect(headers["x-twilio-signature"]).toBe(await sign(url, form));
    }
  });

  test("is of the URL as it was given, which a receiver is told of in another form", async () => {
    const given = "http://LOCALHOST:80/{a}?b='é";
    const events: object[] = [];
    const { sandbox, send } = observe({
      callbackFetch: async (request) => {
        events.push(await verifyWebhook(request, { authToken: "12345", url: given }));
        return new Response();
      },
    });
    const { sid } = await send(to, { statusCallback: given });
    await sandbox.deliver(1);
    expect(sandbox.callbacks().map(({ reason }) => reason)).toEqual([null]);
    expect(events).toMatchObject([{ url: given, messageSid: sid, messageStatus: "queued" }]);
    expect(events).toMatchObject([messageStatus(sandbox.callbacks()[0]!.params)]);
  });

  test.each(["http:\\\\127.0.0.1:3000\\a", " http://127.0.0.1:3000/a", "http:/127.0.0.1:3000/a"])(
    "is of what a URL stands for that is written in no known way: %j",
    async (statusCallback) => {
      const { sandbox, post, seen } = observe();
      await post({ To: to, From: WHATSAPP, Body: "x", StatusCallback: statusCallback });
      await sandbox.deliver(1);
      const [{ url, headers, body }] = seen as [Seen];
      const form = Object.fromEntries(new URLSearchParams(body));
      expect(headers["x-twilio-signature"]).toBe(await sign("http://127.0.0.1:3000/a", form));
      expect(url).toBe("http://127.0.0.1:3000/a");
    },
  );

  const protectedUrl = "http://mallory:p%C3%A4ss@localhost:3000/x?y#z";
  test("leaves out a fragment, a user name and a password, which nobody has asked for", async () => {
    const { sandbox, send, seen } = observe();
    await send(to, { statusCallback: protectedUrl });
    await sandbox.deliver(1);
    expect(seen).toHaveLength(1);
    const [{ url, headers, body }] = seen as [Seen];
    expect(url).toBe("http://localhost:3000/x?y");
    const form = Object.fromEntries(new URLSearchParams(body));
    expect(headers["x-twilio-signature"]).toBe(await sign(url, form));
    expect(headers).not.toHaveProperty("authorization");
    expect(JSON.stringify(sandbox.callbacks())).not.toMatch(/mallory|p%C3|päss/);
  });

  test.each([
    ["Basic", 'Basic realm="x"', 2],
    ["one of several", 'Digest realm="y", Basic realm="x"', 2],
    ["another scheme", 'Digest realm="x"', 1],
    ["no challenge", "", 1],
  ])("goes out again with the password after a 401: %s", async (_, challenge, times) => {
    const seen: Record<string, string>[] = [];
    const { sandbox, send } = observe({
      callbackFetch: ({ headers }) => {
        seen.push(Object.fromEntries(headers));
        const isKnown = headers.has("authorization");
        const init = { status: isKnown ? 204 : 401, headers: { "www-authenticate": challenge } };
        return Promise.resolve(new Response(null, init));
      },
    });
    await send(to, { statusCallback: protectedUrl });
    await sandbox.deliver(1);
    expect(seen).toHaveLength(times);
    expect(sandbox.callbacks().map(({ status }) => status)).toEqual([times === 2 ? 204 : 401]);
    const [first, second] = seen;
    expect(first).not.toHaveProperty("authorization");
    if (second === undefined) return;
    const { authorization, ...rest } = second;
    expect(rest).toEqual(first);
    const bytes = Uint8Array.from(atob(authorization!.slice(6)), (c) => c.charCodeAt(0));
    expect(new TextDecoder().decode(bytes)).toBe("mallory:päss");
    expect(JSON.stringify(sandbox.callbacks())).not.toMatch(/mallory|p%C3|päss/);
  });

  test("goes out once where a 401 asks for a password that the URL has not", async () => {
    let times = 0;
    const { sandbox, send } = observe({
      callbackFetch: () => {
        times++;
        const headers = { "www-authenticate": "Basic" };
        return Promise.resolve(new Response(null, { status: 401, headers }));
      },
    });
    await send(to, { statusCallback: url });
    await sandbox.deliver(1);
    expect([times, sandbox.callbacks()[0]!.status]).toEqual([1, 401]);
  });

  test("is in no list", async () => {
    const { sandbox, send, seen } = observe();
    await send(to, { statusCallback: url });
    await sandbox.deliver();
    const list = JSON.stringify(sandbox.callbacks());
    for (const { headers } of seen) expect(list).not.toContain(headers["x-twilio-signature"]);
  });
});

const inside = [
  "http://127.0.0.1/",
  "http://127.0.0.1:3000/status",
  "https://127.255.255.254/",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f.0.0.1:8080/",
  "http://0177.0.0.2/",
  "http://[::1]:3000/x",
  "http://[0:0::1]/",
  "https://LOCALHOST/x",
  "http://localhost:65535",
  "http://user:password@localhost/",
  "http://example.com@localhost/",
];
const outside = [
  "http://example.com/",
  "https://api.twilio.com/",
  "http://127.0.0.1.example.com/",
  "http://127-0-0-1.example.com/",
  "http://localhost.example.com/",
  "http://localhost@example.com/",
  "http://127.0.0.1@example.com/",
  "http://example.com/127.0.0.1",
  "http://example.com?localhost",
  "http://example.com#@localhost/",
  "http://example.com\\@localhost/",
  "http://sub.localhost/",
  "http://localhost./",
  "http://localhosts/",
  "http://xlocalhost/",
  "http://0.0.0.0/",
  "http://0/",
  "http://10.0.0.1/",
  "http://128.0.0.1/",
  "http://126.255.255.255/",
  "http://192.168.0.1/",
  "http://169.254.169.254/latest/meta-data/",
  "http://[::]/",
  "http://[::2]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[fe80::1]/",
  "http://ip6-localhost/",
  "http://127.0.0.1.nip.io/",
];

describe("nothing leaves this machine", () => {
  test.each(inside)("%s is on it", (url) => expect(isLoopback(new URL(url))).toBe(true));
  test.each(outside)("%s is elsewhere", (url) => expect(isLoopback(new URL(url))).toBe(false));
  test.each(["file:///etc/passwd", "ftp://localhost/", "data:,localhost"])(
    "%s is neither",
    (url) => {
      expect(isLoopback(new URL(url))).toBe(false);
    },
  );

  test("whatever URL a message has, or its service", async () => {
    const seen: string[] = [];
    const trap: Transport = ({ url }) => {
      seen.push(url);
      return Promise.resolve(new Response());
    };
    for (const statusCallback of outside) {
      const service = { statusCallback };
      const { sandbox, call, post, send } = start([0], { callbackFetch: trap, service });
      await send(to);
      await post({ To: to, From: WHATSAPP, Body: "x", StatusCallback: statusCallback });
      await sandbox.deliver();
      expect((await call("/v1/x")).status).toBe(404);
      const callbacks = sandbox.callbacks();
      expect(callbacks).toHaveLength(5);
      for (const { outcome, status, reason } of callbacks) {
        expect([outcome, status, reason]).toEqual(["not sent", null, "not a loopback URL"]);
      }
    }
    expect(seen).toEqual([]);
  });

  test("neither by the platform's own fetch", async () => {
    const seen: string[] = [];
    const own = globalThis.fetch;
    globalThis.fetch = (input) => {
      seen.push((input as Request).url);
      return Promise.resolve(new Response());
    };
    try {
      for (const statusCallback of ["https://example.com/", "http://localhost:3000/x"]) {
        const service = { statusCallback };
        const { sandbox, send } = start([0], { callbackFetch: undefined, service });
        await send(to);
        await sandbox.deliver(1);
      }
    } finally {
      globalThis.fetch = own;
    }
    expect(seen).toEqual(["http://localhost:3000/x"]);
  });

  test("nor by a redirect", async () => {
    const redirects: [Response, number | null][] = [
      [new Response(null, { status: 302, headers: { Location: "https://example.com/" } }), 302],
      [new Response(null, { status: 307, headers: { Location: "https://example.com/" } }), 307],
      [{ type: "opaqueredirect", status: 0, body: null } as Response, null],
    ];
    for (const [redirect, status] of redirects) {
      const requests: Request[] = [];
      const { sandbox, send } = observe({
        callbackFetch: (request) => {
          requests.push(request);
          return Promise.resolve(redirect);
        },
      });
      await send(to, { statusCallback: url });
      await sandbox.deliver(1);
      expect(requests.map(({ redirect }) => redirect)).toEqual(["manual"]);
      const [callback] = sandbox.callbacks();
      expect([callback!.outcome, callback!.status]).toEqual(["failed", status]);
      expect(callback!.reason).toContain("redirect");
    }
  });
});

describe("what goes wrong is on record, and thrown to nobody", () => {
  test.each<[string, Transport, object]>([
    ["an error status", () => Promise.resolve(new Response("no", { status: 503 })), {
      outcome: "answered",
      status: 503,
      reason: null,
    }],
    ["a broken connection", () => Promise.reject(new TypeError("fetch failed")), {
      outcome: "failed",
      status: null,
      reason: "fetch failed",
    }],
    ["a transport that throws", () => {
      throw "at once";
    }, { outcome: "failed", status: null, reason: "at once" }],
    ["no answer at all", () => Promise.resolve(undefined as unknown as Response), {
      outcome: "failed",
      status: null,
    }],
    ["an answer that never comes", () => new Promise(() => {}), {
      outcome: "failed",
      status: null,
      reason: "no answer within 20 ms",
    }],
    [
      "an answer that never ends",
      () => Promise.resolve(new Response(new ReadableStream({ start() {} }))),
      { outcome: "answered", status: 200, reason: null },
    ],
  ])("%s", async (_, callbackFetch, expected) => {
    const { sandbox, messages, send } = observe({ callbackFetch, callbackTimeout: 20 });
    const { sid } = await send(to, { statusCallback: url });
    await sandbox.deliver();
    expect(sandbox.callbacks()).toHaveLength(3);
    for (const callback of sandbox.callbacks()) expect(callback).toMatchObject(expected);
    expect((await messages.fetch({ sid: sid! })).status).toBe("delivered");
  });

  test("a transport that waits is told when it is too late", async () => {
    const signals: AbortSignal[] = [];
    const { sandbox, send } = observe({
      callbackTimeout: 1,
      callbackFetch: ({ signal }) => {
        signals.push(signal);
        return new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        });
      },
    });
    await send(to, { statusCallback: url });
    await sandbox.deliver(1);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(sandbox.callbacks()[0]).toMatchObject({ outcome: "failed" });
  });
});

describe("the list", () => {
  test("has the callbacks in their order, of a message one after the other", async () => {
    const running = new Set<string | null>();
    let most = 0;
    const { sandbox, send } = observe({
      callbackFetch: async (request) => {
        const sid = new URLSearchParams(await request.text()).get("MessageSid");
        expect(running.has(sid)).toBe(false);
        most = Math.max(most, running.add(sid).size);
        await new Promise((resolve) => setTimeout(resolve, 0));
        running.delete(sid);
        return new Response();
      },
    });
    const one = await send(to, { statusCallback: url });
    const two = await send(to, { statusCallback: url });
    await sandbox.deliver();
    const list = sandbox.callbacks();
    expect(list.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(list.map(({ messageSid, messageStatus }) => [messageSid, messageStatus])).toEqual(
      ["queued", "sent", "delivered"].flatMap((status) => [[one.sid, status], [two.sid, status]]),
    );
    for (const { outcome, status } of list) expect([outcome, status]).toEqual(["answered", 200]);
    expect(most).toBe(2); // a receiver that is slow with one message holds up no other
  });

  test("is a value of its own", async () => {
    const { sandbox, send } = observe({ callbackFetch: ok });
    await send(to, { statusCallback: url });
    await sandbox.deliver(1);
    const before = JSON.stringify(sandbox.callbacks());
    const list = sandbox.callbacks();
    Object.assign(list[0]!, { status: 1 });
    Object.assign(list[0]!.params, { To: "x" });
    list.length = 0;
    expect(JSON.stringify(sandbox.callbacks())).toBe(before);
    expect(JSON.parse(before)).toEqual(sandbox.callbacks());
  });

  test.each([[0, []], [2, [2, 3]]])("is no longer than %i", async (record, numbers) => {
    const { sandbox, send, seen } = observe({ record });
    await send(to, { statusCallback: url });
    await sandbox.deliver();
    expect(sandbox.callbacks().map(({ number }) => number)).toEqual(numbers);
    expect(seen).toHaveLength(3);
  });
});
