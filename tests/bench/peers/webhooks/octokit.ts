/** GitHub's webhooks. It verifies a text, which is then read. */
import { sign, verify } from "@octokit/webhooks-methods";
import type { Prepare } from "../../webhook_peer.ts";
import { authToken, json, url } from "./message.ts";

const header = "x-hub-signature-256";

const prepare: Prepare = async () => ({
  url,
  headers: { "content-type": "application/json", [header]: await sign(authToken, json) },
  body: json,
  async verify(request) {
    const text = await request.text();
    return await verify(authToken, text, request.headers.get(header) ?? "") && JSON.parse(text);
  },
});
export default prepare;
