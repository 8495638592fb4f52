import { describe, expect, test } from "vitest";
import {
  baseUrl,
  clientOf,
  createChannelSender,
  createSend,
  deleteChannelSender,
  describe as describeValue,
  fetchChannelSender,
  listChannelSenders,
  type Operation,
  pageQuery,
  withRetry,
} from "../../../mod.ts";
import { copyOf } from "../../../lib/wire/input.ts";
import {
  caught,
  expectError,
  json,
  MG,
  observe,
  one,
  service,
  wire,
  XE,
} from "../support/support.ts";

// Anything in the place of anything: the error is ours, names the field, and says what came.
const throwing = new Proxy({}, {
  get: () => {
    throw new Error("a trap");
  },
  getPrototypeOf: () => {
    throw new Error("a trap");
  },
  ownKeys: () => {
    throw new Error("a trap");
  },
});
const revoked = Proxy.revocable([], {});
revoked.revoke();
const throwingText = {
  toString: () => {
    throw new Error("no text");
  },
};

const anything: [string, unknown, string][] = [
  ["an object without a prototype", Object.create(null), "an object"],
  ["a symbol", Symbol("x"), "a symbol"],
  ["a BigInt", 5n, "a bigint"],
  ["a function", () => XE, "a function"],
  ["a list", [XE], "a list"],
  ["a date", new Date(0), "an object"],
  ["a proxy that throws", throwing, "an object"],
  ["a proxy that was revoked", revoked.proxy, "an object"],
  ["a text object", new String(XE), "an object"],
  ["an object whose text throws", throwingText, "an object"],
  ["NaN", NaN, "NaN"],
  ["minus infinity", -Infinity, "-Infinity"],
  ["a long number", 12125550123, "a number"],
  ["true", true, "true"],
];

describe("anything in a field of the input", () => {
  const using: [string, Operation<never, unknown>, string, string][] = [
    ["create", createChannelSender, "messagingServiceSid", "MG and 32 hex digits"],
    ["create", createChannelSender, "sid", "XE and 32 hex digits"],
    ["fetch", fetchChannelSender, "sid", "XE and 32 hex digits"],
    ["delete", deleteChannelSender, "sid", "XE and 32 hex digits"],
    ["list", listChannelSenders, "messagingServiceSid", "MG and 32 hex digits"],
    ["list", listChannelSenders, "pageSize", "a whole number from 1 to 1000"],
    ["list", listChannelSenders, "pageToken", "what an earlier page gave"],
    ["list", listChannelSenders, "page", "what an earlier page gave"],
  ];

  test.each(anything)("%s", async (_, value, got) => {
    for (const [method, operation, field, expected] of using) {
      const input = { ...one, [field]: value };
      const isNumber = field === "page" && typeof value === "number";
      const range = isNumber ? "a whole number from 0" : expected;
      if (isNumber && Number.isInteger(value)) continue; // a page like any other
      const members = { field, message: `${field}: expected ${range}, got ${got}` };
      const error = await caught(() => operation.request(input as never));
      expectError(error, "TwilioInputError", members);
      if (field === "page" || field === "pageToken") continue; // which a listing reads itself
      // By a client, which copies what it is given, it is the same; and a call rejects.
      const { fetch, requests } = observe(() => json(200, wire(1)));
      const { channelSenders } = clientOf(
        withRetry(createSend({ auth: null, fetch }), { attempts: 1 }),
      );
      const run = method === "list"
        ? channelSenders.list(input as never).pages().next()
        : channelSenders[method as "fetch"](input as never);
      expectError(
        await run.then(() => null, (error: unknown) => error),
        "TwilioInputError",
        members,
      );
      expect(requests.length).toBe(0);
    }
  });

  test("in the place of the input: the first field is missed", async () => {
    const places = anything.filter(([what]) => !what.startsWith("a proxy"));
    for (const [what, value] of [...places, ["nothing", undefined], ["null", null]] as const) {
      const error = await caught(() => fetchChannelSender.request(value as never));
      expectError(error, "TwilioInputError", {
        message: "messagingServiceSid: expected MG and 32 hex digits, got nothing",
      });
      expect(what).not.toBe("");
    }
  });

  test("a proxy in the place of the input has its own error, by a rejection", async () => {
    const { fetch } = observe(() => json(200, wire(1)));
    const { channelSenders } = clientOf(
      withRetry(createSend({ auth: null, fetch }), { attempts: 1 }),
    );
    for (const input of [throwing, revoked.proxy]) {
      const call = channelSenders.fetch(input as never);
      expect(await call.then(() => null, (error: unknown) => error)).toBeInstanceOf(Error);
    }
  });

  test("a paging without input is a paging without wishes", () => {
    expect(pageQuery(undefined)).toBe("");
    expect(pageQuery({ pageSize: undefined, page: undefined, pageToken: undefined })).toBe("");
    expect(pageQuery({ page: 0 })).toBe("?Page=0");
    expect(pageQuery({ page: "a", pageToken: "PT" })).toBe("?Page=a&PageToken=PT");
  });
});

