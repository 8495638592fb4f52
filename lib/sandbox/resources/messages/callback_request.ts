/** The requests of a webhook: signed, and with a password for who asks for one. */
import { utf8 } from "../../../webhooks/signature.ts";
import { signWebhook } from "../../../webhooks/sign.ts";
import { urlParts } from "../../../webhooks/url_variants.ts";

/** What is asked of a webhook. */
export interface WebhookCall {
  readonly url: string;
  /** Default: POST. */
  readonly method?: "POST" | "GET" | undefined;
  readonly params: Readonly<Record<string, string>>;
  /** Signs it. */
  readonly authToken: string;
  readonly messageSid: string;
  readonly messageStatus: string;
}

/** The requests of a webhook. */
export interface Requests {
  readonly signature: string;
  /** Makes one, with a password or without. */
  request(authorization: string | null, signal: AbortSignal): Request;
}

/**
 * Makes the requests of a webhook, with and without a password: their headers are recorded, and the
 * URL is signed as it was given. The token of an event is the same each time, as it says.
 *
 * @see https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export async function requestsOf(
  { url, method = "POST", params, authToken, messageSid, messageStatus }: WebhookCall,
): Promise<Requests> {
  const idempotencyToken = await uuidOf(`${messageSid} ${messageStatus}`);
  // Where it is not written as a URL is, such as with backslashes, as what it stands for.
  const given = urlParts(url) === null ? new URL(url).href : url;
  const signed = await signWebhook(
    { url: given, form: params, method, idempotencyToken },
    { authToken },
  );
  const { headers, body } = signed;
  return {
    signature: headers["x-twilio-signature"] ?? "",
    request(authorization, signal) {
      const all = authorization === null ? headers : { ...headers, authorization };
      return new Request(signed.url, { method, headers: all, body, redirect: "manual", signal });
    },
  };
}

/** A UUID that is always the same for a text. */
async function uuidOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(text))).slice(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80; // version 8: of one's own making
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Whether an answer asks for a user name and a password: before that, none are sent. */
export function asksForPassword({ status, headers }: Response): boolean {
  return status === 401 && /(^|[\s,])Basic\b/i.test(headers.get("www-authenticate") ?? "");
}

/** The header for the user name and the password in a URL; `null` where there are none. */
export function authorizationOf({ username, password }: URL): string | null {
  if (username === "" && password === "") return null;
  const bytes = utf8(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
