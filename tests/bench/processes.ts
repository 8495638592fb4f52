/** Children: the runtimes, the programs in them, and the servers that they talk to. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
/** Where bundles go; it ends with the run. */
export const build = mkdtempSync(join(tmpdir(), "bench-"));

const children = new Set<ChildProcess>();

/** Ends what was started and runs yet: a part that failed leaves its servers. */
export function stopAll(): void {
  for (const child of children) child.kill("SIGKILL");
}

process.on("exit", () => {
  stopAll();
  rmSync(build, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => process.exit(1));
}

/** The runtimes, from the project's devDependencies. */
export const runtime = (name: string): string => join(root, "node_modules/.bin", name);

/** How each runtime runs a script, with every permission and nothing of the project's settings. */
export const commands = {
  node: [runtime("node"), "--disable-warning=ExperimentalWarning"],
  deno: [runtime("deno"), "run", "--quiet", "-A", "--no-config", "--no-lock", "--no-check"],
  bun: [runtime("bun"), "run"],
} as const;
export type Script = keyof typeof commands;
export const scripts = Object.keys(commands) as Script[];
/** How they are called; workerd is. */
export const titles: Record<string, string> = { node: "Node", deno: "Deno", bun: "Bun" };

/** The path of a file of the benchmark. */
export const file = (name: string): string => join(root, "tests/bench", name);

interface Options {
  readonly cwd?: string;
  /** More pipes than three, for what writes elsewhere than to standard output. */
  readonly control?: true;
}

function launch(command: readonly string[], { cwd = build, control }: Options): ChildProcess {
  const [program = "", ...args] = command;
  const child = spawn(program, args, {
    cwd,
    // Deno would look for the project's package.json, and wrap text in colours.
    env: { ...process.env, DENO_NO_PACKAGE_JSON: "1", NO_COLOR: "1" },
    stdio: ["pipe", "pipe", "pipe", ...control ? ["pipe" as const] : []],
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

/** Runs a program to its end, and says what it printed and how many milliseconds it took. */
export function run(
  command: readonly string[],
  options: Options = {},
): Promise<{ output: string; ms: number }> {
  const start = performance.now();
  let ms = 0;
  const child = launch(command, options);
  child.stdin!.end();
  let output = "";
  let errors = "";
  child.stdout!.on("data", (chunk) => output += chunk);
  child.stderr!.on("data", (chunk) => errors += chunk);
  child.on("exit", () => ms = performance.now() - start);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve({ output, ms });
      else reject(new Error(`${command.join(" ")}: exit code ${code}\n${output}${errors}`));
    });
  });
}

/** The time that all threads of a process have computed, in milliseconds, where the system tells. */
export function cpuTime(pid: number): number | undefined {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const spent = (task: string) =>
      Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0]) / 1e6;
    return tasks.reduce((sum, task) => sum + spent(task), 0);
  } catch {
    return undefined; // Not Linux.
  }
}

/** A program that is asked and answers, each a line of JSON; the first line says that it is there. */
export interface Service<Ready> {
  readonly pid: number;
  readonly ready: Ready;
  ask<Answer>(question: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts a program, and waits for the first line that it prints. */
export async function start<Ready>(
  command: readonly string[],
  options: Options = {},
): Promise<Service<Ready>> {
  const child = launch(command, options);
  let errors = "";
  child.stderr!.on("data", (chunk) => errors += chunk);
  const pipe = options.control ? child.stdio[3] as NodeJS.ReadableStream : child.stdout!;
  const lines = createInterface({ input: pipe })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => {
    child.on("error", () => resolve());
    child.on("close", () => resolve());
  });
  const line = async () => {
    const { done, value } = await lines.next();
    if (!done) return JSON.parse(value);
    await ended;
    throw new Error(`${command.join(" ")}: ended\n${errors}`);
  };
  return {
    pid: child.pid!,
    ready: await line(),
    async ask(question) {
      child.stdin!.write(`${JSON.stringify(question)}\n`);
      const answer = await line();
      if (answer?.error) throw new Error(answer.error);
      return answer;
    },
    async stop() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
