import { networkError } from "../wire/response.ts";
import type { Operation, Target, Transport } from "../types.ts";

/** What any call may be given. */
export interface CallOptions {
  /** Aborts the call, its waiting and the reading of its answer. */
  readonly signal?: AbortSignal | undefined;
  /** The largest body that is read, in bytes after decompression. Default 8,000,000. */
  readonly maxBytes?: number | undefined;
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
 * @throws the `reason` of `options.signal`, as it is
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
export async function send<Input, Output>(
  operation: Operation<Input, Output>,
  input: Input,
  options: SendOptions = {},
): Promise<Output> {
  // Called without a `this`: browsers and Workers refuse `fetch` as a method of another object.
  const { target, fetch = globalThis.fetch, signal, maxBytes } = options;
  const request = operation.request(input, target, signal);
  try {
    signal?.throwIfAborted();
    return await operation.parse(await fetch(request), { url: request.url, maxBytes });
  } catch (error) {
    signal?.throwIfAborted();
    throw networkError(error, request);
  }
}
