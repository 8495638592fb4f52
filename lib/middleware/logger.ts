import type { AttemptRequest } from "../call/attempt.ts";
import { tell } from "../call/hooks.ts";
import type { Middleware } from "../types.ts";
import { checkValue } from "../wire/input.ts";
import { withoutUser } from "../wire/request.ts";
import { metadataOf } from "../wire/response.ts";
import { nameOf } from "./observed.ts";
import { checkOptions } from "./options.ts";

/** One exchange, as {@linkcode logger} tells of it: plain data, without a credential or a body. */
export interface LogLine {
  /** HTTP method. */
  readonly method: string;
  /** URL with its query, without a user name and a password. */
  readonly url: string;
  /** The number of the attempt, from 1, where `retry` or `createClient` repeats the call. */
  readonly attempt: number;
  /** HTTP status; `null` where there is no answer. */
  readonly status: number | null;
  /** Name of the error, such as `TypeError` or `AbortError`; `null` where there is an answer. */
  readonly error: string | null;
  /** From the request to the headers of its answer, in milliseconds. */
  readonly duration: number;
  /** Twilio's id of the request, to quote to its support; `null` where there is none to read. */
  readonly requestId: string | null;
}

/** How {@linkcode logger} measures. */
export interface LoggerOptions {
  /** The clock, in milliseconds. Default `performance.now`. */
  readonly now?: (() => number) | undefined;
}

/**
 * Tells of every exchange in one line: a plain object, for `console.log` or any logger. Inside of
 * what repeats a call it tells of each attempt. What `log` throws or rejects with is ignored.
 *
 * @param log takes the line
 * @param options the clock
 * @throws {TwilioInputError} when `log` or the clock is not a function, or an option has another name
 *
 * @example
 * ```ts
 * import { createClient } from "@senderpool/twilio";
 * import { logger, type LogLine } from "@senderpool/twilio/middleware";
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 *
 * const { credentials, fetch } = createSandbox();
 * const lines: LogLine[] = [];
 * const client = createClient({ ...credentials, fetch: logger((line) => lines.push(line))(fetch) });
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * for await (const { sid } of client.channelSenders.list({ messagingServiceSid })) console.log(sid);
 * console.log(lines[0]?.method, lines[0]?.status); // GET 200
 * ```
 */
export function logger(log: (line: LogLine) => void, options: LoggerOptions = {}): Middleware {
  checkValue(typeof log === "function", "log", "a function", log);
  checkOptions(options, ["now"], ["now"]);
  const { now = () => performance.now() } = options;
  return (next) =>
    async function logger(request: AttemptRequest) {
      const { method } = request;
      const attempt = request.attempt?.number ?? 1;
      const url = withoutUser(request.url);
      const start = now();
      const end = (status: number | null, error: string | null, requestId: string | null) => {
        const duration = now() - start;
        tell(() => log({ method, url, attempt, status, error, duration, requestId }));
      };
      try {
        const response = await next(request);
        end(response.status, null, metadataOf(url, response).requestId);
        return response;
      } catch (error) {
        end(null, nameOf(error), null);
        throw error;
      }
    };
}
