import { baseUrl } from "../request.ts";
import type { Middleware, Target } from "../types.ts";

/**
 * Sets `Authorization` on requests that go to the target's origins; all others pass as they are. It
 * is set in place: a copy of a request costs several times what the request did.
 */
export function authorization(value: string, target?: Target): Middleware {
  const origins = ["messaging", "api"].map((product) => new URL(baseUrl(product, target)).origin);
  return (next) =>
    function auth(request) {
      const { headers, url } = request;
      if (origins.includes(new URL(url).origin)) headers.set("authorization", value);
      return next(request);
    };
}
