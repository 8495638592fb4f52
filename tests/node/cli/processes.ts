/** The command as a process, in Node, Deno and Bun: what the tests of that share. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { env, type Outcome, root } from "./harness.ts";

const bin = (name: string) => join(root, "node_modules/.bin", name);

/** Each runtime's command line; Deno has no permission but those given. */
export const runtimes: [string, (...permissions: string[]) => string[]][] = [
  ["node", () => [process.execPath]],
  ["deno", (...permissions) => [bin("deno"), "run", "--no-prompt", ...permissions]],
  ["bun", () => [bin("bun")]],
];

/** A command that runs. */
export interface Started {
  readonly child: ChildProcess;
  /** What it has written so far. */
  readonly out: () => string;
  /** What it has said of itself so far. */
  readonly err: () => string;
  /** What came of it. */
  readonly outcome: Promise<Outcome>;
}

/** Starts a command line, by the runtime's own. */
export function start(
  runtime: readonly string[],
  line: string,
  main = "lib/cli/main.ts",
  more: Readonly<Record<string, string>> = {},
): Started {
  const [program = "", ...args] = [...runtime, main, ...line.split(" ")];
  const { PATH, HOME } = process.env;
  const child = spawn(program, args, {
    cwd: root,
    env: { PATH, HOME, ...env, ...more },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = { out: "", err: "" };
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.stdout!.on("data", (chunk) => texts.out += chunk);
    child.stderr!.on("data", (chunk) => texts.err += chunk);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, ...texts }));
  });
  return { child, out: () => texts.out, err: () => texts.err, outcome };
}

/** Waits until a command has written something; the first line that it wrote. */
export async function written({ out, outcome }: Started, text = "\n"): Promise<string> {
  let done = false;
  outcome.finally(() => done = true).catch(() => {});
  while (!out().includes(text)) {
    if (done) throw new Error(`not written: ${JSON.stringify(await outcome)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return out().split("\n")[0]!;
}
