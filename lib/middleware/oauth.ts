import { attemptOf, type AttemptRequest, notSentYet, sameAttempt } from "../call/attempt.ts";
import { send } from "../call/send.ts";
import { TwilioTimeoutError } from "../errors.ts";
import type { Middleware, Target, Transport } from "../types.ts";
import { discardBody } from "../wire/body.ts";
import { checkOptions } from "./options.ts";
import { belongsTo } from "./origins.ts";
import { sharedRun } from "./shared_run.ts";
import { type OAuthOptions, tokenRequest, tokenUrl } from "./token_request.ts";

/** A token, and until when it is used, by the clock in milliseconds. */
interface Token {
  readonly value: string;
  readonly until: number;
}

const names: readonly string[] = [
  "clientId",
  "clientSecret",
  "fetch",
  "tokenUrl",
  "scope",
  "audience",
  "now",
];

/** What a token request may take: as long as nobody gives up, others join it. */
const tokenRequestMs = 30_000;
/** How long anybody waits for the token request of another call. */
const patienceMs = 5_000;
/** How long before its end a token is not used any more. */
const marginSeconds = 30;

/**
 * Signs in as an OAuth app (client credentials): gets an access token and adds it to the requests
 * that go to the target's origins, and to no others. Tokens are US1's alone.
 *
 * However many calls wait for a token, there is one token request; it is aborted when the last of
 * them is, and bounded to 30 s. If it takes longer than 5 s, the others do not wait on: the first of
 * them makes a token request of its own, which the rest joins. A token is kept until 30 s before it
 * expires, whoever asked for it. If Twilio answers 401 to one that was kept, the call is sent once more
 * with a new one; a second 401 is the answer.
 *
 * A failure is not kept: the next call tries again. Nothing of the call was sent then, so that
 * `createClient` and `retry` repeat it, whatever its method, where the token request met a 429, 502, 503
 * or 504 or no answer. A refusal, as of a wrong secret, stands. The `timeout` of an attempt goes on
 * while it waits for its token.
 *
 * In a Worker this may be made at module level, so that requests share the token. What one of them has
 * begun ends with it; another one that waits for its token request has its own after the 5 s.
 *
 * The header is set on the request itself; where headers are immutable, as on a request that a
 * Worker received, pass `new Request(request)`.
 *
 * @param options the app's credentials, and where and how to get tokens
 * @param target where tokens may go; default Twilio's US1 hosts
 * @throws {TwilioInputError} when an option is missing or malformed
 * @throws {TwilioApiError} from the call, when Twilio refuses a token
 * @throws {TwilioResponseError} from the call, when the answer is no token
 * @throws {TwilioNetworkError} from the call, when there is no complete answer
 * @throws {TwilioTimeoutError} from the call, when there is none within 30 s
 * @see https://www.twilio.com/docs/iam/oauth-apps/oauth-access-token
 *
 * @example
 * ```ts
 * import { createClient } from "@senderpool/twilio";
 * import { oauth } from "@senderpool/twilio/middleware";
 *
 * // A stub of Twilio: a token for who asks for one, an empty list for who asks with it.
 * const fetch = (request: Request) =>
 *   Promise.resolve(
 *     request.url === "https://oauth.twilio.com/v2/token"
 *       ? Response.json({ access_token: "e.y.J", token_type: "Bearer", expires_in: 3600 })
 *       : request.headers.get("authorization") === "Bearer e.y.J"
 *       ? Response.json({ senders: [], meta: { next_page_url: null } })
 *       : Response.json({ code: 20003, message: "Authenticate" }, { status: 401 }),
 *   );
 * const clientId = "OQaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const auth = oauth({ clientId, clientSecret: "from-your-vault" });
 * const client = createClient({ auth, fetch });
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * for await (const { sid } of client.channelSenders.list({ messagingServiceSid })) console.log(sid);
 * ```
 */
export function oauth(options: OAuthOptions, target?: Target): Middleware {
  checkOptions(options, names, ["fetch", "now"]);
  const { fetch, now = () => Date.now() } = options;
  const url = tokenUrl(options, target);
  const request = tokenRequest(options, url);
  const ours = belongsTo(target);
  let held: Token | null = null;

  function currentToken(): Token | null {
    return held !== null && now() < held.until ? held : null;
  }

  async function requestToken(signal: AbortSignal, next: Transport): Promise<Token> {
    const start = now();
    const { value, lifetime } = await send(request, undefined, { fetch: fetch ?? next, signal });
    held = { value, until: start + (lifetime - marginSeconds) * 1000 };
    return held;
  }

  function lateTokenError(): TwilioTimeoutError {
    const reason = `expected a token within ${tokenRequestMs} ms`;
    return new TwilioTimeoutError({ reason, method: "POST", url });
  }

  const renewToken = sharedRun<Token>({
    bound: tokenRequestMs,
    late: lateTokenError,
    patience: patienceMs,
    now,
  });

  /** The current token, or a new one. */
  async function tokenFor(request: AttemptRequest, next: Transport): Promise<Token> {
    const goOn = notSentYet(request);
    try {
      let token = currentToken();
      // It is null after waiting in vain for the token request of another call.
      while (token === null) {
        const renewed = await renewToken((signal) => requestToken(signal, next), request.signal);
        token = renewed ?? currentToken();
      }
      goOn();
      return token;
    } catch (thrown) {
      // A middleware on the way may have taken the token request for the call.
      notSentYet(request);
      throw thrown;
    }
  }

  async function sendSigned(request: Request, next: Transport): Promise<Response> {
    const token = currentToken() ?? await tokenFor(request, next);
    request.headers.set("authorization", `Bearer ${token.value}`);
    const response = await next(request);
    // Another call may have renewed it already.
    if (response.status === 401 && held === token) held = null;
    attemptOf(request).wasSent = true;
    return response;
  }

  return (next) =>
    async function oauth(request) {
      // A token request that comes by here would wait for itself.
      if (!ours(request) || request.url === url) return await next(request);
      // A token that was got for this call would be refused again.
      if (currentToken() === null) return await sendSigned(request, next);
      const again = resendable(request);
      const response = await sendSigned(request, next);
      if (response.status !== 401) return response;
      discardBody(response);
      return await sendSigned(again, next);
    };
}

/** What can be sent after the request itself, whose body is gone by then. */
function resendable(request: Request): Request {
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  return hasBody ? sameAttempt(request, request.clone()) : request;
}
