/** The limit: what is written by hand to verify a form and to read it, with no other check at all. */
import type { Verify } from "../../webhook_peer.ts";
import { authToken } from "../../wire.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const algorithm = { name: "HMAC", hash: "SHA-1" };

const verify: Verify = async (request) => {
  const fields = [...new URLSearchParams(await request.text())];
  const sorted = [...fields].sort(([one], [other]) => one < other ? -1 : 1);
  const text = request.url + sorted.flat().join("");
  const header = request.headers.get("x-twilio-signature") ?? "";
  const signature = Uint8Array.from(atob(header), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", utf8(authToken), algorithm, false, ["verify"]);
  return await crypto.subtle.verify("HMAC", key, signature, utf8(text)) && fields;
};
export default verify;
