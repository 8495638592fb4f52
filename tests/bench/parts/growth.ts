import { bundlePeer, bundleProgram } from "../bundle.ts";
import { column, type Figure, type Part } from "../figures.ts";
import { bare, createClient, send } from "../peer.ts";
import { commands, run } from "../processes.ts";

/** What the program times. */
const tables: Record<string, { title: string; unit: string }> = {
  pages: { title: "Growth: time per page, by its senders", unit: "µs" },
  lists: { title: "Growth: time per sender, by the length of the list", unit: "ns" },
  callers: { title: "Growth: time per call through a limiter of 8, by callers", unit: "µs" },
};

type Times = Record<string, Record<string, number[]>>;

export const growth: Part = {
  about:
    "In one process of Node's, transport stubbed: what a page costs by its size, a sender by the " +
    "length of its list, and a call by the number of callers that share a limiter.",
  async run({ quick }) {
    const entries = [bare, send, createClient];
    const files = await Promise.all(
      entries.map(async (entry) => `${entry.name}=${await bundlePeer(entry)}`),
    );
    const [rounds, longest] = quick ? [1, 10_000] : [7, 1_000_000];
    const { output } = await run([
      ...commands.node,
      await bundleProgram("growth"),
      ...[rounds, longest].map(String),
      ...files,
    ]);
    const figures: Figure[] = [];
    for (const [name, times] of Object.entries<Times>(JSON.parse(output))) {
      const { title, unit } = tables[name]!;
      for (const [size, samples] of Object.entries(times)) {
        const label = { table: title, column: Number(size).toLocaleString("en"), unit };
        const base = name === "callers" ? undefined : bare.name;
        figures.push(...column(label, new Map(Object.entries(samples)), base));
      }
    }
    return figures;
  },
};
