import type { Transport } from "../../types.ts";
import { type Answer, broken, invalid, notAllowed } from "../http/answers.ts";
import { apiRefusalOf, type GuardOptions, isLocal } from "../http/guard.ts";
import { engines } from "../serve/engines.ts";
import { isReset, type Reply, toReply, toResponse } from "../http/reply.ts";
import { answerDirectly, headerOf, writeReply } from "./direct.ts";
import { bodyOf, writeResponse } from "./streams.ts";
import type { NodeRequest, NodeResponse } from "./types.ts";

/** Who may ask what {@linkcode nodeListener} serves. */
export interface ListenerOptions extends GuardOptions {
  /**
   * Whether it may be asked by any name of a host. Default: on the loopback interface it goes by the
   * names of this machine, Twilio's and `allowedHosts`; elsewhere by any.
   */
  readonly anyHost?: boolean | undefined;
}

/**
 * Serves a transport with Node's `http.createServer`, in Deno and Bun too. Bodies stream both ways. A
 * client that leaves aborts the request's signal; a transport that throws becomes a 500 of Twilio's
 * form, and an answer that breaks off breaks the connection off. So does a transport that rejects
 * with a broken connection, as a sandbox does where a fault rule says `reset`: an error whose `cause`
 * has the `code` `"ECONNRESET"`. Nothing is thrown, nothing rejects.
 *
 * Web pages of other origins can do nothing: an unknown `Origin` is refused with 403, and so is an
 * unknown `Host` on the loopback interface, unless the options allow them.
 *
 * @param fetch the transport, such as `sandbox.fetch`, which is fastest as it is
 * @param options who may ask
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
  options: ListenerOptions = {},
): (request: NodeRequest, response: NodeResponse) => void {
  const engine = engines.get(fetch);
  return (request, response) => {
    const { method = "GET" } = request;
    const left = new AbortController();
    let done = false;
    response.on("error", () => {}); // "close" follows
    response.on("close", () => {
      if (!done) left.abort();
    });
    const answer = (): Promise<void> => {
      const refused = whyRefused(request, options);
      if (refused !== null) return writeReply(foreign(refused), method, response);
      if (/^(CONNECT|TRACE|TRACK)$/i.test(method)) {
        // No Request can be made with these, in any runtime.
        return writeReply(plain(notAllowed(methods)), method, response);
      }
      if (engine) return answerDirectly(engine, urlOf(request), request, response, left.signal);
      return answerBy(fetch, request, response, left.signal);
    };
    answer()
      .catch((error) => breakOff(error, request, response))
      .finally(() => {
        done = true;
        request.resume(); // what is left is read and forgotten, so that the client reads the answer
      });
  };
}

const methods = ["GET", "POST", "DELETE", "OPTIONS"];

/** Why a request is refused before anything is made of it. */
function whyRefused({ rawHeaders, socket }: NodeRequest, options: ListenerOptions): string | null {
  const anyHost = () => options.anyHost ?? !isOnLoopback(socket);
  return apiRefusalOf((name) => headerOf(rawHeaders, name), options, anyHost);
}

/** Where it is not known at which address a request came, it might be that. */
function isOnLoopback(socket: NodeRequest["socket"]): boolean {
  const { localAddress } = Object(socket) as { localAddress?: string };
  return localAddress === undefined || isLocal(localAddress.replace(/^::ffff:/, "")) ||
    localAddress === "::1";
}

/** A refusal without the headers that would let a web page read it. */
function foreign(message: string): Reply {
  const headers = { "Content-Type": "application/json", "Connection": "close" };
  return { status: 403, headers, body: JSON.stringify({ message, status: 403 }), cut: null };
}

/** What is said without a sandbox. */
function plain(answer: Answer): Reply {
  const domain = "messaging.twilio.com";
  return toReply(answer, { id: `RQ${"0".repeat(32)}`, duration: 0, concurrent: 1, domain });
}

/** Ends a connection whose answer does not come to its end. */
function breakOff(error: unknown, { socket }: NodeRequest, response: NodeResponse): void {
  const connection = socket as { resetAndDestroy?: () => void } | null | undefined;
  if (isReset(error) && !response.headersSent && connection?.resetAndDestroy) {
    try {
      return connection.resetAndDestroy();
    } catch {
      // It is encrypted, and can only be closed.
    }
  }
  setTimeout(() => response.destroy()); // what was written goes out first
}

/** Answers with what the transport does, or in its place where it has no answer. */
async function answerBy(
  fetch: Transport,
  request: NodeRequest,
  response: NodeResponse,
  signal: AbortSignal,
): Promise<void> {
  const { method = "GET" } = request;
  const body = /^(GET|HEAD)$/.test(method) ? null : bodyOf(request);
  try {
    const answered = await transported(fetch, request, body?.stream ?? null, signal);
    if (signal.aborted) await answered.body?.cancel();
    else await writeResponse(answered, request, response);
  } finally {
    body?.drop();
  }
}

async function transported(
  fetch: Transport,
  request: NodeRequest,
  body: ReadableStream<Uint8Array> | null,
  signal: AbortSignal,
): Promise<Response> {
  const { method = "GET", rawHeaders } = request;
  try {
    const headers = new Headers();
    for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
      headers.append(rawHeaders[i]!, rawHeaders[i + 1]!);
    }
    // Node's Request refuses a stream without `duplex`, which the DOM's types do not have yet.
    const init = { method, headers, body, duplex: "half", signal };
    const url = plainUrl(urlOf(request));
    if (!url) return toResponse(method, plain(invalid("URL")));
    const answered = await fetch(new Request(url, init));
    if (answered.status < 200) throw new TypeError("not an answer");
    return answered;
  } catch (error) {
    if (isReset(error)) throw error;
    return toResponse(method, plain(broken()));
  }
}

/** The URL that was asked for: Node has the target alone, which a proxy's client makes absolute. */
function urlOf({ url = "/", rawHeaders, socket }: NodeRequest): string {
  if (/^https?:/i.test(url)) return url;
  const encrypted = (socket as { encrypted?: boolean } | null | undefined)?.encrypted;
  const scheme = `http${encrypted ? "s" : ""}://`;
  const host = headerOf(rawHeaders, "host") ?? "localhost";
  return knownOrigin(scheme + host) + url.replace(/^\/?/, "/");
}

/** An origin as it is, where it is plain, or what a URL makes of it. */
function knownOrigin(origin: string): string {
  if (/^https?:\/\/[\w.-]+(:\d+)?$/.test(origin)) return origin;
  return URL.canParse(origin) ? new URL(origin).origin : "http://localhost";
}

/** A URL without a user name and a password, which no Request may have; `null` where it is none. */
function plainUrl(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  url.username = url.password = "";
  return url;
}
