import { readFileSync } from "node:fs";
import { bundle, bundleProgram } from "../bundle.ts";
import { column, exactly, type Figure, type Part, samplesOf, shuffled } from "../figures.ts";
import { commands, scripts, start, titles } from "../processes.ts";
import type { Delivery } from "../programs/workload.ts";
import { byHand, verifiers, type WebhookEntry } from "../webhook_peer.ts";
import { sizes } from "./size.ts";

function bundleVerifier({ name, node = false }: WebhookEntry): Promise<string> {
  return bundle(`webhooks_${name}`, `export { default } from "./webhooks/${name}.ts";`, node);
}

const columns: Record<Delivery, string> = { stream: "streamed", text: "a finished text" };

async function times(script: typeof scripts[number], quick: boolean): Promise<Figure[]> {
  const table = `Time to verify a webhook in ${titles[script]}`;
  const [warmUp, rounds, count] = quick ? [1, 3, 50] : [10, 61, 300];
  const { ask, stop } = await start<object>([...commands[script], await bundleProgram("webhooks")]);
  const figures: Figure[] = [];
  const present: WebhookEntry[] = [];
  const time = async (entry: WebhookEntry, delivery: Delivery, count: number) =>
    (await ask<{ ms: number }>({
      file: await bundleVerifier(entry),
      service: entry.service,
      delivery,
      count,
    })).ms;
  for (const entry of verifiers) {
    try {
      for (const delivery of Object.keys(columns) as Delivery[]) await time(entry, delivery, 0);
      present.push(entry);
    } catch (error) {
      const note = `${error}`.split("\n")[0]!;
      figures.push({ table, row: entry.name, column: columns.stream, unit: "µs", note });
    }
  }
  for (const [delivery, name] of Object.entries(columns) as [Delivery, string][]) {
    const samples = samplesOf(present);
    for (let round = -warmUp; round < rounds; round++) {
      for (const entry of shuffled(present, round)) {
        const ms = await time(entry, delivery, count);
        if (round >= 0) samples.get(entry.name)!.push(ms * 1000 / count);
      }
    }
    figures.push(...column({ table, column: name, unit: "µs" }, samples, byHand.name));
  }
  await stop();
  return figures;
}

async function weights(): Promise<Figure[]> {
  const table = "Bundle size of who verifies webhooks, bytes";
  const figures: Figure[] = [];
  for (const entry of verifiers) {
    const code = readFileSync(await bundleVerifier(entry));
    for (const [column, measure] of Object.entries(sizes)) {
      figures.push({ table, row: entry.name, column, unit: "B", value: exactly(measure(code)) });
    }
  }
  return figures;
}

export const webhooks: Part = {
  about:
    "An inbound SMS of 20 fields, from the platform's `Request` to its fields: in pieces of a " +
    "stream, as a server gives it, or as a finished text. Bare is written by hand, with no cap, no " +
    "other spelling of the URL and no check; WebCrypto alone imports the key and verifies a text " +
    "that is there already. `verifyWebhook` reads the event too. The others verify what their own " +
    "services send, the same fields as JSON under HMAC-SHA256, and parse it; `twilio` and octokit " +
    "hash by Node's own `crypto`, `standardwebhooks` and `svix` in JavaScript. Before it is timed, " +
    "each has to take what is genuine and to refuse what is forged. The time is what all threads " +
    "computed.",
  async run({ quick }) {
    const figures = await weights();
    for (const script of scripts) figures.push(...await times(script, quick));
    return figures;
  },
};
