/** The library of Standard Webhooks, whose cryptography is its own. */
import { Webhook } from "standardwebhooks";
import type { Prepare } from "../../webhook_peer.ts";
import { authToken, json, timestamp, url } from "./message.ts";

const prepare: Prepare = () => {
  const secret = btoa(authToken);
  const signature = new Webhook(secret).sign("msg_1", new Date(Number(timestamp) * 1000), json);
  return Promise.resolve({
    url,
    headers: {
      "content-type": "application/json",
      "webhook-id": "msg_1",
      "webhook-timestamp": timestamp,
      "webhook-signature": signature,
    },
    body: json,
    async verify(request) {
      const text = await request.text();
      return new Webhook(secret).verify(text, Object.fromEntries(request.headers));
    },
  });
};
export default prepare;
