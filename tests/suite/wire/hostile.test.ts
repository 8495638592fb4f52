import { describe, expect, test } from "vitest";
import type { ChannelSender, Page, TwilioApiError } from "../../../mod.ts";
import {
  type Answering,
  clientOf,
  deleting,
  everyOperation,
  expectOutcome,
  type Outcome,
  play,
  reading,
} from "../support/hostile.ts";
import { AC, bytes, caught, collection, pageBody, wire, XE } from "../support/support.ts";

// A server that misbehaves, in process: what it answers, and what becomes of it. Each answer is given
// to each operation. Whatever comes of it, expectOutcome (support/hostile.ts) also checks that there
// was one request, that an error is of the class, names method, URL, status, server and request id,
// that no credential is within its reach, that the body was read to its end or given up at once, and
// that no prototype was altered.
type Row = [what: string, answer: Answering, outcome: Outcome, tells?: string, andTells?: string];

/** Answers with one body after the other, to operations that read one. */
const withBody = (body: (good: string) => string | Iterable<string | Uint8Array> | Uint8Array) =>
(
  good: string,
) => ({ body: body(good) });

const html = (status: number, headers: object = {}, body = "<!doctype html><h1>Sorry</h1>") => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8", ...headers },
  body,
});
const jsonOf = (status: number, body: unknown, headers: object = {}) => ({
  status,
  headers: { ...headers },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

describe("a redirect is an error, and is not followed", () => {
  const locations = [
    "https://evil.example/",
    "http://messaging.twilio.com/",
    `${collection}/${XE.replace("a", "b")}`,
    "https://user:pass@evil.example/",
    "//evil.example/",
    "/v1/Services",
    "?",
    "",
    "javascript:alert(1)",
    "data:application/json,{}",
    "file:///etc/passwd",
    "http://[::1",
    "https://evil.example/, https://worse.example/",
    `https://evil.example/${"x".repeat(100_000)}`,
    null,
  ];
  test.each([300, 301, 302, 303, 304, 305, 306, 307, 308, 310, 399])(
    "%i, wherever to",
    async (status) => {
      for (const location of locations) {
        const answer = (good: string) => ({
          status,
          headers: { location },
          body: status === 304 ? null : good,
        });
        const errors = await expectOutcome(
          everyOperation,
          answer,
          "TwilioResponseError",
          [`expected an answer, got status ${status}, which Twilio never answers with`],
        );
        for (const error of errors) expect(String(error)).not.toContain("evil.example");
      }
    },
  );

  test.each<Row>([
    [
      "one that a browser hides",
      { claims: { status: 0, ok: false, type: "opaqueredirect", url: "" } },
      "TwilioResponseError",
      "redirect",
    ],
    [
      "an answer of no-cors, of which one sees nothing",
      { claims: { status: 0, ok: false, type: "opaque", url: "", body: null }, body: null },
      "TwilioResponseError",
      'that the platform hides (its type is "opaque")',
    ],
    [
      "one that the transport followed",
      (good) => ({ body: good, claims: { redirected: true, url: "https://evil.example/" } }),
      "TwilioResponseError",
      "redirect",
    ],
    [
      "one that the transport followed, to nothing",
      { body: null, status: 204, claims: { redirected: true, url: "https://evil.example/" } },
      "TwilioResponseError",
      "redirect",
    ],
  ])("%s", async (_, answer, outcome, ...tells) => {
    await expectOutcome(everyOperation, answer, outcome, tells);
  });
});

describe("somebody else answers", () => {
  test.each<Row>([
    ["nginx", html(502, { server: "nginx/1.29.3" }), "TwilioResponseError", "text/html", "nginx"],
    ["nginx: headers too large", html(400, { server: "nginx" }), "TwilioResponseError", "400"],
    ["nginx: closed request", html(499, { server: "nginx" }), "TwilioResponseError", "499"],
    ["Apache", html(503, { server: "Apache" }), "TwilioResponseError", "Apache"],
    ["IIS", html(500, { server: "Microsoft-IIS/10.0" }), "TwilioResponseError", "IIS"],
    [
      "Cloudflare: a challenge",
      html(403, { server: "cloudflare", "cf-mitigated": "challenge", "cf-ray": "8f-FRA" }),
      "TwilioResponseError",
      "cloudflare",
    ],
    ["Cloudflare: unknown error", html(520, { server: "cloudflare" }), "TwilioResponseError"],
    ["Cloudflare: origin unreachable", html(523, { server: "cloudflare" }), "TwilioResponseError"],
    ["Cloudflare: origin too slow", html(524, { server: "cloudflare" }), "TwilioResponseError"],
    [
      "Cloudflare: 1020, as text",
      {
        status: 403,
        headers: { "content-type": "text/plain; charset=UTF-8", server: "cloudflare" },
        body: "error code: 1020",
      },
      "TwilioResponseError",
      "text/plain",
    ],
    [
      "CloudFront: S3 denies",
      {
        status: 403,
        headers: { "content-type": "application/xml", server: "AmazonS3" },
        body: "<Error><Code>AccessDenied</Code></Error>",
      },
      "TwilioResponseError",
      "application/xml",
      "AmazonS3",
    ],
    ["Varnish", html(503, { via: "1.1 varnish", server: "Varnish" }), "TwilioResponseError"],
    ["Squid asks who one is", html(407, { "proxy-authenticate": "Basic" }), "TwilioResponseError"],
    ["a captive portal", html(511), "TwilioResponseError", "text/html", "511"],
    ["a captive portal that lies", html(200), "TwilioResponseError"],
    [
      "a captive portal that calls it JSON",
      { body: "<!doctype html><form action=/login>" },
      "TwilioResponseError",
    ],
    [
      "Envoy",
      {
        status: 503,
        headers: { "content-type": "text/plain", server: "envoy" },
        body: "upstream connect error or disconnect/reset before headers",
      },
      "TwilioResponseError",
      "text/plain",
      "envoy",
    ],
    [
      "a service mesh, in gRPC",
      {
        headers: { "content-type": "application/grpc", "grpc-status": "14" },
        status: 503,
      },
      "TwilioResponseError",
      "application/grpc",
    ],
    [
      "another API: Google's",
      {
        ...jsonOf(403, { error: { code: 403, message: "no", status: "PERMISSION_DENIED" } }),
      },
      "TwilioResponseError",
      "expected an error of Twilio's, got JSON with no message",
    ],
    [
      "another API: Spring's",
      jsonOf(500, { timestamp: 1, status: 500, error: "Internal Server Error", path: "/" }),
      "TwilioResponseError",
      "expected an error of Twilio's, got JSON with no message",
    ],
    [
      "another API: OAuth's",
      jsonOf(401, { error: "invalid_client", error_description: "no" }),
      "TwilioResponseError",
      "expected an error of Twilio's, got JSON with no message",
    ],
    [
      "another API: JSON:API's",
      jsonOf(422, { errors: [{ title: "no" }] }),
      "TwilioResponseError",
    ],
    // These say it as Twilio does: a message, and no code.
    [
      "API Gateway",
      jsonOf(403, { message: "Missing Authentication Token" }, { "x-amzn-errortype": "x" }),
      "TwilioApiError",
      "Missing Authentication Token",
    ],
    [
      "Kong",
      jsonOf(404, { message: "no Route matched with those values" }, { server: "kong/3.9" }),
      "TwilioApiError",
      "kong",
    ],
    ["API Management", jsonOf(401, { statusCode: 401, message: "denied" }), "TwilioApiError"],
  ])("%s", async (_, answer, outcome, ...tells) => {
    await expectOutcome(everyOperation, answer, outcome, tells);
  });

  test.each<Row>([
    ["GraphQL", jsonOf(200, { data: null, errors: [{ message: "no" }] }), "TwilioResponseError"],
    ["JSON-RPC", jsonOf(200, { jsonrpc: "2.0", error: { code: -1 } }), "TwilioResponseError"],
    ["a health check", jsonOf(200, { status: "ok" }), "TwilioResponseError"],
    ["a list of something else", jsonOf(200, { services: [], meta: {} }), "TwilioResponseError"],
    ["a mirror of the request", jsonOf(200, { args: {}, url: collection }), "TwilioResponseError"],
    ["a page of Twilio's from 2010", jsonOf(200, { page: 0, messages: [] }), "TwilioResponseError"],
    [
      "an image",
      {
        headers: { "content-type": "image/png" },
        body: new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
      },
      "TwilioResponseError",
      "image/png",
    ],
    [
      "a stream of events",
      {
        headers: { "content-type": "text/event-stream" },
        body: (function* () {
          for (;;) yield ": ping\n\n";
        })(),
      },
      "TwilioResponseError",
      "text/event-stream",
    ],
  ])("where a sender is due: %s", async (_, answer, outcome, ...tells) => {
    await expectOutcome(reading, answer, outcome, tells);
  });

  const no204 = "expected status 204 without a body, got 200";
  test.each<Row>([
    ["a captive portal", html(200), "TwilioResponseError", no204],
    ["a sender", { body: JSON.stringify(wire(1)) }, "TwilioResponseError", no204],
    ["an error", jsonOf(200, { code: 20404, message: "no" }), "TwilioResponseError", no204],
    ["white space", { body: "\n" }, "TwilioResponseError", no204],
    ["a single zero", { body: new Uint8Array(1) }, "TwilioResponseError", no204],
    ["a byte order mark", { body: "\ufeff" }, "TwilioResponseError", no204],
    ["no end", { body: spaces() }, "TwilioResponseError", no204],
    ["empty chunks alone", { body: Array(100).fill("") }, "TwilioResponseError", no204],
    ["nothing at all", { body: null }, "TwilioResponseError", no204],
    ["a 204", { status: 204, body: null }, "value"],
  ])("where nothing is due: %s", async (_, answer, outcome, ...tells) => {
    await expectOutcome({ delete: deleting }, answer, outcome, tells);
  });
});

/** Spaces, 64 kB at a time, without an end. */
function* spaces(): Generator<Uint8Array> {
  for (const chunk = new Uint8Array(64_000).fill(32);;) yield chunk;
}

/** UTF-16, big endian or not. */
function utf16(text: string, big = false): Uint8Array {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return new Uint8Array(units.flatMap((unit) => {
    return big ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8];
  }));
}

/** Each byte as a chunk of its own. */
const singly = (text: string) => [...bytes(text)].map((byte) => new Uint8Array([byte]));
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const objects = (depth: number) => '{"a":'.repeat(depth) + "1" + "}".repeat(depth);
const plus = (good: string, more: string) => good.replace("{", `{${more},`);

describe("a body", () => {
  test.each<Row>([
    ["is empty", { body: "" }, "TwilioResponseError"],
    ["is missing", { body: null }, "TwilioResponseError"],
    ["is white space", { body: " \r\n\t" }, "TwilioResponseError"],
    ["is zeros", { body: new Uint8Array(1000) }, "TwilioResponseError"],
    ["is cut after a byte", withBody((good) => good.slice(0, 1)), "TwilioResponseError"],
    ["is cut in a name", withBody((good) => good.slice(0, 5)), "TwilioResponseError"],
    ["is cut in the middle", withBody((good) => good.slice(0, 99)), "TwilioResponseError"],
    ["lacks its last byte", withBody((good) => good.slice(0, -1)), "TwilioResponseError"],
    ["lacks its first byte", withBody((good) => good.slice(1)), "TwilioResponseError"],
    ["comes twice", withBody((good) => good + good), "TwilioResponseError"],
    ["is a line of many", withBody((good) => `${good}\n${good}\n`), "TwilioResponseError"],
    ["has a zero at its end", withBody((good) => `${good}\0`), "TwilioResponseError"],
    ["has a prefix against thieves", withBody((good) => `)]}',\n${good}`), "TwilioResponseError"],
    ["is JSONP", withBody((good) => `callback(${good});`), "TwilioResponseError"],
    ["is JSON5", withBody((good) => good.replaceAll('"', "'")), "TwilioResponseError"],
    ["has a comment", withBody((good) => `/* hello */${good}`), "TwilioResponseError"],
    ["has a comma too many", withBody((good) => good.replace(/}$/, ",}")), "TwilioResponseError"],
    ["has NaN", withBody((good) => plus(good, '"x":NaN')), "TwilioResponseError"],
    ["has Infinity", withBody((good) => plus(good, '"x":-Infinity')), "TwilioResponseError"],
    ["has undefined", withBody((good) => plus(good, '"x":undefined')), "TwilioResponseError"],
    ["has a hexadecimal number", withBody((good) => plus(good, '"x":0x1')), "TwilioResponseError"],
    ["has a raw line break", withBody((good) => plus(good, '"x":"\n"')), "TwilioResponseError"],
    ["has half an escape", withBody((good) => plus(good, '"x":"\\u12"')), "TwilioResponseError"],
    ["is a list of the answer", withBody((good) => `[${good}]`), "TwilioResponseError"],
    ["is the answer as text", withBody((good) => JSON.stringify(good)), "TwilioResponseError"],
    ["is wrapped in data", withBody((good) => `{"data":${good}}`), "TwilioResponseError"],
    ["is null", { body: "null" }, "TwilioResponseError"],
    ["is true", { body: "true" }, "TwilioResponseError"],
    ["is a number", { body: "1e999" }, "TwilioResponseError"],
    ["is text", { body: '"sid senders meta"' }, "TwilioResponseError"],
    ["is XML", { body: "<?xml version='1.0'?><TwilioResponse/>" }, "TwilioResponseError"],
    ["is YAML", { body: `sid: ${XE}` }, "TwilioResponseError"],
    ["is a form", { body: `sid=${XE}` }, "TwilioResponseError"],

    ["is UTF-16", withBody((good) => utf16(good)), "TwilioResponseError"],
    ["is UTF-16, the other way", withBody((good) => utf16(good, true)), "TwilioResponseError"],
    ["is UTF-16 and says so", withBody((good) => utf16(`\ufeff${good}`)), "TwilioNetworkError"],
    [
      "is UTF-16, the other way, and says so",
      withBody((good) => utf16(`\ufeff${good}`, true)),
      "TwilioNetworkError",
    ],
    [
      "is Latin-1",
      withBody((good) => [...bytes(good.slice(0, -1)), 0xfc].map((byte) => new Uint8Array([byte]))),
      "TwilioNetworkError",
    ],
    [
      "is gzip that nobody decoded",
      { body: new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]) },
      "TwilioNetworkError",
    ],
    [
      "ends in half a character",
      withBody((good) => [good, new Uint8Array([0xe2, 0x82])]),
      "TwilioNetworkError",
    ],
    [
      "has a surrogate in bytes",
      withBody((good) => [good.slice(0, -2), new Uint8Array([0xed, 0xa0, 0x80])]),
      "TwilioNetworkError",
    ],
    ["has two byte order marks", withBody((good) => `\ufeff\ufeff${good}`), "TwilioResponseError"],
    ["has a byte order mark in it", withBody((good) => `{\ufeff${good}`), "TwilioResponseError"],
    ["has one byte order mark", withBody((good) => `\ufeff${good}`), "value"],
    ["has its mark in pieces", withBody((good) => singly(`\ufeff${good}`)), "value"],

    ["comes byte by byte", withBody(singly), "value"],
    ["comes with empty chunks", withBody((good) => ["", good, "", ""]), "value"],
    ["has white space around it", withBody((good) => ` \n${good}\r\n\t `), "value"],
    ["has a thousand lines before it", withBody((good) => "\n".repeat(1000) + good), "value"],
    [
      "has a megabyte of something new",
      withBody((good) => plus(good, `"x":"${"x".repeat(1e6)}"`)),
      "value",
    ],
    ["has a number beyond all", withBody((good) => plus(good, '"x":1e999,"y":-0')), "value"],
    ["has half of a pair", withBody((good) => plus(good, '"x":"\\ud800","\\udfff":0')), "value"],
    [
      "has 50,000 new fields",
      withBody((good) => plus(good, Array.from({ length: 5e4 }, (_, n) => `"x${n}":${n}`).join())),
      "value",
    ],

    // Deeper than any stack: what is deep is never walked.
    ["is 100,000 lists deep", { body: nested(100_000) }, "TwilioResponseError"],
    ["is 100,000 objects deep", { body: objects(100_000) }, "TwilioResponseError"],
    ["is deep and has no end", { body: "[".repeat(100_000) }, "TwilioResponseError"],
    ["has something deep", withBody((good) => plus(good, `"x":${nested(100_000)}`)), "value"],
    ["has a deep object", withBody((good) => plus(good, `"x":${objects(100_000)}`)), "value"],
  ])("%s", async (_, answer, outcome, ...tells) => {
    await expectOutcome(reading, answer, outcome, tells);
  });

  test("is cut anywhere", async () => {
    for (let at = 0; at < reading.list.good.length; at += 11) {
      const answer = (good: string) => ({ body: good.slice(0, Math.min(at, good.length - 1)) });
      await expectOutcome(reading, answer, "TwilioResponseError");
    }
  });

  test("with characters of two, three and four bytes is cut between any two bytes", async () => {
    const sender = "rcs:ü€𝒳💬\u2028";
    const text = JSON.stringify(wire(1, { sender }));
    const whole = bytes(text);
    const start = text.indexOf(sender);
    for (let at = start; at <= start + bytes(sender).length; at++) {
      const answer = { body: [whole.slice(0, at), whole.slice(at)] };
      const [value] = await expectOutcome({ fetch: reading.fetch }, answer, "value");
      expect((value as ChannelSender).sender).toBe(sender);
    }
  });

  test.each<[string, number, number | undefined, number]>([
    ["by default 8 MB", 200, undefined, 8_000_000],
    ["of a refusal too", 503, undefined, 8_000_000],
    ["as the client says", 200, 100_000, 100_000],
    ["no byte at all", 200, 0, 0],
  ])("without an end is given up at the cap: %s", async (_, status, maxBytes, cap) => {
    for (const [name, operated] of Object.entries(reading)) {
      let pulled = 0;
      const counted = function* () {
        for (const chunk of spaces()) {
          pulled += chunk.length;
          yield chunk;
        }
      };
      const answer = { status, body: counted() };
      const tells = [`expected at most ${cap} bytes, got at least`];
      await expectOutcome({ [name]: operated }, answer, "TwilioResponseError", tells, { maxBytes });
      expect(pulled).toBeGreaterThan(cap);
      expect(pulled).toBeLessThan(cap + 300_000); // a chunk or two that a stream reads ahead
    }
  });

  test("of one huge chunk is not decoded", async () => {
    const body = new Uint8Array(50_000_000);
    const answer = { body };
    await expectOutcome(reading, answer, "TwilioResponseError", ["got at least 50000000"]);
  });

  test("up to the cap is read, whatever it is", async () => {
    const [value] = await expectOutcome(
      { fetch: reading.fetch },
      withBody((good) => good + " ".repeat(8_000_000 - good.length)),
      "value",
    );
    expect((value as ChannelSender).senderType).toBe("WhatsApp");
    await expectOutcome(
      { fetch: reading.fetch },
      withBody((good) => good + " ".repeat(8_000_001 - good.length)),
      "TwilioResponseError",
      ["got at least 8000001"],
    );
  });
});

