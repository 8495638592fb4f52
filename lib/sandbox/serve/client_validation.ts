import { attempt } from "../attempt.ts";
import { type Answer, refusal, unauthorized } from "../http/answers.ts";
import type { Incoming } from "../http/incoming.ts";
import { basic } from "./auth.ts";
import type { CallUnderWay } from "./call.ts";
import { canonicalRequest, sha256 } from "./canonical_request.ts";

/** The most of a body that is read: more than any endpoint takes. */
const LIMIT = 65_536;

/** The most seconds that a signature may be valid. */
const LIFETIME = 300;

const schemes: Readonly<Record<string, RsaHashedImportParams & RsaPssParams>> = {
  RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", saltLength: 0 },
  PS256: { name: "RSA-PSS", hash: "SHA-256", saltLength: 32 },
};

/**
 * Checks what Public Key Client Validation has signed, of an account that has public keys: who signs
 * must be who signs in by an API key, and what is signed must be this very request. An account may
 * insist on it (70052, which the error dictionary has; the sentence is inferred). That a wrong signature
 * meets the same as wrong credentials is inferred.
 *
 * @returns the refusal, or `null` where all is well
 * @see https://www.twilio.com/docs/iam/pkcv/quickstart
 */
export async function refusedSignature(call: CallUnderWay): Promise<Answer | null> {
  const { account, incoming, settings: { now } } = call;
  const keys = account?.publicKeys;
  if (!keys || keys.list.length === 0) return null;
  const token = incoming.header("twilio-client-validation");
  if (token === null) return keys.isRequired ? notSigned() : null;
  const bytes = await incoming.read(LIMIT);
  // Whoever reads the body next finds it as it was.
  call.incoming = { ...incoming, read: () => Promise.resolve(bytes) };
  if (bytes === null) return null; // which is refused for that

  const { header, claims, signed, signature } = partsOf(token);
  const key = keys.list.find(({ credentialSid }) => credentialSid === header["kid"]);
  const scheme = schemes[`${header["alg"]}`];
  if (!key || !scheme || header["cty"] !== "twilio-pkrv;v=1") return unauthorized();
  const { iss, sub, hrh, rqh } = claims;
  const { user } = basic(incoming.header("authorization"));
  const isWhose = /^SK/.test(user) && iss === user && sub === account.sid;
  if (!isWhose || !isTimely(claims, now().getTime() / 1000)) return unauthorized();
  const names = typeof hrh === "string" ? hrh.split(";") : [];
  if (!["authorization", "host"].every((name) => names.includes(name))) return unauthorized();
  const isThis = rqh === await sha256(await canonicalRequest(plainly(call.incoming), names, bytes));
  const isGood = isThis && await isSignedBy(key.publicKey, scheme, signed, signature);
  return isGood ? null : unauthorized();
}

const notSigned = (): Answer =>
  refusal(401, 70052, "The account requires requests that are signed with a public key of its own");

const plainly = ({ method, url, header }: Incoming) => ({
  method,
  url,
  header: (name: string) => header(name) ?? (name === "host" ? new URL(url).host : ""),
});

function isTimely({ exp, nbf = 0 }: Record<string, unknown>, now: number): boolean {
  return typeof exp === "number" && exp > now && exp <= now + LIFETIME + 1 &&
    typeof nbf === "number" && nbf <= now;
}

interface TokenParts {
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
  readonly signed: string;
  readonly signature: string;
}

/** The parts of a JWT; empty ones where it is none. */
function partsOf(token: string): TokenParts {
  const [, head = "", body = "", signature = ""] = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token) ??
    [];
  const read = (part: string) => Object(attempt(() => JSON.parse(binary(part))));
  return { header: read(head), claims: read(body), signed: `${head}.${body}`, signature };
}

const binary = (base64url: string): string =>
  atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));

const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

async function isSignedBy(
  pem: string,
  scheme: RsaHashedImportParams & RsaPssParams,
  signed: string,
  signature: string,
): Promise<boolean> {
  try {
    const spki = toBytes(atob(pem.replace(/-----[^-]+-----|\\[nr]|\s/g, "")));
    const key = await crypto.subtle.importKey("spki", spki, scheme, false, ["verify"]);
    return await crypto.subtle.verify(scheme, key, toBytes(binary(signature)), toBytes(signed));
  } catch {
    return false; // a key or a signature that is none
  }
}
