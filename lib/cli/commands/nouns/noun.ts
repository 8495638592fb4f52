import {
  type CallOptions,
  listing,
  type ListInput,
  type Operation,
  type Page,
} from "../../../../mod.ts";
import type { Column } from "../../output/table.ts";
import type { NotAsHoped } from "../../platform/platform.ts";
import type { Session } from "../session.ts";

/** What there is: a row of the table of nouns. */
export interface Noun<Item> {
  /** What it is called on the command line, such as `numbers`. */
  readonly name: string;
  /** What one of them is called in a sentence. */
  readonly one: string;
  /** What several are called. */
  readonly many: string;
  /** What it is, for the help. Default: what several are called. */
  readonly about?: string;
  /** What a table shows of it. */
  readonly columns: readonly Column<Item>[];
  /** Why one failed that did, for which a table has no room. */
  readonly why?: (item: Item) => string | null;
  /** What can be done with it. */
  readonly verbs: readonly Verb<Item>[];
}

/** A row, whatever its items are. */
// deno-lint-ignore no-explicit-any -- each row shows what its own verbs bring
export type AnyNoun = Noun<any>;

/** The input of an operation, as the command line has it. */
export type Input = Record<string, unknown>;

/** What can be done with a noun. */
export interface Verb<Item> extends NamedParts {
  readonly work: Work<Item>;
}

/** A verb, but for its work. */
interface NamedParts extends Parts<string> {
  readonly name: string;
  /** Insists that an input can be sent, before anything is. Default: the work does. */
  readonly check?: ((input: Input) => void) | undefined;
}

/** Some items of a list, and where the list can be taken up after them. */
export interface Batch<Item> {
  readonly items: readonly Item[];
  readonly next?: Page<Item>["next"] | undefined;
}

/** What a verb does, by what it has to show. */
export type Work<Item> =
  | Lists<Item>
  | One<Item>
  | Ending;

/** Work that has one item to show. */
export interface One<Item> {
  readonly shows: "one";
  readonly run: Run<Promise<Item>>;
  /** Whether it changes nothing. Default: it may have changed something, whatever becomes of it. */
  readonly onlyReads?: boolean;
  /** What is thrown of an item that was shown and is not what was hoped for. Default: any will do. */
  readonly disappointment?: (item: Item) => NotAsHoped | null;
}

/** Work that has a list to show. */
export interface Lists<Item> {
  readonly shows: "list";
  readonly run: Run<AsyncIterable<Batch<Item>>>;
  /** The options that say how much of it. */
  readonly takes: readonly PageOption[];
  /** What a table shows, where the items are not the noun's own. */
  readonly columns?: readonly Column<Item>[];
  /** What is said where there is none, or thrown. Default: that there are none of the noun. */
  readonly none?: (input: Input) => string | NotAsHoped;
}

/** An option that says how much of a list, by its field of the input. */
export type PageOption = "limit" | "pageSize" | "pageToken";

/** Work that has nothing to show. */
export interface Ending {
  readonly shows: "nothing";
  readonly run: Run<Promise<unknown>>;
  /** What is said of it. */
  readonly said: (input: Input) => string;
}

/** Does the work of a verb. */
export type Run<Output> = (session: Session, input: Input, options: CallOptions) => Output;

/** What the command line says for a verb, by the fields of the input that it becomes. */
export interface Parts<Field extends string> {
  readonly description: string;
  /** Whether its input has a Messaging Service, or may have one: `--service`. */
  readonly service?: "needed" | "possible" | undefined;
  /** Whether its input has the account. */
  readonly account?: boolean | undefined;
  /** What follows the verb. */
  readonly argument?: Argument<Field> | undefined;
  readonly flags?: readonly Flag<Field>[] | undefined;
  /** Whether at least one of the flags has to be there. */
  readonly changes?: boolean | undefined;
  /** Whether people are shown all that is known of an item, rather than a row. */
  readonly inFull?: boolean | undefined;
}

/** What follows a verb. */
export interface Argument<Field extends string> {
  /** The field of the input. */
  readonly field: Field;
  /** What it is called, such as `sid`. */
  readonly name: string;
  readonly description: string;
  /** Whether there may be several, each of which is an input of its own. */
  readonly several?: boolean | undefined;
  /** Whether it is a Messaging Service, which may be called by its name. */
  readonly isService?: boolean | undefined;
  /** What to do where it is none. */
  readonly hint?: string | undefined;
}

/** An option of a verb. */
export interface Flag<Field extends string> {
  /** The field of the input, or of an object in it: `profile.name`. */
  readonly field: Field | `${Field}.${string}`;
  /** Its name and what it takes, such as `--name <text>`. */
  readonly flag: string;
  readonly description: string;
  readonly isRequired?: boolean | undefined;
  /** Reads its text. Default: takes it as it is. */
  readonly read?: ((text: string, before: unknown) => unknown) | undefined;
}

/** A failure as its code and its words, as far as they are known. */
export function failure(code: string | number | null, words: string | null): string {
  return [code, words].filter((part) => part !== null).join(": ");
}

/** Items that come one by one, some at a time. */
export async function* batches<Item>(items: AsyncIterable<Item>): AsyncGenerator<Batch<Item>> {
  let some: Item[] = [];
  for await (const item of items) {
    some.push(item);
    if (some.length < 100) continue;
    yield { items: some };
    some = [];
  }
  yield { items: some };
}

type FieldOf<Of> = keyof Of & string;

/** Builds the request, which is sent nowhere. */
function checkBy<Of>(operation: Operation<Of, unknown>): (input: Input) => void {
  return (input) => void operation.request(input as Of);
}

/** A verb that lists. */
export function lists<Of extends ListInput, Item>(
  name: string,
  operation: Operation<Of, Page<Item>>,
  parts: Parts<FieldOf<Of>>,
): Verb<Item> {
  return {
    name,
    ...parts,
    check: checkBy(operation),
    work: {
      shows: "list",
      takes: ["limit", "pageSize", "pageToken"],
      run: ({ client }, input, options) =>
        listing(operation, input as Of, client.send, options).pages(),
    },
  };
}

/** A verb that has one item to show. */
export function shows<Of, Item>(
  name: string,
  operation: Operation<Of, Item>,
  parts: Parts<FieldOf<Of>>,
): Verb<Item> {
  return {
    name,
    ...parts,
    check: checkBy(operation),
    work: {
      shows: "one",
      onlyReads: operation.method === "GET",
      run: ({ client }, input, options) => client.send(operation, input as Of, options),
    },
  };
}

/** A verb after which there is nothing left to show. */
export function ends<Of>(
  name: string,
  operation: Operation<Of, unknown>,
  parts: Parts<FieldOf<Of>>,
  said: (input: Of) => string,
): NamedParts & { readonly work: Ending } {
  return {
    name,
    ...parts,
    check: checkBy(operation),
    work: {
      shows: "nothing",
      run: ({ client }, input, options) => client.send(operation, input as Of, options),
      said: (input) => said(input as Of),
    },
  };
}
