import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { bundlePeer } from "../bundle.ts";
import { exactly, type Figure, type Part } from "../figures.ts";
import { everybody } from "../peer.ts";

/** What a bundle weighs, in three ways. */
export const sizes: Record<string, (code: Buffer) => number> = {
  minified: (code) => code.length,
  gzip: (code) => gzipSync(code, { level: 9 }).length,
  brotli: (code) => brotliCompressSync(code).length,
};

export const size: Part = {
  about: "The same program with each peer: create, fetch, list all and delete, with credentials. " +
    "`esbuild --bundle --minify --format=esm`, `--platform=neutral` but for twilio, which bundles " +
    "for Node alone.",
  async run() {
    const figures: Figure[] = [];
    for (const entry of everybody) {
      const code = readFileSync(await bundlePeer(entry));
      for (const [column, measure] of Object.entries(sizes)) {
        const value = exactly(measure(code));
        figures.push({ table: "Bundle size, bytes", row: entry.name, column, unit: "B", value });
      }
    }
    return figures;
  },
};