describe("a value of the wrong type", () => {
  const wrong: unknown[] = [
    0,
    -1,
    1.5,
    1e308,
    20404,
    true,
    false,
    [],
    [null],
    ["WhatsApp"],
    {},
    { length: 1 },
    { toString: "x", valueOf: 1 },
    { startsWith: true },
    { value: "WhatsApp" },
    [[[]]],
  ];
  const replaced = (good: string, key: string, value: unknown) =>
    JSON.stringify(
      JSON.parse(good, (name: string, old: unknown) => name === key ? value : old),
    );

  test.each(Object.keys(wire(1)))("in %s of a sender", async (key) => {
    for (const value of wrong) {
      const answer = (good: string) => ({ body: replaced(good, key, value) });
      await expectOutcome(reading, answer, "TwilioResponseError", [`${key}: expected`]);
    }
  });

  test.each(["account_sid", "messaging_service_sid", "sid"])(
    "in %s: text that is no such SID",
    async (key) => {
      for (const value of ["", "null", "NaN", "undefined", "0", " ", "\u0000", "PN".repeat(17)]) {
        const answer = (good: string) => ({ body: replaced(good, key, value) });
        await expectOutcome(reading, answer, "TwilioResponseError", [`${key}: expected`]);
      }
    },
  );

  test.each(["date_created", "date_updated"])("in %s: text that is no date", async (key) => {
    const dates = [
      "",
      "null",
      "NaN",
      "Invalid Date",
      "0",
      "1690747951",
      "2023-13-01T00:00:00Z",
      "2023-00-01T00:00:00Z",
      "2023-01-32T00:00:00Z",
      "2023-01-00T00:00:00Z",
      "2023-01-01T25:00:00Z",
      "2023-01-01T00:60:00Z",
      "2023-01-01T00:00:61Z",
      "10000-01-01T00:00:00Z",
      "+275760-09-13T00:00:01Z",
      "-000001-01-01T00:00:00Z",
      "-271821-04-19T23:59:59Z",
      "999999999999-01-01T00:00:00Z",
      "2023-02-29T00:00:00Z",
      "2023-04-31T00:00:00Z",
      "2023-01-01T00:00:00+24:00",
      "2023-01-01T00:00:00+00:60",
      "2023-01-01T00Z",
      "2023-01-01Z",
      "2023-01-01T00:00:00+05:00Z",
      "2023-01-01\nT00:00:00Z",
      "٢٠٢٣-٠١-٠١T00:00:00Z",
      "Sun, 30 Jul 2023 20:12:31 GMT",
      "Z",
    ];
    for (const value of dates) {
      const answer = (good: string) => ({ body: replaced(good, key, value) });
      await expectOutcome(reading, answer, "TwilioResponseError", [`${key}: expected`]);
    }
  });

  test.each([
    ["0000-01-01T00:00:00Z", -62167219200000],
    ["0001-01-01T00:00:00Z", -62135596800000],
    ["1582-10-15T00:00:00Z", -12219292800000],
    ["9999-12-31T23:59:59.999Z", 253402300799999],
    ["2038-01-19T03:14:08Z", 2147483648000],
    ["2106-02-07T06:28:16Z", 4294967296000],
  ])("is none of these, for they are dates: %s", async (text, time) => {
    const answer = (good: string) => ({ body: replaced(good, "date_created", text) });
    const values = await expectOutcome({ fetch: reading.fetch }, answer, "value");
    expect((values[0] as ChannelSender).dateCreated?.getTime()).toBe(time);
  });

  test.each<[string, unknown[]]>([
    // An object counts as a page by having the key, so that these have another reason than a sender.
    ["senders", [...wrong.filter((value) => !(value as { length?: 0 }[]).length), "", "x", null]],
    ["next_page_url", wrong],
  ])("in %s of a page", async (key, values) => {
    for (const value of values) {
      if (Array.isArray(value) && key === "senders") continue;
      const answer = (good: string) => ({ body: replaced(good, key, value) });
      const page = { list: reading.list };
      await expectOutcome(page, answer, "TwilioResponseError", [`${key}: expected`]);
    }
  });

  test("in meta of a page", async () => {
    for (const value of [...wrong, null, "", "x", { next_page_uri: null }, [{}]]) {
      const answer = (good: string) => ({ body: replaced(good, "meta", value) });
      const tells = ["meta.next_page_url: expected"];
      await expectOutcome({ list: reading.list }, answer, "TwilioResponseError", tells);
    }
  });

  test("in one of a thousand senders of a page", async () => {
    for (const at of [0, 999]) {
      for (const item of [null, 0, XE, [], { sender: "x" }, { sid: [XE] }]) {
        const { meta } = JSON.parse(reading.list.good);
        const senders: unknown[] = Array.from({ length: 1000 }, (_, number) => wire(number));
        senders[at] = item;
        const answer = { body: JSON.stringify({ senders, meta }) };
        await expectOutcome({ list: reading.list }, answer, "TwilioResponseError", ["sid"]);
      }
    }
  });
});

