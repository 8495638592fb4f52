import type { Bytes } from "../types.ts";

/** Names and values of a form, in any order. A name may occur more than once. */
export type Pairs = Iterable<readonly [name: string, value: string]>;

/** The fields of a webhook: a form, an object of texts, or a list of names and values. */
export type WebhookFields = Pairs | Readonly<Record<string, string>>;

/** Names and values, in their order; `null` where they are none, or not all of them texts. */
export function pairsOf(fields: WebhookFields): (readonly [string, string])[] | null {
  if (Object(fields) !== fields) return null;
  const pairs = Symbol.iterator in fields ? [...fields] : Object.entries(fields);
  const areTexts = pairs.every((pair) =>
    Array.isArray(pair) && typeof pair[0] === "string" && typeof pair[1] === "string"
  );
  return areTexts ? pairs : null;
}

/**
 * What is signed of a form, after the URL: each name and value with nothing in between, in the order
 * of the names. Of a name that is repeated, each value counts once, in their order.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function signedForm(form: Pairs): string {
  const pairs = [...form].sort(([name, value], [otherName, otherValue]) =>
    compare(name, otherName) || compare(value, otherValue)
  );
  let text = "";
  let before: readonly [string, string] | undefined;
  for (const pair of pairs) {
    const [name, value] = pair;
    const isRepeated = before !== undefined && before[0] === name && before[1] === value;
    if (!isRepeated) text += name + value;
    before = pair;
  }
  return text;
}

/** The order of two texts by their characters' numbers, whatever the language. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** What signs or verifies: the bytes of a secret, and the one hash that belongs to it. */
export interface Key {
  readonly bytes: Bytes;
  readonly hash: "SHA-1" | "SHA-256";
}

/** A key of WebCrypto, by a name that does not need the declarations of the DOM. */
export type HmacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** A key as WebCrypto takes it, for one use. */
export function importKey({ bytes, hash }: Key, usage: "sign" | "verify"): Promise<HmacKey> {
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash }, false, [usage]);
}

/** The bytes of a text in UTF-8. */
export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/** SHA-256 in lower-case hex digits, as `bodySHA256` has it. */
export async function sha256Hex(bytes: Bytes): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
