/** The architecture as the imports show it, types included: who may know whom. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

const files = [
  "mod.ts",
  ...readdirSync(`${root}lib`, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `lib/${file.replaceAll("\\", "/")}`),
];

interface Dependency {
  specifier: string;
  code?: { specifier?: string };
  type?: { specifier?: string };
}

/** Each file and what it imports, as Deno resolves it. */
const graph = new Map(files.map((file) => {
  const info = JSON.parse(
    execFileSync("deno", ["info", "--json", "--no-lock", file], { cwd: root, encoding: "utf8" }),
  );
  const module = info.modules.find((m: { local?: string }) => m.local === root + file);
  const imports = (module.dependencies ?? []).map((dependency: Dependency) => {
    const target = dependency.code?.specifier ?? dependency.type?.specifier;
    return target?.startsWith("file:")
      ? relative(root, fileURLToPath(target))
      : dependency.specifier;
  });
  return [file, imports as string[]];
}));

/** The layers: a file may import from its own line and from those above, but not from those below. */
const layers = [
  /^lib\/(types|errors)\.ts$/,
  /^lib\/wire\/(input|answer)\.ts$/,
  /^lib\/addresses\//,
  /^lib\/wire\/(target|response)\.ts$/,
  /^lib\/wire\/(operation|page)\.ts$/,
  /^lib\/call\/(send|with_metadata|with_schema)\.ts$/,
  /^lib\/call\/(listing|with_retry|with_timeout)\.ts$/,
  /^lib\/(resources|middleware)\//,
  /^lib\/client\.ts$/,
  /^mod\.ts$/,
  /^lib\/webhooks\//,
  /^lib\/valibot\//,
  /^lib\/sandbox\//,
  /^lib\/cli\//,
];
const layer = (file: string) => layers.findIndex((pattern) => pattern.test(file));
const arrows = [...graph].flatMap(([from, imports]) => imports.map((to) => ({ from, to })));

describe("imports", () => {
  test("every file belongs to a layer", () => {
    expect(files.filter((file) => layer(file) < 0)).toEqual([]);
  });

  test("no arrow against the layering", () => {
    const against = arrows.filter(({ from, to }) => layer(to) > layer(from));
    expect(against).toEqual([]);
  });

  test("no cycle", () => {
    const done = new Set<string>();
    const visit = (file: string, path: string[]): string[] => {
      if (path.includes(file)) return [...path, file];
      if (done.has(file)) return [];
      const cycle = (graph.get(file) ?? []).map((to) => visit(to, [...path, file]));
      done.add(file);
      return cycle.find((found) => found.length > 0) ?? [];
    };
    expect(files.flatMap((file) => visit(file, []))).toEqual([]);
  });

  test("resources and middleware never see each other", () => {
    const kind = (file: string) => file.match(/^lib\/(resources|middleware)\//)?.[1];
    const seen = arrows.filter(({ from, to }) => kind(from) && kind(to) && kind(from) !== kind(to));
    expect(seen).toEqual([]);
  });

  test("only the command imports anything but our own files, and the schemas Valibot", () => {
    const foreign = arrows.filter(({ from, to }) => !from.startsWith("lib/cli/") && !graph.has(to));
    const schemas = foreign.filter(({ from }) => from.startsWith("lib/valibot/"));
    expect(foreign).toEqual(schemas);
    expect(new Set(schemas.map(({ to }) => /\bvalibot\b/.exec(to)?.[0] ?? to)))
      .toEqual(new Set(["valibot"]));
  });

  test.each(["cli", "valibot"])("nobody imports lib/%s", (folder) => {
    const inside = `lib/${folder}/`;
    const into = arrows.filter(({ from, to }) => to.startsWith(inside) && !from.startsWith(inside));
    expect(into).toEqual([]);
  });
});

test("no file is much over 200 lines", () => {
  const long = files
    .map((file) => ({ file, lines: readFileSync(root + file, "utf8").split("\n").length }))
    .filter(({ lines }) => lines > 220);
  expect(long).toEqual([]);
});
