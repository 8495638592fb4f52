/** The four operations over a stub, in process: what runs in every runtime, and is timed. */
import type { Answer, Connect, Row } from "../peer.ts";
import { created, pageText, path, sid, twilioUrl, wire } from "../wire.ts";

export const operations = ["create", "fetch", "delete", "page"] as const;
export type Operation = (typeof operations)[number];

/** How many senders a page has. */
const size = 1000;

const headers = {
  "content-type": "application/json",
  "twilio-request-id": `RQ${"0".repeat(32)}`,
};
const sender = JSON.stringify(wire(7, twilioUrl));
const answers: Record<Operation, Answer> = {
  create: { status: 201, body: sender, headers },
  fetch: { status: 200, body: sender, headers },
  delete: { status: 204, body: null, headers },
  page: { status: 200, body: pageText(0, size, 2 * size, twilioUrl), headers },
};
const requests: Record<Operation, string> = {
  create: `POST ${path} Sid=${sid(7)}`,
  fetch: `GET ${path}/${sid(7)} `,
  delete: `DELETE ${path}/${sid(7)} `,
  page: `GET ${path}?PageSize=${size} `,
};

/** Lets the event loop turn, as every real transport does. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (globalThis.setImmediate) globalThis.setImmediate(resolve);
    else setTimeout(resolve);
  });
}

/** How a body comes: as the text that the stub has, or in pieces, as a network brings it. */
export type Delivery = "text" | "stream";

const piece = 65_536; // bytes, about what a socket gives at once
const pieces = new Map<string, Uint8Array<ArrayBuffer>[]>();

/** A body in pieces of a stream. */
export function streamOf(text: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  let parts = pieces.get(text);
  if (!parts) {
    const bytes = new TextEncoder().encode(text);
    parts = [];
    for (let at = 0; at < bytes.length; at += piece) parts.push(bytes.slice(at, at + piece));
    pieces.set(text, parts);
  }
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      if (next < parts.length) controller.enqueue(parts[next++]!);
      else controller.close();
    },
  });
}

/** One peer's operations. */
export interface Workload {
  /** Throws unless the peer asks for the right thing and gets it. */
  check(operation: Operation): Promise<void>;
  /** Calls one after the other. */
  run(operation: Operation, count: number): Promise<void>;
}

export function workload(connect: Connect, delivery: Delivery = "text"): Workload {
  let answer = answers.fetch;
  let checking = false;
  let seen: Request | undefined;
  // As `fetch` does, it makes a request of what it is given, where that is not one already.
  const stub = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = input instanceof Request ? input : new Request(input, init);
    if (checking) seen = request.clone();
    const { body } = answer;
    const given = body !== null && delivery === "stream" ? streamOf(body) : body;
    return Promise.resolve(new Response(given, answer));
  };
  const peer = connect({ fetch: stub, answer: () => answer });
  const calls: Record<Operation, () => Promise<unknown>> = {
    create: () => peer.create(sid(7)),
    fetch: () => peer.fetch(sid(7)),
    delete: () => peer.delete(sid(7)),
    page: () => peer.page(size),
  };

  return {
    async check(operation) {
      answer = answers[operation];
      checking = true;
      const value = await calls[operation]();
      checking = false;
      if (operation === "page") checkRows(value as Row[]);
      else if (operation !== "delete") checkRow(value as Row, 7);
      if (!seen) return; // twilio's transport is another
      const { method, url, headers } = seen;
      const body = await seen.text();
      const form = "application/x-www-form-urlencoded";
      if (body) expect(headers.get("content-type")?.slice(0, form.length), form);
      expect(`${method} ${url.slice(twilioUrl.length)} ${body}`, requests[operation]);
      expect(headers.get("authorization")?.slice(0, 6), "Basic ");
    },
    async run(operation, count) {
      answer = answers[operation];
      const call = calls[operation];
      for (let i = 0; i < count; i++) {
        await call();
        // What is held weakly, as Node's fetch does, is not let go before the loop's next turn.
        if (i % 20 === 19) await turn();
      }
    },
  };
}

/** Insists that a peer has a sender as it is, parsed or not. */
export function checkRow(row: Row, index: number): void {
  expect(row.sid, sid(index));
  const date = row.dateCreated ?? new Date(row.date_created ?? NaN);
  expect(date.toISOString(), created(index).replace("Z", ".000Z"));
}

function checkRows(rows: readonly Row[]): void {
  expect(rows.length, size);
  rows.forEach(checkRow);
}

function expect(value: unknown, expected: unknown): void {
  if (value !== expected) throw new Error(`wrong answer: ${value} instead of ${expected}`);
}
