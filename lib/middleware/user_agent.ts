import type { Middleware } from "../types.ts";
import { textOf } from "../wire/input.ts";
import { crossesOrigins } from "./origins.ts";

/**
 * Says in `User-Agent` which program is calling, in place of what the platform says.
 *
 * In a browser it is left out of requests to other origins: there Chromium drops the header, and the
 * others ask for leave to send it by a preflight, which Twilio does not grant.
 *
 * @param product one or more products with their versions, and comments in parentheses, with a space
 * between them: `my-app/1.2 (ops@example.com) senderpool`
 * @throws {TwilioInputError} when `product` is something else
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.user-agent
 *
 * @example
 * ```ts
 * import { userAgent } from "@senderpool/twilio/middleware";
 *
 * const transport = userAgent("my-app/1.2")((request) =>
 *   Promise.resolve(new Response(request.headers.get("user-agent")))
 * );
 * const response = await transport(new Request("https://messaging.twilio.com/v1/Services"));
 * console.log(await response.text()); // my-app/1.2
 * ```
 */
export function userAgent(product: string): Middleware {
  const token = "[\\w!#$%&'*+.^`|~-]+";
  const name = `${token}(/${token})?`;
  const comment = "\\([ !-'*-[\\]-~]*\\)"; // of which RFC 9110 lets one hold another; we do not
  const pattern = RegExp(`^${name}( (${name}|${comment}))*$`);
  const value = textOf({ product }, "product", pattern, "name/version");
  return (next) =>
    function userAgent(request) {
      if (!crossesOrigins(request)) request.headers.set("user-agent", value);
      return next(request);
    };
}
