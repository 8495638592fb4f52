import type { MessageSettings } from "./options.ts";
import { maskUrl } from "../../record/masking.ts";

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

/** Tells of statuses, one after the other. */
export interface Callbacks {
  /** Sends a callback after those before it, if its URL is one of loopback. Never throws. */
  tell(told: Told): void;
  /** Resolves when what was told so far has been sent, or has failed. */
  settled(): Promise<void>;
  /** The last callbacks, the oldest first. */
  list(): StatusCallback[];
}

type KeptCallback = { -readonly [Name in keyof StatusCallback]: StatusCallback[Name] };

/** Makes a queue of callbacks that keeps the last of them. */
export function createCallbacks(limit: number, settings: MessageSettings): Callbacks {
  const { callbackFetch, callbackTimeout } = settings;
  const kept: KeptCallback[] = [];
  let number = 0;
  let last: Promise<void> = Promise.resolve();

  async function send(entry: KeptCallback, url: URL, authToken: string): Promise<void> {
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
      const request = await toRequest(url, entry.params, authToken, controller.signal);
      // A transport may not heed the signal.
      const response = await Promise.race([callbackFetch(request), late]);
      response.body?.cancel().catch(() => {});
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
    tell({ authToken, url: text, ...told }) {
      const url = new URL(text);
      const local = isLoopback(url);
      const entry: KeptCallback = {
        number: ++number,
        ...told,
        url: maskUrl(text),
        outcome: local ? "waiting" : "not sent",
        status: null,
        reason: local ? null : "not a loopback URL",
      };
      if (limit && kept.push(entry) > limit) kept.shift();
      if (local) last = last.then(() => send(entry, url, authToken));
    },

    settled: () => last,

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
 * The request of a callback: its headers are recorded. A user name and a password in the URL become
 * a header, as documented, and are not signed, which is inferred.
 *
 * @see https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
async function toRequest(
  url: URL,
  params: Readonly<Record<string, string>>,
  authToken: string,
  signal: AbortSignal,
): Promise<Request> {
  const { username, password } = url;
  const plain = new URL(url);
  plain.username = plain.password = plain.hash = "";
  const headers = new Headers({
    "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
    "User-Agent": "TwilioProxy/1.1",
    "X-Twilio-Signature": await sign(plain.href, params, authToken),
  });
  if (username || password) {
    const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    headers.set("Authorization", `Basic ${base64(new TextEncoder().encode(user))}`);
  }
  const body = new URLSearchParams(params).toString();
  return new Request(plain, { method: "POST", headers, body, redirect: "manual", signal });
}

/**
 * What is in `X-Twilio-Signature`: HMAC-SHA1 by the auth token of the URL and, in the order of their
 * names, the names and values of the form, as Base64.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export async function sign(
  url: string,
  params: Readonly<Record<string, string>>,
  authToken: string,
): Promise<string> {
  const encoder = new TextEncoder();
  const text = url + Object.keys(params).sort().map((name) => name + params[name]).join("");
  const algorithm = { name: "HMAC", hash: "SHA-1" };
  const secret = encoder.encode(authToken);
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
  return base64(new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text))));
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
