import { verifyWebhook } from "../../../../lib/webhooks/mod.ts";
import type { Verify } from "../../webhook_peer.ts";
import { authToken } from "../../wire.ts";

const verify: Verify = (request) => verifyWebhook(request, { authToken });
export default verify;
