/** Stripe's, by WebCrypto, as it has to be wherever there is no Node. */
import Stripe from "stripe";
import type { Prepare } from "../../webhook_peer.ts";
import { authToken, hmac256, json, timestamp, url, utf8 } from "./message.ts";

const prepare: Prepare = async () => {
  const mac = await hmac256(utf8(authToken), `${timestamp}.${json}`);
  const hex = Array.from(mac, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const { webhooks } = Stripe;
  const provider = Stripe.createSubtleCryptoProvider();
  return {
    url,
    headers: { "content-type": "application/json", "stripe-signature": `t=${timestamp},v1=${hex}` },
    body: json,
    async verify(request) {
      const [text, header] = [await request.text(), request.headers.get("stripe-signature") ?? ""];
      return await webhooks.constructEventAsync(text, header, authToken, undefined, provider);
    },
  };
};
export default prepare;
