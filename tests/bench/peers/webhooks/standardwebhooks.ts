/** The library of Standard Webhooks, whose cryptography is its own. */
import { Webhook } from "standardwebhooks";
import type { Verify } from "../../webhook_peer.ts";
import { authToken } from "../../wire.ts";

const verify: Verify = async (request) => {
  const text = await request.text();
  return new Webhook(btoa(authToken)).verify(text, Object.fromEntries(request.headers));
};
export default verify;
