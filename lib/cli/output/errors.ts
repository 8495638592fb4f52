import {
  isTwilioApiError,
  isTwilioError,
  isTwilioInputError,
  isTwilioNetworkError,
  isTwilioResponseError,
  isTwilioTimeoutError,
  type Story,
  type TwilioApiError,
  type TwilioError,
  type TwilioInputError,
} from "../../../mod.ts";
import { missingFlag } from "../platform/permissions.ts";
import { NoSender, UsageError } from "../platform/platform.ts";
import { safe, type Style } from "./style.ts";

/** What the exit code of the command says. */
export const EXIT = {
  /** Done. */
  ok: 0,
  /** Twilio refused, or could not be reached, no sender fits, or something went wrong here. */
  failed: 1,
  /** The command was called wrongly; nothing was sent. */
  usage: 2,
  /** Ctrl-C or SIGTERM. */
  interrupted: 130,
} as const;

/** How a field of the library's input is given to the command. */
const givenBy: Readonly<Record<string, string>> = {
  messagingServiceSid: "--service",
  sid: "<sid>",
  limit: "--limit",
  pageSize: "--page-size",
  pageToken: "--page-token",
  "target.baseUrl": "--base-url",
  "target.region": "--region",
  accountSid: "TWILIO_ACCOUNT_SID",
  authToken: "TWILIO_AUTH_TOKEN",
  apiKey: "TWILIO_API_KEY",
  apiSecret: "TWILIO_API_SECRET",
  to: "--to",
  from: "--from",
  turn: "--turn",
  country: "--country",
  concurrency: "--concurrency",
};

/** What to do about Twilio's codes, or else about an HTTP status. */
const hints: Record<number, string> = {
  20003: "check that the SID and the token or secret in the environment belong together, to the " +
    "account that owns the service, and to the --region",
  20008: "test credentials do not reach this resource: use live ones",
  20404: "check the service and the sender: both must be of the account you signed in to, and " +
    "`list` shows the senders that a service has",
  20429: "wait a little, and have fewer requests under way at once",
  21481: "the page token is spent or of another listing: list from the start",
  21710: "nothing to do: the sender is in this service already",
  21712: "a sender is in one service at a time: `delete` it from the other one first",
  21714: "the service is full: `delete` a sender first, or use another service",
  21703: "`create` adds a sender of this channel to the service",
  21704: "`create` adds a sender to the service",
  30016: "leave --from out, or name a sender of the channel of --to",
  63007: "`list` shows the senders that a service has, as --from names them",
  70051: "give the API key the permission for the channel senders of Messaging Services",
  401: "check the credentials in the environment",
  403: "check what the credentials in the environment are allowed to do",
  404: "check the service and the sender, and --base-url if you gave one",
  429: "wait a little, and have fewer requests under way at once",
  500: "Twilio is in trouble: try again, and see https://status.twilio.com",
};

/** What any of the library's errors may have. */
type Fields = Partial<Omit<TwilioApiError, "name"> & Pick<TwilioInputError, "field">>;

/** The particulars of a call that failed, as far as they are known. */
function particulars(error: TwilioError): [string, unknown][] {
  const { detail, method, url, status, server, requestId, moreInfo, retryAfter }: Fields = error;
  return [
    ["detail", detail && asText(error, detail)],
    ["request", url && `${method} ${url}`],
    ["status", status],
    ["answered by", isTwilioResponseError(error) ? server : null],
    ["request id", requestId],
    ["more info", moreInfo],
    ["retry after", typeof retryAfter === "number" ? `${retryAfter} s` : retryAfter?.toISOString()],
    ["attempts", attemptsIn(error.story)],
    ["outcome", outcomeIn(error.story)],
  ];
}

/** How often it was tried, where that was more than once. */
function attemptsIn(story: Story | undefined): string | null {
  if (story === undefined || story.attempts.length < 2) return null;
  return `${story.attempts.length} in ${(story.duration / 1000).toFixed(1)} s`;
}

/** That a change may have been made, though no answer said so. */
function outcomeIn(story: Story | undefined): string | null {
  const changes = story?.attempts.some(({ method }) => method !== "GET") ?? false;
  return changes && story?.mayHaveActed ? "not known; `list` shows whether it was done" : null;
}

/** What the platform threw, without the name of its class, which tells a person nothing. */
function asText(error: TwilioError, text: string): string {
  return isUnanswered(error) ? text.replace(/^\w*Error: /, "") : text;
}

function isUnanswered(error: unknown): boolean {
  return isTwilioNetworkError(error) || isTwilioTimeoutError(error);
}

function hintFor(error: unknown, message: string): string | undefined {
  if (error instanceof UsageError) return error.hint;
  if (error instanceof NoSender) return hints[error.code];
  if (isTwilioApiError(error)) return hints[error.code ?? 0] ?? hints[Math.min(error.status, 500)];
  if (isTwilioResponseError(error)) {
    return "this is no answer of Twilio's: check --base-url, and any proxy on the way";
  }
  const flag = missingFlag(message);
  if (flag) return `Deno does not let this command go there: run it with ${flag}`;
  if (isTwilioNetworkError(error) || isTwilioTimeoutError(error)) {
    return "check the network, and --base-url if you gave one";
  }
  return undefined;
}

/** An error as a person reads it: what went wrong, the particulars, what to do. */
export function explainError(error: unknown, { bold, dim }: Style): string {
  const lines: string[] = [];
  let message = error instanceof Error ? error.message : String(error);
  if (error instanceof NoSender) message = `[${error.code}] ${message}`;
  if (isTwilioError(error)) {
    const { reason, code, field }: Fields = error;
    // Not the message of the library, in which all of this is one line.
    const where = field === undefined ? "" : `${givenBy[field] ?? field}: `;
    message = `${code ? `[${code}] ` : ""}${where}${asText(error, reason)}`;
    for (const [name, value] of particulars(error)) {
      if (value != null) lines.push(dim(`  ${`${name}:`.padEnd(12)} ${safe(String(value))}`));
    }
  }
  const hint = hintFor(error, message);
  if (hint) lines.push(`hint: ${hint}`);
  return [`${bold("error:")} ${safe(message)}`, ...lines, ""].join("\n");
}

/** The exit code for an error. */
export function exitCode(error: unknown): number {
  return error instanceof UsageError || isTwilioInputError(error) ? EXIT.usage : EXIT.failed;
}
