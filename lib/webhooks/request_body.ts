import type { Bytes } from "../types.ts";
import { checkInput, checkValue } from "../wire/input.ts";
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
  const isTaken = request.bodyUsed || request.body?.locked;
  checkInput(!isTaken, "request", expected, "one that somebody reads or has read");
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge(maxBytes);
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= maxBytes) {
    const { done, value } = await nextOf(reader);
    if (done) break;
    checkValue(ArrayBuffer.isView(value), "request", "a body of bytes", value);
    size += value.byteLength;
    chunks.push(value);
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

async function nextOf(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read();
  } catch {
    // What was thrown may tell of the body.
    throw new TwilioWebhookError("body", "expected a body to its end, got one that breaks off");
  }
}

function tooLarge(maxBytes: number): TwilioWebhookError {
  return new TwilioWebhookError("too-large", `expected at most ${maxBytes} bytes, got more`);
}
