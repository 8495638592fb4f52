import type { Bytes } from "../../types.ts";
/** What a sandbox needs of a request, whoever brings it: a `Request`, or Node's own. */
export interface Incoming {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** A header by its name in lower case; several by the same name are joined. */
  header(name: string): string | null;
  /** All headers, for the record: an object, or names and values in turn. */
  readonly headers: Headers | readonly string[];
  /** The body; `null` when it is larger than so many bytes, of which no more is read. */
  read(limit: number): Promise<Bytes | null>;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal | null | undefined;
}

/** What comes as a request of the platform. */
export function fromRequest(request: Request): Incoming {
  const { method, url, headers, signal } = request;
  return {
    method,
    url,
    header: (name) => headers.get(name),
    headers,
    read: (limit) => readBody(request, limit),
    signal,
  };
}

/** The body of a request; `null` when it is larger than so many bytes, of which no more is read. */
export async function readBody(request: Request, limit: number): Promise<Bytes | null> {
  const { body, signal } = request;
  if (!body) {
    // Firefox does not show the body as a stream, even where there is one.
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.length > limit ? null : bytes;
  }
  const reader = body.getReader();
  const stop = () => void reader.cancel(signal.reason).catch(() => {});
  signal?.addEventListener("abort", stop);
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return joined(chunks, size);
      size += value.length;
      if (size > limit) {
        stop();
        return null;
      }
      chunks.push(value);
    }
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

/** The chunks of a body, one after the other. */
export function joined(chunks: readonly Uint8Array[], size: number): Bytes {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
