/**
 * Loads a server with the four operations in turn, by autocannon, for so many seconds. Each
 * connection has a sender of its own, which nobody used before.
 *
 * node load.ts URL SECONDS CONNECTIONS FIRST: the number of the first connection's sender
 */
import { accountSid, authToken, otherService, path, service, sid } from "../wire.ts";

// It has no types of its own.
const { default: autocannon } = await import("autocannon" as string);

const [url = "", duration, connections, first] = process.argv.slice(2);
const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;
const form = "application/x-www-form-urlencoded";

const listed = `${path.replace(service, otherService)}?PageSize=20`;
const { senders } = await (await fetch(url + listed, { headers: { authorization } })).json();
if (senders?.length !== 3) throw new Error(`a list of ${senders?.length}`);

let next = Number(first);
const result = await autocannon({
  url,
  duration: Number(duration),
  connections: Number(connections),
  setupClient: (client: { setRequests(requests: object[]): void }) => {
    const one = `${path}/${sid(next)}`;
    const body = `Sid=${sid(next++)}`;
    const headers = { authorization };
    client.setRequests([
      { method: "POST", path, headers: { authorization, "content-type": form }, body },
      { method: "GET", path: one, headers },
      { method: "GET", path: listed, headers },
      { method: "DELETE", path: one, headers },
    ]);
  },
});
const { errors, timeouts, non2xx, requests } = result;
if (errors + timeouts + non2xx > 0) throw new Error(JSON.stringify({ errors, timeouts, non2xx }));
console.log(JSON.stringify({ total: requests.total, seconds: result.duration }));
