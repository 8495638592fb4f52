import type { Incoming } from "../http/incoming.ts";
import type { SandboxOperation } from "../http/operations.ts";
import {
  type Call,
  endpointOf,
  find,
  type OwnCall,
  type Route,
  type Settings,
} from "../http/router.ts";
import type { Account, Login, State } from "../state/state.ts";

/** A request under way, and what is known of it so far. */
export interface CallUnderWay extends Call {
  incoming: Incoming;
  /** As it is understood: without dots and the like in its path. */
  url: string;
  pathname: string;
  search: string;
  origin: string;
  params: readonly string[];
  /** Twilio's id of the request. */
  id: string;
  /** When it came, in milliseconds since 1970. */
  start: number;
  /** The host that answers, such as `messaging.twilio.com`. */
  domain: string;
  /** `null` where the path does not exist. */
  route: Route | null;
  /** `null` where the resource does not have the method either. */
  operation: SandboxOperation | null;
  /** `null` where nobody signed in. */
  login: Login | null;
  account: Account | null;
  /** How many requests of the account are under way, this one included. */
  concurrent: number;
  /** Whether a fault rule struck. */
  struck: boolean;
  recorded: boolean;
}

/** What is known of a request before anything is looked at. */
export function begin(incoming: Incoming, settings: Settings, state: State): CallUnderWay {
  return {
    incoming,
    settings,
    state,
    url: incoming.url,
    pathname: "",
    search: "",
    origin: "",
    params: [],
    body: null,
    id: `RQ${"0".repeat(32)}`,
    start: NaN,
    domain: "messaging.twilio.com",
    route: null,
    operation: null,
    login: null,
    account: null,
    concurrent: 1,
    struck: false,
    recorded: false,
  };
}

/**
 * Finds out where a request goes; says whether it goes anywhere.
 *
 * @param twilios whether URLs in answers name Twilio's host whatever the request's
 */
export function locate(call: CallUnderWay, routes: readonly Route[], twilios: boolean): boolean {
  const { method } = call.incoming;
  const url = parsed(call.incoming.url);
  if (!url) return false;
  const { hostname, origin, pathname, search } = url;
  const found = find(routes, pathname);
  const host = /^([\w-]+)\.(?:[\w-]+\.)*twilio\.com$/.exec(hostname)?.[1];
  // The API of 2010 has a host of its own.
  const product = found?.route.product ?? (pathname.startsWith("/2010-") ? "api" : "messaging");
  // The header is recorded at api.twilio.com, with that name in it.
  call.domain = `${host ?? product}.twilio.com`;
  call.origin = host || twilios ? `https://${product}.twilio.com` : origin;
  call.url = url.href;
  call.pathname = pathname;
  call.search = search;
  if (!found) return true;
  call.route = found.route;
  call.params = found.params;
  call.operation = endpointOf(found.route, method)?.operation ?? null;
  return true;
}

/** Parses once, unlike a question whether that can be done. */
function parsed(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

/** Whether somebody signed in. */
export function isOwn(call: CallUnderWay): call is CallUnderWay & OwnCall & { login: Login } {
  return call.account !== null;
}
