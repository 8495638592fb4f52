/**
 * Serves our sandbox: by `nodeListener` in Node, by `Deno.serve` in Deno. Three senders are in one
 * service, for listing, and so many wait to be attached to the other.
 *
 * sandbox.ts SENDERS
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createSandbox, nodeListener } from "../../../lib/sandbox/mod.ts";
import { accountSid, authToken, otherService, service, sid } from "../wire.ts";

const count = Number(process.argv[2]);
const sids = Array.from({ length: count }, (_, index) => sid(index));
const listed = [count, count + 1, count + 2].map(sid);
const { fetch } = createSandbox({
  accounts: [{
    accountSid,
    authToken,
    channelSenders: [...sids, ...listed].map((sid, at) => ({ sid, sender: `whatsapp:+1555${at}` })),
    services: [{ sid: service }, { sid: otherService, channelSenders: listed }],
  }],
});

interface Deno {
  serve(
    options: { port: number; hostname: string; onListen: (address: { port: number }) => void },
    handler: (request: Request) => Promise<Response>,
  ): unknown;
}
const deno = (globalThis as { Deno?: Deno }).Deno;
const hostname = "127.0.0.1";
const listening = ({ port }: { port: number }) =>
  console.log(JSON.stringify({ url: `http://${hostname}:${port}` }));

if (deno) {
  deno.serve({ port: 0, hostname, onListen: listening }, (request) => fetch(request));
} else {
  const server = createServer(nodeListener(fetch));
  server.listen(0, hostname, () => listening(server.address() as AddressInfo));
}
