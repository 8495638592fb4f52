/** Each program of `docs/recipes.md`, as it stands there, in Node. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

const recipes = readFileSync(join(root, "docs/recipes.md"), "utf8").split(/^## /m).slice(1)
  .flatMap((section) => {
    const [, program] = /^```js\n(.*?)^```$/ms.exec(section) ?? [];
    return program === undefined ? [] : [[section.split("\n")[0]!, program] as const];
  });

// In the project's folder, where the libraries are.
const folder = join(root, "coverage/recipes");
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entry = (path: string) => JSON.stringify(pathToFileURL(join(root, path)).href);

test("there are some", () => expect(recipes.length).toBeGreaterThan(3));

test.each(recipes)("%s", (name, program) => {
  const own = program.replace(
    /"@senderpool\/twilio(\/\w+)?"/g,
    (_, part?: string) => entry(part ? `lib${part}/mod.ts` : "mod.ts"),
  );
  const file = join(folder, `${name.replace(/\W+/g, "_")}.mjs`);
  writeFileSync(file, own);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const said = [...program.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
  expect(stdout.trim()).toBe(said.join("\n"));
}, 30_000);
