import { maxBytesOf } from "../wire/body.ts";
import { checkNames, checkValue, isGiven } from "../wire/input.ts";
import { isSignal } from "./wait.ts";

/** What any call may be given. */
export interface CallOptions {
  /** Aborts the call, its waiting and the reading of its answer. */
  readonly signal?: AbortSignal | undefined;
  /** The largest body that is read, in bytes after decompression. Default 8,000,000. */
  readonly maxBytes?: number | undefined;
  /**
   * No attempt of the call starts later than this after the first, in milliseconds, where there are
   * retries: `withDeadline` sets it, so that they plan none beyond it. The least of such bounds counts.
   */
  readonly maxTime?: number | undefined;
}

const none: CallOptions = {};

/**
 * The options of a call: none, where they are left out, for which `null` stands too.
 *
 * @throws {TwilioInputError} which names the option at fault
 */
export function callOptionsOf<Options extends CallOptions>(
  options: Options | undefined,
  names: readonly string[] = callNames,
  remedies: Readonly<Record<string, string>> = callRemedies,
): Options {
  if (!isGiven(options)) return none as Options;
  checkValue(typeof options === "object", "options", "an object", options);
  const { signal, maxBytes } = options;
  if (isGiven(signal)) checkValue(isSignal(signal), "signal", "an AbortSignal", signal);
  if (isGiven(maxBytes)) maxBytesOf(options);
  checkNames(options, names, remedies);
  return options;
}

/** What people write in the place of an option of a call. */
const callRemedies = {
  timeout: "timeout in the options of createClient",
  deadline: "deadline in the options of createClient",
};

/** The options of a call. */
export const callNames: readonly string[] = ["signal", "maxBytes", "maxTime"];

/** Those of `send`, which has no client. */
export const sendNames: readonly string[] = [...callNames, "fetch", "target"];
