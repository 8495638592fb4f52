/** Tables in Markdown: all of them, and the few that the README shows. */
import type { Figure, Spread } from "./figures.ts";
import { rows as peers } from "./peer.ts";
import { find, type Results } from "./results.ts";
import { verifiers } from "./webhook_peer.ts";

const titles: Record<string, string> = {
  ...Object.fromEntries([...peers, ...verifiers].map(({ name, title }) => [name, title])),
  concurrency: "**Senderpool** `concurrency`",
  limited: "**Senderpool** `createClient`, `concurrency`",
  prism: "Prism, a mock of the official document",
  sandbox_node: "**Senderpool** sandbox, `nodeListener`",
  sandbox_deno: "**Senderpool** sandbox, `Deno.serve`",
};

/** A number with as many digits as it deserves. */
function digits(value: number): string {
  const places = Number.isInteger(value) || value >= 100 ? 0 : value < 10 ? 2 : 1;
  return value.toLocaleString("en", {
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
}

const ratio = (value: number) => value < 10 ? value.toFixed(2) : value.toFixed(1);

function range({ median, low, high }: Spread, show: (value: number) => string): string {
  return low === high ? show(median) : `${show(median)} (${show(low)}–${show(high)})`;
}

/** Everything that is known of a figure. */
function cell(figure: Figure | undefined): string {
  if (!figure) return "";
  const { value, ratio: toBare, note, unit } = figure;
  if (!value) return `no: ${note?.replace(/[|\n]/g, " ").slice(0, 60)}`;
  if (!toBare) return range(value, digits);
  if (toBare.low === 1 && toBare.high === 1) return `${digits(value.median)} ${unit}`;
  return range(toBare, ratio);
}

/** The shortest form of a figure: a ratio, or an amount with its unit. */
function brief(figure: Figure | undefined): string {
  if (!figure?.value) return figure?.note ? "no" : "";
  const { value, ratio: toBare, unit } = figure;
  if (!toBare) return digits(value.median);
  const base = toBare.low === 1 && toBare.high === 1;
  return base ? `${digits(value.median)} ${unit}` : ratio(toBare.median);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, index) => index === 0 ? "---" : "---:");
  return [head, rule, ...rows].map(line).join("\n");
}

/** A table of figures, with its columns and rows in the order in which they were measured. */
function whole(title: string, figures: readonly Figure[]): string {
  const columns = [...new Set(figures.map(({ column }) => column))];
  // A peer that failed is in its place; what is no peer stays where it was measured.
  const known = new Set(figures.map(({ row }) => row));
  const names = peers.map(({ name }) => name).filter((name) => known.has(name));
  const rows = [...new Set([...names, ...known])];
  const cells = rows.map((row) => [
    titles[row] ?? row,
    ...columns.map((name) => cell(figures.find((one) => one.row === row && one.column === name))),
  ]);
  return `### ${title}\n\n${table(["", ...columns], cells)}`;
}

/** When and where it was measured. */
function circumstances({ date, quick, machine, versions }: Results): string {
  const { cpu, cores, memory, system } = machine;
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${quick ? "**A short run, whose figures say nothing.** " : ""}Measured on ${
    date.slice(0, 10)
  }: ${cpu}, ${cores} cores, ${memory}, ${system}; ${names.join(", ")}.`;
}

/** All tables. */
export function report(results: Results): string {
  const parts = Object.entries(results.parts).map(([name, { about, figures }]) => {
    const tables = [...new Set(figures.map(({ table }) => table))];
    const shown = tables.map((title) => whole(title, figures.filter((one) => one.table === title)));
    return [`## ${name}`, about, ...shown].join("\n\n");
  });
  return [
    "# Benchmark",
    "Written by `npm run bench`. Where a cell is a ratio, it is to the first row in the same round: " +
    "the median of all rounds, and their quartiles.",
    circumstances(results),
    ...parts,
  ].join("\n\n") + "\n";
}

const stubbed = "Time per operation in Node, transport stubbed, the body streamed";
const summaries = [
  {
    "size, brotli": ["Bundle size", "brotli"],
    create: [stubbed, "create"],
    fetch: [stubbed, "fetch"],
    delete: [stubbed, "delete"],
    "page of 1000": [stubbed, "page"],
    "call, 20 at once": ["Time per call over real sockets", "20"],
  },
  {
    "list, streamed": ["Listing, streamed, fast", "wall"],
    "its peak, MiB": ["Listing, streamed, fast", "peak, MiB"],
    "slow consumer": ["Listing, streamed, slow", "wall"],
    "cold, Node": ["Cold start", "Node"],
    "cold, Deno": ["Cold start", "Deno"],
    "cold, Bun": ["Cold start", "Bun"],
  },
] as const;

/** What the README shows. */
export function summary(results: Results): string {
  const tables = summaries.map((columns) => {
    // A run of some parts has no figures of the others.
    const measured = Object.entries(columns).filter(([, key]) =>
      peers.some(({ name }) => find(results, key, name))
    );
    const rows = peers.map(({ name, title }) => [
      title,
      ...measured.map(([, key]) => brief(find(results, key, name))),
    ]).filter((row) => row.slice(1).some(Boolean));
    return rows.length === 0 ? "" : table(["", ...measured.map(([name]) => name)], rows);
  }).filter(Boolean);
  return [
    ...tables,
    "Bare is the absolute time, the others are ratios to it in the same run (medians); sizes are " +
    "bytes. Raw JSON is all that ofetch, openapi-fetch and ky give: they map no name and parse no " +
    "date. [All figures, and how they were measured](tests/bench/results.md).",
    "![The same figures as a chart](tests/bench/results.svg)",
    circumstances(results),
  ].join("\n\n");
}

/** The README with the summary between its markers. */
export function intoReadme(readme: string, results: Results): string {
  const block = /(<!-- bench -->)[\s\S]*(<!-- \/bench -->)/;
  if (!block.test(readme)) throw new Error("README.md has no <!-- bench --> … <!-- /bench -->");
  return readme.replace(block, (_, from, to) => `${from}\n\n${summary(results)}\n\n${to}`);
}
