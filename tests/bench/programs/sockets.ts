/** Calls over real sockets, so many at once: asked by lines of JSON, as parts/sockets.ts does. */
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import type { Connect, Peer } from "../peer.ts";
import { sid } from "../wire.ts";
import { checkRow } from "./workload.ts";

interface Question {
  readonly file: string;
  readonly url: string;
  readonly calls: number;
  readonly atOnce: number;
}

const peers = new Map<string, Peer>();

async function peerOf(file: string, baseUrl: string): Promise<Peer> {
  const known = peers.get(file);
  if (known) return known;
  const connect: Connect = (await import(pathToFileURL(file).href)).default;
  // Looked up at each call, as all of them do by default.
  const made = connect({ fetch: (...args) => fetch(...args), baseUrl });
  peers.set(file, made);
  return made;
}

/** A third each of creates, fetches and deletes. */
async function call({ create, fetch, delete: remove }: Peer, number: number): Promise<void> {
  if (number % 3 === 0) checkRow(await create(sid(7)), 7);
  else if (number % 3 === 1) checkRow(await fetch(sid(7)), 7);
  else await remove(sid(7));
}

async function answer({ file, url, calls, atOnce }: Question): Promise<object> {
  try {
    const peer = await peerOf(file, url);
    let next = 0;
    const caller = async () => {
      while (next < calls) await call(peer, next++);
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: atOnce }, caller));
    return { ms: performance.now() - start };
  } catch (error) {
    return { error: String(error) };
  }
}

console.log("{}");
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
