import { describe, expect, test } from "vitest";
import { signWebhook, verifyWebhook } from "../../../lib/webhooks/mod.ts";
import { authToken, call, json, url, type Vector, vectors } from "./support.ts";

// The signatures that Twilio, its SDKs and its documents have published.
const type = "application/x-www-form-urlencoded";

/** The request of a vector, as a platform gives it, and its body. */
function requestOf({ pairs, body, signature, ...vector }: Vector): Request {
  const form = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
  // Some platforms refuse a user name in the URL of a request.
  return new Request(vector.url.replace(/\/\/[^/]*@/, "//"), {
    method: "POST",
    headers: {
      "content-type": body === undefined ? type : "application/json",
      "x-twilio-signature": signature,
    },
    body: body ?? form,
  });
}

describe("a published signature", () => {
  test.each(vectors)("is verified: $name", async (vector) => {
    // What Twilio drops from the URL, nobody receives: it has to be told.
    const known = vector.url.includes("@") ? { url: vector.url } : {};
    const event = await verifyWebhook(requestOf(vector), { authToken, ...known });
    expect(event).toMatchObject({ type: "other", text: expect.any(String) });
    expect(event.fields).toEqual(vector.pairs);
  });

  test.each(vectors)("is of the URL as it was given: $name", async (vector) => {
    const options = { authToken, url: vector.url };
    const elsewhere = new Request("http://10.0.0.7:8080/hook", requestOf(vector));
    // `bodySHA256` is in the URL that is given.
    await verifyWebhook(elsewhere, options);
  });

  test.each(vectors)("is no other one's: $name", async (vector) => {
    const other = requestOf({ ...vector, signature: "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" });
    await expect(verifyWebhook(other, { authToken })).rejects
      .toMatchObject({ name: "TwilioWebhookError", reason: "secret" });
    await expect(verifyWebhook(requestOf(vector), { authToken: "12346" })).rejects
      .toMatchObject({ name: "TwilioWebhookError" });
  });

  test.each(vectors.filter(({ url }) => !url.includes("@")))(
    "is made again: $name",
    async (vector) => {
      const { pairs: form, body } = vector;
      const given = body === undefined
        ? { url: vector.url, form }
        : { url: vector.url.replace(/[?&]bodySHA256=\w+/, ""), json: body };
      const made = await signWebhook(given, { authToken });
      expect(made.headers["x-twilio-signature"]).toBe(vector.signature);
      expect(made.url).toBe(vector.url);
    },
  );
});

test("JSON is taken with its bytes, and no other ones", async () => {
  const { url: signedUrl, ...init } = await signWebhook({ url, json }, { authToken });
  const verify = (body: string) =>
    verifyWebhook(new Request(signedUrl, { ...init, body }), { authToken });
  expect(await verify(json)).toMatchObject({ type: "other", text: json, fields: [] });
  for (const body of ["", `${json} `, json.replace("true", "false"), json.replaceAll(" ", "")]) {
    await expect(verify(body)).rejects.toMatchObject({ reason: "body" });
  }
});

test("a GET has all its fields in the URL", async () => {
  const signed = await signWebhook({ url, form: call, method: "GET" }, { authToken });
  const { url: signedUrl, ...init } = signed;
  expect(init.body).toBe(null);
  const event = await verifyWebhook(new Request(signedUrl, init), { authToken });
  expect(event.fields).toEqual([["foo", "1"], ["bar", "2"], ...Object.entries(call)]);
  expect(event.url).toBe(signedUrl);
});
