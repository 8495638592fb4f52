import { metadataOf, networkError } from "./response.ts";
import type { Exchange, Operation, Target, Transport } from "./types.ts";

/** What any call may be given. */
export interface CallOptions {
  /** Aborts the call, its waiting and the reading of its answer. */
  readonly signal?: AbortSignal | undefined;
  /** The largest body that is read, in bytes after decompression. Default 8 MiB (8,388,608). */
  readonly maxBytes?: number | undefined;
}

/** How to send, beside what. */
export interface SendOptions extends CallOptions {
  /** The transport. Default: `globalThis.fetch`, looked up at each call. */
  readonly fetch?: Transport | undefined;
  /** Where to. Default: Twilio's US1 hosts. */
  readonly target?: Target | undefined;
}

/**
 * Builds, sends and parses, and answers with the value and with what the response said beside it.
 *
 * @throws {TwilioError} of the kind that tells what went wrong; the `reason` of an aborted `signal`
 * passes through
 */
export async function exchange<Input, Output>(
  operation: Operation<Input, Output>,
  input: Input,
  options: SendOptions = {},
): Promise<Exchange<Output>> {
  // Called without a `this`: browsers and Workers refuse `fetch` as a method of another object.
  const { fetch = globalThis.fetch, target, signal, maxBytes } = options;
  const request = operation.request(input, target, signal);
  const { method, url } = request;
  try {
    signal?.throwIfAborted();
    const response = await fetch(request);
    const value = await operation.parse(response, { url, maxBytes });
    return { value, metadata: metadataOf(method, url, response) };
  } catch (error) {
    signal?.throwIfAborted();
    throw networkError(error, method, url);
  }
}

/**
 * Builds, sends and parses in one expression.
 *
 * @throws {TwilioError} of the kind that tells what went wrong; the `reason` of an aborted `signal`
 * passes through
 */
export async function send<Input, Output>(
  operation: Operation<Input, Output>,
  input: Input,
  options?: SendOptions,
): Promise<Output> {
  return (await exchange(operation, input, options)).value;
}
