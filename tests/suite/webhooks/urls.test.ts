import { describe, expect, test } from "vitest";
import { type VerifyOptions, verifyWebhook } from "../../../lib/webhooks/mod.ts";
import { authToken, json, sharedKey, signed, smsForm } from "./support.ts";

// What a platform makes of a URL is not what Twilio was given, and proxies change it too.
const form = smsForm();

/** Signs one URL, and receives another. */
async function receive(
  signedUrl: string,
  received: string,
  options: Partial<VerifyOptions> = {},
  headers: Record<string, string> = {},
) {
  const request = await signed({ url: signedUrl, form }, { authToken }, { url: received, headers });
  return await verifyWebhook(request, { authToken, ...options });
}

describe("a URL that a platform writes in another way is still the same", () => {
  test.each([
    ["as it is", "https://example.com/a?b=c"],
    ["an apostrophe in the query", "https://example.com/a?Body=It's"],
    ["an apostrophe, escaped", "https://example.com/a?Body=It%27s"],
    ["an apostrophe in the path", "https://example.com/it's"],
    ["a space in the query", "https://example.com/a?b=c d"],
    ["a space in the path", "https://example.com/a b"],
    ["é in the query", "https://example.com/a?z=é"],
    ["é in the path", "https://example.com/café"],
    ["several of them in a row", "https://example.com/日本?q=日本"],
    ["an emoji", "https://example.com/a?q=👍🏽"],
    ["é that is escaped", "https://example.com/a?z=%C3%A9"],
    ["é that is escaped in lower case", "https://example.com/a?z=%c3%a9"],
    ["bytes that are no UTF-8", "https://example.com/a?z=%E9%20"],
    ["braces in the path", "https://example.com/{x}"],
    ["quotes and angle brackets", 'https://example.com/a?b="x"<y>'],
    ["a bar, a caret and a backtick", "https://example.com/a|^`b?c=|^`"],
    ["an ampersand that is escaped", "https://example.com/a?b=c%26d%3De"],
    ["a percent sign that is escaped", "https://example.com/a?b=100%25&c=%2527"],
    ["the default port", "https://example.com:443/a"],
    ["the default port of http", "http://example.com:80/a"],
    ["another port", "https://example.com:8443/a"],
    ["no path", "https://example.com"],
    ["no path but a query", "https://example.com?a=b"],
    ["no path but a port", "https://example.com:443"],
    ["an empty query", "https://example.com/a?"],
    ["an upper-case host", "https://Example.com/a"],
    ["slashes at the end and in a row", "https://example.com//a//"],
    ["an IPv6 host", "http://[::1]:3000/a"],
    ["what it kept of plus signs", "https://example.com/a?b=c+d e"],
    ["é raw beside a space that is escaped", "https://example.com/a?b=é%20x"],
    ["all of it", `https://Example.com:443/a'{b}|^?Body=It's+"x" <y>&z=é'`],
  ])("%s", async (_, given) => {
    expect((await receive(given, given)).url).toBe(given);
  });

  test.each(["EXAMPLE.com", "eXaMple.Com", "API.Example.COM"])(
    "a host that is written %s, which the header Host says too",
    async (host) => {
      const given = `https://${host}/a`;
      const event = await receive(given, given, {}, { host: `${host}:443` }).catch(() => null);
      // Browsers let nobody set this header.
      if (new Request(given, { headers: { host } }).headers.has("host")) {
        expect(event?.url).toBe(given);
      }
    },
  );

  test("JSON and shared keys are no exception", async () => {
    for (const secret of [{ authToken }, sharedKey]) {
      const request = await signed({ url: `https://Example.com:443/{a}?b='é`, json }, secret);
      await verifyWebhook(request, { secrets: [secret] });
    }
  });
});

test.each([
  ["https://example.com/a", "https://example.com:443/a"],
  ["https://example.com:443/a", "https://example.com/a"],
  ["http://example.com:80/a", "http://example.com/a"],
  // Twilio's own document: some of its signers leave the port out.
  ["https://example.com/a", "https://example.com:8443/a"],
])("ports are there or not: %s", async (given, received) => {
  expect((await receive(given, received)).url).toBe(given);
});

