import { describe, expect, test } from "vitest";
import {
  signWebhook,
  type VerifyOptions,
  verifySignature,
  verifyWebhook,
  type WebhookSecret,
} from "../../../lib/webhooks/mod.ts";
import { signedForm } from "../../../lib/webhooks/signature.ts";
import { AC } from "../support/support.ts";
import { authToken, json, sharedKey, signed, smsForm, statusForm } from "./support.ts";

// What somebody might try who has no secret, or who has seen one webhook that was signed.
const url = "https://example.com/hook?user=1";
const settings = "x-twilio-webhooks-signature-settings";

/** HMAC by a key that may be empty, which WebCrypto's own does not allow: its zeros are the same. */
async function sign(secret: string, hash: "SHA-1" | "SHA-256", text: string): Promise<string> {
  const bytes = secret === "" ? new Uint8Array(64) : new TextEncoder().encode(secret);
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash }, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(mac)));
}

function post(form: Record<string, string>, headers: Record<string, string>): Request {
  return new Request(url, { method: "POST", headers, body: new URLSearchParams(form) });
}

describe("an empty secret is a mistake of the program, whatever was signed", () => {
  const form = statusForm();
  test.each<[string, VerifyOptions, string]>([
    ["an empty token", { authToken: "" }, "authToken"],
    ["no token", {} as VerifyOptions, "authToken"],
    ["a variable that is not there", { authToken: undefined }, "authToken"],
    ["spaces", { authToken: " " }, "authToken"],
    ["a line's end", { authToken: "12345\n" }, "authToken"],
    ["no secrets", { secrets: [] }, "secrets"],
    ["a secret that is none", { secrets: [{} as WebhookSecret] }, "secrets[0].authToken"],
    ["null", { secrets: [null as unknown as WebhookSecret] }, "secrets[0]"],
    [
      "an empty one among others",
      { secrets: [{ authToken }, { authToken: "" }] },
      "secrets[1].authToken",
    ],
    ["an empty shared key", { secrets: [{ keyId: "a", sharedKey: "" }] }, "secrets[0].sharedKey"],
    [
      "no bytes",
      { secrets: [{ keyId: "a", sharedKey: new Uint8Array() }] },
      "secrets[0].sharedKey",
    ],
    ["a key without an id", { secrets: [{ keyId: "", sharedKey: "a" }] }, "secrets[0].keyId"],
    ["both in one", { secrets: [{ ...sharedKey, authToken }] }, "secrets[0].authToken"],
    ["both options", { authToken, secrets: [{ authToken }] }, "authToken"],
    ["a word for a flag", { authToken, forwarded: "false" as unknown as boolean }, "forwarded"],
    ["a misspelt one", { auhtToken: "12345" } as VerifyOptions, "auhtToken"],
  ])("%s", async (_, options, field) => {
    const signature = await sign("", "SHA-1", url + signedForm(Object.entries(form)));
    const request = post(form, { "x-twilio-signature": signature });
    await expect(verifyWebhook(request, options)).rejects
      .toMatchObject({ name: "TwilioInputError", field });
    expect(request.bodyUsed).toBe(false);
    const error = await verifyWebhook(request, options).catch((error) => error);
    expect(JSON.stringify(error) + error.stack).not.toContain("12345\\n");
  });

  test.each([undefined, null, "x", {}, { headers: {}, url: "/", body: {} }, {
    headers: new Headers(),
    url: "https://example.com/",
  }])(
    "and so is what is no Request: %j",
    async (request) => {
      await expect(verifyWebhook(request as unknown as Request, { authToken })).rejects
        .toMatchObject({ name: "TwilioInputError", field: "request" });
    },
  );

  test("and the empty key's signature fits no other secret", async () => {
    const signature = await sign("", "SHA-1", url + signedForm(Object.entries(form)));
    await expect(verifyWebhook(post(form, { "x-twilio-signature": signature }), { authToken }))
      .rejects.toMatchObject({ reason: "secret" });
  });
});

