import { Table } from "console-table-printer";
import { safe, type Style } from "./style.ts";

// No frame: easier to read, to cut and to grep.
const none = { left: "", mid: "", right: "", other: "" };
const frameless = {
  headerTop: none,
  headerBottom: none,
  tableBottom: none,
  rowSeparator: none,
  vertical: "",
};

/**
 * Rows in columns, under a line of their names. Each column is at least as wide as `widths` says,
 * which is brought up to date.
 */
export function inColumns(
  names: readonly string[],
  rows: readonly string[][],
  widths: number[] = [],
): string {
  names.forEach((name, column) => {
    const cells = [name, ...rows.map((row) => row[column] ?? "")];
    widths[column] = cells.reduce((most, cell) => Math.max(most, cell.length), widths[column] ?? 0);
  });
  const table = new Table({
    columns: names.map((name, index) => ({ name, alignment: "left", minLen: widths[index] ?? 0 })),
    rows: rows.map((row) => Object.fromEntries(names.map((name, column) => [name, row[column]]))),
    style: frameless,
    shouldDisableColors: true,
  });
  return table.render().replace(/^ | +$|^\n/gm, "");
}

/** Shows rows, batch after batch. */
export type ShowRows = (rows: readonly string[][]) => string;

/** A table that grows: its header comes once, and no column gets narrower than those in `widths`. */
export function growing(
  names: readonly string[],
  { bold }: Style,
  widths: number[] = [],
): ShowRows {
  let shown = false;
  return (batch) => {
    if (!batch.length) return "";
    const [head = "", ...rows] = inColumns(names, batch, widths).split(/^/m);
    const lines = shown ? rows : [bold(head.trimEnd()), "\n", ...rows];
    shown = true;
    return lines.join("");
  };
}

/** What is not there is a dash, so that every line has as many words. */
export function cell(text: string | null): string {
  return safe(text ?? "-");
}

/** A date as a cell shows it: its day. */
export function day(date: Date | null): string | null {
  return date && date.toISOString().slice(0, 10);
}

/** A column of a table of items: its name, and what it has of an item. */
export type Column<Item> = readonly [name: string, of: (item: Item) => string | null];

/** Shows items, batch after batch. */
export type Show<Item> = (items: readonly Item[]) => string;

/** A table of items. */
export function table<Item>(
  columns: readonly Column<Item>[],
  style: Style,
  widths: number[] = [],
): Show<Item> {
  const show = growing(columns.map(([name]) => name), style, widths);
  return (items) => show(items.map((item) => columns.map(([, of]) => cell(of(item)))));
}

/** JSON Lines: one item a line, in the names of the library, with dates in ISO 8601. */
export function json(items: readonly unknown[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join("");
}
