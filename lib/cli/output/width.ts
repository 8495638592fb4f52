/** What takes two columns of a terminal: East Asian wide characters and emoji. */
const wide =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** What takes none, as it goes on top of what is before it. */
const none = /[\p{Mn}\p{Me}]/u;

/** How many columns of a terminal a text takes, near enough for a table. */
export function widthOf(text: string): number {
  // deno-lint-ignore no-control-regex -- these are the characters that need no second look
  if (/^[\x00-\x7f]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += none.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

/** A text, and spaces after it until it is so wide. */
export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** The start of a text that is no wider than this. */
export function cut(text: string, most: number): string {
  let width = 0;
  let start = "";
  for (const character of text) {
    width += widthOf(character);
    if (width > most) return start;
    start += character;
  }
  return text;
}
