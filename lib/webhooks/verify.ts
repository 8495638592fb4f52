import type { Bytes } from "../types.ts";
import { checkInput, checkNames, describe, wholeNumberOf } from "../wire/input.ts";
import { type Matches, whatDiffers } from "./differences.ts";
import { TwilioWebhookError } from "./errors.ts";
import { eventOf, type WebhookEvent } from "./events/event.ts";
import { publicUrl } from "./public_url.ts";
import { readBytes } from "./request_body.ts";
import { type CheckedSecret, checkSecret, secretsFor, type WebhookSecret } from "./secrets.ts";
import { importKey, sha256Hex, signedForm, utf8 } from "./signature.ts";
import { signedUrls } from "./url_variants.ts";

/** How a webhook is verified: by `authToken` or by `secrets`. */
export interface VerifyOptions {
  /** The primary auth token of the account: the same as `secrets: [{ authToken }]`. */
  readonly authToken?: string | undefined;
  /** Several secrets, of which one has to fit: both auth tokens while one replaces the other. */
  readonly secrets?: readonly WebhookSecret[] | undefined;
  /**
   * The URL as Twilio was given it, where the request's own is another one, as behind a proxy. What
   * Twilio adds to its query, such as `bodySHA256`, is taken from the request. Default: the request's.
   */
  readonly url?: string | undefined;
  /**
   * Believes the headers `Forwarded` and `X-Forwarded-Proto`, `-Host` and `-Port`. Only for who is
   * behind a proxy that sets them itself: whoever can reach the server otherwise can pass off a
   * webhook for another server of yours as one for this. Default `false`.
   */
  readonly forwarded?: boolean | undefined;
  /** The largest body that is read, in bytes. Default 1,000,000. */
  readonly maxBytes?: number | undefined;
}

/** How many URLs may be tried for one request: what nobody has signed must stay cheap. */
const mostTries = 250;

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
  const isRequest = typeof request?.headers?.get === "function" && typeof request.url === "string";
  checkInput(isRequest, "request", "a Request, as fetch takes it", describe(request));
  const { given, maxBytes } = checkOptions(options);
  const claimed = publicUrl(request, options.url, options.forwarded === true);
  const { headers } = request;
  const secrets = secretsFor(headers, given);
  const signature = signatureOf(headers, secrets[0]!.hash === "SHA-1" ? 20 : 32);
  const matching = matcher(signature, secrets, maxBytes); // while the body comes
  const bytes = await readBytes(request, maxBytes);

  const contentType = headers.get("content-type") ?? "";
  const isForm = /^application\/x-www-form-urlencoded *(;|$)/i.test(contentType);
  // Where the hash is not the last, somebody else may have written it.
  const bodyHash = /[?&]bodySHA256=([\da-f]{64})(#.*)?$/.exec(claimed)?.[1];
  if (bodyHash === undefined && bytes.length > 0 && !isForm) {
    const expected = "expected a form, or bodySHA256 at the end of the URL";
    throw new TwilioWebhookError("body", `${expected}, got a body that no signature covers`);
  }
  const text = new TextDecoder().decode(bytes);
  const fields = isForm ? [...new URLSearchParams(text)] : [];
  const form = bodyHash === undefined ? signedForm(fields) : "";

  const matches = await matching;
  const url = await firstMatch(signedUrls(claimed, headers.get("host")), form, matches);
  if (url === null) throw await whatDiffers(claimed, form, headers, matches);
  // Both are in the hands of whoever sent it, so that time tells nothing.
  if (bodyHash !== undefined && bodyHash !== await sha256Hex(bytes)) {
    throw new TwilioWebhookError(
      "body",
      "expected the body that bodySHA256 is of, got another one",
    );
  }
  checkBoundary(url);
  const isGet = request.method === "GET" || request.method === "HEAD";
  const query = url.replace(/#.*/s, "").replace(/^[^?]*/, "");
  return eventOf(isGet ? [...new URLSearchParams(query)] : fields, {
    url,
    text,
    idempotencyToken: headers.get("i-twilio-idempotency-token"),
  });
}

function checkOptions(options: VerifyOptions): { given: CheckedSecret[]; maxBytes: number } {
  checkInput(Object(options) === options, "options", "an object", describe(options));
  checkNames(options, ["authToken", "secrets", "url", "forwarded", "maxBytes"]);
  const { authToken, secrets, maxBytes = 1_000_000 } = options;
  wholeNumberOf({ maxBytes }, "maxBytes", 1);
  if (secrets === undefined) {
    return { given: [checkSecret({ authToken: authToken! }, "")], maxBytes };
  }
  checkInput(authToken === undefined, "authToken", "authToken or secrets", "both");
  const some = Array.isArray(secrets) && secrets.length > 0;
  checkInput(some, "secrets", "a list of one or more", some ? "" : describe(secrets));
  return { given: secrets.map((one, at) => checkSecret(one, `secrets[${at}].`)), maxBytes };
}

/** The bytes of the signature, of which there has to be one that is written as Base64 is. */
function signatureOf(headers: Headers, length: number): Bytes {
  const header = headers.get("x-twilio-signature");
  if (header === null || header === "") {
    const expected = "expected the header X-Twilio-Signature, got none";
    throw new TwilioWebhookError("no-signature", expected);
  }
  // Two headers come as one, with a comma between.
  const isBase64 = /^[A-Za-z\d+/]+=$/.test(header) && header.length === Math.ceil(length / 3) * 4;
  const binary = isBase64 ? atob(header) : "";
  if (binary === "" || btoa(binary) !== header) {
    const expected = `expected one signature of ${length} bytes in Base64`;
    throw new TwilioWebhookError("signature", `${expected}, got something else`);
  }
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Compares with what each secret makes of a text: WebCrypto does so in constant time. */
async function matcher(
  signature: Bytes,
  secrets: readonly CheckedSecret[],
  maxBytes: number,
): Promise<Matches> {
  const keys = await Promise.all(secrets.map((secret) => importKey(secret, "verify")));
  let tries = 0;
  let hashed = 0;
  return async (url, form) => {
    if (tries > mostTries || hashed > 4 * maxBytes) return false;
    const text = utf8(url + form);
    tries += 1;
    hashed += text.length;
    for (const key of keys) {
      if (await crypto.subtle.verify("HMAC", key, signature, text)) return true;
    }
    return false;
  };
}

async function firstMatch(
  urls: Iterable<string>,
  form: string,
  matches: Matches,
): Promise<string | null> {
  for (const url of urls) {
    if (await matches(url, form)) return url;
  }
  return null;
}

/**
 * The signed text does not tell where the URL ends and the form begins. Whoever has a signature could
 * send the form's text as part of the URL, where the sender of a message may have written a query.
 * But of every form the first name that Twilio writes is `AccountSid`.
 */
function checkBoundary(url: string): void {
  if (!/AccountSidAC[\da-f]{32}/i.test(url)) return;
  throw new TwilioWebhookError("query", "expected a URL, got one that has a form's text in it");
}
