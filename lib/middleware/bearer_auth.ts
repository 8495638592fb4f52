import { type AttemptRequest, notSentYet } from "../call/attempt.ts";
import { abortable } from "../call/wait.ts";
import type { Middleware, Target } from "../types.ts";
import { textOf } from "../wire/input.ts";
import { authorization, belongsTo } from "./origins.ts";

/**
 * Adds a bearer token to the requests that go to the target's origins, and to no others. It sets the
 * header on the request itself; where headers are immutable, as on a request that a Worker received,
 * pass `new Request(request)`.
 *
 * @param token the access token, or a function that supplies it, asynchronously if need be. The
 * function is called for each request, so what it keeps and for how long is its own matter. What it
 * throws, the call throws, as it is and unrepeated: nothing was sent. An abort of the request ends the
 * waiting for it, and so does a `timeout`, whose clock goes on meanwhile. In a Worker, let it keep
 * tokens and no promises of them: a promise ends with the request that made it.
 * @param target where the token may go; default Twilio's US1 hosts
 * @throws {TwilioInputError} when the token is not ASCII without white space: here, or from the call where
 * it is supplied
 * @see https://www.twilio.com/docs/iam/oauth-apps/oauth-access-token
 *
 * @example
 * ```ts
 * import { bearerAuth } from "@senderpool/twilio/middleware";
 *
 * const vault = { read: (name: string) => Promise.resolve(`the-${name}`) };
 * const transport = bearerAuth(() => vault.read("token"))((request) =>
 *   Promise.resolve(new Response(request.headers.get("authorization")))
 * );
 * const response = await transport(new Request("https://messaging.twilio.com/v1/Services"));
 * console.log(await response.text()); // Bearer the-token
 * ```
 */
export function bearerAuth(
  token: string | (() => string | Promise<string>),
  target?: Target,
): Middleware {
  if (typeof token !== "function") return authorization(bearer(token), target);
  const ours = belongsTo(target);
  return (next) =>
    async function bearerAuth(request: AttemptRequest) {
      if (ours(request)) {
        const goOn = notSentYet(request);
        // Called in a function of its own, so that what it throws at once is waited for, too.
        const supplied = (async () => await token())();
        request.headers.set("authorization", bearer(await abortable(supplied, request.signal)));
        goOn();
      }
      return await next(request);
    };
}

function bearer(token: string): string {
  return `Bearer ${textOf({ token }, "token", /^[!-~]+$/, "ASCII without white space")}`;
}
