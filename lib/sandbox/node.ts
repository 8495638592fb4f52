import type { Transport } from "../types.ts";
import { fault, notAllowed, toResponse } from "./answers.ts";

/** What {@linkcode nodeListener} needs of Node's `http.IncomingMessage`. */
export interface NodeRequest {
  /** HTTP method. */
  readonly method?: string | undefined;
  /** The request target, such as `/v1/Services?PageSize=50`. */
  readonly url?: string | undefined;
  /** Names and values in turn, duplicates included. */
  readonly rawHeaders: readonly string[];
  /** The connection, which says whether it is encrypted. */
  readonly socket?: object | null | undefined;
  /** Listens to an event. */
  // deno-lint-ignore no-explicit-any -- as Node declares it
  on(event: string, listener: (...args: any[]) => void): unknown;
  /** Stops the flow of `data`. */
  pause(): unknown;
  /** Starts the flow of `data`. */
  resume(): unknown;
}

/** What {@linkcode nodeListener} needs of Node's `http.ServerResponse`. */
export interface NodeResponse {
  /** Whether the head is out. */
  readonly headersSent: boolean;
  /** Sends status and headers. */
  writeHead(status: number, headers: Record<string, string | string[]>): unknown;
  /** Sends a part of the body; `false` asks to wait for `drain`. */
  write(chunk: Uint8Array): boolean;
  /** Ends the answer. */
  end(): unknown;
  /** Breaks the connection off. */
  destroy(): unknown;
  /** Listens to an event. */
  // deno-lint-ignore no-explicit-any -- as Node declares it
  on(event: string, listener: (...args: any[]) => void): unknown;
}

/**
 * Serves a transport with Node's `http.createServer`. Bodies stream both ways. A client that leaves
 * aborts the request's signal; a transport that throws becomes a 500 of Twilio's form, and an answer
 * that breaks off breaks the connection off. Nothing is thrown, nothing rejects.
 *
 * @param fetch the transport, such as `sandbox.fetch`
 *
 * @example
 * ```ts ignore
 * import { createServer } from "node:http";
 * import { createSandbox, nodeListener } from "@senderpool/twilio/sandbox";
 *
 * createServer(nodeListener(createSandbox().fetch)).listen(8080, "127.0.0.1");
 * ```
 */
export function nodeListener(
  fetch: Transport,
): (request: NodeRequest, response: NodeResponse) => void {
  return (request, response) => {
    const left = new AbortController();
    const body = /^(GET|HEAD)$/.test(request.method ?? "GET") ? null : bodyOf(request);
    let gone = false;
    let done = false;
    response.on("error", () => {}); // "close" follows
    response.on("close", () => {
      gone = true;
      if (!done) left.abort();
    });
    answer(fetch, request, body?.stream ?? null, left.signal)
      .then((answered) => gone ? answered.body?.cancel() : write(answered, request, response))
      .catch(() => setTimeout(() => response.destroy())) // what was written goes out first
      .finally(() => {
        done = true;
        body?.drop();
      });
  };
}

/** The transport's answer, or ours where it has none. */
async function answer(
  fetch: Transport,
  request: NodeRequest,
  body: ReadableStream<Uint8Array> | null,
  signal: AbortSignal,
): Promise<Response> {
  const { method = "GET", rawHeaders } = request;
  const circumstances = { id: `RQ${"0".repeat(32)}`, duration: 0, concurrent: 1 };
  try {
    // No Request can be made with these, in any runtime.
    if (/^(CONNECT|TRACE|TRACK)$/i.test(method)) {
      return toResponse(method, notAllowed(["GET", "POST", "DELETE", "OPTIONS"]), circumstances);
    }
    const headers = new Headers();
    for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
      headers.append(rawHeaders[i]!, rawHeaders[i + 1]!);
    }
    // Node's Request refuses a stream without `duplex`, which the DOM's types do not have yet.
    const init = { method, headers, body, duplex: "half", signal };
    const answered = await fetch(new Request(urlOf(request, headers), init));
    if (answered.status < 200) throw new TypeError("not an answer");
    return answered;
  } catch {
    return toResponse(method, fault(), circumstances);
  }
}

/** The URL that was asked for: Node has the target alone, which a proxy's client makes absolute. */
function urlOf({ url = "/", socket }: NodeRequest, headers: Headers): string {
  if (/^https?:/i.test(url)) return url;
  const encrypted = (socket as { encrypted?: boolean } | null | undefined)?.encrypted;
  const origin = `http${encrypted ? "s" : ""}://${headers.get("host") ?? "localhost"}`;
  const known = URL.canParse(origin) ? new URL(origin).origin : "http://localhost";
  return known + url.replace(/^\/?/, "/");
}

/** The body of a request as a stream, and a way to let go of what is left of it. */
function bodyOf(request: NodeRequest): { stream: ReadableStream<Uint8Array>; drop: () => void } {
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
async function write(
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
