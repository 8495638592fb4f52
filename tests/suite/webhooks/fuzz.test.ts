import fc from "../support/fc.ts";
import { describe, expect, test } from "vitest";
import {
  isTwilioWebhookError,
  signWebhook,
  verifyWebhook,
  type WebhookSecret,
} from "../../../lib/webhooks/mod.ts";
import { isTwilioError, isTwilioInputError } from "../../../mod.ts";
import { runtime } from "../../runtimes/runtime.ts";
import { secret } from "../support/support.ts";
import { authToken, sharedKey, smsForm, statusForm } from "./support.ts";

// A failure names its seed and path: pass both to `fc.assert` to see it again.
const numRuns = runtime === "node" ? 2_000 : 300;
const TIMEOUT = 120_000;

const text = fc.string({ unit: "binary", maxLength: 20 });
const header = fc.string({ unit: "grapheme-ascii", maxLength: 60 }).map((value) => value.trim());
const path = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.string({ unit: fc.constantFrom("a", "é", "/", "?", "&", "=", ":", "@", "#"), maxLength: 12 }),
);
const url = fc.tuple(
  fc.constantFrom("https://example.com", "http://Example.com:80", "https://example.com:8443"),
  path,
).map(([origin, rest]) => `${origin}/${rest}`).filter((url) => URL.canParse(url));
const form = fc.oneof(
  fc.dictionary(text, text, { maxKeys: 6 }),
  fc.dictionary(text, text, { maxKeys: 3 }).map(smsForm),
  fc.dictionary(text, text, { maxKeys: 3 }).map(statusForm),
);
const signer = fc.constantFrom<WebhookSecret>({ authToken }, sharedKey);

/** Whether a text has anything of what must not be told. */
function tells(error: unknown): boolean {
  const all = `${JSON.stringify(error)} ${(error as Error).stack} ${String(error)}`;
  return all.includes(secret) || all.includes("hunter2") || all.includes(sharedKey.sharedKey);
}

test("whatever was signed is verified, as a platform receives it", async () => {
  await fc.assert(
    fc.asyncProperty(
      url,
      fc.dictionary(text, text, { maxKeys: 6 }),
      signer,
      async (url, form, by) => {
        fc.pre(!("SmsStatus" in form || "MessageStatus" in form));
        const made = await signWebhook({ url, form }, by);
        const event = await verifyWebhook(new Request(made.url, made), {
          secrets: [{ authToken: "other" }, { authToken }, sharedKey],
          // What is not asked for by itself, such as dots in a path, is known to whoever set it up.
          url,
        });
        expect(event.type).toBe("other");
      },
    ),
    { numRuns },
  );
}, TIMEOUT);

test("what a platform writes in another way is found again, whatever kinds there are", async () => {
  const kinds: Record<string, string> = {
    "'": "%27",
    " ": "%20",
    '"': "%22",
    "{": "%7B",
    "é": "%C3%A9",
  };
  const pieces = fc.array(fc.constantFrom("a", "b=c", "&", "+", "%26", ...Object.keys(kinds)), {
    maxLength: 8,
  });
  const arbitrary = fc.record({
    origin: fc.constantFrom(
      "https://example.com",
      "https://example.com:443",
      "http://Example.com:80",
      "http://[::1]:3000",
    ),
    path: pieces,
    query: fc.option(pieces),
    escaped: fc.subarray(Object.keys(kinds)),
    // What a GET adds to the query is escaped, whatever was given beside it.
    form: fc.dictionary(fc.constantFrom("A", "AB", "B"), fc.stringMatching(/^[\w+. -]{0,9}$/)),
    method: fc.constantFrom<"GET" | "POST">("GET", "POST"),
  });
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ origin, path, query, escaped, form, method }) => {
      const written = (pieces: string[]) =>
        pieces.map((piece) => escaped.includes(piece) ? kinds[piece] : piece).join("");
      const url = `${origin}/${written(path)}${query === null ? "" : `?${written(query)}`}`;
      fc.pre(!url.endsWith(" ")); // a platform takes it off
      const made = await signWebhook({ url, form, method }, { authToken });
      const event = await verifyWebhook(new Request(made.url, made), { authToken });
      expect(event.url).toBe(made.url);
    }),
    { numRuns },
  );
}, TIMEOUT);

