import { describe, expect, test } from "vitest";
import {
  createChannelSender,
  deleteChannelSender,
  fetchChannelSender,
  listChannelSenders,
  type TwilioError,
} from "../../../mod.ts";
import {
  bytes,
  caught,
  collection,
  expectError,
  feed,
  json,
  wire,
  XE,
} from "../support/support.ts";

// What the parsers make of an answer before they come to its JSON: who answers, how much, and how.
const url = `${collection}/${XE}`;
const ok = JSON.stringify(wire(1));
const fails = async (response: Response, maxBytes?: number) =>
  await caught(() => fetchChannelSender.parse(response, { url, maxBytes })) as TwilioError;

/** A response that claims what no constructor lets one claim. */
function claim(response: Response, properties: object): Response {
  for (const [name, value] of Object.entries(properties)) {
    Object.defineProperty(response, name, { value });
  }
  return response;
}

describe("a status", () => {
  test.each([200, 201, 202, 203, 206, 299])("%i with a sender is a success", async (status) => {
    expect((await fetchChannelSender.parse(json(status, ok))).senderType).toBe("WhatsApp");
  });

  test.each([204, 205])("%i is none where a body is due", async (status) => {
    for (const { parse } of [createChannelSender, fetchChannelSender, listChannelSenders]) {
      const error = await caught(() => parse(new Response(null, { status }), { url }));
      expectError(error, "TwilioResponseError", { url, status });
    }
  });

  test.each([300, 301, 302, 303, 304, 305, 307, 308, 399])("%i is an error", async (status) => {
    const location = "https://evil.example/";
    const headers = { location, "content-type": "application/json" };
    for (const operation of [fetchChannelSender, deleteChannelSender]) {
      const response = new Response(status === 304 ? null : ok, { status, headers });
      const error = await caught(() => operation.parse(response, { url }));
      const reason = `expected an answer, got status ${status}, which Twilio never answers with`;
      expectError(error, "TwilioResponseError", { url, status, reason });
      expect((error as Error).message).not.toContain("evil.example");
    }
  });

  test("a redirect that a browser hides is an error", async () => {
    const hidden = claim(new Response(null), { status: 0, ok: false, type: "opaqueredirect" });
    expectError(await fails(hidden), "TwilioResponseError", { status: 0, url });
    expectError(await fails(Response.error()), "TwilioResponseError", { status: 0, url });
  });

  test("a redirect that a transport followed is an error", async () => {
    for (const operation of [fetchChannelSender, deleteChannelSender]) {
      const followed = claim(json(200, ok), { redirected: true, url: "https://evil.example/" });
      const error = await caught(() => operation.parse(followed, { url }));
      expectError(error, "TwilioResponseError", {
        status: 200,
        reason:
          "expected an answer, got one from elsewhere, by a redirect that the transport followed",
        url,
      });
    }
  });

  test.each([400, 401, 403, 404, 418, 429, 500, 502, 503, 599])(
    "%i is a refusal",
    async (status) => {
      const body = { code: 20500, message: "no" };
      expectError(await fails(json(status, body)), "TwilioApiError", { status });
      // Even with a body that would be a success, and where a success has none.
      expectError(await fails(json(status, ok)), "TwilioResponseError", { status });
      const refused = await caught(() => deleteChannelSender.parse(json(status, body)));
      expectError(refused, "TwilioApiError", { status });
    },
  );
});

describe("a content type", () => {
  test.each([
    "application/json",
    "application/json; charset=utf-8",
    "application/json;charset=ISO-8859-1",
    "Application/JSON",
    "application/vnd.twilio.v1+json",
    "application/problem+json",
    "text/json",
  ])("%s is JSON", async (type) => {
    const response = new Response(bytes(ok), { headers: { "content-type": type } });
    expect((await fetchChannelSender.parse(response)).senderType).toBe("WhatsApp");
  });

  test.each([
    "text/html",
    "text/html; charset=utf-8",
    "text/plain;charset=UTF-8",
    "text/javascript",
    "application/jsonp",
    "application/xml",
    "application/x-www-form-urlencoded",
    "application/octet-stream",
    "",
  ])("%s is not, whatever the body", async (type) => {
    for (const status of [200, 404]) {
      const headers = { "content-type": type };
      const error = await fails(new Response(bytes(ok), { headers, status }));
      const reason = `expected JSON, got ${type || "an empty type"}`;
      expectError(error, "TwilioResponseError", { status, url, reason });
    }
  });
});

