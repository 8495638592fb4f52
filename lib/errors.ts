/**
 * What every error of this library is: a name, a message, and fields that are plain data. No error
 * carries a request or a credential.
 *
 * `name` is a literal on each class, so that a check by name works across realms and across two
 * copies of the library, where `instanceof` does not.
 */
export abstract class TwilioError extends Error {
  /** The literal by which a class is known. */
  abstract override readonly name: string;
  /** What happened, in a sentence. */
  declare readonly reason: string;
  /** Response headers, where there was a response. */
  declare readonly headers?: Headers;

  /**
   * `Retry-After`: the seconds to wait, or the moment to wait for; `null` where the answer has none.
   *
   * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
   */
  get retryAfter(): number | Date | null {
    const value = this.headers?.get("retry-after") as string; // no pattern fits "null"
    return /^\d+$/.test(value)
      ? +value
      : /GMT$/.test(value) && Date.parse(value)
      ? new Date(value)
      : null;
  }

  /** Makes an error of `fields`: its properties, and the texts and numbers among them its message. */
  constructor(fields: object) {
    super(Object.values(fields).filter((value) => value && value !== Object(value)).join(" - "));
    Object.assign(this, fields);
  }
}

/**
 * The input is unusable, and nothing was sent. The message names the field, says what was expected
 * and what was probably meant. Of the value it shows the first two of 34 characters, where the prefix
 * of a SID would be, and otherwise nothing: it may be a secret in the wrong place.
 *
 * @example
 * ```ts
 * import { createClient, isTwilioInputError } from "@senderpool/twilio";
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 *
 * const sandbox = createSandbox();
 * const client = createClient({ ...sandbox.credentials, fetch: sandbox.fetch });
 * try {
 *   await client.channelSenders.create({
 *     messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *     sid: "whatsapp:+12487960483",
 *   });
 * } catch (error) {
 *   if (isTwilioInputError(error)) console.log(error.field, error.message);
 * }
 * ```
 */
export class TwilioInputError extends TwilioError {
  /** The literal by which this class is known. */
  override readonly name: "TwilioInputError" = "TwilioInputError";
  /** The field at fault, such as `sid` or `target.baseUrl`. */
  declare readonly field: string;
}

/**
 * Twilio refused: an answer with an error status and a body of Twilio's, in the legacy form or in
 * that of RFC 9457 (problem details).
 *
 * @see https://www.twilio.com/docs/usage/twilios-response
 * @see https://www.rfc-editor.org/rfc/rfc9457
 *
 * @example
 * ```ts
 * import { fetchChannelSender, isTwilioApiError } from "@senderpool/twilio";
 *
 * const recorded = Response.json({ code: 20404, message: "not found" }, { status: 404 });
 * const error = await fetchChannelSender.parse(recorded).catch((error) => error);
 * if (isTwilioApiError(error)) console.log(error.message);
 * ```
 */
export class TwilioApiError extends TwilioError {
  /** The literal by which this class is known. */
  override readonly name: "TwilioApiError" = "TwilioApiError";
  /** HTTP method of the call. */
  declare readonly method: string;
  /** URL of the call; "" where a recorded response does not know it. */
  declare readonly url: string;
  /** HTTP status. */
  declare readonly status: number;
  /** Response headers. */
  declare readonly headers: Headers;
  /** Who answered, as the `Server` header says. */
  declare readonly server: string | null;
  /** Twilio's id of the request, to quote to its support. */
  declare readonly requestId: string | null;
  /** Twilio's error code, such as 20404, explained at `moreInfo`. */
  declare readonly code: number | null;
  /** Twilio's own sentence (`message`, or `title` of a problem); `message` has more. */
  declare readonly reason: string;
  /** A longer explanation, where there is one. */
  declare readonly detail: string | null;
  /** Address of the documentation of the code (`more_info`, or `type` of a problem). */
  declare readonly moreInfo: string | null;
  /** What else the body says in `details`, or in `errors` of a problem, as it came. */
  declare readonly details: unknown;
}

