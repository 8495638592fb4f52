import { describe, expect, test } from "vitest";
import * as senderpool from "../../mod.ts";
import {
  fetchChannelSender,
  TwilioApiError,
  TwilioError,
  TwilioInputError,
  TwilioNetworkError,
  TwilioResponseError,
  TwilioSenderError,
  TwilioTimeoutError,
} from "../../mod.ts";
import { caught, collection, expectError, json } from "./support/support.ts";

const url = `${collection}/XE`;
const refused = (status: number, body: unknown, headers: HeadersInit = {}) =>
  caught(() => fetchChannelSender.parse(json(status, body, headers), { url })) as Promise<
    TwilioApiError
  >;

describe("a refusal of Twilio's", () => {
  const legacy = { code: 20404, message: "Not here", more_info: "https://docs/20404", status: 404 };
  const problem = { type: "https://docs/20001", title: "Bad", status: 400, code: 20001 };

  test.each<[string, number, object, object]>([
    ["legacy", 404, legacy, { code: 20404, reason: "Not here", moreInfo: "https://docs/20404" }],
    ["legacy, no more than a message", 500, { message: "Oops", status: 500 }, {
      code: null,
      reason: "Oops",
      moreInfo: null,
      detail: null,
      details: undefined,
    }],
    ["legacy, with a detail", 401, { ...legacy, detail: "Wrong" }, { detail: "Wrong" }],
    ["legacy, with details", 400, { ...legacy, details: { a: [1] } }, { details: { a: [1] } }],
    ["legacy, nulls", 404, { ...legacy, code: null, more_info: null, detail: null }, {
      code: null,
      moreInfo: null,
      detail: null,
    }],
    ["a detail that is no text", 404, { ...legacy, detail: [] }, { code: 20404, detail: null }],
    ["an address that is no text", 404, { ...legacy, more_info: 20404 }, {
      code: 20404,
      moreInfo: null,
    }],
    ["a code that is text", 404, { ...legacy, code: "20404" }, { code: null }],
    ["RFC 9457", 400, problem, { code: 20001, reason: "Bad", moreInfo: "https://docs/20001" }],
    ["RFC 9457, with errors", 400, { ...problem, errors: [{ pointer: "#/Sid" }] }, {
      details: [{ pointer: "#/Sid" }],
    }],
    ["both at once", 400, { ...problem, ...legacy }, {
      reason: "Not here",
      moreInfo: "https://docs/20404",
    }],
    // The status line counts: bodies have been seen to differ from it.
    ["a body that names another status", 503, legacy, { status: 503 }],
  ])("%s", async (_, status, body, members) => {
    expectError(await refused(status, body), "TwilioApiError", { method: "GET", url, status });
    expect(await refused(status, body)).toMatchObject(members);
  });

  test.each<[string, unknown]>([
    ["an empty object", {}],
    ["a list", [{ message: "Oops" }]],
    ["null", null],
    ["text", '"Oops"'],
    ["a number", 5],
    ["another shape", { error: "Oops", errors: ["a"] }],
    ["a message that is no text", { ...legacy, message: { a: 1 } }],
    ["a message in the prototype", '{"__proto__":{"message":"Oops"}}'],
    ["no body", ""],
    ["half a body", '{"message":"Oo'],
  ])("%s is not one", async (_, body) => {
    expectError(await refused(500, body), "TwilioResponseError", {
      method: "GET",
      url,
      status: 500,
    });
  });

  test("its message begins with the code and tells all that one needs to act", async () => {
    const { message } = await refused(404, legacy, { "twilio-request-id": "RQ1" });
    expect(message.startsWith("20404: Not here (")).toBe(true);
    for (const part of ["https://docs/20404", "GET", url, "404", "RQ1"]) {
      expect(message).toContain(part);
    }
  });

  test.each([
    [{ "Twilio-Request-Id": "RQ1" }, "RQ1"],
    [{ "T-Request-Id": "RQ2" }, "RQ2"],
    [{ "t-request-id": "RQ2", "twilio-request-id": "RQ1" }, "RQ1"],
    [{ "x-request-id": "RQ3" }, null],
  ])("request id of %j", async (headers, requestId) => {
    expect((await refused(404, legacy, headers as HeadersInit)).requestId).toBe(requestId);
    const html = { ...headers, "content-type": "text/html" } as HeadersInit;
    expect((await refused(502, "<html>", html)).requestId).toBe(requestId);
  });

  test("an answer that is not Twilio's says whose it is", async () => {
    const headers = { "content-type": "text/html", server: "cloudflare" };
    const error = await refused(502, "<html><h1>Bad gateway</h1>", headers);
    expectError(error, "TwilioResponseError", { status: 502, server: "cloudflare" });
    for (const part of ["text/html", "GET", url, "502", "cloudflare"]) {
      expect(error.message).toContain(part);
    }
    expect(error.headers.get("server")).toBe("cloudflare");
  });
});

