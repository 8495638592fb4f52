import { isGiven } from "../wire/input.ts";
import type { Middleware, Target } from "../types.ts";
import { baseUrl } from "../wire/target.ts";

/**
 * The products whose hosts get credentials: those that Twilio's official documents describe an API
 * of. Other hosts below twilio.com, such as its status page, are run by others.
 *
 * @see https://github.com/twilio/twilio-oai
 */
const products = ("accounts api assistants bulkexports chat comms content conversations events " +
  "flex-api insights intelligence lookups marketplace messaging monitor notify numbers oauth " +
  "pricing proxy routes serverless studio supersim sync taskrouter trunking trusthub verify video " +
  "voice webhooks wireless").split(" ");

/**
 * Tells the requests that go to a target's origins: credentials may go there, and nowhere else.
 *
 * @throws {TwilioInputError} when the target is unusable
 */
export function belongsTo(target?: Target): (request: Request) => boolean {
  const origins = originsOf(target);
  // The URL of a request is in normal form, so that its origin ends at the third slash.
  return ({ url }) => origins.has(url.slice(0, url.indexOf("/", "https://".length)));
}

function originsOf(target?: Target): ReadonlySet<string> {
  const own = target?.baseUrl;
  // To one base URL go the requests of all products. Twilio's own are origins as they are.
  return isGiven(own)
    ? new Set([new URL(baseUrl("messaging", target)).origin])
    : new Set(products.map((product) => baseUrl(product, target)));
}

/**
 * Sets `Authorization` on requests that go to the target's origins; all others pass as they are. It
 * is set in place: a copy of a request costs several times what the request did.
 */
export function authorization(value: string, target?: Target): Middleware {
  const belongs = belongsTo(target);
  return (next) =>
    function auth(request) {
      if (belongs(request)) request.headers.set("authorization", value);
      return next(request);
    };
}

/**
 * Whether this is a browser, and the request leaves its page's origin. Then a header that CORS does
 * not know needs a preflight, and Twilio's allow `Accept`, `Authorization`, `Content-Type`, `If-…`
 * and `Idempotency-Key` alone (`Access-Control-Allow-Headers` of api.twilio.com).
 *
 * Windows and workers of browsers have both a location and an origin. Other platforms have one at
 * most: Deno a location if told to, and Workers an origin, `"null"`.
 */
export function crossesOrigins({ url }: Request): boolean {
  const { location, origin } = globalThis as { location?: unknown; origin?: string };
  return !!location && !!origin && origin !== new URL(url).origin;
}
