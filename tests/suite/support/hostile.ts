/** What the files of the hostile suite share: answers that tell how they were read, and the checks. */
import { expect } from "vitest";
import {
  type ChannelSender,
  type Client,
  clientOf as plainClientOf,
  type ClientOptions,
  createClient,
  createSend,
  type Page,
  type SendSettings,
  type Transport,
  type TwilioApiError,
  type TwilioError,
  withTimeout,
} from "../../../mod.ts";
import { AC, bytes, collection, one, pageBody, secret, service, wire, XE } from "./support.ts";

/** A name of an error of ours, or "value" where the answer is good after all. */
export type Outcome =
  | "value"
  | "TwilioApiError"
  | "TwilioResponseError"
  | "TwilioNetworkError"
  | "TwilioTimeoutError";

/** Text, bytes, or a sequence of them that may have no end. */
type Body = string | Uint8Array | Iterable<string | Uint8Array> | null;

/** What the server answers. Headers of `null` are left out; `claims` are what no constructor allows. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly body?: Body;
  readonly claims?: object;
}

/** Makes an answer, given the JSON of the right one. */
export type Answering = Answer | ((good: string) => Answer);

/** One of the four operations: how it is called, what is sent, and the JSON of a right answer. */
export interface Operated {
  readonly method: string;
  readonly url: string;
  readonly good: string;
  readonly call: (client: Client) => Promise<unknown>;
}

/** Those that a success answers with JSON. */
export const reading: Readonly<Record<"create" | "fetch" | "list", Operated>> = {
  create: {
    method: "POST",
    url: collection,
    good: JSON.stringify(wire(1)),
    call: (client) => client.channelSenders.create(one),
  },
  fetch: {
    method: "GET",
    url: `${collection}/${XE}`,
    good: JSON.stringify(wire(1)),
    call: (client) => client.channelSenders.fetch(one),
  },
  list: {
    method: "GET",
    url: `${collection}?PageSize=1000`,
    good: JSON.stringify(pageBody([1], null)),
    call: async (client) => {
      const pages = client.channelSenders.list(service).pages();
      const { value } = await pages.next();
      await pages.return();
      return value;
    },
  },
};

/** The one whose success has no body. */
export const deleting: Operated = {
  method: "DELETE",
  url: `${collection}/${XE}`,
  good: "",
  call: (client) => client.channelSenders.delete(one),
};

export const everyOperation: Readonly<Record<string, Operated>> = { ...reading, delete: deleting };

/** The credentials that must not turn up anywhere. */
export const credentials = { accountSid: AC, authToken: secret };
export const authorization = `Basic ${btoa(`${AC}:${secret}`)}`;
const forbidden = [secret, authorization.slice(6), authorization.slice(6, -4), "Basic "];

export const SERVER = "hostile/1.0";
export const REQUEST_ID = `RQ${"f".repeat(32)}`;

/** What became of an answer's body. */
export interface Fate {
  pulled: number;
  bytes: number;
  ended: boolean;
  cancelled: boolean;
}

/** Plays an answer: a response, and what becomes of its body. */
export function play(answer: Answer): { response: Response; fate: Fate } {
  const { status = 200, headers = {}, body = "", claims = {} } = answer;
  const fate = { pulled: 0, bytes: 0, ended: body === null, cancelled: false };
  const all = { "content-type": "application/json", server: SERVER, "t-request-id": REQUEST_ID };
  const sent = new Headers();
  for (const [name, value] of Object.entries({ ...all, ...headers })) {
    if (value !== null) sent.set(name, value);
  }
  const whole = typeof body === "string" || body instanceof Uint8Array;
  const chunks = (whole ? [body] : body ?? [])[Symbol.iterator]() as Iterator<string | Uint8Array>;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      const { done, value } = chunks.next();
      if (done) {
        fate.ended = true;
        return controller.close();
      }
      const chunk = typeof value === "string" ? bytes(value) : value as Uint8Array<ArrayBuffer>;
      fate.pulled++;
      fate.bytes += chunk.length;
      controller.enqueue(chunk);
    },
    cancel: () => void (fate.cancelled = true),
  }, { highWaterMark: 0 });
  const response = new Response(body === null ? null : stream, { status, headers: sent });
  for (const [name, value] of Object.entries(claims)) {
    Object.defineProperty(response, name, { value });
  }
  return { response, fate };
}

/** A client with credentials and a bound of two seconds; with one attempt, unless `retry` is given. */
export function clientOf(
  fetch: Transport | undefined,
  options: Partial<ClientOptions> = {},
): Client {
  const all = { ...credentials, fetch, timeout: 2000, ...options };
  if (options.retry) return createClient(all as ClientOptions);
  const { timeout, ...settings } = all;
  return plainClientOf(withTimeout(createSend(settings as SendSettings), timeout || 2000));
}

