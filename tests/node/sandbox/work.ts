/**
 * Counts what a sandbox does with so many senders, for `sandbox_large.test.ts`: nothing that depends on
 * the machine. In a process of its own, for all code must be counted from its start.
 *
 * node sandbox_work.ts 10000 100000: prints one line of JSON, by the number of senders
 */
import { Session } from "node:inspector/promises";

/** Work by its name: blocks of code that were run, and items that built-in functions went through. */
export type Work = Record<string, { readonly blocks: number; readonly items: number }>;

let items = 0;

/** Makes built-in functions say how many items they are about to go through. */
function countItems(holder: object, names: readonly (string | symbol)[]): void {
  for (const name of names) {
    const original = Reflect.get(holder, name) as (...all: unknown[]) => unknown;
    Reflect.set(
      holder,
      name,
      function (this: { length?: number; size?: number }, ...all: unknown[]) {
        items += this.length ?? this.size ?? 0;
        return original.apply(this, all);
      },
    );
  }
}

const going = "concat every fill filter find findIndex findLast flat flatMap forEach includes " +
  "indexOf join map reduce reverse shift slice some sort splice toSorted unshift";

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
const { createSandbox } = await import("../../../lib/sandbox/mod.ts");

/** What is done, in blocks of the library's code and items of built-in functions. */
async function work(run: () => unknown): Promise<Work[string]> {
  await session.post("Profiler.takePreciseCoverage"); // begins anew
  items = 0;
  await run();
  const done = items;
  const { result } = await session.post("Profiler.takePreciseCoverage");
  const ours = result.filter(({ url }) => /\/lib\/[^?]*\.ts$/.test(url));
  const ranges = ours.flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges));
  return { blocks: ranges.reduce((sum, { count }) => sum + count, 0), items: done };
}

const MG = `MG${"a".repeat(32)}`;
const accountSid = `AC${"a".repeat(32)}`;
const list = `https://messaging.twilio.com/v1/Services/${MG}/ChannelSenders`;
const ofAccount = "https://messaging.twilio.com/v2/Channels/Senders?Channel=rcs";
const authorization = `Basic ${btoa(`${accountSid}:token`)}`;

async function measure(senders: number): Promise<Work> {
  const sids = Array.from({ length: senders }, (_, n) => `XE${n.toString(16).padStart(32, "0")}`);
  const seed = {
    accounts: [{
      accountSid,
      authToken: "token",
      channelSenders: sids.map((sid) => ({ sid, sender: `rcs:${sid}` })),
      services: [{ sid: MG, channelSenders: sids }],
    }],
  };
  let sandbox!: ReturnType<typeof createSandbox>;
  const call = (url: string) => sandbox.fetch(new Request(url, { headers: { authorization } }));

  /** Follows the pages, and insists that each sender is there, once and in its place. */
  async function follow(url: string | null, step: "next_page_url" | "previous_page_url") {
    let seen = 0;
    let last = url;
    for (; url;) {
      last = url;
      const { meta, senders: page } = JSON.parse(await (await call(url)).text());
      const from = step === "next_page_url" ? seen : senders - seen - page.length;
      for (let n = 0; n < page.length; n++) {
        if (page[n].sid !== sids[from + n]) throw new Error(`${page[n].sid} is out of place`);
      }
      seen += page.length;
      url = meta[step];
    }
    if (seen !== senders) throw new Error(`${seen} of ${senders}`);
    return last;
  }

  let end: string | null = null;
  return {
    "to start": await work(() => void (sandbox = createSandbox({ ...seed, record: 0 }))),
    "to list by 1000": await work(async () => {
      end = await follow(`${list}?PageSize=1000`, "next_page_url");
    }),
    "to list by 1000, backwards": await work(() => follow(end, "previous_page_url")),
    "to list by 50": await work(() => follow(list, "next_page_url")),
    "to list the first page": await work(() => call(list)),
    "to fetch one": await work(() => call(`${list}/${sids.at(-1)}`)),
    "to export the state": await work(() => sandbox.state()),
    "to list the account's by 1000": await work(async () => {
      await follow(`${ofAccount}&PageSize=1000`, "next_page_url");
    }),
  };
}

countItems(Array.prototype, [...going.split(" "), Symbol.iterator]);
for (const { prototype } of [Map, Set]) {
  countItems(prototype, ["forEach", "keys", "values", "entries", Symbol.iterator]);
}
const sizes = process.argv.slice(2).map(Number);
const measured: Record<number, Work> = {};
for (const size of sizes) measured[size] = await measure(size);
console.log(JSON.stringify(measured));
