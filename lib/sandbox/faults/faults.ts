import { type Answer, failure, statusName } from "../http/answers.ts";
import { checkRule, type FaultRule } from "./rule.ts";
import type { Cut } from "../http/reply.ts";
import type { SandboxOperation } from "../http/operations.ts";
import type { Random } from "../random.ts";
import type { Account } from "../state/state.ts";

/** What becomes of a request that rules strike. */
export interface Strike {
  /** Milliseconds to wait before the request is processed. */
  readonly before: number;
  /** Milliseconds to wait after it was. */
  readonly after: number;
  /** What takes the place of the answer; `null` where there is only a delay. */
  readonly rule: FaultRule | null;
}

/** The rules of a sandbox, and how often each of them has been asked. */
export interface Faults {
  /** Adds a rule; what it returns removes it. */
  add(rule: FaultRule): () => void;
  /** The rules that are on, in their order, and by what they go. */
  list(): { readonly id: string; readonly rule: FaultRule }[];
  /** Removes a rule; says whether it was there. */
  remove(id: string): boolean;
  /** Removes all rules. */
  clear(): void;
  /** What becomes of a request; `null` where no rule strikes. */
  strike(operation: SandboxOperation | null, account: Account | null): Strike | null;
}

interface Counted {
  readonly id: string;
  readonly rule: FaultRule;
  readonly operations: readonly string[] | null;
  /** The requests that the rule is about, so far. */
  calls: number;
}

/** Keeps rules, in the order in which they came. */
export function createFaults(random: Random): Faults {
  let rules: readonly Counted[] = [];
  let count = 0;
  return {
    add(given) {
      checkRule(given, "rule");
      const rule = structuredClone(given);
      const { operation } = rule;
      const operations = operation === undefined ? null : [operation].flat();
      const counted: Counted = { id: `${++count}`, rule, operations, calls: 0 };
      rules = [...rules, counted];
      return () => void (rules = rules.filter((other) => other !== counted));
    },

    list: () => rules.map(({ id, rule }) => ({ id, rule: structuredClone(rule) })),
    remove(id) {
      const rest = rules.filter((one) => one.id !== id);
      const wasThere = rest.length < rules.length;
      rules = rest;
      return wasThere;
    },
    clear: () => void (rules = []),

    strike(operation, account) {
      if (!rules.length) return null;
      let [before, after] = [0, 0];
      let strike: FaultRule | null = null;
      let struck = false;
      for (const counted of rules) {
        const { rule } = counted;
        if (!isAbout(counted, operation, account) || !strikes(rule, ++counted.calls, random)) {
          continue;
        }
        struck = true;
        const delay = latency(rule, random);
        if (isProcessed(rule)) after += delay;
        else before += delay;
        if (!strike && endsDifferently(rule)) strike = rule;
      }
      return struck ? { before, after, rule: strike } : null;
    },
  };
}

function isAbout(
  { rule, operations }: Counted,
  operation: SandboxOperation | null,
  account: Account | null,
): boolean {
  if (operations && !(operation && operations.includes(operation))) return false;
  return rule.accountSid === undefined || rule.accountSid === account?.sid;
}

/** Whether a rule strikes the nth of the requests that it is about. */
function strikes({ probability, every, first, calls }: FaultRule, n: number, random: Random) {
  if (probability !== undefined) return random() < probability;
  if (every !== undefined) return n % every === 0;
  if (first !== undefined) return n <= first;
  return calls === undefined || (n >= calls[0] && n <= calls[1]);
}

function latency({ latency = 0 }: FaultRule, random: Random): number {
  if (typeof latency === "number") return latency;
  const [least, most] = latency;
  return least + random() * (most - least);
}

function endsDifferently({ status, reset, truncate, stall }: FaultRule): boolean {
  return status !== undefined || !!reset || truncate !== undefined || stall !== undefined;
}

/** Whether the request is processed although its answer is lost, late or cut. */
export function isProcessed({ processed, truncate, stall }: FaultRule): boolean {
  return processed ?? (truncate !== undefined || typeof stall === "number");
}

/** Where the answer is cut, if it is. */
export function cutOf({ truncate, stall }: FaultRule): Cut | null {
  if (truncate !== undefined) return { after: truncate, how: "truncate" };
  return typeof stall === "number" ? { after: stall, how: "stall" } : null;
}

/** The answer that a rule gives instead of the sandbox's own. */
export function answerOf(rule: FaultRule, status: number, path: string, now: () => Date): Answer {
  const { retryAfter, retryAfterForm = "seconds" } = rule;
  const headers: Record<string, string> = {};
  if (retryAfter !== undefined) {
    headers["Retry-After"] = retryAfterForm === "seconds"
      ? `${retryAfter}`
      : new Date(now().getTime() + retryAfter * 1000).toUTCString();
  }
  // Recorded at messaging.twilio.com, with status 500: a failure of Twilio's may be plain text.
  if (rule.body === "text") {
    return {
      status,
      body: statusName(status),
      headers: { ...headers, "Content-Type": "text/plain" },
    };
  }
  if (rule.body === "html") {
    const type = { "Content-Type": "text/html", "Server": "nginx" };
    return {
      status,
      body: page(`${status} ${statusName(status)}`),
      headers: { ...headers, ...type },
      foreign: true,
    };
  }
  const answer = failure(status, path);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** A page as proxies make them. */
function page(title: string): string {
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n` +
    `<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
}

/** Waits; rejects with the signal's reason when it aborts. No timer is left behind. */
export function sleep(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
