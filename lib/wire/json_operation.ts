import type { Operation } from "../types.ts";
import { operation, type OperationParts } from "./operation.ts";

/** What is particular to an operation whose request is JSON: as of any other, but for the form. */
export interface JsonOperationParts<Input, Output>
  extends Omit<OperationParts<Input, Output>, "form"> {
  /** Checks the input, and makes what is sent as JSON. */
  readonly json: (input: Input) => object;
}

/**
 * Makes an operation whose request is JSON, as the newer resources of Twilio want it, of what is
 * particular to it. In all else it is what {@linkcode operation} makes.
 *
 * @param parts its method, its URL, its JSON, and how its answer is read
 *
 * @example
 * ```ts
 * import { baseUrl, jsonOperation, objectWith, textOf } from "@senderpool/twilio";
 *
 * const rename = jsonOperation({
 *   method: "POST",
 *   url: (_: { name: string }, target) => `${baseUrl("messaging", target)}/v2/Names`,
 *   json: (input) => ({ friendly_name: textOf(input, "name", /./, "a name") }),
 *   read: (body) => objectWith(body, "friendly_name"),
 * });
 * const request = rename.request({ name: "Shop" });
 * console.log(request.headers.get("content-type"), await request.text());
 * // application/json {"friendly_name":"Shop"}
 * ```
 */
export function jsonOperation<Input, Output>(
  parts: JsonOperationParts<Input, Output>,
): Operation<Input, Output> {
  const { json, ...rest } = parts;
  const bare = operation(rest);
  return {
    ...bare,
    request: (input, target, signal) =>
      new Request(bare.request(input, target, signal), {
        body: JSON.stringify(json(input)),
        headers: { "content-type": "application/json" },
      }),
  };
}
