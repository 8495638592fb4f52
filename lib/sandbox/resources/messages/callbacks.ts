import { maskUrl } from "../../record/masking.ts";
import { createWatchers, type Watchers } from "../../watchers.ts";
import {
  asksForPassword,
  authorizationOf,
  type Requests,
  requestsOf,
  type WebhookCall,
} from "./callback_request.ts";
import type { CallbackRecord, StatusCallback } from "./callback.ts";
import { failureOf, timeInWords } from "./failure.ts";
import { createLanes } from "./lanes.ts";
import type { MessageSettings } from "./options.ts";

/** What a callback is about. */
export interface Told extends WebhookCall {
  /** Whether its answer is read. Default: it is not. */
  readonly reads?: boolean | undefined;
}

/** What came of a callback, and what was read of its answer. */
export interface Heard {
  readonly outcome: StatusCallback["outcome"];
  readonly status: number | null;
  /** The media type of the answer. */
  readonly type: string;
  /** `null` where it is larger than Twilio reads, or there is none. */
  readonly text: string | null;
}

/** Tells of statuses: of those of one message one after the other. */
export interface Callbacks {
  /** Sends a callback after those of its message, if it may go there. Never throws, nor rejects. */
  tell(told: Told): Promise<Heard>;
  /** Resolves when what was told so far has been sent, or has failed. */
  settled(): Promise<void>;
  /** The last callbacks, the oldest first. */
  list(): StatusCallback[];
  /** The same, with their signatures. */
  records(): CallbackRecord[];
  /** Forgets those that were kept. */
  clear(): void;
  /** Are told of each callback, when it is made and when something came of it. */
  readonly watchers: Watchers<StatusCallback>;
}

type KeptCallback = { -readonly [Name in keyof CallbackRecord]: CallbackRecord[Name] };

/** How many callbacks a receiver has to answer at once; others are no slower for it. */
const AT_ONCE = 50;

/** Makes a queue of callbacks that keeps the last of them. */
export function createCallbacks(limit: number, settings: MessageSettings): Callbacks {
  const { callbackFetch, callbackTimeout, callbackHosts, onCallback } = settings;
  const watchers = createWatchers<StatusCallback>();
  if (onCallback) watchers.add(onCallback);
  let kept: KeptCallback[] = [];
  let number = 0;
  const lanes = createLanes(AT_ONCE);
  const lastOf = new Map<string, Promise<void>>(); // by message: a slow receiver holds up no other
  let signed: Promise<unknown> = Promise.resolve(); // one after the other, so that order is kept

  /** Tells of a callback as it is now. */
  function announce(entry: KeptCallback): void {
    if (watchers.any()) watchers.tell(copyOf(entry));
  }

  async function send(
    entry: KeptCallback,
    told: Told,
    requests: Promise<Requests>,
  ): Promise<Heard> {
    let [type, text]: [string, string | null] = ["", null];
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const reason = new Error(`no answer within ${timeInWords(callbackTimeout)}`);
        reject(reason);
        controller.abort(reason);
      }, Math.min(callbackTimeout, 0x7fff_ffff));
    });
    late.catch(() => {}); // it may come before anybody waits for it
    try {
      const { signature, request } = await requests;
      entry.signature = signature;
      const make = (authorization: string | null) => request(authorization, controller.signal);
      // A transport may not heed the signal.
      let response = await Promise.race([callbackFetch(make(null)), late]);
      const authorization = asksForPassword(response) ? authorizationOf(new URL(told.url)) : null;
      if (authorization !== null) {
        response.body?.cancel().catch(() => {});
        response = await Promise.race([callbackFetch(make(authorization)), late]);
      }
      if (told.reads) {
        type = response.headers.get("content-type") ?? "";
        text = await Promise.race([textOf(response), late]);
        entry.answer = text;
      } else response.body?.cancel().catch(() => {});
      const { status } = response;
      const redirects = response.type === "opaqueredirect" || (status >= 300 && status < 400);
      entry.status = status || null;
      entry.outcome = redirects ? "failed" : "answered";
      if (redirects) entry.reason = "a redirect, which is not followed";
    } catch (error) {
      entry.outcome = "failed";
      entry.reason = failureOf(error);
    } finally {
      clearTimeout(timer);
    }
    announce(entry);
    return { outcome: entry.outcome, status: entry.status, type, text };
  }

  return {
    tell(told) {
      const { messageSid, messageStatus, method = "POST", params } = told;
      const url = new URL(told.url);
      const mayGo = isLoopback(url) || callbackHosts.has(url.hostname);
      const entry: KeptCallback = {
        number: ++number,
        messageSid,
        messageStatus,
        method,
        url: maskUrl(told.url),
        params,
        signature: null,
        answer: null,
        outcome: mayGo ? "waiting" : "not sent",
        status: null,
        reason: mayGo ? null : "not a loopback URL",
      };
      if (limit && kept.push(entry) > limit) kept.shift();
      announce(entry);
      if (!mayGo) {
        return Promise.resolve({ outcome: "not sent", status: null, type: "", text: null });
      }
      const requests = signed.then(() => requestsOf(told));
      signed = requests.catch(() => {}); // which `send` tells of
      const before = lastOf.get(messageSid);
      const heard = signed.then(() => before)
        .then(() => lanes(url.origin, () => send(entry, told, requests)));
      const sent = heard.then(() => {
        if (lastOf.get(messageSid) === sent) lastOf.delete(messageSid);
      });
      lastOf.set(messageSid, sent);
      return heard;
    },

    async settled() {
      await Promise.all(lastOf.values());
    },

    list: () => kept.map(copyOf),
    records: () => kept.map((entry) => ({ ...entry, params: { ...entry.params } })),
    clear: () => void (kept = []),
    watchers,
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

function copyOf({ signature: _, answer: __, ...entry }: KeptCallback): StatusCallback {
  return { ...entry, params: { ...entry.params } };
}

/** How much Twilio reads of an answer: https://www.twilio.com/docs/api/errors/11750 */
const LIMIT = 65_536;

/** The text of an answer; `null` where it is too large, of which no more is read. */
async function textOf({ body }: Response): Promise<string | null> {
  if (!body) return "";
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let [text, size] = ["", 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > LIMIT) {
      reader.cancel().catch(() => {});
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