test("whatever comes, there is an event or a typed error, which tells nothing", async () => {
  const arbitrary = fc.record({
    url,
    form,
    by: signer,
    change: fc.constantFrom("nothing", "body", "header", "settings", "type", "url", "proxy"),
    header,
    bytes: fc.uint8Array({ maxLength: 200 }),
    forwarded: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ url, form, by, change, header, bytes, forwarded }) => {
      const made = await signWebhook({ url, form: { ...form, X: secret } }, by);
      const headers: Record<string, string> = { ...made.headers };
      if (change === "header") headers["x-twilio-signature"] = header;
      if (change === "settings") headers["x-twilio-webhooks-signature-settings"] = header;
      if (change === "type") headers["content-type"] = header;
      if (change === "proxy") {
        Object.assign(headers, {
          "x-forwarded-host": header,
          forwarded: header,
          "x-original-url": header,
        });
      }
      const body = change === "body" ? bytes : made.body;
      const target = change === "url" ? `https://example.com/?${encodeURI(header)}` : made.url;
      const request = new Request(target, { method: "POST", headers, body });
      try {
        const options = {
          secrets: [{ authToken: "hunter2" }, { authToken }, sharedKey],
          forwarded,
        };
        await verifyWebhook(request, options);
        expect(change === "body" ? bytes.length : 0).toBe(0);
      } catch (error) {
        if (!isTwilioWebhookError(error) && !isTwilioInputError(error)) throw error;
        expect(isTwilioError(error)).toBe(true);
        expect(tells(error)).toBe(false);
      }
    }),
    { numRuns },
  );
}, TIMEOUT);

describe("a body that is larger than allowed", () => {
  /** A request whose body is made as it is read, and what was asked of it. */
  async function endless(headers: Record<string, string> = {}) {
    const made = await signWebhook({ url: "https://example.com/", form: {} }, { authToken });
    const asked = { chunks: 0, cancelled: false };
    const request = new Request(made.url, {
      method: "POST",
      headers: { ...made.headers, ...headers },
    });
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        asked.chunks++;
        controller.enqueue(new Uint8Array(10).fill(97));
      },
      cancel() {
        asked.cancelled = true;
      },
    }, { highWaterMark: 0 });
    // Not every platform has requests whose bodies are streams.
    const streamed = new Proxy(request, {
      get: (target, name) => name === "body" ? body : Reflect.get(target, name, target),
    });
    return { streamed, asked };
  }

  test.each([10, 95, 100])("is read no further than %i bytes", async (maxBytes) => {
    const { streamed, asked } = await endless();
    await expect(verifyWebhook(streamed, { authToken, maxBytes })).rejects
      .toMatchObject({ name: "TwilioWebhookError", reason: "too-large" });
    expect(asked).toEqual({ chunks: Math.floor(maxBytes / 10) + 1, cancelled: true });
  });

  test("is not read at all where it says so", async () => {
    const { streamed, asked } = await endless({ "content-length": "1000001" });
    // Browsers let nobody set this header.
    if (!streamed.headers.has("content-length")) return;
    await expect(verifyWebhook(streamed, { authToken })).rejects
      .toMatchObject({ reason: "too-large" });
    expect(asked.chunks).toBe(0);
  });

  test("is one million bytes by default", async () => {
    const request = (length: number) => ({ url: "https://example.com/", json: "x".repeat(length) });
    for (const [length, reason] of [[1_000_000, null], [1_000_001, "too-large"]] as const) {
      const made = await signWebhook(request(length), { authToken });
      const error = await verifyWebhook(new Request(made.url, made), { authToken })
        .then(() => null, (error) => error);
      expect(error?.reason ?? null).toBe(reason);
    }
  });

  test.each([0, -1, 1.5, NaN, "1"])("%j is no cap", async (maxBytes) => {
    const request = new Request("https://example.com/", { method: "POST" });
    await expect(verifyWebhook(request, { authToken, maxBytes: maxBytes as number })).rejects
      .toMatchObject({ name: "TwilioInputError", field: "maxBytes" });
  });
});

