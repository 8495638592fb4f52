/** What the tests of webhooks share: the published vectors, forms, and requests. */
import { signWebhook, type WebhookSecret } from "../../../lib/webhooks/mod.ts";
import { AC, MG } from "../support/support.ts";

export const authToken = "12345";
export const sharedKey = { keyId: "webhooks_key_1", sharedKey: "correct-horse" };
export const SM = `SM${"1".repeat(32)}`;

export const url = "https://mycompany.com/myapp.php?foo=1&bar=2";
export const call: Record<string, string> = {
  CallSid: "CA1234567890ABCDE",
  Caller: "+14158675309",
  Digits: "1234",
  From: "+14158675309",
  To: "+18005551212",
};
export const json = '{"property": "value", "boolean": true}';
const jsonHash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
const emptyHash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

/** A published vector: what was signed, and the signature. */
export interface Vector {
  readonly name: string;
  readonly url: string;
  readonly pairs: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly signature: string;
}

const form = Object.entries(call);
const without = (...names: string[]) => form.filter(([name]) => !names.includes(name));
const from = (number: string) =>
  form.map(([name, value]) => [name, /^(Caller|From)$/.test(name) ? number : value] as const);

/**
 * Those that twilio-node, twilio-python and the documents of 2012 and of today have, with the token
 * `12345`.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export const vectors: readonly Vector[] = [
  { name: "a form", url, pairs: form, signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=" },
  {
    name: "with port 443",
    url: url.replace(".com", ".com:443"),
    pairs: form,
    signature: "kvajT1Ptam85bY51eRf/AJRuM3w=",
  },
  {
    name: "http with port 80",
    url: url.replace("https", "http").replace(".com", ".com:80"),
    pairs: form,
    signature: "0ZXoZLH/DfblKGATFgpif+LLRf4=",
  },
  {
    name: "http with port 1234",
    url: url.replace("https", "http").replace(".com", ".com:1234"),
    pairs: form,
    signature: "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
  },
  {
    name: "with user and password",
    url: url.replace("//", "//user:pass@"),
    pairs: form,
    signature: "CukzLTc1tT5dXEDIHm/tKBanW10=",
  },
  {
    name: "with a user",
    url: url.replace("//", "//user@"),
    pairs: form,
    signature: "2YRLlVAflCqxaNicjMpJcSTgzSs=",
  },
  {
    name: "with user, password and port",
    url: url.replace("//", "//user:pass@").replace(".com", ".com:443"),
    pairs: form,
    signature: "ZQFR1PTIZXF2MXB8ZnKCvnnA+rI=",
  },
  {
    name: "an apostrophe, escaped",
    url: `${url}&Body=It%27s+amazing`,
    pairs: form,
    signature: "TfZzewPq8wqrGlMfyAud8+/IvJ0=",
  },
  {
    name: "an apostrophe",
    url: `${url}&Body=It's+amazing`,
    pairs: form,
    signature: "dsq4Ehbj6cs+KdTkpF5sSSplOWw=",
  },
  {
    name: "a repeated name",
    url,
    pairs: [
      ["MessagingBinding.Address", "+1415xxxxxxx"],
      ["MessagingBinding.Address", "+1325xxxxxxx"],
    ],
    signature: "83O6e2vORAoJHUNzJjDWN1jz+BA=",
  },
  {
    name: "a repeated value",
    url,
    pairs: [["Sid", "CA123"], ["SidAccount", "AC123"], ["Digits", "5678"], ["Digits", "1234"], [
      "Digits",
      "1234",
    ]],
    signature: "IK+Dwps556ElfBT0I3Rgjkr1wJU=",
  },
  {
    name: "JSON",
    url: `${url}&bodySHA256=${jsonHash}`,
    pairs: [],
    body: json,
    signature: "a9nBmqA0ju/hNViExpshrM61xv4=",
  },
  {
    name: "JSON, and no other query",
    url: `https://mycompany.com/myapp.php?bodySHA256=${jsonHash}`,
    pairs: [],
    body: json,
    signature: "y77kIzt2vzLz71DgmJGsen2scGs=",
  },
  {
    name: "an empty object, with port",
    url: `${url.replace(".com", ".com:443")}&bodySHA256=${emptyHash}`,
    pairs: [],
    body: "{}",
    signature: "Ldidvp12m26NI7eqEvxnEpkd9Hc=",
  },
  {
    name: "an empty object",
    url: `${url}&bodySHA256=${emptyHash}`,
    pairs: [],
    body: "{}",
    signature: "rw/jVviOgicj2+kHZULvebnA4ag=",
  },
  {
    name: "the document of today",
    url: "https://example.com/myapp.php?foo=1&bar=2",
    pairs: from("+14158675310"),
    signature: "L/OH5YylLD5NRKLltdqwSvS0BnU=",
  },
  {
    name: "the document of 2012",
    url: url.replace("https", "http"),
    pairs: without("Caller"),
    signature: "HpS7PBa1Agvt4OtO+wZp75IuQa0=",
  },
];

/** The fields of a status callback, in recorded order. */
export function statusForm(more: Record<string, string> = {}): Record<string, string> {
  return {
    SmsSid: SM,
    SmsStatus: "delivered",
    MessageStatus: "delivered",
    ChannelToAddress: "+1415555XXXX",
    To: "whatsapp:+14155550199",
    ChannelPrefix: "whatsapp",
    MessagingServiceSid: MG,
    MessageSid: SM,
    AccountSid: AC,
    From: "whatsapp:+12487960483",
    ApiVersion: "2010-04-01",
    ...more,
  };
}

/** The fields of an inbound SMS, in recorded order. */
export function smsForm(more: Record<string, string> = {}): Record<string, string> {
  return {
    ToCountry: "US",
    ToState: "CA",
    SmsMessageSid: SM,
    NumMedia: "0",
    ToCity: "SAN FRANCISCO",
    FromZip: "",
    SmsSid: SM,
    FromState: "",
    SmsStatus: "received",
    FromCity: "",
    Body: "Hello!",
    FromCountry: "DE",
    To: "+14155550100",
    MessagingServiceSid: MG,
    ToZip: "94107",
    NumSegments: "1",
    MessageSid: SM,
    AccountSid: AC,
    From: "+4915112345678",
    ApiVersion: "2010-04-01",
    ...more,
  };
}

/** The request of a webhook that was signed, to be changed. */
export async function signed(
  webhook: Parameters<typeof signWebhook>[0],
  secret: WebhookSecret = { authToken },
  change: { url?: string; headers?: Record<string, string>; body?: BodyInit } = {},
): Promise<Request> {
  const { url, method, headers, body } = await signWebhook(webhook, secret);
  return new Request(change.url ?? url, {
    method,
    headers: { ...headers, ...change.headers },
    body: method === "GET" ? null : change.body ?? body,
  });
}
