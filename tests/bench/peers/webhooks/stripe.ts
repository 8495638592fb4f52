/** Stripe's, by WebCrypto, as it has to be wherever there is no Node. */
import Stripe from "stripe";
import type { Verify } from "../../webhook_peer.ts";
import { authToken } from "../../wire.ts";

const { webhooks } = Stripe;
const provider = Stripe.createSubtleCryptoProvider();

const verify: Verify = async (request) => {
  const [text, header] = [await request.text(), request.headers.get("stripe-signature") ?? ""];
  return await webhooks.constructEventAsync(text, header, authToken, undefined, provider);
};
export default verify;
