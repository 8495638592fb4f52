import type { Middleware, Target } from "../types.ts";
import { checkInput, checkValue, sidOf } from "../wire/input.ts";
import { checkOptions } from "./options.ts";
import { belongsTo } from "./origins.ts";
import { checkKey, decodePem, importKey, type SigningKey } from "./signing_key.ts";

/** What {@linkcode publicKeyClientValidation} signs with, and in whose name. */
export interface PublicKeyClientValidationOptions {
  /** SID of the account: `AC` and 32 hex digits. */
  readonly accountSid: string;
  /** SID of the API key that the requests sign in with: `SK` and 32 hex digits. */
  readonly apiKey: string;
  /** SID that Twilio gave the public key: `CR` and 32 hex digits. */
  readonly credentialSid: string;
  /**
   * The private key, RSA of 2048 bits: a `CryptoKey`, or the text of a PEM file in PKCS#8, which
   * begins `-----BEGIN PRIVATE KEY-----`; `openssl pkcs8 -topk8 -nocrypt` makes it of other kinds.
   */
  readonly privateKey: SigningKey | string;
  /** The algorithm of the signature. Default `"RS256"`. */
  readonly algorithm?: "RS256" | "PS256" | undefined;
  /** The clock, in milliseconds. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
}

const names: readonly string[] = [
  "accountSid",
  "apiKey",
  "credentialSid",
  "privateKey",
  "algorithm",
  "now",
];

const schemes = {
  RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
  PS256: { name: "RSA-PSS", hash: "SHA-256", saltLength: 32 },
};

/**
 * Seconds that a signature is valid. Twilio allows 300 from now, by its own clock: half of it lets
 * ours be wrong by two and a half minutes in either direction.
 */
const lifetimeSeconds = 150;

/**
 * Signs each request that goes to the target's origins (Public Key Client Validation): the header
 * `Twilio-Client-Validation` says with a private key what method, path, query, body, host and
 * `Authorization` the request has. It is an addition to Basic authentication with an API key, so it
 * belongs inside of it: after it in `compose`. Nothing that comes after may alter what is signed, so
 * a proxy must keep the host and the path.
 *
 * Not for browsers: the header needs a preflight, which Twilio does not grant. In a Worker this may be
 * made at module level.
 *
 * @param options whose key it is, and the key
 * @param target whose requests are signed; default Twilio's US1 hosts
 * @throws {TwilioInputError} when an option is missing or malformed; from the call, when the key
 * turns out not to be one, or the request has no `Authorization`
 * @see https://www.twilio.com/docs/iam/pkcv/quickstart
 *
 * @example
 * ```ts
 * import { createClient } from "@senderpool/twilio";
 * import { basicAuth, compose, publicKeyClientValidation } from "@senderpool/twilio/middleware";
 *
 * const { privateKey } = await crypto.subtle.generateKey(
 *   {
 *     name: "RSASSA-PKCS1-v1_5",
 *     hash: "SHA-256",
 *     modulusLength: 2048,
 *     publicExponent: new Uint8Array([1, 0, 1]),
 *   },
 *   false,
 *   ["sign", "verify"],
 * );
 * const accountSid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const apiKey = "SKaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const credentialSid = "CRaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const client = createClient({
 *   auth: compose(
 *     basicAuth({ apiKey, apiSecret: "from-your-vault" }),
 *     publicKeyClientValidation({ accountSid, apiKey, credentialSid, privateKey }),
 *   ),
 * });
 * console.log(typeof client.channelSenders.fetch); // function
 * ```
 */
export function publicKeyClientValidation(
  options: PublicKeyClientValidationOptions,
  target?: Target,
): Middleware {
  checkOptions(options, names, ["now"]);
  const { privateKey, algorithm = "RS256", now = () => Date.now() } = options;
  const iss = sidOf(options, "apiKey", "SK");
  const sub = sidOf(options, "accountSid", "AC");
  const kid = sidOf(options, "credentialSid", "CR");
  const isKnown = typeof algorithm === "string" && Object.hasOwn(schemes, algorithm);
  checkValue(isKnown, "algorithm", "RS256 or PS256", algorithm);
  const scheme = schemes[algorithm];
  const header = encoded(
    JSON.stringify({ cty: "twilio-pkrv;v=1", typ: "JWT", alg: algorithm, kid }),
  );
  const given = typeof privateKey === "string"
    ? decodePem(privateKey)
    : checkKey(privateKey, scheme.name);
  // The key itself, not the promise of it: in a Worker a promise may end with the request that made it.
  let key: SigningKey | null = null;
  const ours = belongsTo(target);

  return (next) =>
    async function publicKeyClientValidation(request) {
      if (ours(request) && !isTokenRequest(request)) {
        const signer = key ??= await importKey(given, scheme);
        const exp = Math.floor(now() / 1000) + lifetimeSeconds;
        const rqh = await sha256(bytes(await canonical(request)));
        const claims = encoded(JSON.stringify({ iss, sub, exp, hrh: "authorization;host", rqh }));
        const text = bytes(`${header}.${claims}`);
        const signature = await crypto.subtle.sign(scheme, signer as CryptoKey, text);
        const signed = encoded(String.fromCharCode(...new Uint8Array(signature)));
        request.headers.set("twilio-client-validation", `${header}.${claims}.${signed}`);
      }
      return await next(request);
    };
}

/** Whether a request asks for a token, such as that of an `oauth` outside: it signs in by its form. */
function isTokenRequest({ url, headers }: Request): boolean {
  return new URL(url).pathname.endsWith("/v2/token") && !headers.has("authorization");
}

/** The request as the quickstart has it hashed. */
async function canonical(request: Request): Promise<string> {
  const { method, headers } = request;
  const { host, pathname, search } = new URL(request.url); // without "..", and the default port
  const authorization = headers.get("authorization")?.replace(/\s+/g, " ");
  checkInput(authorization, "authorization", "a header: the middleware that signs in goes outside");
  const pairs = search.slice(1).replaceAll("+", "%20").split("&").filter(Boolean).map((pair) => {
    const [key = "", ...value] = pair.split("=");
    return `${rfc3986(key)}=${rfc3986(value.join("="))}`;
  });
  // These have no body; to read any other's takes a copy of the request.
  const bare = /^(GET|HEAD)$/.test(method);
  const body = bare ? new ArrayBuffer() : await request.clone().arrayBuffer();
  return [
    method,
    pathname.split(/\/+/).map(rfc3986).join("/"),
    pairs.sort().join("&"),
    `authorization:${authorization}`,
    `host:${host}`,
    "",
    "authorization;host",
    body.byteLength ? await sha256(body) : "",
  ].join("\n");
}

/** A part of a URL with unreserved characters as they are, and all others as `%XX`. */
function rfc3986(part: string): string {
  return part.replace(/%[\da-f]{2}|[^]/gi, (found) => {
    const code = found[1] ? parseInt(found.slice(1), 16) : found.charCodeAt(0);
    const char = String.fromCharCode(code);
    return /[\w.~-]/.test(char) ? char : `%${hex(code).toUpperCase()}`;
  });
}

async function sha256(data: BufferSource): Promise<string> {
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", data))].map(hex).join("");
}

const hex = (byte: number) => byte.toString(16).padStart(2, "0");
const bytes = (text: string) => new TextEncoder().encode(text);
const encoded = (text: string) =>
  btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
