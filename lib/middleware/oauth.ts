import { checkInput, sidOf, textOf } from "../wire/input.ts";
import { TwilioTimeoutError } from "../errors.ts";
import { asText, expectAnswer, objectWith } from "../wire/answer.ts";
import { operation } from "../wire/operation.ts";
import { baseUrl } from "../wire/target.ts";
import { send } from "../call/send.ts";
import type { Middleware, Target, Transport } from "../types.ts";
import { abortable } from "../call/wait.ts";
import { belongsTo } from "./origins.ts";

/** What {@linkcode oauth} gets its tokens with. */
export interface OAuthOptions {
  /** The OAuth app's client ID: `OQ` and 32 hex digits. */
  readonly clientId: string;
  /** The app's client secret. */
  readonly clientSecret: string;
  /** The transport of the token requests alone. Default: `globalThis.fetch`, looked up at each. */
  readonly fetch?: Transport | undefined;
  /**
   * Where tokens come from, an `http:` or `https:` URL. Default `https://oauth.twilio.com/v2/token`,
   * or `/v2/token` under the target's `baseUrl`, if it has one.
   */
  readonly tokenUrl?: string | URL | undefined;
  /** The scope to ask for, with spaces between its parts. Default: what the app was given. */
  readonly scope?: string | undefined;
  /** The URI of the audience to ask for. Default: none. */
  readonly audience?: string | undefined;
  /** The clock, in milliseconds. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

interface Token {
  readonly value: string;
  /** How long it is valid, in seconds. */
  readonly lifetime: number;
}

/** What a token request may take, in milliseconds: as long as nobody gives up, others join it. */
const BOUND = 30_000;
/** How long before its end a token is not used any more, in seconds. */
const MARGIN = 30;

/**
 * Signs in as an OAuth app (client credentials): gets an access token and adds it to the requests
 * that go to the target's origins, and to no others. Tokens are US1's alone.
 *
 * However many calls wait for a token, there is one token request; it is aborted when the last of
 * them is, and bounded to 30 s. A token is kept until 30 s before it expires. If Twilio answers 401
 * to one that was kept, the call is sent once more with a new one; a second 401 is the answer. A
 * failure is not kept: the next call tries again.
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
 * const auth = oauth({ clientId, clientSecret: "from-your-vault", fetch });
 * const client = createClient({ auth, fetch });
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * for await (const { sid } of client.channelSenders.list({ messagingServiceSid })) console.log(sid);
 * ```
 */
export function oauth(options: OAuthOptions, target?: Target): Middleware {
  const { fetch = (request: Request) => globalThis.fetch(request), now = () => Date.now() } =
    options;
  const url = tokenUrl(options, target);
  const visible = /^[!-~]+$/;
  const form: Record<string, string> = {
    client_id: sidOf(options, "clientId", "OQ"),
    client_secret: textOf(options, "clientSecret", visible, "ASCII without white space"),
    grant_type: "client_credentials",
  };
  if (options.scope != null) form["scope"] = textOf(options, "scope", /^[ -~]+$/, "ASCII");
  if (options.audience != null) form["audience"] = textOf(options, "audience", visible, "a URI");

  const issue = operation<void, Token>({
    method: "POST",
    url: () => url,
    form: () => form,
    read: toToken,
  });
  const ours = belongsTo(target);
  let held: { readonly value: string; readonly until: number } | null = null;
  const kept = () => held && now() < held.until ? held : null;

  const renewed = shared(async (signal) => {
    const start = now();
    const { value, lifetime } = await send(issue, undefined, { fetch, signal });
    return held = { value, until: start + (lifetime - MARGIN) * 1000 };
  }, () => {
    const reason = `no token within ${BOUND} ms`;
    return new TwilioTimeoutError({ reason, method: "POST", url });
  });

  async function signed(request: Request, next: Transport): Promise<Response> {
    const token = kept() ?? await renewed(request.signal);
    request.headers.set("authorization", `Bearer ${token.value}`);
    const response = await next(request);
    // Another call may have renewed it already.
    if (response.status === 401 && held === token) held = null;
    return response;
  }

  return (next) =>
    async function oauth(request) {
      if (!ours(request)) return await next(request);
      // A token that was got for this call would be refused again.
      const again = kept() && (/^(GET|HEAD)$/.test(request.method) ? request : request.clone());
      const response = await signed(request, next);
      if (!again || response.status !== 401) return response;
      response.body?.cancel().catch(() => {});
      return await signed(again, next);
    };
}

function tokenUrl({ tokenUrl }: OAuthOptions, target?: Target): string {
  // A region has no tokens of its own, but a base URL stands for all of Twilio's hosts.
  if (tokenUrl == null) return `${baseUrl("oauth", { baseUrl: target?.baseUrl })}/v2/token`;
  const url = URL.canParse(tokenUrl) ? new URL(tokenUrl) : null;
  const plain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  checkInput(plain, "tokenUrl", "http(s)://host/path");
  return url!.href;
}

function toToken(body: unknown): Token {
  const wire = objectWith(body, "access_token");
  const value = asText(wire["access_token"], "access_token") ?? "";
  expectAnswer(/^[!-~]+$/.test(value), "access_token", "ASCII without white space", "");
  const type = asText(wire["token_type"], "token_type") ?? "bearer";
  expectAnswer(/^bearer$/i.test(type), "token_type", "bearer", type);
  const seconds = Number(wire["expires_in"]);
  // At most 30 days; the official document's own example expires in some 45,000 years.
  return { value, lifetime: seconds > 0 && seconds <= 2_592_000 ? seconds : 3600 };
}

interface Run<Value> {
  value: Promise<Value>;
  stop: AbortController;
  waiting: number;
}

/**
 * One run of `work` at a time for all who ask meanwhile. It is aborted when the last of them is, or
 * with an error when its time is up; what `work` does about that is not waited for.
 */
function shared<Value>(
  work: (signal: AbortSignal) => Promise<Value>,
  late: () => Error,
): (signal: AbortSignal) => Promise<Value> {
  let current: Run<Value> | null = null;
  const end = (run: Run<Value>) => {
    if (current === run) current = null;
  };
  const begin = () => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(late()), BOUND);
    // Over before anyone hears of it, so that nobody joins a failure.
    const value = abortable(work(stop.signal), stop.signal).finally(() => {
      clearTimeout(timer);
      end(run);
    });
    const run: Run<Value> = { value, stop, waiting: 0 };
    return run;
  };
  return async (signal) => {
    signal.throwIfAborted();
    const run = current ??= begin();
    run.waiting++;
    try {
      return await abortable(run.value, signal);
    } finally {
      if (!--run.waiting) {
        end(run);
        run.stop.abort();
      }
    }
  };
}
