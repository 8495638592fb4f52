import type { Platform, Sink } from "../platform/platform.ts";
import { safe } from "./style.ts";
import { cut } from "./width.ts";

const erase = "\r\x1b[K";

/** What the command has of the outside, and a line on its terminal that tells what is going on. */
export interface Watched extends Platform {
  /** Shows what is going on; where there is no terminal, nobody. */
  readonly status: (text: string) => void;
  /** Takes the line away. */
  readonly clear: () => Promise<void>;
}

/**
 * A platform whose terminal has a line that tells what is going on. Whatever else is written takes the
 * line away first; where stderr is no terminal, there is none.
 */
export function withStatus(platform: Platform): Watched {
  const { stdout, stderr } = platform;
  let isShown = false;
  // One after the other, for a line that comes late would stay.
  let last: Promise<void> = Promise.resolve();
  const tell = (text: string) => last = last.then(() => stderr.write(text)).catch(() => {});

  function status(text: string): void {
    if (!stderr.interactive) return;
    isShown = true;
    // Beyond its last column a terminal begins another line, which nobody would take away.
    tell(erase + cut(safe(text), (stderr.columns ?? 80) - 1));
  }

  async function clear(): Promise<void> {
    if (!isShown) return;
    isShown = false;
    await tell(erase);
  }

  const clearing = (sink: Sink): Sink => ({
    ...sink,
    write: async (text) => {
      await clear();
      await sink.write(text);
    },
  });
  return { ...platform, stdout: clearing(stdout), stderr: clearing(stderr), status, clear };
}
