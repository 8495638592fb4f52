import { TwilioWebhookError } from "./errors.ts";
import { knownUrl } from "./public_url.ts";
import {
  checkGiven,
  readSigned,
  type SignatureOptions,
  type SignedRequest,
} from "./signed_request.ts";

/**
 * Verifies the signature of a webhook, and no more: the checks are those of
 * {@linkcode verifyWebhook}, which stands on the same function, at half of its bytes. It reads no
 * event, believes no proxy, and where the signature fits nothing it does not look for the reason. What
 * was signed may be handed to {@linkcode messageStatus} or {@linkcode inboundMessage}.
 *
 * @throws {TwilioWebhookError} whose `reason` says what is wrong
 * @throws {TwilioInputError} when an option is unusable, such as an empty secret; or the body is read
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 *
 * @example
 * ```ts
 * import { signWebhook, verifySignature } from "@senderpool/twilio/webhooks";
 *
 * const authToken = "12345";
 * const form = { CallSid: `CA${"0".repeat(32)}`, Digits: "42" };
 * const { url, ...init } = await signWebhook({ url: "https://example.com/call", form }, { authToken });
 *
 * const { fields } = await verifySignature(new Request(url, init), { authToken });
 * console.log(new Map(fields).get("Digits")); // 42
 * ```
 */
export async function verifySignature(
  request: Request,
  options: SignatureOptions,
): Promise<SignedRequest> {
  checkGiven(request, options, ["authToken", "secrets", "url", "maxBytes"]);
  return await readSigned(request, options, knownUrl(request.url, options.url), fitsNothing);
}

function fitsNothing(): TwilioWebhookError {
  const expected = "expected the signature of this URL and this form by a secret that was given";
  return new TwilioWebhookError("secret", `${expected}, got another one`);
}