test("a form has at most 1000 fields, of which no more are read", async () => {
  for (const [count, reason] of [[1_000, null], [1_001, "body"]] as const) {
    const form = Object.fromEntries(Array.from({ length: count }, (_, n) => [`a${n}`, "x"]));
    const made = await signWebhook({ url: "https://example.com/", form }, { authToken });
    const error = await verifyWebhook(new Request(made.url, made), { authToken })
      .then(() => null, (error) => error);
    expect([count, error?.reason ?? null]).toEqual([count, reason]);
  }
});

test("what is signed by its hash is no form, however many fields it seems to have", async () => {
  const json = JSON.stringify("&".repeat(2_000));
  const made = await signWebhook({ url: "https://example.com/", json }, { authToken });
  const headers = { ...made.headers, "content-type": "application/x-www-form-urlencoded" };
  const request = new Request(made.url, { ...made, headers });
  expect(await verifyWebhook(request, { authToken })).toMatchObject({ type: "other", text: json });
});

test("a body that comes byte by byte is the same", async () => {
  const form = smsForm({ Body: "Grüße" });
  const made = await signWebhook({ url: "https://example.com/", form }, { authToken });
  const request = new Request(made.url, made);
  const bytes = new TextEncoder().encode(made.body!);
  const body = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
      controller.close();
    },
  });
  const inPieces = new Proxy(request, {
    get: (target, name) => name === "body" ? body : Reflect.get(target, name, target),
  });
  const event = await verifyWebhook(inPieces, { authToken });
  expect(event).toMatchObject({ body: "Grüße", fields: form });
});

test("a body that breaks off, or that somebody has read", async () => {
  const made = await signWebhook({ url: "https://example.com/", form: smsForm() }, { authToken });
  const request = new Request(made.url, made);
  const body = new ReadableStream({
    pull() {
      throw new Error(secret);
    },
  });
  const broken = new Proxy(request, {
    get: (target, name) => name === "body" ? body : Reflect.get(target, name, target),
  });
  const error = await verifyWebhook(broken, { authToken }).catch((error) => error);
  expect(error).toMatchObject({ name: "TwilioWebhookError", reason: "body" });
  expect(tells(error)).toBe(false);
  const texts = new ReadableStream({
    start(controller) {
      controller.enqueue(secret);
      controller.close();
    },
  });
  const ofTexts = new Proxy(request, {
    get: (target, name) => name === "body" ? texts : Reflect.get(target, name, target),
  });
  const other = new Request(made.url, made);
  const reader = other.body?.getReader();
  await request.text();
  for (const unreadable of [request, ofTexts, ...reader === undefined ? [] : [other]]) {
    const error = await verifyWebhook(unreadable, { authToken }).catch((error) => error);
    expect(error).toMatchObject({ name: "TwilioInputError", field: "request" });
    expect(tells(error)).toBe(false);
  }
});

test.each([
  [900_000, `https://example.com/é{"<' ?é{"<' `, 30],
  [0, `https://example.com/é{"<' ?é{"<' `, 260],
  [0, "https://example.com/hook?user=1", 30], // none twice
])(
  "what nobody has signed stays cheap, whatever its URL: %i bytes to %s, %i tries",
  async (length, url, most) => {
    const request = new Request(url, {
      method: "POST",
      headers: { "x-twilio-signature": "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" },
      body: new URLSearchParams({ x: "y".repeat(length) }),
    });
    let [hashed, tries] = [0, 0];
    const own = crypto.subtle.verify;
    crypto.subtle.verify = function (...args: Parameters<SubtleCrypto["verify"]>) {
      tries += 1;
      hashed += args[3].byteLength;
      return own.apply(crypto.subtle, args);
    } as SubtleCrypto["verify"];
    try {
      await expect(verifyWebhook(request, { authToken })).rejects.toMatchObject({
        reason: "secret",
      });
    } finally {
      crypto.subtle.verify = own;
    }
    expect(hashed).toBeLessThan(6_000_000);
    expect(tries).toBeLessThan(most);
  },
  TIMEOUT,
);
