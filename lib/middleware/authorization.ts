import { baseUrl } from "../wire/target.ts";
import { check, match } from "../wire/input.ts";
import type { Middleware, Target } from "../types.ts";

/** What a promise comes to, unless the signal is quicker. */
export function abortable<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/**
 * Sets `Authorization` on requests that go to the target's origins; all others pass as they are. It
 * is set in place: a copy of a request costs several times what the request did.
 */
export function authorization(value: string, target?: Target): Middleware {
  const origins = ["api", "messaging"].map((product) =>
    new URL("/", baseUrl(product, target)).href
  );
  return (next) =>
    function auth(request) {
      const { headers, url } = request; // whose URL is in normal form
      if (origins.some((origin) => url.startsWith(origin))) headers.set("authorization", value);
      return next(request);
    };
}

/**
 * Tells the requests that go to the target's origins, for signing in more ways than a fixed value.
 * `authorization` says the same by itself: sharing it would cost each bundle of `createClient` more
 * than it saves.
 */
export function belongs(target?: Target): (request: Request) => boolean {
  const origins = ["api", "messaging"].map((product) => new URL(baseUrl(product, target)).origin);
  return ({ url }) => origins.includes(new URL(url).origin);
}

/**
 * The text in a field of the input, if it matches a pattern. `match` alone would take what is no text
 * for one: a variable that is not set for "undefined".
 */
export function matchText<Field extends string>(
  input: { readonly [Name in Field]?: unknown },
  field: Field,
  pattern: RegExp,
  expected: string,
): string {
  const type = typeof input?.[field];
  check(type === "string", field, `${expected}, got ${type}`);
  return match(input, field, pattern, expected);
}