describe("a key", () => {
  const hostile = [
    '"__proto__":{"polluted":1,"sid":"XEx","message":"x","next_page_url":null,"status":1}',
    '"constructor":{"prototype":{"polluted":1}}',
    '"prototype":{"polluted":1}',
    '"toString":"x","valueOf":"x","toJSON":"x","then":"x"',
    '"hasOwnProperty":1,"isPrototypeOf":1,"__defineGetter__":1,"__lookupGetter__":1',
    '"":"","0":0,"-1":0,"length":5,"name":"x","stack":"x","cause":"x"',
    '"\\u005f\\u005fproto\\u005f\\u005f":{"polluted":1}',
  ];
  test.each(hostile.map((keys) => [keys]))("such as %s is one like any other", async (keys) => {
    const inAll = (good: string) => ({ body: good.replaceAll("{", `{${keys},`) });
    const values = await expectOutcome(reading, inAll, "value");
    expect(Object.keys(values[0] as object).length).toBe(9);
    const known = ["items", "metadata", "next", "previous"];
    expect(Object.keys(values[2] as object).filter((key) => !known.includes(key))).toEqual([]);

    const alone = { body: `{${keys}}` };
    await expectOutcome(reading, alone, "TwilioResponseError", ["expected"]);

    const refusal = { status: 400, body: `{${keys},"message":"no","code":20001}` };
    for (const error of await expectOutcome(everyOperation, refusal, "TwilioApiError")) {
      expect(error).toMatchObject({ name: "TwilioApiError", code: 20001, reason: "no" });
      expect((error as Error).cause).toBe(undefined);
    }
    const refusedAlone = { status: 400, body: `{${keys}}` };
    await expectOutcome(everyOperation, refusedAlone, "TwilioResponseError");
  });

  test("that comes twice has its last value", async () => {
    const twice = (good: string) => ({
      body: good.replaceAll('"sender_type":"WhatsApp"', '"sender_type":5,"sender_type":"WhatsApp"')
        .replaceAll('"next_page_url":null', '"next_page_url":"?Page=1","next_page_url":null'),
    });
    await expectOutcome(reading, twice, "value");
    const wrong = (good: string) => ({
      body: good.replaceAll('"sender_type":"WhatsApp"', '"sender_type":"WhatsApp","sender_type":5'),
    });
    await expectOutcome(reading, wrong, "TwilioResponseError", ["sender_type"]);
  });

  test("in another case is another key", async () => {
    const answer = (good: string) => ({ body: good.replaceAll('"sid"', '"Sid"') });
    await expectOutcome(reading, answer, "TwilioResponseError", ["sid"]);
  });
});

