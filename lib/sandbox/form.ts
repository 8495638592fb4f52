const LIMIT = 65_536;

/**
 * Reads the form in the body of a request: empty where the body is none, or of another type. So
 * does Twilio: chat.twilio.com is recorded to miss a parameter that it got as JSON
 * (twilio-chat-demo-android, issue 147).
 *
 * @returns `null` when the body is larger than 64 KiB, of which no more is read
 * @see https://www.twilio.com/docs/usage/requests-to-twilio
 */
export async function readForm(request: Request): Promise<FormData | null> {
  const type = request.headers.get("content-type") ?? "";
  const blob = await readBody(request);
  if (!blob) return null;
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) {
    return new FormData();
  }
  try {
    return await new Response(blob, { headers: { "content-type": type } }).formData();
  } catch {
    return new FormData();
  }
}

async function readBody(request: Request): Promise<Blob | null> {
  const { body, headers, signal } = request;
  if (Number(headers.get("content-length")) > LIMIT) return null;
  if (!body) {
    // Firefox does not show the body as a stream, even where there is one.
    const bytes = await request.arrayBuffer();
    return bytes.byteLength > LIMIT ? null : new Blob([bytes]);
  }
  const reader = body.getReader();
  const stop = () => void reader.cancel(signal.reason).catch(() => {});
  signal?.addEventListener("abort", stop);
  try {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Blob(chunks);
      size += value.length;
      if (size > LIMIT) {
        stop();
        return null;
      }
      chunks.push(value);
    }
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}
