/** The cryptography alone: the key, and the signature of a text that is there already. */
import { signedText } from "../../webhook_text.ts";
import type { Verify } from "../../webhook_peer.ts";
import { authToken } from "../../wire.ts";

const secret = new TextEncoder().encode(authToken);
const text = new TextEncoder().encode(signedText);
const algorithm = { name: "HMAC", hash: "SHA-1" };

const verify: Verify = async ({ headers }) => {
  const header = headers.get("x-twilio-signature") ?? "";
  const signature = Uint8Array.from(atob(header), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["verify"]);
  return await crypto.subtle.verify("HMAC", key, signature, text);
};
export default verify;
