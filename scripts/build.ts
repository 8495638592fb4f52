/**
 * The last step of `npm run build`: makes the command of what `tsc` cannot, namely one file that has
 * the command's libraries in it, so that the npm package depends on nothing, with their licences
 * beside it. The rest of Senderpool stays outside and is shared with the other entry points.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "dist/lib/cli");
const commandFolder = join(root, "lib/cli");

const shared: Plugin = {
  name: "shared",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir }) => {
      const file = relative(commandFolder, resolve(resolveDir, path));
      // What lies outside of the command's folder stays a module of its own in `dist`.
      return file.startsWith("..") ? { path: file.replace(/ts$/, "js"), external: true } : null;
    });
  },
};

rmSync(folder, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ["lib/cli/main.ts"],
  outfile: join(folder, "main.js"),
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  metafile: true,
  plugins: [shared],
  // The libraries are CommonJS, and ask for Node's own modules by `require`.
  banner: {
    js: 'import { createRequire as requireFor } from "node:module";\n' +
      "const require = requireFor(import.meta.url);",
  },
});
writeFileSync(
  join(folder, "main.d.ts"),
  "export declare function main(args?: readonly string[]): Promise<number>;\n",
);

const folders = Object.keys(metafile.inputs).flatMap((path) =>
  path.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []
);
const notices = [...new Set(folders)].sort().map((path) => {
  const { name, version, license } = JSON.parse(
    readFileSync(resolve(root, path, "package.json"), "utf8"),
  );
  const file = readdirSync(resolve(root, path)).find((file) => /^licen[cs]e/i.test(file));
  if (!file) throw new Error(`no licence file in ${path}`);
  const text = readFileSync(resolve(root, path, file), "utf8").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
});
writeFileSync(
  join(folder, "THIRD_PARTY_LICENSES.txt"),
  ["The senderpool command (main.js) contains these libraries.\n", ...notices].join(
    `\n${"-".repeat(80)}\n\n`,
  ),
);
