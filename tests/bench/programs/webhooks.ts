/** Times who verifies webhooks, in Node, Deno or Bun: asked by lines of JSON, as parts/webhooks.ts does. */
import { createInterface } from "node:readline";
import type { WebhookPeer } from "../webhook_peer.ts";
import { type Delivery, streamOf, turn } from "./workload.ts";

const peers = new Map<string, WebhookPeer>();

async function load(file: string): Promise<WebhookPeer> {
  const known = peers.get(file);
  if (known) return known;
  const peer: WebhookPeer = await (await import(file)).default();
  peers.set(file, peer);
  return peer;
}

function requestOf({ url, headers, body }: WebhookPeer, delivery: Delivery): Request {
  const given = delivery === "stream" ? streamOf(body) : body;
  return new Request(url, { method: "POST", headers, body: given, duplex: "half" } as RequestInit);
}

/** Insists that it takes what is genuine, and nothing whose signature has another first letter. */
async function check(peer: WebhookPeer, delivery: Delivery): Promise<void> {
  const takes = (peer: WebhookPeer) =>
    peer.verify(requestOf(peer, delivery)).then(Boolean, () => false);
  const headers = Object.fromEntries(
    Object.entries(peer.headers).map(([name, value]) => [
      name,
      name.includes("signature")
        ? value.replace(/\w(?=.{12}$)/, (end) => end === "0" ? "1" : "0")
        : value,
    ]),
  );
  if (!await takes(peer)) throw new Error("a genuine webhook was refused");
  if (await takes({ ...peer, headers })) throw new Error("a forged webhook was taken");
}

async function answer({ file, delivery, count }: {
  file: string;
  delivery: Delivery;
  count: number;
}): Promise<object> {
  try {
    const peer = await load(file);
    if (count === 0) await check(peer, delivery);
    const requests = Array.from({ length: count }, () => requestOf(peer, delivery));
    await turn();
    const before = process.cpuUsage();
    for (const request of requests) await peer.verify(request);
    const { user, system } = process.cpuUsage(before);
    return { ms: (user + system) / 1000 };
  } catch (error) {
    return { error: String(error) };
  }
}

console.log("{}");
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
