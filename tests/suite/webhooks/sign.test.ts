import { describe, expect, test } from "vitest";
import {
  isTwilioWebhookError,
  reply,
  signWebhook,
  TwilioWebhookError,
  type UnsignedWebhook,
  verifySignature,
} from "../../../lib/webhooks/mod.ts";
import { isTwilioError, TwilioError } from "../../../mod.ts";
import { authToken, call, json, sharedKey, url } from "./support.ts";

describe("signWebhook", () => {
  test("makes what Twilio sends", async () => {
    expect(await signWebhook({ url, form: call, idempotencyToken: "a" }, { authToken })).toEqual({
      url,
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
        "user-agent": "TwilioProxy/1.1",
        accept: "*/*",
        "x-twilio-signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "i-twilio-idempotency-token": "a",
      },
      body: new URLSearchParams(call).toString(),
    });
  });

  test("names a shared key, and says the hash of JSON", async () => {
    const made = await signWebhook({ url, json }, sharedKey);
    expect(made.headers).toMatchObject({
      "content-type": "application/json",
      "x-twilio-webhooks-signature-settings": `key=${sharedKey.keyId},algorithm=HMAC_SHA256`,
    });
    expect(made.headers["x-twilio-signature"]).toHaveLength(44);
    expect(made.url).toMatch(/&bodySHA256=0a1ff7634d9a[\da-f]{52}$/);
    expect(made.body).toBe(json);
  });

  test.each([
    ["https://user:pa@ss@Example.com:443/{a}?b='#rc=2", "https://Example.com:443/{a}?b='"],
    ["http://127.0.0.1:3000", "http://127.0.0.1:3000"],
    ["https://example.com/é ?q=é ", "https://example.com/é ?q=é "],
  ])("rewrites nothing of %s", async (given, expected) => {
    expect((await signWebhook({ url: given }, { authToken })).url).toBe(expected);
  });

  test.each<[string, object, object]>([
    ["url", { url: "/a" }, { authToken }],
    ["url", {}, { authToken }],
    ["webhook", null as unknown as object, { authToken }],
    ["method", { url, method: "PUT" }, { authToken }],
    ["json", { url, json, form: call }, { authToken }],
    ["method", { url, json, method: "GET" }, { authToken }],
    ["json", { url, json: 7 }, { authToken }],
    ["form", { url, form: "A=b" }, { authToken }],
    ["form", { url, form: "a=b" }, { authToken }],
    ["form", { url, form: ["ab"] }, { authToken }],
    ["form", { url, form: [["a"], ["b", 1]] }, { authToken }],
    ["form", { url, form: { a: ["1", "2"] } }, { authToken }],
    ["idempotencyToken", { url, idempotencyToken: "a\r\nb: c" }, { authToken }],
    ["idempotencyToken", { url, idempotencyToken: "é" }, { authToken }],
    ["params", { url, params: call }, { authToken }],
    ["authToken", { url }, { authToken: "" }],
    ["authToken", { url }, {}],
    ["keyId", { url }, { sharedKey: "a" }],
    ["sharedKey", { url }, { keyId: "a" }],
    ["secret", { url }, "12345" as unknown as object],
  ])("refuses a bad %s: %j", async (field, webhook, secret) => {
    await expect(signWebhook(webhook as UnsignedWebhook, secret as { authToken: string })).rejects
      .toMatchObject({ name: "TwilioInputError", field });
  });
});

test("a form is signed as it is sent, halves of surrogate pairs too", async () => {
  const form = [["\ud800", "1"], ["\ue000", "2"], ["a", "\udc00"], ["a", "\ud800"]] as const;
  const { url: to, ...init } = await signWebhook({ url, form }, { authToken });
  const { fields } = await verifySignature(new Request(to, init), { authToken });
  expect(fields[0]).toEqual(["\ufffd", "1"]);
});

describe("reply", () => {
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  const body = (text: string) => `${head}<Response><Message>${text}</Message></Response>`;

  test.each<[Parameters<typeof reply>, string]>([
    [["Hello!"], body("<Body>Hello!</Body>")],
    [[], `${head}<Response></Response>`],
    [["", {}], `${head}<Response></Response>`],
    [[`<Body> & "it's" ]]>`], body("<Body>&lt;Body&gt; &amp; &quot;it&apos;s&quot; ]]&gt;</Body>")],
    [["é👍\n\tx\r"], body("<Body>é👍\n\tx&#13;</Body>")],
    [["a\0b\u001bc\ufffed\ud800e"], body("<Body>a\ufffdb\ufffdc\ufffdd\ufffde</Body>")],
    [
      ["", { media: "https://example.com/?a=b&c='" }],
      body("<Media>https://example.com/?a=b&amp;c=&apos;</Media>"),
    ],
    [
      ["x", { media: ["https://a.example/1", "https://a.example/2"] }],
      body("<Body>x</Body><Media>https://a.example/1</Media><Media>https://a.example/2</Media>"),
    ],
  ])("%j", async (input, expected) => {
    const response = reply(...input);
    expect([response.status, response.headers.get("content-type")])
      .toEqual([200, "text/xml; charset=utf-8"]);
    expect(await response.text()).toBe(expected);
  });

  test.each<[string, unknown[]]>([
    ["text", [7]],
    ["text", [null]],
    ["media", ["x", { media: "file:///etc/passwd" }]],
    ["media", ["x", { media: "/relative" }]],
    ["media", ["x", { media: ["https://a.example/ b"] }]],
    ["media", ["x", { media: Array(11).fill("https://a.example/") }]],
    ["options", ["x", null]],
    ["medias", ["x", { medias: [] }]],
  ])("refuses a bad %s: %j", (field, input) => {
    expect(() => reply(...input as [string])).toThrow(expect.objectContaining({ field }));
  });
});

test("an error is known by its name, and is plain data", () => {
  const error = new TwilioWebhookError("secret", "a sentence");
  expect([isTwilioWebhookError(error), isTwilioError(error), error instanceof TwilioError])
    .toEqual([true, true, true]);
  expect([isTwilioWebhookError(null), isTwilioWebhookError(new Error("x"))]).toEqual([
    false,
    false,
  ]);
  expect(JSON.parse(JSON.stringify(error)))
    .toEqual({ name: "TwilioWebhookError", message: "a sentence", reason: "secret" });
});
