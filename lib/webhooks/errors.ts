import { memberOf } from "../error_guards.ts";
import { TwilioError } from "../errors.ts";

/**
 * What is wrong with a webhook:
 *
 * - `"no-signature"`: it has no `X-Twilio-Signature`
 * - `"signature"`: that header is no signature, or there are several
 * - `"settings"`: `X-Twilio-Webhooks-Signature-Settings` names an algorithm or a key that you have not
 * - `"too-large"`: its body is larger than allowed; it was not read to its end
 * - `"body"`: its body is not the one that was signed, or none that a signature can cover
 * - `"scheme"`, `"host"`, `"port"`, `"path"`, `"query"`: the signature fits a URL with another one
 * - `"secret"`: the signature fits nothing that was tried: another secret, URL or form made it
 * - `"event"`: it was signed, but its fields are not those of a message
 */
export type WebhookReason =
  | "no-signature"
  | "signature"
  | "settings"
  | "too-large"
  | "body"
  | "scheme"
  | "host"
  | "port"
  | "path"
  | "query"
  | "secret"
  | "event";

/**
 * A webhook that is not to be believed. `reason` says what differs, as a word to decide by; `message`
 * says it in a sentence. Neither has anything of the body, of a path or query, or of a secret.
 *
 * @example
 * ```ts
 * import { isTwilioWebhookError, verifyWebhook } from "@senderpool/twilio/webhooks";
 *
 * const request = new Request("https://example.com/hook", { method: "POST" });
 * const error = await verifyWebhook(request, { authToken: "12345" }).catch((error) => error);
 * if (isTwilioWebhookError(error)) console.log(error.reason, error.message);
 * // no-signature expected the header X-Twilio-Signature, got none
 * ```
 */
export class TwilioWebhookError extends TwilioError {
  /** The literal by which this class is known. */
  override readonly name: "TwilioWebhookError" = "TwilioWebhookError";
  /** What differs, as a word to decide by. */
  declare readonly reason: WebhookReason;

  /** Says what differs, as a word and in a sentence. */
  constructor(reason: WebhookReason, message: string) {
    super(message, { reason });
  }
}

/**
 * Whether this is a {@linkcode TwilioWebhookError}, by name: true across realms and copies of the
 * library too.
 *
 * @example
 * ```ts
 * import { isTwilioWebhookError, verifyWebhook } from "@senderpool/twilio/webhooks";
 *
 * const handler = async (request: Request): Promise<Response> => {
 *   try {
 *     await verifyWebhook(request, { authToken: "12345" });
 *     return new Response(null, { status: 204 });
 *   } catch (error) {
 *     if (!isTwilioWebhookError(error)) throw error;
 *     return new Response(null, { status: 403 });
 *   }
 * };
 * console.log((await handler(new Request("https://example.com/", { method: "POST" }))).status); // 403
 * ```
 */
export function isTwilioWebhookError(error: unknown): error is TwilioWebhookError {
  return memberOf(error, "name") === "TwilioWebhookError";
}