describe("anything for a target", () => {
  test.each([...anything, ["text", "https://proxy.example", "an address"] as const])(
    "%s",
    async (what, value, got) => {
      if (what.startsWith("a proxy")) return;
      const region = await caught(() => baseUrl("api", { region: value as never }));
      expectError(region, "TwilioInputError", {
        message: `target.region: expected us1, au1 or ie1, got ${got}`,
      });
      const target = await caught(() => baseUrl("api", value as never)).catch(() => null);
      // An object that says nothing is a target like any other.
      if (typeof value !== "object") {
        expectError(target, "TwilioInputError", {
          message: `target: expected { baseUrl } or { region }, got ${got}`,
        });
      }
    },
  );

  test.each(anything)("%s for a base URL", async (_, value, got) => {
    const error = await caught(() => baseUrl("api", { baseUrl: value as never }));
    expectError(error, "TwilioInputError", {
      message: `target.baseUrl: expected http(s)://host/path without user, query and fragment, ` +
        `got ${got}`,
    });
  });

  test.each<[string, unknown, string]>([
    [
      "a list of a region",
      { region: ["ie1"] },
      "target.region: expected us1, au1 or ie1, got a list",
    ],
    ["no region", { region: null }, "target.region: expected us1, au1 or ie1, got nothing"],
    [
      "another region",
      { region: "de1" },
      "target.region: expected us1, au1 or ie1, got a text of 3 characters",
    ],
    [
      "a path",
      { baseUrl: "/twilio" },
      'target.baseUrl: expected http(s)://host/path without user, query and fragment (in a page, new URL("/path", location.href)), got a text of 7 characters',
    ],
    [
      "another scheme",
      { baseUrl: "ftp://proxy.example" },
      "target.baseUrl: expected http(s)://host/path without user, query and fragment, got an address",
    ],
    [
      "a password",
      { baseUrl: "https://user:password@proxy.example" },
      "target.baseUrl: expected http(s)://host/path without user, query and fragment, got an address",
    ],
    [
      "a password in a URL",
      { baseUrl: new URL("https://user:password@proxy.example") },
      "target.baseUrl: expected http(s)://host/path without user, query and fragment, got an object",
    ],
    [
      "a URL alone",
      new URL("https://proxy.example"),
      "target: expected { baseUrl } or { region }, got an object",
    ],
    [
      "another name",
      { url: "https://proxy.example" },
      "target.url: expected one of baseUrl, region, got an unknown name",
    ],
  ])("%s", async (_, target, message) => {
    expectError(await caught(() => baseUrl("api", target as never)), "TwilioInputError", {
      message,
    });
    const send = () => createSend({ auth: null, target: target as never });
    expectError(await caught(send), "TwilioInputError", { message });
  });

  test("null is none, and an @ in the path is one like any other", () => {
    expect(baseUrl("api", null)).toBe("https://api.twilio.com");
    expect(baseUrl("api", { baseUrl: "https://p.example/@a" })).toBe("https://p.example/@a");
    // As a test's DOM has them: a URL of another realm.
    const foreign = { href: "https://p.example/a/" } as URL;
    expect(baseUrl("api", { baseUrl: foreign })).toBe("https://p.example/a");
  });
});

