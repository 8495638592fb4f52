import { bundle, bundlePeer, bundleProgram } from "../bundle.ts";
import { column, type Figure, type Part, samplesOf, shuffled } from "../figures.ts";
import { bare, bareBounded, type Entry, everybody } from "../peer.ts";
import { commands, cpuTime, type Script, scripts, start, titles } from "../processes.ts";
import { type Delivery, type Operation, operations } from "../programs/workload.ts";
import { worker } from "../workerd.ts";

const entries = [bare, bareBounded, ...everybody.filter((entry) => entry !== bare)];

/** Calls a sample: each takes some 20 ms with bare. */
const counts: Record<Operation, number> = { create: 1000, fetch: 1000, delete: 3000, page: 10 };

/** The time that so many calls compute, in milliseconds; none means to check the peer's answer. */
interface Stopwatch {
  time(entry: Entry, delivery: Delivery, operation: Operation, count: number): Promise<number>;
  stop(): Promise<unknown>;
}

async function script(name: Script): Promise<Stopwatch> {
  const { ask, stop } = await start<object>([...commands[name], await bundleProgram("cpu")]);
  const time: Stopwatch["time"] = async (entry, delivery, operation, count) =>
    (await ask<{ ms: number }>({ file: await bundlePeer(entry), delivery, operation, count })).ms;
  return { time, stop };
}

/** A worker with the peers that need no Node, and another one, with Node compatibility. */
async function workers(): Promise<Stopwatch> {
  const started = new Map<boolean, Awaited<ReturnType<typeof startWorker>>>();
  for (const node of [false, true]) started.set(node, await startWorker(node));
  const time: Stopwatch["time"] = async ({ name, node = false }, delivery, operation, count) => {
    const { pid, ready: { port } } = started.get(node)!;
    const now = () => cpuTime(pid) ?? performance.now();
    const get = async (path: string | number) => {
      const start = now();
      const answer = await fetch(
        `http://127.0.0.1:${port}/${name}/${delivery}/${operation}/${path}`,
      );
      const { error } = await answer.json() as { error?: string };
      if (error) throw new Error(error);
      return now() - start;
    };
    if (count === 0) return get("check");
    const idle = await get(0);
    return await get(count) - idle;
  };
  return { time, stop: () => Promise.all(Array.from(started.values(), ({ stop }) => stop())) };
}

async function startWorker(node: boolean) {
  const present = entries.filter((entry) => (entry.node ?? false) === node);
  const imports = present.map(({ name }) => `import ${name} from "./${name}.ts";`).join("\n");
  const names = present.map(({ name }) => name).join(", ");
  const contents = `${imports}
    import { worker } from "../programs/cpu_worker.ts";
    export default worker({ ${names} });`;
  const bundled = await bundle(`cpu_worker_${node}`, contents, node);
  return await start<{ port: number }>(worker(bundled, { node, serve: true }), { control: true });
}

async function measure(
  name: string,
  watch: Stopwatch,
  delivery: Delivery,
  quick: boolean,
): Promise<Figure[]> {
  const how = delivery === "stream" ? "the body streamed" : "the body a finished text";
  const table = `Time per operation in ${titles[name] ?? name}, transport stubbed, ${how}`;
  const figures: Figure[] = [];
  const present: Entry[] = [];
  for (const entry of entries) {
    try {
      for (const operation of operations) await watch.time(entry, delivery, operation, 0);
      present.push(entry);
    } catch (error) {
      const note = `${error}`.split("\n")[0]!;
      figures.push({ table, row: entry.name, column: "create", unit: "µs", note });
    }
  }
  const [warmUp, rounds] = quick ? [1, 3] : [6, 31];
  for (const operation of operations) {
    const count = quick ? Math.ceil(counts[operation] / 10) : counts[operation];
    const samples = samplesOf(present);
    for (let round = -warmUp; round < rounds; round++) {
      for (const entry of shuffled(present, round)) {
        const ms = await watch.time(entry, delivery, operation, count);
        if (round >= 0) samples.get(entry.name)!.push(ms * 1000 / count);
      }
    }
    figures.push(...column({ table, column: operation, unit: "µs" }, samples, bare.name));
  }
  return figures;
}

export const cpu: Part = {
  about:
    "One call after the other, over a transport that answers in process, with the same body to " +
    "all: in pieces of a stream, as a network brings it, or as a finished text, which some " +
    "platforms hand over without a stream; like `fetch`, it makes a `Request` of what it is given. Before it is timed, each peer has " +
    "to ask for the right thing and to get it. ofetch, openapi-fetch and ky give raw JSON; the " +
    "others map names and parse dates. twilio's own transport is replaced, and in workerd it has " +
    "Node compatibility. The time is what all threads computed. In workerd, where no clock moves " +
    "while a worker computes, it is that of the process, over many calls to a request.",
  async run({ quick }) {
    const figures: Figure[] = [];
    for (const name of [...scripts, "workerd" as const]) {
      const watch = await (name === "workerd" ? workers() : script(name));
      try {
        for (const delivery of ["stream", "text"] as const) {
          figures.push(...await measure(name, watch, delivery, quick));
        }
      } finally {
        await watch.stop();
      }
    }
    return figures;
  },
};
