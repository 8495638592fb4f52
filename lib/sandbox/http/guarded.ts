import type { Transport } from "../../types.ts";
import { apiRefusalOf, type GuardOptions } from "./guard.ts";

/**
 * A sandbox to be served by `Deno.serve`, `Bun.serve` or a worker's `fetch`, which do not look at who
 * asks: web pages of other origins can do nothing. An unknown `Origin` is refused with 403, and so is
 * a `Host` that is neither this machine's nor Twilio's, unless the options allow them. A request
 * without either, as one in process is, passes.
 *
 * @param fetch the transport, such as `sandbox.fetch`
 * @param options who else may ask
 *
 * @example
 * ```ts
 * import { createSandbox, guarded } from "@senderpool/twilio/sandbox";
 *
 * const fetch = guarded(createSandbox().fetch); // Deno.serve({ hostname: "127.0.0.1" }, fetch)
 * const headers = { host: "sandbox.evil.example" };
 * const url = "http://sandbox.evil.example/v1/Services";
 * console.log((await fetch(new Request(url, { headers }))).status); // 403
 * ```
 */
export function guarded(fetch: Transport, options: GuardOptions = {}): Transport {
  return guardedFor(fetch, options, false);
}

/** The same, for one that may be asked by any name of a host, or not. */
export function guardedFor(fetch: Transport, options: GuardOptions, anyHost: boolean): Transport {
  return (request) => {
    const refusal = apiRefusalOf((name) => request.headers.get(name), options, () => anyHost);
    if (refusal === null) return fetch(request);
    // Without the headers that would let a page read it.
    return Promise.resolve(Response.json({ message: refusal, status: 403 }, { status: 403 }));
  };
}
