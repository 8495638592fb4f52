import { checkInput, checkNames } from "../../wire/input.ts";
import { isOperation, operations, type SandboxOperation } from "../http/operations.ts";

/** A request, and what came of it: plain data, in which every credential is masked. */
export interface Exchange {
  /** Counts the exchanges of a sandbox, from 1, in the order in which they were answered. */
  readonly number: number;
  /** What was asked for; `null` where it was a path or a method that does not exist. */
  readonly operation: SandboxOperation | null;
  /** SID of the account that signed in; `null` where none did. */
  readonly accountSid: string | null;
  /** HTTP method. */
  readonly method: string;
  /** URL with its query. */
  readonly url: string;
  /** The path in the URL, as it was sent. */
  readonly path: string;
  /** Headers of the request, by their names in lower case. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  /**
   * Body of the request as text, up to {@linkcode SandboxOptions.recordBodies}; `null` where it was
   * not read.
   */
  readonly requestBody: string | null;
  /**
   * What came of it: an answer; a connection that broke before the head, or within the body; no
   * head, or nothing after a part of the body; or a caller who left before the answer.
   */
  readonly outcome: "answered" | "reset" | "truncated" | "stalled" | "aborted";
  /** HTTP status; `null` where there was no head. */
  readonly status: number | null;
  /** Headers of the answer, by their names in lower case; none where there was no head. */
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** Body of the answer, as far as it was sent and kept; `null` where there was none. */
  readonly responseBody: string | null;
  /** The id that the sandbox gave the request. */
  readonly requestId: string;
  /** Whether a fault rule struck it. */
  readonly struck: boolean;
  /** When it came, by the sandbox's clock. */
  readonly date: Date;
  /** How long it took by that clock, in milliseconds. */
  readonly duration: number;
}

/** What exchanges have in common. What is left out may be anything. */
export interface ExchangeQuery {
  /** What was asked for. */
  readonly operation?: SandboxOperation | null | undefined;
  /** HTTP method. */
  readonly method?: string | undefined;
  /** The whole path, or a pattern of a part of it. */
  readonly path?: string | RegExp | undefined;
  /** HTTP status; `null` for those without a head. */
  readonly status?: number | null | undefined;
  /** SID of the account; `null` for those who did not sign in. */
  readonly accountSid?: string | null | undefined;
  /** What came of it. */
  readonly outcome?: Exchange["outcome"] | undefined;
}

/** Which exchanges: those that have all of this in common, or that a function says yes to. */
export type ExchangeFilter = ExchangeQuery | ((exchange: Exchange) => boolean);

const queryNames = ["operation", "method", "path", "status", "accountSid", "outcome"];

/**
 * Insists on a filter that can let anything through: one that is misspelt would find that nothing was
 * sent.
 */
export function checkFilter(filter: ExchangeFilter): void {
  if (typeof filter === "function") return;
  const isObject = typeof filter === "object" && filter !== null && !Array.isArray(filter);
  checkInput(isObject, "filter", "an object or a function");
  checkNames(filter, queryNames);
  const { operation } = filter;
  const isKnown = operation === undefined || operation === null || isOperation(operation);
  checkInput(isKnown, "operation", `any of ${operations.join(", ")}`);
}

/** Whether a filter lets an exchange through. */
export function matches(exchange: Exchange, filter: ExchangeFilter): boolean {
  if (typeof filter === "function") return filter(exchange);
  const { path, ...rest } = filter;
  // Not `test`, which of some patterns remembers where it was.
  const here = path === undefined ||
    (typeof path === "string" ? exchange.path === path : exchange.path.search(path) >= 0);
  return here &&
    Object.entries(rest).every(([name, value]) =>
      value === undefined || exchange[name as keyof Exchange] === value
    );
}
