import type { Platform } from "../platform/platform.ts";
import type { Noun, Verb } from "./nouns/noun.ts";
import type { ApiOptions } from "./session.ts";

/** What the options of a verb have become, by their names. */
export type Options = ApiOptions & Readonly<Record<string, unknown>>;

/** A verb of a noun, as it was called. */
export interface Call<Item> {
  readonly noun: Noun<Item>;
  readonly verb: Verb<Item>;
  readonly options: Options;
  readonly platform: Platform;
}