describe("a secret is good for its own algorithm alone", () => {
  const form = smsForm();
  const text = url + signedForm(Object.entries(form));
  const header = (value: string) => ({ [settings]: value });
  const both: WebhookSecret[] = [{ authToken }, sharedKey];
  const other = { keyId: "webhooks_key_2", sharedKey: "another" };

  test("each of a list is tried, in its place", async () => {
    for (const secret of [...both, other]) {
      const request = await signed({ url, form }, secret);
      const secrets = [{ authToken: "old" }, other, ...both];
      expect(await verifyWebhook(request, { secrets })).toMatchObject({ body: "Hello!" });
    }
    const twins = [{ ...sharedKey, sharedKey: "new" }, sharedKey];
    await verifyWebhook(await signed({ url, form }, sharedKey), { secrets: twins });
    const bytes = { ...sharedKey, sharedKey: new TextEncoder().encode(sharedKey.sharedKey) };
    await verifyWebhook(await signed({ url, form }, bytes), { secrets: [sharedKey] });
  });

  test.each<[string, string, string, "SHA-1" | "SHA-256", Record<string, string>]>([
    [
      "the token by SHA-256",
      "settings",
      authToken,
      "SHA-256",
      header("key=x,algorithm=HMAC_SHA256"),
    ],
    ["the token by SHA-256, and no header", "signature", authToken, "SHA-256", {}],
    [
      "the token by SHA-256 under the key's name",
      "secret",
      authToken,
      "SHA-256",
      header(`key=${sharedKey.keyId},algorithm=HMAC_SHA256`),
    ],
    ["the key by SHA-1, and no header", "secret", sharedKey.sharedKey, "SHA-1", {}],
    [
      "the key by SHA-1 under its name",
      "signature",
      sharedKey.sharedKey,
      "SHA-1",
      header(`key=${sharedKey.keyId},algorithm=HMAC_SHA256`),
    ],
    [
      "the key by SHA-1, as the header says",
      "settings",
      sharedKey.sharedKey,
      "SHA-1",
      header(`key=${sharedKey.keyId},algorithm=HMAC_SHA1`),
    ],
    [
      "the token by SHA-1, with a header",
      "settings",
      authToken,
      "SHA-1",
      header("algorithm=HMAC_SHA1"),
    ],
    [
      "the header twice",
      "settings",
      sharedKey.sharedKey,
      "SHA-256",
      header(`key=${sharedKey.keyId},algorithm=HMAC_SHA256, key=x,algorithm=HMAC_SHA256`),
    ],
    ["no algorithm", "settings", sharedKey.sharedKey, "SHA-256", header(`key=${sharedKey.keyId}`)],
    ["an empty header", "settings", authToken, "SHA-1", header("")],
  ])("%s: %s", async (_, reason, secret, hash, headers) => {
    const request = post(form, {
      "x-twilio-signature": await sign(secret, hash, text),
      ...headers,
    });
    await expect(verifyWebhook(request, { secrets: both })).rejects
      .toMatchObject({ name: "TwilioWebhookError", reason });
  });

  test("a key alone believes no auth token", async () => {
    await expect(verifyWebhook(await signed({ url, form }), { secrets: [sharedKey] })).rejects
      .toMatchObject({ reason: "secret" });
    await expect(verifyWebhook(await signed({ url, form }, sharedKey), { authToken })).rejects
      .toMatchObject({ reason: "settings" });
  });
});

describe("a header that is no signature", () => {
  const form = smsForm();
  test.each<[string, string, (good: string) => string | null]>([
    ["none", "no-signature", () => null],
    ["an empty one", "no-signature", () => ""],
    ["two, the good one first", "signature", (good) => `${good}, AAAAAAAAAAAAAAAAAAAAAAAAAAA=`],
    ["two, the good one last", "signature", (good) => `AAAAAAAAAAAAAAAAAAAAAAAAAAA=, ${good}`],
    ["twice the same", "signature", (good) => `${good}, ${good}`],
    ["a part of it", "signature", (good) => good.slice(0, 8)],
    ["without its end", "signature", (good) => good.slice(0, -1)],
    ["the alphabet of URLs", "signature", (good) => `-_${good.slice(2)}`],
    ["hex digits", "signature", () => "0".repeat(40)],
    ["text", "signature", () => "correct horse battery staple"],
  ])("%s: %s", async (_, reason, change) => {
    const { headers, ...init } = await signWebhook({ url, form }, { authToken });
    const { "x-twilio-signature": good, ...rest } = headers;
    const bad = change(good!);
    const all = bad === null ? rest : { ...rest, "x-twilio-signature": bad };
    const request = new Request(url, { ...init, headers: all });
    await expect(verifyWebhook(request, { authToken })).rejects.toMatchObject({ reason });
    expect(request.bodyUsed).toBe(false);
  });

  test("the same bytes in another spelling", async () => {
    const { headers, ...init } = await signWebhook({ url, form }, { authToken });
    const good = headers["x-twilio-signature"]!;
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const at = alphabet.indexOf(good.charAt(26));
    const other = good.slice(0, 26) + alphabet.charAt(at ^ 1) + "=";
    expect(atob(other)).toBe(atob(good));
    const request = new Request(url, {
      ...init,
      headers: { ...headers, "x-twilio-signature": other },
    });
    await expect(verifyWebhook(request, { authToken })).rejects.toMatchObject({
      reason: "signature",
    });
  });
});

