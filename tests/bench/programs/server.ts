/**
 * The other side, in a process of its own: a plain server of Node's that answers every well-formed
 * call at once and a page after so many milliseconds. It does next to nothing, so that the peers'
 * own time shows: bodies are made beforehand.
 *
 * node server.ts LATENCY [TOTAL [SIZE]]: so many senders, on pages of so many
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pageText, path, sid, wire } from "../wire.ts";

const [latency = 0, total = 0, size = 1000] = process.argv.slice(2).map(Number);
const headers = {
  "content-type": "application/json",
  "twilio-request-id": `RQ${"0".repeat(32)}`,
};
const pages = new Map<string, Buffer>();
let sender: Buffer;

const server = createServer((request, response) => {
  const { method, url = "", headers: { authorization } } = request;
  const answer = (status: number, body?: Buffer) =>
    response.writeHead(status, body && { ...headers, "content-length": body.length }).end(body);

  if (!authorization?.startsWith("Basic ")) return answer(401);
  if (method === "POST" && url === path) {
    let form = "";
    request.on("data", (chunk) => form += chunk);
    const valid = () => /^Sid=XE[\da-f]{32}$/.test(form);
    return request.on("end", () => answer(valid() ? 201 : 400, sender));
  }
  if (method === "DELETE" && url.startsWith(`${path}/`)) return answer(204);
  if (method === "GET" && url.startsWith(`${path}/`)) return answer(200, sender);
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const page = pages.get(`${pathname}/${searchParams.get("PageToken") ?? ""}`);
  if (Number(searchParams.get("PageSize")) !== size || !page) return answer(404);
  return setTimeout(() => answer(200, page), latency);
});
server.keepAliveTimeout = 60_000;

server.listen(0, "127.0.0.1", () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sender = Buffer.from(JSON.stringify(wire(7, url)));
  for (let page = 0; page * size < total; page++) {
    const token = page ? `PT${sid(page)}` : "";
    pages.set(`${path}/${token}`, Buffer.from(pageText(page, size, total, url)));
    pages.set(`/meta-first${path}/${token}`, Buffer.from(pageText(page, size, total, url, true)));
  }
  console.log(JSON.stringify({ url }));
});
