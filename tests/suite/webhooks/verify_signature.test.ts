import { describe, expect, test } from "vitest";
import {
  messageStatus,
  signWebhook,
  verifySignature,
  verifyWebhook,
} from "../../../lib/webhooks/mod.ts";
import fc from "../support/fc.ts";
import { authToken, call, json, sharedKey, signed, statusForm, url, vectors } from "./support.ts";

// It stands on the same function as verifyWebhook, whose tests are in the other files here.

test.each(vectors)(
  "a published signature: $name",
  async ({ pairs, body, signature, ...vector }) => {
    const form = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
    const type = body === undefined ? "application/x-www-form-urlencoded" : "application/json";
    const request = new Request(vector.url.replace(/\/\/[^/]*@/, "//"), {
      method: "POST",
      headers: { "content-type": type, "x-twilio-signature": signature },
      body: body ?? form,
    });
    const known = vector.url.includes("@") ? { url: vector.url } : {};
    expect(await verifySignature(request, { authToken, ...known })).toMatchObject({
      url: vector.url,
      idempotencyToken: null,
      fields: pairs,
      text: body ?? form,
    });
  },
);

describe("it answers with what was signed", () => {
  test("a form, which a reader takes", async () => {
    const form = statusForm();
    const request = await signed({ url, form, idempotencyToken: "a" });
    const { fields, ...rest } = await verifySignature(request, { authToken });
    expect(messageStatus(fields)).toMatchObject({ messageStatus: "delivered", fields: form });
    const text = new URLSearchParams(form).toString();
    expect(rest).toEqual({ url, idempotencyToken: "a", text });
  });

  test("a form that is of no event, and one with a name that is repeated", async () => {
    for (const form of [[["SmsSid", "x"]], [["a", "1"], ["a", "2"]]] as [string, string][][]) {
      const { fields } = await verifySignature(await signed({ url, form }), { authToken });
      expect(fields).toEqual(form);
    }
  });

  test("the query of a GET", async () => {
    const request = await signed({ url, form: call, method: "GET" });
    const { fields, text } = await verifySignature(request, { authToken });
    expect([Object.fromEntries(fields), text]).toEqual([{ foo: "1", bar: "2", ...call }, ""]);
  });

  test("JSON, behind a proxy", async () => {
    const made = await signWebhook({ url, json }, sharedKey);
    const inner = made.url.replace("https://mycompany.com", "http://10.0.0.7:8080");
    const options = { secrets: [{ authToken }, sharedKey], url };
    const { fields, ...rest } = await verifySignature(new Request(inner, made), options);
    expect(fields).toEqual([]);
    expect(rest).toEqual({ url: made.url, idempotencyToken: null, text: json });
  });
});

describe("it says no", () => {
  test("without looking for the reason", async () => {
    const request = await signed({ url, form: call }, { authToken }, {
      url: url.replace("https", "http"),
    });
    await expect(verifyWebhook(request.clone(), { authToken })).rejects
      .toMatchObject({ reason: "scheme" });
    await expect(verifySignature(request, { authToken })).rejects.toMatchObject({
      name: "TwilioWebhookError",
      reason: "secret",
      message: "expected the signature of this URL and this form by a secret that was given, " +
        "got another one",
    });
  });

  test("to options that it has not", async () => {
    const options = { authToken, forwarded: true };
    await expect(verifySignature(await signed({ url, form: call }), options)).rejects
      .toMatchObject({ name: "TwilioInputError", field: "forwarded" });
    await expect(verifySignature(null as unknown as Request, { authToken })).rejects
      .toMatchObject({ name: "TwilioInputError", field: "request" });
  });

  test("wherever verifyWebhook does, but for what is an event", async () => {
    const change = fc.constantFrom("nothing", "url", "body", "header", "type", "secret", "hash");
    const arbitrary = fc.record({
      change,
      form: fc.dictionary(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 })),
      isJson: fc.boolean(),
      rest: fc.constantFrom("", "a", "it's?x=é", "{b}|?c=<d>", "?a=b c"),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ change, form, isJson, rest }) => {
        const content = isJson ? { json: JSON.stringify(form) } : { form };
        const made = await signWebhook({ url: `https://example.com/${rest}`, ...content }, {
          authToken,
        });
        const headers: Record<string, string> = { ...made.headers };
        if (change === "header") headers["x-twilio-signature"] = btoa("12345678901234567890");
        if (change === "type") headers["content-type"] = "text/plain";
        const target = change === "url"
          ? `${made.url}x`
          : change === "hash"
          ? made.url.replace(/bodySHA256=./, "bodySHA256=x")
          : made.url;
        const body = change === "body" ? `${made.body}&x=y` : made.body;
        const request = new Request(target, { method: "POST", headers, body });
        const options = { authToken: change === "secret" ? "54321" : authToken };
        const error = (promise: Promise<unknown>) => promise.then(() => null, (error) => error);
        const one = await error(verifySignature(request.clone(), options));
        const other = await error(verifyWebhook(request, options));
        if (other?.reason === "event") expect(one).toBe(null);
        else expect(one?.name).toBe(other?.name);
        if (change === "nothing") expect(one).toBe(null);
        if (/^(url|body|header|secret)$/.test(change)) expect(one?.name).toBe("TwilioWebhookError");
      }),
      { numRuns: 200 },
    );
  });
});
