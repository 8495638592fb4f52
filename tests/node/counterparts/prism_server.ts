/**
 * Prism, which serves Twilio's OpenAPI documents: as a mock of Twilio, or as a proxy that watches
 * somebody and a sandbox talk. It runs in this process, configured as `prism mock` and `prism proxy`
 * configure it.
 */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { createLogger } from "@stoplight/prism-core";
import { getHttpOperationsFromSpec, type IHttpConfig } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";
import { apiDocumentFile, documentFile } from "../support.ts";

/** What Prism knows of a document. */
export type Operations = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>;

/** Reads the document of messaging.twilio.com, which takes a moment. */
export function readMessaging(): Promise<Operations> {
  return getHttpOperationsFromSpec(documentFile);
}

/**
 * Reads what the document of api.twilio.com says of messages and of an account's numbers; all of it
 * takes long. It is taken as it is there, but for where pages are: these are URLs to it, and its own
 * examples have paths, as Twilio does.
 */
export function readMessages(): Promise<Operations> {
  const document = JSON.parse(
    readFileSync(apiDocumentFile, "utf8"),
    (name, value) =>
      /^(uri|(first|next|previous)_page_uri)$/.test(name) && value?.format === "uri"
        ? { ...value, format: "uri-reference" }
        : value,
  );
  const paths = Object.entries(document.paths)
    .filter(([path]) =>
      /\/(Messages|IncomingPhoneNumbers|ShortCodes)(\/\{Sid\})?\.json$/.test(path)
    );
  return getHttpOperationsFromSpec({ ...document, paths: Object.fromEntries(paths) });
}

/** Prism, as it runs. */
export interface Prism {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts Prism on the loopback interface.
 *
 * @param upstream where it forwards to; it mocks where there is none
 * @param errors whether it answers for itself where it finds a violation
 */
export async function startPrism(
  operations: Operations,
  { upstream, errors = true }: { upstream?: string; errors?: boolean } = {},
): Promise<Prism> {
  const common = {
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    errors,
    mock: { dynamic: false },
    upstreamProxy: undefined,
  };
  const config: IHttpConfig = upstream
    ? { ...common, isProxy: true, upstream: new URL(upstream) }
    : { ...common, isProxy: false };
  const logger = createLogger("prism", { level: "silent" });
  const server = createServer(operations, { components: { logger }, cors: false, config });
  const url = await server.listen(0, "127.0.0.1");
  return { url, close: () => server.close() };
}

/** What Prism found in a request or in the answer to it. */
export interface Violation {
  readonly location: readonly string[];
  readonly severity: "Error" | "Warning" | "Information";
  readonly code?: string | number;
  readonly message: string;
}

/** An answer of Prism's. */
export interface Watched {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly status: number;
  readonly violations: readonly Violation[];
}

/** What Prism found, as it says in a header. */
export function violationsIn(header: unknown): Violation[] {
  return JSON.parse(String(header ?? "[]"));
}

/**
 * Watches all answers of a server in this process, also those that whoever asked makes nothing of, such
 * as one that is retried.
 *
 * @returns what there was so far, in the order in which it was asked for, and a way to stop
 */
export function watch(
  url: string,
): { readonly watched: () => Watched[]; readonly stop: () => void } {
  const responses: ServerResponse[] = [];
  const port = Number(new URL(url).port);
  const note = (message: unknown) => {
    const { response } = message as { response: ServerResponse };
    if (response.req.socket.localPort === port) responses.push(response);
  };
  subscribe("http.server.request.start", note);
  return {
    watched: () =>
      responses.map((response) => {
        const { statusCode: status, req: { method = "", url = "" } } = response;
        return { method, path: url, status, violations: violationsIn(response.getHeader(HEADER)) };
      }),
    stop: () => unsubscribe("http.server.request.start", note),
  };
}

const HEADER = "sl-violations";
