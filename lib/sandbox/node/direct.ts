import type { Bytes } from "../../types.ts";
import { bytesOf, type Reply } from "../http/reply.ts";
import { joined } from "../http/incoming.ts";
import type { NodeRequest, NodeResponse } from "./types.ts";
import type { Engine } from "../serve/engine.ts";

/** Answers a request of Node's with what a sandbox says, without a `Request` and a `Response`. */
export async function answerDirectly(
  engine: Engine,
  url: string,
  request: NodeRequest,
  response: NodeResponse,
  signal: AbortSignal,
): Promise<void> {
  const { method = "GET", rawHeaders } = request;
  const reply = await engine({
    method,
    url,
    headers: rawHeaders,
    header: (name) => headerOf(rawHeaders, name),
    read: (limit) => readBody(request, limit, signal),
    signal,
  });
  if (!signal.aborted) await writeReply(reply, method, response);
}

/** A header by its name in lower case; several by the same name are joined. */
export function headerOf(rawHeaders: readonly string[], name: string): string | null {
  let value: string | null = null;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const key = rawHeaders[i]!;
    if (key.length !== name.length || key.toLowerCase() !== name) continue;
    value = value === null ? rawHeaders[i + 1]! : `${value}, ${rawHeaders[i + 1]}`;
  }
  return value;
}

function readBody(
  request: NodeRequest,
  limit: number,
  signal: AbortSignal,
): Promise<Bytes | null> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    let ended = false;
    const fail = () => ended || reject(new TypeError("The body broke off"));
    if (signal.aborted) return fail();
    signal.addEventListener("abort", fail);
    request.on("error", fail);
    request.on("close", fail); // which comes after "end", too
    request.on("end", () => {
      ended = true;
      resolve(joined(chunks, size));
    });
    // What is too much is read and forgotten.
    request.on("data", (chunk: Uint8Array) => {
      size += chunk.length;
      if (size > limit) resolve(null);
      else chunks.push(chunk);
    });
  });
}

/** Writes a reply: its text in one piece with its head, so that nothing comes between them. */
export async function writeReply(
  reply: Reply,
  method: string,
  response: NodeResponse,
): Promise<void> {
  const { status, headers, body, cut } = reply;
  if (body === null) {
    response.writeHead(status, { ...headers });
    return void response.end();
  }
  const { bytes, whole } = bytesOf(reply);
  response.writeHead(status, { ...headers, "Content-Length": `${whole}` });
  if (method === "HEAD") return void response.end();
  // Text goes out together with the head, bytes after it.
  if (!cut) return void response.end(body);
  response.flushHeaders?.();
  const drained = new Promise<void>((resolve) => {
    response.on("drain", resolve);
    response.on("close", resolve);
  });
  if (bytes.length && !response.write(bytes)) await drained;
  if (cut.how === "truncate") throw new TypeError("cut"); // which breaks the connection off
}