/** Everything that can be reached from a value: own properties at any depth, headers, causes. */
function* reach(value: unknown, seen: Set<unknown> = new Set()): Generator<unknown> {
  const waiting = [value];
  for (let next = waiting.pop(); seen.size < 10_000; next = waiting.pop()) {
    if (!seen.has(next)) {
      seen.add(next);
      yield next;
      if (Object(next) === next) {
        const object = next as Record<PropertyKey, unknown>;
        const keys = Reflect.ownKeys(object);
        waiting.push(...keys, ...keys.map((key) => object[key]));
        if (next instanceof Headers) { for (const entry of next) waiting.push(entry); }
        if (next instanceof Error) waiting.push(next.message, next.stack, next.cause);
      }
    }
    if (!waiting.length) return;
  }
}

/** Insists that nothing within reach of a value is a credential, or a request that has one. */
export function expectNoSecret(value: unknown): void {
  for (const part of reach(value)) {
    if (part instanceof Request) throw new Error("a request within reach");
    if (typeof part !== "string" && typeof part !== "symbol") continue;
    for (const word of forbidden) {
      if (String(part).includes(word)) throw new Error(`a credential: ${String(part)}`);
    }
  }
}

/** Insists that nothing has changed what all objects have. */
export function expectNoPollution(): void {
  const inherited = ["polluted", "sid", "next_page_url", "message", "status"]
    .filter((name) => name in {});
  expect([...Object.keys(Object.prototype), ...inherited]).toEqual([]);
  expect({}.constructor === Object && String({}) === "[object Object]").toBe(true);
}

/** Insists on a call's error: its class, what it says, and what it doesn't. */
export function expectTrouble(
  error: unknown,
  name: Outcome,
  { method, url }: { readonly method: string; readonly url: string },
  what: string,
): TwilioError & { readonly url: string; readonly status?: number; readonly requestId?: unknown } {
  const trouble = error as ReturnType<typeof expectTrouble>;
  expect(error instanceof Error ? error.name : error, `${what}: ${error}`).toBe(name);
  expect(trouble, what).toMatchObject({ method, url });
  for (const part of [method, url]) expect(trouble.message, what).toContain(part);
  expect(trouble.reason.length, what).toBeGreaterThan(0);
  expectNoSecret(error);
  return trouble;
}

/** Insists that a value is the right one: of sender 1, of a page of it, or nothing. */
export function expectGood(value: unknown, what: string, sid = wire(1)["sid"]): void {
  if (value === undefined) return;
  const { items: [item] = [value], next = null } = value as Page<ChannelSender>;
  expect(item, what).toMatchObject({ sid, senderType: "WhatsApp" });
  expect(next, what).toBe(null);
}

/**
 * Gives an answer to operations, and insists on what comes of it: the error or the value, one request
 * with the credentials at the target and no other, and a body that is read to its end or given up.
 */
export async function expectOutcome(
  operations: Readonly<Record<string, Operated>>,
  answering: Answering,
  outcome: Outcome,
  tells: readonly (string | undefined)[] = [],
  options: Partial<ClientOptions> = {},
): Promise<unknown[]> {
  const results: unknown[] = [];
  const fates: [Fate, number][] = [];
  for (const [name, operated] of Object.entries(operations)) {
    const answer = typeof answering === "function" ? answering(operated.good) : answering;
    const requests: Request[] = [];
    let fate: Fate | undefined;
    const client = clientOf((request) => {
      requests.push(request);
      const played = play(answer);
      fate = played.fate;
      return Promise.resolve(played.response);
    }, options);

    const result = await operated.call(client).catch((error: unknown) => error);
    results.push(result);

    expect(requests.map(({ method, url }) => [method, url]), name)
      .toEqual([[operated.method, operated.url]]);
    expect(requests[0]!.headers.get("authorization")).toBe(authorization);
    if (outcome === "value") {
      if (result instanceof Error) throw new Error(`${name}: ${result}`);
      expectGood(result, name);
      expect(typeof result).toBe(name === "delete" ? "undefined" : "object");
    } else {
      const error = expectTrouble(result, outcome, operated, name);
      for (const part of tells) if (part) expect(error.message, name).toContain(part);
      if (outcome !== "TwilioNetworkError") {
        const status = (answer.claims as { status?: number })?.status ?? answer.status ?? 200;
        expect(error, name).toMatchObject({ status, requestId: REQUEST_ID });
        const server = answer.headers?.["server"] ?? SERVER;
        const parts = [...(status ? [String(status)] : []), REQUEST_ID, server];
        for (const part of parts) expect(error.message, name).toContain(part);
        expect((error as Partial<TwilioApiError>).headers?.get("t-request-id"), name).toBe(
          REQUEST_ID,
        );
      }
    }
    // Read to its end, or given up at once.
    expect([name, fate!.ended || fate!.cancelled]).toEqual([name, true]);
    fates.push([fate!, fate!.pulled]);
  }
  // Nobody goes on reading.
  if (fates.some(([fate]) => !fate.ended)) await new Promise((resolve) => setTimeout(resolve, 0));
  for (const [fate, pulled] of fates) expect(fate.pulled).toBe(pulled);
  expectNoPollution();
  return results;
}
