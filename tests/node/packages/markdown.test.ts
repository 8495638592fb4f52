/** What the documents look like to whoever reads them on a page. */
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const documents = globSync(["*.md", "docs/**/*.md", "tests/bench/*.md"], { cwd: root });

/** The paragraphs of a document, without its code. */
function paragraphs(file: string): string[] {
  const text = readFileSync(root + file, "utf8").replace(/^```[^]*?^```$/gm, "");
  return text.split(/\n\s*\n/);
}

const cells = (line: string) => line.replace(/`[^`]*`|\\\|/g, "").split("|").length;

test.each(documents)("%s: a row stands in a table, and has its columns", (file) => {
  const broken = paragraphs(file)
    .filter((paragraph) => /^\|/m.test(paragraph))
    .filter((paragraph) => {
      const lines = paragraph.trim().split("\n");
      return !/^\|[ :|-]+\|$/.test(lines[1] ?? "") ||
        lines.some((line) => !line.startsWith("|") || cells(line) !== cells(lines[0]!));
    });
  expect(broken).toEqual([]);
});
