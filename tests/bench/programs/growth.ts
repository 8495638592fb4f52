/**
 * How cost grows, all in process: with the size of a page, with the length of a list, and with the
 * number of callers that a limiter holds back.
 *
 * node growth.ts ROUNDS LONGEST PEER=FILE…: prints one line, {"table": {"size": {"peer": […]}}}
 */
import { pathToFileURL } from "node:url";
import { concurrency } from "../../../lib/middleware/concurrency.ts";
import type { Connect, Peer } from "../peer.ts";
import { path, twilioUrl } from "../wire.ts";
import { pagesOf } from "./pages.ts";
import { turn } from "./workload.ts";

const [rounds = "1", longest = "1", ...files] = process.argv.slice(2);
type Times = Record<string, Record<string, number[]>>;

const peers = await Promise.all(files.map(async (argument) => {
  const [name = "", file = ""] = argument.split("=");
  return [name, (await import(pathToFileURL(file).href)).default as Connect] as const;
}));

async function time(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Times each size in each round with each peer, in microseconds by unit. */
async function measure(
  sizes: readonly number[],
  run: (connect: Connect, size: number) => Promise<number>,
): Promise<Times> {
  const times: Times = Object.fromEntries(sizes.map((size) => [size, {}]));
  for (let round = -1; round < Number(rounds); round++) {
    for (const size of sizes) {
      for (const [name, connect] of peers) {
        const value = await run(connect, size);
        if (round >= 0) (times[size]![name] ??= []).push(value);
      }
    }
  }
  return times;
}

const pages = await measure([1, 10, 100, 1000], async (connect, size) => {
  const peer: Peer = connect({ fetch: pagesOf(size, size) });
  const count = Math.ceil(20_000 / (size + 50));
  const ms = await time(async () => {
    for (let i = 0; i < count; i++) await peer.page(size);
  });
  return ms * 1000 / count;
});

const lengths = [100, 1_000, 10_000, 100_000, 1_000_000].filter((n) => n <= Number(longest));
const lists = await measure(lengths, async (connect, total) => {
  const size = Math.min(total, 1000);
  const peer: Peer = connect({ fetch: pagesOf(size, total) });
  // Short lists several times, for the clock's sake.
  const times = Math.ceil(5_000 / total);
  let seen = 0;
  const ms = await time(async () => {
    for (let i = 0; i < times; i++) for await (const rows of peer.pages(size)) seen += rows.length;
  });
  if (seen !== times * total) throw new Error(`${seen} senders instead of ${times * total}`);
  return ms * 1e6 / seen;
});

/** Calls through a limiter of eight, by so many callers, whose transport takes a turn of the loop. */
const answer = () => turn().then(() => new Response(null));
const callers: Times = {};
for (let round = -1; round < Number(rounds); round++) {
  for (const count of [1, 10, 100, 1000]) {
    const limited = concurrency({ limit: 8, max: 8 })(answer);
    let left = 4_000;
    const caller = async () => {
      const request = new Request(twilioUrl + path);
      while (left-- > 0) await limited(request);
    };
    const ms = await time(() => Promise.all(Array.from({ length: count }, caller)));
    if (round >= 0) ((callers[count] ??= {})["concurrency"] ??= []).push(ms * 1000 / 4_000);
  }
}

console.log(JSON.stringify({ pages, lists, callers }));
