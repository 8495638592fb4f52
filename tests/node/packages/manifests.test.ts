/** What the three manifests say of the same package has to be the same. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const read = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8"));
const [deno, jsr, npm] = [read("deno.json"), read("jsr.json"), read("package.json")];

/** `./dist/lib/sandbox/mod.js` is built from `./lib/sandbox/mod.ts`. */
const source = (built: string) => built.replace("./dist/", "./").replace(/(\.d)?\.[jt]s$/, ".ts");

describe("manifests", () => {
  test.each(["name", "version", "license"])("%s is the same everywhere", (field) => {
    expect(deno[field]).toBeTruthy();
    expect([jsr[field], npm[field]]).toEqual([deno[field], deno[field]]);
  });

  test("every export leads to the same source", () => {
    const { "./package.json": _, ...entries } = npm.exports;
    for (const key of ["types", "default"]) {
      const sources = Object.entries<Record<string, string>>(entries)
        .map(([name, conditions]) => [name, source(conditions[key]!)]);
      expect(Object.fromEntries(sources)).toEqual(deno.exports);
    }
    expect(jsr.exports).toEqual(deno.exports);
  });

  test("types come first, so that every resolver finds them", () => {
    const { "./package.json": _, ...entries } = npm.exports;
    for (const entry of Object.values<object>(entries)) {
      expect(Object.keys(entry)).toEqual(["types", "default"]);
    }
  });

  test("the libraries have the same versions", () => {
    const { vitest: _, ...imports } = deno.imports;
    expect(jsr.imports).toEqual(imports);
    for (const [name, specifier] of Object.entries<string>(imports)) {
      expect(`npm:${name}@${npm.devDependencies[name]}`).toBe(specifier);
    }
  });

  test("the npm package asks for no other, but for Valibot from whoever uses its schemas", () => {
    expect(npm.dependencies).toBeUndefined();
    expect(npm.peerDependencies).toEqual({ valibot: expect.stringMatching(/^\^1\./) });
    expect(npm.peerDependenciesMeta).toEqual({ valibot: { optional: true } });
    expect(npm.sideEffects).toBe(false);
    expect(npm.type).toBe("module");
  });

  test("the changelog tells of this version", () => {
    const changelog = readFileSync(new URL("../../../CHANGELOG.md", import.meta.url), "utf8");
    expect(changelog).toContain(`## ${npm.version}`);
  });
});
