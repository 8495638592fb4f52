/** The official validator, without the rest of its SDK. It reads no request: that is done for it. */
import { validateRequest } from "twilio/lib/webhooks/webhooks.js";
import type { Verify } from "../../webhook_peer.ts";
import { authToken } from "../../wire.ts";

const verify: Verify = async (request) => {
  const fields = Object.fromEntries(new URLSearchParams(await request.text()));
  const signature = request.headers.get("x-twilio-signature") ?? "";
  return validateRequest(authToken, signature, request.url, fields) && fields;
};
export default verify;
