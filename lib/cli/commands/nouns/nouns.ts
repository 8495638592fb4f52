import { messages, services } from "./account_rows.ts";
import type { Noun } from "./noun.ts";
import { alphas, codes, destinationAlphas, numbers } from "./pool_rows.ts";

/** A row, whatever its items are. */
// deno-lint-ignore no-explicit-any -- each row shows what its own verbs bring
export type AnyNoun = Noun<any>;

/** The table of `senderpool <noun> <verb>`: a resource is a row. */
export const nouns: readonly AnyNoun[] = [
  services,
  numbers,
  codes,
  alphas,
  destinationAlphas,
  messages,
];
