/**
 * Attaches senders through the limiter, or without one by as many bare callers as the server allows.
 *
 * node limiter.ts bare|limited URL COUNT CALLERS
 */
import { concurrency } from "../../../lib/middleware/concurrency.ts";
import { createClient } from "../../../mod.ts";
import bare from "../peers/bare.ts";
import { accountSid, authToken, service as messagingServiceSid, sid } from "../wire.ts";

const [who, baseUrl = "", count, callers] = process.argv.slice(2);

const attach = who === "bare" ? bare({ fetch, baseUrl }).create : limited();

function limited(): (sid: string) => Promise<{ readonly sid: string | null }> {
  const transport = concurrency()((request) => fetch(request));
  const client = createClient({ accountSid, authToken, target: { baseUrl }, fetch: transport });
  return (sid) => client.channelSenders.create({ messagingServiceSid, sid });
}

let next = 0;
async function caller(): Promise<void> {
  while (next < Number(count)) {
    const wanted = sid(next++);
    if ((await attach(wanted)).sid !== wanted) throw new Error("another sender");
  }
}
const start = performance.now();
await Promise.all(Array.from({ length: Number(callers) }, caller));
console.log(JSON.stringify({ ms: performance.now() - start }));