describe("a boundary that was moved", () => {
  /** A request with fields of one's own, under a signature that was made for others. */
  async function replay(
    good: { url?: string; form: Record<string, string> },
    forged: { url?: string; pairs?: [string, string][]; method?: string; json?: string },
  ): Promise<Request> {
    const made = await signWebhook({ url, ...good }, { authToken });
    const method = forged.method ?? "POST";
    const headers: Record<string, string> = { ...made.headers };
    if (forged.json !== undefined) headers["content-type"] = "application/json";
    const body = forged.json ?? new URLSearchParams(forged.pairs ?? []).toString();
    return new Request(forged.url ?? url, {
      method,
      headers,
      body: method === "GET" ? null : body,
    });
  }

  test.each([["a status", statusForm()], ["a message", smsForm()]])(
    "between the name and the value of any field: %s",
    async (_, form) => {
      for (const [at, [name, value]] of Object.entries(form).entries()) {
        const whole = name + value;
        for (let cut = 1; cut <= whole.length; cut++) {
          if (cut === name.length) continue;
          const pairs = Object.entries(form);
          pairs[at] = [whole.slice(0, cut), whole.slice(cut)];
          if (signedForm(pairs) !== signedForm(Object.entries(form))) continue;
          const event = await verifyWebhook(await replay({ form }, { pairs }), { authToken })
            .catch((error) => {
              expect(error.name).toBe("TwilioWebhookError");
              expect(["event", "body"]).toContain(error.reason);
              return null;
            });
          // Only what says nothing of who sent what may be read in another way.
          if (event === null) continue;
          const { fields: _, ...read } = event;
          const plain = await verifyWebhook(
            await replay({ form }, { pairs: Object.entries(form) }),
            {
              authToken,
            },
          );
          const { fields: __, ...right } = plain;
          for (
            const member of ["type", "messageSid", "accountSid", "from", "to", "body"] as const
          ) {
            expect([name, cut, Object(read)[member]]).toEqual([name, cut, Object(right)[member]]);
          }
        }
      }
    },
  );

  test.each([
    ["https://example.com/status?order=1234", "34"],
    ["https://example.com/hook/tenant?id=12", "/tenant?id=12"],
    ["https://example.com/hook/tenant?id=12", "?id=12"],
    ["https://example.com/hook?a=1&b=%31", "&b=%31"],
    ["https://example.com/hook?a=A", "A"],
    ["https://example.com/hook?a=AA", "AA"],
  ])("between the URL and the form: of %s, %s as a name", async (signed, tail) => {
    for (const form of [statusForm(), smsForm()]) {
      const rest = Object.entries(form);
      const whole = signedForm(rest);
      const all: [string, string][][] = [
        [[tail, ""], ...rest],
        [[tail.slice(0, 1), tail.slice(1)], ...rest],
        [[tail, whole]],
        [[tail + whole.slice(0, 10), whole.slice(10)]],
        [[tail + whole, ""]],
      ];
      for (const pairs of all) {
        if (signedForm(pairs) !== tail + whole) continue;
        const request = await replay(
          { url: signed, form },
          { url: signed.slice(0, -tail.length), pairs },
        );
        const error = await verifySignature(request, { authToken }).catch((error) => error);
        expect({ pairs, reason: error.reason }).toEqual({ pairs, reason: "body" });
      }
    }
  });

  test.each([
    ["https://example.com/status?tenant=1"],
    ["https://example.com/hook"],
  ])("between the URL and the form: of %s, with the first letters of the form", async (signed) => {
    for (const form of [statusForm(), smsForm()]) {
      const [, ...rest] = Object.entries(form).sort(([one], [other]) => one < other ? -1 : 1);
      const first = `AccountSid${form["AccountSid"]}`;
      for (let cut = 1; cut < first.length; cut++) {
        const url = signed + first.slice(0, cut);
        const tail = first.slice(cut);
        for (const pairs of [[[tail, ""], ...rest], [[tail + signedForm(rest), ""]]]) {
          if (signedForm(pairs as [string, string][]) !== tail + signedForm(rest)) continue;
          const request = await replay(
            { url: signed, form },
            { url, pairs: pairs as [string, string][] },
          );
          const error = await verifySignature(request, { authToken }).catch((error) => error);
          expect({ url, reason: error.reason }).toEqual({ url, reason: "query" });
        }
      }
    }
  });

  test.each([
    [`https://example.com/hook?a=bc&AccountSid=${AC}&To=%2B1415`],
    [`https://example.com/hook?a=bc&bodySHA256=${"0a".repeat(32)}`],
  ])("between a URL that was signed alone and a form: %s", async (get) => {
    for (let cut = get.indexOf("a=bc"); cut <= get.indexOf("&"); cut++) {
      const request = await replay(
        { url: get, form: {} },
        { url: get.slice(0, cut), pairs: [[get.slice(cut), ""]] },
      );
      const error = await verifySignature(request, { authToken }).catch((error) => error);
      expect({ cut, reason: error.reason }).toEqual({ cut, reason: "body" });
    }
  });

  test.each<[what: string, form: Record<string, string>]>([
    ["a parameter of a voice client", { AccountId: "17", AccountSid: AC, CallSid: "CA1" }],
    ["a webhook of Proxy", {
      inboundParticipantSid: "KP1",
      inboundResourceUrl: "https://example.com/a?b=c",
      interactionAccountSid: AC,
      interactionSid: "KI1",
    }],
    ["one of the debugger", { AccountSid: AC, ParentAccountSid: AC, Payload: "{}" }],
    ["one of another account", { SubAccountSid: AC, Body: "x" }],
    ["one that tells of an account", { text: `AccountSid=${AC}` }],
    ["the documented one", { CallSid: "CA1234567890ABCDE", Digits: "1234" }],
  ])("what Twilio signs is none: %s", async (_, form) => {
    const request = await replay({ form }, { pairs: Object.entries(form) });
    expect((await verifySignature(request, { authToken })).fields).toEqual(Object.entries(form));
  });

  test("a body of JSON that is sent as a form has no fields", async () => {
    const text = new URLSearchParams(smsForm({ Body: "evil" })).toString();
    const body = JSON.stringify({ note: `x&${text}&z=` });
    const { url: signed, headers, ...init } = await signWebhook({ url, json: body }, { authToken });
    const contentType = { "content-type": "application/x-www-form-urlencoded" };
    const request = () => new Request(signed, { ...init, headers: { ...headers, ...contentType } });
    expect(await verifySignature(request(), { authToken })).toMatchObject({
      fields: [],
      text: body,
    });
    expect((await verifyWebhook(request(), { authToken })).type).toBe("other");
  });

  test("a field that is swallowed by the one before it", async () => {
    for (const form of [statusForm(), smsForm()]) {
      const names = Object.keys(form).sort();
      const needed = /^(AccountSid|Body|From|MessageSid|MessageStatus|SmsSid|SmsStatus|To)$/;
      for (const [at, name] of names.entries()) {
        const before = names[at - 1];
        if (before === undefined || !(needed.test(name) || needed.test(before))) continue;
        if (before === "Body" && name !== "From") continue;
        const pairs = Object.entries({ ...form, [before]: form[before] + name + form[name] })
          .filter(([one]) => one !== name);
        const request = await replay({ form }, { pairs });
        // A status may have no sender, and neither of these SIDs is needed beside the third.
        const error = await verifyWebhook(request, { authToken }).catch((error) => error);
        if (/^ErrorCode|^FromCountry|^SmsMessageSid|^NumSegments/.test(before)) continue;
        expect({ before, name, reason: error.reason }).toEqual({
          before,
          name,
          reason: expect.stringMatching(/^(event|body)$/),
        });
      }
    }
  });

  const fake = `SM${"f".repeat(32)}`;
  const written = `From+12125550100MessageSid${fake}SmsSid${fake}`;
  const base = { Body: "pay", From: "+12125550100", MessageSid: fake, SmsSid: fake, To: "+1777" };
  test.each<[string, text: string, fields: Record<string, string>, last: string]>([
    [
      "a message",
      `pay${written}SmsStatusreceivedTo+1777U`,
      { ...base, SmsStatus: "received" },
      "U",
    ],
    [
      "a status",
      `payFrom+12125550100MessageSid${fake}MessageStatussentSmsSid${fake}To+1777U`,
      { ...base, MessageStatus: "sent" },
      "U",
    ],
    [
      "a message, with the rest in a field that there is",
      `pay${written}SmsStatusreceivedTo+1777ToCity`,
      { ...base, SmsStatus: "received" },
      "ToCity",
    ],
  ])("a whole event that was in the text: %s", async (_, text, fields, last) => {
    const form = smsForm({ Body: text });
    const { AccountSid, ApiVersion } = form;
    const front: Record<string, string> = { AccountSid: AccountSid!, ...fields };
    if (ApiVersion !== undefined) front["ApiVersion"] = ApiVersion;
    const whole = signedForm(Object.entries(form));
    const pairs = Object.entries(front);
    const rest = whole.slice(signedForm(pairs).length + last.length);
    // The rest as the value of a field, or as a part of its name.
    for (const cut of [0, 1, rest.indexOf("SM"), rest.length]) {
      const all: [string, string][] = [...pairs, [last + rest.slice(0, cut), rest.slice(cut)]];
      expect(signedForm(all)).toBe(whole);
      for (const verify of [verifyWebhook, verifySignature]) {
        const request = await replay({ form }, { pairs: all });
        await expect(verify(request, { authToken })).rejects.toMatchObject({ reason: "body" });
      }
    }
  });

  test("a sender that was in the text, and the genuine one as a name", async () => {
    const form = smsForm({ Body: "hiFrom+12125550100" });
    const pairs: [string, string][] = [
      ...Object.entries({ ...form, Body: "hi", From: "+12125550100" }),
      [`From${form["From"]}`, ""],
    ];
    const request = await replay({ form }, { pairs });
    await expect(verifyWebhook(request, { authToken })).rejects.toMatchObject({ reason: "body" });
  });

  test("a query that was signed, with a form that was in its text", async () => {
    const body = `AccountSid${AC}BodypayFromBankMessageSid${fake}SmsSid${fake}SmsStatusreceivedZ`;
    const { url: whole, headers } = await signWebhook(
      { url, form: smsForm({ Body: body }), method: "GET" },
      { authToken },
    );
    const cut = whole.indexOf(body);
    const fields = { AccountSid: AC, Body: "pay", From: "Bank", MessageSid: fake, SmsSid: fake };
    const form = { ...fields, SmsStatus: "received", Z: whole.slice(cut + body.length) };
    const request = new Request(whole.slice(0, cut), {
      method: "POST",
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form),
    });
    await expect(verifySignature(request, { authToken })).rejects.toMatchObject({
      reason: "query",
    });
  });

  test("a text that has the words of a form in it is a text", async () => {
    for (const Body of [`pay${written}`, `MessageSid${fake}`, "Sid"]) {
      const request = await replay({ form: smsForm({ Body }) }, {
        pairs: Object.entries(smsForm({ Body })),
      });
      expect(await verifyWebhook(request, { authToken })).toMatchObject({ body: Body });
    }
  });

  test("a second sender that was in the text", async () => {
    const form = smsForm({ Body: "xFrom+12125550100" });
    const pairs: [string, string][] = [
      ...Object.entries({ ...form, Body: "x" }),
      ["From", "+12125550100"],
    ];
    const request = await replay({ form }, { pairs });
    await expect(verifyWebhook(request, { authToken })).rejects.toMatchObject({ reason: "event" });
  });

  test("between the URL and the form: a query that was in the text, as a GET", async () => {
    const forged = new URLSearchParams({ ...smsForm({ From: "+12125550100", Body: "forged" }) });
    const form = { ...smsForm(), Body: `&${forged}&x=` };
    const whole = url + signedForm(Object.entries(form));
    const request = await replay({ form }, { url: whole, method: "GET" });
    await expect(verifyWebhook(request, { authToken })).rejects.toMatchObject({ reason: "query" });
  });

  test("between the URL and the form: a hash that was in the text", async () => {
    const hash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    for (const text of [`&bodySHA256=${hash}`, `&bodySHA256=${hash}&x=`]) {
      const form = { AccountSid: AC, Body: text };
      const whole = url + signedForm(Object.entries(form));
      const request = await replay({ form }, { url: whole, json });
      const error = await verifyWebhook(request, { authToken }).catch((error) => error);
      expect(error.name).toBe("TwilioWebhookError");
      expect(error.reason).toMatch(/^(query|body)$/);
    }
  });

  test("a body that the signature of a URL alone does not cover", async () => {
    const made = await signWebhook({ url, method: "GET" }, { authToken });
    for (const type of ["application/json", "text/plain", "multipart/form-data; boundary=x", ""]) {
      const headers = { ...made.headers, ...type && { "content-type": type } };
      const body = new TextEncoder().encode(json);
      const request = new Request(url, { method: "POST", headers, body });
      await expect(verifyWebhook(request, { authToken })).rejects.toMatchObject({ reason: "body" });
    }
  });
});
