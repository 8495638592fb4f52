/** Creates and deletes over a server that loses answers, and what may be said of each. */
import { expect } from "vitest";
import {
  type ChannelSenderInput,
  type Client,
  createChannelSender,
  deleteChannelSender,
  isTwilioApiError,
  isTwilioError,
  type Transport,
  withMetadata,
} from "../../../mod.ts";
import { json } from "./support.ts";

/** Numbers from 0 to 1 that are the same at each run: mulberry32. */
export function dice(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** What goes wrong with one request: before the server acts on it, or after. */
export type Fault = (request: Request, next: Transport) => Promise<Response>;

const brokenLine = () => Promise.reject(new TypeError("connection reset"));
const unavailable = () => Promise.resolve(json(503, { code: 20503, message: "busy" }));
const proxy = () => Promise.resolve(new Response("<html>bad gateway</html>", { status: 502 }));

export const before: Readonly<Record<string, Fault>> = {
  tooMany: () => Promise.resolve(json(429, { code: 20429, message: "Too Many Requests" })),
  unavailable,
  brokenLine,
};
export const after: Readonly<Record<string, Fault>> = {
  brokenLineAfter: (request, next) => next(request).then(brokenLine),
  unavailableAfter: (request, next) => next(request).then(unavailable),
  proxyAfter: (request, next) => next(request).then(proxy),
  bodyBreaksOff: async (request, next) => {
    const { status } = await next(request);
    if (status === 204) return await brokenLine();
    const body = new ReadableStream({ pull: (stream) => stream.error(new TypeError("cut off")) });
    return new Response(body, { status, headers: { "content-type": "application/json" } });
  },
};

/** Which change a call asks for. */
export type Change = "create" | "delete";

/** What a caller was told. */
export type Told = "changed" | "recognised" | "refused" | "not done" | "unclear";

/** Makes a change, and says what a caller was told of it. */
export async function change(
  client: Client,
  kind: Change,
  input: ChannelSenderInput,
): Promise<Told> {
  const call = kind === "create"
    ? client.send(withMetadata(createChannelSender), input)
    : client.send(withMetadata(deleteChannelSender), input);
  try {
    const { metadata } = await call;
    return metadata.recognised === true ? "recognised" : "changed";
  } catch (error) {
    if (!isTwilioError(error)) throw error;
    if (error.story === undefined || error.story.mayHaveActed) return "unclear";
    const isRefusal = isTwilioApiError(error) && (error.code === 21710 || error.code === 20404);
    return isRefusal ? "refused" : "not done";
  }
}

/** Insists that what was told of a change is true. */
export function expectTrue(kind: Change, wasThere: boolean, told: Told, isThere: boolean): void {
  const wanted = kind === "create";
  const truth = {
    "changed": wasThere !== wanted && isThere === wanted,
    "recognised": isThere === wanted,
    "refused": wasThere === wanted && isThere === wasThere,
    "not done": isThere === wasThere,
    "unclear": true,
  };
  expect(truth[told], `${kind}: ${wasThere}, told ${told}, then ${isThere}`).toBe(true);
}