describe("a WebSocket", () => {
  const url = "wss://example.com/stream?a=b";
  const received = "https://example.com/stream?a=b";
  const handshake = (signedUrl: string, headers: Record<string, string> = {}) =>
    signed({ url: signedUrl, method: "GET" }, { authToken }, { url: received, headers });

  test.each([url, "wss://example.com/stream/?a=b", "wss://example.com:443/stream?a=b"])(
    "may have a slash at its end: %s",
    async (given) => {
      const event = await verifyWebhook(await handshake(given), { authToken, url });
      expect(event.url).toBe(given);
    },
  );

  test("has its URL to be given, as the error says", async () => {
    const request = await handshake(url, { upgrade: "websocket" });
    const reason = request.headers.has("upgrade") ? "scheme" : "secret";
    await expect(verifyWebhook(request, { authToken })).rejects.toMatchObject({ reason });
    const other = handshake("wss://example.com/streams/?a=b");
    await expect(verifyWebhook(await other, { authToken, url })).rejects
      .toMatchObject({ name: "TwilioWebhookError" });
  });
});

describe("of another URL the signature is not accepted, and the error says what differs", () => {
  test.each([
    ["scheme", "https://example.com/a", "http://example.com/a", {}],
    ["scheme", "https://example.com:443/a", "http://example.com/a", {}],
    ["scheme", "http://example.com/a", "https://example.com/a", {}],
    ["scheme", "https://example.com/a", "http://example.com:8080/a", {}],
    ["scheme", "https://example.com/a", "http://10.0.0.7:8080/a", {
      "x-forwarded-proto": "https",
      "x-forwarded-host": "example.com",
    }],
    ["scheme", "https://example.com/a", "http://10.0.0.7/a", {
      "x-forwarded-host": "example.com",
    }],
    ["host", "https://example.com/a", "https://internal/a", { forwarded: "host=example.com" }],
    ["host", "https://www.example.com/a", "https://example.com/a", {}],
    ["host", "https://example.com/a", "https://www.example.com/a", {}],
    ["port", "https://example.com:8443/a", "https://example.com/a", {}],
    ["port", "https://example.com:8443/a", "https://example.com:3000/a", {}],
    ["port", "https://example.com:9999/a", "https://example.com/a", {
      "x-forwarded-port": "9999",
    }],
    ["path", "https://example.com/a/", "https://example.com/a", {}],
    ["path", "https://example.com/a", "https://example.com/a/", {}],
    ["path", "https://example.com/app/a", "https://example.com/a", {
      "x-forwarded-prefix": "/app",
    }],
    ["path", "https://example.com/was?b=c", "https://example.com/is?b=c", {
      "x-original-uri": "/was?b=c",
    }],
    ["query", "https://example.com/a", "https://example.com/a?x=1", {}],
    ["query", "https://example.com/a?x=1%202", "https://example.com/a?x=1+2", {}],
    ["query", "https://example.com/a?x=1&y=2", "https://example.com/a?y=2&x=1", {}],
    ["secret", "https://example.com/a", "https://elsewhere.example/b", {}],
  ])("%s: %s, and received %s", async (reason, given, received, headers) => {
    const told: Record<string, string> = headers;
    await expect(receive(given, received, {}, told)).rejects
      .toMatchObject({ name: "TwilioWebhookError", reason });
    // Who knows the URL says so; but what somebody has added to its query is in no signature.
    if (received === `${given}?x=1`) return;
    expect((await receive(given, received, { url: given }, told)).url).toBe(given);
  });

  test.each([
    ["host", "https://example.com/a", "https://example.com/a", "https://other.example/a"],
    ["scheme", "https://example.com/a", "https://example.com/a", "http://example.com/a"],
    ["path", "https://example.com/a", "http://10.0.0.7:8080/a", "https://example.com/b"],
    [
      "query",
      "https://example.com/a?x=1",
      "http://10.0.0.7:8080/a?x=1",
      "https://example.com/a?y=2",
    ],
  ])("%s: %s, received %s, where the user says %s", async (reason, given, received, url) => {
    const error = await receive(given, received, { url }).catch((error) => error);
    expect(error).toMatchObject({ name: "TwilioWebhookError", reason });
    expect(error.message).toContain("pass `url`");
  });

  test("a body that is another one", async () => {
    const request = await signed({ url: "https://example.com/a" }, { authToken }, {
      body: new URLSearchParams(form).toString(),
    });
    await expect(verifyWebhook(request, { authToken })).rejects.toMatchObject({ reason: "body" });
  });

  test("no path and no query is told of, and no host of the request", async () => {
    const secret = "/hidden-path?token=hidden-query";
    const given = `https://example.com${secret}`;
    for (const received of [`http://example.com${secret}`, `https://example.com${secret}&x=1`]) {
      const error: Error = await receive(given, received).catch((error) => error);
      expect(error.name).toBe("TwilioWebhookError");
      expect(JSON.stringify(error) + error.stack).not.toMatch(/hidden/);
    }
  });
});

