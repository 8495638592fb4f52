import { createServer, type RequestListener, type Server } from "node:http";
import { controlOf, createClock, createRecipients } from "../../../sandbox/control/mod.ts";
import { style } from "../../output/style.ts";
import { close, isLocalOnly, listen } from "../../platform/listen.ts";
import { LossError, type Platform, unlessNobodyReads } from "../../platform/platform.ts";
import { replaceFile } from "../../platform/replace_file.ts";
import { noteAs } from "../session.ts";
import { optionsOf, outcomesOf, senderOutcomesOf, unknownsOf } from "./files.ts";
import { makeSandbox, originOf, rulesOf, type SandboxFlags } from "./flags.ts";
import { greeting } from "./greeting.ts";
import { createKeeper, type Keeper } from "./keeper.ts";
import { guardedListener } from "./listener.ts";
import type { Proxy } from "./proxy.ts";
import { callbackLog, createLog, jsonLog, plainLog } from "./request_log.ts";

/** Options of `sandbox`. */
export interface ServeOptions extends SandboxFlags {
  /** 0 is any that is free. */
  readonly port: number;
  readonly host: string;
  /** Where the certificate goes that clients of the proxy have to trust; without it, no proxy. */
  readonly proxy?: string;
  /** Names of hosts by which the sandbox may be asked, beside this machine's. */
  readonly allowHost?: readonly string[];
  /** Origins of web pages that may ask. */
  readonly allowOrigin?: readonly string[];
  /** What the control API asks for. Default: chosen at random where others reach it, or else nothing. */
  readonly token?: string;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/**
 * `senderpool sandbox`: serves a sandbox over HTTP until Ctrl-C, which is how it ends and no failure.
 * It serves on when nobody reads its log any more: `| head -1` takes the URL, and leaves.
 */
export async function sandbox(options: ServeOptions, platform: Platform): Promise<void> {
  const { port, host, state, proxy: certificate, quiet, json } = options;
  const { stdout, stderr, signal, fetch = (request) => globalThis.fetch(request) } = platform;
  const note = (text: string) => stderr.write(noteAs(json, text));
  const origin = await originOf(options);
  const rules = await rulesOf(options);
  const log = createLog(json ? jsonLog : plainLog, stdout);
  const text = () => `${JSON.stringify(served.state(), null, 2)}\n`;
  const keeper = state ? keeperOf(state, text, note) : null;
  const outcomes = await outcomesOf(options.outcomes);
  const senderOutcomes = await senderOutcomesOf(options.senderOutcomes);
  const recipients = createRecipients(options.customerWrote);
  if (options.withoutRcs) recipients.set({ withoutRcs: options.withoutRcs });
  const clock = createClock();
  const rest = { ...await optionsOf(options.options), ...await unknownsOf(options.unknowns) };
  const served = makeSandbox(options, origin, rules, rest, {
    now: clock.now,
    outcome: outcomes.outcome,
    overRcs: recipients.overRcs,
    customerWrote: recipients.customerWrote,
    senderOutcome: senderOutcomes.senderOutcome,
    nameOutcome: senderOutcomes.nameOutcome,
    onExchange: quiet ? undefined : log.add,
    onCallback: quiet ? undefined : callbackLog(log),
    callbackFetch: fetch,
    onMessage: keeper?.changed,
  });
  const isOpen = !isLocalOnly(host);
  const { allowHost: allowedHosts, allowOrigin: allowedOrigins } = options;
  const token = options.token ?? (isOpen ? crypto.randomUUID() : undefined);
  const guard = { allowedHosts, allowedOrigins };
  const driven = { clock, outcomes, senderOutcomes, recipients };
  const control = controlOf(served, { ...guard, ...driven, token });
  const answer = guardedListener(served.fetch, control, guard, isOpen);
  const listener = keeper ? watched(answer, keeper) : answer;
  const server = createServer(listener);
  const url = await listen(server, port, host);
  let proxy: Proxy | null = null;
  try {
    // After that, for the certificate may be in use by another one that listens there.
    if (certificate !== undefined) proxy = await proxyOf(server, listener, certificate);
    // At once, so that a file that cannot be written is no surprise at the end.
    await keeper?.keep();
    if (isOpen) await note(`warning: whoever reaches ${host} can use this sandbox`);
    try {
      const text = greeting(url, origin, style(stdout.styled), { certificate, token });
      const told = { listening: url, ...token !== undefined && { token } };
      await stdout.write(json ? `${JSON.stringify(told)}\n` : text).catch(unlessNobodyReads);
      await ended(server, log.failed, signal);
    } finally {
      close(server);
      proxy?.close();
      if (keeper) await keepAtLast(keeper);
    }
  } finally {
    close(server);
  }
  await log.end();
  if (state) await note(`the state is in ${state}`);
}

/** Its libraries are loaded by those alone who want a proxy. */
async function proxyOf(server: Server, listener: RequestListener, file: string): Promise<Proxy> {
  const { serveAsProxy } = await import("./proxy.ts");
  return serveAsProxy(server, listener, file);
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

/**
 * Whatever asks for a change may have made one, whether its answer was read or not; and whoever looks at
 * a sender moves it on.
 */
function watched(answer: RequestListener, { changed }: Keeper): RequestListener {
  return (request, response) => {
    const onlyAsks = /^(GET|HEAD|OPTIONS)$/.test(request.method ?? "");
    if (!onlyAsks || /\/Channels\/Senders\b/.test(request.url ?? "")) {
      response.on("finish", changed);
      response.on("close", changed);
    }
    answer(request, response);
  };
}

async function keepAtLast(keeper: Keeper): Promise<void> {
  await keeper.stop();
  await keeper.keep().catch(({ message }) => {
    throw new LossError(`the state is lost: ${message}`);
  });
}
