/** What an account's phone numbers and its short codes have in common: they are there, and stay. */
import { type Answer, notFound } from "../http/answers.ts";
import type { SandboxOperation } from "../http/operations.ts";
import type { ListFilter } from "../http/paging.ts";
import type { OwnCall, Route } from "../http/router.ts";
import { uriListAnswer } from "../http/uri_paging.ts";
import { type Collection, collection } from "../state/collection.ts";
import { kept } from "../state/kept.ts";
import type { Account } from "../state/state.ts";
import { inAccount, pathOf, pathPattern } from "./account.ts";
import type { PoolNumber } from "./numbers.ts";
import type { Resource } from "./resource.ts";

/** What differs between phone numbers and short codes. */
interface AccountNumberKind {
  /** The path of them all, such as `SMS/ShortCodes`. */
  readonly path: string;
  /** The member of a page that holds them. */
  readonly listKey: string;
  readonly operations: { readonly list: SandboxOperation; readonly fetch: SandboxOperation };
  /** Their permissions, but for what may be done. */
  readonly permission: string;
  /** The filter by what they are, such as `PhoneNumber`. */
  readonly filter: string;
  readonly membersOf: (account: Account) => ReadonlyMap<string, PoolNumber>;
  readonly nameOf: (sender: string) => string;
  /** One of them as it goes over the wire. */
  readonly toWire: (number: PoolNumber, account: Account, uri: string) => object;
}

/**
 * The numbers of an account, out of those that its pools are filled from. A seed says them there, so
 * that there is nothing to check, restore or save here.
 */
export function accountNumbers(kind: AccountNumberKind): Resource<object> {
  const { path, listKey, operations, permission, membersOf, toWire } = kind;
  const listOf = kept<Account, Collection<PoolNumber>>(() => collection());

  function list({ search, settings: { unknowns } }: OwnCall, account: Account): Answer {
    const numbers = listOf(account);
    for (const [sid, number] of membersOf(account)) {
      if (!numbers.get(sid)) numbers.add(sid, number);
    }
    return uriListAnswer(
      {
        list: numbers,
        key: listKey,
        newestFirst: false,
        toWire: (number: PoolNumber) => toBody(number, account),
        only: filterIn(kind, new URLSearchParams(search)),
      },
      search,
      unknowns,
      pathOf(account, `${path}.json`),
    );
  }

  function fetch({ params, pathname }: OwnCall, account: Account): Answer {
    const number = membersOf(account).get(params[1]!);
    return number ? { status: 200, body: toBody(number, account) } : notFound(pathname);
  }

  function toBody(number: PoolNumber, account: Account): object {
    return toWire(number, account, pathOf(account, `${path}/${number.sid}.json`));
  }

  const routes: readonly Route[] = [
    {
      product: "api",
      path: pathPattern(path),
      methods: {
        GET: {
          operation: operations.list,
          permission: `${permission}/list`,
          handle: inAccount(list),
        },
      },
    },
    {
      product: "api",
      path: pathPattern(`${path}/([^/]+)`),
      methods: {
        GET: {
          operation: operations.fetch,
          permission: `${permission}/read`,
          handle: inAccount(fetch),
        },
      },
    },
  ];
  return { routes, check: () => {}, restore: () => {}, save: () => ({}) };
}

/** A part of a number will do, anywhere in it, which is inferred; that `*` is any digit is documented. */
function filterIn(
  { filter, nameOf }: AccountNumberKind,
  query: URLSearchParams,
): ListFilter<PoolNumber> {
  const [name, part] = [query.get("FriendlyName"), query.get(filter)];
  const pattern = RegExp((part ?? "").replace(/[^\d*]/g, "\\$&").replaceAll("*", "\\d"));
  return {
    query: ["FriendlyName", filter].flatMap((name) => {
      const value = query.get(name);
      return value ? [`${name}=${encodeURIComponent(value)}`] : [];
    }).join("&"),
    matches: ({ sender }) => pattern.test(sender) && (!name || nameOf(sender) === name),
  };
}
