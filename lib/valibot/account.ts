/** What the schemas of an account's numbers have in common. */
import * as v from "valibot";
import {
  type ListInputEntries,
  ListInputSchema,
  type PageInputEntries,
  PageInputSchema,
} from "./page.ts";
import { object, type ObjectSchema, type Optional } from "./parts.ts";
import { AccountSidSchema } from "./sids.ts";
import { textThat } from "./texts.ts";

/** The entries of what one of an account is asked for by, where there is a client. */
export type OfAccountEntries = {
  /** SID of the account. */
  readonly accountSid: Optional<string>;
  /** SID of what it has. */
  readonly sid: v.GenericSchema<string>;
};

/** The entries of what one of an account is asked for by. */
export type OfOneAccountEntries = {
  /** SID of the account. */
  readonly accountSid: v.GenericSchema<string>;
  /** SID of what it has. */
  readonly sid: v.GenericSchema<string>;
};

/** The entries of a page to fetch, with those of a filter. */
export type AccountPageInputEntries<Filter extends v.ObjectEntries> = Filter & PageInputEntries & {
  /** SID of the account. */
  readonly accountSid: v.GenericSchema<string>;
};

/** The entries of a list, with those of a filter. */
export type AccountListInputEntries<Filter extends v.ObjectEntries> = Filter & ListInputEntries & {
  /** SID of the account. */
  readonly accountSid: Optional<string>;
};

/** One of an account, where there is a client. */
export function ofAccount(sid: v.GenericSchema<string>): ObjectSchema<OfAccountEntries> {
  return object(() => ({ accountSid: v.optional(AccountSidSchema), sid }));
}

/** One of an account. */
export function ofOneAccount(sid: v.GenericSchema<string>): ObjectSchema<OfOneAccountEntries> {
  return object(() => ({ accountSid: AccountSidSchema, sid }));
}

/** A page of what an account has. */
export function accountPageInput<Filter extends v.ObjectEntries>(
  filter: () => Filter,
): ObjectSchema<AccountPageInputEntries<Filter>> {
  return object(() => ({
    accountSid: AccountSidSchema,
    ...filter(),
    ...PageInputSchema.entries,
  }));
}

/** A list of what an account has. */
export function accountListInput<Filter extends v.ObjectEntries>(
  filter: () => Filter,
): ObjectSchema<AccountListInputEntries<Filter>> {
  return object(() => ({
    accountSid: v.optional(AccountSidSchema),
    ...filter(),
    ...ListInputSchema.entries,
  }));
}

/** A text that has characters, if it is there. */
export function name(): Optional<string> {
  return v.optional(textThat((text) => text !== "", "a text"));
}
