import { verifySignature } from "../../../../lib/webhooks/mod.ts";
import type { Prepare } from "../../webhook_peer.ts";
import { authToken, twilioMessage } from "./message.ts";

const prepare: Prepare = async () => ({
  ...await twilioMessage(),
  verify: (request) => verifySignature(request, { authToken }),
});
export default prepare;