describe("anything for a response", () => {
  test.each([...anything, ["nothing", undefined, "nothing"] as const])(
    "%s",
    async (_, value, got) => {
      expectError(
        await caught(() => fetchChannelSender.parse(value as never)),
        "TwilioInputError",
        {
          message: `response: expected a Response, as fetch has them, got ${got}`,
        },
      );
    },
  );

  test("what other libraries call one", async () => {
    const mocks = [
      { ok: true, status: 200, json: () => Promise.resolve(wire(1)) },
      { status: 200, data: wire(1), headers: { "content-type": "application/json" } },
      { ok: true, status: 200, headers: new Headers(), body: { pipe: () => {} } },
    ];
    for (const mock of mocks) {
      const error = await caught(() => fetchChannelSender.parse(mock as never));
      expectError(error, "TwilioInputError", { field: "response" });
    }
  });

  test("one that was read, or is being read", async () => {
    const message =
      "response: expected one whose body nobody has read, got one that was read already";
    const read = json(200, wire(1));
    await read.text();
    const locked = json(200, wire(1));
    locked.body!.getReader();
    for (const response of [read, locked]) {
      for (const { parse } of [fetchChannelSender, listChannelSenders, deleteChannelSender]) {
        expectError(await caught(() => parse(response)), "TwilioInputError", { message });
      }
    }
  });
});

describe("describe", () => {
  test.each<[unknown, string]>([
    [undefined, "nothing"],
    [null, "nothing"],
    [0, "0"],
    [-1.5, "-1.5"],
    [99_999, "99999"],
    [100_000, "a number"],
    [Infinity, "Infinity"],
    [false, "false"],
    ["", "an empty text"],
    ["x", "a text of 1 character"],
    [" ", "a text with white space"],
    ["+12125550123", "an address"],
    ["whatsapp:+12125550123", "an address"],
    ["https://user:password@a.example", "an address"],
    ["00whatsapp:1", "a text of 12 characters"],
    ["a+12125550123", "a text of 13 characters"],
    [XE, "XE and 32 hex digits"],
    [`x${XE}`, "a text of 35 characters"],
    // 32 hex digits are what an auth token has: no part of it is shown.
    ["de" + "0a1b2c3d".repeat(4).slice(2), "a text of 32 characters"],
    ["0123456789abcdef0123456789abcdef", "a text of 32 characters"],
  ])("%j is %s", (value, words) => {
    expect(describeValue(value)).toBe(words);
  });
});

describe("a copy of the input", () => {
  test("is one of all that is plain, and of nothing else", () => {
    const date = new Date(5);
    const url = new URL("https://a.example");
    const own = JSON.parse('{"__proto__":{"sid":"x"},"a":[{"b":1}]}');
    const input = { a: { b: [1, { c: 2 }] }, date, url, own, throwing, revoked: revoked.proxy };
    const copy = copyOf(input);
    expect(copy === input).toBe(false);
    expect([copy.a, copy.date]).toEqual([{ b: [1, { c: 2 }] }, date]);
    const bare = Object.assign(Object.create(null), { sid: XE });
    expect(copyOf({ bare })).toEqual({ bare: { sid: XE } });
    expect(copyOf({ bare }).bare).not.toBe(bare);
    const mixed = { text: "a", number: 1, none: null, missing: undefined, run: describeValue };
    expect(copyOf(mixed)).toEqual(mixed);
    expect(copyOf(null)).toBe(null);
    expect(copy.a.b).not.toBe(input.a.b);
    expect(copy.date).not.toBe(date);
    expect([copy.url === url, copy.throwing === throwing]).toEqual([true, true]);
    expect("sid" in (copy.own as object)).toBe(false);
    expect(copyOf(MG)).toBe(MG);
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(copyOf({ ...service, circle }).messagingServiceSid).toBe(MG);
  });
});
