/** Sends a request and answers it: `globalThis.fetch`, a service binding, the sandbox, a proxy. */
export type Transport = (request: Request) => Promise<Response>;

/** Bytes of their own memory: `Uint8Array<ArrayBuffer>` from TypeScript 5.7 on, `Uint8Array` before. */
export type Bytes = ReturnType<Uint8Array["slice"]>;

/** Wraps a transport in another one, so that a stack of them is itself a transport. */
export type Middleware = (next: Transport) => Transport;

/**
 * Where Twilio processes and stores a request: the United States, Ireland or Australia.
 *
 * @see https://www.twilio.com/docs/global-infrastructure/understanding-twilio-regions
 */
export type Region = "us1" | "ie1" | "au1";

/**
 * Where requests go. By default each operation goes to the US1 host of its own product, such as
 * `https://messaging.twilio.com`.
 */
export interface Target {
  /**
   * Every operation goes here instead of to Twilio's hosts: a proxy, or the sandbox over HTTP. An
   * absolute `http:` or `https:` URL, which may have a path prefix, but no user name, password,
   * query or fragment.
   */
  readonly baseUrl?: string | URL | undefined;
  /**
   * The region whose hosts are used, unless there is a `baseUrl`. Credentials belong to one region.
   * Default `"us1"`.
   */
  readonly region?: Region | undefined;
}

/** What {@linkcode Operation.parse} may be told beside the response. */
export interface ParseOptions {
  /** The URL that was asked for, named in errors. Default: the response's own `url`, if it has one. */
  readonly url?: string | undefined;
  /** The largest body that is read, in bytes after decompression. Default 8,000,000. */
  readonly maxBytes?: number | undefined;
  /** Ends the reading of the body; what is thrown then is its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Which attempt this is, from 1; passed on to the metadata. */
  readonly attempt?: number | undefined;
  /** Whether this answer tells what an earlier attempt did; passed on to the metadata. */
  readonly recognised?: boolean | undefined;
  /** Whether an earlier attempt may have done it: then a refusal that says so is a success. */
  readonly mayBeDone?: boolean | undefined;
}

/**
 * One call of the API as two pure functions. Neither reads a clock, a random source, the
 * environment or a global, and neither alters what it is given.
 */
export interface Operation<Input, Output> {
  /** HTTP method, for errors that are made elsewhere than in `parse`. */
  readonly method?: string | undefined;
  /**
   * Builds the request: no more than a value until a transport sends it.
   *
   * @param input what to ask for; checked here, before anything is sent
   * @param target where to, by default Twilio's US1 hosts
   * @param signal becomes the request's own signal
   * @throws {TwilioInputError} when a field of `input` or `target` is unusable
   */
  readonly request: (input: Input, target?: Target, signal?: AbortSignal) => Request;
  /**
   * Reads the answer, live or recorded.
   *
   * @throws {TwilioApiError} when Twilio refused
   * @throws {TwilioResponseError} when the answer is not one that Twilio gives
   * @throws {TwilioNetworkError} when the body breaks off
   */
  readonly parse: (response: Response, options?: ParseOptions) => Promise<Output>;
  /** How to find out what an attempt did that got no answer. Without it, its failure stands. */
  readonly recovery?: Recovery<Input, Output> | undefined;
}

/**
 * How to find out what an attempt did that got no answer and may not be repeated blindly: data, which
 * only retries read.
 */
export interface Recovery<Input, Output> {
  /** Twilio's code for a repeat that meets what an earlier attempt has made. */
  readonly doneCode: number;
  /**
   * Finds, with the same input, what the attempt was to make or change. It answers with `null` where
   * that is there, but not as the attempt would have left it.
   */
  readonly find: Operation<Input, Output | null>;
  /** Twilio's code by which `find` says that there is no such thing, so that it was not made. */
  readonly missingCode: number;
}

/** What a response says beside its value. */
export interface Metadata {
  /** HTTP method, in the metadata of a page and of an error. */
  readonly method?: string | undefined;
  /** URL of the call; "" where a recorded response does not know it. */
  readonly url: string;
  /** HTTP status that was really answered; 0 where a browser hides it. */
  readonly status: number;
  /** Response headers. A browser shows only those that CORS exposes. */
  readonly headers: Headers;
  /** Who answered, as the `Server` header says; `null` where it does not. */
  readonly server: string | null;
  /** Twilio's id of the request, to quote to its support; `null` where there is none to read. */
  readonly requestId: string | null;
  /** The attempt that brought it, from 1, where retries are counted, as `createClient` does. */
  readonly attempt?: number | undefined;
  /**
   * `true` where an earlier attempt had done what was asked, though its answer never came: then
   * `status` is that of the answer by which this was found out, such as the 404 of a second delete.
   */
  readonly recognised?: boolean | undefined;
}
