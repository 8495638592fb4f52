import { safe, type Style } from "./style.ts";
import { padded, widthOf } from "./width.ts";

/** How a table is to be laid out, where something depends on it. */
export interface TableOptions {
  /** The least width of each column, which is brought up to date: none gets narrower. */
  readonly widths?: number[] | undefined;
  /** The width of the terminal. Default: a row is one line, however long. */
  readonly columns?: number | undefined;
}

const gap = "  ";
const indent = "  ";

/** Makes each column as wide as what is in it. */
function widen(widths: number[], rows: readonly (readonly string[])[]): void {
  for (const row of rows) {
    row.forEach((cell, at) => widths[at] = Math.max(widths[at] ?? 0, widthOf(cell)));
  }
}

/**
 * Which columns share a line: all of them, unless the terminal is too narrow. Then a row goes on in a
 * further line rather than that the terminal breaks it, which may be in the middle of a SID.
 */
function linesOf(widths: readonly number[], most = Infinity): number[][] {
  const lines: number[][] = [[]];
  let used = 0;
  widths.forEach((width, at) => {
    const line = lines.at(-1)!;
    const next = line.length === 0 ? width : used + gap.length + width;
    if (line.length === 0 || next <= most) {
      line.push(at);
      used = next;
    } else {
      lines.push([at]);
      used = indent.length + width;
    }
  });
  return lines;
}

/** A row, in its lines. What ends a line is not padded. */
function shown(
  row: readonly string[],
  widths: readonly number[],
  lines: readonly (readonly number[])[],
): string {
  const texts = lines.map((line) => {
    const cells = line.map((at) => padded(row[at] ?? "", widths[at] ?? 0));
    return cells.join(gap).trimEnd();
  });
  return texts.map((text, at) => `${at ? indent : ""}${text}\n`).join("");
}

/** Shows rows, batch after batch. */
export type ShowRows = (rows: readonly (readonly string[])[]) => string;

/**
 * A table that grows: its header comes once, and no column gets narrower. It keeps nothing of the
 * rows but how wide they were.
 */
export function growing(
  names: readonly string[],
  { bold }: Style,
  { widths = [], columns }: TableOptions = {},
): ShowRows {
  let lines: number[][] | undefined;
  return (batch) => {
    if (!batch.length) return "";
    widen(widths, [names, ...batch]);
    const head = lines ? "" : shown(names, widths, lines = linesOf(widths, columns));
    return head.replace(/\S.*/g, bold) + batch.map((row) => shown(row, widths, lines!)).join("");
  };
}

/** Names and values, a pair a line. */
export function pairs(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  widen(widths, rows);
  return rows.map((row) => shown(row, widths, linesOf(widths))).join("");
}

/** What is not there is a dash, so that every line has as many words. */
export function cell(text: string | null | undefined): string {
  return safe(text || "-");
}

/** A date as a cell shows it: its day. */
export function day(date: Date | null): string | null {
  return date && date.toISOString().slice(0, 10);
}

/** A moment as a cell shows it: to the second, in UTC. */
export function moment(date: Date | null): string | null {
  return date && `${date.toISOString().slice(0, 19)}Z`;
}

/** A column of a table of items: its name, and what it has of an item. */
export type Column<Item> = readonly [
  name: string,
  of: (item: Item) => string | null | undefined,
];

/** Shows items, batch after batch. */
export type Show<Item> = (items: readonly Item[]) => string;

/** A table of items. */
export function table<Item>(
  columns: readonly Column<Item>[],
  style: Style,
  options?: TableOptions,
): Show<Item> {
  const show = growing(columns.map(([name]) => name), style, options);
  return (items) => show(items.map((item) => columns.map(([, of]) => cell(of(item)))));
}

/** JSON Lines: one item a line, in the names of the library, with dates in ISO 8601. */
export function json(items: readonly unknown[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join("");
}
