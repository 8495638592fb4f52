/**
 * What the benchmark knows of a peer. Each has an adapter in peers/ that does the same five things in
 * that peer's own words, and that is bundled by itself: what is weighed is what is timed.
 */

/** A sender as a peer has it: Senderpool, bare and twilio map and parse it; the others have JSON. */
export interface Row {
  readonly sid: string | null;
  readonly dateCreated?: Date | null;
  readonly date_created?: string | null;
}

/** How a peer reaches the other side. */
export interface Wiring {
  /** The transport. */
  readonly fetch: typeof globalThis.fetch;
  /** Scheme, host and port of the other side, where it is not Twilio. */
  readonly baseUrl?: string;
  /** Where the transport is a stub: what it answers, for a peer that has another transport. */
  readonly answer?: () => Answer;
}

/** An answer before it is a response. */
export interface Answer {
  readonly status: number;
  readonly body: string | null;
  readonly headers: Record<string, string>;
}

/** The same program, whoever runs it. */
export interface Peer {
  create(sid: string): Promise<Row>;
  fetch(sid: string): Promise<Row>;
  delete(sid: string): Promise<unknown>;
  /** The first page. */
  page(size: number): Promise<readonly Row[]>;
  /** All senders, page by page. */
  pages(size: number): AsyncIterable<readonly Row[]>;
}

/** The default export of an adapter. */
export type Connect = (wiring: Wiring) => Peer;

/** A peer as the tables have it: the name of its adapter in peers/, and how it is called. */
export interface Entry {
  readonly name: string;
  readonly title: string;
  /** Whether it is Senderpool itself. */
  readonly ours?: true;
  /** Whether it needs Node, or an imitation of it. */
  readonly node?: boolean;
}

/** The limit: hand-written fetch, JSON, mapping and dates, and no check at all. */
export const bare: Entry = { name: "bare", title: "bare `fetch`" };

/** Bare with a bound on the time of a call, as `createClient` has one. */
export const bareBounded: Entry = { name: "bare_bounded", title: "bare, bounded in time" };

/** Bare, but the next page is asked for while the consumer works: for listings. */
export const bareAhead: Entry = { name: "bare_ahead", title: "bare, one page ahead" };

export const send: Entry = { name: "send", title: "**Senderpool** `send`", ours: true };
export const createSend: Entry = {
  name: "create_send",
  title: "**Senderpool** `createSend`",
  ours: true,
};
export const createClient: Entry = {
  name: "create_client",
  title: "**Senderpool** `createClient`",
  ours: true,
};

export const others: readonly Entry[] = [
  { name: "ofetch", title: "`ofetch`" },
  { name: "openapi_fetch", title: "`openapi-fetch`" },
  { name: "ky", title: "`ky`" },
  { name: "twilio", title: "`twilio`", node: true },
];

/** Everybody but bare in its further forms, which are for some parts alone. */
export const everybody: readonly Entry[] = [bare, send, createSend, createClient, ...others];

/** The rows of the tables, in their order. */
export const rows: readonly Entry[] = [bare, bareBounded, bareAhead, ...everybody.slice(1)];
