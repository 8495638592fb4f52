import type { Bytes } from "../types.ts";
import { checkNames, checkObject, checkValue, wholeNumberOf } from "../wire/input.ts";
import { checkBoundary } from "./boundary.ts";
import { TwilioWebhookError } from "./errors.ts";
import { readBytes } from "./request_body.ts";
import { type CheckedSecret, checkSecrets, secretsFor, type WebhookSecret } from "./secrets.ts";
import { importKey, sha256Hex, signedForm, utf8 } from "./signature.ts";
import { signedUrls } from "./url_variants.ts";

/** By what a signature is verified: `authToken` or `secrets`. */
export interface SignatureOptions {
  /** The primary auth token of the account: the same as `secrets: [{ authToken }]`. */
  readonly authToken?: string | undefined;
  /** Several secrets, of which one has to fit: both auth tokens while one replaces the other. */
  readonly secrets?: readonly WebhookSecret[] | undefined;
  /**
   * The URL as Twilio was given it, where the request's own is another one, as behind a proxy. What
   * Twilio adds to its query, such as `bodySHA256`, is taken from the request. Of a WebSocket it begins
   * with `wss:`, and has to be given. Default: the request's.
   */
  readonly url?: string | undefined;
  /** The largest body that is read, in bytes. Default 1,000,000. */
  readonly maxBytes?: number | undefined;
}

/** What a verified webhook says beside its event. */
export interface WebhookOrigin {
  /** The URL as it was signed. */
  readonly url: string;
  /**
   * `I-Twilio-Idempotency-Token`, the same in each repeat of one event; `null` where there is none.
   * Like every header, it is not signed.
   */
  readonly idempotencyToken: string | null;
}

/** What a request has in it whose signature was verified. */
export interface SignedRequest extends WebhookOrigin {
  /** Names and values of the form, or of the query of a GET, in their order. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** The body as it came. For JSON, `JSON.parse` it: it is the body that was signed. */
  readonly text: string;
}

/** Says, once for each text, whether the signature is that of a URL and of what is signed of a form. */
export type Matches = (url: string, form: string) => Promise<boolean>;

/** Says why a signature does not fit the URL that a request is said to have, and its form. */
export type Explain = (
  url: string,
  form: string,
  request: Request,
  matches: Matches,
) => Promise<TwilioWebhookError> | TwilioWebhookError;

/** The largest body that is read where nobody says otherwise, in bytes. */
const defaultMaxBytes = 1_000_000;

/** How many fields a form may have. Twilio's have some dozens, and many take long to be read. */
const mostFields = 1_000;

/** How many URLs may be tried for one request: what nobody has signed must stay cheap. */
const mostTries = 250;

/**
 * Checks what a verifying function was given.
 *
 * @throws {TwilioInputError} which names the field at fault
 */
export function checkGiven(request: Request, options: object, names: readonly string[]): void {
  const isRequest = typeof request?.headers?.get === "function" &&
    typeof request.url === "string" && request.body !== undefined;
  checkValue(isRequest, "request", "a Request, as fetch takes it", request);
  checkObject(options, "options");
  checkNames(options, names);
}

/**
 * Verifies that a request was signed, of the URL `claimed`, and reads it. All that is verified is
 * verified here.
 *
 * @throws {TwilioWebhookError} which `explain` makes, where the signature is another one
 */
export async function readSigned(
  request: Request,
  options: SignatureOptions,
  claimed: string,
  explain: Explain,
): Promise<SignedRequest> {
  const { headers, method } = request;
  const maxBytes = options.maxBytes ?? defaultMaxBytes;
  wholeNumberOf({ maxBytes }, "maxBytes", 1);
  const secrets = secretsFor(headers, checkSecrets(options));
  const signature = signatureOf(headers, secrets[0]!.hash === "SHA-1" ? 20 : 32);
  const [matches, bytes] = await Promise.all([
    matcher(signature, secrets, maxBytes),
    readBytes(request, maxBytes),
  ]);

  const contentType = headers.get("content-type") ?? "";
  const isForm = /^application\/x-www-form-urlencoded *(;|$)/i.test(contentType);
  // Where the hash is not the last, somebody else may have written it.
  const bodyHash = /[?&]bodySHA256=([\da-f]{64})(#.*)?$/.exec(claimed)?.[1];
  if (bodyHash === undefined && bytes.length > 0 && !isForm) {
    const expected = "expected a form, or bodySHA256 at the end of the URL";
    throw new TwilioWebhookError("body", `${expected}, got a body that no signature covers`);
  }
  const text = new TextDecoder().decode(bytes);
  // A body that is signed by its hash has its content type from anybody.
  const hasFields = isForm && bodyHash === undefined;
  if (hasFields && text.split("&", mostFields + 1).length > mostFields) {
    throw new TwilioWebhookError("body", `expected at most ${mostFields} fields, got more`);
  }
  const fields = hasFields ? [...new URLSearchParams(text)] : [];
  const form = signedForm(fields);

  const url = await firstMatch(signedUrls(claimed, headers.get("host")), form, matches);
  if (url === null) throw await explain(claimed, form, request, matches);
  // Both are in the hands of whoever sent it, so that time tells nothing.
  if (bodyHash !== undefined && bodyHash !== await sha256Hex(bytes)) {
    const expected = "expected the body that bodySHA256 is of, got another one";
    throw new TwilioWebhookError("body", expected);
  }
  checkBoundary(url, form, fields);
  const isGet = method === "GET" || method === "HEAD";
  return {
    url,
    idempotencyToken: headers.get("i-twilio-idempotency-token"),
    fields: isGet ? queryFields(url) : fields,
    text,
  };
}

/** The bytes of the signature, of which there has to be one that is written as Base64 is. */
function signatureOf(headers: Headers, length: 20 | 32): Bytes {
  const header = headers.get("x-twilio-signature");
  if (header === null || header === "") {
    const expected = "expected the header X-Twilio-Signature, got none";
    throw new TwilioWebhookError("no-signature", expected);
  }
  // Two headers come as one, with a comma between. Two bits of the last character say nothing: they
  // are zeros, or the same bytes would have four spellings.
  const isBase64 = /^[A-Za-z\d+/]+[AEIMQUYcgkosw048]=$/.test(header);
  if (!isBase64 || header.length !== Math.ceil(length / 3) * 4) {
    const expected = `expected one signature of ${length} bytes in Base64`;
    throw new TwilioWebhookError("signature", `${expected}, got something else`);
  }
  const binary = atob(header);
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** Compares with what each secret makes of a text: WebCrypto does so in constant time. */
async function matcher(
  signature: Bytes,
  secrets: readonly CheckedSecret[],
  maxBytes: number,
): Promise<Matches> {
  const keys = await Promise.all(secrets.map((secret) => importKey(secret, "verify")));
  const tried = new Set<string>();
  // Of bodies as large as may be, four; a small bound on bodies is none on spellings of the URL.
  const most = 4 * Math.max(maxBytes, defaultMaxBytes);
  let hashed = 0;
  return async (url, form) => {
    const text = url + form;
    if (tried.has(text) || tried.size > mostTries || hashed > most) return false;
    const bytes = utf8(text);
    tried.add(text);
    hashed += bytes.length;
    for (const key of keys) {
      if (await crypto.subtle.verify("HMAC", key, signature, bytes)) return true;
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

function queryFields(url: string): [string, string][] {
  const query = url.replace(/#.*/s, "").replace(/^[^?]*/, "");
  return [...new URLSearchParams(query)];
}
