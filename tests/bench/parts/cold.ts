import { bundle, bundleProgram } from "../bundle.ts";
import { column, type Figure, type Part, samplesOf, shuffled } from "../figures.ts";
import { bare, type Entry, everybody } from "../peer.ts";
import { commands, run, scripts, start, titles } from "../processes.ts";
import { sid } from "../wire.ts";
import { worker } from "../workerd.ts";

/** The shortest program: it connects, fetches one sender, looks at it, and ends. */
const once = (name: string, baseUrl: string) => `
  import connect from "./${name}.ts";
  export async function once() {
    const peer = connect({ fetch: (...args) => fetch(...args), baseUrl: ${
  JSON.stringify(baseUrl)
} });
    const { sid } = await peer.fetch(${JSON.stringify(sid(7))});
    if (sid !== ${JSON.stringify(sid(7))}) throw new Error("wrong answer");
  }`;

/** How each runtime starts the program of a peer. */
async function commandsFor({ name, node = false }: Entry, url: string) {
  const program = once(name, url);
  const script = await bundle(`cold_${name}`, `${program}\nawait once();`, node);
  const handler = `${program}\nexport default { test: () => once() };`;
  const bundled = await bundle(`cold_worker_${name}`, handler, node);
  return {
    ...Object.fromEntries(scripts.map((name) => [name, [...commands[name], script]])),
    workerd: worker(bundled, { node }),
  };
}

export const cold: Part = {
  about:
    "From the start of the process to its end: each peer's bundle connects, fetches one sender " +
    "from a server on the loopback interface, and looks at it. In workerd, `workerd test` starts the " +
    "worker, which does the same.",
  async run({ quick }) {
    const [warmUp, rounds] = quick ? [1, 3] : [3, 41];
    const server = await start<{ url: string }>([...commands.node, await bundleProgram("server")]);
    const starts = new Map<string, Record<string, readonly string[]>>();
    for (const entry of everybody) {
      starts.set(entry.name, await commandsFor(entry, server.ready.url));
    }
    const table = "Cold start";
    const figures: Figure[] = [];
    for (const name of [...scripts, "workerd"]) {
      const samples = samplesOf(everybody);
      const failed = new Map<string, string>();
      for (let round = -warmUp; round < rounds; round++) {
        for (const { name: peer } of shuffled(everybody, round)) {
          if (failed.has(peer)) continue;
          try {
            const { ms } = await run(starts.get(peer)![name]!);
            if (round >= 0) samples.get(peer)!.push(ms);
          } catch (error) {
            failed.set(peer, `${error}`);
          }
        }
      }
      const label = { table, column: titles[name] ?? name, unit: "ms" };
      figures.push(...column(label, samples, bare.name));
      for (const [row, note] of failed) figures.push({ ...label, row, note });
    }
    await server.stop();
    return figures;
  },
};