describe("a status that lies", () => {
  const refusal = { code: 20404, message: "not found", status: 404 };
  test.each<Row>([
    ["200 with an error", jsonOf(200, refusal), "TwilioResponseError"],
    ["201 with null", jsonOf(201, "null"), "TwilioResponseError"],
    ["202 without a body", { status: 202, body: null }, "TwilioResponseError"],
    ["204 without a body", { status: 204, body: null }, "TwilioResponseError"],
    ["205 without a body", { status: 205, body: null }, "TwilioResponseError"],
    ["206 with a part", (good) => ({ status: 206, body: good.slice(50) }), "TwilioResponseError"],
    ["207 in XML", { status: 207, headers: { "content-type": "text/xml" } }, "TwilioResponseError"],
    ["200 for a body that is an error's", jsonOf(200, { message: "x" }), "TwilioResponseError"],
    ["204 with a body", (good) => ({ body: good, claims: { status: 204 } }), "value"],
    ["299 with an answer", (good) => ({ body: good, status: 299 }), "value"],
  ])("%s", async (_, answer, outcome, ...tells) => {
    await expectOutcome(reading, answer, outcome, tells);
  });

  test.each<Row>([
    ["404 that says 200", jsonOf(404, { ...refusal, status: 200 }), "TwilioApiError", "404"],
    ["500 that says 404", jsonOf(500, refusal), "TwilioApiError", "500"],
    ["404 with a status of text", jsonOf(404, { ...refusal, status: "x" }), "TwilioApiError"],
    ["404 with a sender", jsonOf(404, wire(1)), "TwilioResponseError", "404"],
    ["404 with a page", jsonOf(404, pageBody([1], null)), "TwilioResponseError", "404"],
    ["404 with null", jsonOf(404, "null"), "TwilioResponseError", "404"],
    ["404 without a body", { status: 404, body: null }, "TwilioResponseError", "404"],
    [
      "401 without a body or a type",
      { status: 401, body: null, headers: { "content-type": null } },
      "TwilioResponseError",
      "expected JSON, got an empty body",
    ],
    [
      "500 as text",
      { status: 500, headers: { "content-type": "text/plain" }, body: "Internal Server Error" },
      "TwilioResponseError",
      "text/plain",
      "500",
    ],
    ["429 as HTML", html(429, { "retry-after": "1" }), "TwilioResponseError", "429"],
    ["418", jsonOf(418, { message: "I'm a teapot" }), "TwilioApiError", "teapot"],
    ["451", jsonOf(451, { message: "Unavailable" }), "TwilioApiError", "451"],
    ["599", jsonOf(599, { message: "?" }), "TwilioApiError", "599"],
    [
      "600",
      { ...jsonOf(599, { message: "?" }), claims: { status: 600, ok: false } },
      "TwilioApiError",
      "600",
    ],
    [
      "999",
      { ...html(599), claims: { status: 999, ok: false } },
      "TwilioResponseError",
      "999",
    ],
    [
      "101",
      { ...jsonOf(200, wire(1)), claims: { status: 101, ok: false } },
      "TwilioResponseError",
      "101",
    ],
  ])("%s", async (_, answer, outcome, ...tells) => {
    await expectOutcome(everyOperation, answer, outcome, tells);
  });
});

