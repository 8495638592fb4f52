/** The same webhook as each service sends it, signed as its documents say. */
import type { Service } from "../webhook_peer.ts";
import { fields, signedText } from "../webhook_text.ts";
import { authToken } from "../wire.ts";

/** Headers and a body. */
export interface Message {
  readonly headers: Record<string, string>;
  readonly body: string;
}

async function hmac(hash: "SHA-1" | "SHA-256", text: string): Promise<Uint8Array> {
  const [secret, bytes] = [authToken, text].map((one) => new TextEncoder().encode(one));
  const algorithm = { name: "HMAC", hash };
  const key = await crypto.subtle.importKey("raw", secret!, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes!));
}

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

async function standard(prefix: string, body: string): Promise<Record<string, string>> {
  const now = String(Math.floor(Date.now() / 1000));
  return {
    [`${prefix}-id`]: "msg_1",
    [`${prefix}-timestamp`]: now,
    [`${prefix}-signature`]: `v1,${base64(await hmac("SHA-256", `msg_1.${now}.${body}`))}`,
  };
}

const signers: Record<Service, (body: string) => Promise<Record<string, string>>> = {
  twilio: async () => ({ "x-twilio-signature": base64(await hmac("SHA-1", signedText)) }),
  github: async (body) => ({ "x-hub-signature-256": `sha256=${hex(await hmac("SHA-256", body))}` }),
  standard: (body) => standard("webhook", body),
  svix: (body) => standard("svix", body),
  async stripe(body) {
    const now = Math.floor(Date.now() / 1000);
    return { "stripe-signature": `t=${now},v1=${hex(await hmac("SHA-256", `${now}.${body}`))}` };
  },
};

/** Signed now: some do not take what is older than some minutes. */
export async function messageOf(service: Service): Promise<Message> {
  const isForm = service === "twilio";
  const body = isForm ? new URLSearchParams(fields).toString() : JSON.stringify(fields);
  const type = isForm ? "application/x-www-form-urlencoded; charset=utf-8" : "application/json";
  return { headers: { "content-type": type, ...await signers[service](body) }, body };
}

/** The same, with a signature of which one character is another. */
export function forged({ headers, body }: Message): Message {
  const changed = Object.entries(headers).map(([name, value]) => {
    const other = value.replace(/.(?=.{12}$)/, (one) => one === "0" ? "1" : "0");
    return [name, name.includes("signature") ? other : value];
  });
  return { headers: Object.fromEntries(changed), body };
}
