import { checkValue, isGiven } from "../wire/input.ts";
import { whatDiffers } from "./differences.ts";
import { eventOf, type WebhookEvent } from "./events/event.ts";
import { forwardedUrl, knownUrl } from "./public_url.ts";
import { checkGiven, readSigned, type SignatureOptions } from "./signed_request.ts";

/** How a webhook is verified: by `authToken` or by `secrets`. */
export interface VerifyOptions extends SignatureOptions {
  /**
   * Believes the headers `Forwarded` and `X-Forwarded-Proto`, `-Host` and `-Port`. Only for who is
   * behind a proxy that sets them itself: whoever can reach the server otherwise can pass off a
   * webhook for another server of yours as one for this. Default `false`.
   */
  readonly forwarded?: boolean | undefined;
}

/**
 * Verifies a webhook of Twilio's and reads it. The request's body is read; pass `request.clone()` to
 * keep it.
 *
 * A text is accepted that was signed by one of your secrets, with the algorithm of that secret, and
 * that says the same URL as the request, as a platform may have written it in another way. A form has
 * to be signed with it; any other body has to be the one whose hash is in `bodySHA256` at the end of
 * the URL. What can't be found again is a URL with dots for segments, with a host that is not ASCII,
 * or with one character both escaped and not: pass it as `url`.
 *
 * A signature has no date, and no header is signed: Twilio repeats webhooks, and so may whoever has
 * seen one. Do nothing twice for one {@linkcode WebhookOrigin.idempotencyToken}, or better for one
 * `messageSid` and status.
 *
 * Where bytes count, {@linkcode verifySignature} verifies as much without reading events.
 *
 * @throws {TwilioWebhookError} whose `reason` says what differs
 * @throws {TwilioInputError} when an option is unusable, such as an empty secret; or the body is read
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 *
 * @example
 * ```ts
 * import { signWebhook, verifyWebhook } from "@senderpool/twilio/webhooks";
 *
 * const authToken = "12345";
 * const sid = `SM${"0".repeat(32)}`;
 * const form = {
 *   MessageSid: sid,
 *   SmsSid: sid,
 *   MessageStatus: "delivered",
 *   SmsStatus: "delivered",
 *   AccountSid: `AC${"0".repeat(32)}`,
 *   To: "+14155550199",
 *   From: "+12125550123",
 * };
 * const { url, ...init } = await signWebhook({ url: "https://example.com/hook", form }, { authToken });
 *
 * const event = await verifyWebhook(new Request(url, init), { authToken });
 * if (event.type === "messageStatus") console.log(event.messageSid, event.messageStatus);
 * ```
 */
export async function verifyWebhook(
  request: Request,
  options: VerifyOptions,
): Promise<WebhookEvent> {
  checkGiven(request, options, ["authToken", "secrets", "url", "forwarded", "maxBytes"]);
  const forwarded = options.forwarded ?? false;
  checkValue(typeof forwarded === "boolean", "forwarded", "true or false", forwarded);
  const isForwarded = forwarded && !isGiven(options.url);
  const claimed = isForwarded
    ? forwardedUrl(request.url, request.headers)
    : knownUrl(request.url, options.url);
  return eventOf(await readSigned(request, options, claimed, whatDiffers));
}
