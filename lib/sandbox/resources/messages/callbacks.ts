import { maskUrl } from "../../record/masking.ts";
import { utf8 } from "../../../webhooks/signature.ts";
import { signWebhook } from "../../../webhooks/sign.ts";
import { urlParts } from "../../../webhooks/url_variants.ts";
import type { MessageSettings } from "./options.ts";

/** A status callback, and what came of it. */
export interface StatusCallback {
  /** Counts the callbacks of a sandbox, from 1, in the order of the statuses. */
  readonly number: number;
  /** SID of the message. */
  readonly messageSid: string;
  /** The status that it tells of. */
  readonly messageStatus: string;
  /** Where it goes, without a user name and a password. */
  readonly url: string;
  /** The fields of its form, in their order. */
  readonly params: Readonly<Record<string, string>>;
  /** What came of it so far. `"not sent"`: it never will be, for its URL is none of loopback. */
  readonly outcome: "waiting" | "answered" | "failed" | "not sent";
  /** HTTP status of the answer; `null` where there is none. */
  readonly status: number | null;
  /** Why it failed or was not sent; `null` where it was answered, or waits. */
  readonly reason: string | null;
}

/** What a callback is about. */
export interface Told {
  readonly messageSid: string;
  readonly messageStatus: string;
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  /** Signs it. */
  readonly authToken: string;
}

/** Tells of statuses: of those of one message one after the other. */
export interface Callbacks {
  /** Sends a callback after those of its message, if its URL is one of loopback. Never throws. */
  tell(told: Told): void;
  /** Resolves when what was told so far has been sent, or has failed. */
  settled(): Promise<void>;
  /** The last callbacks, the oldest first. */
  list(): StatusCallback[];
}

type KeptCallback = { -readonly [Name in keyof StatusCallback]: StatusCallback[Name] };

/** Makes a request of a callback. */
type Requests = (authorization: string | null, signal: AbortSignal) => Request;

/** Makes a queue of callbacks that keeps the last of them. */
export function createCallbacks(limit: number, settings: MessageSettings): Callbacks {
  const { callbackFetch, callbackTimeout } = settings;
  const kept: KeptCallback[] = [];
  let number = 0;
  const lastOf = new Map<string, Promise<void>>(); // by message: a slow receiver holds up no other
  let signed: Promise<unknown> = Promise.resolve(); // one after the other, so that order is kept

  async function send(entry: KeptCallback, told: Told, requests: Promise<Requests>): Promise<void> {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`no answer within ${callbackTimeout} ms`));
        controller.abort();
      }, Math.min(callbackTimeout, 0x7fff_ffff));
    });
    late.catch(() => {}); // it may come before anybody waits for it
    try {
      const given = await requests;
      const make = (authorization: string | null) => given(authorization, controller.signal);
      // A transport may not heed the signal.
      let response = await Promise.race([callbackFetch(make(null)), late]);
      const authorization = asksForPassword(response) ? authorizationOf(new URL(told.url)) : null;
      response.body?.cancel().catch(() => {});
      if (authorization !== null) {
        response = await Promise.race([callbackFetch(make(authorization)), late]);
        response.body?.cancel().catch(() => {});
      }
      const { status, type } = response;
      const redirects = type === "opaqueredirect" || (status >= 300 && status < 400);
      entry.status = status || null;
      entry.outcome = redirects ? "failed" : "answered";
      if (redirects) entry.reason = "a redirect, which is not followed";
    } catch (error) {
      entry.outcome = "failed";
      entry.reason = error instanceof Error ? error.message : String(error);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    tell(told) {
      const { authToken: _, ...plain } = told;
      const local = isLoopback(new URL(told.url));
      const entry: KeptCallback = {
        number: ++number,
        ...plain,
        url: maskUrl(told.url),
        outcome: local ? "waiting" : "not sent",
        status: null,
        reason: local ? null : "not a loopback URL",
      };
      if (limit && kept.push(entry) > limit) kept.shift();
      if (!local) return;
      const { messageSid } = told;
      const requests = signed.then(() => requestsOf(told));
      signed = requests.catch(() => {}); // which `send` tells of
      const before = lastOf.get(messageSid);
      const sent = signed.then(() => before).then(() => send(entry, told, requests));
      lastOf.set(messageSid, sent);
      sent.then(() => {
        if (lastOf.get(messageSid) === sent) lastOf.delete(messageSid);
      });
    },

    async settled() {
      await Promise.all(lastOf.values());
    },

    list: () => kept.map((entry) => ({ ...entry, params: { ...entry.params } })),
  };
}

/** A URL of the Web, or `null`. */
export function webUrl(text: string): URL | null {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/**
 * Whether a URL stays on this machine: by an address of 127.0.0.0/8, by `[::1]`, or by the name
 * `localhost`. Other names may lead anywhere, and so do those that end in `.localhost` in some places.
 * How an address is written does not matter, for a URL has but one way.
 */
export function isLoopback({ protocol, hostname }: URL): boolean {
  return /^https?:$/.test(protocol) &&
    /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(hostname);
}

/**
 * Makes the requests of a callback, with and without a password: their headers are recorded, and the
 * URL is signed as it was given. The token of an event is the same each time, as it says.
 *
 * @see https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
async function requestsOf(
  { url, params, authToken, messageSid, messageStatus }: Told,
): Promise<Requests> {
  const idempotencyToken = await uuidOf(`${messageSid} ${messageStatus}`);
  // Where it is not written as a URL is, such as with backslashes, as what it stands for.
  const given = urlParts(url) === null ? new URL(url).href : url;
  const signed = await signWebhook({ url: given, form: params, idempotencyToken }, { authToken });
  const { method, headers, body } = signed;
  return (authorization, signal) => {
    const all = authorization === null ? headers : { ...headers, authorization };
    return new Request(signed.url, { method, headers: all, body, redirect: "manual", signal });
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
function asksForPassword({ status, headers }: Response): boolean {
  return status === 401 && /(^|[\s,])Basic\b/i.test(headers.get("www-authenticate") ?? "");
}

/** The header for the user name and the password in a URL; `null` where there are none. */
function authorizationOf({ username, password }: URL): string | null {
  if (username === "" && password === "") return null;
  const bytes = utf8(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
