/** One request to a webhook, as Twilio makes it: signed, and bounded in time. */
import { utf8 } from "../../../webhooks/signature.ts";
import { signWebhook } from "../../../webhooks/sign.ts";
import { urlParts } from "../../../webhooks/url_variants.ts";
import type { MessageSettings } from "./options.ts";

/** What a webhook is told. */
export interface Told {
  /** What it is about: a status, an inbound message, or one whose webhook has failed. */
  readonly kind: "status" | "inbound" | "fallback";
  readonly messageSid: string;
  readonly messageStatus: string;
  readonly url: string;
  readonly method: "POST" | "GET";
  readonly params: Readonly<Record<string, string>>;
  /** Signs it. */
  readonly authToken: string;
}

/** A request that is signed, which may be made with a password and without. */
export interface SignedCall {
  readonly signature: string;
  make(authorization: string | null, signal: AbortSignal): Request;
}

/** What a webhook has answered, or why there is no answer. */
export interface WebhookAnswer {
  /** HTTP status; `null` where there is none. */
  readonly status: number | null;
  /** Content type, in lower case and without its parameters. */
  readonly type: string;
  /** The body, as far as it is kept. */
  readonly text: string;
  /** Why it failed; `null` where there is an answer that is no redirect. */
  readonly reason: string | null;
}

/** Twilio reads no more of TwiML. */
const mostBytes = 64 * 1024;

/**
 * Signs a request: its headers are recorded, and the URL is signed as it was given. The token of an
 * event is the same each time, as it says.
 *
 * @see https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export async function signedCall(told: Told): Promise<SignedCall> {
  const { url, method, params, authToken, messageSid, messageStatus, kind } = told;
  const event = kind === "status" ? `${messageSid} ${messageStatus}` : `${messageSid} ${kind}`;
  const idempotencyToken = await uuidOf(event);
  // Where it is not written as a URL is, such as with backslashes, as what it stands for.
  const given = urlParts(url) === null ? new URL(url).href : url;
  const signed = await signWebhook(
    { url: given, form: params, method, idempotencyToken },
    { authToken },
  );
  const { headers, body } = signed;
  return {
    signature: headers["x-twilio-signature"] ?? "",
    make(authorization, signal) {
      const all = authorization === null ? headers : { ...headers, authorization };
      return new Request(signed.url, { method, headers: all, body, redirect: "manual", signal });
    },
  };
}

/** Sends a request to a webhook; it never throws. */
export async function callWebhook(
  told: Told,
  signed: Promise<SignedCall>,
  { callbackFetch, callbackTimeout }: MessageSettings,
): Promise<WebhookAnswer> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${callbackTimeout} ms`));
      controller.abort();
    }, Math.min(callbackTimeout, 0x7fff_ffff));
  });
  late.catch(() => {}); // it may come before anybody waits for it
  // A transport may not heed the signal.
  const inTime = <Value>(value: Promise<Value>) => Promise.race([value, late]);
  try {
    const { make } = await signed;
    const send = (authorization: string | null) =>
      inTime(callbackFetch(make(authorization, controller.signal)));
    let response = await send(null);
    const authorization = asksForPassword(response) ? authorizationOf(new URL(told.url)) : null;
    if (authorization !== null) {
      response.body?.cancel().catch(() => {});
      response = await send(authorization);
    }
    const { status, type: kind, headers } = response;
    const [type = ""] = (headers.get("content-type") ?? "").toLowerCase().split(/ *;/);
    const text = await inTime(textOf(response));
    const redirects = kind === "opaqueredirect" || (status >= 300 && status < 400);
    const reason = redirects ? "a redirect, which is not followed" : null;
    return { status: status || null, type, text, reason };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { status: null, type: "", text: "", reason };
  } finally {
    clearTimeout(timer);
  }
}

/** So much of a body as is kept. One that breaks off is no answer that is less good. */
async function textOf({ body }: Response): Promise<string> {
  if (body === null) return "";
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = "";
  let size = 0;
  try {
    while (size < mostBytes) {
      const { done, value } = await reader.read();
      if (done) break;
      const rest = value.subarray(0, mostBytes - size);
      size += rest.length;
      text += decoder.decode(rest, { stream: true });
    }
  } catch {
    return text;
  }
  reader.cancel().catch(() => {});
  return text;
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
function asksForPassword({ status, headers }: Response): boolean {
  return status === 401 && /(^|[\s,])Basic\b/i.test(headers.get("www-authenticate") ?? "");
}

/** The header for the user name and the password in a URL; `null` where there are none. */
function authorizationOf({ username, password }: URL): string | null {
  if (username === "" && password === "") return null;
  const bytes = utf8(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
