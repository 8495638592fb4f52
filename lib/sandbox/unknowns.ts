import { checkInput } from "../wire/input.ts";

/**
 * What a page size above 1000 meets: it is lowered to 1000, or refused with 400 and 20007, or
 * refused as invalid with 400 and 20001.
 */
export type PageSizeAboveMaximum = "clamp" | "refuse" | "invalid";

/**
 * What a sandbox does where nothing is known of Twilio's behaviour, or where reports differ. Set
 * what your code has to live with; no default claims to be what Twilio does.
 */
export interface SandboxUnknowns {
  /**
   * What a page size above 1000 meets. Default `"clamp"`: the official SDKs ask for such sizes, and
   * are not known to fail.
   */
  readonly pageSizeAboveMaximum?: PageSizeAboveMaximum | undefined;
  /**
   * What a page size of 0 or below meets: refused as invalid (400, 20001), or taken for 1, or for
   * the default of 50. Default `"refuse"`.
   */
  readonly pageSizeBelowMinimum?: "refuse" | "clamp" | "default" | undefined;
  /**
   * How the list of a service without channel senders is answered. Default 200, as the official
   * document has it; one program that talks to Twilio was told 404.
   */
  readonly emptyList?: 200 | 404 | undefined;
  /** Which of the senders of a service is listed first. Default `"oldest"`: attached first. */
  readonly listOrder?: "oldest" | "newest" | undefined;
  /**
   * The code that attaching a sender meets which the account does not have: 20404 with status 404,
   * or 21421 with status 400, as phone numbers are documented to. Default 20404.
   */
  readonly unknownSender?: 20404 | 21421 | undefined;
  /**
   * The code that attaching something meets which is no SID of a channel sender: 20001 or 21421 with
   * status 400, or 20404 with status 404. Default 20001.
   */
  readonly malformedSender?: 20001 | 20404 | 21421 | undefined;
  /**
   * What attaching a sender meets which is in this very service: refused with 409 and 21710, as is
   * recorded for phone numbers, or the resource that is there, with status 200. Default `"refuse"`.
   */
  readonly senderHere?: "refuse" | "repeat" | undefined;
  /**
   * What attaching a sender meets which is in another service of the account: refused with 409 and
   * 21712, as is recorded for phone numbers, or moved from there, or attached to both. Default
   * `"refuse"`.
   */
  readonly senderElsewhere?: "refuse" | "move" | "share" | undefined;
  /**
   * The code, with status 404, that detaching a sender meets which is not in the service: 20404, as
   * is recorded for phone numbers, or 21711, which the error dictionary has. Default 20404.
   */
  readonly senderNotHere?: 20404 | 21711 | undefined;
  /**
   * How many channel senders a service takes; one more meets 21714. Default `null`, no limit:
   * Twilio states one for numbers alone, of 400.
   */
  readonly poolLimit?: number | null | undefined;
  /** The status that comes with 21714. Default 412, which is recorded of phone numbers. */
  readonly poolLimitStatus?: 412 | 400 | 403 | 409 | undefined;
  /**
   * The status of code 70051, which a restricted key meets where it lacks a permission. Default 403,
   * as Twilio's page on that status suggests.
   *
   * @see https://www.twilio.com/docs/api/errors/403
   */
  readonly missingPermission?: 403 | 401 | undefined;
  /**
   * The status that wrong credentials of an OAuth app meet where a token is asked for: 400 with code
   * 20001, or 401 with code 20003. Default 400, which the official document declares.
   */
  readonly wrongClient?: 400 | 401 | undefined;
  /**
   * What a message meets where no sender of the service fits, or there is none: it is accepted and
   * fails later with 21703 or 21704, or it is refused at once with 400. Default `"accept"`: Twilio is
   * documented to tell of such errors by status callbacks.
   */
  readonly noSender?: "accept" | "refuse" | undefined;
  /**
   * The code that a message without text, media and template meets, with status 400. Default 21602,
   * which is documented; 21619 is recorded.
   */
  readonly missingBody?: 21602 | 21619 | undefined;
  /**
   * The code, with status 400, that a message meets whose `From` and `To` are of different channels.
   * Both are documented. Default 21910, which is recorded.
   */
  readonly channelsDiffer?: 21910 | 30016 | undefined;
  /**
   * How a message ends which is free text, to a customer on WhatsApp who has not written in the last
   * 24 hours. Its code is 63016 either way. Default `"undelivered"`, as programs report it that ask
   * for the status; `"failed"` is told at once.
   */
  readonly outsideWindow?: "undelivered" | "failed" | undefined;
  /**
   * The status of code 20009, which a message meets that is to be deleted while it is on its way.
   * Default 409, as of other conflicts.
   */
  readonly notCompleteStatus?: 409 | 400 | 422 | undefined;
  /**
   * What a message meets that is on its way, and whose text is to be taken out: refused with 20009, as
   * it is documented of deleting one, or it is done. Default `"refuse"`.
   */
  readonly redactUnderWay?: "refuse" | "allow" | undefined;
  /**
   * The status that an account in the path meets which is neither the caller's nor a subaccount of it.
   * Default 404 with code 20404, which is recorded; 401 comes with 20003.
   */
  readonly otherAccount?: 404 | 401 | undefined;
  /**
   * What is refused first where both are wrong: the credentials (401) or a path that does not exist
   * (404). Default `"credentials"`.
   */
  readonly firstChecked?: "credentials" | "path" | undefined;
  /**
   * The header that has the id of a request. Default `"both"`: the first is recorded at
   * api.twilio.com, the second declared for newer resources of messaging.twilio.com.
   */
  readonly requestIdHeader?: "both" | "Twilio-Request-Id" | "T-Request-Id" | undefined;
  /**
   * The seconds in the `Retry-After` of an answer above {@linkcode SandboxOptions.concurrency}.
   * Default `null`, no such header: none is documented for messaging.twilio.com.
   */
  readonly retryAfter?: number | null | undefined;
}

