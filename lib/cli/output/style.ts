import { Table } from "console-table-printer";
import type { ChannelSender } from "../../../mod.ts";

/** Makes text stand out, where the terminal can show it. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  code(text: string): string;
}

const escape = (on: number, off: number) => (text: string) => `\x1b[${on}m${text}\x1b[${off}m`;
const plain = (text: string) => text;

/** The style of a terminal that is, or is not, able to show any. */
export function style(styled = false): Style {
  return styled
    ? { bold: escape(1, 22), dim: escape(2, 22), code: escape(36, 39) }
    : { bold: plain, dim: plain, code: plain };
}

/** Text from elsewhere, unable to command the terminal or to break a table. */
export function safe(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}

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
export function columns(
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
    const [head = "", ...rows] = columns(names, batch, widths).split(/^/m);
    const lines = shown ? rows : [bold(head.trimEnd()), "\n", ...rows];
    shown = true;
    return lines.join("");
  };
}

const names = ["SENDER", "TYPE", "COUNTRY", "SID", "CREATED"];
const day = (date: Date) => date.toISOString().slice(0, 10);

/** What is not there is a dash, so that every line has as many words. */
export const cell = (text: string | null): string => safe(text ?? "-");

function cells({ sender, senderType, countryCode, sid, dateCreated }: ChannelSender): string[] {
  const created = dateCreated && day(dateCreated);
  return [sender, senderType, countryCode, sid, created].map(cell);
}

/** Shows senders, batch after batch. */
export type Show = (senders: readonly ChannelSender[]) => string;

/** A table of senders. */
export function table(style: Style, widths: number[] = []): Show {
  const show = growing(names, style, widths);
  return (senders) => show(senders.map(cells));
}

/** JSON Lines: one sender a line, in the names of the library, with dates in ISO 8601. */
export const json: Show = (senders) =>
  senders.map((sender) => `${JSON.stringify(sender)}\n`).join("");
