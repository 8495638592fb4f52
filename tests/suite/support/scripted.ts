/** Calls over scripted answers: what is sent is noted, and waiting takes no time. */
import {
  type Client,
  clientOf,
  createSend,
  type Retry,
  type RetryOptions,
  withRetry,
} from "../../../mod.ts";
import type { AttemptRequest } from "../../../lib/call/attempt.ts";
import { collection, json, wire } from "./support.ts";

export type Answer = (request: AttemptRequest) => Response | Promise<Response>;

/** The channel sender of most tests. */
export const made: Answer = () => json(200, wire(1));
/** What a delete answers. */
export const gone: Answer = () => new Response(null, { status: 204 });
/** A refusal of Twilio's. */
export const refused =
  (status: number, code: number | null = null, headers: HeadersInit = {}): Answer => () =>
    json(status, { code, message: "no", status }, headers);
export const missing: Answer = refused(404, 20404);
export const existing: Answer = refused(409, 21710);
export const tooMany: Answer = refused(429, 20429);
export const busy: Answer = refused(503, 20503);
/** No answer: the connection breaks. */
export const reset: Answer = () => Promise.reject(new TypeError("connection reset"));
/** An answer whose body breaks off. */
export const brokenBody: Answer = () =>
  new Response(
    new ReadableStream({ pull: (controller) => controller.error(new TypeError("reset")) }),
    { headers: { "content-type": "application/json" } },
  );

/** A client that is answered by a script, whose last answer is given for ever. */
export interface Scripted {
  readonly client: Client;
  /** Method and path of each request, such as `GET /XE…`. */
  readonly sent: string[];
  /** The number of the attempt that each request was. */
  readonly attempts: (number | undefined)[];
  /** The repeats that were told of. */
  readonly retries: Retry[];
}

export function scripted(answers: readonly Answer[], options: RetryOptions = {}): Scripted {
  const sent: string[] = [];
  const retries: Retry[] = [];
  const attempts: (number | undefined)[] = [];
  const send = createSend({
    auth: null,
    fetch: async (request: AttemptRequest) => {
      sent.push(`${request.method} ${request.url.slice(collection.length)}`);
      attempts.push(request.attempt?.number);
      return await answers[Math.min(sent.length, answers.length) - 1]!(request);
    },
  });
  const onRetry = (retry: Retry) => void retries.push(retry);
  const client = clientOf(withRetry(send, { random: () => 0, onRetry, ...options }));
  return { client, sent, attempts, retries };
}
