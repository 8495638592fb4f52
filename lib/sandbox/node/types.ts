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
  /** Sends the head, where nothing else comes yet. */
  flushHeaders?(): unknown;
  /** Ends the answer, with a last part of the body if there is one. */
  end(chunk?: string): unknown;
  /** Breaks the connection off. */
  destroy(): unknown;
  /** Listens to an event. */
  // deno-lint-ignore no-explicit-any -- as Node declares it
  on(event: string, listener: (...args: any[]) => void): unknown;
}
