import { tell } from "../call/hooks.ts";
import type { Bytes, Middleware } from "../types.ts";
import { withoutUser } from "../wire/request.ts";
import { nameOf } from "./observed.ts";
import { checkOptions } from "./options.ts";
import { crossesOrigins } from "./origins.ts";

/** A request that is about to be made, as {@linkcode TracingOptions.start} is told of it. */
export interface TracedCall {
  /** HTTP method. */
  readonly method: string;
  /** URL with its query, without a user name and a password. */
  readonly url: string;
}

/** How a request ended, as {@linkcode TracedSpan.end} is told of it. */
export interface TracedOutcome {
  /** HTTP status; `null` where there is no answer. */
  readonly status: number | null;
  /** Name of the error, such as `TypeError` or `AbortError`; `null` where there is an answer. */
  readonly error: string | null;
}

/** What a tracer knows of a request. */
export interface TracedSpan {
  /** Its place in the trace: `00-<32 hex digits>-<16 hex digits>-<2 hex digits>`. */
  readonly traceparent?: string | null | undefined;
  /** What tracing systems add to it; sent with `traceparent` alone. */
  readonly tracestate?: string | null | undefined;
  /** Called once, when the headers of the answer are there or there will be none. */
  readonly end?: ((outcome: TracedOutcome) => void) | undefined;
}

/** Who traces, and how ids are made. */
export interface TracingOptions {
  /** Called before each request. What it throws is ignored, as is what `end` throws. */
  readonly start?: ((call: TracedCall) => TracedSpan | null | undefined) | undefined;
  /** Fills the bytes of a new trace id and span id. Default `crypto.getRandomValues`. */
  readonly random?: ((bytes: Bytes) => unknown) | undefined;
}

/**
 * Says in `traceparent` which trace a request is part of: the one that `start` names, or else the
 * one that the request names already, or else a new one of its own. What `start` names but W3C Trace
 * Context does not allow is not sent.
 *
 * In a browser no header is sent to other origins: they would need a preflight, which Twilio does
 * not grant. `start` and `end` are called there too.
 *
 * @param options who traces, and how ids are made
 * @throws {TwilioInputError} when an option is not a function, or has another name
 * @see https://www.w3.org/TR/trace-context/
 *
 * @example With OpenTelemetry; its `tracer` is a stub here
 * ```ts
 * import { tracing } from "@senderpool/twilio/middleware";
 *
 * const spanContext = () => ({ traceId: "a".repeat(32), spanId: "b".repeat(16), traceFlags: 1 });
 * const tracer = {
 *   startSpan: (_name: string, _options: object) => ({
 *     spanContext,
 *     setAttributes: (attributes: object) => console.log(attributes),
 *     end() {},
 *   }),
 * };
 *
 * const traced = tracing({
 *   start({ method, url }) {
 *     const attributes = { "http.request.method": method, "url.full": url };
 *     const span = tracer.startSpan(method, { kind: 2, attributes }); // SpanKind.CLIENT
 *     const { traceId, spanId, traceFlags } = span.spanContext();
 *     return {
 *       traceparent: `00-${traceId}-${spanId}-0${traceFlags}`,
 *       end({ status, error }) {
 *         span.setAttributes({
 *           "http.response.status_code": status ?? undefined,
 *           "error.type": error ?? undefined,
 *         });
 *         span.end();
 *       },
 *     };
 *   },
 * });
 * const transport = traced((request) =>
 *   Promise.resolve(new Response(request.headers.get("traceparent")))
 * );
 * const response = await transport(new Request("https://messaging.twilio.com/v1/Services"));
 * console.log(await response.text()); // 00-aaaa…-bbbb…-01
 * ```
 */
export function tracing(options: TracingOptions = {}): Middleware {
  checkOptions(options, ["start", "random"], ["start", "random"]);
  const { start, random = (bytes) => crypto.getRandomValues(bytes) } = options;
  return (next) =>
    async function tracing(request) {
      const { method, headers } = request;
      let span: TracedSpan | null | undefined;
      tell(() => (span = start?.({ method, url: withoutUser(request.url) })));
      const end = (outcome: TracedOutcome) => tell(() => span?.end?.(outcome));
      if (!crossesOrigins(request)) {
        const { traceparent, tracestate } = span ?? {};
        if (traceparent && valid.test(traceparent)) {
          headers.set("traceparent", traceparent);
          // Whatever is there belongs to the span before.
          headers.delete("tracestate");
          if (tracestate && /^[ -~]+$/.test(tracestate)) headers.set("tracestate", tracestate);
        } else if (!headers.has("traceparent")) {
          headers.set("traceparent", `00-${id(16, random)}-${id(8, random)}-01`);
        }
      }
      try {
        const response = await next(request);
        end({ status: response.status, error: null });
        return response;
      } catch (error) {
        end({ status: null, error: nameOf(error) });
        throw error;
      }
    };
}

const valid = /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

/** An id of so many bytes, in hex. */
function id(length: number, random: (bytes: Bytes) => unknown): string {
  const bytes = new Uint8Array(length);
  random(bytes);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
