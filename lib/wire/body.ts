import { wholeNumberOf } from "./input.ts";
import { type Asked, bodyFailure, unreadable } from "./response.ts";

/** The largest body that is read where nobody says otherwise, in bytes. */
const defaultMaxBytes = 8_000_000;

/** How a body is read. */
export interface ReadOptions {
  /** The largest body that is read, in bytes after decompression. Default 8,000,000. */
  readonly maxBytes?: number | undefined;
  /** Ends the reading, also where the transport does not look at it. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The largest body that is read, in bytes. `Infinity` is no bound.
 *
 * @throws {TwilioInputError} when it is no number of bytes
 */
export function maxBytesOf(options: ReadOptions): number {
  const maxBytes = options.maxBytes ?? defaultMaxBytes;
  return maxBytes === Infinity ? maxBytes : wholeNumberOf({ maxBytes }, "maxBytes", 0);
}

/**
 * Reads the body of a response as text in UTF-8. Whatever ends it early, the rest is cancelled, so
 * that the connection is free.
 *
 * @throws {TwilioResponseError} when it is larger than allowed
 * @throws {TwilioNetworkError} when it breaks off, or is not UTF-8
 * @throws the signal's reason
 */
export async function readText(
  response: Response,
  asked: Asked,
  options: ReadOptions,
): Promise<string> {
  const maxBytes = maxBytesOf(options);
  const { signal } = options;
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const stop = () => cancel(reader);
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  const decode = createDecoder();
  let text = "";
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      // A reader that was cancelled says that it is done.
      signal?.throwIfAborted();
      if (done) return (text + decode()).replace(/^\ufeff/, "");
      size += value.byteLength;
      if (size > maxBytes) break;
      text += decode(value);
    }
  } catch (thrown) {
    cancel(reader);
    signal?.throwIfAborted();
    throw bodyFailure(thrown, asked);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
  cancel(reader);
  const reason = `expected at most ${maxBytes} bytes, got at least ${size}`;
  throw unreadable(reason, asked, response);
}

// A byte order mark may stand within a text, where a piece begins.
const utf8 = { ignoreBOM: true };

/** Of pieces by themselves; it writes U+FFFD for what it can't read. */
const lenient = /* @__PURE__ */ new TextDecoder("utf-8", utf8);

/**
 * Decodes UTF-8 piece by piece; it is called once more without a piece at the end. It throws as soon as
 * something is not UTF-8.
 *
 * In Deno a strict decoder takes several times as long, so that each piece is decoded leniently until
 * one has a U+FFFD: that was sent, is a character cut in two, or is garbled. From there on the strict
 * decoder takes over.
 */
function createDecoder(): (piece?: Uint8Array) => string {
  let strict: TextDecoder | undefined;
  return (piece) => {
    if (strict === undefined) {
      if (piece === undefined) return "";
      const text = lenient.decode(piece);
      if (!text.includes("\ufffd")) return text;
      strict = new TextDecoder("utf-8", { ...utf8, fatal: true });
    }
    return strict.decode(piece, { stream: piece !== undefined });
  };
}

function cancel(reader: ReadableStreamDefaultReader<unknown>): void {
  reader.cancel().catch(() => {});
}

/** Lets go of a body that nobody will read: it would keep its connection. */
export function discardBody(response: Response): void {
  response.body?.cancel().catch(() => {});
}
