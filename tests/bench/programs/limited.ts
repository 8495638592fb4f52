/**
 * A server that allows 8 creates in flight, answers each after 5 ms, and refuses those beyond with a
 * 429 at once, as Twilio does. `GET /` tells what came in, and begins anew.
 */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { wire } from "../wire.ts";

const allowed = 8;
const latency = 5;
/** By when a limiter has had the time to settle: so many answers. */
const settled = 1_000;

const attached = new Map<string, number>();
let inFlight = 0;
let answered = 0;
let refused = 0;
let refusedLate = 0;

const busy = JSON.stringify({ code: 20429, message: "Too Many Requests", status: 429 });
const json = { "content-type": "application/json" };
let sender: ReturnType<typeof wire>;

function create(form: string, response: ServerResponse): void {
  const sid = form.slice("Sid=".length);
  if (inFlight >= allowed) {
    refused++;
    if (answered >= settled) refusedLate++;
    response.writeHead(429, json).end(busy);
    return;
  }
  inFlight++;
  setTimeout(() => {
    inFlight--;
    answered++;
    attached.set(sid, (attached.get(sid) ?? 0) + 1);
    response.writeHead(201, json).end(JSON.stringify({ ...sender, sid }));
  }, latency);
}

const server = createServer((request, response) => {
  if (request.method === "POST") {
    let form = "";
    request.on("data", (chunk) => form += chunk);
    request.on("end", () => create(form, response));
    return;
  }
  const doubled = Array.from(attached.values()).filter((times) => times > 1).length;
  const seen = { attached: attached.size, doubled, refused, refusedLate };
  attached.clear();
  answered = refused = refusedLate = 0;
  response.writeHead(200, json).end(JSON.stringify(seen));
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sender = wire(0, url);
  console.log(JSON.stringify({ url }));
});
