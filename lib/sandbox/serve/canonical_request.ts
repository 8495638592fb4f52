import type { Bytes } from "../../types.ts";

/** What is signed of a request. */
interface Signed {
  readonly method: string;
  readonly url: string;
  readonly header: (name: string) => string;
}

/**
 * A request in the one form in which it is hashed for Public Key Client Validation.
 *
 * @param names the headers that are signed, in lower case
 * @see https://www.twilio.com/docs/iam/pkcv/quickstart
 */
export async function canonicalRequest(
  { method, url, header }: Signed,
  names: readonly string[],
  body: Bytes,
): Promise<string> {
  const { pathname, search } = new URL(url); // without dots in its path
  const path = pathname.replace(/\/{2,}/g, "/").split("/").map(encoded).join("/") || "/";
  const pairs = search.slice(1).split("&").filter((pair) => pair !== "").map((pair) => {
    const [, name = "", value = ""] = /^([^=]*)=?(.*)$/.exec(pair.replaceAll("+", " ")) ?? [];
    return `${encoded(name)}=${encoded(value)}`;
  });
  const sorted = [...names].sort();
  const headers = sorted.map((name) => `${name}:${header(name).trim().replace(/\s+/g, " ")}\n`);
  const hash = body.length > 0 ? await sha256(body) : "";
  return [method, path, pairs.sort().join("&"), headers.join(""), sorted.join(";"), hash].join(
    "\n",
  );
}

/** By RFC 3986: all but letters, digits, `-`, `.`, `_` and `~` as `%` and two hex digits. */
function encoded(part: string): string {
  const escape = (text: string) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  try {
    return escape(decodeURIComponent(part));
  } catch {
    return escape(part);
  }
}

/** The SHA-256 of a text or of bytes, in hex. */
export async function sha256(data: string | Bytes): Promise<string> {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
