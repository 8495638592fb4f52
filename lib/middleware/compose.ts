import type { Middleware } from "../types.ts";
import { checkValue } from "../wire/input.ts";

/**
 * Makes one middleware of several. The first is the outermost: it sees a request first and its
 * response last.
 *
 * @throws {TwilioInputError} when one is no function, which names it by its place
 *
 * @example
 * ```ts
 * import { basicAuth, compose } from "@senderpool/twilio/middleware";
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 * import { fetchChannelSender } from "@senderpool/twilio";
 *
 * const { credentials, fetch } = createSandbox();
 * const transport = compose(basicAuth(credentials))(fetch);
 * const response = await transport(fetchChannelSender.request({
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * }));
 * console.log(response.status); // 404: nothing is attached yet
 * ```
 */
export function compose(...middleware: readonly Middleware[]): Middleware {
  for (const [index, each] of middleware.entries()) {
    const isFunction = typeof each === "function";
    checkValue(isFunction, `middleware[${index}]`, "a middleware, which is a function", each);
  }
  return (transport) => middleware.reduceRight((next, outer) => outer(next), transport);
}
