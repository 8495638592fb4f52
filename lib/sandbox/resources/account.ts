/** What the resources of an account have in common, whose paths name it. */
import { type Answer, notFound, unauthorized } from "../http/answers.ts";
import type { Handler, OwnCall } from "../http/router.ts";
import type { Account } from "../state/state.ts";

/** Answers a call about an account, which need not be the caller's. */
type Handle = (call: OwnCall, account: Account) => Answer | Promise<Answer>;

/** Answers where the account of the path is one that the caller may use. */
export function inAccount(handle: Handle): Handler {
  return (call) => {
    const account = accountOf(call);
    return account ? handle(call, account) : notYours(call);
  };
}

/**
 * The account of the path, if the caller may use it: its own, or a subaccount of it.
 *
 * @see https://www.twilio.com/docs/iam/api/subaccounts
 */
function accountOf({ account, params, state }: OwnCall): Account | null {
  const [sid] = params;
  if (sid === account.sid) return account;
  const other = state.accounts.find((other) => other.sid === sid);
  return other?.parentSid === account.sid ? other : null;
}

/** Recorded with 404, in several programs' documentation; with 401 it is inferred. */
function notYours({ pathname, settings }: OwnCall): Answer {
  return settings.unknowns.otherAccount === 401 ? unauthorized() : notFound(pathname);
}

const VERSION = "2010-04-01";

/** The path of something that an account has, as answers name it. */
export function pathOf(account: Account, path: string): string {
  return `/${VERSION}/Accounts/${account.sid}/${path}`;
}

/** The pattern of such a path, whose groups are the account and what else it has groups for. */
export function pathPattern(path: string): RegExp {
  return RegExp(`^/${VERSION}/Accounts/([^/]+)/${path}\\.json$`);
}

/** A date as the API of 2010 has it: `Fri, 02 Jan 2026 03:04:05 +0000`. */
export function toRfc2822(date: string): string {
  return new Date(date).toUTCString().replace("GMT", "+0000");
}
