/** What the files of this suite share: SIDs, answers, and transports that keep what they saw. */
import { expect } from "vitest";
import { type Client, createClient, type Page, type Target, type Transport } from "../../../mod.ts";

export const AC = `AC${"a".repeat(32)}`;
export const MG = `MG${"a".repeat(32)}`;
export const SK = `SK${"a".repeat(32)}`;
export const XE = `XE${"a".repeat(32)}`;

/** The input of the operations on one channel sender. */
export const one = { messagingServiceSid: MG, sid: XE };
/** The input of a listing. */
export const service = { messagingServiceSid: MG };
/** The URL of the channel senders of {@linkcode MG}. */
export const collection = `https://messaging.twilio.com/v1/Services/${MG}/ChannelSenders`;
/** A value that must not turn up anywhere, nor a part of it. */
export const secret = "hunter2-0fedcba9-correct-horse";

/** An answer with a JSON body. */
export function json(status: number, body: unknown, headers: HeadersInit = {}): Response {
  const all = new Headers(headers);
  if (!all.has("content-type")) all.set("content-type", "application/json");
  return new Response(typeof body === "string" ? body : JSON.stringify(body), {
    status,
    headers: all,
  });
}

/** A channel sender as it comes over the wire, numbered by the digits of its SID. */
export function wire(number: number, fields: object = {}): Record<string, unknown> {
  return {
    account_sid: AC,
    messaging_service_sid: MG,
    sid: sender(number),
    sender: `whatsapp:+1555${String(number).padStart(7, "0")}`,
    sender_type: "WhatsApp",
    country_code: "US",
    date_created: "2023-07-30T20:12:31Z",
    date_updated: "2023-07-30T20:12:33Z",
    url: `${collection}/${sender(number)}`,
    ...fields,
  };
}

/** The SID of {@linkcode wire}. */
export function sender(number: number): string {
  return `XE${String(number).padStart(32, "0")}`;
}

/** The body of one page; `next` is what it says of the next one. */
export function pageBody(numbers: readonly number[], next: string | null): object {
  const meta = { previous_page_url: null, next_page_url: next, key: "senders" };
  return { senders: numbers.map((number) => wire(number)), meta };
}

/** Pages of these senders, by `Page` and `PageToken` as Twilio does it. */
export function book(pages: readonly (readonly number[])[]): Handler {
  return ({ url }) => {
    const index = Number(new URL(url).searchParams.get("Page"));
    const next = index + 1 < pages.length
      ? `${collection}?PageSize=50&Page=${index + 1}&PageToken=PT${index + 1}`
      : null;
    return json(200, pageBody(pages[index] ?? [], next));
  };
}

/** The numbers of senders or of SIDs. */
export function numbers(items: Iterable<Numbered>): number[] {
  return Array.from(items, ({ sid }) => Number(sid?.slice(2)));
}

type Numbered = { readonly sid: string | null };
/** A listing, or its pages. */
export type Listed = AsyncIterable<Numbered | Page<Numbered>>;

/** The numbers of all senders of a listing, or of its pages. */
export async function collect(
  listing: Listed,
  into: number[] = [],
): Promise<number[]> {
  for await (const item of listing) into.push(...numbers("items" in item ? item.items : [item]));
  return into;
}

/** Answers a request; `index` counts them from 0. */
export type Handler = (request: Request, index: number) => Response | Promise<Response>;

/** A transport that keeps the requests that it was given. */
export interface Observed {
  fetch: Transport;
  requests: Request[];
}

export function observe(handler: Handler): Observed {
  const requests: Request[] = [];
  const fetch: Transport = async (request) => await handler(request, requests.push(request) - 1);
  return { fetch, requests };
}

/** Once, without a bound: what most tests are about is one attempt. */
export const once = { retry: null, timeout: null, deadline: null };

/** A client without credentials and without second attempts. */
export function plain(fetch: Transport, target?: Target): Client {
  return createClient({ auth: null, fetch, target, ...once });
}

/** Never answers, and rejects as `fetch` does when the request is aborted. */
export function silent({ signal }: Request): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}

/** An answer whose body the test feeds. `cancelled` is what the reader gave up with. */
export function feed(init: ResponseInit = {}): {
  response: Response;
  controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  cancelled: Promise<unknown>;
} {
  let resolve!: (reason: unknown) => void;
  const cancelled = new Promise<unknown>((given) => (resolve = given));
  let controller!: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (given) => void (controller = given),
    cancel: resolve,
  });
  const headers = { "content-type": "application/json" };
  return { response: new Response(body, { headers, ...init }), controller, cancelled };
}

export const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Waits for something to become true. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !condition(); turn++) await settle();
  expect(condition()).toBe(true);
}

/** Lets everything that is ready to run do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}

/** The timers that were set while `run` ran, and neither fired nor cleared. */
export async function timersLeft(run: () => unknown): Promise<number> {
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  const left = new Set<unknown>();
  globalThis.setTimeout = ((run: () => void, ms: number) => {
    const timer = set(() => {
      left.delete(timer);
      run();
    }, ms);
    left.add(timer);
    return timer;
  }) as typeof setTimeout;
  globalThis.clearTimeout = ((timer: number) => {
    left.delete(timer);
    clear(timer);
  }) as typeof clearTimeout;
  try {
    await run();
    await settle();
  } finally {
    globalThis.setTimeout = set;
    globalThis.clearTimeout = clear;
  }
  left.forEach((timer) => clear(timer as number));
  return left.size;
}

/** What was thrown, synchronously or not. */
export async function caught(run: () => unknown): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

/** Insists that an error is of a class by its literal name, and has these members. */
export function expectError(error: unknown, name: string, members: object = {}): void {
  expect(error instanceof Error ? error.name : error, String(error)).toBe(name);
  expect(error).toMatchObject(members);
}

/** The same value, frozen all the way down: altering it throws. */
export function freeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    Object.values(Object.freeze(value)).forEach(freeze);
  }
  return value;
}