/** What is decided of each unknown. */
export type Unknowns = {
  readonly [Name in keyof SandboxUnknowns]-?: Exclude<SandboxUnknowns[Name], undefined>;
};

/** What may be decided, the default first. */
const allowed = {
  pageSizeAboveMaximum: ["clamp", "refuse", "invalid"],
  pageSizeBelowMinimum: ["refuse", "clamp", "default"],
  emptyList: [200, 404],
  listOrder: ["oldest", "newest"],
  unknownSender: [20404, 21421],
  malformedSender: [20001, 20404, 21421],
  senderHere: ["refuse", "repeat"],
  senderElsewhere: ["refuse", "move", "share"],
  senderNotHere: [20404, 21711],
  poolLimitStatus: [412, 400, 403, 409],
  missingPermission: [403, 401],
  wrongClient: [400, 401],
  noSender: ["accept", "refuse"],
  missingBody: [21602, 21619],
  channelsDiffer: [21910, 30016],
  outsideWindow: ["undelivered", "failed"],
  notCompleteStatus: [409, 400, 422],
  redactUnderWay: ["refuse", "allow"],
  otherAccount: [404, 401],
  firstChecked: ["credentials", "path"],
  requestIdHeader: ["both", "Twilio-Request-Id", "T-Request-Id"],
} as const;

/** The names of all unknowns. */
export const unknownNames: readonly string[] = ["poolLimit", "retryAfter", ...Object.keys(allowed)];

/**
 * What options decide of the unknowns, and the defaults of the others.
 *
 * @throws {TwilioInputError} which names the option
 */
export function unknownsOf(options: SandboxUnknowns): Unknowns {
  const { poolLimit = null, retryAfter = null } = options;
  checkLimit(poolLimit, "poolLimit", 0);
  checkLimit(retryAfter, "retryAfter", 0);
  const rest = Object.entries(allowed).map(([name, values]) => {
    const value = options[name as keyof typeof allowed];
    if (value === undefined) return [name, values[0]];
    checkInput((values as readonly unknown[]).includes(value), name, values.join(" or "));
    return [name, value];
  });
  return { poolLimit, retryAfter, ...Object.fromEntries(rest) };
}

/**
 * Insists on a whole number, or on `null` for none.
 *
 * @throws {TwilioInputError} which names the option
 */
export function checkLimit(value: number | null, name: string, least: number): void {
  if (value !== null) checkCount(value, name, least, ", or null");
}

/**
 * Insists on a whole number.
 *
 * @throws {TwilioInputError} which names the option
 */
export function checkCount(value: number, name: string, least: number, more = ""): void {
  const whole = Number.isSafeInteger(value) && value >= least;
  checkInput(whole, name, `a whole number from ${least}${more}`);
}
