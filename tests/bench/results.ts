/** A whole run as it is kept in results.json. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import type { Figure } from "./figures.ts";
import { root, runtime } from "./processes.ts";

export interface Results {
  readonly date: string;
  /** Whether it was a short run, whose figures say nothing. */
  readonly quick: boolean;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memory: string;
    readonly system: string;
  };
  readonly versions: Readonly<Record<string, string>>;
  readonly parts: Readonly<Record<string, Measured>>;
}

/** A part, measured. */
export interface Measured {
  readonly about: string;
  /** How long it took to measure. */
  readonly seconds: number;
  readonly figures: readonly Figure[];
}

export const machine = (): Results["machine"] => ({
  cpu: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  system: `${type()} ${release().split("-")[0]}`,
});

/** Of Senderpool, the runtimes and the peers. */
export function versions(): Record<string, string> {
  const json = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));
  const print = (name: string) =>
    execFileSync(runtime(name), ["--version"], { encoding: "utf8" }).match(/\d+[\d.-]*\d/)?.[0] ??
      "";
  const runtimes = ["node", "deno", "bun", "workerd"].map((name) => [name, print(name)]);
  const project = json("package.json");
  return {
    senderpool: project.version,
    ...Object.fromEntries(runtimes),
    esbuild: project.devDependencies.esbuild,
    ...json("tests/bench/peers/package.json").dependencies,
  };
}

/** The figure of a row in a column of a table, if it was measured. */
export function find(
  { parts }: Results,
  [table, column]: readonly [table: string, column: string],
  row: string,
): Figure | undefined {
  const figures = Object.values(parts).flatMap((part) => part.figures);
  return figures.find((figure) =>
    figure.table.startsWith(table) && figure.column === column && figure.row === row
  );
}
