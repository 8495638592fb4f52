import { createServer, type Server } from "node:http";
import { nodeListener, type Sandbox } from "../../../sandbox/mod.ts";
import { style } from "../../output/style.ts";
import { writeJson } from "../../platform/files.ts";
import { close, isLocalOnly, listen } from "../../platform/listen.ts";
import { isBrokenPipe, LossError, type Platform } from "../../platform/platform.ts";
import { noteAs } from "../session.ts";
import { makeSandbox, originOf, rulesOf, type SandboxFlags } from "./flags.ts";
import { greeting } from "./greeting.ts";
import { createLog, jsonLog, logged, plainLog } from "./request_log.ts";

/** Options of `sandbox`. */
export interface ServeOptions extends SandboxFlags {
  /** 0 is any that is free. */
  readonly port: number;
  readonly host: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/**
 * `senderpool sandbox`: serves a sandbox over HTTP until Ctrl-C, which is how it ends and no failure.
 * It serves on when nobody reads its log any more: `| head -1` takes the URL, and leaves.
 */
export async function sandbox(options: ServeOptions, platform: Platform): Promise<void> {
  const { port, host, state, quiet, json } = options;
  const { stdout, stderr, signal, fetch = (request) => globalThis.fetch(request) } = platform;
  const note = (text: string) => stderr.write(noteAs(json, text));
  const origin = await originOf(options);
  const rules = await rulesOf(options);
  const log = createLog(json ? jsonLog : plainLog, stdout);
  const served = makeSandbox(options, origin, rules, {
    onExchange: quiet ? undefined : log.add,
    callbackFetch: quiet ? fetch : logged(fetch, log),
  });
  const server = createServer(nodeListener(served.fetch));
  const url = await listen(server, port, host);
  try {
    // At once, so that a file that cannot be written is no surprise at the end.
    if (state) await writeJson(state, served.state());
    if (!isLocalOnly(host)) await note(`warning: whoever reaches ${host} can use this sandbox`);
    try {
      const text = greeting(url, origin, style(stdout.styled));
      await stdout.write(json ? `${JSON.stringify({ listening: url })}\n` : text)
        .catch(unlessNobodyReads);
      await ended(server, log.failed, signal);
    } finally {
      close(server);
      if (state) await keep(state, served);
    }
  } finally {
    close(server);
  }
  await log.end();
  if (state) await note(`the state is in ${state}`);
}

function unlessNobodyReads(error: unknown): void {
  if (!isBrokenPipe(error)) throw error;
}

/** Settles when the server shall end; rejects when something goes wrong with it or its log. */
function ended(
  server: Server,
  failed: Promise<never>,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener("abort", () => resolve());
    server.once("error", reject);
    failed.catch(reject);
  });
}

async function keep(file: string, { state }: Sandbox): Promise<void> {
  await writeJson(file, state()).catch(({ message }) => {
    throw new LossError(`the state is lost: ${message}`);
  });
}
