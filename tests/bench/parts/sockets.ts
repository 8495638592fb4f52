import { bundlePeer, bundleProgram } from "../bundle.ts";
import { column, type Figure, type Part, samplesOf, shuffled } from "../figures.ts";
import { bare, everybody } from "../peer.ts";
import { commands, start } from "../processes.ts";

/** How many calls a sample has, by how many are under way at once. */
const sizes = { 1: 200, 20: 600, 200: 1200 } as const;

export const sockets: Part = {
  about: "Creates, fetches and deletes in turn, over HTTP on the loopback interface, against a " +
    "plain server in another process that answers at once; all peers in one process of Node's.",
  async run({ quick }) {
    const [warmUp, rounds] = quick ? [1, 3] : [3, 21];
    const server = await start<{ url: string }>([...commands.node, await bundleProgram("server")]);
    const client = await start([...commands.node, await bundleProgram("sockets")]);
    const table = "Time per call over real sockets, by the number of calls under way";
    const figures: Figure[] = [];
    for (const [atOnce, full] of Object.entries(sizes)) {
      const calls = quick ? full / 5 : full;
      const samples = samplesOf(everybody);
      for (let round = -warmUp; round < rounds; round++) {
        for (const entry of shuffled(everybody, round)) {
          const { ms } = await client.ask<{ ms: number }>({
            file: await bundlePeer(entry),
            url: server.ready.url,
            calls,
            atOnce: Number(atOnce),
          });
          if (round >= 0) samples.get(entry.name)!.push(ms * 1000 / calls);
        }
      }
      figures.push(...column({ table, column: `${atOnce}`, unit: "µs" }, samples, bare.name));
    }
    await client.stop();
    await server.stop();
    return figures;
  },
};
