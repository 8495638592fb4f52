import type { NodeRequest, NodeResponse } from "./types.ts";

/** The body of a request as a stream, and a way to let go of what is left of it. */
export function bodyOf(
  request: NodeRequest,
): { stream: ReadableStream<Uint8Array>; drop: () => void } {
  let open = true;
  // What comes later is read and forgotten, so that the client gets to read the answer.
  const drop = () => {
    open = false;
    request.resume();
  };
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const settle = (act: () => void) => () => {
        if (open) act();
        open = false;
      };
      request.on("data", (chunk: Uint8Array) => {
        if (!open) return;
        controller.enqueue(chunk);
        if (!controller.desiredSize) request.pause();
      });
      request.on("end", settle(() => controller.close()));
      request.on("error", settle(() => controller.error(new TypeError("The body broke off"))));
      request.on("close", settle(() => controller.error(new TypeError("The body broke off"))));
      request.pause();
    },
    pull: () => void (open && request.resume()),
    cancel: drop,
  });
  return { stream, drop };
}

/** Writes a response, at the pace of the client. */
export async function writeResponse(
  { status, headers, body }: Response,
  { method }: NodeRequest,
  response: NodeResponse,
): Promise<void> {
  const fields: Record<string, string | string[]> = {};
  headers.forEach((value, name) => fields[name] = value);
  const cookies = headers.getSetCookie();
  if (cookies.length) fields["set-cookie"] = cookies;
  response.writeHead(status, fields);

  const reader = body?.getReader();
  try {
    if (!reader || method === "HEAD") return void response.end();
    response.flushHeaders?.(); // the body may keep everyone waiting
    let wake = () => {};
    let gone = false;
    response.on("drain", () => wake());
    response.on("close", () => {
      gone = true;
      wake();
      reader.cancel().catch(() => {}); // ends a read that may never end
    });
    while (!gone) {
      const { done, value } = await reader.read();
      if (done) return void response.end();
      if (!response.write(value)) await new Promise<void>((resolve) => wake = resolve);
    }
  } finally {
    reader?.cancel().catch(() => {});
  }
}
