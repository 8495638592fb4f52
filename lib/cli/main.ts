#!/usr/bin/env node
/**
 * The `senderpool` command: the sender pools of Messaging Services, from a terminal.
 *
 * ```sh
 * npx @senderpool/twilio demo
 * deno run --allow-net=127.0.0.1 jsr:@senderpool/twilio/cli demo
 * ```
 *
 * @module
 */
import process from "node:process";
import { isProgram } from "./platform/is_program.ts";
import { type Sink, VARIABLES } from "./platform/platform.ts";
import { run } from "./program.ts";

/** What Deno has that Node and Bun have not. */
interface Deno {
  readonly noColor: boolean;
  readonly permissions: { querySync(query: object): { readonly state: string } };
}
const { Deno } = globalThis as { Deno?: Deno };

/** Whether we may read a variable. Asked first, as Deno would stop us with a prompt or an error. */
function isReadable(variable: string): boolean {
  return !Deno || Deno.permissions.querySync({ name: "env", variable }).state === "granted";
}

function sink(stream: NodeJS.WriteStream, noColor: unknown): Sink {
  stream.on("error", () => {}); // reported where it is written
  return {
    styled: Boolean(stream.isTTY) && !noColor,
    interactive: Boolean(stream.isTTY),
    columns: stream.columns || undefined, // some terminals say 0 of what they do not know
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => error ? reject(error) : resolve());
      }),
  };
}

/**
 * Runs the command in this process: its environment, its output, Ctrl-C. Where this module is the
 * program it is called already; a module that imports it may call it.
 *
 * @param args what follows the name of the command; default: the arguments of this process
 * @returns the exit code: 0, or what `senderpool --help` says of others
 *
 * @example
 * ```ts
 * import { main } from "@senderpool/twilio/cli";
 *
 * console.log(await main(["--version"])); // 0, after the version
 * ```
 */
export async function main(args: readonly string[] = process.argv.slice(2)): Promise<number> {
  const denied = VARIABLES.filter((name) => !isReadable(name));
  const readable = VARIABLES.filter(isReadable).map((name) => [name, process.env[name]]);
  const noColor = Deno ? Deno.noColor : process.env["NO_COLOR"];

  const controller = new AbortController();
  const interrupt = () => controller.abort();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const; // the last: the terminal was closed
  for (const name of signals) process.once(name, interrupt); // once: a second Ctrl-C is at once
  try {
    return await run(args, {
      env: Object.fromEntries(readable),
      denied,
      stdout: sink(process.stdout, noColor),
      stderr: sink(process.stderr, noColor),
      signal: controller.signal,
    });
  } finally {
    for (const name of signals) process.off(name, interrupt);
  }
}

// All is written by then. What a sandbox is still about, such as a callback, is not waited for.
if (isProgram(import.meta)) process.exit(await main());
