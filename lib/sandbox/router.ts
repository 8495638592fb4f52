import { type Answer, notAllowed, notFound } from "./answers.ts";
import type { PageSizeAboveMaximum } from "./paging.ts";
import type { Account } from "./state.ts";

/** The settings that routes obey. */
export interface Settings {
  readonly now: () => Date;
  readonly pageSizeAboveMaximum: PageSizeAboveMaximum;
}

/** A request whose credentials were right. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** The origin that URLs in the answer name. */
  readonly origin: string;
  /** Whose credentials they were. */
  readonly account: Account;
  readonly settings: Settings;
  /** What the groups of the route's path matched. */
  readonly params: readonly string[];
}

/** Answers a call. */
export type Handler = (call: Call) => Answer | Promise<Answer>;

/** A resource: its path, and a handler for each method that exists. GET answers HEAD too. */
export interface Route {
  readonly path: RegExp;
  readonly methods: Readonly<Record<string, Handler>>;
}

/** Answers a call by the first of the routes whose path matches. */
export async function route(
  routes: readonly Route[],
  call: Omit<Call, "params">,
): Promise<Answer> {
  const { pathname } = call.url;
  for (const { path, methods } of routes) {
    const match = path.exec(pathname);
    if (!match) continue;
    const method = call.request.method === "HEAD" ? "GET" : call.request.method;
    if (!Object.hasOwn(methods, method)) {
      return notAllowed([...Object.keys(methods), ...methods.GET ? ["HEAD"] : [], "OPTIONS"]);
    }
    return await methods[method]!({ ...call, params: match.slice(1) });
  }
  return notFound(pathname);
}
