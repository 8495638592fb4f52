/** The declarations that users compile against: no newer TypeScript and no DOM is asked for. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "declarations-"));
const dist = join(folder, "dist");
/** The manifest of the TypeScript that a package gets. */
function typescriptOf(requirer: string): string {
  return createRequire(requirer).resolve("typescript/package.json");
}
const attw = createRequire(import.meta.url).resolve("@arethetypeswrong/cli/package.json");
/** Our own, and the oldest that is at hand: what comes with the checker of packages. */
const compilers = [import.meta.url, createRequire(attw).resolve("@arethetypeswrong/core")]
  .map(typescriptOf)
  .map((manifest): [version: string, tsc: string] => {
    const { version } = JSON.parse(readFileSync(manifest, "utf8"));
    return [version, join(dirname(manifest), "bin/tsc")];
  });

test("one of the compilers is older than 5.7, whose arrays of bytes have no parameter", () => {
  expect(compilers.map(([version]) => version)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^5\.[0-6]\./)]),
  );
});

const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** The declarations of each entry; those of the command are written by hand. */
const entries = Object.entries<{ types?: string }>(exports)
  .filter(([name, { types }]) => types !== undefined && name !== "./cli")
  .map(([name, { types }]): [string, string] => [name, join(folder, types!)]);

beforeAll(() => {
  const args = ["-p", "scripts/tsconfig.build.json", "--declaration", "--emitDeclarationOnly"];
  execFileSync("tsc", [...args, "--outDir", dist], { cwd: root, stdio: "pipe" });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An entry's declarations, and all that they lead to: what a compiler reads of them. */
function reachable(entry: string): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (file: string) => {
    if (found.has(file)) return;
    const text = readFileSync(file, "utf8");
    found.set(file, text);
    for (const [, specifier] of text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)) {
      visit(join(dirname(file), specifier!).replace(/\.(ts|js)$/, ".d.ts"));
    }
  };
  visit(entry);
  return found;
}

describe.each(entries)("the declarations of %s", (name, entry) => {
  // What TypeScript 5.4 does not know, or a program without the DOM's declarations.
  test.each(["Uint8Array<", "CryptoKey"])("have no %s", (word) => {
    const lines = [...reachable(entry)].flatMap(([file, text]) =>
      text.replace(/\/\*[^]*?\*\//g, "").split("\n")
        .filter((line) => line.includes(word))
        .map((line) => `${relative(folder, file)}: ${line.trim()}`)
    );
    expect(lines).toEqual([]);
  });

  // Valibot's own declarations are not ours to vouch for.
  const compiled = name === "./valibot" ? test.skip : test;
  compiled.each(compilers)(
    "compile by TypeScript %s with Node's declarations alone",
    (_, tsc) => {
      const specifier = `./${relative(folder, entry).replace(/\.d\.ts$/, ".js")}`;
      writeFileSync(
        join(folder, "user.ts"),
        `import * as all from ${JSON.stringify(specifier)};\nexport { all };\n`,
      );
      writeFileSync(
        join(folder, "tsconfig.json"),
        JSON.stringify({
          compilerOptions: {
            strict: true,
            noEmit: true,
            skipLibCheck: false,
            module: "nodenext",
            target: "es2022",
            lib: ["ES2023"],
            types: ["node"],
            typeRoots: [join(root, "node_modules/@types")],
          },
          files: ["user.ts"],
        }),
      );
      writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
      const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", folder], {
        encoding: "utf8",
      });
      expect({ status, said: stdout.replaceAll(`${folder}/`, "") }).toEqual({
        status: 0,
        said: "",
      });
    },
    60_000,
  );
});
