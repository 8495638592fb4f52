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
  let bytes = new Uint8Array();
  let size = 0;
  for (;;) {
    const { done, value } = await nextOf(reader);
    if (done) return size === bytes.length ? bytes : bytes.slice(0, size);
    checkValue(ArrayBuffer.isView(value), "request", "a body of bytes", value);
    const end = size + value.byteLength;
    if (end > maxBytes) {
      reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    bytes = withRoom(bytes, end);
    bytes.set(value, size);
    size = end;
  }
}

/** The same bytes, in an array that has room for so many, and for many small pieces after them. */
function withRoom(bytes: Bytes, size: number): Bytes {
  if (size <= bytes.length) return bytes;
  const larger = new Uint8Array(bytes.length === 0 ? size : Math.max(size, 2 * bytes.length));
  larger.set(bytes);
  return larger;
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
