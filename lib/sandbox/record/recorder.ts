import { createWatchers, type Watchers } from "../watchers.ts";
import { checkFilter, type Exchange, type ExchangeFilter, matches } from "./exchange.ts";
import { bytesOf, type Reply } from "../http/reply.ts";
import { maskHeaders, maskText, maskUrl } from "./masking.ts";
import type { SandboxOperation } from "../http/operations.ts";

/** What the sandbox knows of an exchange. It becomes an {@linkcode Exchange} when somebody asks. */
export interface Draft {
  readonly operation: SandboxOperation | null;
  readonly accountSid: string | null;
  readonly method: string;
  readonly url: string;
  readonly path: string;
  /** As they came: an object, or names and values in turn. */
  readonly headers: Headers | readonly string[];
  readonly requestBody: string | null;
  readonly outcome: Exchange["outcome"];
  readonly reply: Reply | null;
  readonly requestId: string;
  readonly struck: boolean;
  /** In milliseconds since 1970. */
  readonly start: number;
  readonly duration: number;
}

/** How long {@linkcode Sandbox.waitFor} waits. */
export interface WaitOptions {
  /** Gives up when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** Gives up after so many milliseconds. Default: never. */
  readonly timeout?: number | undefined;
}

/** Keeps the last exchanges. */
export interface Recorder {
  add(draft: Draft): void;
  exchanges(filter?: ExchangeFilter): Exchange[];
  /** Forgets those that were kept. */
  clear(): void;
  /** Are told of the number of each exchange as it is answered. */
  readonly watchers: Watchers<number>;
  waitFor(filter: ExchangeFilter, options?: WaitOptions): Promise<Exchange>;
}

interface Kept {
  readonly number: number;
  readonly draft: Draft;
}

/**
 * Makes a recorder that keeps so many exchanges, and so many characters of each body. An exchange is
 * put together, and its credentials are masked, when it is asked for: recording costs next to
 * nothing.
 */
export function createRecorder(
  limit: number,
  bodyLimit: number,
  onExchange?: (exchange: Exchange) => void,
): Recorder {
  const watchers = createWatchers<number>();
  const hooks = createWatchers<Exchange>();
  if (onExchange) hooks.add(onExchange);
  let kept: Kept[] = [];
  const waiting = new Set<(exchange: Exchange) => void>();
  let number = 0;

  return {
    add(draft) {
      number++;
      watchers.tell(number);
      if (!limit && !hooks.any() && !waiting.size) return;
      const entry = { number, draft: trimmed(draft, bodyLimit) };
      if (limit && kept.push(entry) > limit) kept.shift();
      if (!hooks.any() && !waiting.size) return;
      const exchange = toExchange(entry);
      hooks.tell(exchange);
      waiting.forEach((take) => take(exchange));
    },

    clear: () => void (kept = []),
    watchers,

    exchanges(filter = {}) {
      checkFilter(filter);
      return kept.map(toExchange).filter((exchange) => matches(exchange, filter));
    },

    waitFor: (filter, { signal, timeout } = {}) =>
      new Promise((resolve, reject) => {
        checkFilter(filter);
        signal?.throwIfAborted();
        const there = kept.map(toExchange).find((exchange) => matches(exchange, filter));
        if (there) return resolve(there);
        const end = () => {
          clearTimeout(timer);
          waiting.delete(take);
          signal?.removeEventListener("abort", abort);
        };
        const take = (exchange: Exchange) => {
          try {
            if (!matches(exchange, filter)) return;
            resolve(exchange);
          } catch (error) {
            reject(error);
          }
          end();
        };
        const abort = () => {
          end();
          reject(signal?.reason);
        };
        const late = () => {
          end();
          reject(new DOMException(`no such exchange within ${timeout} ms`, "TimeoutError"));
        };
        // A timer cannot wait for much longer.
        const timer = timeout === undefined ? undefined : setTimeout(late, Math.min(timeout, 2e9));
        waiting.add(take);
        signal?.addEventListener("abort", abort);
      }),
  };
}

/** The same with no more of its bodies than was sent, and so many characters of them. */
function trimmed(draft: Draft, limit: number): Draft {
  const { method, requestBody, reply } = draft;
  const request = upTo(limit, requestBody);
  const response = upTo(limit, method === "HEAD" ? null : sentOf(reply));
  if (request === requestBody && response === (reply?.body ?? null)) return draft;
  return { ...draft, requestBody: request, reply: reply && { ...reply, body: response } };
}

/** The text of a body, as far as it is sent. */
function sentOf(reply: Reply | null): string | null {
  return reply?.cut ? new TextDecoder().decode(bytesOf(reply).bytes) : reply?.body ?? null;
}

/** So much of a text. A copy: a part of a string would keep the whole of it. */
function upTo(limit: number, text: string | null): string | null {
  if (text === null || text.length <= limit) return text;
  return new TextDecoder().decode(new TextEncoder().encode(text.slice(0, limit)));
}

function toExchange({ number, draft }: Kept): Exchange {
  const { operation, accountSid, method, url, path, requestBody, outcome, reply } = draft;
  const { requestId, struck, start, duration } = draft;
  return {
    number,
    operation,
    accountSid,
    method,
    url: maskUrl(url),
    path,
    requestHeaders: maskHeaders(pairs(draft.headers)),
    requestBody: requestBody === null ? null : maskText(requestBody),
    outcome,
    status: reply?.status ?? null,
    responseHeaders: maskHeaders(Object.entries(reply?.headers ?? {})),
    responseBody: reply?.body == null ? null : maskText(reply.body),
    requestId,
    struck,
    date: new Date(start),
    duration,
  };
}

function pairs(headers: Draft["headers"]): Iterable<readonly [string, string]> {
  if (!Array.isArray(headers)) return headers as Headers;
  return headers.flatMap((name, at) => at % 2 ? [] : [[name, headers[at + 1] ?? ""] as const]);
}
