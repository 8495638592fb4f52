import { TwilioNetworkError } from "../errors.ts";
import { discardBody } from "../wire/body.ts";
import { checkValue } from "../wire/input.ts";
import { type Asked, networkError } from "../wire/response.ts";
import type { Middleware, Operation, Target, Transport } from "../types.ts";
import { attemptOf } from "./attempt.ts";
import { abortable } from "./wait.ts";

/** What any call may be given. */
export interface CallOptions {
  /** Aborts the call, its waiting and the reading of its answer. */
  readonly signal?: AbortSignal | undefined;
  /** The largest body that is read, in bytes after decompression. Default 8,000,000. */
  readonly maxBytes?: number | undefined;
  /**
   * No attempt of the call starts later than this after the first, in milliseconds, where there are
   * retries: so a `withDeadline` around them tells them of itself. The least of such bounds counts.
   */
  readonly maxTime?: number | undefined;
}

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
  options: SendOptions = {},
): Promise<Output> {
  return abortable(exchange(operation, input, options, true), options?.signal);
}

/**
 * A `send` that always goes by the same transport to the same target.
 *
 * @param heeds whether the caller hears of an abort at once, whatever the transport does; not where
 * somebody around it sees to that
 */
export function sendBy(
  fetch: Transport | undefined,
  auth: Middleware | null,
  target: Target | undefined,
  maxBytes: number | undefined,
  heeds: boolean,
): Send {
  const isUnsigned = auth === null;
  const transport = isUnsigned ? fetch : auth(atTheWire(fetch));
  // Only what a call may be given is taken, for more would replace the transport.
  return (operation, input, { signal, maxBytes: most = maxBytes } = {}) => {
    const options = { fetch: transport, target, signal, maxBytes: most };
    const exchanged = exchange(operation, input, options, isUnsigned);
    return heeds ? abortable(exchanged, signal) : exchanged;
  };
}

/** The user's transport, behind a middleware that may yet fail to sign. */
function atTheWire(fetch: Transport | undefined): Transport {
  return (request) => {
    attemptOf(request).sent = true;
    return (fetch ?? globalThis.fetch)(request);
  };
}

/** From the input to the output, once. */
async function exchange<Input, Output>(
  operation: Operation<Input, Output>,
  input: Input,
  { fetch = globalThis.fetch, target, signal, maxBytes }: SendOptions,
  isAtTheWire: boolean,
): Promise<Output> {
  const request = operation.request(input, target, signal);
  signal?.throwIfAborted();
  const attempt = attemptOf(request);
  attempt.sent = isAtTheWire;
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
  const isResponse = typeof Object(response).bodyUsed === "boolean";
  checkValue(isResponse, "fetch", "a transport that answers with a Response", response);
  // Of a transport deaf to the signal, after everybody has left.
  if (signal?.aborted) discardBody(response);
  signal?.throwIfAborted();
  return await operation.parse(response, { url, maxBytes, signal });
}

/** The error for what a transport threw of its own accord. */
function failureOf(thrown: unknown, asked: Asked): unknown {
  const error = networkError(thrown, asked);
  // An abort that nobody asked for may carry the request; and who looks for one looks for the caller's.
  const isAbort = error === thrown && (thrown as Error).name === "AbortError";
  if (!isAbort) return error;
  const reason = "the transport aborted the request, which nobody had asked for";
  return new TwilioNetworkError({ reason, ...asked });
}
