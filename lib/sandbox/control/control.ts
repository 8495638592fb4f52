import { isTwilioInputError } from "../../error_guards.ts";
import type { Transport } from "../../types.ts";
import { checkInput, isGiven } from "../../wire/input.ts";
import { inboxRoutes } from "../inbox/routes.ts";
import { insides } from "../insides.ts";
import type { Sandbox } from "../types.ts";
import type { Clock } from "./clock.ts";
import { createEventLog } from "./events.ts";
import { type GuardOptions, refusalOf } from "../http/guard.ts";
import { guardedFor } from "../http/guarded.ts";
import { readBody } from "../http/incoming.ts";
import { openApiDocument } from "./openapi.ts";
import type { Outcomes } from "./outcomes.ts";
import type { Recipients } from "./recipients.ts";
import type { SenderOutcomes } from "./sender_outcomes.ts";
import { ControlError, type ControlRoute } from "./route.ts";
import { controlRoutes } from "./routes.ts";

/** What the control API may do, and for whom. */
export interface ControlOptions extends GuardOptions {
  /** The sandbox's clock, which may be put forward. Default: it may not. */
  readonly clock?: Clock | undefined;
  /** The rules of where messages end, which may be changed. Default: they may not. */
  readonly outcomes?: Outcomes | undefined;
  /** The rules of what recipients can do, which may be changed. Default: they may not. */
  readonly recipients?: Recipients | undefined;
  /** The rules of what becomes of senders, which may be changed. Default: they may not. */
  readonly senderOutcomes?: SenderOutcomes | undefined;
  /**
   * A secret that has to be given as `Authorization: Bearer …`, where others reach the server. Default:
   * none is asked for.
   */
  readonly token?: string | undefined;
}

const prefix = "/_sandbox";
const mostBytes = 64_000_000;

/**
 * Whether a path is one of the control API.
 *
 * @example
 * ```ts
 * import { isControlPath } from "@senderpool/twilio/sandbox/control";
 *
 * console.log(isControlPath("/_sandbox/state"), isControlPath("/v1/Services")); // true false
 * ```
 */
