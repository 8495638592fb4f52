import { accountCodes, accountNumbers, services } from "./account_rows.ts";
import { messages } from "./message_row.ts";
import type { AnyNoun } from "./noun.ts";
import { pool } from "./pool_row.ts";
import { alphas, codes, destinationAlphas, numbers } from "./pool_rows.ts";
import { senders } from "./sender_row.ts";

/** The table of `senderpool <noun> <verb>`: a resource is a row. */
export const nouns: readonly AnyNoun[] = [
  services,
  pool,
  numbers,
  codes,
  alphas,
  destinationAlphas,
  senders,
  accountNumbers,
  accountCodes,
  messages,
];
