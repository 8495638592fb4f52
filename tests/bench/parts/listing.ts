import { bundlePeer, bundleProgram } from "../bundle.ts";
import { column, type Figure, type Part, samplesOf, shuffled } from "../figures.ts";
import { bare, bareAhead, createClient, type Entry, others, send } from "../peer.ts";
import { commands, run, start } from "../processes.ts";

const entries = [bare, bareAhead, send, createClient, ...others];
const size = 1000;
const latency = 20;

const modes = [
  { title: "collected, fast consumer", mode: "collect", wait: 0, prefix: "" },
  { title: "streamed, fast consumer", mode: "stream", wait: 0, prefix: "" },
  { title: "collected, slow consumer", mode: "collect", wait: 20, prefix: "" },
  { title: "streamed, slow consumer", mode: "stream", wait: 20, prefix: "" },
  { title: "streamed, `meta` before the senders", mode: "stream", wait: 0, prefix: "/meta-first" },
];
type Mode = (typeof modes)[number];

/** What a listing took: milliseconds, and MiB of resident memory at most. */
interface Taken {
  readonly wall: number;
  readonly cpu: number;
  readonly peak: number;
}

async function list(entry: Entry, url: string, total: number, mode: Mode): Promise<Taken> {
  const { output } = await run([
    ...commands.node,
    await bundleProgram("listing"),
    await bundlePeer(entry),
    url + mode.prefix,
    ...[size, total, mode.mode, mode.wait].map(String),
  ]);
  return JSON.parse(output);
}

export const listing: Part = {
  about:
    "Pages of 1000 senders from a server in another process that answers each after 20 ms, each " +
    "listing in a process of its own. A slow consumer waits for 20 ms on each page, so that whoever " +
    "asks for the next page meanwhile is done in half the time.",
  async run({ quick }) {
    const total = quick ? 5_000 : 50_000;
    const rounds = quick ? 1 : 7;
    const pages = [latency, total, size].map(String);
    const server = await start<{ url: string }>([
      ...commands.node,
      await bundleProgram("server"),
      ...pages,
    ]);
    const figures: Figure[] = [];
    for (const mode of modes) {
      const [wall, cpu, peak] = [samplesOf(entries), samplesOf(entries), samplesOf(entries)];
      for (let round = 0; round < rounds; round++) {
        for (const entry of shuffled(entries, round)) {
          const taken = await list(entry, server.ready.url, total, mode);
          wall.get(entry.name)!.push(taken.wall);
          cpu.get(entry.name)!.push(taken.cpu);
          peak.get(entry.name)!.push(taken.peak);
        }
      }
      const table = `Listing, ${mode.title}: ${total.toLocaleString("en")} senders`;
      figures.push(
        ...column({ table, column: "wall", unit: "ms" }, wall, bare.name),
        ...column({ table, column: "wall, to one page ahead", unit: "ms" }, wall, bareAhead.name),
        ...column({ table, column: "CPU", unit: "ms" }, cpu, bare.name),
        ...column({ table, column: "peak, MiB", unit: "MiB" }, peak),
      );
    }
    await server.stop();
    return figures;
  },
};
