import { bundleProgram } from "../bundle.ts";
import { column, type Figure, type Part, samplesOf, shuffled } from "../figures.ts";
import { bare } from "../peer.ts";
import { commands, run, start } from "../processes.ts";

/** What the server saw of a run. */
interface Seen {
  readonly attached: number;
  readonly doubled: number;
  readonly refused: number;
  readonly refusedLate: number;
}

/** The ideal knows what the server allows; the limiter has to find out. */
const runs = [{ name: bare.name, callers: 8 }, { name: "limited", callers: 32 }];

export const limiter: Part = {
  about:
    "A server that allows 8 creates in flight, answers each after 5 ms, and refuses those beyond. " +
    "The ideal is 8 bare callers, who know what it allows; through `createClient` and `concurrency` " +
    "go 32 callers, who do not. Every sender has to arrive, and none twice.",
  async run({ quick }) {
    const [rounds, count] = quick ? [1, 2_000] : [5, 10_000];
    const server = await start<{ url: string }>([...commands.node, await bundleProgram("limited")]);
    const program = await bundleProgram("limiter");
    const walls = samplesOf(runs);
    const refusals = samplesOf(runs);
    const late = samplesOf(runs);
    for (let round = 0; round < rounds; round++) {
      for (const { name, callers } of shuffled(runs, round)) {
        const { output } = await run([
          ...commands.node,
          program,
          name,
          server.ready.url,
          ...[count, callers].map(String),
        ]);
        const seen = await (await fetch(server.ready.url)).json() as Seen;
        if (seen.attached !== count || seen.doubled > 0) {
          throw new Error(`lost or doubled: ${JSON.stringify(seen)}`);
        }
        walls.get(name)!.push(JSON.parse(output).ms);
        refusals.get(name)!.push(seen.refused);
        late.get(name)!.push(seen.refusedLate);
      }
    }
    await server.stop();
    const table = `Attaching ${count} senders where 8 may be in flight`;
    return [
      ...column({ table, column: "wall", unit: "ms" }, walls, bare.name),
      ...column({ table, column: "refusals", unit: "" }, refusals),
      ...column({ table, column: "after the first 1,000", unit: "" }, late),
    ] satisfies Figure[];
  },
};
