import { createServer, type Server } from "node:http";
import { nodeListener } from "../../../sandbox/mod.ts";
import { safe, style } from "../../output/style.ts";
import { close, isLocalOnly, listen } from "../../platform/listen.ts";
import { LossError, type Platform } from "../../platform/platform.ts";
import { replaceFile } from "../../platform/replace_file.ts";
import { makeSandbox, originOf, rulesOf, type SandboxFlags } from "./flags.ts";
import { greeting } from "./greeting.ts";
import { createKeeper, type Keeper } from "./keeper.ts";
import { callbackLog, createLog, jsonLog, plainLog } from "./request_log.ts";

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
 * It ends as well once nobody reads its log.
 */
export async function sandbox(options: ServeOptions, platform: Platform): Promise<void> {
  const { port, host, state, quiet, json } = options;
  const { stdout, stderr, signal, fetch = (request) => globalThis.fetch(request) } = platform;
  const note = (text: string) => stderr.write(`${safe(text)}\n`);
  const origin = await originOf(options);
  const rules = await rulesOf(options);
  const log = createLog(json ? jsonLog : plainLog, stdout);
  const text = () => `${JSON.stringify(served.state(), null, 2)}\n`;
  const keeper = state ? keeperOf(state, text, note) : null;
  const served = makeSandbox(options, origin, rules, {
    onExchange: quiet ? undefined : log.add,
    onCallback: quiet ? undefined : callbackLog(log),
    callbackFetch: fetch,
    onMessage: keeper?.changed,
  });
  const server = createServer(nodeListener(served.fetch));
  if (keeper) watch(server, keeper);
  const url = await listen(server, port, host);
  try {
    // At once, so that a file that cannot be written is no surprise at the end.
    await keeper?.keep();
    if (!isLocalOnly(host)) await note(`warning: whoever reaches ${host} can use this sandbox`);
    try {
      const text = greeting(url, origin, style(stdout.styled));
      await stdout.write(json ? `${JSON.stringify({ listening: url })}\n` : text);
      await ended(server, log.failed, signal);
    } finally {
      close(server);
      if (keeper) await keepAtLast(keeper);
    }
  } finally {
    close(server);
  }
  await log.end();
  if (state) await note(`the state is in ${state}`);
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

/** What keeps the state in a file, and says so where it cannot. */
function keeperOf(
  file: string,
  text: () => string,
  note: (text: string) => Promise<void>,
): Keeper {
  const tell = (error: unknown) => {
    const said = error === null
      ? `the state is kept in ${file} again`
      : `warning: ${(error as Error).message}; what is there stays as it is, and it is tried again`;
    note(said).catch(() => {}); // there may be nobody to read it
  };
  return createKeeper({ text, write: (text) => replaceFile(file, text), tell });
}

/** Whatever asks for a change may have made one, whether its answer was read or not. */
function watch(server: Server, { changed }: Keeper): void {
  server.on("request", ({ method = "GET" }, response) => {
    if (/^(GET|HEAD|OPTIONS)$/.test(method)) return;
    response.on("finish", changed);
    response.on("close", changed);
  });
}

async function keepAtLast(keeper: Keeper): Promise<void> {
  await keeper.stop();
  await keeper.keep().catch(({ message }) => {
    throw new LossError(`the state is lost: ${message}`);
  });
}
