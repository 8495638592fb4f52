/** Svix, which stands on Standard Webhooks. What it has verified is then parsed. */
import { Webhook } from "svix";
import type { Verify } from "../../webhook_peer.ts";
import { authToken } from "../../wire.ts";

const verify: Verify = async (request) => {
  const text = await request.text();
  new Webhook(`whsec_${btoa(authToken)}`).verify(text, Object.fromEntries(request.headers));
  return JSON.parse(text);
};
export default verify;
