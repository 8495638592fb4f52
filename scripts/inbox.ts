/**
 * Makes of the inbox's page what the sandbox serves: `node scripts/inbox.ts` after each change in
 * `pages/inbox`. What it makes is kept with the sources, so that whoever runs the command,
 * from JSR too, needs no build; a test sees to it that it is up to date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = join(root, "pages/inbox");

/** The module that has the page in it. */
export async function inboxAssets(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(pages, "main.ts"), join(pages, "page.css")],
    outdir: "out",
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    banner: { js: "/* with lit-html, (c) Google LLC, BSD-3-Clause */" },
  });
  const textOf = (ending: string) =>
    outputFiles.find(({ path }) => path.endsWith(ending))!.text.trim();
  return `// deno-fmt-ignore-file
/** The inbox's page, made by \`node scripts/inbox.ts\`: do not edit. */
export const page: string = ${JSON.stringify(readFileSync(join(pages, "index.html"), "utf8"))};
/** Its script. */
export const script: string = ${JSON.stringify(textOf(".js"))};
/** Its style. */
export const style: string = ${JSON.stringify(textOf(".css"))};
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(root, "lib/sandbox/inbox/assets.ts"), await inboxAssets());
}
