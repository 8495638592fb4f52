import type { Exchange, StatusCallback } from "../../../sandbox/mod.ts";
import { safe } from "../../output/style.ts";
import { isBrokenPipe, type Sink } from "../../platform/platform.ts";

/** A status callback, and what came of it. */
export interface Callback {
  /** Where it went, without a query. */
  readonly callback: string;
  readonly messageSid: string | null;
  readonly messageStatus: string | null;
  /** HTTP status; `null` where there is none. */
  readonly status: number | null;
  /** In milliseconds, from when it was to be told. */
  readonly duration: number;
  /** Why there is no status, or none that is good. */
  readonly reason: string | null;
}

/** How the log shows what it has, in a line each. */
export interface ShowLog {
  request(exchange: Exchange): string;
  callback(callback: Callback): string;
  /** That so many lines are not there. */
  skipped(count: number): string;
}

/** The path with its query, and Twilio's code where there is one. */
function parts({ url, responseBody }: Exchange): { path: string; code: number | null } {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, "");
  // The code comes first in the body, whatever comes after it.
  const [, code] = /^\{"code":\s*(\d+)/.exec(responseBody ?? "") ?? [];
  return { path, code: code === undefined ? null : Number(code) };
}

/** For people: method, status, time, path, account, and what is out of the ordinary. */
export const plainLog: ShowLog = {
  request(exchange) {
    const { method, status, duration, accountSid, outcome, struck } = exchange;
    const { path, code } = parts(exchange);
    const odd = [code, outcome === "answered" ? null : outcome, struck ? "fault" : null];
    return line(method, status, duration, path, accountSid, odd);
  },
  callback: ({ callback, messageSid, messageStatus, status, duration, reason }) =>
    line("told", status, duration, callback, messageSid, [messageStatus, reason]),
  skipped: (count) => `… ${count} more, which came faster than they could be written\n`,
};

function line(
  what: string,
  status: number | null,
  duration: number,
  where: string,
  whose: string | null,
  rest: readonly (string | number | null)[],
): string {
  const words = [
    what.padEnd(6),
    `${status ?? "-"}`.padStart(3),
    `${duration} ms`.padStart(7),
    where,
    whose ?? "-",
    rest.filter((word) => word !== null).join(" "),
  ];
  return `${words.map(safe).join("  ").trimEnd()}\n`;
}

/** JSON Lines. */
export const jsonLog: ShowLog = {
  request(exchange) {
    const { number, date, operation, method, status, duration, accountSid } = exchange;
    const { outcome, struck, requestId } = exchange;
    const { path, code } = parts(exchange);
    const who = { accountSid, code, outcome, struck, requestId };
    const entry = { number, date, operation, method, path, status, duration, ...who };
    return `${JSON.stringify(entry)}\n`;
  },
  callback: (callback) => `${JSON.stringify(callback)}\n`,
  skipped: (count) => `${JSON.stringify({ skipped: count })}\n`,
};

/** A log that nobody has to wait for. Once nobody reads it, as after `| head -1`, it is over. */
export interface RequestLog {
  /** Takes note of a request. */
  add(exchange: Exchange): void;
  /** Takes note of a status callback. */
  told(callback: Callback): void;
  /** Rejects once the log cannot be written, unless that is because nobody reads it. */
  readonly failed: Promise<never>;
  /** Settles once all is written that can be. */
  end(): Promise<void>;
}

/** Lines that may wait for a slow reader. */
const MOST = 10_000;

/**
 * Makes a log. What comes while a line is being written is written at once after it; of what a slow
 * reader leaves waiting there is a limit, beyond which lines are counted and not shown.
 */
export function createLog(show: ShowLog, sink: Sink): RequestLog {
  let lines: string[] = [];
  let skipped = 0;
  let writing: Promise<void> | null = null;
  let isOver = false;
  let fail: (error: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => fail = reject);
  failed.catch(() => {}); // there may be nobody to hear of it

  async function write(): Promise<void> {
    while (lines.length) {
      const text = lines.join("") + (skipped ? show.skipped(skipped) : "");
      lines = [];
      skipped = 0;
      await sink.write(text);
    }
    writing = null;
  }

  function add(show: () => string): void {
    if (isOver) return;
    if (lines.length < MOST) lines.push(show());
    else skipped++;
    writing ??= write().catch((error) => {
      isOver = true;
      if (!isBrokenPipe(error)) fail(error);
    });
  }

  return {
    add: (exchange) => add(() => show.request(exchange)),
    told: (callback) => add(() => show.callback(callback)),
    failed,
    end: async () => void await writing,
  };
}

/** Takes note of each callback once it is known what came of it, and of those that never leave. */
export function callbackLog({ told }: RequestLog): (callback: StatusCallback) => void {
  const starts = new Map<number, number>();
  return ({ number, url, messageSid, messageStatus, outcome, status, reason }) => {
    if (outcome === "waiting") return void starts.set(number, Date.now());
    const duration = Date.now() - (starts.get(number) ?? Date.now());
    starts.delete(number);
    const why = outcome === "not sent" ? `not sent: ${reason}` : reason;
    const callback = url.replace(/[?#].*/, "");
    told({ callback, messageSid, messageStatus, status, duration, reason: why });
  };
}
