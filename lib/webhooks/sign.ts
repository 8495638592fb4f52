import { checkInput, checkNames, checkObject, checkValue } from "../wire/input.ts";
import { checkSecret, type WebhookSecret } from "./secrets.ts";
import {
  importKey,
  pairsOf,
  sha256Hex,
  signedForm,
  utf8,
  type WebhookFields,
} from "./signature.ts";
import { urlParts } from "./url_variants.ts";

/** A webhook that is to be signed. */
export interface UnsignedWebhook {
  /** Where it goes, as it was configured: not a character of it is rewritten. */
  readonly url: string;
  /** Its fields. */
  readonly form?: WebhookFields | undefined;
  /** A body of JSON, instead of fields: its hash is added to the URL. */
  readonly json?: string | undefined;
  /** Default `POST`. With `GET` the fields are added to the query. */
  readonly method?: "POST" | "GET" | undefined;
  /** The token of the event, the same in each repeat. Default: none. */
  readonly idempotencyToken?: string | undefined;
}

/** A webhook as Twilio sends it, as plain data: `new Request(url, rest)` takes it. */
export interface SignedWebhook {
  /** Where it goes: as it was given, without a user name, a password and a fragment. */
  readonly url: string;
  /** HTTP method. */
  readonly method: "POST" | "GET";
  /** Headers by their names, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body; `null` where there is none. */
  readonly body: string | null;
}

/**
 * Signs a webhook as Twilio does: for tests of what receives them. It is pure.
 *
 * @param webhook what is to be signed
 * @param secret what signs it, and by which algorithm
 * @throws {TwilioInputError} which names the field at fault
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 *
 * @example
 * ```ts
 * import { signWebhook, verifyWebhook } from "@senderpool/twilio/webhooks";
 *
 * const secret = { keyId: "webhooks_key_1", sharedKey: "correct-horse" };
 * const { url, ...init } = await signWebhook(
 *   { url: "https://example.com/events", json: JSON.stringify([{ type: "com.twilio.x" }]) },
 *   secret,
 * );
 * const event = await verifyWebhook(new Request(url, init), { secrets: [secret] });
 * if (event.type === "other") console.log(JSON.parse(event.text)[0].type); // com.twilio.x
 * ```
 */
export async function signWebhook(
  webhook: UnsignedWebhook,
  secret: WebhookSecret,
): Promise<SignedWebhook> {
  checkObject(webhook, "webhook");
  checkNames(webhook, ["url", "form", "json", "method", "idempotencyToken"]);
  // What is null is not there.
  const form = webhook.form ?? undefined;
  const json = webhook.json ?? undefined;
  const idempotencyToken = webhook.idempotencyToken ?? undefined;
  const method = webhook.method ?? "POST";
  checkValue(method === "POST" || method === "GET", "method", "POST or GET", method);
  const isWord = idempotencyToken === undefined || /^[!-~]+$/.test(idempotencyToken);
  checkValue(isWord, "idempotencyToken", "a word in ASCII", idempotencyToken);
  const isText = json === undefined || typeof json === "string";
  checkValue(isText, "json", "a text of JSON", json);
  checkInput(json === undefined || form === undefined, "json", "json or form", "both");
  checkInput(json === undefined || method === "POST", "method", "POST, as there is json", "GET");
  const { hash, bytes, keyId } = checkSecret(secret, "");

  const pairs = form === undefined ? [] : pairsOf(form);
  checkInput(pairs !== null, "form", "a form, or names and texts");
  // As they are sent: half of a surrogate pair becomes the sign for what can't be read.
  const fields = new URLSearchParams(pairs.map(([name, value]) => [name, value]));
  const encoded = fields.toString();
  const plain = plainUrl(webhook.url);
  const added = json === undefined
    ? (method === "GET" ? encoded : "")
    : `bodySHA256=${await sha256Hex(utf8(json))}`;
  const url = added === "" ? plain : plain + (plain.includes("?") ? "&" : "?") + added;

  const text = method === "POST" ? url + signedForm(fields) : url;
  const key = await importKey({ hash, bytes }, "sign");
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(text)));
  const type = json === undefined
    ? "application/x-www-form-urlencoded; charset=utf-8"
    : "application/json";
  const headers = {
    ...method === "POST" && { "content-type": type },
    "user-agent": "TwilioProxy/1.1",
    accept: "*/*",
    "x-twilio-signature": btoa(String.fromCharCode(...mac)),
    ...keyId !== null && {
      "x-twilio-webhooks-signature-settings": `key=${keyId},algorithm=HMAC_SHA256`,
    },
    ...idempotencyToken !== undefined && { "i-twilio-idempotency-token": idempotencyToken },
  };
  return { url, method, headers, body: method === "GET" ? null : json ?? encoded };
}

/** A URL without what Twilio neither signs nor sends in it. */
function plainUrl(url: string): string {
  const parts = typeof url === "string" && URL.canParse(url) ? urlParts(url) : null;
  checkValue(parts !== null, "url", "an absolute URL", url);
  const { scheme, host, port, path, query } = parts;
  return scheme + host + port + path + query;
}
