/** The chart: a panel of bars for each of a few figures. It brings its own background, light or dark. */
import { rows as peers } from "./peer.ts";
import { find, type Results } from "./results.ts";

const stubbed = "Time per operation in Node";
const panels: readonly (readonly [title: string, table: string, column: string])[] = [
  ["Bundle size, brotli, bytes", "Bundle size", "brotli"],
  ["Create, µs (Node, transport stubbed)", stubbed, "create"],
  ["Fetch, µs", stubbed, "fetch"],
  ["Delete, µs", stubbed, "delete"],
  ["A page of 1000 senders, µs", stubbed, "page"],
  ["50,000 senders, streamed, ms", "Listing, streamed, fast", "wall"],
  ["… its peak memory, MiB", "Listing, streamed, fast", "peak, MiB"],
  ["… by a consumer that takes 20 ms a page, ms", "Listing, streamed, slow", "wall"],
  ["Cold start in Node, ms", "Cold start", "Node"],
  ["Cold start in Deno, ms", "Cold start", "Deno"],
  ["Cold start in Bun, ms", "Cold start", "Bun"],
  ["A call over sockets, 20 at once, µs", "Time per call over real sockets", "20"],
];

const [width, label, bar, line, columns] = [460, 150, 210, 18, 2];
const panelHeight = 40 + line * peers.length;

interface Row {
  readonly title: string;
  readonly kind: "ours" | "bare" | "peer";
  readonly value: number;
}

/** The bars of a panel. One far longer than bare's is cut, and has an arrow. */
function panel(title: string, rows: readonly Row[]): string {
  const base = rows.find(({ kind }) => kind === "bare")?.value ?? 1;
  const longest = Math.max(...rows.map(({ value }) => Math.min(value, 10 * base)));
  const bars = rows.map(({ title, kind, value }, index) => {
    const y = 30 + line * index;
    const cut = value > longest;
    const length = Math.max(1, bar * Math.min(1, value / longest));
    const amount = value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 1 : 0 });
    return `<text class="name ${kind}" x="${label - 8}" y="${y + 12}">${title}</text>` +
      `<rect class="${kind}" x="${label}" y="${y + 2}" width="${length.toFixed(1)}" height="12"` +
      ` rx="2"/>` +
      `<text x="${(label + length + 6).toFixed(1)}" y="${y + 12}">${amount}${
        cut ? " →" : ""
      }</text>`;
  });
  return `<text class="title" x="0" y="14">${title}</text>${bars.join("")}`;
}

const style = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328; }
  text.title { font-weight: 600; font-size: 13px; }
  text.name { text-anchor: end; }
  text.ours { font-weight: 600; }
  .page { fill: #ffffff; }
  rect.ours { fill: #1f6feb; } rect.bare { fill: #1a7f37; } rect.peer { fill: #8c959f; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .page { fill: #0d1117; }
    rect.ours { fill: #58a6ff; } rect.bare { fill: #3fb950; } rect.peer { fill: #6e7681; }
  }`;

/** The figures as an SVG. */
export function chart(results: Results): string {
  const plain = (title: string) => title.replace(/[*`]/g, "").replace("Senderpool ", "");
  const shown = panels.flatMap(([title, table, column]) => {
    const rows = peers.flatMap(({ name, title, ours }): Row[] => {
      const value = find(results, [table, column], name)?.value?.median;
      const kind = ours ? "ours" : name.startsWith("bare") ? "bare" : "peer";
      return value === undefined ? [] : [{ title: plain(title), kind, value }];
    });
    return rows.length > 0 ? [panel(title, rows)] : [];
  });
  const height = 60 + Math.ceil(shown.length / columns) * panelHeight;
  const placed = shown.map((content, index) => {
    const [x, y] = [24 + (index % columns) * width, 52 + Math.floor(index / columns) * panelHeight];
    return `<g transform="translate(${x} ${y})">${content}</g>`;
  });
  const { machine: { cpu, cores }, date } = results;
  const total = columns * width + 24;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${total} ${height}" role="img">
<title>Senderpool, bare fetch and other clients</title>
<style>${style}
</style>
<rect class="page" width="${total}" height="${height}" rx="8"/>
<text class="title" x="24" y="30">Shorter is better. Blue: Senderpool. Green: bare fetch, without ` +
    `any check. ${date.slice(0, 10)}, ${cpu}, ${cores} cores.</text>
${placed.join("\n")}
</svg>
`;
}
