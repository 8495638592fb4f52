/** What whoever uses an export is told of it. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import manifest from "../../../jsr.json" with { type: "json" };

const root = fileURLToPath(new URL("../../..", import.meta.url));

interface Declaration {
  readonly kind: string;
  readonly declarationKind: string;
  readonly jsDoc?: { readonly doc?: string; readonly tags?: readonly { readonly kind: string }[] };
}
interface Exported {
  readonly name: string;
  readonly declarations: readonly Declaration[];
}

/** The exports of a module. Files within export more, by which the types of these are written. */
async function exportsOf(file: string): Promise<[name: string, declaration: Declaration][]> {
  const there = await import(root + file);
  const args = ["doc", "--json", "--no-npm", file];
  const options = { cwd: root, encoding: "utf8", maxBuffer: 1e9, stdio: "pipe" } as const;
  const { nodes } = JSON.parse(execFileSync("deno", args, options));
  const [module] = Object.values(nodes) as [{ symbols: readonly Exported[] }];
  return module.symbols.filter(({ name }) => name in there).flatMap(({ name, declarations }) =>
    declarations.filter(({ declarationKind }) => declarationKind === "export")
      .map((declaration): [string, Declaration] => [name, declaration])
  );
}

test.each(Object.values(manifest.exports))(
  "%s: each function and class has an example",
  async (file) => {
    const without = (await exportsOf(file))
      .filter(([, { kind }]) => kind === "function" || kind === "class")
      .filter(([, { jsDoc }]) => !jsDoc?.tags?.some((tag) => tag.kind === "example"))
      .map(([name]) => name);
    expect(without).toEqual([]);
  },
);
