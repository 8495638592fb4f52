import type { Bytes } from "../../types.ts";
import type { Answer } from "./answers.ts";
import type { Unknowns } from "../unknowns.ts";

/** What every answer says of the request that it answers. */
export interface Circumstances {
  /** Twilio's id of the request. */
  readonly id: string;
  /** How long it took, in milliseconds. */
  readonly duration: number;
  /** How many requests of the account were under way, this one included. */
  readonly concurrent: number;
  /** The host that answers, such as `messaging.twilio.com`. */
  readonly domain: string;
}

/** Where an answer breaks off. */
export interface Cut {
  /** After how many bytes of the body. */
  readonly after: number;
  /** Whether the connection breaks, or only nothing more comes. */
  readonly how: "truncate" | "stall";
}

/** An answer that can be sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly cut: Cut | null;
}

/**
 * Puts an answer into its final form.
 *
 * The headers are recorded at api.twilio.com from 2020 to 2023, alike for success and refusal; no
 * recording of messaging.twilio.com is known. The official OpenAPI documents declare the CORS headers
 * and, for newer resources of this host, T-Request-Id. Left out is Strict-Transport-Security: a
 * browser would apply it to every port of the host that a sandbox is served on, such as localhost.
 */
export function toReply(
  { status, body, headers, foreign }: Answer,
  { id, duration, concurrent, domain }: Circumstances,
  requestIdHeader: Unknowns["requestIdHeader"] = "both",
): Reply {
  const text = typeof body === "object" ? JSON.stringify(body) : body ?? null;
  if (foreign) return { status, headers: headers ?? {}, body: text, cut: null };
  const all: Record<string, string> = {
    "Twilio-Concurrent-Requests": `${concurrent}`,
    "Twilio-Request-Duration": (duration / 1000).toFixed(3),
    "X-API-Domain": domain,
    "X-Home-Region": "us1",
    "X-Powered-By": "AT-5000",
    "X-Shenanigans": "none",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers":
      "Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, " +
      "If-Unmodified-Since, Idempotency-Key",
    "Access-Control-Allow-Methods": "GET, POST, DELETE, OPTIONS",
    "Access-Control-Expose-Headers": "ETag",
    "Access-Control-Allow-Credentials": "true",
  };
  if (requestIdHeader !== "T-Request-Id") all["Twilio-Request-Id"] = id;
  if (requestIdHeader !== "Twilio-Request-Id") all["T-Request-Id"] = id;
  if (text !== null) all["Content-Type"] = "application/json";
  return { status, headers: headers ? Object.assign(all, headers) : all, body: text, cut: null };
}

/** The same, cut where there is so much of a body. */
export function cutShort(reply: Reply, method: string, cut: Cut | null): Reply {
  if (!cut || method === "HEAD" || bytesOf(reply).whole <= cut.after) return reply;
  return { ...reply, cut };
}

const encoder = new TextEncoder();

/** The bytes of a reply that are sent, and how many there would be. */
export function bytesOf({ body, cut }: Reply): { bytes: Bytes; whole: number } {
  const all = encoder.encode(body ?? "");
  return { bytes: cut ? all.subarray(0, cut.after) : all, whole: all.length };
}

/** A reply as a response. A HEAD request gets no body. */
export function toResponse(method: string, reply: Reply, signal?: AbortSignal | null): Response {
  const { status, headers, body, cut } = reply;
  if (body === null || method === "HEAD") return new Response(null, { status, headers });
  if (!cut) return new Response(body, { status, headers });
  const { bytes, whole } = bytesOf(reply);
  const stream = new ReadableStream<Bytes>({
    start(controller) {
      // An empty chunk cannot be enqueued in every runtime.
      if (bytes.length) controller.enqueue(bytes);
    },
    pull(controller) {
      if (cut.how === "truncate") return controller.error(connectionReset());
      return silence(signal).catch((reason) => controller.error(reason));
    },
  });
  return new Response(stream, { status, headers: { ...headers, "Content-Length": `${whole}` } });
}

/**
 * Never resolves; rejects with the signal's reason when it aborts. A stream that waits for it may be
 * cancelled: nothing of it is left but a listener of a signal that nobody aborts.
 */
export function silence(signal?: AbortSignal | null): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** What `fetch` of Node rejects with when the connection breaks: known by its cause's code. */
export function connectionReset(): TypeError {
  const cause = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  return new TypeError("fetch failed", { cause });
}

/** Whether this is what {@linkcode connectionReset} makes, or the like of it. */
export function isReset(error: unknown): boolean {
  const { cause } = Object(error);
  return Object(cause).code === "ECONNRESET";
}