describe("a body", () => {
  test.each([
    "",
    " ",
    "null",
    "undefined",
    "true",
    "5",
    "[]",
    "{}",
    "[null]",
    `"${XE}"`,
    `[${ok}]`,
    "<!doctype html><html></html>",
    ok.slice(0, -1),
    ok.slice(0, 20),
    `${ok}${ok}`,
    `${ok}<!-- served by a proxy -->`,
    ok.replaceAll('"', "'"),
    "\\u0000",
  ])("%s is no sender, and not a page", async (body) => {
    expectError(await fails(json(200, body)), "TwilioResponseError", { method: "GET", url });
    const page = await caught(() => listChannelSenders.parse(json(200, body), { url }));
    expectError(page, "TwilioResponseError", { method: "GET", url, status: 200 });
    expect((page as Error).message).toContain(url);
  });

  test("white space and a byte order mark don't matter", async () => {
    for (const body of [`\ufeff${ok}`, ` \r\n\t${ok}\n `]) {
      expect((await fetchChannelSender.parse(json(200, body))).senderType).toBe("WhatsApp");
    }
    expectError(await fails(json(200, `\ufeff\ufeff${ok}`)), "TwilioResponseError");
  });

  test("characters may be cut anywhere", async () => {
    const sender = "rcs:ü€𝒳";
    const { response, controller } = feed();
    for (const byte of bytes(JSON.stringify(wire(1, { sender })))) {
      controller.enqueue(new Uint8Array([byte]));
      controller.enqueue(new Uint8Array());
    }
    controller.close();
    expect((await fetchChannelSender.parse(response)).sender).toBe(sender);
  });

  test.each<[string, number[]]>([
    ["a stray byte", [0x22, 0xff, 0x22]],
    ["half a character", [0x22, 0xc3]],
    ["a surrogate", [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ["an overlong slash", [0x22, 0xc0, 0xaf, 0x22]],
    ["UTF-16", [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
    ["gzip that nobody decoded", [0x1f, 0x8b, 0x08, 0x00]],
  ])("%s is garbled", async (_, garbled) => {
    const headers = { "content-type": "application/json" };
    const error = await fails(new Response(new Uint8Array(garbled), { headers }));
    expectError(error, "TwilioNetworkError", { method: "GET", url });
  });

  test("one that breaks off is a network error, as the stream says", async () => {
    const { response, controller } = feed();
    controller.enqueue(bytes(ok.slice(0, 9)));
    controller.error(new TypeError("connection reset"));
    const error = await fails(response);
    expectError(error, "TwilioNetworkError", { method: "GET", url });
    expect(error.message).toContain("TypeError: connection reset");
  });

  test("one that is aborted is no network error", async () => {
    const { response, controller } = feed();
    const reason = new DOMException("enough", "AbortError");
    controller.error(reason);
    expect(await fails(response)).toBe(reason);
  });

  test("a success without a value is a 204, and nothing else", async () => {
    const empty = new Response(null, { status: 204, headers: { "content-type": "text/html" } });
    expect(await deleteChannelSender.parse(empty)).toBe(undefined);
    for (const status of [200, 202, 205]) {
      for (const body of status === 205 ? [null] : [null, "", ok, "{}", " ", "<html>"]) {
        const headers = { "content-type": "application/json" };
        const answer = new Response(body, { status, headers });
        const error = await caught(() => deleteChannelSender.parse(answer, { url }));
        const reason = `expected status 204 without a body, got ${status}`;
        expectError(error, "TwilioResponseError", { method: "DELETE", url, status, reason });
      }
    }
  });
});

describe("a recorded response", () => {
  test("may know no URL, and parses all the same", async () => {
    const error = await caught(() => fetchChannelSender.parse(json(404, { message: "no" })));
    expectError(error, "TwilioApiError", { url: "", method: "GET", status: 404 });
    expect((error as Error).message).toBe("no (GET answered 404)");
    const page = { senders: [], meta: { next_page_url: null } };
    expect((await listChannelSenders.parse(json(200, page))).metadata.url).toBe("");
  });

  test("names its own URL unless it is told another", async () => {
    const recorded = () =>
      claim(json(404, { message: "no" }), { url: "https://recorded.example/" });
    const own = await caught(() => fetchChannelSender.parse(recorded()));
    expectError(own, "TwilioApiError", { url: "https://recorded.example/" });
    expectError(await fails(recorded()), "TwilioApiError", { url });
  });

  test("is not altered but for its body", async () => {
    const response = json(200, ok, { "x-a": "b" });
    await fetchChannelSender.parse(response);
    expect(response.status).toBe(200);
    expect([...response.headers]).toEqual([["content-type", "application/json"], ["x-a", "b"]]);
  });
});

test("a signal that has aborted already ends the reading, and lets go of a silent body", async () => {
  const { response, cancelled } = feed();
  const reason = new Error("too late");
  const signal = AbortSignal.abort(reason);
  expect(await caught(() => fetchChannelSender.parse(response, { signal }))).toBe(reason);
  await cancelled;
});
