import {
  isTwilioError,
  isTwilioInputError,
  isTwilioNetworkError,
  isTwilioResponseError,
  isTwilioSenderError,
  isTwilioTimeoutError,
  type Story,
  type TwilioApiError,
  type TwilioError,
  type TwilioInputError,
} from "../../../mod.ts";
import { NoSender, UsageError } from "../platform/platform.ts";
import { hintFor } from "./hints.ts";
import { safe, type Style, style } from "./style.ts";
import { givenAs, inCommandsWords } from "./words.ts";

/** What the exit code of the command says. */
export const EXIT = {
  /** Done. */
  ok: 0,
  /** Twilio refused, or could not be reached, no sender fits, or something went wrong here. */
  failed: 1,
  /** The command was called wrongly; nothing was changed. */
  usage: 2,
  /** Ctrl-C or SIGTERM. */
  interrupted: 130,
} as const;

/** What any of the library's errors may have. */
type Fields = Partial<Omit<TwilioApiError, "name"> & Pick<TwilioInputError, "field">>;

/** The particulars of a call that failed, as far as they are known. */
function particulars(error: TwilioError): [string, unknown][] {
  const { detail, method, url, status, server, requestId, moreInfo, retryAfter }: Fields = error;
  return [
    ["detail", detail && asText(error, detail)],
    ["request", url ? `${method} ${url}` : null],
    ["status", status],
    ["answered by", isTwilioResponseError(error) ? server : null],
    ["request id", requestId],
    ["more info", moreInfo],
    ["retry after", typeof retryAfter === "number" ? `${retryAfter} s` : retryAfter?.toISOString()],
    ["attempts", attemptsIn(error.story)],
    [
      "outcome",
      mayBeDone(error) ? "not known: look whether it was done, before you repeat it" : null,
    ],
  ];
}

/** How often it was tried, where that was more than once. */
function attemptsIn(story: Story | undefined): string | null {
  if (story === undefined || story.attempts.length < 2) return null;
  return `${story.attempts.length} in ${(story.duration / 1000).toFixed(1)} s`;
}

/** Whether a change may have been made, though no answer said so. */
export function mayBeDone(error: unknown): boolean {
  const { story } = isTwilioError(error) ? error : { story: undefined };
  if (story === undefined || !story.mayHaveActed) return false;
  return story.attempts.some(({ method }) => method !== "GET");
}

/** What the platform threw, without the name of its class, which tells a person nothing. */
function asText(error: TwilioError, text: string): string {
  return isUnanswered(error) ? text.replace(/^\w*Error: /, "") : text;
}

function isUnanswered(error: unknown): boolean {
  return isTwilioNetworkError(error) || isTwilioTimeoutError(error);
}

/** What is known of an error. */
interface Explained {
  /** The class of the error, for programs. */
  readonly name: string;
  readonly code: number | null;
  /** What went wrong. */
  readonly message: string;
  readonly particulars: [name: string, value: unknown][];
  /** What to do. */
  readonly hint: string | undefined;
}

function explained(error: unknown): Explained {
  const name = error instanceof Error ? error.name : "Error";
  const thrown = error instanceof Error ? error.message : String(error);
  if (!isTwilioError(error)) {
    const code = error instanceof NoSender ? error.code : null;
    const message = error instanceof NoSender ? inCommandsWords(thrown) : thrown;
    return { name, code, message, particulars: [], hint: hintFor(error, thrown) };
  }
  const { reason, code = null, field }: Fields = error;
  // Not the message of the library, in which all of this is one line.
  // Twilio's own words stay as they are.
  const isOurs = field !== undefined || isTwilioSenderError(error);
  const said = isOurs ? inCommandsWords(reason) : asText(error, reason);
  const message = field === undefined ? said : `${givenAs(field)}: ${said}`;
  const known = particulars(error).filter(([, value]) => value != null);
  return { name, code, message, particulars: known, hint: hintFor(error, message) };
}

/** An error as a person reads it: what went wrong, the particulars, what to do. */
function explainError(error: unknown, { bold, dim }: Style, argument?: string): string {
  const { code, message, particulars, hint } = explained(error);
  const about = argument === undefined ? "" : `${safe(argument)}: `;
  return [
    `${bold("error:")} ${about}${code ? `[${code}] ` : ""}${safe(message)}`,
    ...particulars.map(([name, value]) => dim(`  ${`${name}:`.padEnd(12)} ${safe(String(value))}`)),
    ...hint ? [`hint: ${safe(hint)}`] : [],
    "",
  ].join("\n");
}

/** The same as a program reads it: one line of JSON. */
function errorAsJson(error: unknown, argument?: string): string {
  const { name, code, message, particulars, hint } = explained(error);
  const named = particulars.map(([name, value]) => [camelCase(name), value]);
  const rest = Object.fromEntries(named);
  return `${JSON.stringify({ error: { name, code, message, argument, ...rest, hint } })}\n`;
}

function camelCase(name: string): string {
  return name.replace(/ ([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * An error as whoever asked reads it: a program, or a person.
 *
 * @param argument which of several it is about
 */
export function errorText(
  error: unknown,
  isJson: boolean | undefined,
  styled: boolean | undefined,
  argument?: string,
): string {
  return isJson ? errorAsJson(error, argument) : explainError(error, style(styled), argument);
}

/** The exit code for an error. */
export function exitCode(error: unknown): number {
  return error instanceof UsageError || isTwilioInputError(error) ? EXIT.usage : EXIT.failed;
}
