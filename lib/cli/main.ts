#!/usr/bin/env node
/**
 * The `senderpool` command: the channel senders of Messaging Services, from a terminal.
 *
 * ```sh
 * npx @senderpool/twilio demo
 * deno run --allow-net=127.0.0.1 jsr:@senderpool/twilio/cli demo
 * ```
 *
 * @module
 */
import process from "node:process";
import { type Sink, VARIABLES } from "./platform/platform.ts";
import { run } from "./program.ts";

/** What Deno has that Node and Bun have not. */
interface Deno {
  readonly noColor: boolean;
  readonly permissions: { querySync(query: object): { readonly state: string } };
}
const { Deno } = globalThis as { Deno?: Deno };

// Asked first, as Deno would stop the command with a prompt or an error.
const readable = (variable: string) =>
  !Deno || Deno.permissions.querySync({ name: "env", variable }).state === "granted";
const denied = VARIABLES.filter((name) => !readable(name));
const env = Object.fromEntries(VARIABLES.filter(readable).map((name) => [name, process.env[name]]));
const noColor = Deno ? Deno.noColor : process.env["NO_COLOR"];

function sink(stream: NodeJS.WriteStream): Sink {
  stream.on("error", () => {}); // reported where it is written
  return {
    styled: Boolean(stream.isTTY) && !noColor,
    columns: stream.columns,
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => error ? reject(error) : resolve());
      }),
  };
}

const controller = new AbortController();
const interrupt = () => controller.abort();
const signals = ["SIGINT", "SIGTERM"] as const;
for (const name of signals) process.once(name, interrupt); // once: a second Ctrl-C is at once

process.exitCode = await run(process.argv.slice(2), {
  env,
  denied,
  stdout: sink(process.stdout),
  stderr: sink(process.stderr),
  signal: controller.signal,
});
for (const name of signals) process.off(name, interrupt);
// All is written. What a sandbox is still about, such as a callback, is not waited for; in Deno not
// even the timers of its messages, which keep no other process alive.
if (Deno || controller.signal.aborted) process.exit();
