import type { TwilioApiError, TwilioResponseError } from "../errors.ts";
import type { Metadata, Operation, ParseOptions, Recovery, Target } from "../types.ts";
import { memberOf } from "../error_guards.ts";
import { isUnexpectedAnswer } from "./answer.ts";
import { discardBody, readText } from "./body.ts";
import { jsonWithoutCredentials } from "./credentials.ts";
import { describe } from "./describe.ts";
import { checkInput, checkValue } from "./input.ts";
import { buildRequest, type Form } from "./request.ts";
import { type Asked, metadataOf, refusal, responseError, unreadable } from "./response.ts";

/** What is particular to an operation: pure functions and data. */
export interface OperationParts<Input, Output> {
  /** HTTP method. */
  readonly method: string;
  /** Checks the input, and says where it goes: a URL without a user and a password. */
  readonly url: (input: Input, target?: Target) => string;
  /** Checks the input, and makes the form of it. Default: no body. */
  readonly form?: ((input: Input) => Form) | undefined;
  /**
   * Makes a value of the JSON of a success. Default: the success has no body, as a 204 has none.
   *
   * @throws {UnexpectedAnswer} when a member is not what it should be
   */
  readonly read?: ((body: unknown, metadata: () => Metadata) => Output) | undefined;
  /**
   * Twilio's code for a repeat that finds nothing left to do, as 20404 is of a `DELETE`: after an
   * attempt that may have done it, that is a success without a value. Default: none.
   */
  readonly doneCode?: number | undefined;
  /** How to find out what an attempt did that got no answer. Default: its failure stands. */
  readonly recovery?: Recovery<Input, Output> | undefined;
}

/**
 * Makes an operation of what is particular to it. All the rest is the same for every one: no
 * redirect, the order of the checks of an answer (status, content type, size, JSON, shape), the
 * errors. With it, {@linkcode baseUrl}, {@linkcode sidOf} and the readers of answers, such as
 * {@linkcode asText}, goes what this library has no operation for.
 *
 * @param parts its method, its URL, its form, and how its answer is read
 *
 * @example
 * ```ts
 * import { asText, baseUrl, objectWith, operation, sidOf } from "@senderpool/twilio";
 *
 * const fetchAccount = operation({
 *   method: "GET",
 *   url: (input: { accountSid: string }, target) =>
 *     `${baseUrl("api", target)}/2010-04-01/Accounts/${sidOf(input, "accountSid", "AC")}.json`,
 *   read(body) {
 *     const wire = objectWith(body, "sid");
 *     return { sid: wire["sid"], friendlyName: asText(wire["friendly_name"], "friendly_name") };
 *   },
 * });
 * const recorded = Response.json({ sid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", friendly_name: "Us" });
 * console.log((await fetchAccount.parse(recorded)).friendlyName); // Us
 * ```
 */
export function operation<Input, Output>(
  parts: OperationParts<Input, Output>,
): Operation<Input, Output> {
  const { method, url, form, read, doneCode, recovery } = parts;
  return {
    method,
    request: (input, target, signal) =>
      buildRequest(method, url(input, target), form?.(input), signal),

    parse: async (response, given) => {
      checkResponse(response);
      const options = given ?? {};
      const asked = { method, url: options.url ?? response.url };
      try {
        expectFinal(response, asked);
        if (response.ok && read === undefined) {
          expectNoContent(response, asked);
          discardBody(response);
          return undefined as Output;
        }
        const body = await readJson(response, asked, options);
        if (!response.ok) {
          const refused = refusal(body, asked, response);
          if (options.mayBeDone && saysDone(refused, doneCode)) return undefined as Output;
          throw refused;
        }
        return read!(body, () => ({ method, ...metadataOf(asked.url, response) }));
      } catch (thrown) {
        discardBody(response);
        throw isUnexpectedAnswer(thrown) ? unreadable(thrown.message, asked, response) : thrown;
      }
    },

    recovery,
  };
}

/** Whether a refusal says that there is nothing left to do. */
function saysDone(
  refused: TwilioApiError | TwilioResponseError,
  doneCode: number | undefined,
): boolean {
  return doneCode !== undefined && "code" in refused && refused.code === doneCode;
}

/** Insists on a response of the platform's whose body is there to be read. */
function checkResponse(response: Response): void {
  checkValue(isResponse(response), "response", "a Response, as fetch has them", response);
  const isUnread = !response.bodyUsed && response.body?.locked !== true;
  checkInput(isUnread, "response", "one whose body nobody has read", "one that was read already");
}

/** Whether it is a response: the platform's, or one whose headers and body can be read as those of it. */
function isResponse(response: Response): boolean {
  // The constructor first: reading `headers` has some platforms make them.
  if (memberOf(response, "constructor") === Response) return true;
  const hasHeaders = memberOf(memberOf(response, "headers"), "get") !== undefined;
  const body = memberOf(response, "body");
  return hasHeaders && (body === null || memberOf(body, "getReader") !== undefined);
}

/** Insists on an answer that is neither a redirect nor hidden. */
function expectFinal(response: Response, asked: Asked): void {
  const { ok, status, redirected } = response;
  if ((ok || status > 399) && !redirected) return;
  let got = `status ${status}, which Twilio never answers with`;
  if (redirected) got = "one from elsewhere, by a redirect that the transport followed";
  // The platform hides a redirect, an answer without CORS, and what stands for a failed network.
  else if (status === 0) got = `one that the platform hides (its type is "${response.type}")`;
  throw responseError(`expected an answer, got ${got}`, asked, response);
}

function expectNoContent(response: Response, asked: Asked): void {
  if (response.status === 204) return;
  throw responseError(
    `expected status 204 without a body, got ${response.status}`,
    asked,
    response,
  );
}

/** Reads a body as JSON. */
async function readJson(
  response: Response,
  asked: Asked,
  options: ParseOptions,
): Promise<unknown> {
  const type = response.headers.get("content-type");
  // An answer without a type is read all the same: mocks leave it out.
  if (type !== null && !/[/+]json\b/i.test(type)) {
    throw responseError(`expected JSON, got ${type || "an empty type"}`, asked, response);
  }
  const text = await readText(response, asked, options);
  try {
    // What is refused may quote the request; a resource may not, and has no need to be searched.
    return response.ok ? JSON.parse(text) : jsonWithoutCredentials(text);
  } catch {
    // The platform's own error would quote the text.
    const got = text === "" ? "an empty body" : `${describe(text)} that is none`;
    throw unreadable(`expected JSON, got ${got}`, asked, response);
  }
}
