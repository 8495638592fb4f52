import { metadataOf } from "./response.ts";
import type { Metadata, Operation } from "./types.ts";

/** A value and what its response says beside it. */
export interface WithMetadata<Output> {
  /** What the operation's parser made of the response. */
  readonly value: Output;
  /** URL, status, headers and request id. */
  readonly metadata: Metadata;
}

/** The same operation, which answers with the value and the metadata of its response. */
export function withMetadata<Input, Output>(
  { request, parse }: Operation<Input, Output>,
): Operation<Input, WithMetadata<Output>> {
  return {
    request,
    parse: async (response, options) => ({
      value: await parse(response, options),
      metadata: metadataOf(options?.url ?? response.url, response),
    }),
  };
}
