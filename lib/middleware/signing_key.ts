import { TwilioInputError } from "../errors.ts";
import { checkValue } from "../wire/input.ts";
import type { Bytes } from "../types.ts";

/** A private key of the platform's Web Crypto: every `CryptoKey` is one. */
export interface SigningKey {
  /** `"private"`. */
  readonly type: string;
  /** What it may do: `"sign"`, at least. */
  readonly usages: readonly string[];
  /** Of which algorithm it is. */
  readonly algorithm: { readonly name: string };
  /** Whether it can be read: it need not. */
  readonly extractable: boolean;
}

/**
 * What is between the lines of a PEM; an environment often has it with `\n` for line breaks.
 *
 * @throws {TwilioInputError} when it is none of PKCS#8
 */
export function decodePem(pem: string): Bytes {
  const [, base64 = null] =
    /-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----/.exec(pem) ?? [];
  if (base64 === null) throw unusable();
  try {
    return Uint8Array.from(atob(base64.replace(/\\[nr]|\s/g, "")), (char) => char.charCodeAt(0));
  } catch {
    throw unusable();
  }
}

function unusable(): TwilioInputError {
  const reason = 'expected RSA of 2048 bits in a PEM of PKCS#8, "BEGIN PRIVATE KEY", as by ' +
    "openssl pkcs8 -topk8 -nocrypt";
  return new TwilioInputError({ field: "privateKey", reason });
}

/**
 * The key that may sign, be it given as one or decoded from a PEM.
 *
 * @throws {TwilioInputError} when it is of another kind
 */
export async function importKey(
  given: SigningKey | Bytes,
  scheme: { readonly name: string; readonly hash: string },
): Promise<SigningKey> {
  if (!(given instanceof Uint8Array)) return given;
  // The platform's own error might quote the key.
  const key = await crypto.subtle.importKey("pkcs8", given, scheme, false, ["sign"])
    .catch(() => Promise.reject(unusable()));
  return checkKey(key, scheme.name);
}

/**
 * Insists on a key that can sign by an algorithm of this name.
 *
 * @throws {TwilioInputError} when it is of another kind
 */
export function checkKey(key: SigningKey, name: string): SigningKey {
  const { type, usages, algorithm } = Object(key);
  const { name: ofKey, hash, modulusLength } = Object(algorithm);
  const fits = type === "private" && ofKey === name && Object(hash).name === "SHA-256" &&
    modulusLength === 2048 && Array.isArray(usages) && usages.includes("sign");
  const expected = `a PEM, or a private ${name} key, SHA-256, 2048 bits, that may sign`;
  checkValue(fits, "privateKey", expected, key);
  return key;
}
