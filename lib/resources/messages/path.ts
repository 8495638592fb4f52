/** Where the messages of an account are. */
import type { Target } from "../../types.ts";
import { textOf } from "../../wire/input.ts";
import { type AccountReference, accountUrl } from "../account/account.ts";

/** A message of an account. */
export interface MessageInput {
  /** SID of the account. Default, where there is a client: the one it has messages of. */
  readonly accountSid?: string | undefined;
  /** SID of the message: `SM` or `MM`, and 32 hex digits. */
  readonly sid: string;
}

/** A message, and the account that has it. */
export interface FetchMessageInput extends MessageInput {
  /** SID of the account: `AC` and 32 hex digits. */
  readonly accountSid: string;
}

/** The URL of the messages of an account. */
export function collection(input: AccountReference, target?: Target): string {
  return accountUrl("Messages.json", input, target);
}

/** The URL of a message. */
export function resource(input: FetchMessageInput, target?: Target): string {
  const messages = accountUrl("Messages", input, target);
  const sid = textOf(input, "sid", /^[SM]M[\da-fA-F]{32}$/, "SM or MM and 32 hex digits");
  return `${messages}/${sid}.json`;
}
