import type { Metadata, Operation, Recovery } from "../types.ts";
import { metadataOf } from "../wire/response.ts";

/** A value and what its response says beside it. */
export interface WithMetadata<Output> {
  /** What the operation's parser made of the response. */
  readonly value: Output;
  /** URL, status, headers and request id. */
  readonly metadata: Metadata;
}

/**
 * The same operation, which answers with the value and the metadata of its response.
 *
 * @param operation any operation
 *
 * @example
 * ```ts
 * import { deleteChannelSender, withMetadata } from "@senderpool/twilio";
 *
 * const recorded = new Response(null, { status: 204, headers: { "Twilio-Request-Id": "RQ1" } });
 * const { metadata } = await withMetadata(deleteChannelSender).parse(recorded);
 * console.log(metadata.status, metadata.requestId); // 204 RQ1
 * ```
 */
export function withMetadata<Input, Output>(
  operation: Operation<Input, Output>,
): Operation<Input, WithMetadata<Output>> {
  return {
    method: operation.method,
    request: operation.request,
    parse: async (response, options = {}) => ({
      value: await operation.parse(response, options),
      metadata: {
        ...metadataOf(options.url ?? response.url, response),
        attempt: options.attempt,
        // A refusal that is a success shows what an earlier attempt did.
        recognised: options.recognised ?? (response.ok ? undefined : true),
      },
    }),
    recovery: operation.recovery && recoveryWithMetadata(operation.recovery),
  };
}

function recoveryWithMetadata<Input, Output>(
  recovery: Recovery<Input, Output>,
): Recovery<Input, WithMetadata<Output>> {
  const { request, parse } = withMetadata(recovery.find);
  const find: Operation<Input, WithMetadata<Output> | null> = {
    request,
    async parse(response, options) {
      const { value, metadata } = await parse(response, options);
      return value === null ? null : { value, metadata };
    },
  };
  return { ...recovery, find };
}
