import { networkError } from "./response.ts";
import type { Operation, Target, Transport } from "./types.ts";

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
 * @throws {TwilioError} of the kind that tells what went wrong; the `reason` of an aborted `signal`
 * passes through
 */
export async function send<Input, Output>(
  operation: Operation<Input, Output>,
  input: Input,
  options: SendOptions = {},
): Promise<Output> {
  // Called without a `this`: browsers and Workers refuse `fetch` as a method of another object.
  const { fetch = globalThis.fetch, target, signal, maxBytes } = options;
  const request = operation.request(input, target, signal);
  try {
    return await operation.parse(await fetch(request), { url: request.url, maxBytes });
  } catch (error) {
    signal?.throwIfAborted();
    throw networkError(error, request);
  }
}
