/** What the sandbox has of the inbox's page: all of it as its sources say, and only where it is served. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { inboxAssets } from "../../../../scripts/inbox.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

test("the page is what its sources make: node scripts/inbox.ts", async () => {
  expect(readFileSync(`${root}lib/sandbox/inbox/assets.ts`, "utf8")).toBe(await inboxAssets());
});

test("a bundle of the sandbox has not a byte of the control and the inbox", async () => {
  const { metafile } = await build({
    entryPoints: [`${root}lib/sandbox/mod.ts`],
    bundle: true,
    write: false,
    format: "esm",
    metafile: true,
    absWorkingDir: root,
  });
  const outside = Object.keys(metafile.inputs).filter((path) => /\/(control|inbox)\//.test(path));
  expect(outside).toEqual([]);
});
