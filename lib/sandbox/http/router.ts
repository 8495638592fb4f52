import type { Answer } from "./answers.ts";
import type { Keep } from "../keep.ts";
import type { Unknowns } from "../unknowns.ts";
import type { Incoming } from "./incoming.ts";
import type { SandboxOperation } from "./operations.ts";
import type { Random } from "../random.ts";
import type { Account, State } from "../state/state.ts";

/** What handlers work with. */
export interface Settings {
  readonly now: () => Date;
  readonly random: Random;
  readonly unknowns: Unknowns;
  readonly keep: Keep;
}

/** A request that an endpoint answers. */
export interface Call {
  readonly incoming: Incoming;
  /** Undecoded. */
  readonly pathname: string;
  /** The query, from its `?` on; empty where there is none. */
  readonly search: string;
  /** The origin that URLs in the answer name. */
  readonly origin: string;
  readonly settings: Settings;
  readonly state: State;
  /** What the groups of the route's path matched. */
  readonly params: readonly string[];
  /** The body as far as it was read, for the record. */
  body: string | null;
}

/** A call whose credentials were right. */
export interface OwnCall extends Call {
  /** Whose credentials they were. */
  readonly account: Account;
}

/** Answers a call. */
export type Handler<Kind extends Call = OwnCall> = (call: Kind) => Answer | Promise<Answer>;

/** What a method of a resource does. */
export interface Endpoint<Kind extends Call = OwnCall> {
  readonly operation: SandboxOperation;
  readonly handle: Handler<Kind>;
}

/** A resource: its path, and what its methods do. GET answers HEAD too. */
export type Route = ClosedRoute | OpenRoute;

/** A resource for who has signed in. */
export interface ClosedRoute extends Place {
  readonly open?: false;
  readonly methods: Readonly<Record<string, Endpoint & { readonly permission: string }>>;
}

/** A resource for all. */
export interface OpenRoute extends Place {
  readonly open: true;
  readonly methods: Readonly<Record<string, Endpoint<Call>>>;
}

interface Place {
  /** The first label of Twilio's host that has it, such as `messaging`. */
  readonly product: string;
  readonly path: RegExp;
}

/** A route that a path leads to. */
export interface Found {
  readonly route: Route;
  readonly params: readonly string[];
}

/** The first of the routes whose path matches. Paths are compared as they are, undecoded. */
export function find(routes: readonly Route[], pathname: string): Found | null {
  for (const route of routes) {
    const match = route.path.exec(pathname);
    if (match) return { route, params: match.slice(1) };
  }
  return null;
}

/** What a method of a resource does, if it has that method. */
export function endpointOf<Kind extends Route>(
  { methods }: Kind,
  method: string,
): Kind["methods"][string] | null {
  const name = method === "HEAD" ? "GET" : method;
  return Object.hasOwn(methods, name) ? methods[name] as Kind["methods"][string] : null;
}

/** The methods of a resource, as `Allow` lists them. */
export function methodsOf({ methods }: Route): string[] {
  return [...Object.keys(methods), ...methods["GET"] ? ["HEAD"] : [], "OPTIONS"];
}
