import { memberOf } from "../error_guards.ts";
import { TwilioNetworkError } from "../errors.ts";
import { discardBody } from "../wire/body.ts";
import { checkValue } from "../wire/input.ts";
import { type Asked, transportFailure } from "../wire/response.ts";
import type { Middleware, Operation, Target, Transport } from "../types.ts";
import { type Attempt, attemptOf, type AttemptRequest } from "./attempt.ts";
import { callNames, type CallOptions, callOptionsOf, sendNames } from "./call_options.ts";
import { abortable } from "./wait.ts";

/** How to send, beside what. */
export interface SendOptions extends CallOptions {
  /** The transport. Default: `globalThis.fetch`, looked up at each call. */
  readonly fetch?: Transport | undefined;
  /** Where to. Default: Twilio's US1 hosts. */
  readonly target?: Target | undefined;
}

/** {@linkcode send} with a transport and a target of its own, as a client has it. */
export type Send = <Input, Output>(
  operation: Operation<Input, Output>,
  input: Input,
  options?: CallOptions,
) => Promise<Output>;

/** The account of a client, for resources whose URLs name it. */
export interface ClientAccount {
  /** SID of the account, where the client knows it. */
  readonly accountSid?: string | undefined;
}

/** Makes the methods of a resource, for a client that sends by `send`. */
export type Resource<Methods> = (send: Send, account: ClientAccount) => Methods;

/**
 * Builds, sends and parses in one expression.
 *
 * @param operation what to call
 * @param input what the operation takes
 * @param options the transport, the target, a signal, the size of the largest body
 * @throws {TwilioInputError} before anything is sent
 * @throws {TwilioApiError} when Twilio refused
 * @throws {TwilioResponseError} when the answer is not one that Twilio gives
 * @throws {TwilioNetworkError} when there is no complete answer
 * @throws the `reason` of `options.signal`, as it is; so does what is no failure of the network: a bug
 * of the transport, a permission that is missing, what an operation of your own throws
 *
 * @example
 * ```ts
 * import { createChannelSender, send } from "@senderpool/twilio";
 * import { basicAuth } from "@senderpool/twilio/middleware";
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 *
 * const { credentials, fetch } = createSandbox();
 * const input = {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * const sender = await send(createChannelSender, input, { fetch: basicAuth(credentials)(fetch) });
 * console.log(sender.sender); // whatsapp:+12487960483
 * ```
 */
export function send<Input, Output>(
  operation: Operation<Input, Output>,
  input: Input,
  options?: SendOptions,
): Promise<Output> {
  return abortable(exchange(operation, input, options, options ?? {}, sendNames), options?.signal);
}

/** Insists on a transport. */
export function checkFetch(fetch: unknown): void {
  checkValue(typeof fetch === "function", "fetch", "a function that sends a Request", fetch);
}

/** What a `send` of one's own always goes by. */
export interface Sending {
  readonly fetch: Transport | undefined;
  readonly target: Target | undefined;
  readonly maxBytes: number | undefined;
  /** Signs requests; `null` where the transport does. */
  readonly auth: Middleware | null;
  /**
   * Whether the caller hears of an abort at once, whatever the transport does; not where somebody
   * around it sees to that, for Node takes long to listen to a signal.
   */
  readonly abortsAtOnce: boolean;
}

/** A `send` that always goes by the same transport to the same target. */
export function sendBy({ fetch, target, maxBytes, auth, abortsAtOnce }: Sending): Send {
  // The transport of the platform is the one that there is by the time of the call.
  const last: Transport = fetch ?? ((request) => globalThis.fetch(request));
  const route = { fetch: auth === null ? fetch : auth(last), target, maxBytes };
  return (operation, input, call) => {
    const exchanged = exchange(operation, input, call, route, callNames);
    return abortsAtOnce ? abortable(exchanged, call?.signal) : exchanged;
  };
}

/**
 * Records whether the request of each attempt has left, for an `auth` of somebody else's that may wait,
 * fail or send copies. A copy made without `sameAttempt` does not say whose it is: then every attempt
 * under way counts as sent.
 */
export function trackSending(auth: Middleware): Middleware {
  return (next) => {
    const unsent = new Map<Attempt, AbortSignal>();
    const transport = auth((request: AttemptRequest) => {
      const attempts = request.attempt ? [request.attempt] : [...unsent.keys()];
      const signals = attempts.map((attempt) => unsent.get(attempt));
      // What was given up before it left may have been sent once more since.
      if (signals.length > 0 && signals.every((signal) => signal?.aborted)) {
        return Promise.reject(signals[0]!.reason);
      }
      for (const attempt of attempts) attempt.sent = true;
      return next(request);
    });
    const isTransport = typeof transport === "function";
    checkValue(isTransport, "auth", "a middleware, which returns a transport", transport);
    return (request) => {
      const attempt = attemptOf(request);
      const leave = () => unsent.delete(attempt);
      attempt.sent = false;
      unsent.set(attempt, request.signal);
      try {
        return Promise.resolve(transport(request)).finally(leave);
      } catch (thrown) {
        leave();
        throw thrown;
      }
    };
  };
}

/**
 * From the input to the output, once.
 *
 * @param call what the caller says
 * @param route by what it is sent, where to, and the largest body where the caller says none
 * @param names the options that the caller may give
 */
async function exchange<Input, Output>(
  operation: Operation<Input, Output>,
  input: Input,
  call: CallOptions | undefined,
  route: Pick<SendOptions, "fetch" | "target" | "maxBytes">,
  names: readonly string[],
): Promise<Output> {
  const { signal, maxBytes } = callOptionsOf(call, names);
  const fetch = route.fetch ?? globalThis.fetch;
  checkFetch(fetch);
  const request = operation.request(input, route.target, signal);
  signal?.throwIfAborted();
  const attempt = attemptOf(request);
  attempt.sent = true;
  // Called without a `this`: browsers and Workers refuse `fetch` as a method of another object.
  // What is thrown at once is a bug, and goes to the caller as it is.
  const answer = Promise.resolve(fetch(request));
  const { method, url } = request;
  let response: Response;
  try {
    response = await answer;
  } catch (thrown) {
    signal?.throwIfAborted();
    throw attempt.sent ? failureOf(thrown, { method, url }) : thrown;
  }
  attempt.sent = true; // also where a middleware has answered by itself
  const isResponse = typeof Object(response).bodyUsed === "boolean";
  checkValue(isResponse, "fetch", "a transport that answers with a Response", response);
  // The call was aborted, but the transport answered all the same: its connection is freed.
  if (signal?.aborted) discardBody(response);
  signal?.throwIfAborted();
  return await operation.parse(response, { url, maxBytes: maxBytes ?? route.maxBytes, signal });
}

/** The error for what a transport threw where nobody has aborted the call. */
function failureOf(thrown: unknown, asked: Asked): unknown {
  if (memberOf(thrown, "name") !== "AbortError") return transportFailure(thrown, asked);
  // Nobody asked for this abort, and what was thrown may carry the request.
  const reason = "the transport aborted the request, which nobody had asked for";
  return new TwilioNetworkError({ reason, ...asked });
}
