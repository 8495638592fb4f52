/** `senderpool sandbox` in process, until it is stopped: what the tests of that share. */
import type { Platform } from "../../../lib/cli/platform/platform.ts";
import { run } from "../../../lib/cli/program.ts";
import { type Outcome, sink } from "./harness.ts";

/** A sandbox that is served. */
export interface Served {
  readonly url: string;
  out(): string;
  err(): string;
  /** Ctrl-C. */
  stop(): Promise<Outcome>;
}

const running: Served[] = [];

/** Stops all that serve. */
export async function stopServed(): Promise<void> {
  await Promise.all(running.splice(0).map(({ stop }) => stop()));
}

/** Runs the command at a free port, until it is stopped. */
export async function serve(line = "", platform: Partial<Platform> = {}): Promise<Served> {
  const controller = new AbortController();
  let [out, err] = ["", ""];
  let wrote = () => {};
  const written = new Promise<void>((resolve) => wrote = resolve);
  const ended = run(["sandbox", "--port", "0", ...line.split(" ").filter(Boolean)], {
    env: {},
    stdout: sink((text) => {
      out += text;
      wrote();
    }),
    stderr: sink((text) => err += text),
    signal: controller.signal,
    ...platform,
  });
  await Promise.race([written, ended]);
  const [url = ""] = /http:\/\/[\w.:[\]]+:\d+/.exec(out) ?? [];
  if (!url) throw new Error(err);
  const stop = async () => {
    controller.abort();
    return { code: await ended, out, err };
  };
  const served = { url, out: () => out, err: () => err, stop };
  running.push(served);
  return served;
}
