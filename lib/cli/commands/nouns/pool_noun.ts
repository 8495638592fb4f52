import type { ListInput, Operation, Page, ServiceReference } from "../../../../mod.ts";
import type { Column } from "../../output/table.ts";
import { type Argument, ends, type Flag, lists, type Noun, shows } from "./noun.ts";

/** One that is in the pool of a service. */
type Member = ServiceReference & { readonly sid: string };

/** A kind of sender in the pool of a service: all that it has of its own. */
export interface PoolKind<Create extends ServiceReference, List extends ListInput, Item> {
  readonly name: string;
  readonly one: string;
  readonly many: string;
  /** What its SIDs look like. */
  readonly sid: string;
  /** What adding and removing are called. Default: add and remove. */
  readonly words?: readonly [add: string, remove: string];
  readonly list: Operation<List, Page<Item>>;
  readonly fetch: Operation<Member, Item>;
  readonly create: Operation<Create, Item>;
  readonly remove: Operation<Member, unknown>;
  /** What is added, where that is a name and not the SID of what the account has. */
  readonly added?: Argument<keyof Create & string>;
  readonly addFlags?: readonly Flag<keyof Create & string>[];
  readonly listFlags?: readonly Flag<keyof List & string>[];
  readonly columns: readonly Column<Item>[];
}

/** Makes the row of a kind of sender in the pool of a service. */
export function poolNoun<Create extends ServiceReference, List extends ListInput, Item>(
  kind: PoolKind<Create, List, Item>,
): Noun<Item> {
  const { name, one, many, words = ["add", "remove"], columns, added, addFlags, listFlags } = kind;
  const service = "needed";
  const sid = {
    field: "sid",
    name: "sid",
    description: `SID of the ${one}: ${kind.sid}; or several`,
    several: true,
    hint: "`pool attach` and `pool detach` take an address, and find the SID",
  } as const;
  const verbs = [
    lists("list", kind.list, {
      description: `list the ${many} of a Messaging Service`,
      service,
      flags: listFlags,
    }),
    shows("fetch", kind.fetch, {
      description: `show one ${one} of a Messaging Service`,
      service,
      argument: sid,
    }),
    shows(words[0], kind.create, {
      description: added
        ? `add one ${one} to a Messaging Service`
        : `add one ${one} of the account to a Messaging Service`,
      service,
      // Without a name of its own, what is added is named by its SID, which its input has.
      argument: added ?? (sid as Argument<string> as Argument<keyof Create & string>),
      flags: addFlags,
    }),
    ends(
      words[1],
      kind.remove,
      {
        description: `remove one ${one} from a Messaging Service` +
          (added ? "" : "; the account keeps it"),
        service,
        argument: sid,
      },
      (input) => `${input.sid} is no longer in ${input.messagingServiceSid}`,
    ),
  ];
  return { name, one, many, about: `${many} in a pool`, columns, verbs };
}
