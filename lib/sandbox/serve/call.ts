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
export interface Course extends Call {
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
export function begin(incoming: Incoming, settings: Settings, state: State): Course {
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
export function locate(course: Course, routes: readonly Route[], twilios: boolean): boolean {
  const { method } = course.incoming;
  const url = parsed(course.incoming.url);
  if (!url) return false;
  const { hostname, origin, pathname, search } = url;
  const found = find(routes, pathname);
  const host = /^([\w-]+)\.(?:[\w-]+\.)*twilio\.com$/.exec(hostname)?.[1];
  // The API of 2010 has a host of its own.
  const product = found?.route.product ?? (pathname.startsWith("/2010-") ? "api" : "messaging");
  // The header is recorded at api.twilio.com, with that name in it.
  course.domain = `${host ?? product}.twilio.com`;
  course.origin = host || twilios ? `https://${product}.twilio.com` : origin;
  course.url = url.href;
  course.pathname = pathname;
  course.search = search;
  if (!found) return true;
  course.route = found.route;
  course.params = found.params;
  course.operation = endpointOf(found.route, method)?.operation ?? null;
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
export function isOwn(course: Course): course is Course & OwnCall & { login: Login } {
  return course.account !== null;
}