describe("headers that lie", () => {
  const typed = (type: string | null) => (good: string) => ({
    headers: { "content-type": type },
    body: good,
  });
  test.each<Row>([
    ["JSON in capitals", typed("APPLICATION/JSON"), "value"],
    ["another charset", typed("application/json; charset=utf-16"), "value"],
    ["parameters without an end", typed(`application/json;${"a=b;".repeat(5000)}`), "value"],
    ["two types", typed("application/json, application/json"), "value"],
    ["no type", typed(null), "value"],
    ["an empty type", typed(""), "TwilioResponseError", "expected JSON, got an empty type"],
    ["text", typed("text/plain"), "TwilioResponseError", "text/plain"],
    ["a type that begins alike", typed("application/jsonp"), "TwilioResponseError", "jsonp"],
    ["a type that ends alike", typed("application/notjson"), "TwilioResponseError", "notjson"],
    ["a type without a slash", typed("json"), "TwilioResponseError", "json"],
    ["a form", typed("application/x-www-form-urlencoded"), "TwilioResponseError", "form"],
    ["a length too small", (good) => ({ headers: { "content-length": "1" }, body: good }), "value"],
    [
      "a length too large",
      (good) => ({ headers: { "content-length": "99999999999" }, body: good }),
      "value",
    ],
    [
      "a length that is none",
      (good) => ({ headers: { "content-length": "-1, x" }, body: good }),
      "value",
    ],
    [
      "an encoding that was undone",
      (good) => ({ headers: { "content-encoding": "gzip, br" }, body: good }),
      "value",
    ],
    [
      "a location",
      (good) => ({ headers: { location: "https://evil.example/" }, status: 201, body: good }),
      "value",
    ],
    [
      "a refresh, links and cookies",
      (good) => ({
        headers: {
          refresh: "0; url=https://evil.example/",
          link: "<https://evil.example/>; rel=next",
          "content-location": "https://evil.example/",
          "x-set-cookie": "a=b",
        },
        body: good,
      }),
      "value",
    ],
    ["a wait with a success", (good) => ({ headers: { "retry-after": "9" }, body: good }), "value"],
    [
      "hundreds of headers",
      (good) => ({
        headers: Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`x-${n}`, "x"])),
        body: good,
      }),
      "value",
    ],
  ])("%s", async (_, answer, outcome, ...tells) => {
    await expectOutcome(reading, answer, outcome, tells);
  });

  // At worst the answer is as if the header were not there.
  test.each(["", "soon", "NaN", "Infinity", "0x10", "1e3", "a minute", "never", "null", "{}", ";"])(
    "Retry-After: %s is none",
    async (value) => {
      for (const status of [429, 503]) {
        const answer = {
          status,
          headers: { "retry-after": value },
          body: '{"message":"wait","code":20429}',
        };
        for (const error of await expectOutcome(everyOperation, answer, "TwilioApiError")) {
          expect((error as TwilioApiError).retryAfter).toBe(null);
        }
      }
    },
  );

  test.each(["9".repeat(15), "9".repeat(400), "Fri, 31 Dec 9999 23:59:59 GMT"])(
    "Retry-After: %s is longer than anyone waits, so that there is no retry",
    async (value) => {
      const answer = { status: 429, headers: { "retry-after": value }, body: '{"message":"wait"}' };
      const errors = await expectOutcome(everyOperation, answer, "TwilioApiError", [], {
        retry: {},
      });
      for (const error of errors) {
        const { retryAfter } = error as TwilioApiError;
        const when = retryAfter instanceof Date ? retryAfter.getTime() : retryAfter! * 1000;
        expect(when).toBeGreaterThan(1e12);
      }
    },
  );
});

