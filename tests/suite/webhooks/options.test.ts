import { describe, expect, test } from "vitest";
import { signWebhook, verifySignature, verifyWebhook } from "../../../lib/webhooks/mod.ts";
import { caught, expectError } from "../support/support.ts";

// What the verifying functions are given, by who has no compiler to tell them.
const authToken = "0123456789abcdef0123456789abcdef";
const sharedKey = { keyId: "K1", sharedKey: "shared secret".replace(" ", "-") };

async function signed(secret: Parameters<typeof signWebhook>[1] = { authToken }): Promise<Request> {
  const form = { CallSid: `CA${"0".repeat(32)}` };
  const { url, ...init } = await signWebhook({ url: "https://example.com/hook", form }, secret);
  return new Request(url, init);
}

for (const verify of [verifyWebhook, verifySignature]) {
  const { name } = verify;
  describe(name, () => {
    const absent = {
      url: null,
      maxBytes: null,
      secrets: null,
      ...name === "verifyWebhook" && { forwarded: null },
    };

    test("null stands for what is not given", async () => {
      const { url } = await verify(await signed(), { authToken, ...absent } as never);
      expect(url).toBe("https://example.com/hook");
      const secrets = [{ authToken, keyId: null, sharedKey: null }, {
        ...sharedKey,
        authToken: null,
      }];
      const given = { ...absent, authToken: null, secrets } as never;
      expect((await verify(await signed(), given)).url).toBe("https://example.com/hook");
      expect((await verify(await signed(sharedKey), given)).url).toBe("https://example.com/hook");
    });

    test("and never for a secret", async () => {
      for (
        const [secrets, field] of [
          [{ authToken: null }, "authToken"],
          [{ authToken: null, secrets: null }, "authToken"],
          [{ secrets: [{ authToken: null }] }, "secrets[0].authToken"],
          [{ secrets: [{ keyId: "K1", sharedKey: null }] }, "secrets[0].sharedKey"],
          [{ secrets: [{ keyId: null, sharedKey: "x" }] }, "secrets[0].keyId"],
        ] as const
      ) {
        const error = await caught(async () => await verify(await signed(), secrets as never));
        expectError(error, "TwilioInputError", { field });
      }
    });
  });
}

test("signWebhook takes null for what is not given", async () => {
  const webhook = { url: "https://example.com/hook", form: { A: "b" } };
  const absent = { json: null, method: null, idempotencyToken: null };
  expect(await signWebhook({ ...webhook, ...absent } as never, { authToken }))
    .toEqual(await signWebhook(webhook, { authToken }));
  const json = { url: webhook.url, json: "{}" };
  expect(await signWebhook({ ...json, form: null } as never, { authToken }))
    .toEqual(await signWebhook(json, { authToken }));
});

test("a bound on the body as tight as can be is none on the spellings of the URL", async () => {
  const form = { CallSid: `CA${"0".repeat(32)}`, Text: "x".repeat(1000) };
  for (
    const given of [
      "https://example.com/hook?q=it's",
      "https://example.com/hook?shop=café",
      "https://example.com/hook?name=O'Brien & Söhne",
      "https://Example.com:443/hook?q=a b",
    ]
  ) {
    const { url, ...init } = await signWebhook({ url: given, form }, { authToken });
    const request = new Request(url, init);
    const maxBytes = new TextEncoder().encode(init.body!).length;
    expect((await verifyWebhook(request, { authToken, maxBytes })).type).toBe("other");
  }
});
