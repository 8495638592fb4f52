import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

// `CryptoKey` is unknown without the DOM library, and `Uint8Array<…>` below TypeScript 5.7.
test("the declarations of the middleware name no type that only some compilers know", () => {
  const dir = mkdtempSync(join(tmpdir(), "declarations-"));
  try {
    const project = join(root, "scripts/tsconfig.build.json");
    const flags = ["--outDir", dir, "--declaration", "--emitDeclarationOnly"];
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    execFileSync(process.execPath, [tsc, "-p", project, ...flags], { encoding: "utf8" });
    const files = globSync("lib/middleware/*.d.ts", { cwd: dir });
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const code = readFileSync(join(dir, file), "utf8").replace(/\/\*[^]*?\*\//g, "");
      expect(code, file).not.toMatch(/\b(CryptoKey|SubtleCrypto|BufferSource|Uint8Array<)/);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}, 60_000);
