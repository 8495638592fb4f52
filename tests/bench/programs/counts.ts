/**
 * Counts what does not depend on the machine, for tests/node/counts.test.ts: per operation, over the
 * stub of the benchmark. Each kind in a process of its own, for they disturb each other.
 *
 * node counts.ts functions|bytes|kept|platform|requests: prints one line of JSON
 */
import { Session } from "node:inspector/promises";
import { getHeapStatistics } from "node:v8";
import { createClient } from "../../../mod.ts";
import client from "../peers/create_client.ts";
import send from "../peers/send.ts";
import { service } from "../wire.ts";
import { pagesOf } from "./pages.ts";
import { operations, type Workload, workload } from "./workload.ts";

/** By peer and operation. */
export type Counts = Record<string, Record<string, number | string>>;

const peers: Record<string, Workload> = {
  send: workload(send),
  createClient: workload(client),
};

async function each(count: (run: (times: number) => Promise<void>) => Promise<number | string>) {
  const counts: Counts = {};
  for (const [peer, { check, run }] of Object.entries(peers)) {
    counts[peer] = {};
    for (const operation of operations) {
      await check(operation);
      counts[peer][operation] = await count((times) => run(operation, times));
    }
  }
  return counts;
}

/** Calls of functions of lib/, as V8's own coverage has them. */
async function functions(): Promise<Counts> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  const times = 10;
  const counts = await each(async (run) => {
    await run(1);
    await session.post("Profiler.takePreciseCoverage"); // begins anew
    await run(times);
    const { result } = await session.post("Profiler.takePreciseCoverage");
    const ours = result.filter(({ url }) => /\/lib\/[^?]*\.ts$/.test(url));
    const calls = ours.flatMap(({ functions }) => functions.map(({ ranges }) => ranges[0]!.count));
    return calls.reduce((sum, count) => sum + count, 0) / times;
  });
  session.disconnect();
  return counts;
}

/**
 * Bytes allocated, on V8's heap and beside it, as nothing is collected meanwhile: the median of some
 * rounds. Compilers leave allocations out when they come to it, so that there must be none.
 */
async function bytes(): Promise<Counts> {
  const allocated = () => {
    const { used_heap_size, external_memory } = getHeapStatistics();
    return used_heap_size + external_memory;
  };
  const times = 10;
  return await each(async (run) => {
    await run(20);
    const counts: number[] = [];
    for (let round = 0; round < 9; round++) {
      globalThis.gc!();
      const before = allocated();
      await run(times);
      counts.push((allocated() - before) / times);
    }
    return counts.sort((a, b) => a - b)[4]!;
  });
}

/**
 * Bytes that a collection of what is young leaves of an operation: what V8 keeps until it collects
 * the old too, though nobody can reach it any more.
 */
async function kept(): Promise<Counts> {
  const times = 200;
  return await each(async (run) => {
    await run(20);
    globalThis.gc!();
    const before = getHeapStatistics().used_heap_size;
    await run(times);
    globalThis.gc!({ type: "minor" });
    return Math.round((getHeapStatistics().used_heap_size - before) / times);
  });
}

const classes = ["AbortController", "Headers", "Request", "TextDecoder", "URL", "URLSearchParams"];

/** What an operation makes of the platform: objects, signals and timers, by their names. */
async function platform(): Promise<Counts> {
  let made: string[] = [];
  const watch = (holder: object, name: string) => {
    const note = () => void made.push(name);
    const watched = new Proxy(Reflect.get(holder, name), {
      construct: (target, parts) => (note(), Reflect.construct(target, parts)),
      apply: (target, self, parts) => (note(), Reflect.apply(target, self, parts)),
    });
    Reflect.set(holder, name, watched);
  };
  classes.forEach((name) => watch(globalThis, name));
  watch(globalThis, "setTimeout");
  watch(AbortSignal, "any");
  return await each(async (run) => {
    made = [];
    await run(1);
    return made.sort().join(" ");
  });
}

/** How many requests a list of 2,500 senders takes. */
async function requests(): Promise<Counts> {
  const times = async (input: { pageSize?: number; limit?: number }, steps = Infinity) => {
    let requests = 0;
    const pages = pagesOf(input.pageSize ?? Math.min(1000, input.limit ?? 1000), 2_500);
    const transport = (request: Request) => (requests++, pages(request));
    const client = createClient({ auth: null, fetch: transport });
    const listing = client.channelSenders.list({ messagingServiceSid: service, ...input });
    for await (const _ of listing) if (--steps < 1) break;
    return requests;
  };
  return {
    list: {
      "all of it": await times({}),
      "pages of 100": await times({ pageSize: 100 }),
      "a limit of 1500": await times({ limit: 1500 }),
      "a limit of 10": await times({ limit: 10 }),
      "left at the first sender": await times({}, 1),
    },
  };
}

const kinds: Record<string, () => Promise<Counts>> = { functions, bytes, kept, platform, requests };
console.log(JSON.stringify(await kinds[process.argv[2]!]!()));
