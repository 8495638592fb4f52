import { maskUrl } from "../../record/masking.ts";
import { createWatchers, type Watchers } from "../../watchers.ts";
import type { MessageSettings } from "./options.ts";
import {
  callWebhook,
  type SignedCall,
  signedCall,
  type Told,
  type WebhookAnswer,
} from "./webhook_call.ts";

/** A request to a webhook, and what came of it. */
export interface StatusCallback {
  /** Counts the callbacks of a sandbox, from 1, in the order of the statuses. */
  readonly number: number;
  /** What it is about: a status, an inbound message, or one whose webhook has failed. */
  readonly kind: "status" | "inbound" | "fallback";
  /** SID of the message. */
  readonly messageSid: string;
  /** The status that it tells of; `received` of an inbound message. */
  readonly messageStatus: string;
  /** Where it goes, without a user name and a password. */
  readonly url: string;
  /** HTTP method. */
  readonly method: "POST" | "GET";
  /** The fields of its form, in their order; with GET, of its query. */
  readonly params: Readonly<Record<string, string>>;
  /** `X-Twilio-Signature`; `null` where it was not sent. */
  readonly signature: string | null;
  /** What came of it so far. `"not sent"`: it never will be, for its URL is of another machine. */
  readonly outcome: "waiting" | "answered" | "failed" | "not sent";
  /** HTTP status of the answer; `null` where there is none. */
  readonly status: number | null;
  /** The body of the answer, of which 64 KiB are kept; `null` where there is none. */
  readonly answer: string | null;
  /** Why it failed or was not sent; `null` where it was answered, or waits. */
  readonly reason: string | null;
}

/** Tells of statuses: of those of one message one after the other. */
export interface Callbacks {
  /** Sends a callback after those of its message, if its URL may be gone to. Never throws. */
  tell(told: Told): void;
  /** Sends one at once, and answers with what came of it. Never throws. */
  ask(told: Told): Promise<WebhookAnswer>;
  /** Resolves when what was told so far has been sent, or has failed. */
  settled(): Promise<void>;
  /** The last callbacks, the oldest first. */
  list(): StatusCallback[];
  /** Forgets those that were kept. */
  clear(): void;
  /** Are told of each callback, when it is made and when something came of it. */
  readonly watchers: Watchers<StatusCallback>;
}

type KeptCallback = { -readonly [Name in keyof StatusCallback]: StatusCallback[Name] };

/** Makes a queue of callbacks that keeps the last of them. */
export function createCallbacks(limit: number, settings: MessageSettings): Callbacks {
  const watchers = createWatchers<StatusCallback>();
  let kept: KeptCallback[] = [];
  let number = 0;
  const lastOf = new Map<string, Promise<void>>(); // by message: a slow receiver holds up no other
  let signed: Promise<unknown> = Promise.resolve(); // one after the other, so that order is kept

  function enter(told: Told): KeptCallback {
    const { authToken: _, ...plain } = told;
    const goes = mayGo(new URL(told.url), settings.callbackHosts);
    const entry: KeptCallback = {
      number: ++number,
      ...plain,
      url: maskUrl(told.url),
      signature: null,
      outcome: goes ? "waiting" : "not sent",
      status: null,
      answer: null,
      reason: goes ? null : "the URL is of another machine, and none that is allowed",
    };
    if (limit && kept.push(entry) > limit) kept.shift();
    watchers.tell(copyOf(entry));
    return entry;
  }

  async function send(
    entry: KeptCallback,
    told: Told,
    call: Promise<SignedCall>,
  ): Promise<WebhookAnswer> {
    const answer = await callWebhook(told, call, settings);
    entry.signature = await call.then(({ signature }) => signature, () => null);
    entry.status = answer.status;
    entry.answer = answer.status === null ? null : answer.text;
    entry.reason = answer.reason;
    entry.outcome = answer.reason === null ? "answered" : "failed";
    watchers.tell(copyOf(entry));
    return answer;
  }

  /** Waits for what is under way of a message, and lets others wait for this. */
  function inTurn<Value>(messageSid: string, work: () => Promise<Value>): Promise<Value> {
    const before = lastOf.get(messageSid);
    const sent = Promise.resolve(before).then(work);
    const done = sent.then(() => {}, () => {});
    lastOf.set(messageSid, done);
    done.then(() => {
      if (lastOf.get(messageSid) === done) lastOf.delete(messageSid);
    });
    return sent;
  }

  function ask(told: Told): Promise<WebhookAnswer> {
    const entry = enter(told);
    if (entry.outcome === "not sent") {
      return Promise.resolve({ status: null, type: "", text: "", reason: entry.reason });
    }
    const call = signed.then(() => signedCall(told));
    signed = call.catch(() => {}); // which `send` tells of
    return inTurn(told.messageSid, () => send(entry, told, call));
  }

  return {
    tell: (told) => void ask(told),
    ask,
    async settled() {
      await Promise.all(lastOf.values());
    },
    list: () => kept.map(copyOf),
    clear: () => void (kept = []),
    watchers,
  };
}

function copyOf(entry: StatusCallback): StatusCallback {
  return { ...entry, params: { ...entry.params } };
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

/** Whether a callback may go there: to this machine, and to those that were named. */
function mayGo(url: URL, hosts: readonly string[]): boolean {
  return isLoopback(url) || (/^https?:$/.test(url.protocol) && hosts.includes(url.hostname));
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
