import { ofAnswer, ofCall } from "./error_messages.ts";
import type { Story } from "./story.ts";

/**
 * What every error of this library is: a name, a message, and fields that are plain data. No error
 * carries a request or a credential.
 *
 * `name` is a literal on each class, so that a check by name works across realms and across two
 * copies of the library, where `instanceof` does not.
 *
 * @example
 * ```ts
 * import { createClient, isTwilioError } from "@senderpool/twilio";
 *
 * const fetch = () => Promise.resolve(Response.json({ code: 20500, message: "no" }, { status: 500 }));
 * const client = createClient({ auth: null, fetch });
 * try {
 *   await client.channelSenders.create({
 *     messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *     sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   });
 * } catch (error) {
 *   if (!isTwilioError(error)) throw error;
 *   console.log(error.name, error.story?.mayHaveActed); // TwilioApiError true
 *   console.log(JSON.stringify(error)); // all of it, and no credential
 * }
 * ```
 */
export abstract class TwilioError extends Error {
  /** The literal by which a class is known. */
  abstract override readonly name: string;
  /** What happened, in a sentence. */
  declare readonly reason: string;
  /**
   * How many attempts there were, what each met and how long it all took: on errors that come out of
   * `createClient` or `withRetry`.
   */
  declare readonly story?: Story;

  /** Makes an error that has `fields` as its properties. */
  constructor(message: string, fields: object) {
    super(message);
    Object.assign(this, fields);
  }

  /** All of it as plain data, `message` and `headers` too: what `JSON.stringify` writes. */
  toJSON(): Record<string, unknown> {
    const plain: Record<string, unknown> = {
      name: this.name,
      message: this.message,
      ...this as object,
    };
    // Not by its class: a transport may have headers of another realm.
    const { headers } = this as { headers?: Iterable<[string, string]> };
    if (headers !== undefined) plain["headers"] = Object.fromEntries(headers);
    return plain;
  }
}

/**
 * What the errors that are about an answer have in common: what is known of it.
 *
 * @example
 * ```ts
 * import { fetchChannelSender, type TwilioAnswerError } from "@senderpool/twilio";
 *
 * const answer = Response.json({ message: "busy" }, { status: 503, headers: { "retry-after": "7" } });
 * const error: TwilioAnswerError = await fetchChannelSender.parse(answer).catch((error) => error);
 * console.log(error.status, error.retryAfter, error.requestId); // 503 7 null
 * ```
 */
export abstract class TwilioAnswerError extends TwilioError {
  /** HTTP method of the call. */
  declare readonly method: string;
  /** URL of the call; "" where a recorded response does not know it. */
  declare readonly url: string;
  /** HTTP status; 0 where a browser hides it. */
  declare readonly status: number;
  /** Response headers, without what looks like a credential. */
  declare readonly headers: Headers;
  /** Who answered, as the `Server` header says. */
  declare readonly server: string | null;
  /** Twilio's id of the request, where there is one. */
  declare readonly requestId: string | null;
  /**
   * `Retry-After`: the seconds to wait, or the moment to wait for; `null` where there is none.
   *
   * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
   */
  declare readonly retryAfter: number | Date | null;
}

/** The members that are particular to a class of errors, and which its constructor takes. */
export type FieldsOf<Kind extends TwilioError> = Omit<Kind, keyof TwilioError> & {
  /** What happened, in a sentence. */
  readonly reason: string;
  /** What lies beneath, as text. */
  readonly cause?: unknown;
};

/**
 * The input is unusable, and nothing was sent. The message names the field, says what was expected
 * and what came instead. It does not show the value, which may be a secret in the wrong place, but for
 * a small number and the first two letters of a SID.
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

  /** Says which field is at fault, and why. */
  constructor(fields: FieldsOf<TwilioInputError>) {
    super(`${fields.field}: ${fields.reason}`, fields);
  }
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
 * // 20404: not found (GET answered 404)
 * ```
 */
export class TwilioApiError extends TwilioAnswerError {
  /** The literal by which this class is known. */
  override readonly name: "TwilioApiError" = "TwilioApiError";
  /** Twilio's error code, such as 20404, explained at `moreInfo`. */
  declare readonly code: number | null;
  /** A longer explanation, where there is one. */
  declare readonly detail: string | null;
  /** Address of the documentation of the code (`more_info`, or `type` of a problem). */
  declare readonly moreInfo: string | null;
  /** What else the body says in `details`, or in `errors` of a problem, as it came. */
  declare readonly details: unknown;

  /** Says what Twilio said, and of which call. */
  constructor(fields: FieldsOf<TwilioApiError>) {
    const { code, reason, detail, moreInfo } = fields;
    const start = code === null ? "" : `${code}: `;
    const more = detail === null ? "" : ` - ${detail}`;
    super(`${start}${reason}${more}${ofAnswer(fields, moreInfo)}`, fields);
  }
}

/**
 * The answer is not one that Twilio gives: a redirect, a proxy's HTML page, a body that is too
 * large, is not JSON or has the wrong shape. The message says what was expected, what came, and from
 * whom.
 *
 * @example
 * ```ts
 * import { fetchChannelSender, isTwilioResponseError } from "@senderpool/twilio";
 *
 * const headers = { "content-type": "text/html", server: "nginx" };
 * const recorded = new Response("<h1>Bad gateway</h1>", { status: 502, headers });
 * const error = await fetchChannelSender.parse(recorded).catch((error) => error);
 * if (isTwilioResponseError(error)) console.log(error.message);
 * // expected JSON, got text/html (GET answered 502 by nginx)
 * ```
 */
export class TwilioResponseError extends TwilioAnswerError {
  /** The literal by which this class is known. */
  override readonly name: "TwilioResponseError" = "TwilioResponseError";

  /** Says what was expected and what came, and of which call. */
  constructor(fields: FieldsOf<TwilioResponseError>) {
    super(`${fields.reason}${ofAnswer(fields)}`, fields);
  }
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
  declare readonly detail?: string | undefined;

  /** Says what the transport threw, and of which call. */
  constructor(fields: FieldsOf<TwilioNetworkError>) {
    const beneath = fields.detail ? `: ${fields.detail}` : "";
    super(`${fields.reason}${beneath}${ofCall(fields)}`, fields);
  }
}

/**
 * No complete answer within the time that there was.
 *
 * @example
 * ```ts
 * import { createClient, TwilioTimeoutError } from "@senderpool/twilio";
 *
 * const fetch = () => new Promise<Response>(() => {}); // never answers
 * const client = createClient({ auth: null, fetch, deadline: 5 });
 * const error = await client.channelSenders.fetch({
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * }).catch((error) => error);
 * console.log(error instanceof TwilioTimeoutError, error.method); // true GET
 * ```
 */
export class TwilioTimeoutError extends TwilioError {
  /** The literal by which this class is known. */
  override readonly name: "TwilioTimeoutError" = "TwilioTimeoutError";
  /** HTTP method of the call; "" where the time was over before there was a request. */
  declare readonly method: string;
  /** URL of the call; "" where the time was over before there was a request. */
  declare readonly url: string;
  /** Where a sender was waited for, the status that it had last; `null` if that is not known. */
  declare readonly lastStatus?: string | null | undefined;

  /** Says which bound was not kept, and by which call. */
  constructor(fields: FieldsOf<TwilioTimeoutError>) {
    super(`${fields.reason}${ofCall(fields)}`, fields);
  }
}