describe("the body of a refusal", () => {
  const wrong = [0, 5, -1.5, true, false, [], ["x"], {}, { message: "x" }];
  const refuse = (fields: object | string) => ({
    status: 400,
    body: typeof fields === "string" ? fields : JSON.stringify(fields),
  });

  test.each(["message", "title"])("with a wrong type in %s is not Twilio's", async (field) => {
    for (const value of wrong) {
      const answer = refuse({ [field]: value });
      const tells = ["expected an error of Twilio's, got JSON with no message"];
      await expectOutcome(everyOperation, answer, "TwilioResponseError", tells);
    }
  });

  test.each(["detail", "more_info", "type"])(
    "with a wrong type in %s is Twilio's all the same, without that member",
    async (field) => {
      for (const value of wrong) {
        const answer = refuse({ message: "no", code: 20003, [field]: value });
        for (const error of await expectOutcome(everyOperation, answer, "TwilioApiError")) {
          expect(error).toMatchObject({ code: 20003, reason: "no", detail: null, moreInfo: null });
        }
      }
    },
  );

  test("with a wrong type in code has no code", async () => {
    const codes = [...wrong, "20404", "", "NaN", null, 1e21, 20404.5]
      .filter((code) => !Number.isInteger(code));
    for (const code of codes) {
      const answer = refuse({ message: "no", code });
      for (const error of await expectOutcome(everyOperation, answer, "TwilioApiError", ["no"])) {
        expect((error as TwilioApiError).code).toBe(null);
      }
    }
    for (const text of ["1e999", "-1e999"]) {
      const answer = refuse(`{"message":"no","code":${text}}`);
      const [error] = await expectOutcome(everyOperation, answer, "TwilioApiError", ["no"]);
      expect((error as TwilioApiError).code).toBe(null);
    }
  });

  test("says in details whatever it likes", async () => {
    for (const details of [...wrong, "x", { __proto__: null, then: 1 }]) {
      const answer = refuse({ message: "no", details });
      for (const error of await expectOutcome(everyOperation, answer, "TwilioApiError")) {
        expect((error as TwilioApiError).details).toEqual(details);
      }
    }
    const deep = refuse(`{"message":"no","details":${nested(100_000)}}`);
    await expectOutcome(everyOperation, deep, "TwilioApiError", ["no"]);
  });

  test("cannot say what is not its own", async () => {
    const answer = refuse({
      message: "no",
      name: "TypeError",
      stack: "x",
      cause: "x",
      url: "https://evil.example/",
      method: "EVIL",
      status: 200,
      headers: { evil: 1 },
      server: "evil",
      requestId: "evil",
      reason: "evil",
      retryAfter: 1,
    });
    for (const error of await expectOutcome(everyOperation, answer, "TwilioApiError", ["no"])) {
      expect(JSON.stringify(error)).not.toContain("evil");
      expect((error as TwilioApiError).retryAfter).toBe(null);
    }
  });

  test.each<Row>([
    ["nothing", refuse(""), "TwilioResponseError"],
    [
      "an empty object",
      refuse({}),
      "TwilioResponseError",
      "expected an error of Twilio's, got JSON with no message",
    ],
    [
      "an empty message",
      refuse({ message: "" }),
      "TwilioResponseError",
      "expected an error of Twilio's, got JSON with no message",
    ],
    ["a message of null", refuse({ message: null, code: 5 }), "TwilioResponseError"],
    [
      "a code alone",
      refuse({ code: 20404 }),
      "TwilioResponseError",
      "expected an error of Twilio's, got JSON with no message",
    ],
    ["a list of errors", refuse('[{"message":"no","code":1}]'), "TwilioResponseError"],
    [
      "text",
      refuse('"message"'),
      "TwilioResponseError",
      "expected an error of Twilio's, got JSON with no message",
    ],
    ["half of it", refuse('{"message":"no","code":2'), "TwilioResponseError"],
    ["a megabyte", refuse({ message: `no ${"x".repeat(1e6)}` }), "TwilioApiError", "no xxx"],
    ["the last of two messages", refuse('{"message":1,"message":"no"}'), "TwilioApiError", "no"],
    ["bytes that are none", {
      status: 400,
      body: new Uint8Array([0x22, 0xff, 0x22]),
    }, "TwilioNetworkError"],
  ])("with %s", async (_, answer, outcome, ...tells) => {
    await expectOutcome(everyOperation, answer, outcome, tells);
  });
});

describe("what is large, and allowed", () => {
  test("as many senders as fit into the cap, whatever the page size", async () => {
    const item = `{"sid":"${XE}"}`;
    const count = Math.floor(7_900_000 / (item.length + 1));
    const senders = Array(count).fill(item).join();
    const body = `{"senders":[${senders}],"meta":{"next_page_url":null}}`;
    const fetch = () => Promise.resolve(play({ body }).response);
    const page = await reading.list.call(clientOf(fetch)) as Page<ChannelSender>;
    expect(page.items.length).toBe(count);
    expect(count).toBeGreaterThan(100_000);
  });

  test("the helpers see what they should", async () => {
    const run = (answer: Answering, outcome: Outcome) =>
      caught(() => expectOutcome(reading, answer, outcome));
    expect(String(await run({ body: "{}" }, "value"))).toContain("TwilioResponseError");
    expect(await run(withBody((good) => good), "TwilioApiError")).toBeInstanceOf(Error);
    expect(
      await run({ body: JSON.stringify(wire(1, { account_sid: AC, sender_type: "x" })) }, "value"),
    ).toBeInstanceOf(Error);
  });
});
