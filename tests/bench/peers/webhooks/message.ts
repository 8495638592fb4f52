/** The webhook that all verify: an inbound SMS, as Twilio sends it, or its fields as JSON. */
import { signWebhook } from "../../../../lib/webhooks/mod.ts";
import type { WebhookPeer } from "../../webhook_peer.ts";

/** As long as Twilio's. */
export const authToken = "0123456789abcdef0123456789abcdef";
export const url = "https://example.com/webhooks/twilio?tenant=7";

const sid = `SM${"1".repeat(32)}`;
const form = {
  ToCountry: "US",
  ToState: "CA",
  SmsMessageSid: sid,
  NumMedia: "0",
  ToCity: "SAN FRANCISCO",
  FromZip: "",
  SmsSid: sid,
  FromState: "",
  SmsStatus: "received",
  FromCity: "",
  Body: "Hello, is the shop open today?",
  FromCountry: "DE",
  To: "+14155550100",
  MessagingServiceSid: `MG${"2".repeat(32)}`,
  ToZip: "94107",
  NumSegments: "1",
  MessageSid: sid,
  AccountSid: `AC${"3".repeat(32)}`,
  From: "+4915112345678",
  ApiVersion: "2010-04-01",
};

/** Of Twilio: what it sends, and the text that it signs. */
export async function twilioMessage(): Promise<Omit<WebhookPeer, "verify"> & { text: string }> {
  const { body, headers } = await signWebhook({ url, form }, { authToken });
  const text = url + Object.entries(form).sort(([a], [b]) => a < b ? -1 : 1).flat().join("");
  return { url, headers, body: body!, text };
}

/** Of the other services. */
export const json: string = JSON.stringify(form);

/** Now, in seconds: some do not take what is older than some minutes. */
export const timestamp: string = String(Math.floor(Date.now() / 1000));

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** HMAC-SHA256, for who has to be sent a signature. */
export async function hmac256(secret: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(text)));
}
