/** The cryptography alone: the key, and the signature of a text that is there already. */
import type { Prepare } from "../../webhook_peer.ts";
import { authToken, twilioMessage, utf8 } from "./message.ts";

const prepare: Prepare = async () => {
  const { text, ...message } = await twilioMessage();
  const [secret, bytes] = [utf8(authToken), utf8(text)];
  const algorithm = { name: "HMAC", hash: "SHA-1" };
  const { subtle } = crypto;
  return {
    ...message,
    async verify({ headers }) {
      const header = headers.get("x-twilio-signature") ?? "";
      const signature = Uint8Array.from(atob(header), (character) => character.charCodeAt(0));
      const key = await subtle.importKey("raw", secret, algorithm, false, ["verify"]);
      return await subtle.verify("HMAC", key, signature, bytes);
    },
  };
};
export default prepare;
