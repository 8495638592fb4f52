/** Times who verifies webhooks, in Node, Deno or Bun: asked by lines of JSON, by parts/webhooks.ts. */
import { createInterface } from "node:readline";
import type { Service, Verify } from "../webhook_peer.ts";
import { webhookUrl } from "../webhook_text.ts";
import { forged, type Message, messageOf } from "./webhook_messages.ts";
import { type Delivery, streamOf, turn } from "./workload.ts";

function requestOf({ headers, body }: Message, delivery: Delivery): Request {
  const init = { method: "POST", headers, duplex: "half" };
  return new Request(webhookUrl, {
    ...init,
    body: delivery === "stream" ? streamOf(body) : body,
  });
}

/** Insists that it takes what is genuine, and nothing with another signature. */
async function check(verify: Verify, message: Message, delivery: Delivery): Promise<void> {
  if (!await verify(requestOf(message, delivery))) throw new Error("a genuine one was refused");
  const taken = await verify(requestOf(forged(message), delivery)).catch(() => false);
  if (taken) throw new Error("a forged one was taken");
}

async function answer({ file, service, delivery, count }: {
  file: string;
  service: Service;
  delivery: Delivery;
  count: number;
}): Promise<object> {
  try {
    const verify: Verify = (await import(file)).default;
    const message = await messageOf(service);
    if (count === 0) await check(verify, message, delivery);
    const requests = Array.from({ length: count }, () => requestOf(message, delivery));
    await turn();
    const before = process.cpuUsage();
    for (const request of requests) await verify(request);
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
