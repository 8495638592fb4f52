import { verifySignature } from "../../../../lib/webhooks/mod.ts";
import type { Verify } from "../../webhook_peer.ts";
import { authToken } from "../../wire.ts";

const verify: Verify = (request) => verifySignature(request, { authToken });
export default verify;
