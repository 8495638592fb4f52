import type { Bytes } from "../types.ts";
import { checkInput, checkNames, checkObject, checkValue, isGiven } from "../wire/input.ts";
import { TwilioWebhookError } from "./errors.ts";
import { type Key, utf8 } from "./signature.ts";

/** The primary auth token of an account, which signs by HMAC-SHA1 and by nothing else. */
export interface AuthTokenSecret {
  /** The auth token. An API key signs nothing, nor does a secondary token before it is promoted. */
  readonly authToken: string;
}

/**
 * A shared key of the Webhooks Configuration API, which signs by HMAC-SHA256 and by nothing else.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export interface SharedKeySecret {
  /** Id of the key, as the header `X-Twilio-Webhooks-Signature-Settings` names it. */
  readonly keyId: string;
  /** The secret: a text is taken as it is, in UTF-8. Bytes are taken as they are. */
  readonly sharedKey: string | Bytes;
}

/** A secret, and with it the one algorithm that it is good for. */
export type WebhookSecret = AuthTokenSecret | SharedKeySecret;

/** A secret that was checked: of an auth token, the id is `null`. */
export interface CheckedSecret extends Key {
  readonly keyId: string | null;
}

/**
 * Checks the secrets of a verifying function: one auth token, or a list.
 *
 * @throws {TwilioInputError} which names the field at fault
 */
export function checkSecrets({ authToken, secrets }: {
  readonly authToken?: string | undefined;
  readonly secrets?: readonly WebhookSecret[] | undefined;
}): CheckedSecret[] {
  if (!isGiven(secrets)) {
    return [checkSecret({ authToken: authToken! }, "")];
  }
  checkInput(!isGiven(authToken), "authToken", "authToken or secrets", "both");
  const isEmpty = Array.isArray(secrets) && secrets.length === 0;
  checkInput(!isEmpty, "secrets", "a list of one or more", "an empty list");
  checkValue(Array.isArray(secrets), "secrets", "a list of one or more", secrets);
  return secrets.map((secret, at) => checkSecret(secret, `secrets[${at}].`));
}

/**
 * Checks a secret. An empty one is a mistake of a program: whoever verified by it would believe
 * whoever signs by it.
 *
 * @throws {TwilioInputError} which names the field by its path, and never shows a value
 */
export function checkSecret(secret: WebhookSecret, path: string): CheckedSecret {
  const whole = path.replace(/\.$/, "") || "secret";
  checkObject(secret, whole);
  const { authToken, keyId, sharedKey } = secret as Partial<AuthTokenSecret & SharedKeySecret>;
  checkNames(secret, ["authToken", "keyId", "sharedKey"], {}, path);
  if (!isGiven(keyId) && !isGiven(sharedKey)) {
    return { keyId: null, bytes: bytesOf(authToken, `${path}authToken`), hash: "SHA-1" };
  }
  const isWord = typeof keyId === "string" && /^[^\s,=]+$/.test(keyId);
  checkValue(isWord, `${path}keyId`, "the id of a shared key", keyId);
  checkInput(
    !isGiven(authToken),
    `${path}authToken`,
    "an auth token or a shared key",
    "both in one secret",
  );
  return { keyId: keyId!, bytes: bytesOf(sharedKey, `${path}sharedKey`), hash: "SHA-256" };
}

function bytesOf(secret: unknown, field: string): Bytes {
  if (secret instanceof Uint8Array && secret.length > 0) return new Uint8Array(secret);
  // A line's end that came along from a file would make every webhook a forgery.
  const isWord = typeof secret === "string" && /^\S+$/.test(secret);
  checkValue(isWord, field, "a text without white space, and not an empty one", secret);
  return utf8(secret);
}

const settingsHeader = "x-twilio-webhooks-signature-settings";

/**
 * The secrets that may have signed a request. Without the header that names a shared key it is the
 * auth tokens, and with it the shared keys of that id: what a header says can't make a secret be used
 * by another algorithm.
 *
 * @throws {TwilioWebhookError} `"settings"`, or `"secret"` where there is no such secret
 */
export function secretsFor(headers: Headers, secrets: readonly CheckedSecret[]): CheckedSecret[] {
  const header = headers.get(settingsHeader);
  const keyId = header === null ? null : keyIdOf(header);
  const fitting = secrets.filter((secret) => secret.keyId === keyId);
  if (fitting.length > 0) return fitting;
  if (keyId !== null) throw badSettings("a key that was given");
  throw new TwilioWebhookError(
    "secret",
    "expected a signature by a shared key, got one by an auth token, which was not given",
  );
}

/** The id in a header that has one, and the only algorithm of shared keys. */
function keyIdOf(header: string): string {
  const settings = header.split(",").map((setting) => setting.trim());
  const valuesOf = (name: string) =>
    settings.filter((setting) => setting.startsWith(`${name}=`))
      .map((setting) => setting.slice(name.length + 1));
  const [keyId, ...moreIds] = valuesOf("key");
  // Two headers come as one, with a comma between.
  const isOne = moreIds.length === 0 && valuesOf("algorithm").join() === "HMAC_SHA256";
  if (keyId && isOne) return keyId;
  throw badSettings("one key and the algorithm HMAC_SHA256");
}

function badSettings(expected: string): TwilioWebhookError {
  const message = `expected ${expected} in ${settingsHeader}, got something else`;
  return new TwilioWebhookError("settings", message);
}