/**
 * The answer is not one that Twilio gives: a redirect, a proxy's HTML page, a body that is too
 * large, is not JSON or has the wrong shape. The message says what came and from whom.
 *
 * @example
 * ```ts
 * import { fetchChannelSender, isTwilioResponseError } from "@senderpool/twilio";
 *
 * const headers = { "content-type": "text/html", server: "nginx" };
 * const recorded = new Response("<h1>Bad gateway</h1>", { status: 502, headers });
 * const error = await fetchChannelSender.parse(recorded).catch((error) => error);
 * if (isTwilioResponseError(error)) console.log(error.message);
 * ```
 */
export class TwilioResponseError extends TwilioError {
  /** The literal by which this class is known. */
  override readonly name: "TwilioResponseError" = "TwilioResponseError";
  /** HTTP method of the call. */
  declare readonly method: string;
  /** URL of the call; "" where a recorded response does not know it. */
  declare readonly url: string;
  /** HTTP status; 0 where the platform hides it. */
  declare readonly status: number;
  /** Response headers. */
  declare readonly headers: Headers;
  /** Who answered, as the `Server` header says. */
  declare readonly server: string | null;
  /** Twilio's id of the request, where there is one. */
  declare readonly requestId: string | null;
}

/**
 * No answer, or one that broke off or came garbled. `reason` is what the transport threw, as text,
 * and `cause` its stack, as text too: the thing itself may carry the request, and so the credentials.
 *
 * @example
 * ```ts
 * import { fetchChannelSender, isTwilioNetworkError, send } from "@senderpool/twilio";
 *
 * const input = {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * const fetch = () => Promise.reject(new TypeError("the cable is out"));
 * const error = await send(fetchChannelSender, input, { fetch }).catch((error) => error);
 * if (isTwilioNetworkError(error)) console.log(error.reason); // TypeError: the cable is out
 * ```
 */
export class TwilioNetworkError extends TwilioError {
  /** The literal by which this class is known. */
  override readonly name: "TwilioNetworkError" = "TwilioNetworkError";
  /** HTTP method of the call. */
  declare readonly method: string;
  /** URL of the call; "" where a recorded response does not know it. */
  declare readonly url: string;
  /** What lies beneath, as text, where the platform tells: `Error: connect ECONNREFUSED …`. */
  declare readonly detail?: string;
}

/** No complete answer within the bound of the `timeout` middleware. */
export class TwilioTimeoutError extends TwilioError {
  /** The literal by which this class is known. */
  override readonly name: "TwilioTimeoutError" = "TwilioTimeoutError";
  /** HTTP method of the call. */
  declare readonly method: string;
  /** URL of the call. */
  declare readonly url: string;
}

/** Whether this is any error of this library, by name: true across realms and copies of it too. */
export function isTwilioError(error: unknown): error is TwilioError {
  return /^Twilio\w*Error$/.test((error as Error | null)?.name ?? "");
}

/** Whether this is a {@linkcode TwilioInputError}, by name. */
export function isTwilioInputError(error: unknown): error is TwilioInputError {
  return (error as Error | null)?.name === "TwilioInputError";
}

/** Whether this is a {@linkcode TwilioApiError}, by name. */
export function isTwilioApiError(error: unknown): error is TwilioApiError {
  return (error as Error | null)?.name === "TwilioApiError";
}

/** Whether this is a {@linkcode TwilioResponseError}, by name. */
export function isTwilioResponseError(error: unknown): error is TwilioResponseError {
  return (error as Error | null)?.name === "TwilioResponseError";
}

/** Whether this is a {@linkcode TwilioNetworkError}, by name. */
export function isTwilioNetworkError(error: unknown): error is TwilioNetworkError {
  return (error as Error | null)?.name === "TwilioNetworkError";
}

/** Whether this is a {@linkcode TwilioTimeoutError}, by name. */
export function isTwilioTimeoutError(error: unknown): error is TwilioTimeoutError {
  return (error as Error | null)?.name === "TwilioTimeoutError";
}
