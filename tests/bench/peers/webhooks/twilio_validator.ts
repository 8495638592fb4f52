/** The official validator, without the rest of its SDK. It reads no request: that is done for it. */
import { validateRequest } from "twilio/lib/webhooks/webhooks.js";
import type { Prepare } from "../../webhook_peer.ts";
import { authToken, twilioMessage } from "./message.ts";

const prepare: Prepare = async () => ({
  ...await twilioMessage(),
  async verify(request) {
    const fields = Object.fromEntries(new URLSearchParams(await request.text()));
    const signature = request.headers.get("x-twilio-signature") ?? "";
    return validateRequest(authToken, signature, request.url, fields) && fields;
  },
});
export default prepare;
