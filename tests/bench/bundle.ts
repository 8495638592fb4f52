/** Peers as bundles: what is weighed is what is timed. */
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { build as esbuild, type BuildOptions } from "esbuild";
import type { Entry } from "./peer.ts";
import { build, file, root, runtime } from "./processes.ts";

const folder = file("peers");

/** Installs the peers where they are not, and checks the types of their adapters. */
export function install(): void {
  const changed = (name: string) =>
    statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs;
  const installed = changed("node_modules/.package-lock.json") ?? 0;
  if (installed < changed("package-lock.json")!) {
    execFileSync("npm", ["ci"], { cwd: folder, stdio: ["ignore", 2, "inherit"] });
  }
  execFileSync(runtime("tsc"), ["-p", folder], { cwd: root, stdio: ["ignore", 2, "inherit"] });
}

// For what is CommonJS inside.
const banner = `import { createRequire } from "node:module"; const require = createRequire("/");`;

/** Bundles as users would, to a file in the build folder; resolves to its path. */
async function bundleTo(
  name: string,
  { node, ...options }: BuildOptions & { readonly node: boolean },
): Promise<string> {
  const outfile = join(build, `${name}.mjs`);
  await esbuild({
    outfile,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    logLevel: "silent",
    ...node
      ? { platform: "node", banner: { js: banner } }
      : { platform: "neutral", mainFields: ["module", "main"] },
    ...options,
  });
  return outfile;
}

const bundled = new Map<string, Promise<string>>();

function once(name: string, make: () => Promise<string>): Promise<string> {
  const made = bundled.get(name) ?? make();
  bundled.set(name, made);
  return made;
}

/** Bundles a program that imports adapters; `node` says whether one of them needs Node. */
export function bundle(name: string, contents: string, node = false): Promise<string> {
  const stdin = { contents, resolveDir: folder, loader: "ts" } as const;
  return once(name, () => bundleTo(name, { stdin, node }));
}

/** The adapter of a peer by itself; its default export connects. */
export function bundlePeer({ name, node = false }: Entry): Promise<string> {
  return bundle(name, `export { default } from "./${name}.ts";`, node);
}

/** One of programs/, as JavaScript: to strip the types takes Node time and memory. */
export function bundleProgram(name: string): Promise<string> {
  const entryPoints = [file(`programs/${name}.ts`)];
  const out = `program_${name}`;
  return once(out, () => bundleTo(out, { entryPoints, node: true, minify: false }));
}
