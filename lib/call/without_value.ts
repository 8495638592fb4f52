/** What a schema has to say of a value, without the value. */

/** A message without the texts, numbers and dates of a value, and without quoted parts of those. */
export function withoutValue(message: string, value: unknown): string {
  if (message.length > 500) return `a message of ${message.length} characters`;
  const texts = textsIn(value);
  return blankQuotations(blankTexts(message, texts), texts);
}

/** The texts, numbers and dates in a value, each as it is and as JSON writes it. */
function textsIn(value: unknown): string[] {
  const parts = new Set<unknown>([value]);
  // The set grows as it is iterated, and has each part once, even of a value that contains itself.
  for (const part of parts) {
    if (typeof part !== "object" || part === null) continue;
    for (const member of Object.values(part)) parts.add(member);
  }
  return [...parts].map(asText).filter((text) => text !== "")
    .flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
}

function asText(part: unknown): string {
  if (part instanceof Date) return part.toJSON() ?? "";
  return ["string", "number", "bigint"].includes(typeof part) ? String(part) : "";
}

function blankTexts(message: string, texts: readonly string[]): string {
  // The longest first: a shorter one may be a part of it.
  const longestFirst = texts.toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, text) =>
    rest.split(text).reduce((before, after) => {
      // A short one may be a part of any word.
      const isInWord = text.length < 4 && (/\w$/.test(before) || /^\w/.test(after));
      return before + (isInWord ? text : "…") + after;
    }), message);
}

/** Blanks what stands in quotation marks, where it is a part of one of the texts. */
function blankQuotations(message: string, texts: readonly string[]): string {
  const pieces = message.split(/(["'`])/);
  return pieces.map((piece, at) => {
    const isMark = at % 2 === 1;
    const isOutside = at === 0 || at === pieces.length - 1;
    if (isMark || isOutside || piece === "") return piece;
    return texts.some((text) => text.includes(piece)) ? "…" : piece;
  }).join("");
}
