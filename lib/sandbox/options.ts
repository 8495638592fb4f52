import { checkInput, checkNames } from "../wire/input.ts";
import { checkRule, type FaultRule } from "./faults/rule.ts";
import { type Keep, keepOf, type KeepOptions } from "./keep.ts";
import { cryptoRandom, hex, type Random } from "./random.ts";
import type { Exchange } from "./record/exchange.ts";
import {
  type MessageOptions,
  type MessageSettings,
  messageSettings,
} from "./resources/messages/options.ts";
import { defaultSeed, type SandboxSeed } from "./resources/seed.ts";
import {
  type SenderOptions,
  type SenderSettings,
  senderSettings,
} from "./resources/senders/options.ts";
import {
  checkCount,
  checkLimit,
  type SandboxUnknowns,
  unknownNames,
  type Unknowns,
  unknownsOf,
} from "./unknowns.ts";

/** What a sandbox starts with, and what it does where Twilio's behaviour is unknown. */
export interface SandboxOptions
  extends Partial<SandboxSeed>, SandboxUnknowns, MessageOptions, SenderOptions {
  /** The clock. Default: the system's. */
  readonly now?: (() => Date) | undefined;
  /**
   * Where ids, tokens and the chances of faults come from: a number from 0 to below 1 at each call,
   * such as {@linkcode seededRandom} gives. Default: `crypto`.
   */
  readonly random?: Random | undefined;
  /** Makes the id of each request: `RQ` and 32 hex digits. Default: by `random`. */
  readonly requestId?: (() => string) | undefined;
  /**
   * The host that URLs in answers name: Twilio's public one, as Twilio does behind any proxy, or
   * that of the request. Default `"request"`: the official SDKs follow `next_page_url`, and would
   * leave a sandbox served elsewhere for the real Twilio, with their credentials. A request to any
   * host of twilio.com gets the public one either way.
   */
  readonly publicUrl?: "twilio" | "request" | undefined;
  /**
   * How many requests of an account may be under way at once. Those beyond are answered with 429
   * and code 20429, unprocessed. Default `null`, any number: Twilio has such a limit, and does not
   * say how high it is.
   *
   * @see https://www.twilio.com/docs/api/errors/20429
   */
  readonly concurrency?: number | null | undefined;
  /** What goes wrong from the start. Default: nothing. */
  readonly faults?: readonly FaultRule[] | undefined;
  /** How many exchanges are kept, the last ones, and as many status callbacks. Default 1,000. */
  readonly record?: number | undefined;
  /** How many characters of each body are kept with an exchange. Default 16,384. */
  readonly recordBodies?: number | undefined;
  /** How many messages, tokens and places of what was removed are kept. Default: a lot. */
  readonly keep?: KeepOptions | undefined;
  /** Is told of every exchange as it is answered. What it throws or rejects with is ignored. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
}

/** The options of a sandbox, checked, and the defaults of the others. */
export interface SandboxSettings {
  readonly accounts: SandboxSeed["accounts"];
  readonly now: () => Date;
  readonly random: Random;
  readonly requestId: () => string;
  /** Whether URLs in answers name Twilio's host whatever the request's. */
  readonly twilios: boolean;
  readonly concurrency: number | null;
  readonly faults: readonly FaultRule[];
  readonly record: number;
  readonly recordBodies: number;
  readonly onExchange: ((exchange: Exchange) => void) | undefined;
  readonly unknowns: Unknowns;
  readonly keep: Keep;
  readonly messaging: MessageSettings;
  readonly senders: SenderSettings;
}

/** The options but for the unknowns. */
const names: Readonly<Record<Exclude<keyof SandboxOptions, keyof SandboxUnknowns>, true>> = {
  accounts: true,
  now: true,
  random: true,
  requestId: true,
  publicUrl: true,
  concurrency: true,
  faults: true,
  record: true,
  recordBodies: true,
  keep: true,
  onExchange: true,
  pace: true,
  outcome: true,
  overRcs: true,
  customerWrote: true,
  onMessage: true,
  onCallback: true,
  callbackHosts: true,
  callbackFetch: true,
  callbackTimeout: true,
  senderPace: true,
  senderOutcome: true,
  nameOutcome: true,
};

/**
 * The options of a sandbox, checked but for the accounts, and the defaults of the others.
 *
 * @throws {TwilioInputError} which names the option
 */
export function sandboxSettings(options: SandboxOptions): SandboxSettings {
  checkInput(Object(options) === options, "options", "an object");
  checkNames(options, [...Object.keys(names), ...unknownNames]);
  const { accounts = defaultSeed().accounts } = options;
  const { now = () => new Date(), random = cryptoRandom() } = options;
  const { requestId = () => `RQ${hex(random, 32)}`, publicUrl = "request" } = options;
  const { concurrency = null, faults = [], onExchange } = options;
  const { record = 1000, recordBodies = 16_384 } = options;
  checkInput(typeof now === "function", "now", "a function that returns a Date");
  checkInput(typeof random === "function", "random", "a function that returns a number");
  checkInput(typeof requestId === "function", "requestId", "a function that returns a string");
  checkInput(/^(twilio|request)$/.test(publicUrl), "publicUrl", "twilio or request");
  checkLimit(concurrency, "concurrency", 1);
  checkInput(Array.isArray(faults), "faults", "an array");
  faults.forEach((rule, at) => checkRule(rule, `faults[${at}]`));
  checkCount(record, "record", 0);
  checkCount(recordBodies, "recordBodies", 0);
  const hears = onExchange === undefined || typeof onExchange === "function";
  checkInput(hears, "onExchange", "a function");
  const unknowns = unknownsOf(options);
  const keep = keepOf(options.keep);
  return {
    accounts,
    now,
    random,
    requestId,
    twilios: publicUrl === "twilio",
    concurrency,
    faults,
    record,
    recordBodies,
    onExchange,
    unknowns,
    keep,
    messaging: messageSettings(options, unknowns),
    senders: senderSettings(options),
  };
}
