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