describe("when to come back", () => {
  test.each<[string | undefined, number | Date | null]>([
    ["0", 0],
    ["1", 1],
    ["120", 120],
    ["Wed, 21 Oct 2026 07:28:00 GMT", new Date("2026-10-21T07:28:00Z")],
    ["Thu, 29 Feb 2024 00:00:00 GMT", new Date("2024-02-29T00:00:00Z")],
    ["Tue, 29 Feb 2000 00:00:00 GMT", new Date("2000-02-29T00:00:00Z")],
    // The two older forms of RFC 9110, 5.6.7.
    ["Sunday, 06-Nov-94 08:49:37 GMT", new Date("1994-11-06T08:49:37Z")],
    ["Wednesday, 21-Oct-26 07:28:00 GMT", new Date("2026-10-21T07:28:00Z")],
    ["Sun Nov  6 08:49:37 1994", new Date("1994-11-06T08:49:37Z")],
    ["Wed Oct 21 07:28:00 2026", new Date("2026-10-21T07:28:00Z")],
    [undefined, null],
    ["", null],
    ["soon", null],
    ["a minute", null],
    ["1e3", null],
    ["NaN", null],
    ["Infinity", null],
    // Which some platforms take for days of 2001.
    ["-5", null],
    ["1.5", null],
    ["1, 2", null],
    ["soon, GMT", null],
    ["Soon, 5", null],
    ["Maybe 5", null],
    ["Wed, 99 Oct 2026 07:28:00 GMT", null],
  ])("%s", async (value, expected) => {
    const headers = value === undefined ? [] : [["retry-after", value] as [string, string]];
    expect((await refused(429, { message: "Wait" }, headers)).retryAfter).toEqual(expected);
    const html = [...headers, ["content-type", "text/html"] as [string, string]];
    expect((await refused(503, "<html>", html)).retryAfter).toEqual(expected);
  });
});

describe("the family", () => {
  const classes = {
    TwilioInputError,
    TwilioApiError,
    TwilioResponseError,
    TwilioNetworkError,
    TwilioTimeoutError,
    TwilioSenderError,
  };
  const guards = senderpool as unknown as Record<string, (error: unknown) => boolean>;
  const answer = {
    method: "GET",
    url: "",
    status: 500,
    headers: new Headers(),
    server: null,
    requestId: null,
    retryAfter: null,
    code: null,
    detail: null,
    moreInfo: null,
    details: undefined,
  };
  const family = Object.entries(classes);

  test.each(family)("%s: its name is literal, and its own", (name, Class) => {
    const error = new Class({ ...answer, field: "sid", reason: "why" } as never);
    expect(error.name).toBe(name);
    expect(JSON.parse(JSON.stringify(error)).name).toBe(name);
    expect(error instanceof Class && error instanceof TwilioError).toBe(true);
    expect(error instanceof Error).toBe(true);
    const said = {
      TwilioInputError: "sid: why",
      TwilioApiError: "why (GET answered 500)",
      TwilioResponseError: "why (GET answered 500)",
      TwilioNetworkError: "why (GET)",
      TwilioTimeoutError: "why (GET)",
      TwilioSenderError: "why",
    }[name];
    expect(String(error)).toBe(`${name}: ${said}`);
    expect(typeof error.stack).toBe("string");
    const others = family.filter(([other]) => other !== name);
    expect(others.some(([_, Other]) => error instanceof Other)).toBe(false);
  });

  test.each(family)(
    "%s: its guard goes by the name, so that realms don't matter",
    (name, Class) => {
      const own = new Class({ ...answer, field: "sid", reason: "why" } as never);
      const foreign = Object.assign(new Error("why"), { name });
      for (const error of [own, foreign, { name }]) {
        const said = Object.keys(classes).filter((other) => guards[`is${other}`]!(error));
        expect(said).toEqual([name]);
        expect(senderpool.isTwilioError(error)).toBe(true);
      }
    },
  );

  test.each<[string, unknown]>([
    ["undefined", undefined],
    ["null", null],
    ["text", "TwilioApiError"],
    ["a number", 5],
    ["another error", new TypeError("Twilio")],
    ["an error that sounds alike", Object.assign(new Error(), { name: "NotTwilioApiError" })],
    ["an error that starts alike", Object.assign(new Error(), { name: "TwilioApiErrors" })],
    ["no name", Object.create(null)],
    ["a name that is no text", { name: {} }],
  ])("no guard takes %s", (_, value) => {
    const names = [...Object.keys(classes), "TwilioError"];
    expect(names.filter((name) => guards[`is${name}`]!(value))).toEqual([]);
  });

  test("JSON has the fields", async () => {
    const error = await refused(429, { code: 20429, message: "Wait" }, { "t-request-id": "RQ1" });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      message: error.message,
      headers: { "content-type": "application/json", "t-request-id": "RQ1" },
      code: 20429,
      reason: "Wait",
      method: "GET",
      url,
      status: 429,
      requestId: "RQ1",
    });
  });

  test("there is no other error in the public surface", () => {
    const exported = Object.keys(senderpool).filter((name) => name.endsWith("Error")).sort();
    const names = [...Object.keys(classes), "TwilioError"];
    expect(exported).toEqual([...names, ...names.map((name) => `is${name}`)].sort());
  });
});
