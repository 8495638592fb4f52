import {
  isTwilioApiError,
  isTwilioNetworkError,
  isTwilioResponseError,
  isTwilioSenderError,
  isTwilioTimeoutError,
  type SenderProblem,
} from "../../../mod.ts";
import { missingFlag } from "../platform/permissions.ts";
import { HintedError, NoSender } from "../platform/platform.ts";

/** What to do about Twilio's codes, or else about an HTTP status. */
const hints: Record<number, string> = {
  20003: "check that the SID and the token or secret in the environment belong together, to the " +
    "account that owns the service, and to the --region",
  20008: "test credentials do not reach this resource: use live ones",
  20404:
    "check the SIDs: what they name must be of the account you signed in to; the `list` beside " +
    "this command shows what there is",
  20429: "wait a little, and have fewer requests under way at once",
  21421: "the number has to be one of the account's",
  21481: "the page token is spent or of another listing: list from the start",
  21710: "nothing to do: the sender is in this service already",
  21712: "a sender is in one service at a time: remove it from the other one first",
  21714: "the service is full: remove a sender first, or use another service",
  21715: "the number can do neither SMS nor MMS: use another one",
  21703: "add a sender of this channel to the service",
  21704: "add a sender to the service",
  30016: "leave --from out, or name a sender of the channel of --to",
  63007: "`pool list` shows what a service can send by, as --from names it",
  63016: "outside of 24 hours after the customer wrote, WhatsApp takes a --template alone",
  70051: "give the API key the permission for what this command does: Messaging Services, their " +
    "senders, or messages",
  401: "check the credentials in the environment",
  403: "check what the credentials in the environment are allowed to do",
  404: "check the SIDs, and --base-url or SENDERPOOL_BASE_URL if you gave one",
  429: "wait a little, and have fewer requests under way at once",
  500: "Twilio is in trouble: try again, and see https://status.twilio.com",
};

/** What to do where a sender can't be told by its address. */
const senderHints: Record<SenderProblem, string> = {
  missing:
    "`account-numbers list`, `account-codes list` and `senders list` show what the account " +
    "has, `pool list` what a service has",
  ambiguous: "`pool list` shows them with their SIDs",
  unfinished: "raise --max-services, or leave it out",
};

/** What to do about an error, where something is known. */
export function hintFor(error: unknown, message: string): string | undefined {
  if (error instanceof HintedError) return error.hint;
  if (error instanceof NoSender) return hints[error.code];
  if (isTwilioApiError(error)) return hints[error.code ?? 0] ?? hints[Math.min(error.status, 500)];
  if (isTwilioResponseError(error)) {
    return "this is no answer of Twilio's: check --base-url or SENDERPOOL_BASE_URL, and any proxy on the way";
  }
  const flag = missingFlag(message);
  if (flag) return `Deno does not let this command go there: run it with ${flag}`;
  if (isTwilioSenderError(error)) return senderHints[error.problem];
  const network = "check the network, and --base-url or SENDERPOOL_BASE_URL if you gave one";
  if (isTwilioTimeoutError(error) && error.lastStatus !== undefined) {
    const deadline = "--deadline is how long to wait";
    return error.lastStatus === null
      ? `${deadline}; where that is long enough, ${network}`
      : deadline;
  }
  if (isTwilioNetworkError(error) || isTwilioTimeoutError(error)) return network;
  return undefined;
}
