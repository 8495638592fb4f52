import { baseUrl } from "../request.ts";
import type { Middleware, Target } from "../types.ts";

/** Sets `Authorization` on requests that go to the target; all others pass as they are. */
export function authorization(value: string, target?: Target): Middleware {
  const belongs = (url: string) => {
    const product = /^https:\/\/(\w+)\./.exec(url)?.[1] ?? "";
    return url.startsWith(`${baseUrl(product, target)}/`);
  };
  belongs(""); // so that a bad target is told of now
  return (next) =>
    function auth(request) {
      return next(belongs(request.url) ? withHeader(request, "authorization", value) : request);
    };
}

/** A request with one more header: the same object, since a copy costs several times the original. */
function withHeader(request: Request, name: string, value: string): Request {
  try {
    request.headers.set(name, value);
    return request;
  } catch {
    // The headers of a request that a Worker received are immutable.
    const headers = new Headers(request.headers);
    headers.set(name, value);
    return new Request(request, { headers });
  }
}
