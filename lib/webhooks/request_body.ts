import type { Bytes } from "../types.ts";
import { checkInput } from "../wire/input.ts";
import { TwilioWebhookError } from "./errors.ts";

/**
 * The bytes of a request's body, of which no more is asked for than may come.
 *
 * @throws {TwilioInputError} when somebody has read it
 * @throws {TwilioWebhookError} `"too-large"`, or `"body"` where it breaks off
 */
export async function readBytes(
  request: Request,
  maxBytes: number,
): Promise<Bytes> {
  const expected = "a body that nobody has read, as of request.clone()";
  checkInput(!request.bodyUsed, "request", expected, "a read one");
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge(maxBytes);
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > maxBytes) break;
      chunks.push(value);
    }
  } catch {
    // What was thrown may tell of the body.
    throw new TwilioWebhookError("body", "expected a body to its end, got one that breaks off");
  }
  if (size > maxBytes) {
    reader.cancel().catch(() => {});
    throw tooLarge(maxBytes);
  }
  const bytes = new Uint8Array(size);
  let end = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, end);
    end += chunk.byteLength;
  }
  return bytes;
}

function tooLarge(maxBytes: number): TwilioWebhookError {
  return new TwilioWebhookError("too-large", `expected at most ${maxBytes} bytes, got more`);
}