describe("forwarded", () => {
  const publicUrl = "https://example.com/a?b=c";
  test.each<[string, Record<string, string>, string]>([
    [
      "X-Forwarded-*",
      { "x-forwarded-proto": "https", "x-forwarded-host": "example.com" },
      publicUrl,
    ],
    [
      "Forwarded",
      { forwarded: 'for=1.2.3.4;proto=https;host="example.com", for=10.0.0.1' },
      publicUrl,
    ],
    ["Forwarded before X-Forwarded-*", {
      forwarded: "host=example.com;proto=https",
      "x-forwarded-host": "mallory.example",
      "x-forwarded-proto": "http",
    }, publicUrl],
    ["the first of several", {
      "x-forwarded-proto": "https, http",
      "x-forwarded-host": "example.com, internal",
    }, publicUrl],
    ["a port", {
      "x-forwarded-proto": "https",
      "x-forwarded-host": "example.com",
      "x-forwarded-port": "8443",
    }, "https://example.com:8443/a?b=c"],
    ["a port in the host", {
      "x-forwarded-proto": "https",
      "x-forwarded-host": "example.com:8443",
    }, "https://example.com:8443/a?b=c"],
    ["the scheme alone", { "x-forwarded-proto": "https" }, "https://internal:8080/a?b=c"],
  ])("%s", async (_, headers, given) => {
    const received = "http://internal:8080/a?b=c";
    expect((await receive(given, received, { forwarded: true }, headers)).url).toBe(given);
    await expect(receive(given, received, {}, headers)).rejects
      .toMatchObject({ name: "TwilioWebhookError" });
  });

  test.each(["mallory.example/x?", "a b", "user@example.com", "", "[zz]"])(
    "what is no host is left out: %j",
    async (host) => {
      const headers = {
        "x-forwarded-host": host,
        "x-forwarded-port": "x",
        "x-forwarded-proto": "ftp",
      };
      await receive(publicUrl, publicUrl, { forwarded: true }, headers);
    },
  );
});

describe("url", () => {
  test("has what Twilio adds to it from the request", async () => {
    const urls = [
      "https://example.com/a",
      "https://example.com/a?",
      "https://example.com/a?&",
      "https://example.com/a?b=it's&c",
    ];
    for (const given of urls) {
      const webhook = await signed({ url: given, json });
      const behind = new Request(
        webhook.url.replace("https://example.com", "http://10.0.0.7"),
        webhook,
      );
      expect(await verifyWebhook(behind, { authToken, url: given })).toMatchObject({ text: json });
      const get = await signed({ url: given, form, method: "GET" });
      const inner = get.url.replace("https://example.com", "http://10.0.0.7:8080");
      const got = await verifyWebhook(new Request(inner, get), { authToken, url: given });
      expect(got).toMatchObject({ type: "inboundMessage", body: "Hello!" });
    }
  });

  test.each(["https://example.com/a?", "https://example.com?", "https://example.com/a?#b"])(
    "may have a query of nothing: %s",
    async (given) => {
      const sent = given.replace(/#.*/, "");
      expect((await receive(sent, sent, { url: given })).url).toBe(sent);
    },
  );

  test("has nothing of a query that was not asked for", async () => {
    const given = "https://example.com/a?b=c";
    const event = await receive(given, "https://example.com/a?x=1&b=c", { url: given });
    expect(event.url).toBe(given);
  });

  test.each([
    "https://bücher.example/a",
    "https://example.com/a/../b/./c",
    "HTTPS://example.com/a",
    "https://127.1/a",
    "https://example.com/a?b=é&c=%C3%A9",
    "https://eXample.com/a",
  ])("says what can't be found again: %s", async (given) => {
    const received = new Request(given).url;
    expect((await receive(given, received, { url: given })).url).toBe(given);
    await expect(receive(given, received)).rejects.toMatchObject({ name: "TwilioWebhookError" });
  });

  test("may have a fragment and credentials, which nobody receives", async () => {
    const given = "https://user:pass@example.com/a#rc=2&rp=all";
    const event = await receive(given, "https://example.com/a", { url: given });
    expect(event.url).toBe("https://example.com/a");
  });

  test.each(["", "/a", "example.com", "https://", 7])("is a URL, not %j", async (bad) => {
    const options = { url: bad as string };
    await expect(receive("https://example.com/a", "https://example.com/a", options)).rejects
      .toMatchObject({ name: "TwilioInputError", field: "url" });
  });
});
