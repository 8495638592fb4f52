/** GitHub's webhooks. It verifies a text, which is then parsed. */
import { verify as verifyText } from "@octokit/webhooks-methods";
import type { Verify } from "../../webhook_peer.ts";
import { authToken } from "../../wire.ts";

const verify: Verify = async (request) => {
  const text = await request.text();
  const signature = request.headers.get("x-hub-signature-256") ?? "";
  return await verifyText(authToken, text, signature) && JSON.parse(text);
};
export default verify;
