/**
 * What the resources of an account in the API of 2010 have in common: their URLs name the account,
 * which a client knows and a bare operation is told.
 */
import { type Listing, listing, type ListInput } from "../../call/listing.ts";
import type { CallOptions } from "../../call/call_options.ts";
import type { ClientAccount, Send } from "../../call/send.ts";
import type { Operation, Target } from "../../types.ts";
import { checkInput, isGiven, sidOf, spreadable } from "../../wire/input.ts";
import type { Page } from "../../wire/page.ts";
import { baseUrl } from "../../wire/target.ts";

/** An account. */
export interface AccountReference {
  /** SID of the account: `AC` and 32 hex digits. */
  readonly accountSid: string;
}

/** The same input, which may leave the account to the client. */
type Unnamed<Input> = Omit<Input, "accountSid"> & ClientAccount;

/** Sends for an account, where a call names no other one. */
export interface AccountSend {
  <Input extends AccountReference, Output>(
    operation: Operation<Input, Output>,
    input: Unnamed<Input>,
    options?: CallOptions,
  ): Promise<Output>;
}

/**
 * The URL of something that an account has.
 *
 * @param path what it is called there, such as `Messages`
 */
export function accountUrl(path: string, input: AccountReference, target?: Target): string {
  const account = sidOf(input, "accountSid", "AC");
  return `${baseUrl("api", target)}/2010-04-01/Accounts/${account}/${path}`;
}

/** Sends by `send`, for the client's account where a call names none. */
export function sendFor(account: ClientAccount, send: Send): AccountSend {
  return async (operation, input, options) =>
    await send(operation, withAccount(input, account) as never, options);
}

/** A listing for the client's account, where it names none. */
export function listingFor<Input extends AccountReference & ListInput, Item>(
  operation: Operation<Input, Page<Item>>,
  input: Unnamed<Input>,
  send: AccountSend,
  options?: CallOptions,
): Listing<Item> {
  return listing(operation, input as Input, send as Send, options);
}

function withAccount(input: ClientAccount, account: ClientAccount): AccountReference {
  const accountSid = input?.accountSid ?? account.accountSid;
  const got = "nothing: give it to createClient or to the call";
  checkInput(isGiven(accountSid), "accountSid", "AC and 32 hex digits", got);
  return { ...spreadable(input), accountSid };
}
