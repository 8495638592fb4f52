import { checkInput } from "../../wire/input.ts";
import { isOperation, operations, type SandboxOperation } from "../http/operations.ts";

/**
 * What goes wrong, of which requests, and how often: plain data, which may be JSON.
 *
 * At most one of `probability`, `every`, `first` and `calls` says how often; without any, it is each
 * time. At most one of `status`, `reset`, `truncate` and `stall` says what takes the place of the
 * answer; `latency` may come with it, or alone.
 *
 * Rules are asked in the order in which they were added. Of those that strike, the delays add up, and
 * the first that replaces the answer does so. Preflights are struck by none.
 *
 * @example
 * ```ts
 * import { createClient } from "@senderpool/twilio";
 * import { createSandbox, type FaultRule } from "@senderpool/twilio/sandbox";
 *
 * // The first answer to a create is lost, although the sender is attached.
 * const lost: FaultRule = {
 *   operation: "createChannelSender",
 *   first: 1,
 *   reset: true,
 *   processed: true,
 * };
 * const sandbox = createSandbox({ faults: [lost] });
 * const client = createClient({ ...sandbox.credentials, fetch: sandbox.fetch });
 * const input = {
 *   messagingServiceSid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   sid: "XEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 * };
 * const error = await client.channelSenders.create(input).catch((error) => error);
 * console.log(error.name); // TwilioNetworkError
 * console.log((await client.channelSenders.fetch(input)).sender); // whatsapp:+12487960483
 * ```
 */
export interface FaultRule {
  /** Which operations, by our names for them. Default: every request, unknown paths too. */
  readonly operation?: SandboxOperation | readonly SandboxOperation[] | undefined;
  /** Requests of this account alone. Default: of all, and of those who did not sign in. */
  readonly accountSid?: string | undefined;

  /** With this probability, from 0 to 1, drawn from the sandbox's `random`. */
  readonly probability?: number | undefined;
  /** Each nth of the requests that the rule is about. */
  readonly every?: number | undefined;
  /** The first n of them. */
  readonly first?: number | undefined;
  /** From one of them to another, counted from 1. */
  readonly calls?: readonly [from: number, to: number] | undefined;

  /** A delay in milliseconds, or the least and the most of one that is drawn from `random`. */
  readonly latency?: number | readonly [least: number, most: number] | undefined;
  /** An error status, from 400 to 599, instead of the answer. */
  readonly status?: number | undefined;
  /**
   * The body that comes with `status`: Twilio's JSON, Twilio's plain text, or the HTML page of a
   * proxy in between, which has none of Twilio's headers. Default `"json"`.
   */
  readonly body?: "json" | "text" | "html" | undefined;
  /** The seconds in a `Retry-After` that comes with `status`. Default: no such header. */
  readonly retryAfter?: number | undefined;
  /** Whether `Retry-After` has seconds, or a date by the sandbox's clock. Default `"seconds"`. */
  readonly retryAfterForm?: "seconds" | "date" | undefined;
  /**
   * The connection breaks before the head of the answer: `fetch` rejects with a `TypeError`, and
   * {@linkcode nodeListener} destroys the socket. `Deno.serve` and `Bun.serve` cannot, and answer
   * 500. Mind that some clients, Deno's and Bun's `fetch` among them, repeat a GET by themselves
   * when a connection breaks that they had used before.
   */
  readonly reset?: boolean | undefined;
  /** The connection breaks after so many bytes of the body; a shorter body is whole. */
  readonly truncate?: number | undefined;
  /** No head ever comes, or nothing after so many bytes of the body; a shorter body is whole. */
  readonly stall?: "head" | number | undefined;
  /**
   * Whether the request is processed all the same. Default `false`, but `true` where the body is
   * cut. With `latency` alone it says whether that happens before or after the delay.
   */
  readonly processed?: boolean | undefined;
}

type Field = readonly [valid: (value: unknown) => boolean, expected: string];

const isText = (...texts: string[]) => (value: unknown) => texts.includes(value as string);
const isBoolean = (value: unknown) => typeof value === "boolean";
const isFrom = (least: number, most = Infinity) => (value: unknown) =>
  Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
/** What a timer can wait for: up to 24 days. */
const isTime = (value: unknown) => typeof value === "number" && value >= 0 && value <= 0x7fff_ffff;

function isPair(valid: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) =>
    Array.isArray(value) && value.length === 2 && value.every(valid) && value[0] <= value[1];
}

const fields: { readonly [Name in keyof FaultRule]-?: Field } = {
  operation: [
    (value) => [value].flat().every((name) => isOperation(name)),
    `any of ${operations.join(", ")}`,
  ],
  accountSid: [(value) => /^AC[\da-fA-F]{32}$/.test(String(value)), "AC and 32 hex digits"],
  probability: [
    (value) => typeof value === "number" && value >= 0 && value <= 1,
    "a number from 0 to 1",
  ],
  every: [isFrom(1), "a whole number from 1"],
  first: [isFrom(0), "a whole number from 0"],
  calls: [isPair(isFrom(1)), "two whole numbers from 1, in ascending order"],
  latency: [
    (value) => isTime(value) || isPair(isTime)(value),
    "milliseconds, or two numbers of them in ascending order",
  ],
  status: [isFrom(400, 599), "a whole number from 400 to 599"],
  body: [isText("json", "text", "html"), "json, text or html"],
  retryAfter: [isFrom(0, 1e9), "a whole number from 0 to 1000000000"],
  retryAfterForm: [isText("seconds", "date"), "seconds or date"],
  reset: [isBoolean, "true or false"],
  truncate: [isFrom(0), "a whole number from 0"],
  stall: [(value) => value === "head" || isFrom(0)(value), 'a whole number from 0, or "head"'],
  processed: [isBoolean, "true or false"],
};

/**
 * Insists that a rule makes sense.
 *
 * @throws {TwilioInputError} which names the field by its path
 */
export function checkRule(rule: FaultRule, path: string): void {
  checkInput(typeof rule === "object" && rule !== null, path, "an object");
  for (const [name, value] of Object.entries(rule)) {
    checkInput(Object.hasOwn(fields, name), `${path}.${name}`, "no such member in a rule");
    const [valid, expected] = fields[name as keyof FaultRule];
    checkInput(value === undefined || valid(value), `${path}.${name}`, expected);
  }
  const { probability, every, first, calls, latency, status, reset, truncate, stall } = rule;
  const given = (...values: unknown[]) => values.filter((value) => value !== undefined).length;
  const often = given(probability, every, first, calls);
  checkInput(often < 2, path, "at most one of probability, every, first and calls");
  const ends = given(status, reset || undefined, truncate, stall);
  checkInput(ends < 2, path, "at most one of status, reset, truncate and stall");
  checkInput(ends || given(latency), path, "one of latency, status, reset, truncate and stall");
  const beside = given(rule.body, rule.retryAfter, rule.retryAfterForm);
  checkInput(status !== undefined || !beside, `${path}.status`, "one, for its body or Retry-After");
  // It never is, as is documented: https://www.twilio.com/docs/api/errors/20429
  checkInput(status !== 429 || !rule.processed, `${path}.processed`, "false, for a 429 never is");
  const cut = truncate !== undefined || typeof stall === "number";
  checkInput(
    !cut || rule.processed !== false,
    `${path}.processed`,
    "true, for the answer is there",
  );
}
