import { memberOf } from "../../error_guards.ts";
import { TwilioError } from "../../errors.ts";

/**
 * Why a sender could not be told by its address:
 *
 * - `"missing"`: there is none where it was looked for
 * - `"ambiguous"`: there are several, of which only one can be meant
 * - `"unfinished"`: the search reached its bound before it came to an end
 */
export type SenderProblem = "missing" | "ambiguous" | "unfinished";

/**
 * A sender could not be told by its address: `pool` looked for it, and found none, several, or no
 * end. The message says what was looked for and where, and does not show the address.
 *
 * @example
 * ```ts
 * import { createClient, isTwilioSenderError, pool } from "@senderpool/twilio";
 * import { createSandbox } from "@senderpool/twilio/sandbox";
 *
 * const sandbox = createSandbox();
 * const { accountSid, authToken } = sandbox.credentials;
 * const client = createClient({ accountSid, authToken, extend: { pool }, fetch: sandbox.fetch });
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * try {
 *   await client.pool.detach("rcs:ms_dev_test_agent", { messagingServiceSid });
 * } catch (error) {
 *   if (isTwilioSenderError(error)) console.log(error.problem, error.message);
 *   // missing expected a channel sender of this address in the pool of MGaaa…, found none
 * }
 * ```
 */
export class TwilioSenderError extends TwilioError {
  /** The literal by which this class is known. */
  override readonly name: "TwilioSenderError" = "TwilioSenderError";
  /** What is wrong, as a word to decide by. */
  declare readonly problem: SenderProblem;
  /** The address that was looked for. */
  declare readonly address: string;
  /** Where it was looked for, in words. */
  declare readonly where: string;
  /**
   * The SIDs of what was found: of the senders that it may be, or of the services that have it; of
   * those, where the search reached its bound, the ones before it.
   */
  declare readonly found: readonly string[];

  /** Says what was looked for, where, and what came of it. */
  constructor(fields: {
    readonly problem: SenderProblem;
    readonly reason: string;
    readonly address: string;
    readonly where: string;
    readonly found: readonly string[];
  }) {
    super(fields.reason, fields);
  }
}

/**
 * Whether this is a {@linkcode TwilioSenderError}, by name: true across realms and copies of the
 * library too.
 *
 * @example
 * ```ts
 * import { createClient, isTwilioSenderError, pool } from "@senderpool/twilio";
 *
 * const fetch = () =>
 *   Promise.resolve(Response.json({ incoming_phone_numbers: [], next_page_uri: null }));
 * const accountSid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const client = createClient({ accountSid, authToken: "token", fetch, extend: { pool } });
 * const messagingServiceSid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const error = await client.pool.attach("+12025550100", { messagingServiceSid })
 *   .catch((error) => error);
 * if (isTwilioSenderError(error)) console.log(error.problem); // missing
 * ```
 */
export function isTwilioSenderError(error: unknown): error is TwilioSenderError {
  return memberOf(error, "name") === "TwilioSenderError";
}