export function isControlPath(path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

/**
 * A sandbox with what drives it over HTTP, under `/_sandbox/`: for programs in any language, and with a
 * page that shows what was sent. All other paths are Twilio's. Serve what it returns.
 *
 * A request whose `Host` is neither this machine nor allowed, or whose `Origin` is another one, is
 * refused, so that no web page can drive it or use it; by Twilio's names it may be used.
 *
 * @param sandbox the sandbox
 * @param options what may be driven, and by whom
 * @throws {TwilioInputError} when it is no sandbox of `createSandbox`
 *
 * @example
 * ```ts
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 * import { withControl } from "@senderpool/twilio/sandbox/control";
 *
 * const fetch = withControl(createSandbox());
 * const response = await fetch(
 *   new Request("http://localhost:8080/_sandbox/reset", { method: "POST" }),
 * );
 * console.log(response.status); // 204
 * ```
 */
export function withControl(sandbox: Sandbox, options: ControlOptions = {}): Transport {
  const control = controlOf(sandbox, options);
  // Who has no token may use it all the same by the name that others reach it by.
  const twilio = guardedFor(sandbox.fetch, options, isGiven(options.token));
  return (request) =>
    isControlPath(new URL(request.url).pathname) ? control(request) : twilio(request);
}

/**
 * The control API alone.
 *
 * @param sandbox the sandbox
 * @param options what may be driven, and by whom
 * @throws {TwilioInputError} when it is no sandbox of `createSandbox`, or the token is none
 *
 * @example
 * ```ts
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 * import { controlOf, isControlPath } from "@senderpool/twilio/sandbox/control";
 *
 * const sandbox = createSandbox();
 * const control = controlOf(sandbox);
 * const fetch = (request: Request) =>
 *   isControlPath(new URL(request.url).pathname) ? control(request) : sandbox.fetch(request);
 * console.log((await fetch(new Request("http://localhost/_sandbox/state"))).status); // 200
 * ```
 */
export function controlOf(sandbox: Sandbox, options: ControlOptions = {}): Transport {
  const inside = insides.get(sandbox.fetch);
  checkInput(inside !== undefined, "sandbox", "what createSandbox returns");
  const { token } = options;
  const isToken = !isGiven(token) ||
    (typeof token === "string" && /^[\x21-\x7e]+$/.test(token));
  checkInput(isToken, "token", "printable ASCII without spaces, or none");
  const { clock = null, outcomes = null, recipients = null, senderOutcomes = null } = options;
  const routes = [
    ...controlRoutes({
      sandbox,
      inside,
      clock,
      outcomes,
      recipients,
      senderOutcomes,
      events: createEventLog(inside),
    }),
    ...inboxRoutes(inside),
  ];
  const document: ControlRoute = {
    method: "GET",
    path: "openapi.json",
    id: "getDocument",
    summary: "This document.",
    answer: [200, { type: "object" }],
    handle: () => openApiDocument([...routes, document]),
  };
  const all = [...routes, document].map((route) => ({ route, pattern: patternOf(route.path) }));

  return async (request) => {
    inside.messages.wake();
    try {
      const { pathname, searchParams: query } = new URL(request.url);
      checkCaller(request, options);
      const found = all.filter(({ pattern }) => pattern.test(pathname));
      const one = found.find(({ route }) => route.method === request.method);
      if (one === undefined) throw missing(found.map(({ route }) => route.method));
      const { route, pattern } = one;
      checkToken(request, route, token);
      const params = { ...pattern.exec(pathname)?.groups };
      for (const [name, value] of Object.entries(params)) params[name] = decoded(value);
      const body = route.body === undefined ? undefined : await bodyOf(request);
      return answerOf(route, await route.handle({ request, params, query, body }));
    } catch (error) {
      return refused(error);
    }
  };
}

function patternOf(path: string): RegExp {
  return new RegExp(
    `^${prefix}/${path.replaceAll(".", "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`,
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ControlError(400, "expected a path that is a URL's");
  }
}

function checkCaller(request: Request, options: ControlOptions): void {
  const { headers, url } = request;
  const host = headers.get("host") ?? new URL(url).host;
  // Who has the token may come by any name.
  const refusal = refusalOf(
    host,
    headers.get("origin"),
    options,
    () => isGiven(options.token),
  );
  if (refusal !== null) throw new ControlError(403, refusal);
}

/** The page itself has no secret in it, and cannot send one. */
function checkToken(request: Request, { path }: ControlRoute, token: string | undefined): void {
  if (!isGiven(token) || /^(|page\.js|page\.css)$/.test(path)) return;
  if (request.headers.get("authorization") === `Bearer ${token}`) return;
  throw new ControlError(
    401,
    "expected Authorization: Bearer and the token that the command printed",
  );
}

function missing(methods: readonly string[]): ControlError {
  return methods.length === 0
    ? new ControlError(404, "there is no such path: see /_sandbox/openapi.json")
    : new ControlError(405, `expected ${methods.join(" or ")}`);
}

async function bodyOf(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  const length = Number(request.headers.get("content-length") ?? 0);
  const bytes = length > mostBytes ? null : await readBody(request, mostBytes);
  if (bytes === null) throw new ControlError(413, `expected at most ${mostBytes} bytes`);
  const text = new TextDecoder().decode(bytes);
  if (text === "") return undefined;
  if (!/^application\/json\b/i.test(type)) throw new ControlError(415, "expected application/json");
  try {
    return JSON.parse(text);
  } catch {
    throw new ControlError(400, "expected JSON");
  }
}

function answerOf({ answer: [status] }: ControlRoute, value: unknown): Response {
  if (value instanceof Response) return value;
  return status === 204 ? new Response(null, { status }) : json(status, value);
}

function json(status: number, value: unknown): Response {
  const headers = { "content-type": "application/json", "cache-control": "no-store" };
  return new Response(JSON.stringify(value), { status, headers });
}

/** Why it was not done, in one form. */
function refused(error: unknown): Response {
  if (error instanceof ControlError) {
    return json(error.status, { status: error.status, message: error.message });
  }
  if (isTwilioInputError(error)) {
    return json(400, { status: 400, message: error.message });
  }
  return json(500, { status: 500, message: "the sandbox failed; please report it" });
}
